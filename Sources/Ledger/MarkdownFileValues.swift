import Checklists
import Markdown
import Yams

extension MarkdownFile {
    /// A value of the front matter with its 1-based line in the file.
    package struct FrontMatterWord: Hashable, Sendable {
        package let text: String
        package let line: Int
    }

    /// The keys of the front matter with their lines; none where it cannot be read.
    package var frontMatterKeys: [FrontMatterWord] {
        frontMatterEntries.map { FrontMatterWord(text: $0.key, line: line(ofFrontMatter: $0.line)) }
    }

    /// The words that the front matter has for a key, each of a list by itself; nil where the key is not there.
    package func frontMatterWords(_ key: String) -> [FrontMatterWord]? {
        guard let entry = frontMatterEntries.first(where: { $0.key == key }) else { return nil }
        return entry.value.elements.map { node in
            FrontMatterWord(text: node.string ?? "", line: line(ofFrontMatter: node.mark?.line ?? entry.line))
        }
    }

    private var frontMatterEntries: [YAMLMapping.Entry] {
        source.frontMatter.flatMap { try? YAMLMapping($0.text).entries } ?? []
    }

    private func line(ofFrontMatter line: Int) -> Int { line + (source.frontMatter?.firstLine ?? 1) - 1 }

    /// The items as this file has them, in their order; `roles` decide what is a sign-off box. Defaults of the front matter
    /// are not among their fields.
    package func items(roles: [String]) -> [ItemState] {
        var reader = ItemReader(path: path, header: FrontMatterValues(), roles: roles)
        reader.read(document)
        return reader.items
    }
}
