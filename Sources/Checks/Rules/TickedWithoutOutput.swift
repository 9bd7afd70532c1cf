import Checklists
import Git
import Ledger
import Markdown

/// An item that is ticked or signed off, and whose output is still to be named or written.
enum TickedWithoutOutput: FileRule {
    static let rule = Diagnostic.Rule(
        "ticked-without-output", .warning,
        summary:
            "An item is ticked or signed off, and its `Output:` is empty, a placeholder, or a document that says it is not written yet.",
        rationale: """
            The item says that its result is written down somewhere, and not where. Nobody can look at it, and a sign-off \
            covers nothing but the words. Who signs a document that is not written yet approves its headings.
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
        let items = project.pages.items(in: file).filter { $0.item.claim != nil }
        var found = items.compactMap { item, fields -> Diagnostic? in
            let outputs = fields.filter { $0.field.name == .output }
            guard let first = outputs.first, outputs.allSatisfy(namesNothing) else { return nil }
            return Diagnostic(
                rule, path: file.path, line: first.bullet.line,
                message: "\(item.name) is \(item.claim ?? ""), and its output is not named",
                advice: "Link the document, or give its web address; \(item.retreat) if it is still to be written.",
                item: item.key, detail: file.line(first.bullet.line).contains("Outputs") ? "Outputs" : "Output")
        }
        let words = file.frontMatterWords("outputs") ?? []
        let rest = items.filter { $0.item.state.isChecked }.filter { !$0.fields.contains { $0.field.name == .output } }
        if let first = words.first, words.allSatisfy({ Blank.isDestination($0.text) }), !rest.isEmpty {
            found.append(
                Diagnostic(
                    rule, path: file.path, line: first.line,
                    message: "items of this file are ticked, and the outputs in the front matter are not named",
                    advice: "Give the paths or web addresses of the documents.", detail: first.text))
        }
        for (item, fields) in items {
            guard let line = fields.first(where: { $0.field.name == .output })?.bullet.line else { continue }
            for case let path? in item.state.fields.outputs.map(\.path)
            where try project.files.markdown(at: path)?.document.isUnwritten == true {
                found.append(
                    Diagnostic(
                        rule, path: file.path, line: line,
                        message:
                            "\(item.name) is \(item.claim ?? ""), and \(quoted(path)) says that it is not written yet",
                        advice: "Write it and take that line out of it, or \(item.retreat).", item: item.key,
                        detail: path))
            }
        }
        return found
    }

    private static func namesNothing(_ use: FieldUse) -> Bool {
        let destinations = OutputLink.destinations(in: use.bullet, value: use.field.value).map(\.destination)
        if !destinations.isEmpty { return destinations.allSatisfy(Blank.isDestination) }
        let words = ([use.field.value] + use.bullet.children.dropFirst().map { [$0].plainText }).joined(separator: " ")
            .collapsed
        return words.isEmpty || Blank.isBlank(words)
    }
}

extension Item {
    /// What is said of it though its output may not be there: "ticked", "signed off"; nil if nothing is, or if it does not apply.
    fileprivate var claim: String? {
        guard !state.isExcluded else { return nil }
        switch (state.isChecked, bearsSignOff) {
        case (true, true): return "ticked and signed off"
        case (true, false): return "ticked"
        case (false, true): return "signed off"
        case (false, false): return nil
        }
    }

    private var bearsSignOff: Bool {
        state.fields.boxes.contains(where: \.isChecked) || signOffs.contains(where: \.stands)
    }

    /// How to take it back.
    fileprivate var retreat: String {
        switch (state.isChecked, bearsSignOff) {
        case (true, true): "untick the item and revoke the sign-off"
        case (_, true): "revoke the sign-off"
        default: "untick the item"
        }
    }
}
