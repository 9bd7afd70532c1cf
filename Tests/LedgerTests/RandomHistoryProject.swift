import TestSupport

/// What a random history knows of an item: its identity for certain, and every attribute that its lines tell.
struct RandomItem: Hashable {
    /// Identity, the same in every commit and branch.
    let number: Int
    var words: [String]
    /// Between the words; empty for scripts written without spaces.
    let joiner: String
    var id: String?
    var isTicked: Bool
    /// Number of its file.
    var file: Int
    var section: String
    /// Decides the order in the file.
    var place: Double
    /// A child bullet that is part of the text.
    var detail: String?
    var owner: String?

    // What must not matter.
    var marker = "-"
    var hasBigX = false
    var emphasisedWord: Int?
    var linkTarget: String?
    var isNested = false

    var title: String { words.joined(separator: joiner) }
    var text: String { detail.map { "\(title) \($0)" } ?? title }

    /// The item's own line, without indent and line ending.
    var line: String {
        var shown = words
        if let emphasisedWord, emphasisedWord < shown.count { shown[emphasisedWord] = "*\(shown[emphasisedWord])*" }
        if let linkTarget { shown[0] = "[\(shown[0])](\(linkTarget))" }
        let box = isTicked ? (hasBigX ? "[X]" : "[x]") : "[ ]"
        return "\(marker) \(box) \(shown.joined(separator: joiner))" + (id.map { " {#\($0)}" } ?? "")
    }
}

struct RandomFile: Hashable {
    /// Identity through renames.
    let number: Int
    var path: String
    let title: String
    var prose: [String]
    /// Blank lines around headings and paragraphs.
    let isAiry: Bool

    // What must not matter.
    var lineEnding = "\n"
    var hasByteOrderMark = false
    var indent = 0
    var frontMatter: String?
}

/// The tree of one commit.
struct RandomProject: Hashable {
    var files: [Int: RandomFile] = [:]
    var items: [Int: RandomItem] = [:]

    var itemNumbers: [Int] { items.keys.sorted() }
    var fileNumbers: [Int] { files.keys.sorted() }

    func items(of file: Int) -> [RandomItem] {
        items.values.filter { $0.file == file }.sorted { ($0.place, $0.number) < ($1.place, $1.number) }
    }

    func path(of item: RandomItem) -> String { files[item.file]?.path ?? "" }

    /// Sections of an item as the headings above it tell them.
    func section(of item: RandomItem) -> [String] { [files[item.file]?.title ?? "", item.section] }

    var rendered: [String: RenderedFile] {
        Dictionary(uniqueKeysWithValues: fileNumbers.compactMap { files[$0] }.map { ($0.path, render($0)) })
    }

    private func render(_ file: RandomFile) -> RenderedFile {
        var lines: [String] = []
        var result = RenderedFile(number: file.number)
        if let frontMatter = file.frontMatter { lines += ["---", frontMatter, "---"] }
        let space = file.isAiry ? [""] : []
        lines += ["# \(file.title)"] + space
        for paragraph in file.prose { lines += paragraph.split(separator: "\n").map(String.init) + space }
        var section: String?
        let base = String(repeating: " ", count: file.indent)
        for item in items(of: file.number) {
            let startsSection = item.section != section
            if startsSection {
                if lines.last != "" { lines += space }
                lines += ["## \(item.section)"] + space
                section = item.section
            }
            let indent = base + (item.isNested && !startsSection ? "    " : "")
            lines.append(indent + item.line)
            result.itemLines[item.number] = lines.count
            if let owner = item.owner { lines.append("\(indent)    - Owner: \(owner)") }
            if let detail = item.detail { lines.append("\(indent)    - \(detail)") }
        }
        result.lines = lines.map { $0 + file.lineEnding }
        result.content = (file.hasByteOrderMark ? "\u{FEFF}" : "") + result.lines.joined()
        return result
    }
}

struct RenderedFile {
    /// Number of the file.
    let number: Int
    var content = ""
    /// With their endings.
    var lines: [String] = []
    /// Item number → 1-based line.
    var itemLines: [Int: Int] = [:]

    func line(of item: Int) -> String? { itemLines[item].map { lines[$0 - 1] } }

    /// How much of the larger file is in both, by whole lines, 0…1.
    func likeness(to other: RenderedFile) -> Double {
        var left: [String: Int] = [:]
        for line in other.lines { left[line, default: 0] += 1 }
        var common = 0
        for line in lines where left[line, default: 0] > 0 {
            left[line, default: 0] -= 1
            common += line.utf8.count
        }
        return Double(common) / Double(max(content.utf8.count, other.content.utf8.count, 1))
    }
}

// MARK: - Merging

extension RandomProject {
    /// Three-way merge, attribute by attribute. A conflict is resolved by taking the attribute of either side.
    static func merge(
        _ a: RandomProject, _ b: RandomProject, base: RandomProject, random: inout SeededGenerator
    ) -> RandomProject {
        var merged = RandomProject()
        for number in Set(a.files.keys).union(b.files.keys).sorted() {
            if var file = side(a.files[number], b.files[number], base.files[number], &random) {
                if let x = a.files[number], let y = b.files[number] {
                    let z = base.files[number]
                    func take<Value: Equatable>(_ attribute: WritableKeyPath<RandomFile, Value>) {
                        file[keyPath: attribute] = pick(
                            x[keyPath: attribute], y[keyPath: attribute], z?[keyPath: attribute], &random)
                    }
                    take(\.path)
                    take(\.prose)
                    take(\.lineEnding)
                    take(\.hasByteOrderMark)
                    take(\.indent)
                    take(\.frontMatter)
                }
                merged.files[number] = file
            }
        }
        for number in Set(a.items.keys).union(b.items.keys).sorted() {
            guard var item = side(a.items[number], b.items[number], base.items[number], &random) else { continue }
            if let x = a.items[number], let y = b.items[number] {
                let z = base.items[number]
                func take<Value: Equatable>(_ attribute: WritableKeyPath<RandomItem, Value>) {
                    item[keyPath: attribute] = pick(
                        x[keyPath: attribute], y[keyPath: attribute], z?[keyPath: attribute], &random)
                }
                take(\.words)
                take(\.id)
                take(\.isTicked)
                take(\.file)
                take(\.section)
                take(\.place)
                take(\.detail)
                take(\.owner)
                take(\.marker)
                take(\.hasBigX)
                take(\.emphasisedWord)
                take(\.linkTarget)
                take(\.isNested)
            }
            if merged.files[item.file] == nil { merged.files[item.file] = a.files[item.file] ?? b.files[item.file] }
            merged.items[number] = item
        }
        return merged
    }

    /// Whether something that one side may have taken away is there: nil, or a side's value to begin from.
    private static func side<Value: Equatable>(
        _ a: Value?, _ b: Value?, _ base: Value?, _ random: inout SeededGenerator
    ) -> Value? {
        if let a, b != nil { return a }
        let only = a ?? b
        guard base != nil, let only else { return only }
        return only == base || random.chance(50) ? nil : only
    }

    private static func pick<Value: Equatable>(_ a: Value, _ b: Value, _ base: Value?, _ random: inout SeededGenerator)
        -> Value
    {
        if a == b || b == base { return a }
        if a == base { return b }
        return random.chance(50) ? a : b
    }
}
