/// Fills in the tags of a template's text, each by the rules of the file it stands in.
///
/// Mustache's syntax, of which there are no more tags than these: whatever else stands in braces is text (a page of another
/// generator, a workflow) and stays. A value is never looked through for tags.
struct TemplateText {
    /// What a value must not break out of.
    enum Kind: Hashable {
        case markdown, yaml, xml, csv

        /// nil for files that are copied as they are: other kinds, and what lies in hidden folders, where forges look.
        init?(path: String) {
            guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return nil }
            switch path.split(separator: "/").last?.split(separator: ".").dropFirst().last {
            case "md": self = .markdown
            case "yml": self = .yaml
            case "bpmn": self = .xml
            case "csv": self = .csv
            default: return nil
            }
        }
    }

    /// Texts by the tag's name: `title` for `{{title}}`.
    let values: [String: String]
    /// Whole settings for `countersign.yml`, written as they are; nil where there is nothing to say.
    let settings: [String: String?]
    /// What `{{#systems}}` repeats for: `{{name}}` and `{{id}}`.
    let systems: [TargetSystem]

    /// The text with all tags filled in. Throws for sections that do not match, with the file's name.
    func filled(_ text: String, in path: String, as kind: Kind) throws(ScaffoldProblem) -> String {
        guard kind == .markdown, let end = endOfFrontMatter(text) else { return try filled(text[...], path, kind) }
        return try filled(text[..<end], path, .yaml) + filled(text[end...], path, .markdown)
    }

    private func endOfFrontMatter(_ text: String) -> String.Index? {
        guard text.hasPrefix("---\n") else { return nil }
        return text.firstRange(of: "\n---\n")?.upperBound
    }

    private func filled(_ text: Substring, _ path: String, _ kind: Kind) throws(ScaffoldProblem) -> String {
        let parts = withoutLinesOfTags(text).split(separator: "{{#systems}}", omittingEmptySubsequences: false)
        var result = replacing(parts.first ?? "", with: values, kind)
        for part in parts.dropFirst() {
            let halves = part.split(separator: "{{/systems}}", omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                throw ScaffoldProblem("\(path) of the template: every {{#systems}} needs one {{/systems}} behind it")
            }
            for system in systems {
                result += replacing(
                    halves[0], with: values.merging(["name": system.name, "id": system.id]) { $1 }, kind)
            }
            result += replacing(halves[1], with: values, kind)
        }
        guard parts.first?.contains("{{/systems}}") != true else {
            throw ScaffoldProblem("\(path) of the template: {{/systems}} without {{#systems}} before it")
        }
        return result
    }

    /// A section's tag on a line of its own takes the line with it, as in Mustache; so does a setting that is not there.
    private func withoutLinesOfTags(_ text: Substring) -> String {
        let empty = settings.filter { $0.value == nil }.map { "{{\($0.key)}}" }
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let word = line.onOneLine
            if empty.contains(word) { continue }
            result += ["{{#systems}}", "{{/systems}}"].contains(word) ? word : line + "\n"
        }
        // The last line has no end, and a text that ends with one an empty line behind it.
        return String(result.hasSuffix("\n") ? result.dropLast() : result[...])
    }

    private func replacing(_ text: Substring, with values: [String: String], _ kind: Kind) -> String {
        var result = ""
        var rest = text
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            let name = String(rest[start.upperBound..<end.lowerBound])
            let isQuoted = kind == .csv && Self.isInQuotes(result + rest[..<start.lowerBound])
            guard let value = value(of: name, values, kind, isQuoted: isQuoted) else {
                // Only one brace: `{#{{id}}}` begins with another.
                result += rest[...start.lowerBound]
                rest = rest[rest.index(after: start.lowerBound)...]
                continue
            }
            result += rest[..<start.lowerBound] + value
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private func value(of name: String, _ values: [String: String], _ kind: Kind, isQuoted: Bool) -> String? {
        if kind == .yaml, let setting = settings[name] { return setting ?? "" }
        guard let value = values[name] else { return nil }
        return switch kind {
        case .markdown: Self.escapedForMarkdown(value)
        case .yaml: Self.escapedForYAML(value)
        case .xml: Self.escapedForXML(value)
        case .csv: Self.escapedForCSV(value, isQuoted: isQuoted)
        }
    }

    // MARK: Escaping

    private static func isInQuotes(_ text: String) -> Bool {
        let line = text.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }
        return line.count { $0 == UInt8(ascii: "\"") } % 2 == 1
    }

    static func escapedForMarkdown(_ text: String) -> String {
        text.unicodeScalars.map { "\\`*_{}[]<>#|~&".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// The inside of a double-quoted YAML scalar (YAML 1.2, 7.3.1); what is not printable there (5.1) as its number.
    static func escapedForYAML(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x22, 0x5C: "\\" + String(scalar)
            case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: String(scalar)
            default: "\\u" + String(scalar.value + 0x1_0000, radix: 16).suffix(4)
            }
        }.joined()
    }

    /// Text or an attribute's value in XML 1.0; what is no character there (2.2) as the replacement character.
    private static func escapedForXML(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x22: "&quot;"
            case 0x26: "&amp;"
            case 0x27: "&apos;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            case 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...: String(scalar)
            default: "\u{FFFD}"
            }
        }.joined()
    }

    /// Inside of a quoted field (RFC 4180), else a whole field. A spreadsheet would take what begins like a formula for one.
    private static func escapedForCSV(_ text: String, isQuoted: Bool) -> String {
        let text =
            text.hasPrefix("=") || text.hasPrefix("+") || text.hasPrefix("-") || text.hasPrefix("@") ? "'" + text : text
        let inner = text.replacing("\"", with: "\"\"")
        return isQuoted || !text.contains(where: { ",;\"\t".contains($0) }) ? inner : "\"\(inner)\""
    }
}
