import TestSupport

extension RuleFixture {
    /// What history says of sign-offs.
    static let ofSignOffs: [RuleFixture] = []
}
