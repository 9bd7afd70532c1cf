import Checklists
import Tables

/// Two rows that fill one field.
enum MappingDestinationTwice: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-destination-twice", .warning,
        summary: "Two rows of a mapping go to the same field of the same system.",
        rationale: """
            Which of the two values arrives is left to chance, or to whoever writes the program. Where both rows have a rule \
            it is told as a note: mostly they are put together, and the rules should say how.
            """,
        example: .init(
            "text",
            wrong: "OSCaR,given_name,…,,Primero,name\nOSCaR,family_name,…,,Primero,name\n",
            right:
                "OSCaR,given_name,…,first,Primero,name\nOSCaR,family_name,…,\"behind it, with a space\",Primero,name\n")
    )

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        let twice = table.findings(
            rule, .destinationMappedTwice, advice: "Take one of them away, or say by which rule they are put together.",
            more: { "\($0) more rows go to a destination that another row has" },
            message: { finding in
                "\(cellText(finding.field)) goes to \(cellText(finding.text)), as does another field, and not both have a rule"
            })
        let shared = table.findings(
            rule, .destinationShared, advice: "See that both rules say how they are put together.",
            more: { "\($0) more rows with a rule go to a destination that another row has" },
            message: { "\(cellText($0.field)) goes to \(cellText($0.text)), as does another field; both have a rule" })
        return twice
            + shared.map {
                var note = $0
                note.severity = .note
                return note
            }
    }
}
