import Checklists
import Git
import Ledger
import Markdown

/// A ticked item whose output is still to be named.
enum TickedWithoutOutput: FileRule {
    static let rule = Diagnostic.Rule(
        "ticked-without-output", .warning,
        summary:
            "An item is ticked, and its `Output:` is empty, only a placeholder, or a document that says it is not written yet.",
        rationale: """
            The item says that its result is written down somewhere, and not where. Nobody can look at it, and a sign-off \
            covers nothing but the words.
            """,
        example: .init(
            wrong: """
                - [x] Logging is specified
                  - Output:
                """,
            right: """
                - [x] Logging is specified
                  - Output: [Logging specification](../outputs/logging-specification.md)
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let items = project.pages.items(in: file).filter { $0.item.state.isChecked && !$0.item.state.isExcluded }
        var found = items.compactMap { item, fields -> Diagnostic? in
            let outputs = fields.filter { $0.field.name == .output }
            guard let first = outputs.first, outputs.allSatisfy(namesNothing) else { return nil }
            return Diagnostic(
                rule, path: file.path, line: first.bullet.line,
                message: "\(item.name) is ticked, and its output is not named",
                advice: "Link the document, or give its web address; untick the item if it is still to be written.",
                item: item.key, detail: file.line(first.bullet.line).contains("Outputs") ? "Outputs" : "Output")
        }
        let words = file.frontMatterWords("outputs") ?? []
        let rest = items.filter { !$0.fields.contains { $0.field.name == .output } }
        if let first = words.first, words.allSatisfy({ Blank.isDestination($0.text) }), !rest.isEmpty {
            found.append(
                Diagnostic(
                    rule, path: file.path, line: first.line,
                    message: "items of this file are ticked, and the outputs in the front matter are not named",
                    advice: "Give the paths or web addresses of the documents.", detail: first.text))
        }
        for (item, fields) in items {
            guard let line = fields.first(where: { $0.field.name == .output })?.bullet.line else { continue }
            for case let path? in item.state.fields.outputs.map(\.path) where try isUnwritten(path, in: project) {
                found.append(
                    Diagnostic(
                        rule, path: file.path, line: line,
                        message: "\(item.name) is ticked, and \(quoted(path)) says that it is not written yet",
                        advice: "Write it and take that line out of it, or untick the item.", item: item.key,
                        detail: path))
            }
        }
        return found
    }

    /// As the documents of the templates say it, in a paragraph of their own near the beginning.
    private static func isUnwritten(_ path: String, in project: CheckedProject) throws(GitError) -> Bool {
        guard let document = try project.files.markdown(at: path)?.document else { return false }
        return document.blocks.prefix(6).contains { block in
            guard case .paragraph = block.kind else { return false }
            let text = [block].plainText.collapsed.lowercased()
            return Blank.unwritten.contains { text.hasPrefix($0) }
        }
    }

    private static func namesNothing(_ use: FieldUse) -> Bool {
        let destinations = OutputLink.destinations(in: use.bullet, value: use.field.value).map(\.destination)
        if !destinations.isEmpty { return destinations.allSatisfy(Blank.isDestination) }
        let words = ([use.field.value] + use.bullet.children.dropFirst().map { [$0].plainText }).joined(separator: " ")
            .collapsed
        return words.isEmpty || Blank.isBlank(words)
    }
}
