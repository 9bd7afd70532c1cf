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

/// An item that is lost, and how.
struct LostItem {
    let item: Item
    let loss: ItemLoss

    /// Those that ask for sign-offs, or have one: others come and go.
    static func all(
        among removed: [Item], renames: [String: String], head: CheckedProject
    ) throws(GitError) -> [LostItem] {
        let checklists = Set(head.report.checklists.map(\.path))
        var losses: [String: ItemLoss] = [:]
        var lost: [LostItem] = []
        for item in removed where item.isSigned || !item.state.fields.asked.isEmpty {
            if losses[item.path] == nil { losses[item.path] = try loss(from: item.path, renames, checklists, head) }
            if let loss = losses[item.path] { lost.append(LostItem(item: item, loss: loss)) }
        }
        return lost
    }

    private static func loss(
        from oldPath: String, _ renames: [String: String], _ checklists: Set<String>, _ head: CheckedProject
    ) throws(GitError) -> ItemLoss {
        let path = renames[oldPath] ?? oldPath
        guard try head.files.kind(at: path) == .file else { return .fileDeleted(path: oldPath) }
        guard !checklists.contains(path) else { return .removed(path: path) }
        guard let file = try head.files.markdown(at: path) else { return .fileLeftOut(path: path) }
        return file.document.blocks.contains(where: \.hasTasks) ? .fileLeftOut(path: path) : .removed(path: path)
    }
}

extension Block {
    fileprivate var hasTasks: Bool { task != nil || children.contains(where: \.hasTasks) }
}
