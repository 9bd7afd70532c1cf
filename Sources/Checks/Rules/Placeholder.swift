import Checklists
import Git
import Ledger

/// A blank that nobody has filled in.
///
/// On an item that is still open it is a note: a blank is what an open item may well have. An output that is only a blank is
/// `ticked-without-output` where the item is ticked, a day that is none is `due-day`.
enum Placeholder: FileRule {
    static let rule = Diagnostic.Rule(
        "placeholder", .warning,
        summary: "A link leads nowhere, or `TODO`, `TBD`, `____` or the like stands for a field or an item.",
        rationale: """
            What the template left open, or somebody meant to write later, is still to be written. Readers take a ticked \
            item for finished.
            """,
        example: .init(
            wrong: """
                - [x] The data sharing agreement is signed. Link: ______
                  - Owner: TBD
                """,
            right: """
                - [x] The data sharing agreement is signed. Link: [agreement](../outputs/agreement.pdf)
                  - Owner: ministry-representative
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        // Forms have blanks for whoever fills them in.
        guard !isFormOfForge(file.path) else { return [] }
        let items = project.pages.items(in: file)
        return try links(in: file, project) + frontMatter(of: file, isChecklist: !items.isEmpty)
            + items.flatMap { fields($0.fields, of: $0.item, in: file) + text(of: $0.item, in: file) }
            + project.pages.page(file).blanks.compactMap { blank in
                project.pages.item(at: file.path, line: blank.itemLine).flatMap { self.blank(blank, of: $0, in: file) }
            }
    }

    // MARK: Links

    private static func links(in file: MarkdownFile, _ project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let page = project.pages.page(file)
        var found: [Diagnostic] = []
        for link in page.links where Blank.isDestination(link.destination) && !isWayToTop(link) {
            let item = project.pages.item(at: file.path, line: link.itemLine)
            if link.isOutput, item?.state.isChecked == true { continue }
            if case .file(let path, _) = LinkTarget(link.destination, from: file.path),
                try project.files.mayHold(path)
            {
                continue
            }
            let what = link.kind == .image ? "image" : "link"
            let words = link.text.flatMap { $0.isEmpty ? nil : "the \(what) \(quoted($0))" } ?? "an \(what)"
            let leads = link.destination.isEmpty ? "no address" : "only \(quoted(link.destination)) for an address"
            var diagnostic = project.pages.diagnostic(
                rule, link, in: file, message: "\(words) has \(leads)",
                advice: "Put its address into the round brackets, or take the link away.")
            diagnostic.detail = "\(link.text ?? "")(\(link.destination))"
            if diagnostic.columns == nil { diagnostic.columns = emptyLink(link, in: file, line: diagnostic.line) }
            if let item { diagnostic.severity = severity(of: item) }
            found.append(diagnostic)
        }
        return found
    }

    /// "Back to top" is written so.
    private static func isWayToTop(_ link: LinkUse) -> Bool {
        guard link.destination == "#" else { return false }
        let text = (link.text ?? "").lowercased()
        return text.isEmpty || text.contains("top") || "↑⬆▲🔝⇧".contains { text.contains($0) }
    }

    private static func emptyLink(_ link: LinkUse, in file: MarkdownFile, line: Int?) -> Range<Int>? {
        guard let line, let text = link.text, link.destination.isEmpty else { return nil }
        return file.columns(of: "[\(text)]()", inLine: line)
    }

    // MARK: Fields

    private static func frontMatter(of file: MarkdownFile, isChecklist: Bool) -> [Diagnostic] {
        guard isChecklist else { return [] }
        return (file.frontMatterWords("owner") ?? []).filter { Blank.isBlank($0.text) }.map { word in
            Diagnostic(
                rule, path: file.path, line: word.line,
                message: "\"owner\" in the front matter is still \(quoted(word.text))",
                advice: "Write who it is, or take the line away.", detail: word.text)
        }
    }

    private static func fields(_ fields: [FieldUse], of item: Item, in file: MarkdownFile) -> [Diagnostic] {
        fields.compactMap { use in
            let (name, value) = (use.field.name, use.field.value)
            guard name != .due, Blank.isBlank(value), use.bullet.children.count < 2 else { return nil }
            if name == .output, item.state.isChecked { return nil }
            let columns = file.columns(of: value, inLine: use.bullet.line)
            return Diagnostic(
                rule, path: file.path, line: use.bullet.line, columns: columns, severity: severity(of: item),
                message: "\"\(word(for: name)):\" of \(item.name) is still \(quoted(value))",
                advice: "Write what is meant, or take the line away.", item: item.key,
                detail: "\(word(for: name)): \(value)")
        }
    }

    private static func word(for name: Field.Name) -> String {
        switch name {
        case .owner: "Owner"
        case .due: "Due"
        case .output: "Output"
        case .signOff: "Sign-off"
        case .reason: "Reason"
        case .note: "Note"
        }
    }

    // MARK: Texts

    private static func text(of item: Item, in file: MarkdownFile) -> [Diagnostic] {
        guard Blank.isBlank(item.state.text), Blank.line(in: item.state.text) == nil else { return [] }
        return [
            Diagnostic(
                rule, path: file.path, line: item.state.line, severity: severity(of: item),
                message: "the item \(item.name) does not say what is to be done",
                advice: "Write it, or remove the item.",
                item: item.key, detail: item.state.title)
        ]
    }

    private static func blank(_ blank: BlankUse, of item: Item, in file: MarkdownFile) -> Diagnostic? {
        guard !item.state.isExcluded else { return nil }
        return Diagnostic(
            rule, path: file.path, line: blank.line, columns: file.columns(of: blank.text, inLine: blank.line),
            severity: severity(of: item), message: "\(item.name) still has a blank to be filled in",
            advice: "Write what belongs there, or take the blank away.", item: item.key, detail: blank.text)
    }

    private static func severity(of item: Item) -> Diagnostic.Severity { item.state.isChecked ? .warning : .note }
}

extension Diagnostic {
    /// Of another severity than the rule's.
    fileprivate init(
        _ rule: Rule, path: String, line: Int, columns: Range<Int>? = nil, severity: Severity, message: String,
        advice: String, item: String, detail: String
    ) {
        self.init(
            rule, path: path, line: line, columns: columns, message: message, advice: advice, item: item, detail: detail
        )
        self.severity = severity
    }
}
