import Checklists
import Git
import Ledger

/// An image that says nothing to whoever cannot see it.
enum MissingAlternativeText: FileRule {
    static let rule = Diagnostic.Rule(
        "missing-alternative-text", .warning,
        summary: "An image has no alternative text.",
        rationale: """
            Who cannot see the image, or has not loaded it on a slow link, learns nothing of it. The site shows images \
            of other places as links, which then have no words but a file name.
            """,
        example: .init(
            wrong: "![](data-flow.png)",
            right: "![Referrals go from Primero to OSCaR, decisions back](data-flow.png)"))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.pages.page(file).links.compactMap { link in
            guard link.kind == .image, link.text == nil, !link.isIllustration else { return nil }
            return project.pages.diagnostic(
                rule, link, in: file,
                message: "the image \(quoted(withoutEmailDomains(link.destination))) has no alternative text",
                advice: "Say in its brackets what it shows: ![what it shows](…).")
        }
    }
}
