import Checklists
import Git
import Ledger
import Markdown

/// A sign-off that is asked of a role that nobody can hold.
///
/// Only where there is a `countersign.yml`: elsewhere people write "Sign-off: Ann" and mean it.
enum UnknownAskedRole: FileRule {
    static let rule = Diagnostic.Rule(
        "unknown-asked-role", .error,
        summary: "A checklist asks for the sign-off of a role that `countersign.yml` does not declare.",
        rationale: """
            Nobody can sign as a role that is not declared. Written as a box it asks for nothing at all: it counts as an \
            ordinary item, and the one above it is done without the sign-off.
            """,
        example: .init(
            wrong: """
                - [ ] Access levels are confirmed
                  - Sign-off:
                    - [ ] data-protection-oficer
                """,
            right: """
                - [ ] Access levels are confirmed
                  - Sign-off:
                    - [ ] data-protection-officer
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        guard let rules = project.report.rules else { return [] }
        let items = project.pages.items(in: file)
        guard !items.isEmpty else { return [] }
        let words = (file.frontMatterWords("sign-off") ?? []).flatMap { word in
            unknown(in: word.text, rules).map { name in
                Diagnostic(
                    rule, path: file.path, line: word.line,
                    message: "the front matter asks for the sign-off of \(quoted(name)), which is not a declared role",
                    advice: advice(name, rules), detail: name)
            }
        }
        return words
            + items.flatMap { item, fields in
                fields.filter { $0.field.name == .signOff }.flatMap { use in
                    named(use, of: item, in: file, rules) + listed(use, of: item, in: file, rules)
                }
            }
    }

    /// Behind `Sign-off:`.
    private static func named(_ use: FieldUse, of item: Item, in file: MarkdownFile, _ rules: Rules) -> [Diagnostic] {
        unknown(in: use.field.value, rules).map { name in
            Diagnostic(
                rule, path: file.path, line: use.bullet.line,
                message: "\(item.name) asks for the sign-off of \(quoted(name)), which is not a declared role",
                advice: advice(name, rules), item: item.key, detail: name)
        }
    }

    private static func unknown(in list: String, _ rules: Rules) -> [String] {
        list.split(separator: ",").map(\.collapsed).filter { name in
            !name.isEmpty && !Blank.isBlank(name) && !rules.roles.contains { $0.key == name }
        }
    }

    /// In the lines below it. Boxes of declared roles are known as lines of fields.
    private static func listed(_ use: FieldUse, of item: Item, in file: MarkdownFile, _ rules: Rules) -> [Diagnostic] {
        use.bullet.children.dropFirst().flatMap(\.children).compactMap { bullet in
            let words = plainText(of: bullet.children.first?.inlines ?? [])
            guard !words.isEmpty, !item.state.fieldLines.contains(bullet.line) else { return nil }
            let name = withoutTrailingRemark(words)
            // A line that is no box may be a remark, and one that tries to be a box is told of while reading.
            if bullet.task == nil, words.hasPrefix("[") || meant(by: name, rules) == nil { return nil }
            let consequence = bullet.task == nil ? "" : ", so its box is an ordinary item"
            return Diagnostic(
                rule, path: file.path, line: bullet.line,
                message:
                    "\(item.name) asks for the sign-off of \(quoted(name)), which is not a declared role\(consequence)",
                advice: advice(name, rules), item: item.key, detail: name)
        }
    }

    /// Behind a role people write a name, an address or a day.
    private static func withoutTrailingRemark(_ words: String) -> String {
        String(words.prefix { !"(,;:".contains($0) }).replacing("{#", with: "").collapsed
    }

    // MARK: What was meant

    private enum Meant {
        case looksLike(String), title(String), person(String, roles: [String]), near(String)
    }

    private static func meant(by name: String, _ rules: Rules) -> Meant? {
        let lower = name.lowercased()
        if let role = rules.roles.first(where: { $0.title?.lowercased() == lower }) { return .title(role.key) }
        if let role = rules.roles.first(where: { looks(of: $0.key) == looks(of: name) }) {
            return lower == role.key ? .near(role.key) : .looksLike(role.key)
        }
        let person = rules.people.first { person in
            person.key == lower || person.names.contains { $0.lowercased() == lower }
        }
        if let person { return .person(person.key, roles: person.roles.map(\.role)) }
        return nearest(to: name, among: rules.roles.prefix(100).map(\.key)).map(Meant.near)
    }

    private static func advice(_ name: String, _ rules: Rules) -> String {
        switch meant(by: name, rules) {
        case .looksLike(let role):
            "It looks like the role \"\(role)\" and is spelt with other letters: type it anew."
        case .title(let role): "The role of that title is written \"\(role)\"."
        case .person(let key, let roles):
            roles.isEmpty
                ? "\"\(key)\" is a person; name a role instead."
                : "\"\(key)\" is a person; name the role instead: \(roles.map { "\"\($0)\"" }.joined(separator: ", "))."
        case .near(let role): "The nearest role is \"\(role)\"."
        case nil: "Declare it under \"roles:\" in \(Configuration.path), or name a role that is declared there."
        }
    }
}
