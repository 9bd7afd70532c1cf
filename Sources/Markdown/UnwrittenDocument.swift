/// How a document of the templates says that nobody has written it yet.
private let unwrittenWords = ["not written yet", "pas encore rédigé"]

extension Document {
    /// Whether it says of itself that it is not written yet: in a paragraph of its own near the beginning, as the documents
    /// of the templates do.
    package var isUnwritten: Bool {
        blocks.prefix(6).contains { block in
            guard case .paragraph = block.kind else { return false }
            let text = [block].plainText.collapsed.lowercased()
            return unwrittenWords.contains { text.hasPrefix($0) }
        }
    }
}

/// The same of a Markdown file's content. No more than its beginning is read, and only parsed where those words are in it.
package func isUnwritten(_ content: [UInt8]) -> Bool {
    // The last letter may be cut in two.
    let beginning = String(decoding: content.prefix(4_096), as: UTF8.self)
    let words = beginning.collapsed.lowercased()
    guard unwrittenWords.contains(where: words.contains) else { return false }
    return Array(beginning.utf8).withUnsafeBytes { SourceFile($0) }.map { Document(parsing: $0.body).isUnwritten }
        ?? false
}
