import Git
import Ledger
import Markdown

/// Documents that are still to be written, by their own words.
package enum UnwrittenDocument {
    /// Whether the Markdown file at a path says so, as the documents of the templates do: in a paragraph of its own near the
    /// beginning.
    package static func isUnwritten(_ path: String, in files: ProjectFiles) throws(GitError) -> Bool {
        guard let document = try files.markdown(at: path)?.document else { return false }
        return document.blocks.prefix(6).contains { block in
            guard case .paragraph = block.kind else { return false }
            let text = [block].plainText.collapsed.lowercased()
            return Blank.unwritten.contains { text.hasPrefix($0) }
        }
    }
}
