import Checklists
import Foundation
import Git
import Ledger

/// What `sign` was asked for.
struct SignRequest {
    var items: [String]
    var role: String?
    var completes = false
    var revokes = false
    /// Also what rests on documents that say that they are not written yet.
    var allowsUnwritten = false
    var message: String?
}

/// Who would sign, by the configuration of the commit that is signed on.
struct Signer {
    let person: Person
    let rules: Rules
    /// That of the committer date, in UTC: what the terms of roles are compared with.
    let day: Day

    /// Throws where a sign-off would count for nobody.
    init(_ author: Commit.Signature, rules: Rules?, on day: Day) throws {
        guard let rules, !rules.people.isEmpty else {
            throw Failure(
                "countersign.yml of HEAD names no people, so nobody holds a role and a sign-off would count for nobody. "
                    + "List them under \"people:\" with their addresses and roles, and commit that first")
        }
        guard let person = rules.person(at: author.email) else {
            throw Failure(
                "\"\(author.email)\", the address you commit with, is nobody's in countersign.yml of HEAD, so a sign-off "
                    + "would count for nobody. Have it listed there, or set the listed one: "
                    + "git config user.email YOU@EXAMPLE.ORG")
        }
        (self.person, self.rules, self.day) = (person, rules, day)
    }

    var name: String { person.names.first ?? person.key }
    var held: Set<String> { rules.roles(of: person, on: day) }

    /// Roles in which a person may have signed, on whatever day.
    var everHeld: Set<String> { Set(person.roles.map(\.role)) }

    var mayRevokeForOthers: Bool { !held.isDisjoint(with: rules.policy.revoke) }
}

/// One commit's worth of sign-offs: checked, not made.
struct SignPlan {
    struct Entry {
        let id: String
        let role: String
        let path: String
        let line: Int
        /// The item is ticked once the commit is made.
        let isComplete: Bool
        /// Files that the signer answers for: the item's own and its outputs; none where the item does not apply.
        let documents: [String]
        /// The commit of the same sign-off, which stands: the commit to make says nothing of it again.
        let standing: CommitID?
    }

    /// New sign-offs, in the order in which they were asked for, each once.
    let entries: [Entry]
    /// Items that are signed off already, of which at most the tick is added.
    let standing: [Entry]
    let completes: Bool
    let revokes: Bool
    /// The whole commit message.
    let message: String
    /// Boxes to set, by file.
    let boxes: [String: [Checkbox: Bool]]

    /// Throws one sentence when the request cannot be met or would come to nothing.
    init(_ request: SignRequest, in report: Report, by signer: Signer) throws {
        let names = ItemNames(report)
        var all: [Entry] = []
        var boxes: [String: [Checkbox: Bool]] = [:]
        for name in request.items {
            let (item, id) = try names.item(named: name)
            guard !all.contains(where: { $0.id == id }) else { continue }
            let role = try Self.role(for: item, id, request, signer)
            if request.completes, item.state.isExcluded {
                throw Failure("\"\(id)\" (\(place(item))) is struck through, so it cannot be completed")
            }
            if request.completes { try Self.refuseUnnamedRoles(item, id, role, signer) }
            let standing = request.revokes ? nil : Self.standing(item, role, signer)
            if standing == nil, item.state.fields.boxes.contains(where: { $0.role == role }) {
                boxes[item.path, default: [:]][Checkbox(item: id, role: role)] = !request.revokes
            }
            if request.completes, standing == nil || !item.state.isChecked {
                boxes[item.path, default: [:]][Checkbox(item: id)] = true
            }
            let outputs = item.state.fields.outputs.compactMap(\.path)
            all.append(
                Entry(
                    id: id, role: role, path: item.path, line: item.state.line,
                    isComplete: item.state.isChecked || item.state.isExcluded || request.completes,
                    documents: item.state.isExcluded ? [] : [item.path] + outputs, standing: standing))
        }
        entries = all.filter { $0.standing == nil }
        standing = all.filter { $0.standing != nil }
        (self.boxes, revokes, completes) = (boxes, request.revokes, request.completes)
        if entries.isEmpty, boxes.isEmpty { throw Self.nothingNew(standing) }
        message = try Self.message(
            request.message ?? Self.subject(entries.isEmpty ? standing : entries, as: Self.verb(entries, request)),
            entries, revokes: request.revokes)
    }

    private static func verb(_ entries: [Entry], _ request: SignRequest) -> String {
        if request.revokes { return "Revoke the sign-off of" }
        return entries.isEmpty ? "Complete" : "Sign off"
    }

    private static func nothingNew(_ standing: [Entry]) -> Failure {
        let signed = standing.map { "\"\($0.id)\" is signed off as \($0.role) already, in \($0.standing?.short ?? "")" }
        return Failure(list(signed) + (signed.count == 1 ? ", and has" : ", and they have") + " not changed since")
    }

    // MARK: The role

