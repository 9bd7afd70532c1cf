import Checklists
import Git
import Ledger

/// Where keys stand in a project's `countersign.yml`, for findings about it.
struct ConfigurationPlaces {
    private let lines: [Substring]

    init(_ project: CheckedProject) throws(GitError) {
        lines = try project.files.text(at: Configuration.path).map { Ledger.lines(of: $0) } ?? []
    }

    /// The 1-based line of a key below other keys; of the last of them that is found where it is not. nil for none.
    ///
    /// Good enough for pointing: a key is looked for at the beginning of the lines below its parent, then, as flow
    /// mappings (`{ a: 1 }`) have it, anywhere in them.
    func line(of keys: [String]) -> Int? {
        var found: Int?
        var range = 0..<lines.count
        for (depth, key) in keys.enumerated() {
            guard
                let next = range.first(where: { isKey(key, beginning: lines[$0], atMargin: depth == 0) })
                    ?? range.first(where: { depth > 0 && lines[$0].contains("\(key):") })
            else { break }
            found = next
            let indentation = indentation(of: lines[next])
            let end = lines[(next + 1)...].firstIndex { !isBlank($0) && self.indentation(of: $0) <= indentation }
            range = next..<(end ?? lines.count)
        }
        return found.map { $0 + 1 }
    }

    private func isKey(_ key: String, beginning line: Substring, atMargin: Bool) -> Bool {
        let text = line.drop { !atMargin && $0 == " " }
        return text.hasPrefix("\(key):") || text.hasPrefix("\"\(key)\":") || text.hasPrefix("'\(key)':")
    }

    private func isBlank(_ line: Substring) -> Bool {
        line.drop { $0 == " " || $0 == "\t" }.first.map { $0 == "#" } ?? true
    }

    private func indentation(of line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
