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
    }

    static func layout(_ bytes: [UInt8]?, at path: String) -> (MustacheTemplate?, [Diagnostic]) {
        let (text, problems) = text(bytes, at: path)
        guard let text else { return (nil, problems) }
        let template: MustacheTemplate
        do {
            template = try MustacheTemplate(string: text)
        } catch {
            let line = (error as? MustacheTemplate.ParserError)?.context.lineNumber
            return (
                nil,
                [
                    Diagnostic(
                        .themeNotUsable, path: path, line: line,
                        message: "this is not a Mustache template: \(words(error))")
                ]
            )
        }
        let found = LayoutCheck(path: path, text: text).findings + frameFindings(template, path)
        return (found.isEmpty ? template : nil, found)
    }

    private static func words(_ error: any Error) -> String {
        guard let error = (error as? MustacheTemplate.ParserError)?.error as? MustacheTemplate.Error else {
            return "a tag is not closed"
        }
        return switch error {
        case .sectionCloseNameIncorrect: "a section is closed by another name"
        case .unfinishedName: "a tag is not closed"
        case .expectedSectionEnd: "a section is not closed"
        default: "a tag is written in a way that layouts do not have"
        }
    }

    /// Fills a layout with marks and looks where they came out.
    private static func frameFindings(_ template: MustacheTemplate, _ path: String) -> [Diagnostic] {
        func mark(_ part: Part) -> String {
            part == .head ? "<meta name=\"countersign-head\">" : "<i class=\"countersign-\(part)\"></i>"
        }
        var values: [String: String] = [:]
        for part in Part.allCases { values[part.rawValue] = part.isMarkup ? mark(part) : "en" }
        let page = template.render(values)
        func diagnostic(_ message: String, _ detail: String) -> Diagnostic {
            Diagnostic(.themeNotUsable, path: path, message: message, detail: detail)
        }
        var found: [Diagnostic] = []
        for part in Part.allCases where part.isRequired {
            switch page.ranges(of: mark(part)).count {
            case 1: continue
            case 0: found.append(diagnostic("{{{\(part)}}} is missing, or has two braces instead of three", "\(part)"))
            default: found.append(diagnostic("{{{\(part)}}} stands there more than once", "\(part)"))
            }
        }
        guard found.isEmpty else { return found }
        guard page.hasPrefix("<!doctype html>") || page.hasPrefix("<!DOCTYPE html>"),
            let root = HTMLParser.document(Array(page.utf8))
        else { return [diagnostic("a page begins with <!doctype html>", "doctype")] }
        if root["lang"] != "en" || root["dir"] != "en" {
            found.append(diagnostic("the element html has lang=\"{{language}}\" and dir=\"{{direction}}\"", "html"))
        }
        if !root.holds("head", where: { $0["name"] == "countersign-head" }) {
            found.append(diagnostic("{{{head}}} stands in the element head", "head"))
        }
        if !root.holds("main", where: { $0["class"] == "countersign-main" })
            || !root.holds("body", where: { $0.name == "main" && $0["id"] == "content" })
        {
            found.append(diagnostic("{{{main}}} stands in <main id=\"content\">", "main"))
        }
        return found
    }
}

/// What a layout says by itself, before anything is filled in.
private struct LayoutCheck {
    let path: String
    let text: String

    private static let forbidden: Set<String> = [
        "script", "style", "link", "meta", "base", "title", "iframe", "frame", "frameset", "object", "embed", "applet",
        "form",
        "input", "button", "select", "textarea", "template", "svg", "math", "noscript", "audio", "video", "source",
        "picture",
        "canvas", "portal", "plaintext", "xmp", "noembed", "noframes",
    ]
    private static let attributes: Set<String> = [
        "alt", "class", "dir", "height", "href", "hreflang", "id", "lang", "rel", "role", "src", "title", "width",
    ]

    var findings: [Diagnostic] { tagFindings + elementFindings }

