import Markdown

extension ItemReader {
    /// The plain text of a paragraph or heading, and the id that `{#id}` at its end, or at the end of its first line, gives.
    static func plainTextWithoutID(_ inlines: [Inline]) -> (text: String, id: String?) {
        let (rest, id) = withoutID(inlines)
        return (plainText(of: rest), id)
    }

    /// The same as inlines.
    static func withoutID(_ inlines: [Inline]) -> (rest: [Inline], id: String?) {
        if let (rest, id) = removingID(fromEndOf: inlines) { return (rest, id) }
        guard let lineEnd = inlines.firstIndex(where: { $0 == .softBreak || $0 == .lineBreak }),
            let (rest, id) = removingID(fromEndOf: Array(inlines[..<lineEnd]))
        else { return (inlines, nil) }
        return (rest + inlines[lineEnd...], id)
    }

    /// The plain text of the first line without its id; nil where there is but one.
    static func firstLine(of inlines: [Inline]) -> String? {
        guard let end = inlines.firstIndex(where: { $0 == .softBreak || $0 == .lineBreak }) else { return nil }
        return plainTextWithoutID(Array(inlines[..<end])).text
    }

    /// Splits `… {#id}` off the last text; an id inside struck-through or emphasised text counts, one in code does not.
    private static func removingID(fromEndOf inlines: [Inline]) -> (rest: [Inline], id: String)? {
        guard let last = inlines.last else { return nil }
        let before = inlines.dropLast()
        switch last {
        case .text(let text):
            guard let end = text.lastIndex(where: { !$0.isWhitespace }), text[end] == "}",
                let mark = text[..<end].range(ofLast: "{#")
            else { return nil }
            let id = text[mark.upperBound..<end]
            guard !id.contains("{"), !id.contains("}") else { return nil }
            let rest = String(text[..<mark.lowerBound].trimmingEnd)
            return (before + (rest.isEmpty ? [] : [.text(rest)]), String(id))
        case .softBreak, .lineBreak: return removingID(fromEndOf: Array(before))
        case .strikethrough(let content):
            return removingID(fromEndOf: content).map { (before + [.strikethrough($0.rest)], $0.id) }
        case .emphasis(let content):
            return removingID(fromEndOf: content).map { (before + [.emphasis($0.rest)], $0.id) }
        case .strong(let content):
            return removingID(fromEndOf: content).map { (before + [.strong($0.rest)], $0.id) }
        default: return nil
        }
    }

    /// Whether the whole text, without its id, is struck through.
    static func isStruckThrough(_ inlines: [Inline]) -> Bool {
        let text = (removingID(fromEndOf: inlines)?.rest ?? inlines).filter { !$0.isBlank }
        return !text.isEmpty && text.allSatisfy(\.isStruckThrough)
    }
}

extension Inline {
    fileprivate var isBlank: Bool {
        switch self {
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .softBreak, .lineBreak, .html: true
        default: false
        }
    }

    fileprivate var isStruckThrough: Bool {
        switch self {
        case .strikethrough: true
        case .emphasis(let content), .strong(let content): ItemReader.isStruckThrough(content)
        default: false
        }
    }
}

extension StringProtocol {
    var trimmingEnd: SubSequence {
        lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? self[startIndex..<startIndex]
    }
}

extension Substring {
    /// The last place where `mark`, ASCII text, stands.
    func range(ofLast mark: String) -> Range<Index>? {
        var start = utf8.endIndex
        while start > utf8.startIndex {
            start = utf8.index(before: start)
            if utf8[start...].starts(with: mark.utf8) { return start..<utf8.index(start, offsetBy: mark.utf8.count) }
        }
        return nil
    }
}
