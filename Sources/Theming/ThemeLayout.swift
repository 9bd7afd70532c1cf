import Checklists
import HTMLParsing
import Mustache

extension Theme {
    /// What a layout may name, and with which it makes a page.
    package enum Part: String, CaseIterable, Sendable {
        // Words, safe in an attribute.
        case language, direction, page
        // Words, for text alone.
        case skip, title, project
        // Markup.
        case head, masthead, navigation, notices, main, footer

        /// Without these a page would lack its policy, its content, or what readers must know of it.
        var isRequired: Bool { [.head, .navigation, .notices, .main, .footer].contains(self) }
        var isMarkup: Bool { isRequired || self == .masthead }
        var isSafeInAttribute: Bool { [.language, .direction, .page].contains(self) }

        /// What stands for it while a layout is looked at: on one line, so that lines stay where they are.
        var mark: String {
            self == .head ? "<meta name=\"countersign-head\">" : "<i class=\"countersign-\(self)\"></i>"
        }

        func isMark(_ element: HTMLElement) -> Bool {
            self == .head
                ? element.name == "meta" && element["name"] == "countersign-head"
                : element.name == "i" && element["class"] == "countersign-\(self)"
        }
    }

    static func layout(_ bytes: [UInt8]?, at path: String) -> (MustacheTemplate?, [Diagnostic]) {
        let (text, problems) = text(bytes, at: path)
        guard let text else { return (nil, problems) }
        let check = LayoutCheck(path: path, text: text)
        let found = check.findings
        guard found.isEmpty else { return (nil, found) }
        do {
            return (try MustacheTemplate(string: text), [])
        } catch {
            return (nil, [check.diagnostic("this is not a Mustache template", line: nil, "template")])
        }
    }
}

/// What is wrong with a layout.
///
/// Of Mustache there is only the tag that fills in a part: without sections, comments and other delimiters the page is the text
/// of the layout with the parts in their places, and what is looked at here is what a browser will read.
private struct LayoutCheck {
    let path: String
    let text: String

    private static let elements: Set<String> = [
        "html", "head", "body", "header", "footer", "main", "nav", "aside", "section", "div", "p", "ul", "ol", "li",
        "a", "span",
        "b", "strong", "em", "small", "abbr", "address", "br", "hr", "h2", "h3",
    ]
    private static let attributes: Set<String> = [
        "aria-label", "class", "dir", "href", "hreflang", "id", "lang", "rel", "title",
    ]

    func diagnostic(_ message: String, line: Int?, _ detail: String) -> Diagnostic {
        Diagnostic(.themeNotUsable, path: path, line: line, message: message, detail: detail)
    }

    var findings: [Diagnostic] {
        let (page, found) = filled
        guard found.isEmpty else { return found }
        let missing = Theme.Part.allCases.filter(\.isRequired).compactMap { part -> Diagnostic? in
            let count = page.ranges(of: part.mark).count
            guard count != 1 else { return nil }
            return diagnostic(
                count == 0 ? "{{{\(part)}}} is missing" : "{{{\(part)}}} stands there more than once", line: nil,
                "\(part)")
        }
        return missing.isEmpty ? frameFindings(page) : missing
    }

