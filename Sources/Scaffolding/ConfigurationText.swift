import Git
import Ledger

/// What `init` knows, written as settings of `countersign.yml`.
struct ConfigurationText {
    let answers: ScaffoldAnswers
    let people: [NewPerson]
    /// The role that leads the project: its holder is of the organisation that runs it. Of others that is not known.
    var lead: String?
    /// Of the template's texts.
    var language: String?

    /// By the tag that stands for them. What is not said stands there as a comment, to be completed.
    var settings: [String: String?] {
        [
            "language": answers.languages.first.map(tag),
            "languages": answers.languages.map(tag).joined(separator: ", "),
            "people": block, "forge": forge,
            "url": answers.siteAddress.map { "url: \(quoted($0))" } ?? "# url: https://team.example/project/",
        ]
    }

    private var forge: String {
        let kind = answers.forge.map { "kind: \($0.rawValue)" }
        let branch = answers.branch.map { "branch: \(quoted($0))" }
        let both = [kind, branch].compactMap(\.self).joined(separator: ", ")
        return both.isEmpty ? "# forge: { kind: github, branch: master }" : "forge: { \(both) }"
    }

    /// `no` without quotes is false in YAML 1.1.
    private func tag(_ language: String) -> String { language.lowercased() == "no" ? "\"no\"" : language }

    private func quoted(_ text: String) -> String { "\"\(TemplateText.escapedForYAML(text))\"" }

    private var block: String {
        guard !people.isEmpty else { return nobodyYet + "people: {}" }
        var keys: Set<String> = []
        let entries = people.enumerated().map { index, person in
            let word = word(of: person.name, upTo: 40)
            let key = unused(word.isEmpty ? "person-\(index + 1)" : word, &keys)
            let organisation = answers.organisation?.onOneLine ?? ""
            let isKnown = !organisation.isEmpty && lead.map(person.roles.contains) == true
            return """
                  \(key):
                    name: \(quoted(person.name))
                    emails: [\(quoted(person.email))]\(isKnown ? "\n    organisation: \(quoted(organisation))" : "")
                    roles: [\(person.roles.joined(separator: ", "))]
                """
        }
        return "people:\n" + entries.joined(separator: "\n")
    }

    private var nobodyYet: String {
        switch language {
        case "en": "# Nobody is listed yet. Take the { } away with the first entry.\n"
        case "fr": "# Personne n’est encore inscrit. Retirez les { } avec la première inscription.\n"
        default: ""
        }
    }

    /// Without the line that names the template, and what is written above it: for a project that has checklists of its own.
    static func withoutTemplate(_ file: NewFile) -> NewFile {
        var lines = String(decoding: file.content, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard let place = lines.lastIndex(where: { $0.hasPrefix("template:") }) else { return file }
        let start = lines[..<place].lastIndex { !$0.hasPrefix("#") }.map { $0 + 1 } ?? place
        lines.removeSubrange(start...place)
        while lines.count > 1, lines.suffix(2).allSatisfy(\.isEmpty) { lines.removeLast() }
        return NewFile(path: file.path, content: Array(lines.joined(separator: "\n").utf8))
    }

    /// Adds what the template's own file has no tag for: people, and which template it was. A template without the file gets
    /// one that holds the answers.
    func completing(_ files: [NewFile], _ template: ProjectTemplate) -> [NewFile] {
        var files = files
        if !files.contains(where: { $0.path == Configuration.path }) {
            let text =
                "version: 1\ntitle: \(quoted(answers.title))\nlanguages: [\(settings["languages"]??.description ?? "en")]\n"
            files.append(NewFile(path: Configuration.path, content: Array(text.utf8)))
        }
        for index in files.indices where files[index].path == Configuration.path {
            var lines = String(decoding: files[index].content, as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last == "" { lines.removeLast() }
            if !lines.contains(where: { $0.hasPrefix("template:") }) {
                lines += [
                    "", "# The template that this project was made from. Leave it as it is.",
                    "template: \(quoted(template.name))",
                ]
            }
            if !people.isEmpty, !lines.contains(block.prefix { $0 != "\n" } + "") {
                if let place = lines.firstIndex(where: { $0.wholeMatch(of: /people:\s*(\{\s*\})?\s*/) != nil }) {
                    lines[place] = block
                } else {
                    lines += ["", block]
                }
            }
            files[index].content = Array((lines.joined(separator: "\n") + "\n").utf8)
        }
        return files
    }
}
