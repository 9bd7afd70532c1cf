import Checklists
import Tables

/// A field that is listed and not mapped.
///
/// A note: mappings begin as lists of all fields, and most of those that stay unmapped were never meant to be.
enum MappingFieldUnmapped: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-field-unmapped", .note,
        summary: "A field of a mapping has no destination, or a destination has no source, and nothing says why.",
        rationale: """
            Whoever signs the mapping cannot tell a field that is left out on purpose from one that was forgotten. "Not \
            mapped" or a dash as its destination, or a word in the notes, says it.
            """,
        example: .init(
            "text",
            wrong: "OSCaR,shoe_size,number,no,,Primero,,\n",
            right: "OSCaR,shoe_size,number,no,,Primero,,not needed for referrals\n"))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        table.findings(
            rule, .unmapped, .withoutSource, advice: "Map it, or say in the notes why it is not mapped.",
            more: { "\($0) more fields are not mapped, and nothing says why" },
            message: { finding in
                finding.kind == .unmapped
                    ? "\(cellText(finding.field)) has no destination field, and nothing says why"
                    : "nothing is said to go into \(cellText(finding.text)): it has neither a source field nor a rule"
            })
    }
}
