import Checklists

/// Decides which item of a file's new version is which item of its old one (SPEC: history).
///
/// In this order: the unchanged beginning and end of the list; id; exact text in the same section; exact text anywhere; what
/// a merge's other parents tell; then, of what has not gone to another file, the same first line in the same section;
/// likeness, best pairs first, where between the same neighbours less of it is enough. Items with different explicit ids are
/// never matched by likeness.
struct ItemMatcher {
    /// What of an item is compared. Made once for each version of a file.
    struct Key: Hashable, Sendable {
        let id: String?
        /// Plain text in lower case. Swift compares strings by canonical equivalence, so composed and decomposed letters are equal.
        let text: String
        /// The same of the first line alone.
        let firstLine: String
        let section: String
        /// All of its text and its tick: what tells items of equal title apart.
        let details: String
        let isChecked: Bool

        init(_ item: ItemState) {
            id = item.id
            details = item.text
            isChecked = item.isChecked
            text = item.title.lowercased()
            firstLine = item.firstLine == item.title ? text : item.firstLine.lowercased()
            section = item.section.joined(separator: "\n").lowercased()
        }

    }

    /// The old item a new one was recognised as.
    struct Match: Hashable {
        var old: Int
        /// Recognised by likeness, or one of several equal texts of which some came or went.
        var isInferred: Bool
    }

    private let old: [ReadItem]
    private let new: [ReadItem]
    /// New items that came from other files.
    private var come: Set<Int> = []
    /// For each new item the old one it continues, if any. No old item is used twice.
    private(set) var matches: [Match?]
    private var isTaken: [Bool]

    /// All of it at once, where there are no other files that an item may have gone to.
    static func match(old: [ReadItem], new: [ReadItem]) -> [Match?] {
        var matcher = ItemMatcher(old: old, new: new)
        matcher.matchAlike()
        return matcher.matches
    }

    /// Matches what is the same. `known` are matches that outweigh likeness: in a merge, items that share a life through
    /// another parent.
    init(old: [ReadItem], new: [ReadItem], known: [(old: Int, new: Int)] = []) {
        self.old = old
        self.new = new
        matches = Array(repeating: nil, count: new.count)
        isTaken = Array(repeating: false, count: old.count)
        matchEnds()
        guard isOpen else { return }
        matchIDs()
        matchTexts { Pair(text: $0.text, section: $0.section) }
        matchTexts { Pair(text: $0.text, section: nil) }
        for pair in known { takeIfOpen(pair.old, for: pair.new) }
    }

    /// Matches by likeness what is left but for those items: they went to other files, or came from there.
    mutating func matchAlike(exceptOld gone: Set<Int> = [], exceptNew come: Set<Int> = []) {
        guard isOpen else { return }
        self.come = come
        for item in gone { isTaken[item] = true }
        matchTexts(isInferred: true) { Pair(text: $0.firstLine, section: $0.section) }
        matchLikely()
    }

    private mutating func take(_ oldIndex: Int, for newIndex: Int, isInferred: Bool = false) {
        matches[newIndex] = Match(old: oldIndex, isInferred: isInferred)
        isTaken[oldIndex] = true
    }

    private var openNew: [Int] { new.indices.filter { matches[$0] == nil && !come.contains($0) } }
    private var openOld: [Int] { old.indices.filter { !isTaken[$0] } }

    /// Items are left on both sides.
    var isOpen: Bool { matches.contains { $0 == nil } && isTaken.contains(false) }

    private func isSame(_ oldIndex: Int, _ newIndex: Int) -> Bool {
        old[oldIndex] === new[newIndex] || old[oldIndex].key == new[newIndex].key
    }

    /// What did not change around an edit keeps its place; this also keeps equal texts apart where one comes or goes.
    private mutating func matchEnds() {
        var start = 0
        while start < min(old.count, new.count), isSame(start, start) {
            takeIfOpen(start, for: start)
            start += 1
        }
        var end = 0
        while end < min(old.count, new.count) - start, isSame(old.count - 1 - end, new.count - 1 - end) {
            takeIfOpen(old.count - 1 - end, for: new.count - 1 - end)
            end += 1
        }
    }

    private mutating func takeIfOpen(_ oldIndex: Int, for newIndex: Int) {
        if matches[newIndex] == nil, !isTaken[oldIndex] { take(oldIndex, for: newIndex) }
    }

    private mutating func matchIDs() {
        var byID: [String: [Int]] = [:]
        for index in openOld.reversed() {
            if let id = old[index].key.id { byID[id, default: []].append(index) }
        }
        for index in openNew {
            if let id = new[index].key.id, let oldIndex = byID[id]?.popLast() { take(oldIndex, for: index) }
        }
    }

    private struct Pair: Hashable {
        let text: String
        let section: String?
    }

