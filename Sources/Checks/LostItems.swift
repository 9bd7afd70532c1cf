import Checklists
import Git
import Markdown

/// What became of an item that the base of a change has and its head has not.
enum ItemLoss: Hashable {
    /// Its file is there without it.
    case removed(path: String)
    /// Its file is not there.
    case fileDeleted(path: String)
    /// Its file is there, with task items, and is no checklist: the configuration leaves it out, takes it for a translation, or
    /// nobody can read it as Markdown.
    case fileLeftOut(path: String)
}

extension CheckedChange {
    /// What became of an item of `pairs.removed`.
    func loss(of item: Item) throws(GitError) -> ItemLoss {
        let path = headPath(of: item.path)
        guard try head.files.kind(at: path) == .file else { return .fileDeleted(path: item.path) }
        guard !head.report.checklists.contains(where: { $0.path == path }) else { return .removed(path: path) }
        guard let file = try head.files.markdown(at: path) else { return .fileLeftOut(path: path) }
        return file.document.blocks.contains(where: \.hasTasks) ? .fileLeftOut(path: path) : .removed(path: path)
    }
}

extension Block {
    fileprivate var hasTasks: Bool { task != nil || children.contains(where: \.hasTasks) }
}