    private func diagnostic(_ message: String, at offset: Int?, _ detail: String) -> Diagnostic {
        let line = offset.map { text.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } + 1 }
        return Diagnostic(.themeNotUsable, path: path, line: line, message: message, detail: detail)
    }

    /// Every tag of Mustache names a part, markup with three braces and words with two.
    private var tagFindings: [Diagnostic] {
        text.matches(of: /\{\{(\{?)\s*([^\s\w}]?)\s*([^}]*?)\s*\}\}\}?/).compactMap { match in
            let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
            let (brace, kind, name) = (match.1, match.2, String(match.3))
            if kind == "!" { return nil }
            guard kind.isEmpty || kind == "#" || kind == "^" || kind == "/" else {
                return diagnostic("layouts have no tags with \"\(kind)\"", at: offset, String(match.0))
            }
            guard let part = Theme.Part(rawValue: name) else {
                let known = Theme.Part.allCases.map(\.rawValue).joined(separator: ", ")
                return diagnostic("there is no \"\(name)\" for layouts; there are \(known)", at: offset, name)
            }
            if text[..<match.range.lowerBound].hasSuffix("<") || text[..<match.range.lowerBound].hasSuffix("</") {
                return diagnostic("layouts have no element whose name is filled in", at: offset, name)
            }
            guard kind.isEmpty, part.isMarkup == brace.isEmpty else { return nil }
            return diagnostic(
                part.isMarkup ? "\(part) is markup: {{{\(part)}}}" : "\(part) is text: {{\(part)}}", at: offset, name)
        }
    }

    private var elementFindings: [Diagnostic] {
        guard let root = HTMLParser.document(Array(text.utf8)) else {
            return [diagnostic("the elements lie too deep to be read", at: nil, "depth")]
        }
        var found: [Diagnostic] = []
        root.forEach { element in
            // An element that the parser put in has the attributes that are written later.
            let offset = element.offset
            guard !Self.forbidden.contains(element.name), element.namespace == .html, !element.name.contains("{") else {
                found.append(diagnostic("layouts have no element \"\(element.name)\"", at: offset, element.name))
                return
            }
            for attribute in element.attributes {
                guard let problem = problem(attribute, of: element) else { continue }
                found.append(diagnostic(problem, at: offset, attribute.name))
            }
        }
        return found
    }

    private func problem(_ attribute: HTMLAttribute, of element: HTMLElement) -> String? {
        let isKnown =
            Self.attributes.contains(attribute.name) || attribute.name.hasPrefix("aria-")
            || attribute.name.hasPrefix("data-")
        guard isKnown else { return "layouts have no attribute \"\(attribute.name)\"" }
        for match in attribute.value.matches(of: /\{\{\{?([^}]*)\}\}\}?/) {
            let part = Theme.Part(
                rawValue: match.1.trimmingPrefix("#").trimmingPrefix("/").trimmingPrefix("^").description)
            guard part?.isSafeInAttribute == true else {
                return "in an attribute there is room for language, direction and page only"
            }
        }
        switch attribute.name {
        case "src": return "pictures of a layout are the logo; it comes with {{{masthead}}}"
        case "href":
            let value = attribute.value.lowercased()
            let isWeb = value.hasPrefix("https://") || value.hasPrefix("http://") || value.hasPrefix("mailto:")
            let isRelative =
                !value.hasPrefix("//") && !value.contains("\\") && !value.prefix { $0 != "/" }.contains(":")
            return isWeb || isRelative && value.utf8.allSatisfy { $0 > 0x20 } ? nil : "this link leads nowhere safe"
        default: return nil
        }
    }
}

extension HTMLElement {
    /// Calls `body` for this element and every one inside.
    func forEach(_ body: (HTMLElement) -> Void) {
        body(self)
        for case .element(let child) in children { child.forEach(body) }
    }

    /// Whether an element of a name inside this one holds another one.
    fileprivate func holds(_ name: String, where matches: (HTMLElement) -> Bool) -> Bool {
        var holds = false
        forEach { outer in
            guard outer.name == name else { return }
            outer.forEach { if $0 != outer, matches($0) { holds = true } }
        }
        return holds
    }
}
