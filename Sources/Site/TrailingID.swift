import Markdown

/// The inlines of an item's first paragraph without the `{#id}` at the end of a line, in or out of emphasis.
func withoutTrailingID(_ id: String, in inlines: [Inline]) -> [Inline] {
    shortened(inlines, by: "{#\(id)}") ?? inlines
}

/// nil when no line ends with `mark`.
private func shortened(_ inlines: [Inline], by mark: String) -> [Inline]? {
    for index in inlines.indices.reversed() where index == inlines.count - 1 || isBreak(inlines[index + 1]) {
        guard let shorter = shortened(inlines[index], by: mark) else { continue }
        var result = inlines
        result[index] = shorter
        return result
    }
    return nil
}

private func isBreak(_ inline: Inline) -> Bool {
    switch inline {
    case .softBreak, .lineBreak: true
    default: false
    }
}

private func shortened(_ inline: Inline, by mark: String) -> Inline? {
    switch inline {
    case .text(let text): return shortened(text, by: mark).map(Inline.text)
    case .emphasis(let content): return shortened(content, by: mark).map(Inline.emphasis)
    case .strong(let content): return shortened(content, by: mark).map(Inline.strong)
    case .strikethrough(let content): return shortened(content, by: mark).map(Inline.strikethrough)
    default: return nil
    }
}

private func shortened(_ text: String, by mark: String) -> String? {
    let bytes = Array(text.utf8)
    var end = endWithoutSpaces(bytes, bytes.count)
    guard end >= mark.utf8.count, bytes[..<end].suffix(mark.utf8.count).elementsEqual(mark.utf8) else { return nil }
    end = endWithoutSpaces(bytes, end - mark.utf8.count)
    return String(decoding: bytes[..<end], as: UTF8.self)
}

private func endWithoutSpaces(_ bytes: [UInt8], _ end: Int) -> Int {
    var end = end
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") { end -= 1 }
    return end
}
