import Foundation
import HTMLParsing
import Testing

@testable import Site

/// The corpus of `Tests/Fixtures/xss`, read as a browser does. What may be on the page is listed here once more, so that a
/// slip in the allow-list does not allow itself.
@Suite struct XSSTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/xss")

    static func vectors() throws -> [String] {
        let lines = try String(contentsOf: folder.appending(path: "vectors.txt"), encoding: .utf8).split(
            separator: "\n")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "md" && $0.lastPathComponent != "README.md" }
        return lines.filter { !$0.hasPrefix("## ") }.map { unescaped($0) }
            + (try files.map { try String(contentsOf: $0, encoding: .utf8) })
    }

    private static func unescaped(_ line: Substring) -> String {
        var result = ""
        var rest = line.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let next = rest.popFirst() else {
                result.unicodeScalars.append(scalar)
                continue
            }
            switch next {
            case "n": result += "\n"
            case "t": result += "\t"
            case "r": result += "\r"
            case "0": result += "\0"
            case "e": result += "\u{1b}"
            case "u":
                let digits = String(String.UnicodeScalarView(rest.prefix(4)))
                if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
                    result.unicodeScalars.append(scalar)
                }
                rest = rest.dropFirst(4)
            default: result.unicodeScalars.append(next)
            }
        }
        return result
    }

    enum Place: CaseIterable {
        case document, item, heading, cell

        func text(_ vector: String) -> String {
            let line = vector.replacing("\n", with: " ")
            return switch self {
            case .document: vector
            case .item: "- [ ] one\n- [x] " + vector.replacing("\n", with: "\n  ") + "\n- [ ] three\n"
            case .heading: "## " + line + "\n\nText\n"
            case .cell: "| a | b |\n|---|---|\n| " + line.replacing("|", with: "\\|") + " | x |\n\nText\n"
            }
        }
    }

    @Test func theCorpusIsLarge() throws { #expect(try Self.vectors().count >= 220) }

    @Test(arguments: Place.allCases) func nothingGetsIn(_ place: Place) throws {
        for vector in try Self.vectors() {
            let page = try ReadPage(place.text(vector))
            let told = vector.debugDescription
            let content = try #require(page.content, "\(told)")
            for wrong in Self.wrong(in: content) { Issue.record("\(told): \(wrong)") }
            // What is written is read as it is written: nothing to be moved, closed or dropped.
            #expect(page.tagsAsWritten == page.tagsAsRead, "\(told)")
            var again = ""
            Self.write(.element(page.root), to: &again)
            #expect(HTMLParser.document(Array(again.utf8)).map(Self.bare) == Self.bare(page.root), "\(told)")
        }
    }

    /// Items before, in and behind the vector are all there, once.
    @Test func noItemGoes() throws {
        for vector in try Self.vectors() {
            let text = "- [ ] before\n\n" + vector + "\n\n<!-- x -->\n\n- [ ] behind\n"
            let page = try ReadPage(text)
            var items: [String] = []
            page.root.forEach { element, _ in
                if element["class"]?.hasPrefix("item ") == true { items.append(element["id"] ?? "") }
            }
            #expect(items == items.indices.map { "item-i\($0)" }, "\(vector.debugDescription)")
            #expect(items.count >= 1)
        }
    }

    /// Tags in any order, with Markdown between them.
    @Test func tagSoup() throws {
        var seed: UInt64 = 6
        func next(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        let names = [
            "div", "p", "details", "summary", "b", "a href=x", "a name=y", "ul", "li", "table", "tr", "td", "th", "dl",
            "dt", "dd", "blockquote", "pre", "h2", "hr", "br", "img", "svg", "style", "select", "option", "textarea",
            "ruby", "rt", "code", "math", "mtext", "template", "title", "caption", "center", "form", "noscript",
        ]
        let markdown = [
            "\n\n- [ ] item\n\n", "\n\ntext *a*\n\n", " x ", "\n\n# Head\n\n", "\n\n> q\n\n", "\n\n- [x] b\n\n  ", "\n",
        ]
        for _ in 0..<400 {
            var text = ""
            for _ in 0..<(2 + next(14)) {
                let name = names[next(names.count)]
                switch next(5) {
                case 0, 1: text += "<\(name)>"
                case 2, 3: text += "</\(name.split(separator: " ")[0])>"
                default: text += markdown[next(markdown.count)]
                }
            }
            let page = try ReadPage(text)
            let told = text.debugDescription
            let content = try #require(page.content, "\(told)")
            for wrong in Self.wrong(in: content) { Issue.record("\(told): \(wrong)") }
            #expect(page.tagsAsWritten == page.tagsAsRead, "\(told)")
            #expect(!page.source.contains("Further items"), "\(told)")
        }
    }

    // MARK: What may be on a page

    private static let elements: Set = [
        "div", "p", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr",
        "th", "td", "details", "summary", "section", "h2", "h3", "h4", "h5", "h6", "hr", "br", "wbr", "a", "b",
        "strong",
        "i", "em", "s", "del", "ins", "sup", "sub", "small", "mark", "abbr", "cite", "q", "span", "code", "kbd", "samp",
        "var", "ruby", "rt", "rp", "bdi", "figure", "figcaption",
    ]
    private static let classes: Set = [
        "document", "items", "item open", "what", "status", "about", "scroll", "center", "end", "footnotes", "label",
        "back", "chart",
        "alert note", "alert tip", "alert important", "alert warning", "alert caution", "propose",
    ]
    private static let attributes: [String: Set<String>] = [
        "": ["id", "class", "lang", "dir", "title"],
        "a": ["href", "aria-label", "rel"], "ol": ["start", "type", "reversed", "role"], "ul": ["role"],
        "li": ["value"],
        "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"], "details": ["open"], "pre": ["tabindex"],
        "div": ["role", "aria-label", "tabindex"], "section": ["aria-label"], "span": ["aria-hidden"],
        "p": ["aria-hidden"],
    ]
    /// Values of the attributes that only the site itself writes.
    private static let values: [String: Set<String>] = [
        "role": ["group", "list"], "tabindex": ["0"], "aria-hidden": ["true"], "dir": ["ltr", "rtl", "auto"],
    ]

    /// What an item says beside its text is the site's own, where classes and labels are concerned.
    private static func wrong(in element: HTMLElement, isOwn: Bool = false) -> [String] {
        let isItem = element.name == "li" && element["class"]?.hasPrefix("item ") == true
        var found = [wrong(with: element, isOwn: isOwn)].compactMap { $0 }
        for case .element(let child) in element.children {
            let isBeside = isItem && ["status", "about"].contains(child["class"])
            found += wrong(in: child, isOwn: isOwn || isBeside)
        }
        return found
    }

    private static func wrong(with element: HTMLElement, isOwn: Bool) -> String? {
        if element.namespace == .svg { return isIcon(element) ? nil : "there is a \(element.name)" }
        guard element.namespace == .html, elements.contains(element.name) else { return "there is a \(element.name)" }
        for attribute in element.attributes {
            let (name, value) = (attribute.name, attribute.value)
            let told = "<\(element.name) \(name)=\"\(value)\">"
            guard attributes["", default: []].union(attributes[element.name, default: []]).contains(name) else {
                return told
            }
            if isOwn, name != "href" { continue }
            if let allowed = values[name], !allowed.contains(value) { return told }
            switch name {
            case "class": if !classes.contains(value) { return told }
            case "id":
                let prefixes = ["section-", "item-", "footnote-", "user-content-"]
                if !prefixes.contains(where: value.hasPrefix) { return told }
            case "aria-label":
                if !["Table", "Footnotes"].contains(value), !value.hasPrefix("Back to reference ") { return told }
            case "href":
                if value.contains("xss.invalid"), !["http", "https"].contains(value.split(separator: ":")[0]) {
                    return told
                }
                let scheme = value.prefix { !"/?#".contains($0) }
                if scheme.contains(":"),
                    !["http", "https", "mailto"].contains(scheme.split(separator: ":")[0].lowercased())
                {
                    return told
                }
                if value.hasPrefix("//") || value.contains("\\")
                    || value.unicodeScalars.contains(where: { $0.value <= 32 })
                {
                    return told
                }
            default: continue
            }
        }
        return nil
    }

    /// The site's own drawings.
    private static func isIcon(_ element: HTMLElement) -> Bool {
        guard element.name == "svg" else { return element.name == "path" && element.attributes.map(\.name) == ["d"] }
        return element.attributes.map(\.name) == ["class", "viewbox", "aria-hidden"]
            && element["class"]?.hasPrefix("icon") == true && element.children.count == 1
    }

    // MARK: Writing what was read

    private static func write(_ node: HTMLNode, to text: inout String) {
        switch node {
        case .comment(let comment): text += "<!--\(comment)-->"
        case .text(let part): text += escaped(part)
        case .element(let element):
            text += "<" + element.name
            for attribute in element.attributes { text += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
            text += ">"
            if ["br", "wbr", "hr", "meta", "link"].contains(element.name) { return }
            if element.name == "pre" { text += "\n" }
            for child in element.children {
                if case .text(let script) = child, ["script", "style"].contains(element.name) {
                    text += script
                } else {
                    write(child, to: &text)
                }
            }
            text += "</\(element.name)>"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// Without places in the source.
    private static func bare(_ element: HTMLElement) -> HTMLElement {
        var element = element
        element.offset = nil
        element.impliedEnd = nil
        element.children = element.children.map { node in
            if case .element(let child) = node { .element(bare(child)) } else { node }
        }
        return element
    }
}
