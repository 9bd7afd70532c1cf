@testable import Checks
@testable import Ledger
@testable import Markdown

extension FuzzTarget {
    /// A Markdown file, as `check` looks for links, anchors and blanks in it.
    static let links = FuzzTarget(name: "links") { input in
        guard let file = input.withUnsafeBytes({ MarkdownFile(path: FuzzFile.path, $0) }) else { return }
        let page = Page(file, itemLines: Set(file.items(roles: FuzzFile.roles).map(\.line)))
        let lines = 1...max(file.lastLine, 1)
        for link in page.links {
            try require(lines.contains(link.line), "a link in line \(link.line), where there are \(lines)")
            _ = (LinkTarget(link.destination, from: FuzzFile.path), MeantAddress(link.destination))
            _ = (looks(of: link.destination), Blank.isDestination(link.destination))
        }
        for blank in page.blanks { try require(lines.contains(blank.line), "a blank in line \(blank.line)") }
        let anchors = Anchors(file, page, items: [])
        for heading in anchors.headings where !heading.isEmpty {
            try require(anchors.contains(heading, isLenient: false), "no anchor \(heading)")
        }
        for number in lines.prefix(50) {
            let line = file.line(number)
            let width = line.unicodeScalars.count
            for range in WrittenDestinations(in: line).columns.values.joined() {
                try require(range.lowerBound >= 1 && range.upperBound <= width + 1, "columns \(range) of \(width)")
            }
        }
    }
}
