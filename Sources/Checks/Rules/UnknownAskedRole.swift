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
        let (declared, pages) = (Declared(rules), project.pages)
        let words = (file.frontMatterWords("sign-off") ?? []).flatMap { word in
            unknown(in: word.text, declared).map { name in
                Diagnostic(
                    rule, path: file.path, line: word.line,
                    message: "the front matter asks for the sign-off of \(quoted(name)), which is not a declared role",
                    advice: declared.advice(name, pages), detail: name)
            }
        }
        return words
            + items.flatMap { item, fields in
                fields.filter { $0.field.name == .signOff }.flatMap { use in
                    named(use, of: item, in: file, declared, pages)
                        + listed(use, of: item, in: file, declared, pages)
                }
            }
    }

    /// Behind `Sign-off:`.
    private static func named(
        _ use: FieldUse, of item: Item, in file: MarkdownFile, _ declared: Declared, _ pages: Pages
    ) -> [Diagnostic] {
        unknown(in: use.field.value, declared).map { name in
            Diagnostic(
                rule, path: file.path, line: use.bullet.line,
                message: "\(item.name) asks for the sign-off of \(quoted(name)), which is not a declared role",
                advice: declared.advice(name, pages), item: item.key, detail: name)
        }
    }

    private static func unknown(in list: String, _ declared: Declared) -> [String] {
        list.split(separator: ",").map(\.collapsed).filter { name in
            !name.isEmpty && !Blank.isBlank(name) && !declared.keys.contains(name)
        }
    }

    /// In the lines below it. Boxes of declared roles are known as lines of fields.
    private static func listed(
        _ use: FieldUse, of item: Item, in file: MarkdownFile, _ declared: Declared, _ pages: Pages
    ) -> [Diagnostic] {
        bullets(below: use.bullet, of: item).compactMap { bullet in
            let words = plainText(of: bullet.children.first?.inlines ?? [])
            guard !words.isEmpty, !item.state.fieldLines.contains(bullet.line) else { return nil }
            let name = withoutTrailingRemark(words)
            // A line that is no box may be a remark, and one that tries to be a box is told of while reading.
            if bullet.task == nil, words.hasPrefix("[") || !declared.means(name, pages) { return nil }
            let consequence = bullet.task == nil ? "" : ", so its box is an ordinary item"
            return Diagnostic(
                rule, path: file.path, line: bullet.line,
                message:
                    "\(item.name) asks for the sign-off of \(quoted(name)), which is not a declared role\(consequence)",
                advice: declared.advice(name, pages), item: item.key, detail: name)
        }
    }

    /// At any depth of lists, but for what only groups others, and what is below an ordinary item.
    private static func bullets(below bullet: Block, of item: Item) -> [Block] {
        let lists = bullet.children.filter { if case .list = $0.kind { true } else { false } }
        return lists.flatMap(\.children).flatMap { child in
            let isField = item.state.fieldLines.contains(child.line)
            let further = child.task == nil || isField ? bullets(below: child, of: item) : []
            return child.task == nil && !isField && !further.isEmpty ? further : [child] + further
        }
    }

    /// Behind a role people write a name, an address, a day; and an id behind what became an item.
    private static func withoutTrailingRemark(_ words: String) -> String {
        words.prefix { !"(,;:{".contains($0) }.collapsed
    }
}

/// What is declared, under every name that people may give it.
private struct Declared {
    let keys: Set<String>
    private let byTitle: [String: String]
    private let byLooks: [String: String]
    private let people: [String: Person]

    init(_ rules: Rules) {
        keys = Set(rules.roles.map(\.key))
        func index<Value>(_ pairs: [(String, Value)]) -> [String: Value] {
            Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
        byTitle = index(rules.roles.compactMap { role in role.title.map { ($0.lowercased(), role.key) } })
        byLooks = index(rules.roles.map { (looks(of: $0.key), $0.key) })
        people = index(
            rules.people.flatMap { person in ([person.key] + person.names).map { ($0.lowercased(), person) } })
    }

    private enum Meant {
        case looksLike(String), title(String), person(Person), near(String)
    }

    private func meant(by name: String, _ pages: Pages) -> Meant? {
        let lower = name.lowercased()
        if let role = byTitle[lower] { return .title(role) }
        if let role = byLooks[looks(of: name)] { return lower == role ? .near(role) : .looksLike(role) }
        if let person = people[lower] { return .person(person) }
        return pages.nearestName(to: name, among: keys.sorted()).map(Meant.near)
    }

    /// Whether a role was meant, if only nearly.
    func means(_ name: String, _ pages: Pages) -> Bool { meant(by: name, pages) != nil }

    func advice(_ name: String, _ pages: Pages) -> String {
        switch meant(by: name, pages) {
        case .looksLike(let role):
            "It looks like the role \"\(role)\" and is spelt with other letters: type it anew."
        case .title(let role): "The role of that title is written \"\(role)\"."
        case .person(let person):
            person.roles.isEmpty
                ? "\"\(person.key)\" is a person; name a role instead."
                : "\"\(person.key)\" is a person; name the role instead: "
                    + person.roles.map { "\"\($0.role)\"" }.joined(separator: ", ") + "."
        case .near(let role): "The nearest role is \"\(role)\"."
        case nil: "Declare it under \"roles:\" in \(Configuration.path), or name a role that is declared there."
        }
    }
}
