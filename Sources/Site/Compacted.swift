/// A stylesheet without comments and without the white space that says nothing. Strings stay as they are.
///
/// Colons keep theirs inside `@media`, where it does no harm, and selectors have none behind a colon (CSS Syntax, 4).
func compacted(stylesheet: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(stylesheet.utf8)
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "*") {
            index += 2
            while index + 1 < bytes.count, !(bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/"))
            {
                index += 1
            }
            index += 2
        } else if byte == UInt8(ascii: "\"") {
            let start = index
            index += 1
            while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
            index += 1
            result += bytes[start..<min(index, bytes.count)]
        } else if isSpace(byte) {
            while index < bytes.count, isSpace(bytes[index]) { index += 1 }
            let isNeeded = index < bytes.count && !"{};,>".utf8.contains(bytes[index])
            if isNeeded, let last = result.last, !"{};,:>".utf8.contains(last) { result.append(UInt8(ascii: " ")) }
        } else {
            if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
            result.append(byte)
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self) + "\n"
}

/// A script without the comments that have a line of their own, without indentation and the spaces beside punctuation.
/// Strings and regular expressions stay as they are; lines stay lines, so that no semicolon is missed.
func compacted(script: String) -> String {
    let lines = script.split(separator: "\n").lazy.map { $0.drop { $0 == " " } }
    let source = Array((lines.filter { !$0.isEmpty && !$0.hasPrefix("//") }.joined(separator: "\n") + "\n").utf8)
    var result: [UInt8] = []
    var index = 0
    while index < source.count {
        if let end = endOfLiteral(at: index, in: source, after: result.last) {
            result += source[index..<end]
            index = end
            continue
        }
        let next = index + 1 < source.count ? source[index + 1] : nil
        if source[index] != UInt8(ascii: " ") || isNeeded(between: result.last, next) { result.append(source[index]) }
        index += 1
    }
    return String(decoding: result, as: UTF8.self)
}

/// Where the string or regular expression that begins here ends; nil where none begins.
private func endOfLiteral(at start: Int, in source: [UInt8], after last: UInt8?) -> Int? {
    let quote = source[start]
    // After anything else a slash divides.
    let isExpression = quote == UInt8(ascii: "/") && last.map { "(,=:[!&|?{};>\n".utf8.contains($0) } ?? true
    guard isExpression || "\"'`".utf8.contains(quote) else { return nil }
    var index = start + 1
    var isInClass = false
    while index < source.count, source[index] != quote || isInClass {
        switch source[index] {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "["): isInClass = isExpression
        case UInt8(ascii: "]"): isInClass = false
        default: break
        }
        index += 1
    }
    return min(index + 1, source.count)
}

/// Whether a space keeps two words apart, or two signs that would become one.
private func isNeeded(between last: UInt8?, _ next: UInt8?) -> Bool {
    guard let last, let next else { return false }
    return isWord(last) && isWord(next) || last == next && "+-".utf8.contains(last)
}

private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
