import Markdown

/// The headings of a document, as they stand on its page.
struct Outline {
    struct Heading {
        /// 2…6; the page's title is level 1.
        var level: Int
        var id: String
        var text: String
    }

    /// By line. The heading that is the page's title is not among them.
    private(set) var headings: [Int: Heading] = [:]
    /// The line of the heading that says the title once more.
    private(set) var titleLine: Int?
    /// Ids by the fragment that GitHub gives the heading.
    private(set) var idsByFragment: [String: String] = [:]
    /// Source levels of the headings that the current one stands under.
    private var open: [Int] = []
    private let uppermost: Int

    static let titleID = "title"

    /// - Parameter title: the title of the page; the first heading is left out when it says the same.
    /// - Parameter level: of the uppermost headings.
    init(_ document: Document, title: String, level: Int = 2) {
        uppermost = level
        var fragments = HeadingFragments()
        for (index, heading) in document.blocks.headings.enumerated() {
            let text = plainText(of: heading.block.inlines)
            let fragment = fragments.next(for: text)
            if index == 0, text == title {
                titleLine = heading.block.line
                idsByFragment[fragment] = Self.titleID
            } else {
                // The prefix keeps words of the content from shadowing ids of the page.
                let id = "section-" + fragment
                idsByFragment[fragment] = id
                headings[heading.block.line] = Heading(level: outlined(heading.level), id: id, text: text)
            }
        }
    }

    /// Levels without gaps, below the page's title: a source level counts only by how it nests.
    private mutating func outlined(_ level: Int) -> Int {
        while let last = open.last, last >= level { open.removeLast() }
        open.append(level)
        return min(open.count + uppermost - 1, 6)
    }
}
