import Checklists
import Git

/// Sign-offs are not got rid of by striking an item through (SPEC 5, `not-applicable`).
enum ExcludedWithoutSignOff: ProjectRule {
    static let rule = Diagnostic.Rule(
        "excluded-without-sign-off", .warning,
        summary: "An item is struck through as not applicable, and a sign-off that it asks for is missing.",
        rationale: """
            Striking an item through takes it out of what has to be done. Where sign-offs are asked, the roles have to \
            agree to that, too: until they sign, it reads "not approved".
            """,
        example: .init(
            wrong: """
                - [ ] ~~Penetration test by a third party~~
                  - Reason: covered by the platform's own yearly test
                  - Sign-off:
                    - [ ] data-protection-officer
                """,
            right: """
                - [ ] ~~Penetration test by a third party~~
                  - Reason: covered by the platform's own yearly test
                  - Sign-off:
                    - [x] data-protection-officer
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.filter { $0.state.isExcluded && !$0.missingSignOffs.isEmpty }.map { item in
            let roles = item.missingSignOffs.map(\.role)
            let isUnknown = item.missingSignOffs.allSatisfy { $0.reason == .historyTruncated }
            let (has, known) = (roles.count > 1 ? "have" : "has", isUnknown ? ", as far as this clone tells," : "")
            return Diagnostic(
                rule, item,
                message: """
                    \(item.name) is struck through as not applicable, and \(list(roles))\(known) \(has) not signed that
                    """,
                advice: "Have the roles sign that it does not apply, or take the strikethrough away.",
                detail: SignOffMissing.detail(roles.joined(separator: ",")))
        }
    }
}
