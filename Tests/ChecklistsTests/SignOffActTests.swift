import Testing

@testable import Checklists

/// One commit by one person for one role is one act, however it is said.
@Suite struct SignOffActTests {
    private func signOff(
        _ way: SignOff.Way, by person: String? = "ann", as role: String = "dpo", in commit: String = "a",
        failure: SignOff.Failure? = nil
    ) -> SignOff {
        SignOff(
            role: role, person: person, commit: CommitID(hex: commit), way: way, evidence: .authored, signature: .none,
            failure: failure, isCurrent: true, end: nil, roleGrantedBy: nil, covers: Coverage(text: "", outputs: []))
    }

    @Test func boxAndTrailerOfOneCommit() {
        let (box, trailer) = (signOff(.box), signOff(.trailer))
        #expect([box, trailer].acts == [box])
    }

    @Test func theWayThatCounts() {
        let trailer = signOff(.trailer)
        #expect([signOff(.box, failure: .commit), trailer].acts == [trailer])
    }

    @Test func othersStay() {
        let all = [
            signOff(.box), signOff(.box, in: "b"), signOff(.box, as: "lead"), signOff(.box, by: "ben"),
            signOff(.box, by: nil), signOff(.trailer, by: nil),
        ]
        #expect(all.acts == all)
    }
}
