/// A kind of hostile input, and what must hold for every one of it besides that nothing traps or hangs.
///
/// `make fuzz` looks for inputs that break it; `ReplayTests` goes through those that were kept. Both run this code.
struct FuzzTarget: Sendable {
    /// Also the name of its folder in `Tests/Fixtures/fuzz`.
    let name: String
    /// Throws a `Finding`, and nothing else.
    let check: @Sendable (_ input: [UInt8]) throws -> Void

    static let all: [FuzzTarget] = [
        .markdown, .versions, .page, .fix, .links, .frontMatter, .configuration, .message, .commit, .tree, .mailmap,
        .signature, .table, .importing, .diagram, .picture,
    ]
}

/// A rule that does not hold for an input.
struct Finding: Error, CustomStringConvertible {
    let description: String
}

/// Throws what is wrong unless `holds`.
func require(_ holds: Bool, _ wrong: @autoclosure () -> String) throws {
    guard holds else { throw Finding(description: wrong()) }
}
