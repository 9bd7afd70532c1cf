import Checklists

extension Diagnostic.Rule {
    package static let signOffWithoutBox = Diagnostic.Rule(
        "sign-off-without-box", .warning,
        summary: "A sign-off counts, and the box of its role is not ticked.",
        rationale: "The file says less than the history: readers of the file believe that the sign-off is missing.",
        example: Example(
            "text",
            wrong:
                "A commit with the trailer `Sign-off: access-levels as data-protection-officer` leaves the box unticked.",
            right: "`countersign sign access-levels` ticks the box in the same commit."))
}
