import Ledger

/// Names that somebody may have meant by one that is not known.
struct NearNames {
    /// What can be typed, and the words that people read instead of it.
    let known: [(name: String, title: String)]

    /// At most three: those spelled almost like it, then those in which, or in whose title, its words stand.
    func names(for word: String) -> [String] {
        var spelled: [String] = []
        var rest = known.map(\.name)
        while spelled.count < 3, let near = nearest(to: word, among: rest) {
            spelled.append(near)
            rest.removeAll { $0 == near }
        }
        let words = word.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard spelled.count < 3, words.contains(where: { $0.count > 2 }) else { return spelled }
        let alike = known.filter { name, title in
            let text = "\(name) \(title)".lowercased()
            return !spelled.contains(name) && words.allSatisfy { text.contains($0) }
        }
        return spelled + alike.prefix(3 - spelled.count).map(\.name)
    }

    /// `The nearest is "a"`; nil where none is near.
    func sentence(for word: String) -> String? {
        let near = names(for: word).map { "\"\($0)\"" }
        guard !near.isEmpty else { return nil }
        return "The nearest \(near.count == 1 ? "is" : "are") \(list(near))"
    }
}

/// `a`, `a and b`, `a, b and c`.
func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}
