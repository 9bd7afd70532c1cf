import Checklists

/// What a team's stylesheet may say: values of variables, and rules for the layout's own classes. It cannot reach what the site
/// says, so it can neither hide a notice nor put words into a page.
struct StyleCheck {
    let path: String
    private let text: [UInt8]
    private var position = 0
    private var found: Diagnostic?

    /// nil where everything is allowed.
    static func finding(in text: String, at path: String) -> Diagnostic? {
        var check = StyleCheck(path: path, text: Array(text.utf8))
        if let escape = check.text.firstIndex(of: UInt8(ascii: "\\")) {
            // A name can be written with escapes, and another program may know the name.
            check.start = escape
            check.refuse("there is a \\, and a theme needs none", "\\")
        }
        check.rules(isNested: false)
        return check.found
    }

    private init(path: String, text: [UInt8]) {
        self.path = path
        self.text = text
    }

    /// Where the rule or text begins that is being read.
    private var start = 0

    private mutating func refuse(_ message: String, _ detail: String) {
        let line = text.prefix(start).count { $0 == UInt8(ascii: "\n") } + 1
        found =
            found
            ?? Diagnostic(
                .themeNotUsable, path: path, line: line, message: message,
                advice:
                    "A theme's stylesheet sets variables in :root, and has rules for classes that begin with \"theme-\".",
                detail: detail)
    }

    private mutating func rules(isNested: Bool) {
        while found == nil {
            let prelude = take(until: "{}")
            guard position < text.count else {
                if !prelude.isEmpty { refuse("\"\(prelude.prefix(60))\" has no rule", prelude) }
                return
            }
            let isEnd = text[position] == UInt8(ascii: "}")
            position += 1
            if isEnd {
                if !isNested || !prelude.isEmpty { refuse("there is a } too many", "}") }
                return
            }
            if prelude.wholeMatch(of: /@media[ (][A-Za-z0-9 ():.,<>=-]*/) != nil, !isNested {
                rules(isNested: true)
            } else {
                declarations(of: prelude)
            }
        }
    }

    private mutating func declarations(of prelude: String) {
        let selectors = prelude.split(separator: ",").map { $0.trimmed }
        let isRoot = selectors == [":root"]
        if !isRoot, selectors.isEmpty || !selectors.allSatisfy(\.isOfTheme) {
            return refuse("\"\(prelude.prefix(60))\" is neither :root nor a class of the theme", prelude)
        }
        let body = take(until: "{}")
        guard position < text.count, text[position] == UInt8(ascii: "}") else {
            return refuse("a rule is not closed", prelude)
        }
        for declaration in body.split(separator: ";").map(\.trimmed) where !declaration.isEmpty {
            if isRoot, !declaration.hasPrefix("--"), !declaration.hasPrefix("color-scheme") {
                refuse("\"\(declaration.prefix(60))\" is no variable", declaration)
            }
            let lower = declaration.lowercased()
            if lower.contains("url(") || lower.contains("image-set") || lower.contains("src(") || lower.contains("\\") {
                refuse("\"\(declaration.prefix(60))\" may load something, and the site loads nothing", declaration)
            }
        }
        position += 1
    }

    /// A text in quotation marks. What looks like a comment or a brace in it is none.
    private mutating func string() -> [UInt8] {
        let open = position
        position += 1
        while position < text.count, text[position] != text[open], text[position] != UInt8(ascii: "\n") {
            position += 1
        }
        if position == text.count || text[position] != text[open] { refuse("a text is not closed", "\"") }
        position = min(position + 1, text.count)
        return Array(text[open..<position])
    }

    /// The text up to one of these bytes, without comments, trimmed.
    private mutating func take(until ends: String) -> String {
        var taken: [UInt8] = []
        while position < text.count, text[position] <= UInt8(ascii: " ") { position += 1 }
        start = position
        while position < text.count, !ends.utf8.contains(text[position]) {
            if text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") {
                taken += string()
            } else if text[position...].starts(with: "/*".utf8) {
                position += 2
                while position < text.count, !text[position...].starts(with: "*/".utf8) { position += 1 }
                position = min(position + 2, text.count)
            } else {
                taken.append(text[position])
                position += 1
            }
        }
        return String(decoding: taken, as: UTF8.self)[...].trimmed
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// One class of the theme, perhaps with a state: `.theme-thanks`, `.theme-link:hover`.
    fileprivate var isOfTheme: Bool {
        wholeMatch(of: /\.theme-[A-Za-z0-9_-]+(:(hover|focus|focus-visible|lang\([a-z]+\)))?/) != nil
    }
}
