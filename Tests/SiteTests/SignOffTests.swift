import Testing

@testable import Checklists
@testable import Site

/// What pages say of sign-offs: who approved, who wrote it down, and what proves it.
@Suite struct SignOffTests {
    private typealias S = SignOffSample

    private let request = "<a href=\"https://github.com/team/implementation/pull/12\">#12</a>"
    private let sok = "<bdi>Sok Vanna</bdi>"

    // MARK: The sentence

    @Test func signedOff() {
        let page = S.page(S.item(status: .signedOff, made: [S.signOff(evidence: .verified, signature: .good)]))
        #expect(
            page.contains(
                "<dt>Sign-off</dt>\n<dd>Signed off by \(sok), <bdi>Data protection officer</bdi> of <bdi>Ministry of Health</bdi>, on 6 March 2027 in \(request). "
            ))
    }

    @Test func withoutOrganisationOrTitle() {
        let page = S.page(S.item(asked: ["lead"], status: .signedOff, made: [S.signOff("lead", "lim", in: "d4")]))
        #expect(page.contains("Signed off by <bdi>Lim \\u{202e}Chea</bdi>, <bdi>lead</bdi>, on 8 March 2027"))
    }

    @Test func whoOnlyWroteItDownIsNotTheApprover() {
        let page = S.page(S.item(status: .signedOff, made: [S.signOff(in: "c3", way: .approval, evidence: .stated)]))
        #expect(
            page.contains(
                "Signed off in the name of \(sok), <bdi>Data protection officer</bdi> of <bdi>Ministry of Health</bdi>, as <bdi>Eve Engineer</bdi> recorded on 7 March 2027"
            ))
        #expect(!page.contains("Signed off by"))
    }

    @Test(
        arguments: [
            (.verified, .good, "<bdi>Sok Vanna</bdi>’s own signature, with a key that the project lists."),
            (
                .forge, .good,
                "the signature of GitHub, which vouches for what is done in its web pages; <bdi>Sok Vanna</bdi> did not sign."
            ),
            (.authored, .none, "the name of <bdi>sok</bdi> as the author of the commit; it is not signed."),
            (
                .authored, .committer,
                "the name of <bdi>sok</bdi> as the author of the commit; <bdi>Eve Engineer</bdi>, who committed it, signed it, <bdi>sok</bdi> did not."
            ),
            (.authored, .expiredKey, "its signature is by a key that was not valid then."),
            (.authored, .unknownKey, "its signature is by a key that the project does not list."),
            (.authored, .unchecked, "its signature could not be checked."),
            (
                .stated, .good,
                "nothing but the words of <bdi>sok</bdi>; <bdi>Sok Vanna</bdi> neither signed nor made the commit."
            ),
        ] as [(EvidenceLevel, SignatureVerdict, String)])
    func proof(_ evidence: EvidenceLevel, _ signature: SignatureVerdict, _ sentence: String) {
        let page = S.page(S.item(status: .signedOff, made: [S.signOff(evidence: evidence, signature: signature)]))
            .replacing(/<a href="how-to-read\.html#evidence-[a-z-]+">(.*?)<\/a>/) { $0.output.1 }
        #expect(
            page.contains(
                "Proven by: \(sentence.hasPrefix("its") ? "the name of <bdi>sok</bdi> as the author of the commit; " : "")\(sentence)"
            ))
    }

    // MARK: Missing

    @Test(arguments: MissingSignOff.Reason.allCases) func everyReasonIsTold(_ reason: MissingSignOff.Reason) {
        let page = S.page(S.item(missing: [MissingSignOff(role: "dpo", reason: reason)]))
        #expect(
            page.contains(
                "<dd>Awaiting <bdi>Data protection officer</bdi>: \(Words.english.signOffs.reason(reason)).</dd>"))
    }

    @Test func oneOfTwo() {
        let missing = [MissingSignOff(role: "ministry", reason: .none)]
        let page = S.page(S.item(asked: ["dpo", "ministry"], made: [S.signOff()], missing: missing))
        #expect(page.contains("<dt>Sign-offs</dt>\n<dd>1 of 2 signed</dd>"))
        #expect(page.contains("<dd>Awaiting <bdi>Ministry representative</bdi>: nobody has signed yet.</dd>"))
    }

    @Test func openItemsAskWithoutUrging() {
        let missing = ["dpo", "ministry"].map { MissingSignOff(role: $0, reason: .none) }
        let page = S.page(S.item(asked: ["dpo", "ministry"], status: .open, missing: missing))
        #expect(
            page.contains(
                "<dd>To be signed off by <bdi>Data protection officer</bdi> and <bdi>Ministry representative</bdi>.</dd>"
            ))
        #expect(!page.contains("Awaiting"))
    }

    @Test func aBoxTickedBeforeItsItem() {
        #expect(S.page(S.item(status: .open, made: [S.signOff()])).contains("It counts once the item is ticked."))
        #expect(!S.page(S.item(status: .signedOff, made: [S.signOff()])).contains("It counts once"))
    }

    @Test func excludedAndNotApproved() {
        let page = S.page(S.item(status: .notApplicable, missing: [MissingSignOff(role: "dpo", reason: .none)]))
        #expect(
            page.contains(
                "Not approved as not applicable by <bdi>Data protection officer</bdi>: nobody has signed yet."))
    }

    // MARK: Changed since

    private func changed(outputs: [Output] = [], covered: [CoveredFile] = [], events: [Event] = []) -> String {
        S.page(
            S.item(
                "New words", status: .changed, outputs: outputs, events: events,
                made: [S.signOff(isCurrent: false, outputs: covered)],
                missing: [MissingSignOff(role: "dpo", reason: .changed)]))
    }

    @Test func whatWasSignedIsNamedAsPast() {
        let page = changed()
        #expect(page.contains("Changed since sign-off. What was there before was signed off by \(sok), "))
        #expect(!page.contains("Awaiting"))
        let link = "https://github.com/team/implementation/compare/\(S.id("b2"))...\(Sample.c)"
        #expect(page.contains("<a href=\"\(link)\">Everything that changed since then</a>"))
        #expect(page.contains("A link or the formatting of the text, or a file that an output shows."))
    }

    @Test func wordsBeforeAndAfter() {
        let reworded = Event(kind: .reworded, commit: S.id("c3"), from: "Old <words>", to: "New words")
        #expect(
            changed(events: [reworded]).contains(
                "Text: “<bdi>Old &lt;words&gt;</bdi>” became “<bdi>New words</bdi>”."))
    }

    @Test func wordsChangedBeforeTheSignOffAreNotTold() {
        let reworded = Event(kind: .reworded, commit: S.id("a1"), from: "Old words", to: "New words")
        #expect(!changed(events: [reworded]).contains("Text: “"))
    }

    @Test func outputsBeforeAndAfter() {
        let page = changed(
            outputs: [
                Output(title: "Plan", path: "plan.md", blob: S.blob("22")),
                Output(title: "Moved", path: "new.md", blob: S.blob("33")),
                Output(title: "Site", url: "https://b.example"),
            ],
            covered: [
                CoveredFile(path: "plan.md", blob: S.blob("11")), CoveredFile(path: "old.md", blob: S.blob("33")),
                CoveredFile(url: "https://a.example"),
            ])
        let base = "https://github.com/team/implementation/blob"
        #expect(
            page.contains(
                "<li><a href=\"plan.html\"><bdi>plan.md</bdi></a>: version <a href=\"\(base)/\(S.id("b2"))/plan.md\">1111111111</a> became version <a href=\"\(base)/\(Sample.c)/plan.md\">2222222222</a>.</li>"
            ))
        #expect(page.contains("<bdi>https://a.example</bdi> is no output any more."))
        #expect(page.contains("<bdi>https://b.example</bdi> is an output now."))
        #expect(!page.contains("new.md</bdi>:") && !page.contains("old.md"))
    }

    // MARK: History

    @Test func aTickedBoxIsToldAsTheSignOffItMade() {
        let tick = Event(kind: .signedOff, commit: S.id("b2"), attribute: .signOff, to: "dpo")
        let page = S.page(S.item(status: .signedOff, events: [tick], made: [S.signOff()]))
        #expect(page.contains("<summary>History (1)</summary>"))
        #expect(page.contains("<li>6 March 2027: Signed off as <bdi>Data protection officer</bdi> by \(sok) (#12, "))
    }

    @Test func aTickThatSignsNothingIsNoSignOff() {
        let tick = Event(kind: .signedOff, commit: S.id("c3"), attribute: .signOff, to: "dpo")
        let failed = S.signOff("dpo", nil, in: "c3", failure: .role)
        let page = S.page(S.item(events: [tick], made: [failed], missing: [MissingSignOff(role: "dpo", reason: .role)]))
        #expect(
            page.contains(
                "Attempted sign-off as <bdi>Data protection officer</bdi> by <bdi>Eve Engineer</bdi>, which does not count: the person who signed did not hold this role"
            ))
        #expect(!page.contains("Signed off"))
    }

    @Test func revoked() {
        let page = S.page(
            S.item(
                made: [S.signOff(end: SignOff.End(commit: S.id("c3"), reason: .revoked))],
                missing: [MissingSignOff(role: "dpo", reason: .revoked)]))
        #expect(page.contains("Revoked by <bdi>Eve Engineer</bdi> on 7 March 2027 in \(request).</li>"))
        #expect(
            page.contains(
                "7 March 2027: Sign-off as <bdi>Data protection officer</bdi> revoked by <bdi>Eve Engineer</bdi>"))
        #expect(page.contains("Awaiting <bdi>Data protection officer</bdi>: the sign-off was revoked."))
    }

    @Test func changesTellWhatCountsOnly() throws {
        let tick = Event(kind: .signedOff, commit: S.id("c3"), attribute: .signOff, to: "dpo")
        let failed = S.item(events: [tick], made: [S.signOff(in: "c3", failure: .role)])
        let made = S.item(id: "b", made: [S.signOff(way: .trailer)])
        let changes = try #require(Sample.files(S.report([failed, made]))["changes.html"])
        #expect(changes.count(of: "signed off 1 item") == 1)
        #expect(changes.contains("<h2>6 March 2027</h2>") && !changes.contains("<h2>7 March 2027</h2>"))
    }

    // MARK: The register

    @Test func theRegisterIsThereWhenThereIsSomethingToShow() {
        let without = Sample.files(S.report([S.item(asked: [], status: .done)]))
        #expect(without["sign-offs.html"] == nil && without["index.html"]?.contains("sign-offs.html") == false)
        let asked = Sample.files(S.report([S.item(missing: [MissingSignOff(role: "dpo", reason: .none)])]))
        #expect(asked["sign-offs.html"]?.contains("No sign-off was made yet.") == true)
        #expect(asked["index.html"]?.contains("<a href=\"sign-offs.html\">Sign-offs</a>") == true)
    }

    @Test func numbers() {
        let page = Sample.files(S.everything)["sign-offs.html"] ?? ""
        #expect(
            page.contains("10 sign-offs were made: 5 current, 1 changed since, 2 ended or revoked and 2 not counting."))
        #expect(
            page.contains(
                "Those that are current are proven: 1 by the person’s own signature, 1 by the signature of GitHub, 2 by the name of the commit’s author and 1 by the words of somebody else."
            ))
    }

    @Test func alarmsComeFirstAndStayWhenLookedInto() throws {
        let page = Sample.files(S.everything)["sign-offs.html"] ?? ""
        let alarms = try #require(page.range(of: "<h2>Alarms</h2>"))
        let due = try #require(page.range(of: "<h2>Still to be signed</h2>"))
        let noted = try #require(page.range(of: "<h2>Alarms that were looked into</h2>"))
        #expect(
            page[alarms.upperBound..<due.lowerBound].contains("f6f6f6f6f6</a> by <bdi>Eve Engineer</bdi> on 10 March"))
        #expect(!page[alarms.upperBound..<due.lowerBound].contains("e5e5e5e5e5"))
        #expect(
            page[noted.upperBound...].contains("(<bdi>a note</bdi>) <span class=\"key\">Key <code>SHA256:abc</code>"))
        #expect(page[noted.upperBound...].contains("Looked into: <bdi>laptop was replaced</bdi>"))
        let overview = Sample.files(S.everything)["index.html"] ?? ""
        #expect(overview.contains("<a href=\"sign-offs.html\">A sign-off has a signature that does not hold</a>"))
    }

    @Test func dueLaterByRole() {
        let page = S.register([
            S.item("Now", id: "now", missing: [MissingSignOff(role: "dpo", reason: .none)]),
            S.item("Later", id: "later", status: .open, missing: [MissingSignOff(role: "dpo", reason: .none)]),
            S.item(
                "Much later", id: "much", asked: ["ministry"], status: .open,
                missing: [MissingSignOff(role: "ministry", reason: .none)]),
        ])
        #expect(page.contains("<h3><bdi>Data protection officer</bdi> (1 now; 1 more once their items are done)</h3>"))
        #expect(
            page.contains("<h3><bdi>Ministry representative</bdi> (none now; 1 once their items are done)</h3>"))
    }

    @Test func aRoleThatNobodyHoldsNeedsAttention() throws {
        let item = S.item(
            asked: ["lead", "dpo"],
            missing: [
                MissingSignOff(role: "lead", reason: .none), MissingSignOff(role: "dpo", reason: .none),
            ])
        let page = try #require(Sample.files(S.report([item]))["index.html"])
        #expect(page.contains("<h3>Roles that nobody holds (1)</h3>"))
        #expect(page.contains("<li><a href=\"outstanding.html#role-lead\"><bdi>lead</bdi></a><span> (1)</span></li>"))
    }

    @Test func aRoleWhoseLastHolderHasLeftNeedsAttention() throws {
        var report = S.report([S.item(missing: [MissingSignOff(role: "dpo", reason: .none)])])
        let left = RoleTerm(role: "dpo", term: Term(until: Day("2027-06-30")))
        report.rules = Rules(roles: [Role(key: "dpo")], people: [Person(key: "sok", names: ["Sok"], roles: [left])])
        report.asOf = try #require(Day("2027-07-01"))
        #expect(Sample.files(report)["index.html"]?.contains("Roles that nobody holds (1)") == true)
        report.asOf = try #require(Day("2027-06-30"))
        #expect(Sample.files(report)["index.html"]?.contains("Roles that nobody holds") == false)
    }

    @Test func aRoleThatHasSignedEverythingNeedsNobody() {
        let item = S.item(asked: ["lead"], status: .signedOff, made: [S.signOff("lead")])
        #expect(Sample.files(S.report([item]))["index.html"]?.contains("Roles that nobody holds") == false)
    }

    @Test func dueByRole() {
        let page = Sample.files(S.everything)["sign-offs.html"] ?? ""
        #expect(page.contains("<h3><bdi>Data protection officer</bdi> (3)</h3>"))
        #expect(page.contains("<h3><bdi>Ministry representative</bdi> (1 now; 1 more once their items are done)</h3>"))
        #expect(page.contains("list.html#item-backups\"><bdi>Backups are tested</bdi></a> <span>("))
        // An open item does not wait for anybody.
        #expect(page.count(of: "<bdi>Training is planned</bdi>") == 1)
    }

    @Test func aRoleThatItsHolderGave() {
        let own = "\(sok) gave themselves this role in \(request)."
        #expect(S.register([S.item(made: [S.signOff(grantedIn: "e5")])]).contains(own))
        #expect(!S.register([S.item(made: [S.signOff(grantedIn: "a1")])]).contains("gave themselves"))
    }

    @Test func signedAgain() {
        let page = S.register([S.item(status: .signedOff, made: [S.signOff(isCurrent: false), S.signOff(in: "e5")])])
        #expect(page.contains(">Signed again later</td>") && page.contains(">Current</td>"))
    }

    @Test func removedItems() {
        let page = Sample.files(S.everything)["sign-offs.html"] ?? ""
        #expect(page.contains("<h2>Items that were removed</h2>"))
        #expect(page.contains("<bdi>Old duty</bdi> (formerly in <bdi>list.md</bdi>)"))
        #expect(page.contains("Ended: the item was removed by <bdi>Eve Engineer</bdi> on 10 March 2027"))
    }

    @Test func noAddressesAndNoHiddenCharacters() {
        for (path, text) in Sample.files(S.everything) where path.hasSuffix(".html") {
            #expect(!text.contains("x.example") && !text.contains("ministry.example"), "\(path)")
            #expect(!text.contains("\u{202e}"), "\(path)")
        }
    }
}
