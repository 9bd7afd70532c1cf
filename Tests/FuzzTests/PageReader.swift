import HTMLParsing

/// Reads a page of the site as strictly as nobody else does: whatever is not the plain HTML that `Site` means to write is
/// something that a text brought in.
struct PageReader {
    private let page: [UInt8]
    private var position = 0
    private var open: [Element] = []
    private var ids: Set<String> = []
    /// Every element with its depth, in order.
    private var elements: [Place] = []

    private struct Place: Equatable {
        let depth: Int
        let name: String
    }

    private struct Element {
        let name: String
        let attributes: [String: String]

        var isOfTheSite: Bool {
            switch name {
            case "script":
                attributes == ["src": "search-index.js", "defer": ""]
                    || attributes["src"] == "script.js"
                        && Set(attributes.keys) == [
                            "src", "defer", "data-link", "data-copied", "data-filter", "data-rows",
                        ]
            case "svg":
                ["icon", "dot"].contains(attributes["class"])
                    && Set(attributes.keys) == ["class", "viewBox", "aria-hidden"]
                    || attributes["stroke"] == "currentColor"
            case "label": attributes.isEmpty
            case "input": attributes["type"] == "search"
            default: false
            }
        }
    }

    /// What drawings are made of.
    private static let drawn: Set = ["defs", "desc", "g", "line", "path", "pattern", "polyline", "rect", "title"]
    private static let void: Set = ["br", "hr", "input", "link", "meta", "wbr"]
    /// What may stand in a paragraph (HTML, 3.2.5.2.5 "phrasing content"), of what the site uses.
    private static let phrasing: Set = [
        "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby",
        "s",
        "samp", "small", "span", "strong", "sub", "sup", "time", "var", "wbr",
    ]
    /// Elements that hold nothing but phrasing content.
    private static let textOnly: Set = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "caption"]

    /// Where elements may stand that may not stand anywhere.
    private static let parents: [String: Set<String>] = [
        "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "tr": ["thead", "tbody", "tfoot"], "td": ["tr"], "th": ["tr"],
        "thead": ["table"], "tbody": ["table"], "caption": ["table"], "summary": ["details"], "rt": ["ruby"],
        "rp": ["ruby"],
    ]

    init(_ page: [UInt8]) { self.page = page }

    mutating func read() throws {
        guard let text = String(validating: page, as: UTF8.self) else { throw wrong("it is not UTF-8") }
        for scalar in text.unicodeScalars where scalar.isDeceptive { throw wrong("it has \(scalar.value)") }
        guard take("<!doctype html>\n") else { throw wrong("it begins in another way") }
        while position < page.count {
            if page[position] == UInt8(ascii: "<") { try readTag() } else { try readText(until: "<") }
        }
        try require(open.isEmpty, "\(open.last?.name ?? "") is not closed")
        try compareWithParser()
    }

    /// A browser must read the very elements that were written: none moved, closed, dropped or put in.
    private func compareWithParser() throws {
        guard let root = HTMLParser.document(page) else { return }
        var read: [Place] = []
        func add(_ element: HTMLElement, depth: Int) {
            read.append(Place(depth: depth, name: element.name))
            for case .element(let child) in element.children { add(child, depth: depth + 1) }
        }
        add(root, depth: 0)
        guard read != elements else { return }
        let index = zip(read, elements).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
        throw Finding(
            description:
                "the page: a browser reads \(read.dropFirst(index).first as Any), not \(elements.dropFirst(index).first as Any)"
        )
    }

    private mutating func readTag() throws {
        position += 1
        if take("/") {
            let name = takeName()
            guard take(">"), open.popLast()?.name == name else { throw wrong("</\(name)> closes nothing") }
            return
        }
        let name = takeName()
        guard !name.isEmpty else { throw wrong("there is < in a text") }
        var attributes: [String: String] = [:]
        while take(" ") {
            let attribute = takeName(isInDrawing: name == "svg" || open.contains { $0.name == "svg" })
            guard !attribute.isEmpty, attributes[attribute] == nil, take("=\"") else {
                throw wrong("an attribute of <\(name)> is malformed")
            }
            let start = position
            try readText(until: "\"")
            attributes[attribute] = String(decoding: page[start..<position], as: UTF8.self)
            position += 1
        }
        guard take(">") else { throw wrong("<\(name) does not end") }
        let element = Element(name: name, attributes: attributes)
        try check(element)
        elements.append(Place(depth: open.count, name: name))
        if !Self.void.contains(name) { open.append(element) }
    }

    /// Stops at `mark`, which must come.
    private mutating func readText(until mark: Unicode.Scalar) throws {
        while position < page.count, page[position] != UInt8(ascii: mark) {
            switch page[position] {
            case UInt8(ascii: "<"), UInt8(ascii: ">"): throw wrong("there is < or > in a text or value")
            case UInt8(ascii: "&"):
                guard ["&amp;", "&lt;", "&gt;", "&quot;"].contains(where: stands) else {
                    throw wrong("there is & in a text")
                }
            default: break
            }
            position += 1
        }
        guard mark == "<" || position < page.count else { throw wrong("a value does not end") }
    }

    private mutating func check(_ element: Element) throws {
        let parent = open.last?.name ?? ""
        let isPhrasing = Self.phrasing.contains(element.name)
        // The site's own script, drawings and search field, as they are and nothing like them.
        if open.contains(where: { $0.name == "svg" }) {
            guard Self.drawn.contains(element.name),
                element.attributes.keys.allSatisfy({ !$0.hasPrefix("on") && !$0.contains("href") })
            else { throw wrong("a <\(element.name)> in a drawing") }
            return
        }
        if ["script", "svg", "label", "input"].contains(element.name) {
            guard element.isOfTheSite else { throw wrong("a <\(element.name)> that is not the site's") }
            return
        }
        if open.contains(where: { Self.textOnly.contains($0.name) || Self.phrasing.contains($0.name) }) {
            guard isPhrasing else { throw wrong("<\(element.name)> in <\(parent)>, in running text") }
        }
        if element.name == "a", open.contains(where: { $0.name == "a" }) { throw wrong("a link in a link") }
        if let expected = Self.parents[element.name], !expected.contains(parent) {
            throw wrong("<\(element.name)> in <\(parent)>")
        }
        if let id = element.attributes["id"], !ids.insert(id).inserted || id.isEmpty {
            throw wrong("the id \(id) is there twice, or empty")
        }
        if let address = element.attributes["href"] { try check(address: address) }
        guard element.attributes.keys.allSatisfy({ !$0.hasPrefix("on") && !["src", "style", "srcset"].contains($0) })
        else {
            throw wrong("<\(element.name)> has an attribute that runs or loads something")
        }
    }

    private func check(address: String) throws {
        let scheme = address.prefix { $0 != "/" && $0 != "#" && $0 != "?" }.split(separator: ":", maxSplits: 1)
        let isAbsolute = address.utf8.prefix { !"/?#".utf8.contains($0) }.contains(UInt8(ascii: ":"))
        if isAbsolute {
            guard ["http", "https", "mailto"].contains(scheme.first?.lowercased() ?? "") else {
                throw wrong("a link to \(address)")
            }
        } else {
            guard !address.hasPrefix("/"), !address.contains("\\") else { throw wrong("a link to \(address)") }
        }
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw wrong("a link to \(address)") }
    }

    /// SVG alone has names with capital letters.
    private mutating func takeName(isInDrawing: Bool = false) -> String {
        let start = position
        while position < page.count, page[position].isNameByte || isInDrawing && (65...90).contains(page[position]) {
            position += 1
        }
        return String(decoding: page[start..<position], as: UTF8.self)
    }

    private func stands(_ text: String) -> Bool { page[position...].starts(with: text.utf8) }

    private mutating func take(_ text: String) -> Bool {
        guard stands(text) else { return false }
        position += text.utf8.count
        return true
    }

    private func wrong(_ what: String) -> Finding {
        let around = page[max(0, position - 60)..<min(page.count, position + 60)]
        return Finding(description: "the page: \(what), at: \(String(decoding: around, as: UTF8.self))")
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        self == UInt8(ascii: "B") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "-")
    }
}

extension Unicode.Scalar {
    /// Control characters but line feed and tab, and what reorders text (UAX #9).
    fileprivate var isDeceptive: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
