import Testing

@testable import Checklists
@testable import Site

/// The page of people and roles.
@Suite struct PeopleTests {
    private typealias S = SignOffSample

    private func page(_ report: Report) -> String { Sample.files(report)["people.html"] ?? "" }

    /// The row of a role, or the part on a person.
    private func part(_ id: String, of page: String) -> String {
        guard let start = page.range(of: "id=\"\(id)\"") else { return "" }
        let rest = page[start.upperBound...]
        let end = rest.range(of: "</tr>") ?? rest.range(of: "</section>")
        return String(rest[..<(end?.lowerBound ?? rest.endIndex)])
    }

    @Test func rolesTellWhatTheyAskAndWhatIsAwaited() {
        let row = part("role-dpo", of: page(S.everything))
        #expect(row.contains("<bdi>Data protection officer</bdi>"))
        #expect(row.contains("<a href=\"#person-sok\"><bdi>Sok Vanna</bdi></a>"))
        #expect(row.contains("<td data-column=\"Asked to sign\">6</td>"))
        #expect(row.contains("<td data-column=\"Signed\">3</td>"))
        #expect(row.contains("<a href=\"outstanding.html#role-dpo\">3</a>"))
    }

    @Test func whatIsAwaitedLaterIsSaidToo() {
        let row = part("role-ministry", of: page(S.everything))
        #expect(
            row.contains("<a href=\"outstanding.html#role-ministry\">1 now; 1 more once their items are done</a>"))
    }

    @Test func anOrganisationIsNamedUnlessTheRoleDoes() {
        var report = S.report([S.item(made: [S.signOff()])])
        var signOff = S.signOff()
        func told(_ title: String, _ organisation: String?) -> String? {
            report.rules = Rules(roles: [Role(key: "dpo", title: title)])
            signOff.signer = .init(name: "Sok", organisation: organisation)
            return report.organisation(toTellOf: signOff)
        }
        #expect(told("Data protection officer", "Ministry of Health") == "Ministry of Health")
        #expect(told("Ministry representative", "Ministry") == nil)
        #expect(told("Representative of the  MINISTRY of Health", "Ministry of health") == nil)
        #expect(told("Ministry", "Ministry") == nil)
        #expect(told("Administrator", "Min") == "Min")
        #expect(told("Ministerial adviser", "Minister") == "Minister")
        #expect(told("Adviser", nil) == nil)
    }

    @Test func termsAreSaid() {
        var report = S.report([S.item()])
        report.rules = Rules(
            roles: [Role(key: "dpo"), Role(key: "lead")],
            people: [
                Person(
                    key: "a", names: ["A"], roles: [RoleTerm(role: "dpo", term: Term(from: Day("2027-03-01")))]),
                Person(
                    key: "b", names: ["B"],
                    roles: [
                        RoleTerm(role: "dpo", term: Term(from: Day("2027-01-01"), until: Day("2027-02-28"))),
                        RoleTerm(role: "dpo", term: Term(until: Day("2026-12-31"))),
                    ]),
            ])
        let page = page(report)
        #expect(page.contains("<bdi>A</bdi></a> (from 1 March 2027)"))
        #expect(page.contains("<bdi>B</bdi></a> (from 1 January 2027 until 28 February 2027)"))
        #expect(page.contains("<bdi>B</bdi></a> (until 31 December 2026)"))
        #expect(part("role-lead", of: page).contains("Nobody holds this role."))
    }

    @Test func peopleHaveTheirSignOffsAndCompletions() {
        var report = S.report([S.item(status: .signedOff, made: [S.signOff()])])
        report.commits[S.id("a1")]?.author.person = "sok"
        let person = part("person-sok", of: page(report))
        #expect(person.contains("<dd><bdi>Ministry of Health</bdi></dd>"))
        #expect(person.contains("1 sign-off made") && person.contains("1 item completed"))
        #expect(
            person.contains(
                "<a href=\"list.html#item-logging\"><bdi>Logging is agreed</bdi></a>, as <bdi>Data protection officer</bdi> on 6 March 2027."
            ))
    }

    /// Their key is now that of somebody of another name: what they signed is not hers.
    @Test func whatTheFormerHolderOfAKeySignedIsNotTheNewOnes() {
        var report = S.report([S.item(status: .signedOff, made: [S.signOff()])])
        #expect(part("person-sok", of: page(report)).contains("1 sign-off made"))
        let renamed = { (names: [String]) in
            Rules(roles: S.rules.roles, people: [Person(key: "sok", names: names, emails: ["sok@ministry.example"])])
        }
        report.rules = renamed(["Chan Dara"])
        #expect(!part("person-sok", of: page(report)).contains("sign-off made"))
        report.rules = renamed(["Sok V. Vanna", "Sok Vanna"])
        #expect(part("person-sok", of: page(report)).contains("1 sign-off made"))
    }

    @Test func othersAreNamedOnce() {
        let events = [Event(kind: .added, commit: S.id("a1")), Event(kind: .reworded, commit: S.id("c3"))]
        let page = page(S.report([S.item(events: events)]))
        #expect(page.contains("<h2>Others who changed items</h2>"))
        #expect(page.count(of: "<li><bdi>Eve Engineer</bdi></li>") == 1)
    }

    @Test func ownersWhoAreNobodyAreSaid() {
        var item = S.item()
        item.state.fields.owner = "supplier"
        let page = page(S.report([item]))
        #expect(page.contains("<bdi>supplier</bdi> <span class=\"label\">Owner of 1 item</span>"))
    }

    @Test func noAddressIsTold() {
        var report = S.everything
        report.commits[S.id("a1")]?.author.name = "eve@x.example"
        let page = page(report)
        #expect(!page.contains("ministry.example") && !page.contains("x.example"))
    }

    @Test func withoutAnybodyThatIsSaid() {
        #expect(page(Sample.report()).contains("<p class=\"standing\">Nobody is known yet.</p>"))
    }
}
