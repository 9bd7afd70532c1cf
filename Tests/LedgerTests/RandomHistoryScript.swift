import TestSupport

/// Makes up a history of checklists: commits, branches, merges, all from one seed.
struct RandomHistoryScript {
    /// What a history may contain.
    struct Kinds: OptionSet {
        let rawValue: Int
        static let merges = Kinds(rawValue: 1)
        static let evilMerges = Kinds(rawValue: 2)
        static let fileRenames = Kinds(rawValue: 4)
        static let moves = Kinds(rawValue: 8)
        static let restorations = Kinds(rawValue: 16)
        static let noise = Kinds(rawValue: 32)
        static let all: Kinds = [.merges, .evilMerges, .fileRenames, .moves, .restorations, .noise]
    }

    private(set) var oracle = RandomHistoryOracle()
    let script = RepositoryScript()
    private(set) var marks: [RepositoryScript.Mark] = []

    private var random: SeededGenerator
    private let kinds: Kinds
    /// Commits that nothing follows yet.
    private var tips: [Int] = []
    private var nextNumber = 1
    /// Items that may exist as two lives, and so keep their text, id and file: anything else would be ambiguous.
    private var frozen: Set<Int> = []
    /// What the commit at hand has touched already.
    private var touched: Set<Int> = []

    init(seed: UInt64, commits: Int, kinds: Kinds) {
        random = SeededGenerator(seed: seed)
        self.kinds = kinds
        commit("root", beginning(), parents: [])
        while oracle.commits.count < commits { step() }
        while tips.count > 1 { mergeTips() }
    }

    // MARK: Steps

    private mutating func step() {
        guard kinds.contains(.merges) else { return changeTip() }
        switch random.number(0..<100) {
        case ..<70: changeTip()
        case ..<82: if tips.count < 4 { fork() } else { mergeTips() }
        case ..<98: if tips.count > 1 { mergeTips() } else { fork() }
        default:
            if tips.count < 4 { commit("root of its own", beginning(files: 1), parents: []) } else { changeTip() }
        }
    }

    /// A branch from a commit that something follows already.
    private mutating func fork() {
        let from = max(0, oracle.commits.count - 1 - random.number(0..<6))
        let project = oracle.commits[from].project
        guard frozen.allSatisfy({ isAgreed($0, project) }), let made = changed(project, from: from) else { return }
        commit("branch", made, parents: [from])
    }

    private mutating func changeTip() {
        let tip = tips[random.number(0..<tips.count)]
        if random.chance(6), let parent = oracle.commits[tip].parents.first {
            let project = oracle.commits[parent].project
            if isTraceable(from: oracle.commits[tip].project, to: project), mayComeBack(to: project, after: tip) {
                return commit("Revert the last commit", project, parents: [tip])
            }
        }
        if let made = changed(oracle.commits[tip].project, from: tip) { commit("change", made, parents: [tip]) }
    }

    private mutating func mergeTips() {
        guard tips.count > 1 else { return }
        var parents = [tips[random.number(0..<tips.count)]]
        let wanted = tips.count > 2 && random.chance(20) ? 3 : 2
        while parents.count < wanted {
            let next = tips[random.number(0..<tips.count)]
            if !parents.contains(next) { parents.append(next) }
        }
        if random.chance(15), let before = oracle.commits[parents[1]].parents.first, !parents.contains(before) {
            // As a pull request whose target did not move: one parent comes before the other.
            if oracle.commits[before].ancestors.isSuperset(of: oracle.commits[parents[0]].ancestors) {
                parents[0] = before
            }
        }
        var project = oracle.commits[parents[0]].project
        var ancestors = oracle.commits[parents[0]].ancestors
        for parent in parents.dropFirst() {
            let base = ancestors.intersection(oracle.commits[parent].ancestors).max()
            project = RandomProject.merge(
                project, oracle.commits[parent].project,
                base: base.map { oracle.commits[$0].project } ?? RandomProject(),
                random: &random)
            ancestors.formUnion(oracle.commits[parent].ancestors)
        }
        var isEvil = false
        if kinds.contains(.evilMerges), random.chance(15) {
            touched = []
            for _ in 0...random.number(0..<2) { change(&project, from: parents[0]) }
            isEvil = true
        }
        commit(isEvil ? "evil merge" : "merge", project, parents: parents)
    }

