@testable import Tables

extension Table {
    init(_ text: String) throws { try self.init(Array(text.utf8)) }

    /// Every row's cells.
    var cells: [[String]] { rows.map { Array($0) } }
    var lines: [Int] { rows.map(\.line) }
    var headerNames: [String] { header.map { Array($0) } ?? [] }
}
