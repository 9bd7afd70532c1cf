import TestSupport

extension RuleFixture {
    /// What one file says.
    static let ofFiles: [RuleFixture] = [
        RuleFixture("overdue", "open", "- [ ] One¶\n  - Due: 2027-01-30\n- [ ] Two\n  - Due: 2027-01-31\n")
    ]
}
