import Checklists
import Git
import Images
import Ledger

/// An output or image whose name promises another kind of file than it is.
enum MisleadingFileName: FileRule {
    static let rule = Diagnostic.Rule(
        "misleading-file-name", .warning,
        summary: "The extension of an output or image is not that of what the file holds.",
        rationale: """
            Programs open a file by its name, and whoever signs it off trusts the name, too. The site says what the file is, \
            and gives it the extension of that.
            """,
        example: .init(
            wrong: "- Output: [Agreement](agreement.docx), which is a PDF",
            right: "- Output: [Agreement](agreement.pdf)"))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var seen: Set<Diagnostic> = []
        for link in project.pages.page(file).links where link.kind == .image {
            guard let words = try words(link.destination, file, project, isImage: true) else { continue }
            let diagnostic = project.pages.diagnostic(
                rule, link, in: file, message: "the image \(words)", advice: Self.advice)
            if seen.insert(diagnostic).inserted { found.append(diagnostic) }
        }
        for output in project.pages.outputs(in: file) {
            guard let words = try words(output.destination, file, project, isImage: false) else { continue }
            found.append(
                Diagnostic(
                    rule, path: file.path, line: output.place.line, columns: output.place.columns,
                    message: "the output \(words)", advice: Self.advice, item: output.item?.key,
                    detail: withoutEmailDomains(output.destination)))
        }
        return found
    }

    private static let advice = "Rename the file, or replace it by one of the kind that its name says."

    private static func words(
        _ destination: String, _ file: MarkdownFile, _ project: CheckedProject, isImage: Bool
    ) throws(GitError) -> String? {
        guard case .file(let path, _) = LinkTarget(destination, from: file.path),
            let bytes = try project.files.pictureBytes(at: path)
        else { return nil }
        // Of tables and diagrams rules of their own say what is wrong.
        guard isImage || !(CheckedTable.isName(path) || CheckedDiagram.isName(path)) else { return nil }
        let content = FileContent(bytes)
        // What is no picture at all is told by the rule about pictures.
        if isImage, content.isPicture == false { return nil }
        if case .pointer = content { return nil }
        guard !content.fits(path) else { return nil }
        return
            "\(quoted(withoutEmailDomains(destination))) is named \(fileExtension(of: path).uppercased()), but \(content.words)"
    }
}

extension FileContent {
    fileprivate var isPicture: Bool {
        if case .picture = self { true } else { false }
    }
}
