import Checklists
import Tables

/// A value that becomes one of another kind, nobody says how.
enum MappingTypesDiffer: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-types-differ", .warning,
        summary: "A field of a mapping has another type than its destination, and no transformation rule.",
        rationale: """
            A text that has to be a number or a date cannot be taken as it is: what is written "12 years" or "31.2." arrives \
            as nothing, or as something else. Only types are compared that everybody knows: texts (codes of a list, too), \
            numbers, yes or no, dates, files.
            """,
        example: .init(
            "text",
            wrong: "OSCaR,age,text,no,,Primero,age,integer\n",
            right: "OSCaR,age,text,no,\"the digits; empty if there are none\",Primero,age,integer\n"))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        table.findings(
            rule, .typeMismatch, advice: "Write the rule by which one becomes the other.",
            more: { "\($0) more fields have another type than their destination, and no rule" },
            message: {
                "the type of \(cellText($0.field)) differs from its destination's (\(cellText($0.text))), and there is no rule"
            })
    }
}
