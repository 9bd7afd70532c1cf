import Checklists
import Git
import Images
import Ledger
import Tables

/// A table that items name as their output, read.
struct CheckedTable {
    let path: String
    /// nil where the file is none.
    let table: Table?
    let refusal: TableRefusal?
    /// The name says table, and the file is of another kind: another rule tells that.
    let isMisnamed: Bool
    /// nil where the table is no mapping.
    let mapping: Mapping?
    /// Of small files in UTF-8: columns are looked for there.
    private let lines: [Substring]

    /// Findings of a rule that are told one by one; how many more there are is one of its own.
    static let limit = 5

    init(path: String, _ bytes: [UInt8]) {
        self.path = path
        do throws(TableRefusal) {
            let read = try Table(bytes)
            table = read
            refusal = nil
        } catch {
            table = nil
            refusal = error
        }
        isMisnamed = !FileContent(bytes).fits(path)
        mapping = table.flatMap { Mapping($0) }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        lines =
            table?.encoding == .utf8 && bytes.count <= 1 << 20
            ? Ledger.lines(of: String(decoding: text, as: UTF8.self)) : []
    }

    /// Whether a file is read as a table, by its name.
    static func isName(_ path: String) -> Bool {
        let name = path.lowercased()
        return [".csv", ".tsv", ".tab"].contains { name.hasSuffix($0) }
    }

    /// What is found in the mapping, of some kinds: the first few, and how many more there are.
    func findings(
        _ rule: Diagnostic.Rule, _ kinds: MappingFinding.Kind..., advice: String,
        more: (Int) -> String, message: (MappingFinding) -> String
    ) -> [Diagnostic] {
        guard let table, let mapping else { return [] }
        let all = mapping.findings.filter { kinds.contains($0.kind) }
        let count = kinds.reduce(0) { $0 + mapping.counts[$1, default: 0] }
        let told = all.prefix(Self.limit).map { finding in
            var related: [Diagnostic.Related] = []
            if let line = finding.otherLine {
                related = [.init(path: path, line: line, message: "the first row with this destination")]
            }
            return Diagnostic(
                rule, path: path, line: finding.line,
                columns: finding.column.flatMap { columns(ofCell: $0, in: table.rows[finding.row], of: table) },
                message: message(finding), advice: advice, related: related, detail: "\(finding.field)\n\(finding.text)"
            )
        }
        return told + self.more(rule, count - told.count, more)
    }

    /// One finding for those that are not told.
    func more(_ rule: Diagnostic.Rule, _ count: Int, _ message: (Int) -> String) -> [Diagnostic] {
        count > 0 ? [Diagnostic(rule, path: path, message: message(count), detail: "more")] : []
    }

    /// Where a cell stands in its line, without the marks around it; nil where it is empty, or its row has several lines.
    func columns(ofCell cell: Int, in row: Table.Row, of table: Table) -> Range<Int>? {
        guard lines.indices.contains(row.line - 1), !row.cellBytes(cell).isEmpty else { return nil }
        let line = lines[row.line - 1]
        let separator = Unicode.Scalar(table.separator.byte)
        var (seen, isQuoted) = (0, false)
        for (index, scalar) in line.unicodeScalars.enumerated() where index < 20_000 {
            if seen == cell { return columnRange(of: row.cell(cell), in: line, from: index + 1) }
            if scalar == "\"" { isQuoted.toggle() } else if scalar == separator, !isQuoted { seen += 1 }
        }
        return nil
    }
}

/// A cell, to stand in a message.
func cellText(_ text: String) -> String {
    quoted(withoutEmailDomains(text.split(whereSeparator: \.isNewline).joined(separator: " ")))
}
