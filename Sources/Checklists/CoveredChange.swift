/// What is different now from what a sign-off covers, as far as the report can tell.
package struct CoveredChange: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        package var before: String
        package var after: String
    }

    /// An output, or a file that one shows, then and now; nil where it is none of the item's.
    package struct File: Hashable, Sendable {
        package var before: CoveredFile?
        package var after: CoveredFile?

        package init(before: CoveredFile?, after: CoveredFile?) {
            self.before = before
            self.after = after
        }
    }

    /// The covered text; of long ones the words, without what only marks them up.
    package var text: Text?
    /// true: it is not applicable now, and was then; false: the other way round.
    package var isExcludedNow: Bool?
    package var outputs: [File]

    /// Neither words nor outputs differ as far as they are known: a file that an output shows, or what a long text only
    /// marks up.
    package var isElsewhere: Bool { text == nil && isExcludedNow == nil && outputs.isEmpty }
}

extension CoveredChange {
    /// What `after` covers otherwise than `before`; nil where who approved the one has approved the other. `texts` are the
    /// items' own, for coverages without their wording.
    init?(from before: Coverage, to after: Coverage, texts: (before: String?, after: String?)) {
        guard !after.isUnchanged(since: before) else { return nil }
        outputs =
            Self.changedFiles(from: before.outputs, to: after.outputs)
            + Self.changedFiles(from: before.references, to: after.references)
        let isWorded = before.wording != nil && after.wording != nil
        let (old, new) = isWorded ? (before.wording, after.wording) : texts
        if before.text != after.text, let old, let new, old != new { text = Text(before: old, after: new) }
    }
}

extension Report {
    /// What has changed since a sign-off that is not current; nil for a current one.
    package func change(since signOff: SignOff, of item: Item) -> CoveredChange? {
        guard !signOff.isCurrent, let order = commits[signOff.commit]?.order else { return nil }
        let later = item.life.events.filter { (commits[$0.commit]?.order ?? .max) > order }
        let outputs = item.coverage?.outputs ?? item.state.fields.outputs.compactMap(\.covered)
        let references = item.coverage?.references ?? signOff.covers.references
        var change = CoveredChange(
            outputs: CoveredChange.changedFiles(from: signOff.covers.outputs, to: outputs)
                + CoveredChange.changedFiles(from: signOff.covers.references, to: references))
        if let before = signOff.covers.wording, let after = item.coverage?.wording {
            if before != after { change.text = CoveredChange.Text(before: before, after: after) }
            // Without the texts themselves: what the first change after it came from is what it covers.
        } else if let before = later.first(where: { $0.kind == .reworded })?.from, before != item.state.text {
            change.text = CoveredChange.Text(before: before, after: item.state.text)
        }
        if let first = later.first(where: { $0.kind == .excluded || $0.kind == .included }),
            (first.kind == .excluded) == item.state.isExcluded
        {
            change.isExcludedNow = item.state.isExcluded
        }
        return change
    }
}

extension CoveredChange {
    /// Files are paired by name; the rest are the same if their contents are, whatever they are called.
    fileprivate static func changedFiles(from old: [CoveredFile], to new: [CoveredFile]) -> [CoveredChange.File] {
        var (before, after) = (old.uniqued(), new.uniqued())
        var changed: [CoveredChange.File] = []
        before.removeAll { file in
            guard let index = after.firstIndex(where: { $0.path == file.path && $0.url == file.url }) else {
                return false
            }
            let other = after.remove(at: index)
            if other != file { changed.append(CoveredChange.File(before: file, after: other)) }
            return true
        }
        before.removeAll { file in
            guard let index = after.firstIndex(where: { $0.blob != nil && $0.blob == file.blob }) else { return false }
            after.remove(at: index)
            return true
        }
        return changed + before.map { CoveredChange.File(before: $0, after: nil) }
            + after.map { CoveredChange.File(before: nil, after: $0) }
    }
}

extension [CoveredFile] {
    fileprivate func uniqued() -> [CoveredFile] {
        var seen: Set<CoveredFile> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Output {
    fileprivate var covered: CoveredFile? {
        if let path { return CoveredFile(path: path, blob: blob) }
        return url.map(CoveredFile.init(url:))
    }
}
