import Checklists
import Tables

/// A required field that goes nowhere.
enum MappingDestinationMissing: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-destination-missing", .warning,
        summary: "A required field of a mapping has no destination, and neither a rule nor a note says why.",
        rationale: "What is required and does not arrive makes the record incomplete, or the other system refuses it.",
        example: .init(
            "text",
            wrong: "OSCaR,consent,yes/no,yes,,Primero,,\n",
            right: "OSCaR,consent,yes/no,yes,,Primero,,checked by hand before a case is shared\n"))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        table.findings(
            rule, .requiredWithoutDestination,
            advice: "Name the destination field, or say in the notes why there is none.",
            more: { "\($0) more required fields have no destination" },
            message: { "\(cellText($0.field)) is required and has no destination field" })
    }
}