    private mutating func commit(_ message: String, _ project: RandomProject, parents: [Int]) {
        let number = oracle.add(project, parents: parents)
        let new = oracle.commits[number].files
        let old = parents.first.map { oracle.commits[$0].files } ?? [:]
        var files: [String: String?] = [:]
        for (path, file) in new where old[path]?.content != file.content { files[path] = file.content }
        for path in old.keys where new[path] == nil { files.updateValue(nil, forKey: path) }
        marks.append(script.commit("\(number) \(message)", on: parents.map { marks[$0] }, files))
        tips.removeAll { oracle.commits[number].ancestors.contains($0) }
        tips.append(number)
    }

    // MARK: What can be followed

    /// The project after some changes that can be followed; nil when nothing fit.
    private mutating func changed(_ project: RandomProject, from commit: Int) -> RandomProject? {
        for _ in 0..<10 {
            touched = []
            var next = project
            for _ in 0...random.number(0..<4) { change(&next, from: commit) }
            if next != project, isTraceable(from: project, to: next) { return next }
        }
        return nil
    }

    /// Whether SPEC says of every item that is in both how it is followed.
    private func isTraceable(from old: RandomProject, to new: RandomProject) -> Bool {
        let (gone, come) = (
            old.fileNumbers.filter { new.files[$0] == nil }, new.fileNumbers.filter { old.files[$0] == nil }
        )
        if !gone.isEmpty, !come.isEmpty { return false }
        let (oldFiles, newFiles) = (old.rendered, new.rendered)
        for number in old.fileNumbers {
            guard let before = old.files[number]?.path, let after = new.files[number]?.path, before != after else {
                continue
            }
            guard let a = oldFiles[before], let b = newFiles[after], a.likeness(to: b) >= 0.65 else { return false }
        }
        return old.itemNumbers.allSatisfy { number in
            guard let a = old.items[number], let b = new.items[number] else { return true }
            if frozen.contains(number), (a.words, a.id, a.file) != (b.words, b.id, b.file) { return false }
            if a.id != nil, a.id == b.id { return true }
            if a.title == b.title { return true }
            return a.file == b.file && (a.id == nil || b.id == nil) && isAlike(a.words, b.words)
        }
    }

    private func isAlike(_ a: [String], _ b: [String]) -> Bool {
        let common = a.filter(b.contains).count
        return common * 10 >= max(a.count, b.count) * 7
    }

    /// Whether every branch that has the item has it under the same text and id and in the same file.
    private func isAgreed(_ item: Int, _ project: RandomProject) -> Bool {
        guard let one = project.items[item] else { return true }
        return tips.compactMap { oracle.commits[$0].project.items[item] }.allSatisfy {
            ($0.words, $0.id, $0.file) == (one.words, one.id, one.file)
        }
    }

    /// Freezes what `project` brings back after `commit`; false where that would be ambiguous.
    private mutating func mayComeBack(to project: RandomProject, after commit: Int) -> Bool {
        let back = project.itemNumbers.filter { oracle.commits[commit].project.items[$0] == nil }
        guard back.isEmpty || kinds.contains(.restorations), back.allSatisfy({ isAgreed($0, project) }) else {
            return false
        }
        frozen.formUnion(back)
        return true
    }

    // MARK: Changes

    private mutating func change(_ project: inout RandomProject, from commit: Int) {
        switch random.number(0..<100) {
        case ..<30: tick(&project)
        case ..<40: add(to: &project)
        case ..<46: remove(from: &project)
        case ..<58: reword(&project)
        case ..<66: reorder(&project)
        case ..<70: if kinds.contains(.fileRenames) { renameFile(&project) }
        case ..<75: if kinds.contains(.moves) { move(&project) }
        case ..<78: giveID(&project)
        case ..<80: renameSection(&project)
        case ..<83: setField(&project)
        case ..<86: if kinds.contains(.restorations) { bringBack(&project, from: commit) }
        case ..<87: if project.files.count > 3 { removeFile(&project) }
        case ..<88: addFile(to: &project, items: random.number(1..<5))
        default: if kinds.contains(.noise) { makeNoise(&project) }
        }
    }

    /// An item that this commit has not touched yet.
    private mutating func anyItem(_ project: RandomProject, where isWanted: (RandomItem) -> Bool = { _ in true })
        -> RandomItem?
    {
        let open = project.itemNumbers.compactMap { project.items[$0] }.filter {
            !touched.contains($0.number) && isWanted($0)
        }
        guard let item = open.randomElement(using: &random) else { return nil }
        return item
    }

