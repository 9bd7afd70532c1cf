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
            let isNeeded = index < bytes.count && !"{};,".utf8.contains(bytes[index])
            if isNeeded, let last = result.last, !"{};,:".utf8.contains(last) { result.append(UInt8(ascii: " ")) }
        } else {
            if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
            result.append(byte)
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self) + "\n"
}

/// A script without the comments that have a line of their own, and without indentation.
func compacted(script: String) -> String {
    script.split(separator: "\n").lazy.map { $0.drop { $0 == " " } }
        .filter { !$0.isEmpty && !$0.hasPrefix("//") }.joined(separator: "\n") + "\n"
}

private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
