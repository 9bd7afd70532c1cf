import Checklists
import HTMLParsing
import Markdown
import Testing

@testable import Site

/// A page of a Markdown text, as a browser reads it.
struct ReadPage {
    let source: String
    let root: HTMLElement

    init(_ markdown: String) throws {
        let document = Document(parsing: Array(markdown.utf8))
        var items: [Item] = []
        document.blocks.forEachTask { task in
            let state = Sample.state("An item", line: task.line, isChecked: task.isChecked)
            items.append(Sample.item(state, anchor: "i\(items.count)"))
        }
        source = Sample.page(document.blocks, items: items)
        root = try #require(HTMLParser.document(Array(source.utf8)))
    }

    /// The part of the page that is the content's.
    var content: HTMLElement? { root.first { $0.name == "div" && $0["class"] == "document" } }

    /// The content as it is written.
    var written: String {
        guard let start = source.range(of: "<div class=\"document\">"), let end = source.range(of: "</main>") else {
            return ""
        }
        var text = String(source[start.upperBound..<end.lowerBound])
        while text.last == "\n" { text.removeLast() }
        if text.hasSuffix("</div>") { text.removeLast("</div>".count) }
        return text
    }

    /// Elements by depth, in order, as the tags are written.
    var tagsAsWritten: [String] {
        var found: [String] = []
        var depth = 0
        for part in source.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            if part.hasPrefix("/") {
                depth -= 1
            } else if !part.hasPrefix("!") {
                let name = String(part.prefix { $0.isLetter || $0.isNumber })
                found.append("\(depth) \(name)")
                if !["br", "wbr", "hr", "meta", "link", "input"].contains(name) { depth += 1 }
            }
        }
        return found
    }

    /// Elements by depth, in order, as the parser has them.
    var tagsAsRead: [String] {
        var found: [String] = []
        root.forEach { element, depth in found.append("\(depth) \(element.name)") }
        return found
    }
}

extension HTMLElement {
    func forEach(depth: Int = 0, _ body: (HTMLElement, Int) -> Void) {
        body(self, depth)
        for case .element(let child) in children { child.forEach(depth: depth + 1, body) }
    }

    func first(where isWanted: (HTMLElement) -> Bool) -> HTMLElement? {
        if isWanted(self) { return self }
        for case .element(let child) in children {
            if let found = child.first(where: isWanted) { return found }
        }
        return nil
    }
}

extension [Block] {
    func forEachTask(_ body: (TaskMarker) -> Void) {
        for block in self {
            if let task = block.task { body(task) }
            block.children.forEachTask(body)
        }
    }
}
