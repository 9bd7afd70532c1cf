/// The name of a commit: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
///
/// The domain does not read repositories, so it keeps the name as text; `Ledger` makes it from git's own object id.
package struct CommitID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let hex: String

    package init(hex: String) { self.hex = hex }

    /// The first ten digits, for people.
    package var short: String { String(hex.prefix(10)) }
    /// The name of the commit that a working tree would become: nothing but zeros.
    package var isUnwritten: Bool { hex.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
    package var description: String { hex }

    package static func < (a: CommitID, b: CommitID) -> Bool { a.hex < b.hex }
}
