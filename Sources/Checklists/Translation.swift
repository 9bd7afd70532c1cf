/// What a checklist says in another language: the file `NAME.LANG.md` beside `NAME.md` (SPEC 8). Its boxes are no items; the
/// ticks, sign-offs and history are those of the checklist it translates.
package struct Translation: Sendable {
    /// A list item of the translation that is one of the checklist's items.
    package struct Item: Sendable {
        package var state: ItemState
        /// The commit that changed its text last, as `CommitRecord.order`; nil where that is before the history of this clone.
        package var changedAt: Int?

        package init(state: ItemState, changedAt: Int?) {
            self.state = state
            self.changedAt = changedAt
        }
    }

    /// From the repository's root.
    package var path: String
    /// BCP 47 tag, spelt as in the project's languages.
    package var language: String
    /// Path of the checklist that it translates.
    package var base: String
    /// nil where it gives none.
    package var title: String?
    package var summary: String?
    /// By the keys of the checklist's items.
    package var items: [String: Item]

    package init(
        path: String, language: String, base: String, title: String? = nil, summary: String? = nil,
        items: [String: Item] = [:]
    ) {
        self.path = path
        self.language = language
        self.base = base
        self.title = title
        self.summary = summary
        self.items = items
    }
}

extension Translation {
    /// Finds the items of a checklist in its translation: by their ids, those without one in their order, where both files
    /// have as many.
    ///
    /// - Returns: for each item of the checklist its place among `translated`, by the item's key.
    package static func places(
        of items: [Checklists.Item], among translated: [ItemState]
    ) -> [String: Int] {
        var places: [String: Int] = [:]
        let byID = Dictionary(
            translated.enumerated().compactMap { index, state in state.id.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
        var taken: Set<Int> = []
        for item in items {
            guard let place = item.state.id.flatMap({ byID[$0] }), taken.insert(place).inserted else { continue }
            places[item.key] = place
        }
        let unnamed = items.filter { $0.state.id == nil }
        let candidates = translated.indices.filter { translated[$0].id == nil }
        guard unnamed.count == candidates.count else { return places }
        for (item, place) in zip(unnamed, candidates) { places[item.key] = place }
        return places
    }
}

extension Report {
    /// Whether a translated text was written or changed by a later commit than one of the item's sign-offs that hold: whoever
    /// signed cannot have read it.
    package func isTranslation(_ translated: Translation.Item, laterThanSignOffsOf item: Item) -> Bool {
        guard let changedAt = translated.changedAt else { return false }
        return item.signOffs.contains { signOff in
            guard signOff.stands else { return false }
            return commits[signOff.commit].map { $0.order < changedAt } ?? false
        }
    }
}
