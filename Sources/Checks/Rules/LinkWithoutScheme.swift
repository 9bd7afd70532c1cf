import Checklists
import Git
import Ledger

/// A web or mail address that is read as the name of a file, since it does not begin with `https://` or `mailto:`.
enum LinkWithoutScheme: FileRule {
    static let rule = Diagnostic.Rule(
        "link-without-scheme", .warning,
        summary: "A link to a web site does not begin with `https://`, or one to an e-mail address not with `mailto:`.",
        rationale: "Such a link leads to a file of that name in the repository, and so to nothing.",
        example: .init(wrong: "[OpenFn](openfn.org)", right: "[OpenFn](https://openfn.org)"))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for link in project.pages.page(file).links where !link.isOutput {
            guard let meant = MeantAddress(link.destination), !Blank.isDestination(link.destination) else { continue }
            guard case .file(let path, _) = LinkTarget(link.destination, from: file.path) else { continue }
            if try project.files.mayHold(path) { continue }
            let shown = withoutEmailDomains(link.destination)
            found.append(
                project.pages.diagnostic(
                    rule, link, in: file,
                    message: "the link \(quoted(shown)) leads to a file of that name, which is not in the repository",
                    advice: meant == .web
                        ? "Write \(quoted("https://" + link.destination, upTo: 300))."
                        : "Write \"mailto:\" before the address."))
        }
        return found
    }
}
