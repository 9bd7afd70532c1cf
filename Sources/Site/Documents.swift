import Checklists

/// The outputs of all items, each once: files of the repository and addresses elsewhere. Then what else the project keeps.
struct Documents: Sendable {
    struct Entry: Sendable {
        /// The words that the first link to it has.
        var title: String
        /// Exactly one of both is set.
        var path: String?
        var url: String?
        /// nil for an address, and for a file that is not there.
        var blob: String?
        /// What the file was called before, by its history.
        var formerPaths: Set<String> = []
        /// Places in the report of the items that rest on it.
        var items: [Place] = []
        /// Places in the register of the sign-offs that cover it, as it is now or as it was.
        var signOffs: [Int] = []

        /// The project keeps it, and no item names it; none ever did that was signed.
        var isFurther: Bool { items.isEmpty && signOffs.isEmpty }
    }

    struct Place: Hashable, Sendable {
        var checklist: Int
        var item: Int
    }

    /// Files by path, then addresses, whether or not items rest on them.
    let entries: [Entry]
    private let indexes: [String: Int]

    init(_ report: Report, _ register: Register) {
        var entries: [Entry] = []
        var indexes: [String: Int] = [:]
        for (checklistIndex, checklist) in report.checklists.enumerated() {
            for (itemIndex, item) in checklist.items.enumerated() {
                let place = Place(checklist: checklistIndex, item: itemIndex)
                for output in item.state.fields.outputs {
                    guard let key = output.path.map({ "p" + $0 }) ?? output.url.map({ "u" + $0 }) else { continue }
                    let index = indexes[key] ?? entries.count
                    if index == entries.count {
                        indexes[key] = index
                        entries.append(
                            Entry(title: output.title, path: output.path, url: output.url, blob: output.blob))
                    }
                    if entries[index].items.last != place { entries[index].items.append(place) }
                }
                // Tables and diagrams that an output shows are covered with it, and have more to show than a link.
                for file in item.coverage?.references ?? [] {
                    guard let path = file.path, let blob = file.blob, FileKind.named(by: path).0.hasOwnPage else {
                        continue
                    }
                    let index = indexes["p" + path] ?? entries.count
                    if index == entries.count {
                        indexes["p" + path] = index
                        let name = path.split(separator: "/").last.map(String.init) ?? path
                        entries.append(Entry(title: name, path: path, blob: blob))
                    }
                    if entries[index].items.last != place { entries[index].items.append(place) }
                }
            }
        }
        for document in report.documents where indexes["p" + document.path] == nil {
            indexes["p" + document.path] = entries.count
            entries.append(Entry(title: document.title, path: document.path, blob: document.blob))
        }
        let byBlob = Dictionary(entries.indices.compactMap { index in entries[index].blob.map { ($0, index) } }) {
            first, _ in first
        }
        var former: [String: Int] = [:]
        for index in entries.indices {
            guard let path = entries[index].path else { continue }
            entries[index].formerPaths = Set(report.fileHistories[path, default: []].map(\.path)).subtracting([path])
            for name in entries[index].formerPaths.sorted() where indexes["p" + name] == nil { former[name] = index }
        }
        for (number, entry) in register.entries.enumerated() {
            for file in entry.signOff.covers.outputs + entry.signOff.covers.references {
                let key = file.path.map { "p" + $0 } ?? file.url.map { "u" + $0 } ?? ""
                // A file may have another name by now.
                guard
                    let index =
                        indexes[key] ?? file.blob.flatMap({ byBlob[$0] }) ?? file.path.flatMap({ former[$0] })
                else { continue }
                if entries[index].signOffs.last != number { entries[index].signOffs.append(number) }
            }
        }
        self.entries = entries.sorted { a, b in
            if (a.path == nil) != (b.path == nil) { return a.path != nil }
            return (a.path ?? a.url ?? "").utf8.lexicographicallyPrecedes((b.path ?? b.url ?? "").utf8)
        }
        self.indexes = Dictionary(
            self.entries.enumerated().compactMap { index, entry in entry.path.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The output at a path.
    subscript(path: String) -> Entry? { indexes[path].map { entries[$0] } }

    var outputs: [Entry] { entries.filter { !$0.isFurther } }
    var further: [Entry] { entries.filter(\.isFurther) }

    /// Files that are there.
    var paths: [String] { entries.compactMap { $0.blob == nil ? nil : $0.path } }
}

extension FileKind {
    /// Shown by an output it has a page like one.
    fileprivate var hasOwnPage: Bool { self == .csv || self == .bpmn }
}

extension Documents.Entry {
    /// How the sign-offs that cover it stand to what it is now.
    enum Cover { case outside, missing, current(Int), changed, none }

    /// Sign-offs that count, not ended, of another version than this.
    func earlierCount(in register: Register) -> Int {
        signOffs.map { register.entries[$0] }.count { registered in
            RegisterState(registered) == .changed && coveredBlob(by: registered.signOff) != blob
        }
    }

    /// The content that a sign-off covers of the file, by its name, else by the content, else by a name that it had.
    func coveredBlob(by signOff: SignOff) -> String? {
        let files = signOff.covers.outputs + signOff.covers.references
        let file =
            files.first { $0.path == path } ?? files.first { $0.blob == blob }
            ?? files.first { $0.path.map(formerPaths.contains) ?? false }
        return file?.blob
    }

    func cover(in register: Register) -> Cover {
        if url != nil { return .outside }
        guard let blob else { return .missing }
        let standing = signOffs.map { register.entries[$0] }.filter { entry in
            let state = RegisterState(entry)
            return state == .current || state == .changed
        }
        let current = standing.count { RegisterState($0) == .current && $0.signOff.covers(blob) }
        if current > 0 { return .current(current) }
        return standing.isEmpty ? .none : .changed
    }
}

extension SignOff {
    /// It covers this very content.
    fileprivate func covers(_ blob: String) -> Bool {
        (covers.outputs + covers.references).contains { $0.blob == blob }
    }
}
