import Checklists
import Ledger

/// Every rule there is. A rule that is not here is not looked for, and not in the documentation.
package enum Catalogue {
    static let fileRules: [any FileRule.Type] = [
        BrokenFragment.self, BrokenLink.self, LinkWithoutScheme.self, MissingAlternativeText.self, MissingOutput.self,
        OutputOutsideRepository.self, Placeholder.self, TickedWithoutOutput.self, UnknownAskedRole.self,
        UnknownOwner.self, LinkNotRead.self,
    ]
    static let projectRules: [any ProjectRule.Type] = [
        TruncatedHistory.self, Overdue.self, NotApplicableWithoutReason.self, TranslationMismatch.self,
        UnknownCheck.self,
    ]
    static let changeRules: [any ChangeRule.Type] = []

    /// By name.
    package static let rules: [Diagnostic.Rule] =
        (Diagnostic.Rule.ofReading + fileRules.map { $0.rule } + projectRules.map { $0.rule }
        + changeRules.map { $0.rule }).sorted { $0.name < $1.name }

    package static func rule(named name: String) -> Diagnostic.Rule? { rules.first { $0.name == name } }
}
