import TestSupport

extension RuleFixture {
    /// What a change does.
    static let ofChanges: [RuleFixture] = []
}