    /// Equal texts are paired in order. Where their numbers differ, what is below them and their tick tell first which came
    /// or went, but it is not known for certain.
    private mutating func matchTexts(isInferred: Bool = false, by key: (Key) -> Pair) {
        let openOld = openOld
        guard !openOld.isEmpty else { return }
        let candidates = Dictionary(grouping: openOld) { key(old[$0].key) }
        let wanted = Dictionary(grouping: openNew) { key(new[$0].key) }
        for (pair, newIndices) in wanted {
            guard let oldIndices = candidates[pair] else { continue }
            let isUneven = oldIndices.count != newIndices.count
            let isInferred = isInferred || isUneven
            // A text of nothing but an image says something only where nothing came or went.
            guard !pair.text.isEmpty || (!isUneven && pair.section != nil) else { continue }
            if isUneven {
                pairUp(oldIndices, newIndices, isInferred) { $0.details == $1.details && $0.isChecked == $1.isChecked }
            }
            if newIndices.count > 1 || oldIndices.count > 1 {
                pairUp(oldIndices, newIndices, isInferred) { $0.details == $1.details }
            }
            // Items whose ids speak against each other only after those whose ids do not.
            pairUp(oldIndices, newIndices, isInferred) { $0.id == nil || $1.id == nil || $0.id == $1.id }
            pairUp(oldIndices, newIndices, isInferred) { _, _ in true }
        }
    }

    /// Takes pairs in order, as far as `isPair` allows.
    private mutating func pairUp(
        _ oldIndices: [Int], _ newIndices: [Int], _ isInferred: Bool, where isPair: (Key, Key) -> Bool
    ) {
        var free = oldIndices.filter { !isTaken[$0] }[...]
        for newIndex in newIndices where matches[newIndex] == nil {
            guard let position = free.firstIndex(where: { isPair(old[$0].key, new[newIndex].key) }) else { continue }
            take(free[position], for: newIndex, isInferred: isInferred)
            if position == free.startIndex { free.removeFirst() } else { free.remove(at: position) }
        }
    }

    private func differInID(_ oldIndex: Int, _ newIndex: Int) -> Bool {
        guard let a = old[oldIndex].key.id, let b = new[newIndex].key.id else { return false }
        return a != b
    }

    private struct Candidate {
        let score: Double, distance: Double, old: Int, new: Int
    }

    private mutating func matchLikely() {
        let openOld = openOld
        let openNew = openNew
        guard !openOld.isEmpty, !openNew.isEmpty else { return }
        var index = LikenessIndex()
        for position in openOld { index.add(old[position].key.text, as: position) }
        var candidates = slotCandidates()
        for newIndex in openNew {
            for (oldIndex, score) in index.alike(new[newIndex].key.text) {
                candidates.append(candidate(score, oldIndex, newIndex))
            }
        }
        candidates.sort { ($1.score, $0.distance, $0.old, $0.new) < ($0.score, $1.distance, $1.old, $1.new) }
        for candidate in candidates where !isTaken[candidate.old] && matches[candidate.new] == nil {
            guard !differInID(candidate.old, candidate.new) else { continue }
            take(candidate.old, for: candidate.new, isInferred: true)
        }
    }

    private func candidate(_ score: Double, _ oldIndex: Int, _ newIndex: Int) -> Candidate {
        let distance = abs(Double(oldIndex) / Double(old.count) - Double(newIndex) / Double(new.count))
        return Candidate(score: score, distance: distance, old: oldIndex, new: newIndex)
    }

    /// How much less likeness is enough between the same neighbours in the same section. Likelier pairs still come first.
    private static let slotAllowance = 0.2

    /// Pairs of open items between the same neighbours, as many before as after: the first with the first, and so on.
    ///
    /// Where one line was edited in place, less of its text need be left to recognise it.
    private func slotCandidates() -> [Candidate] {
        let oldSlots = slots(old.indices.map { isTaken[$0] ? $0 : nil }, section: { old[$0].key.section })
        var newAsOld: [Int?] = Array(repeating: nil, count: new.count)
        for (newIndex, match) in matches.enumerated() { newAsOld[newIndex] = match?.old }
        let newSlots = slots(newAsOld, section: { new[$0].key.section })
        return newSlots.flatMap { slot, newIndices -> [Candidate] in
            guard let oldIndices = oldSlots[slot], oldIndices.count == newIndices.count else { return [] }
            return zip(oldIndices, newIndices).compactMap { oldIndex, newIndex in
                let score = Likeness(old[oldIndex].key.text).score(Likeness(new[newIndex].key.text))
                let isEnough = score >= Likeness.threshold - Self.slotAllowance
                return isEnough ? candidate(score, oldIndex, newIndex) : nil
            }
        }
    }

    private struct Slot: Hashable {
        /// The old positions of the matched items around it.
        var before: Int?
        var after: Int?
        let section: String
    }

    /// Groups the open positions (nil in `matched`) by their matched neighbours and their section.
    private func slots(_ matched: [Int?], section: (Int) -> String) -> [Slot: [Int]] {
        var after: [Int?] = Array(repeating: nil, count: matched.count)
        var next: Int?
        for index in matched.indices.reversed() {
            after[index] = next
            next = matched[index] ?? next
        }
        var slots: [Slot: [Int]] = [:]
        var before: Int?
        for index in matched.indices {
            if let known = matched[index] {
                before = known
            } else {
                slots[Slot(before: before, after: after[index], section: section(index)), default: []].append(index)
            }
        }
        return slots
    }
}
