import Checklists
import Git
import Images
import Ledger

/// An image of the repository that the site cannot show.
enum PictureNotShown: FileRule {
    static let rule = Diagnostic.Rule(
        "picture-not-shown", .warning,
        summary: "An image lies in the repository, but cannot be shown.",
        rationale: """
            What a picture is, the site reads from its content. Where that is damaged, another kind of file, or a pointer to \
            somewhere else, readers see a link instead.
            """,
        example: .init(wrong: "![Data flow](data-flow.tiff)", right: "![Data flow](data-flow.png)"))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // Several images may refer to one definition.
        var seen: Set<Diagnostic> = []
        for link in project.pages.page(file).links where link.kind == .image {
            guard case .file(let path, _) = LinkTarget(link.destination, from: file.path),
                let bytes = try project.files.pictureBytes(at: path), let (words, advice) = problem(bytes)
            else { continue }
            let diagnostic = project.pages.diagnostic(
                rule, link, in: file, message: "the image \(quoted(withoutEmailDomains(link.destination))) \(words)",
                advice: advice)
            if seen.insert(diagnostic).inserted { found.append(diagnostic) }
        }
        return found
    }

    private static func problem(_ bytes: [UInt8]) -> (words: String, advice: String)? {
        do throws(Picture.Problem) {
            _ = try Picture(bytes)
            return nil
        } catch {
            switch error {
            case .unknown: return notAPicture(FileContent(bytes))
            case .unsupported(let kind):
                return ("is \(kind.name), which not every browser shows", "Save it as PNG, JPEG or WebP.")
            case .damaged(let kind): return ("is \(kind.name), and damaged or cut off", "Export it again.")
            case .refused(.svg):
                return (
                    "has entities of its own, or more elements than are looked at", "Save it as plain SVG or as PNG."
                )
            case .refused:
                return ("has too many pixels to be shown", "Export it smaller; nobody sees more than a screen has.")
            }
        }
    }

    private static func notAPicture(_ content: FileContent) -> (words: String, advice: String) {
        if case .pointer = content {
            return (
                "is kept in Git LFS, and the repository has only a pointer to it",
                "Commit the picture itself, so that it is versioned with what it explains."
            )
        }
        return ("is no picture: \(content.words)", "Export it as PNG, JPEG, WebP or SVG, or write it as a link.")
    }
}

extension FileContent {
    /// "its content is PDF".
    var words: String {
        name.map { "its content is \($0)" }
            ?? (self == .text ? "its content is text" : "it is of no kind that is known")
    }
}

extension ProjectFiles {
    /// What the site would look at; nil for nothing and for files that it does not copy.
    func pictureBytes(at path: String) throws(GitError) -> [UInt8]? {
        guard let blob = try blob(at: path),
            let bytes = try content(ofBlob: blob, upTo: FileContent.maximumPublishedSize), !bytes.isEmpty
        else {
            return nil
        }
        return bytes
    }
}