    private static func role(for item: Item, _ id: String, _ request: SignRequest, _ signer: Signer) throws -> String {
        let asked = item.state.fields.asked
        guard !asked.isEmpty else {
            throw Failure(
                "\"\(id)\" (\(place(item))) asks for no sign-off. Ask for one with a bullet below it: "
                    + "- Sign-off: ROLE")
        }
        guard let role = request.role else { return try onlyRole(of: asked, id, request, signer) }
        guard signer.rules.roles.contains(where: { $0.key == role }) else {
            let roles = signer.rules.roles.map { (name: $0.key, title: $0.title ?? "") }
            let advice = NearNames(known: roles).sentence(for: role)
            throw Failure(
                "\"\(role)\" is not a role of countersign.yml. \(advice ?? "Roles are declared there under \"roles:\"")"
            )
        }
        guard asked.contains(role) else {
            throw Failure("\"\(id)\" does not ask for a sign-off as \(role); it asks for \(list(asked))")
        }
        let isEntitled =
            request.revokes
            ? signer.everHeld.contains(role) || signer.mayRevokeForOthers : signer.held.contains(role)
        guard isEntitled else {
            throw Failure(
                request.revokes
                    ? "\(signer.name) neither holds the role \(role) nor may revoke the sign-offs of others, "
                        + "so this would have no effect"
                    : "\(signer.name) does not hold the role \(role) on \(signer.day), so the sign-off would not count")
        }
        return role
    }

    private static func onlyRole(
        of asked: [String], _ id: String, _ request: SignRequest, _ signer: Signer
    ) throws -> String {
        let held = request.revokes ? signer.everHeld : signer.held
        let roles = asked.filter(held.contains)
        guard let role = roles.first else {
            let others = request.revokes && signer.mayRevokeForOthers
            throw Failure(
                "\(signer.name) holds none of the roles that \"\(id)\" asks for: \(list(asked))"
                    + (others ? ". Name the one to revoke with --as" : ""))
        }
        guard roles.count == 1 else {
            throw Failure(
                "\(signer.name) holds several of the roles that \"\(id)\" asks for. Name one with --as: \(list(roles))")
        }
        return role
    }

    /// Whoever completes an item signs it in each role that it asks for without a box: nobody shall by naming another one.
    private static func refuseUnnamedRoles(_ item: Item, _ id: String, _ named: String, _ signer: Signer) throws {
        guard !item.state.isChecked else { return }
        let fields = item.state.fields
        let boxed = Set(fields.boxes.map(\.role))
        let others = fields.asked.filter { role in
            role != named && !boxed.contains(role) && signer.held.contains(role) && standing(item, role, signer) == nil
        }
        guard let other = others.first else { return }
        throw Failure(
            "whoever ticks \"\(id)\" also signs it off as \(list(others)), which you hold and for which it has no box. If you "
                + "mean that, sign with --as \(other) first; else give it a box, or have somebody else tick it")
    }

    /// The sign-off after which a second one of the same would say nothing. What others wrote is less than one's own.
    private static func standing(_ item: Item, _ role: String, _ signer: Signer) -> CommitID? {
        guard item.state.fields.boxes.allSatisfy({ $0.role != role || $0.isChecked }) else { return nil }
        return item.signOffs.first {
            $0.role == role && $0.person == signer.person.key && $0.stands && $0.evidence != .stated
        }?.commit
    }

    // MARK: The message

    /// A subject and whatever `text` says more, then the trailers as the last paragraph.
    private static func message(_ text: String, _ entries: [Entry], revokes: Bool) throws -> String {
        let key = revokes ? "Revoke-sign-off" : "Sign-off"
        let trailers = entries.map { "\(key): \($0.id) as \($0.role)" }
        let words = text.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !words.unicodeScalars.contains("\0") else { throw Failure("the message holds a NUL character") }
        let message = words + "\n" + (trailers.isEmpty ? "" : "\n" + trailers.joined(separator: "\n") + "\n")
        // Read back: a text with such lines of its own would sign more than was asked for.
        guard Trailers.signOffs(message).map({ "\($0.key): \($0.value)" }) == trailers else {
            throw Failure("the message holds Sign-off lines of its own: name those items beside the others instead")
        }
        return message
    }

    private static func subject(_ entries: [Entry], as verb: String) -> String {
        guard let first = entries.first else { return verb }
        let roles = Set(entries.map(\.role))
        let role = roles.count == 1 && first.standing == nil ? " as \(first.role)" : ""
        guard entries.count > 1 else { return "\(verb) \(first.id)\(role)" }
        let short = "\(verb) \(list(entries.map(\.id)))\(role)"
        return short.count <= 72 ? short : "\(verb) \(entries.count) items\(role)"
    }

    /// What the commit's message must hold, as `Trailers` reads it.
    var trailers: [Trailer] {
        entries.map { Trailer(key: trailerKey, value: "\($0.id) as \($0.role)") }
    }

    var trailerKey: String { revokes ? "Revoke-sign-off" : "Sign-off" }
}

/// The items of a report by the names that people have for them.
private struct ItemNames {
    private let items: [Item]

    init(_ report: Report) { items = report.checklists.flatMap(\.items) }

    /// The one item of that id; by `FILE:LINE` or key, too, as long as it has an id.
    func item(named name: String) throws -> (item: Item, id: String) {
        let found = items.filter { $0.state.id == name }
        guard found.count <= 1 else {
            throw Failure(
                "the id \"\(name)\" belongs to several items: \(list(found.map(place))). "
                    + "Give all but one another id, and commit that first")
        }
        if let item = found.first { return (item, name) }
        guard let item = items.first(where: { $0.key == name || place($0) == name }) else { throw unknown(name) }
        if let id = item.state.id { return try self.item(named: id) }
        throw Failure(
            "\"\(item.state.title.prefix(80))\" (\(place(item))) has no id, and a sign-off names its item by one. "
                + "Write {#\(item.anchor)} at the end of its text and commit that first; countersign fix writes missing ids"
        )
    }

    private func unknown(_ name: String) -> Failure {
        if let item = items.first(where: { $0.life.previousIDs.contains(name) }) {
            return Failure("no item is called \"\(name)\" now; it became \"\(item.key)\" (\(place(item)))")
        }
        let known = items.map { (name: $0.state.id ?? place($0), title: $0.state.title) }
        let advice = NearNames(known: known).sentence(for: name) ?? "Names are in: countersign status --format csv"
        return Failure("no item of HEAD is called \"\(name)\". \(advice)")
    }
}

private func place(_ item: Item) -> String { "\(item.path):\(item.state.line)" }
