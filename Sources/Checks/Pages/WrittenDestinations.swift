/// Where one line of Markdown writes the destinations of links and images, in its own syntax or in attributes of HTML.
struct WrittenDestinations {
    /// 1-based, in Unicode code points, by destination; those of each in the order of the line.
    private(set) var columns: [String: [Range<Int>]] = [:]

    /// Nobody looks for a column further on, and looking takes time.
    private static let maximumLength = 20_000

    init(in line: Substring) {
        guard line.utf8.count <= Self.maximumLength else { return }
        let text = withoutCode(Array(line.unicodeScalars))
        var index = 0
        while index < text.count {
            let start = index
            index += 1
            if text[start] == "]", index < text.count, text[index] == "(" {
                let isQuoted = index + 1 < text.count && text[index + 1] == "<"
                let from = index + (isQuoted ? 2 : 1)
                add(text, from..<(isQuoted ? text.end(from: from, ">") : endOfDestination(in: text, from: from)))
            } else if text[start] == "=", index < text.count {
                let quote = text[index]
                let isQuoted = quote == "\"" || quote == "'"
                let from = index + (isQuoted ? 1 : 0)
                add(text, from..<(isQuoted ? text.end(from: from, quote) : text.end(from: from, " ", ">", "\t")))
            }
        }
    }

    private mutating func add(_ text: [Unicode.Scalar], _ place: Range<Int>) {
        guard !place.isEmpty else { return }
        let destination = String(String.UnicodeScalarView(text[place]))
        columns[destination, default: []].append(place.lowerBound + 1..<place.upperBound + 1)
    }
}

/// Up to white space or a closing bracket that was not opened (GFM 6.6).
private func endOfDestination(in text: [Unicode.Scalar], from start: Int) -> Int {
    var open = 0
    for index in start..<max(start, text.count) {
        switch text[index] {
        case " ", "\t": return index
        case "(": open += 1
        case ")":
            if open == 0 { return index }
            open -= 1
        default: continue
        }
    }
    return text.count
}

extension [Unicode.Scalar] {
    fileprivate func end(from start: Int, _ marks: Unicode.Scalar...) -> Int {
        self[Swift.min(start, count)...].firstIndex(where: marks.contains) ?? count
    }
}

/// A line with its code spans (GFM 6.3) blotted out: what stands in them is no link.
private func withoutCode(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var line = line
    // The run of backticks that may begin a span, and further ones by their length.
    var runs: [Range<Int>] = []
    var index = 0
    while let start = line[index...].firstIndex(of: "`") {
        index = line[start...].firstIndex { $0 != "`" } ?? line.count
        runs.append(start..<index)
    }
    var next = 0
    while next < runs.count {
        let rest = runs[(next + 1)...]
        guard let close = rest.firstIndex(where: { $0.count == runs[next].count }) else {
            next += 1
            continue
        }
        for place in runs[next].lowerBound..<runs[close].upperBound { line[place] = "`" }
        next = close + 1
    }
    return line
}
