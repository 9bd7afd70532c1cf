/// What is different now from what a sign-off covers, as far as the report can tell.
package struct CoveredChange: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        package var before: String
        package var after: String
    }

    /// An output then and now; nil where it is none of the item's.
    package struct File: Hashable, Sendable {
        package var before: CoveredFile?
        package var after: CoveredFile?

        package init(before: CoveredFile?, after: CoveredFile?) {
            self.before = before
            self.after = after
        }
    }

    /// The item's words, without what only marks them up.
    package var text: Text?
    /// true: it is not applicable now, and was then; false: the other way round.
    package var isExcludedNow: Bool?
    package var outputs: [File]

    /// The digests differ, and neither words nor outputs do: a link's destination, code or strikethrough in the text, or
    /// a file that an output shows.
    package var isElsewhere: Bool { text == nil && isExcludedNow == nil && outputs.isEmpty }
}

extension Report {
    /// What has changed since a sign-off that is not current; nil for a current one.
    package func change(since signOff: SignOff, of item: Item) -> CoveredChange? {
        guard !signOff.isCurrent, let order = commits[signOff.commit]?.order else { return nil }
        let later = item.life.events.filter { (commits[$0.commit]?.order ?? .max) > order }
        var change = CoveredChange(outputs: changedFiles(from: signOff.covers.outputs, to: item.coveredOutputs))
        // What the first change after it came from is what it covers.
        if let before = later.first(where: { $0.kind == .reworded })?.from, before != item.state.text {
            change.text = CoveredChange.Text(before: before, after: item.state.text)
        }
        if let first = later.first(where: { $0.kind == .excluded || $0.kind == .included }),
            (first.kind == .excluded) == item.state.isExcluded
        {
            change.isExcludedNow = item.state.isExcluded
        }
        return change
    }

    /// Files are the same by content, whatever they are called; the rest are paired by name.
    private func changedFiles(from old: [CoveredFile], to outputs: [CoveredFile]) -> [CoveredChange.File] {
        var before = old
        var after: [CoveredFile] = []
        for file in outputs where !after.contains(file) { after.append(file) }
        after.removeAll { file in
            guard let index = before.firstIndex(where: { $0.isSame(as: file) }) else { return false }
            before.remove(at: index)
            return true
        }
        let changed = before.map { file in
            let index = after.firstIndex { $0.path != nil && $0.path == file.path }
            return CoveredChange.File(before: file, after: index.map { after.remove(at: $0) })
        }
        return changed + after.map { CoveredChange.File(before: nil, after: $0) }
    }
}

extension Item {
    /// A folder, a link or a submodule is covered, too, though it is no file.
    fileprivate var coveredOutputs: [CoveredFile] { covered?.outputs ?? state.fields.outputs.compactMap(\.covered) }
}

extension Output {
    fileprivate var covered: CoveredFile? {
        if let path { return CoveredFile(path: path, blob: blob) }
        return url.map(CoveredFile.init(url:))
    }
}

extension CoveredFile {
    fileprivate func isSame(as other: CoveredFile) -> Bool {
        if let blob { return blob == other.blob }
        return self == other
    }
}
