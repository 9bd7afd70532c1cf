/// What stands where something is still to be written.
enum Blank {
    private static let words: Set<String> = [
        "todo", "to do", "tbd", "tbc", "tba", "fixme", "xxx", "to be announced", "to be confirmed", "to be decided",
        "to be defined", "to be determined", "to be done", "à compléter", "à définir", "por completar", "por definir",
    ]

    /// Beside those: what templates write for an address.
    private static let destinations: Set<String> = [
        "#", "http://", "https://", "insert-link", "insert-link-here", "insert-url", "link", "link-here", "placeholder",
        "url", "your-link", "your-link-here",
    ]

    /// Whether a text is nothing but a blank, or a word for one.
    static func isBlank(_ text: String) -> Bool {
        let inner = text.lowercased().trimming { $0.isWhitespace || "<>[](){}*.:!\"'".contains($0) }
        if words.contains(inner) { return true }
        let marks = text.filter { !$0.isWhitespace }
        guard let mark = marks.first, marks.allSatisfy({ $0 == mark }) else { return false }
        switch mark {
        case "?", "…": return true
        case "_", "-": return marks.count >= 2
        case ".": return marks.count >= 3
        default: return false
        }
    }

    /// Whether a link with this destination is still to be made. A file may have such a name.
    static func isDestination(_ text: String) -> Bool {
        let word = text.hasPrefix("#") && text.count > 1 ? String(text.dropFirst()) : text
        return text.isEmpty || destinations.contains(text.lowercased()) || isBlank(word)
    }

    /// A line to be written on: at least three `_` that stand by themselves.
    static func line(in text: String) -> Substring? {
        guard text.utf8.count >= 3, text.contains("___") else { return nil }
        return text.split(whereSeparator: { $0.isWhitespace || ":;,.()[]".contains($0) }).first {
            $0.count >= 3 && $0.allSatisfy { $0 == "_" }
        }
    }
}

extension String {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        guard let start = firstIndex(where: { !isTrimmed($0) }), let end = lastIndex(where: { !isTrimmed($0) })
        else { return "" }
        return String(self[start...end])
    }
}
