/// A text of any number of lines in which nothing is a command to a CI system that shows it in a log.
///
/// GitHub's runner obeys `##[…]`, and Azure's agent `##vso[…]`, anywhere in a line, and GitHub's `::…::` at its beginning, behind
/// white space, too (their source).
func withoutCommands(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var isLineStart = true
    for (index, scalar) in scalars.enumerated() {
        let isCommand = isLineStart && scalar == ":" && scalars[(index + 1)...].first == ":"
        if isCommand || isCommandMark(at: index, of: scalars) {
            result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
        isLineStart = scalar == "\n" || scalar == "\r" || isLineStart && scalar.properties.isWhitespace
    }
    return result
}

/// A text on one line as terminals and the logs of CI systems may show it: `visible`, and without commands but for `::` at the
/// line's beginning, which is up to `lineStart`.
func logged(_ text: some StringProtocol) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { loggedScalar(at: $0, of: scalars) }.joined()
}

/// The same for what begins a line, a path: `::error::.md` is told as `./::error::.md`. The runner skips white space before `::`.
func lineStart(_ path: String) -> String {
    let isCommand = path.drop { $0.isWhitespace }.hasPrefix("::")
    return (isCommand ? "./" : "") + logged(path)
}

/// What `logged` makes of one scalar among others.
func loggedScalar(at index: Int, of scalars: [Unicode.Scalar]) -> String {
    isCommandMark(at: index, of: scalars) ? "\\u{23}" : visible(String(scalars[index]))
}

private func isCommandMark(at index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    scalars[index] == "#" && commandMarks.contains { scalars[index...].starts(with: $0, by: isSame) }
}

private let commandMarks: [[Unicode.Scalar]] = ["##[", "##vso["].map { Array($0.unicodeScalars) }

private func isSame(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
    a == b || a.properties.lowercaseMapping == b.properties.lowercaseMapping
}

/// How many columns of a terminal a scalar takes: none for combining marks and format characters, two for wide East Asian
/// characters and emoji (Unicode TR 11), else one. Terminals differ in rare scripts.
func terminalWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1160...0x11FF: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
}

/// The columns that a text takes which holds nothing invisible.
func terminalWidth(_ text: some StringProtocol) -> Int { text.unicodeScalars.reduce(0) { $0 + terminalWidth($1) } }

/// A text over several lines of at most `width` columns, broken at spaces; a longer word is left whole.
func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
        let needed = terminalWidth(word)
        if used > 0, used + 1 + needed > width {
            lines.append(line)
            (line, used) = ("", 0)
        }
        line += (used > 0 ? " " : "") + word
        used += (used > 0 ? 1 : 0) + needed
    }
    return used > 0 ? lines + [line] : lines
}
