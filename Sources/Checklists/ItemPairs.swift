/// Which items of two reports on one project are the same.
///
/// By where they were first seen; what that leaves over (history was rewritten) by id, then by section and text in the same
/// file, then by a text that stands once in what is left on either side.
package struct ItemPairs: Sendable {
    package struct Pair: Sendable {
        package let base: Item
        package let head: Item
    }

    /// In the order of `head`.
    package private(set) var pairs: [Pair] = []
    /// Items that only `head` has, in its order.
    package private(set) var added: [Item] = []
    /// Items that only `base` has, in its order.
    package private(set) var removed: [Item] = []

    package init(base: Report, head: Report) {
        let items = base.items
        let new = head.items
        var old = items.map(Optional.some)
        var found: [Int?] = Array(repeating: nil, count: new.count)

        /// Pairs what has a value in common, in order.
        func pair<Value: Hashable>(onlyIfSingle: Bool = false, by values: (Item) -> [Value]) {
            var places: [Value: [Int]] = [:]
            for (index, item) in old.enumerated().reversed() {
                for value in item.map(values) ?? [] { places[value, default: []].append(index) }
            }
            var counts: [Value: Int] = [:]
            if onlyIfSingle {
                for index in new.indices where found[index] == nil {
                    for value in values(new[index]) { counts[value, default: 0] += 1 }
                }
            }
            for index in new.indices where found[index] == nil {
                for value in values(new[index]) {
                    guard let candidates = places[value] else { continue }
                    if onlyIfSingle, candidates.count > 1 || counts[value] != 1 { continue }
                    guard let place = candidates.last(where: { old[$0] != nil }) else { continue }
                    found[index] = place
                    old[place] = nil
                    break
                }
            }
        }

        pair { $0.life.births }
        pair { $0.state.id.map { [$0] } ?? [] }
        pair { [[$0.path] + $0.state.section + [$0.state.text]] }
        pair(onlyIfSingle: true) { [$0.state.text] }
        for (item, place) in zip(new, found) {
            if let place { pairs.append(Pair(base: items[place], head: item)) } else { added.append(item) }
        }
        removed = old.compactMap(\.self)
    }
}
