import TestSupport

extension RuleFixture {
    /// What is found while a project is read.
    static let ofReading: [RuleFixture] = [
        RuleFixture("duplicate-id", "in one file", "- [ ] One {#a}\n- [ ] Two {#«a»}\n"),
        RuleFixture("malformed-id", "with capitals", "- [ ] One {#«Two Three»}\n"),
    ]
}
