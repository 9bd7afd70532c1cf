import Checklists
import Ledger

/// Every rule there is. A rule that is not here is not looked for, and not in the documentation.
package enum Catalogue {
    static let fileRules: [any FileRule.Type] = []
    static let projectRules: [any ProjectRule.Type] = [TruncatedHistory.self, Overdue.self]
    static let changeRules: [any ChangeRule.Type] = []

    /// By name.
    package static let rules: [Diagnostic.Rule] =
        (Diagnostic.Rule.ofReading + fileRules.map { $0.rule } + projectRules.map { $0.rule }
        + changeRules.map { $0.rule }).sorted { $0.name < $1.name }

    package static func rule(named name: String) -> Diagnostic.Rule? { rules.first { $0.name == name } }
}
