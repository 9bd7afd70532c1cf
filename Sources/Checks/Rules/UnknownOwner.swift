import Checklists
import Git
import Ledger
import Markdown

/// An owner whom the configuration does not know.
enum UnknownOwner: FileRule {
    static let rule = Diagnostic.Rule(
        "unknown-owner", .note,
        summary: "An `Owner:` is neither a role nor a person of `countersign.yml`, which declares some.",
        rationale: """
            The site lists what is outstanding by owner. One that is spelt in two ways is listed twice, and overlooks half \
            of it.
            """,
        example: .init(
            wrong: """
                - [ ] Access levels are confirmed
                  - Owner: sytem-administrator
                """,
            right: """
                - [ ] Access levels are confirmed
                  - Owner: system-administrator
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let items = project.pages.items(in: file)
        guard let rules = project.report.rules, !rules.roles.isEmpty || !rules.people.isEmpty, !items.isEmpty else {
            return []
        }
        let known = Known(rules)
        let words = (file.frontMatterWords("owner") ?? []).flatMap { word in
            known.unknown(in: word.text).map { name in
                Diagnostic(
                    rule, path: file.path, line: word.line,
                    message:
                        "the owner \(quoted(name)) in the front matter is neither a role nor a person of the project",
                    advice: known.advice(name, project.pages), detail: name)
            }
        }
        return words
            + items.flatMap { item, fields in
                fields.filter { $0.field.name == .owner }.flatMap { use in
                    known.unknown(in: use.field.value).map { name in
                        Diagnostic(
                            rule, path: file.path, line: use.bullet.line,
                            message:
                                "the owner \(quoted(name)) of \(item.name) is neither a role nor a person of the project",
                            advice: known.advice(name, project.pages), item: item.key, detail: name)
                    }
                }
            }
    }
}

/// Whom a configuration knows, under all their names.
private struct Known {
    private let names: [String]
    private let lowercased: Set<String>
    private let addresses: Set<MailAddress>

    init(_ rules: Rules) {
        let roles = rules.roles.flatMap { [$0.key, $0.title].compactMap(\.self) }
        let people = rules.people.flatMap { [$0.key] + $0.names + [$0.organisation].compactMap(\.self) }
        names = roles + people
        lowercased = Set(names.map { $0.lowercased() })
        addresses = Set(rules.people.flatMap(\.emails).map(MailAddress.init))
    }

    /// Several owners are parted by commas, `/`, `&`, `+` or "and". Accounts of the forge (`@ann`) are nobody's here.
    func unknown(in value: String) -> [String] {
        guard !isKnown(value), !Blank.isBlank(value) else { return [] }
        return value.replacing(" and ", with: ",").split { ",;/&+".contains($0) }.map(\.collapsed).filter {
            !$0.isEmpty && !$0.hasPrefix("@") && !isKnown($0)
        }.map(withoutEmailDomains)
    }

    private func isKnown(_ name: String) -> Bool {
        lowercased.contains(name.lowercased()) || addresses.contains(MailAddress(name))
    }

    func advice(_ name: String, _ pages: Pages) -> String {
        if let near = pages.nearestName(to: name, among: names) { return "The nearest name is \"\(near)\"." }
        return "Add it to \(Configuration.path), or name a role or person that is there."
    }
}