    private mutating func put(_ item: RandomItem, into project: inout RandomProject) {
        touched.insert(item.number)
        project.items[item.number] = item
    }

    private mutating func tick(_ project: inout RandomProject) {
        guard var item = anyItem(project) else { return }
        item.isTicked.toggle()
        // Together with a rewording, now and then.
        if random.chance(12), !frozen.contains(item.number) { item.words = reworded(item) }
        put(item, into: &project)
    }

    private mutating func add(to project: inout RandomProject) {
        guard let file = project.fileNumbers.randomElement(using: &random) else { return }
        addItem(to: &project, file: file)
    }

    private mutating func addItem(to project: inout RandomProject, file: Int) {
        let items = project.items(of: file)
        let position = random.number(0..<items.count + 1)
        let before = position > 0 ? items[position - 1].place : 0
        let after = position < items.count ? items[position].place : before + 2
        let isKhmer = random.chance(10)
        let section =
            position > 0
            ? items[position - 1].section : position < items.count ? items[position].section : word().capitalized
        var item = RandomItem(
            number: number(), words: (0..<random.number(6..<9)).map { _ in isKhmer ? khmerWord() : word() },
            joiner: isKhmer ? "" : " ", isTicked: random.chance(30), file: file, section: section,
            place: before + (after - before) * Double(random.number(1..<1000)) / 1000)
        if random.chance(30) { item.id = "id-\(item.number)" }
        if random.chance(15) { item.section = word().capitalized }
        item.isNested = random.chance(15)
        if random.chance(10) { item.detail = "\(word()) \(word())" }
        put(item, into: &project)
    }

    private mutating func remove(from project: inout RandomProject) {
        guard let item = anyItem(project) else { return }
        touched.insert(item.number)
        project.items[item.number] = nil
        // Another item in its very place now and then.
        if random.chance(30) {
            addItem(to: &project, file: item.file)
            if var next = project.items[nextNumber - 1] {
                (next.place, next.section, next.isTicked) = (item.place, item.section, item.isTicked)
                project.items[next.number] = next
            }
        }
    }

    private mutating func reword(_ project: inout RandomProject) {
        let frozen = frozen
        guard var item = anyItem(project, where: { !frozen.contains($0.number) }) else { return }
        item.words = reworded(item)
        put(item, into: &project)
    }

    private mutating func reworded(_ item: RandomItem) -> [String] {
        var words = item.words
        let new = item.joiner.isEmpty ? khmerWord() : word()
        if words.count < 12, random.chance(40) {
            words.append(new)
        } else {
            words[random.number(0..<words.count)] = new
        }
        return words
    }

    private mutating func reorder(_ project: inout RandomProject) {
        guard var item = anyItem(project) else { return }
        let others = project.items(of: item.file)
        guard let other = others.randomElement(using: &random), other.number != item.number else { return }
        item.place = other.place + Double(random.number(1..<100)) / 100_000 * (random.chance(50) ? 1 : -1)
        if random.chance(70) { item.section = other.section }
        put(item, into: &project)
    }

    private mutating func renameFile(_ project: inout RandomProject) {
        guard let file = project.fileNumbers.randomElement(using: &random) else { return }
        project.files[file]?.path = path()
    }

    private mutating func move(_ project: inout RandomProject) {
        let frozen = frozen
        guard var item = anyItem(project, where: { !frozen.contains($0.number) }) else { return }
        guard let file = project.fileNumbers.filter({ $0 != item.file }).randomElement(using: &random) else { return }
        item.file = file
        item.section = project.items(of: file).randomElement(using: &random)?.section ?? item.section
        if item.id != nil, random.chance(30) { item.words = reworded(item) }
        put(item, into: &project)
    }

    private mutating func giveID(_ project: inout RandomProject) {
        let frozen = frozen
        guard var item = anyItem(project, where: { !frozen.contains($0.number) }) else { return }
        item.id = item.id != nil && random.chance(20) ? nil : "id-\(item.number)-\(number())"
        put(item, into: &project)
    }

    private mutating func renameSection(_ project: inout RandomProject) {
        guard let item = anyItem(project) else { return }
        let new = word().capitalized
        for other in project.items(of: item.file) where other.section == item.section {
            project.items[other.number]?.section = new
        }
    }

