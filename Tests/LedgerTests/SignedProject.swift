import Checklists
import Ledger
import TestSupport

/// A project whose sign-offs a test follows: a configuration, and one file `a.md` with one item.
///
/// Ann is the data protection officer and has two addresses, Ben is for the ministry, Cem is both; Eve holds nothing.
struct SignedProject {
    let script = RepositoryScript()

    init(policy: String = "", adding item: String? = nil, _ files: [String: String] = [:]) {
        script.commit("set up", ["countersign.yml": Self.configuration(policy: policy)])
        guard let item else { return }
        commit("add", item, files)
    }

    static func configuration(policy: String = "", people: String = "") -> String {
        """
        version: 1
        roles:
          dpo: { title: Data protection officer }
          ministry: { title: Ministry }
        people:
          ann: { name: Ann, emails: [ann@ministry.example, ann@home.example], roles: [dpo] }
          ben: { name: Ben, emails: [ben@ministry.example], roles: [ministry] }
          cem: { name: Cem, emails: [cem@ministry.example], roles: [dpo, ministry] }
        \(people)
        \(policy.isEmpty ? "" : "policy: { \(policy) }")

        """
    }

    /// A commit in which `a.md` holds that item; nil leaves the file alone.
    @discardableResult
    func commit(
        _ message: String, _ item: String? = nil, _ files: [String: String?] = [:],
        on parents: [RepositoryScript.Mark]? = nil, by author: RepositoryScript.Person = .eve,
        committer: RepositoryScript.Person? = nil, at time: Int? = nil
    ) -> RepositoryScript.Mark {
        var files = files
        if let item { files["a.md"] = item }
        return script.commit(message, on: parents, files, author: author, committer: committer, at: time)
    }

    func read(_ revision: String = "HEAD") throws -> Reading { try Reading(script.write(), revision: revision) }
}

extension RepositoryScript.Person {
    static let ann: Self = "Ann <ann@ministry.example>"
    static let ben: Self = "Ben <ben@ministry.example>"
    static let cem: Self = "Cem <cem@ministry.example>"
    static let eve: Self = "Eve <eve@team.example>"
}

/// Items as the tests have them: `x` where something is ticked.
enum Sample {
    static func boxed(_ tick: String, dpo: String, text: String = "Data is kept") -> String {
        "- [\(tick)] \(text) {#data}\n  - Sign-off:\n    - [\(dpo)] dpo\n"
    }

    static func boxed(_ tick: String, dpo: String, ministry: String, text: String = "Data is kept") -> String {
        boxed(tick, dpo: dpo, text: text) + "    - [\(ministry)] ministry\n"
    }

    static func inline(_ tick: String, _ roles: String = "dpo", text: String = "Data is kept") -> String {
        "- [\(tick)] \(text) {#data}\n  - Sign-off: \(roles)\n"
    }

    static func with(output: String, _ tick: String, dpo: String) -> String {
        boxed(tick, dpo: dpo) + "  - Output: [it](\(output))\n"
    }
}

extension Reading {
    /// Status, sign-offs and what is missing of the one item, a line each: `signed-off`, `dpo: ann box authored@sign`,
    /// `missing dpo: none`.
    func told() throws -> [String] {
        let item = try onlyItem()
        return [item.status.rawValue] + item.signOffs.map(words)
            + item.missingSignOffs.map { "missing \($0.role): \($0.reason.rawValue)" }
    }

    /// The sign-offs of removed items.
    func toldOfRemoved() -> [String] { report.removedItems.flatMap(\.signOffs).map(words) }

    /// Events of the one item, those of sign-offs with their roles.
    func signOffEvents() throws -> [String] {
        try onlyItem().life.events.filter { $0.kind == .signedOff || $0.kind == .revoked }.map { event in
            "\(event.kind.rawValue) \(event.from ?? event.to ?? "nothing")@\(summary(event.commit))"
        }
    }

    func onlyItem() throws -> Item {
        guard items.count == 1 else { throw TestSupportError("there are: \(items.map(\.state.title))") }
        return items[0]
    }

    /// Rules of the diagnostics.
    var rules: [String] { diagnostics.map(\.rule.name) }

    private func words(_ signOff: SignOff) -> String {
        var words =
            "\(signOff.role): \(signOff.person ?? "nobody") \(signOff.way.rawValue) \(signOff.evidence.rawValue)"
        if signOff.signature != .none { words += " \(signOff.signature.rawValue)" }
        words += "@\(summary(signOff.commit))"
        if let failure = signOff.failure { words += ", fails: \(failure.rawValue)" }
        if !signOff.isCurrent { words += ", changed" }
        if let end = signOff.end { words += ", \(end.reason.rawValue) by \(end.commit.map(summary) ?? "a merge")" }
        return words
    }
}
