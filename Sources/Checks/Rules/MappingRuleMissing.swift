import Checklists
import Tables

/// A required field of which nobody said what is done with it.
enum MappingRuleMissing: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-rule-missing", .warning,
        summary: "A required field of a mapping has a destination and no transformation rule.",
        rationale: """
            What is required has to arrive, whatever the source holds: empty values, other codes, other spellings. An empty \
            rule does not say whether the value is taken as it is or nobody has thought of it. "As is", "none" or a dash \
            says it.
            """,
        example: .init(
            "text", wrong: "OSCaR,gender,text,yes,,Primero,sex\n", right: "OSCaR,gender,text,yes,as is,Primero,sex\n"))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        table.findings(
            rule, .requiredWithoutRule, advice: "Write the rule, or \"as is\".",
            more: { "\($0) more required fields have no transformation rule" },
            message: { "\(cellText($0.field)) is required and has no transformation rule" })
    }
}