    private mutating func setField(_ project: inout RandomProject) {
        guard var item = anyItem(project) else { return }
        if random.chance(50) {
            item.owner = item.owner == nil || random.chance(50) ? word() : nil
        } else {
            item.detail = item.detail == nil || random.chance(50) ? "\(word()) \(word())" : nil
        }
        put(item, into: &project)
    }

    /// Restores an item that was removed, or picks one from another branch.
    private mutating func bringBack(_ project: inout RandomProject, from commit: Int) {
        let source = oracle.commits[max(0, oracle.commits.count - 1 - random.number(0..<12))].project
        let lacking = source.itemNumbers.compactMap { source.items[$0] }.filter { item in
            project.items[item.number] == nil && !touched.contains(item.number) && project.files[item.file] != nil
                && oracle.commits[commit].project.items[item.number] == nil
        }
        guard let item = lacking.randomElement(using: &random), isAgreed(item.number, source) else { return }
        frozen.insert(item.number)
        put(item, into: &project)
    }

    private mutating func removeFile(_ project: inout RandomProject) {
        guard let file = project.fileNumbers.randomElement(using: &random) else { return }
        let items = project.items(of: file)
        guard items.allSatisfy({ !touched.contains($0.number) }) else { return }
        project.files[file] = nil
        for item in items {
            project.items[item.number] = nil
            touched.insert(item.number)
        }
    }

    private mutating func addFile(to project: inout RandomProject, items: Int) {
        let file = RandomFile(
            number: number(), path: path(), title: "\(word()) \(word())".capitalized, prose: [sentence(), sentence()],
            isAiry: random.chance(50))
        project.files[file.number] = file
        for _ in 0..<items { addItem(to: &project, file: file.number) }
    }

    private mutating func makeNoise(_ project: inout RandomProject) {
        guard let file = project.fileNumbers.randomElement(using: &random) else { return }
        switch random.number(0..<10) {
        case 0: project.files[file]?.lineEnding = random.chance(50) ? "\n" : "\r\n"
        case 1: project.files[file]?.hasByteOrderMark.toggle()
        case 2: project.files[file]?.indent = random.number(0..<3)
        case 3:
            let revision = number()
            project.files[file]?.frontMatter = random.chance(50) ? "x-revision: \(revision)" : nil
        case 4:
            let hidden = anyItem(project)?.line ?? "- [x] nothing"
            project.files[file]?.prose.append(random.chance(50) ? "```\n\(hidden)\n```" : "<!--\n\(hidden)\n-->")
        case 5: project.files[file]?.prose = [sentence()]
        default:
            guard var item = anyItem(project) else { return }
            switch random.number(0..<5) {
            case 0: item.marker = ["-", "*", "+", "1."].randomElement(using: &random) ?? "-"
            case 1: item.hasBigX.toggle()
            case 2: item.emphasisedWord = item.joiner.isEmpty ? nil : random.number(0..<6)
            case 3: item.linkTarget = random.chance(50) ? "\(word()).md" : nil
            default: item.isNested.toggle()
            }
            put(item, into: &project)
        }
    }

    // MARK: Matter

    private mutating func beginning(files: Int = 3) -> RandomProject {
        touched = []
        var project = RandomProject()
        for _ in 0..<files { addFile(to: &project, items: random.number(4..<9)) }
        return project
    }

    private mutating func number() -> Int {
        nextNumber += 1
        return nextNumber - 1
    }

    private mutating func path() -> String {
        let folder = ["", "docs/", "docs/phases/", "check lists/"].randomElement(using: &random) ?? ""
        return "\(folder)\(word())-\(number()).md"
    }

    private mutating func sentence() -> String { (0..<8).map { _ in word() }.joined(separator: " ") + "." }

    private mutating func word() -> String {
        (0..<random.number(2..<4)).map { _ in
            String("bdfghklmnprstvwz".randomElement(using: &random) ?? "b")
                + String("aeiouy".randomElement(using: &random) ?? "a")
        }.joined() + String("lmnrst".randomElement(using: &random) ?? "n")
    }

    private mutating func khmerWord() -> String {
        (0..<random.number(2..<4)).map { _ in
            String("កខគងចជញដតថទធនបពមយរលវសហអ".unicodeScalars.randomElement(using: &random).map { Character($0) } ?? "ក")
                + ["", "ា", "ិ", "ី", "ុ", "េ", "ំ", "ះ"][random.number(0..<8)]
        }.joined()
    }
}