    /// The page with marks for the parts, and what cannot be filled in.
    private var filled: (String, [Diagnostic]) {
        var page = ""
        var found: [Diagnostic] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            page += rest[..<open.lowerBound]
            let isTriple = rest[open.upperBound...].first == "{"
            let start = isTriple ? rest.index(after: open.upperBound) : open.upperBound
            let line = page.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            guard let close = rest[start...].firstRange(of: isTriple ? "}}}" : "}}") else {
                found.append(diagnostic("a tag is not closed", line: line, "{{"))
                break
            }
            let name = String(rest[start..<close.lowerBound])
            found += problem(with: name, isTriple, at: line, isInTag: page.last == "<" || page.hasSuffix("</"))
            page += Theme.Part(rawValue: name).map { $0.isMarkup ? $0.mark : "countersign-\($0)" } ?? ""
            rest = rest[close.upperBound...]
        }
        return (page + rest, found)
    }

    private func problem(with name: String, _ isTriple: Bool, at line: Int, isInTag: Bool) -> [Diagnostic] {
        guard let part = Theme.Part(rawValue: name) else {
            let known = Theme.Part.allCases.map(\.rawValue).joined(separator: ", ")
            return [diagnostic("there is no \"\(name.prefix(40))\" for layouts; there are \(known)", line: line, name)]
        }
        if isInTag { return [diagnostic("layouts have no element whose name is filled in", line: line, name)] }
        guard part.isMarkup != isTriple else { return [] }
        let message = part.isMarkup ? "\(part) is markup: {{{\(part)}}}" : "\(part) is text: {{\(part)}}"
        return [diagnostic(message, line: line, name)]
    }

    // MARK: The page as a browser reads it

    private func frameFindings(_ page: String) -> [Diagnostic] {
        guard page.hasPrefix("<!doctype html>") || page.hasPrefix("<!DOCTYPE html>") else {
            return [diagnostic("a page begins with <!doctype html>", line: 1, "doctype")]
        }
        if let comment = page.dropFirst(2).firstRange(of: "<!") ?? page.firstRange(of: "<?") {
            let line = page[..<comment.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
            return [diagnostic("layouts have no comments", line: line, "<!")]
        }
        guard let root = HTMLParser.document(Array(page.utf8)) else {
            return [diagnostic("the elements lie too deep to be read", line: nil, "depth")]
        }
        var found = elementFindings(root, in: page)
        if root["lang"] != "countersign-language" || root["dir"] != "countersign-direction" {
            found.append(
                diagnostic("the element html has lang=\"{{language}}\" and dir=\"{{direction}}\"", line: nil, "html"))
        }
        for part in Theme.Part.allCases where part.isRequired {
            if let problem = problem(withPlaceOf: part, in: root) {
                found.append(diagnostic(problem, line: nil, "\(part)"))
            }
        }
        return found
    }

    private func elementFindings(_ root: HTMLElement, in page: String) -> [Diagnostic] {
        var found: [Diagnostic] = []
        root.forEach { element in
            guard !Theme.Part.allCases.contains(where: { $0.isMarkup && $0.isMark(element) }) else { return }
            // An element that the parser put in has the attributes that are written later.
            let line = element.offset.map { page.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } + 1 }
            guard Self.elements.contains(element.name), element.namespace == .html else {
                found.append(diagnostic("layouts have no element \"\(element.name)\"", line: line, element.name))
                return
            }
            for attribute in element.attributes {
                guard let problem = problem(attribute, of: element) else { continue }
                found.append(diagnostic(problem, line: line, attribute.name))
            }
        }
        return found
    }

    private func problem(_ attribute: HTMLAttribute, of element: HTMLElement) -> String? {
        guard Self.attributes.contains(attribute.name) else { return "layouts have no attribute \"\(attribute.name)\"" }
        let value = attribute.value
        for part in Theme.Part.allCases where !part.isSafeInAttribute {
            guard !value.contains("countersign-\(part)") else {
                return "in an attribute there is room for language, direction and page only"
            }
        }
        switch attribute.name {
        case "class":
            let isSkip = value == "skip" && element.name == "a" && element["href"] == "#content"
            let isOwn = value.split(separator: " ").allSatisfy { $0.hasPrefix("theme-") }
            return isSkip || isOwn ? nil : "a class of a layout begins with \"theme-\""
        case "id":
            let isOwn = value.hasPrefix("theme-") || value == "content" && element.name == "main"
            return isOwn ? nil : "an id of a layout begins with \"theme-\", or is \"content\" of the element main"
        case "href":
            let address = value.lowercased()
            let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://") || address.hasPrefix("mailto:")
            let isRelative =
                !address.hasPrefix("//") && !address.contains("\\") && !address.prefix { $0 != "/" }.contains(":")
            return isWeb || isRelative && value.utf8.allSatisfy { $0 > 0x20 } ? nil : "this link leads nowhere safe"
        default: return nil
        }
    }

    /// A part stands where everybody sees it, in elements that nothing but the built-in stylesheet can address.
    private func problem(withPlaceOf part: Theme.Part, in root: HTMLElement) -> String? {
        guard let way = root.way(to: part.isMark) else { return "{{{\(part)}}} does not come out" }
        let names = way.map(\.name)
        if part == .head {
            let head = way.last?.children.first { if case .element = $0 { true } else { false } }
            guard names == ["html", "head"], case .element(let first)? = head, part.isMark(first) else {
                return "{{{head}}} is the first thing in the element head"
            }
            return nil
        }
        guard Set(names).isSubset(of: ["html", "body", "header", "footer", "main", "nav", "aside", "section", "div"])
        else {
            return "{{{\(part)}}} stands in header, main, footer, nav, aside, section or div"
        }
        if part == .main, way.last?.name != "main" || way.last?["id"] != "content" {
            return "{{{main}}} stands in <main id=\"content\">"
        }
        let isPlain = way.allSatisfy { $0["class"] == nil && ($0["id"] == nil || $0.name == "main") }
        return isPlain ? nil : "an element around {{{\(part)}}} has no class and no id of its own"
    }
}

extension HTMLElement {
    /// Calls `body` for this element and every one inside.
    func forEach(_ body: (HTMLElement) -> Void) {
        body(self)
        for case .element(let child) in children { child.forEach(body) }
    }

    /// The elements around the one that is looked for, outermost first.
    fileprivate func way(to matches: (HTMLElement) -> Bool) -> [HTMLElement]? {
        for case .element(let child) in children {
            if matches(child) { return [self] }
            if let way = child.way(to: matches) { return [self] + way }
        }
        return nil
    }
}
