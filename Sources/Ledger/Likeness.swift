/// How alike two texts are, from 0 to 1: Dice's coefficient over sets of character trigrams, which works for Khmer and Thai,
/// written without spaces, as well as for Latin. A text that goes on where the other ends is alike, too.
struct Likeness {
    /// Below this, two texts are different items. Chosen by reading the rewordings in real checklists: lower values begin
    /// to pair items that merely share a turn of phrase.
    static let threshold = 0.6

    /// Texts are compared by their first characters only, so that no item can make matching slow.
    static let maximumLength = 512

    private let text: ArraySlice<Unicode.Scalar>
    /// Sorted, each once.
    let trigrams: [UInt64]

    /// `text` is in lower case.
    init(_ text: String) {
        let scalars = Array(text.unicodeScalars.prefix(Self.maximumLength))
        self.text = scalars[...]
        let padded = [" "] + scalars + [" "]
        var codes: [UInt64] = []
        codes.reserveCapacity(scalars.count)
        for index in padded.indices.dropLast(2) {
            codes.append(
                UInt64(padded[index].value) << 42 | UInt64(padded[index + 1].value) << 21
                    | UInt64(padded[index + 2].value))
        }
        codes.sort()
        var distinct: [UInt64] = []
        distinct.reserveCapacity(codes.count)
        for code in codes where distinct.last != code { distinct.append(code) }
        trigrams = distinct
    }

    /// 0…1, the same in both directions.
    func score(_ other: Likeness) -> Double {
        if continues(other) || other.continues(self) { return 0.95 }
        let total = trigrams.count + other.trigrams.count
        return total == 0 ? 0 : 2 * Double(common(with: other)) / Double(total)
    }

    /// This text is the other and more, cut at a word: an item to which something was added. Punctuation at the other's end
    /// does not count; one word is too little to tell.
    private func continues(_ other: Likeness) -> Bool {
        let stem = other.stem
        guard stem.count >= 8, text.count > other.text.count, text.starts(with: stem) else { return false }
        guard !text[stem.count].properties.isAlphabetic else { return false }
        return stem.contains { $0.properties.isWhitespace } || !stem.allSatisfy(\.isASCII)
    }

    /// The text without punctuation and white space at its end.
    private var stem: ArraySlice<Unicode.Scalar> {
        let end = text.lastIndex { $0.properties.isAlphabetic || $0.properties.numericType != nil || !$0.isASCII }
        return end.map { text[...$0] } ?? text[..<0]
    }

    private func common(with other: Likeness) -> Int {
        var count = 0
        var i = 0
        var j = 0
        while i < trigrams.count, j < other.trigrams.count {
            if trigrams[i] == other.trigrams[j] {
                count += 1
                i += 1
                j += 1
            } else if trigrams[i] < other.trigrams[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }
}

/// Finds alike texts among many without comparing each with each.
struct LikenessIndex {
    private var texts: [(position: Int, likeness: Likeness)] = []
    /// Trigram → places in `texts`.
    private var postings: [UInt64: [Int32]] = [:]

    /// A trigram that stands in more texts says little and would make matching quadratic: it is skipped when looking up.
    private static let maximumPostings = 64
    private static let maximumCandidates = 16
    /// How many trigrams each text shares with the one looked for; all 0 between two look-ups.
    private var shared: [Int32] = []
    /// Up to this many texts each is compared with each, which is exact.
    private static let exhaustive = 64

    mutating func add(_ text: String, as position: Int) {
        let likeness = Likeness(text)
        for trigram in likeness.trigrams { postings[trigram, default: []].append(Int32(texts.count)) }
        texts.append((position, likeness))
    }

    /// Positions of the texts that are alike enough, with their scores.
    mutating func alike(_ text: String) -> [(position: Int, score: Double)] {
        let wanted = Likeness(text)
        let places = texts.count <= Self.exhaustive ? Array(texts.indices) : candidates(wanted)
        return places.compactMap { place in
            let score = texts[place].likeness.score(wanted)
            return score >= Likeness.threshold ? (texts[place].position, score) : nil
        }
    }

    /// The texts that share most of the rarer trigrams, best first; of equally many the earlier.
    private mutating func candidates(_ wanted: Likeness) -> [Int] {
        if shared.count < texts.count { shared = Array(repeating: 0, count: texts.count) }
        var touched: [Int] = []
        for trigram in wanted.trigrams {
            guard let places = postings[trigram], places.count <= Self.maximumPostings else { continue }
            for place in places {
                if shared[Int(place)] == 0 { touched.append(Int(place)) }
                shared[Int(place)] += 1
            }
        }
        var counted: [(place: Int, count: Int32)] = []
        counted.reserveCapacity(touched.count)
        for place in touched {
            counted.append((place, shared[place]))
            shared[place] = 0
        }
        // Only a text with about as many trigrams in common as the best can be the one.
        let most = counted.lazy.map(\.count).max() ?? 0
        return counted.filter { $0.count * 2 >= most }
            .sorted { ($1.count, $0.place) < ($0.count, $1.place) }
            .prefix(Self.maximumCandidates).map(\.place)
    }
}
