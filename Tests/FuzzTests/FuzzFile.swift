import Checklists

@testable import Ledger

/// An input read as a checklist.
struct FuzzFile {
    static let path = "docs/list.md"
    static let roles = ["dpo", "lead", "lead-2"]

    let file: ChecklistFile
    /// The items with their lines in the file.
    let states: [ItemState]

    init(_ input: [UInt8]) {
        var reader = ChecklistReader()
        self.init(input, with: &reader)
    }

    init(_ input: [UInt8], with reader: inout ChecklistReader) {
        let file = input.withUnsafeBytes { reader.read($0, path: Self.path, roles: Self.roles) }
        self.file = file
        states = file.items.indices.map { file.state(at: $0) }
    }
}

/// LF, CR and CRLF end a line.
func numberOfLineEnds(in text: [UInt8]) -> Int {
    var count = 0
    var before: UInt8 = 0
    for byte in text {
        if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && before != UInt8(ascii: "\r") { count += 1 }
        before = byte
    }
    return count
}
