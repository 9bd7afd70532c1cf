import Checklists
import Git
import Ledger

/// A change after which a role is asked no more: every way in which a demand can go, on purpose or by a slip of the pen.
enum SignOffNoLongerAsked: ChangeRule {
    static let rule = Diagnostic.Rule(
        "sign-off-no-longer-asked", .error,
        summary: "A change takes away that an item asks a role for its sign-off.",
        rationale: """
            What nobody is asked for, nobody misses: the item counts as finished without it. It is an error where the item \
            is ticked or signed, else a warning. The demand may go with the line under `Sign-off:`, with the front matter, \
            with a role that `countersign.yml` no longer declares, with an item that moves to another file, or with a file \
            that is left out.
            """,
        example: .init(
            wrong: """
                - [x] Access levels are agreed
                  - Sign-off:
                """,
            right: """
                - [x] Access levels are agreed
                  - Sign-off:
                    - [ ] data-protection-officer
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let roles = Set(change.base.configuration.roles)
        let undeclared = roles.subtracting(change.head.configuration.roles)
        return try ofUndeclared(undeclared, change) + ofItems(except: undeclared, change)
            + ofLostItems(except: undeclared, change)
    }

    // MARK: Roles that are gone

    private static func ofUndeclared(_ roles: Set<String>, _ change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let places = try ConfigurationPlaces(change.head)
        return roles.sorted().compactMap { role in
            let asking = change.base.report.items.filter { $0.state.fields.asked.contains(role) }
            guard let first = asking.first else { return nil }
            var diagnostic = Diagnostic(
                rule, path: Configuration.path, line: places.line(of: ["roles"]),
                message: """
                    the role \(quoted(role)) is no longer declared, and \(first.name)\(others(of: asking.count)) asked for \
                    its sign-off: its boxes are no sign-off boxes any more, and nobody can sign as it
                    """,
                advice: "Declare it again. A role that has another name by now keeps its key; its title may change.",
                related: change.pairs.pairs.filter { $0.base.state.fields.asked.contains(role) }.map(\.head)
                    .related("it asked for \(quoted(role))"), detail: role)
            if !asking.contains(where: \.isTickedOrSigned) { diagnostic.severity = .warning }
            return diagnostic
        }
    }

    // MARK: Items that are there

    private struct Place: Hashable {
        let path: String
        let role: String
    }

    /// One finding for a file and role: the front matter may ask for all its items.
    private static func ofItems(except undeclared: Set<String>, _ change: CheckedChange) -> [Diagnostic] {
        var lost: [Place: [ItemPairs.Pair]] = [:]
        for pair in change.pairs.pairs {
            let roles = change.demands(of: pair.base).subtracting(undeclared)
            for role in roles.subtracting(pair.head.state.fields.asked) {
                lost[Place(path: pair.head.path, role: role), default: []].append(pair)
            }
        }
        return lost.compactMap { place, pairs in
            guard let first = pairs.first?.head else { return nil }
            let isSigned = pairs.contains { $0.base.signedRoles.contains(place.role) }
            var diagnostic = Diagnostic(
                rule, first,
                message: """
                    \(first.name)\(others(of: pairs.count)) no longer \(pairs.count > 1 ? "ask" : "asks") for a sign-off as \
                    \(quoted(place.role))\(isSigned ? ", which was given" : "")
                    """,
                advice: "Ask for it again, unless whoever holds the role agrees that it is not needed.",
                related: pairs.dropFirst().map(\.head).related("it asked for \(quoted(place.role)), too"),
                detail: SignOffMissing.detail(place.role))
            if !pairs.contains(where: { $0.base.isTickedOrSigned || $0.head.isTickedOrSigned }) {
                diagnostic.severity = .warning
            }
            return diagnostic
        }
    }

    // MARK: Items that are gone

    private static func ofLostItems(
        except undeclared: Set<String>, _ change: CheckedChange
    ) -> [Diagnostic] {
        var lost: [ItemLoss: [Item]] = [:]
        for gone in change.lost {
            let demands = change.demands(of: gone.item)
            if case .fileLeftOut = gone.loss {
                if !demands.isEmpty || gone.item.isSigned { lost[gone.loss, default: []].append(gone.item) }
            } else if !gone.item.isSigned, !demands.subtracting(undeclared).isEmpty {
                // Those that were signed have rules of their own.
                lost[gone.loss, default: []].append(gone.item)
            }
        }
        return lost.compactMap { loss, items in items.first.map { finding(loss, $0, items) } }
    }

    private static func finding(_ loss: ItemLoss, _ first: Item, _ items: [Item]) -> Diagnostic {
        let which =
            items.count > 1
            ? "\(items.count) items that asked for sign-offs, \(first.name) and others, are"
            : "\(first.name), which asked for sign-offs, is"
        let (path, what): (String, String) =
            switch loss {
            case .removed(let path): (path, "\(which) not in \(path) any more")
            case .fileDeleted(let path): (path, "\(which) gone with \(path)")
            case .fileLeftOut(let path): (path, "\(which) left out, since \(path) is no longer read as a checklist")
            }
        var diagnostic = Diagnostic(
            rule, path: path, message: what,
            advice: "Make sure that whoever holds the role agrees that it is not needed.")
        if case .fileLeftOut = loss {
            diagnostic.detail = leftOut
            diagnostic.advice = "Take the file in again: see include, exclude and languages in \(Configuration.path)."
            if !items.contains(where: \.isTickedOrSigned) { diagnostic.severity = .warning }
        } else {
            // Whoever reads the change sees the lines go.
            diagnostic.severity = .warning
        }
        return diagnostic
    }

    private static let leftOut = "left out"

    static func says(_ own: Diagnostic, allOf other: Diagnostic) -> Bool {
        own.detail == leftOut && other.rule.name == "signed-file-excluded" && other.path == own.path
    }
}

extension CheckedChange {
    /// Roles whose sign-off an item of `base` asks for. One that is not declared there is a slip of the pen that may be mended.
    fileprivate func demands(of item: Item) -> Set<String> {
        let asked = Set(item.state.fields.asked)
        return base.report.rules == nil ? asked : asked.intersection(base.configuration.roles)
    }
}

extension Item {
    fileprivate var isTickedOrSigned: Bool { state.isChecked || isSigned }
}
