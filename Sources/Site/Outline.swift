import Markdown

/// The headings of a document, as they stand on its page.
struct Outline {
    struct Heading {
        /// 2…6; the page's title is level 1.
        var level: Int
        var id: String
    }

    /// By line. The heading that is the page's title is not among them.
    private(set) var headings: [Int: Heading] = [:]
    /// The line of the heading that says the title once more.
    private(set) var titleLine: Int?
    /// Ids by the fragment that GitHub gives the heading.
    private(set) var idsByFragment: [String: String] = [:]
    /// Source levels of the headings that the current one stands under.
    private var open: [Int] = []

    static let titleID = "title"

    /// - Parameter title: the title of the page; the first heading is left out when it says the same.
    init(_ document: Document, title: String) {
        var found: [(level: Int, block: Block)] = []
        collectHeadings(in: document.blocks, into: &found)
        for (index, heading) in found.enumerated() {
            let text = plainText(of: heading.block.inlines)
            let fragment = uniqueFragment(for: text)
            if index == 0, text == title {
                titleLine = heading.block.line
                idsByFragment[fragment] = Self.titleID
            } else {
                // The prefix keeps words of the content from shadowing ids of the page.
                let id = "section-" + fragment
                idsByFragment[fragment] = id
                headings[heading.block.line] = Heading(level: outlined(heading.level), id: id)
            }
        }
    }

    /// Levels without gaps, below the page's title: a source level counts only by how it nests.
    private mutating func outlined(_ level: Int) -> Int {
        while let last = open.last, last >= level { open.removeLast() }
        open.append(level)
        return min(open.count + 1, 6)
    }

    private func uniqueFragment(for text: String) -> String {
        let base = fragment(ofHeading: text)
        var candidate = base
        var number = 1
        while idsByFragment[candidate] != nil {
            candidate = "\(base)-\(number)"
            number += 1
        }
        return candidate
    }
}

private func collectHeadings(in blocks: [Block], into found: inout [(level: Int, block: Block)]) {
    for block in blocks {
        if case .heading(let level) = block.kind { found.append((level, block)) }
        collectHeadings(in: block.children, into: &found)
    }
}

/// GitHub's anchor of a heading: lower case, only letters, marks, digits, `-` and `_`, spaces as `-`.
func fragment(ofHeading text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
            result.unicodeScalars.append(scalar)
        default:
            if scalar == " " || scalar == "-" { result += "-" }
        }
    }
    return result
}
