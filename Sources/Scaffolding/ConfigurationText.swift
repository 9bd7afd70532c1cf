import Git
import Ledger

/// What `init` knows, written as settings of `countersign.yml`.
struct ConfigurationText {
    let answers: ScaffoldAnswers
    let people: [NewPerson]

    /// By the tag that stands for them.
    var settings: [String: String?] {
        [
            "language": answers.languages.first.map(tag),
            "languages": answers.languages.map(tag).joined(separator: ", "),
            "people": block, "forge": answers.forge.map { "forge: { kind: \($0.rawValue) }" },
            "url": answers.siteAddress.map { "url: \(quoted($0))" },
        ]
    }

    /// `no` without quotes is false in YAML 1.1.
    private func tag(_ language: String) -> String { language.lowercased() == "no" ? "\"no\"" : language }

    private func quoted(_ text: String) -> String { "\"\(TemplateText.escapedForYAML(text))\"" }

    private var block: String {
        guard !people.isEmpty else { return "people: {}" }
        var keys: Set<String> = []
        let entries = people.enumerated().map { index, person in
            let word = word(of: person.name, upTo: 40)
            let key = unused(word.isEmpty ? "person-\(index + 1)" : word, &keys)
            return """
                  \(key):
                    name: \(quoted(person.name))
                    emails: [\(quoted(person.email))]
                    roles: [\(person.roles.joined(separator: ", "))]
                """
        }
        return "people:\n" + entries.joined(separator: "\n")
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
                    "template: \(name(of: template))",
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

    private func name(of template: ProjectTemplate) -> String {
        template.version.map { "\(template.name) \($0)" } ?? quoted(template.name)
    }
}
