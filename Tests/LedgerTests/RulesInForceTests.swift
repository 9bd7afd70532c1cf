import Checklists
import Ledger
import TestSupport
import Testing

/// Who held which role, by which configuration (SPEC section 4, "In force"), from commits to verdicts.
@Suite struct RulesInForceTests {
    private static let withEve = SignedProject.configuration(
        people: "  eve: { name: Eve, emails: [eve@team.example], roles: [dpo] }")

    private let byEve = ["signed-off", "dpo: eve box authored@sign"]
    private let byNobody = ["awaiting", "dpo: nobody box authored@sign, fails: role", "missing dpo: role"]

    /// The commit that gave the role, by its summary.
    private func granted(_ reading: Reading) throws -> String? {
        try reading.onlyItem().signOffs.first?.roleGrantedBy.map(reading.summary)
    }

    @Test func appointedInTheSigningCommit() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), ["countersign.yml": Self.withEve])
        #expect(try project.read().told() == byNobody)
    }

    @Test func appointedOnTheMainline() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("appoint", nil, ["countersign.yml": Self.withEve])
        project.commit("sign", Sample.boxed("x", dpo: "x"))
        let reading = try project.read()
        #expect(try reading.told() == byEve)
        #expect(try granted(reading) == "appoint")
    }

    /// Nothing in a pull request appoints anyone for that same pull request.
    @Test func appointedEarlierInThePullRequest() throws {
        let project = SignedProject()
        let add = project.commit("add", Sample.boxed("x", dpo: " "))
        project.commit("appoint", nil, ["countersign.yml": Self.withEve], on: [add])
        let sign = project.commit("sign", Sample.boxed("x", dpo: "x"))
        project.script.merge(
            "Merge pull request #7 from team/x", [add, sign],
            ["a.md": Sample.boxed("x", dpo: "x"), "countersign.yml": Self.withEve])
        #expect(try project.read().told() == byNobody)
    }

    /// Signed on a branch that began before the appointment came in; the merge decides.
    @Test func appointedBeforeTheIntegration() throws {
        let project = SignedProject()
        let add = project.commit("add", Sample.boxed("x", dpo: " "))
        let appoint = project.commit("appoint", nil, ["countersign.yml": Self.withEve], on: [add], by: .ann)
        let sign = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [add])
        project.script.merge("merge", [appoint, sign], ["a.md": Sample.boxed("x", dpo: "x")])
        let reading = try project.read()
        #expect(try reading.told() == byEve)
        #expect(try granted(reading) == "appoint")
    }

    @Test func appointedInAPullRequestMergedBefore() throws {
        let project = SignedProject()
        let add = project.commit("add", Sample.boxed("x", dpo: " "))
        let appoint = project.commit("appoint", nil, ["countersign.yml": Self.withEve], on: [add])
        project.script.merge("merge", [add, appoint], ["countersign.yml": Self.withEve])
        project.commit("sign", Sample.boxed("x", dpo: "x"))
        let reading = try project.read()
        #expect(try reading.told() == byEve)
        #expect(try granted(reading) == "appoint")
    }

    /// What else changes in the configuration grants nothing anew; another address does.
    @Test func theCommitThatGaveTheRole() throws {
        let project = SignedProject()
        project.commit("appoint", nil, ["countersign.yml": Self.withEve])
        project.commit("policy", nil, ["countersign.yml": Self.withEve + "title: Referrals\n"])
        project.commit("add", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"))
        #expect(try granted(project.read()) == "appoint")
    }

    @Test func anAddressThatCameLater() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let configuration = SignedProject.configuration().replacing("ann@home.example", with: "eve@team.example")
        project.commit("another address", nil, ["countersign.yml": configuration])
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .eve)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try granted(reading) == "another address")
    }

    @Test func anotherAddressOfAPerson() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: "A. <ANN@home.example>")
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    @Test func whatTheMailmapSaysIsNotHeard() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("map", nil, [".mailmap": "Ann <ann@ministry.example> <eve@team.example>\n"])
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .eve)
        let reading = try project.read()
        #expect(try reading.told() == byNobody)
        let commit = try #require(try reading.onlyItem().signOffs.first?.commit)
        #expect(reading.report.commits[commit]?.author.name == "Ann")
        #expect(reading.report.commits[commit]?.author.person == nil)
        let attempt = try reading.onlyItem().signOffs[0]
        #expect(reading.report.name(ofSigner: attempt) == "Eve", "nobody has it that Ann tried")
    }

    @Test func aPersonWhomTheMailmapRenames() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("map", nil, [".mailmap": "Eve <eve@team.example> <ann@ministry.example>\n"])
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        let commit = try #require(try reading.onlyItem().signOffs.first?.commit)
        #expect(reading.report.commits[commit]?.author.person == "ann")
    }

    /// An address that two people list is nobody's.
    @Test func aSharedAddress() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let shared = SignedProject.configuration(
            people: "  dan: { name: Dan, emails: [ann@ministry.example], roles: [dpo] }")
        project.commit("share", nil, ["countersign.yml": shared])
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == byNobody)
    }

    @Test func aRoleLostLater() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let without = SignedProject.configuration().replacing(
            "ann@home.example], roles: [dpo]", with: "ann@home.example]")
        project.commit("dismiss", nil, ["countersign.yml": without])
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try granted(reading) == "set up")
    }

    /// The committer's date decides, in UTC; the script's commits are of 1 January 2026.
    @Test(arguments: [("2026-01-01", true), ("2025-12-31", false)])
    func aRoleThatEnds(until: String, counts: Bool) throws {
        let project = SignedProject()
        let term = SignedProject.configuration().replacing(
            "ann@home.example], roles: [dpo]",
            with: "ann@home.example], roles: [{ role: dpo, until: \(until) }]")
        project.commit("limit", nil, ["countersign.yml": term])
        project.commit("add", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told()[0] == (counts ? "signed-off" : "awaiting"))
    }

    @Test func aConfigurationThatCannotBeReadPutsNothingInForce() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit("break", nil, ["countersign.yml": "roles: [\n"])
        project.commit("sign", Sample.inline("x"), by: .ann)
        project.commit("mend", nil, ["countersign.yml": SignedProject.configuration()])
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    @Test func theReportHasTheRulesOfItsCommit() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        #expect(try project.read().report.rules?.people.map(\.key) == ["ann", "ben", "cem"])
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] one\n"])
        #expect(try Reading(script).report.rules == nil)
    }

    // MARK: Independence

    @Test func theSignerCompletedTheItem() throws {
        let project = SignedProject(policy: "independent: true", adding: Sample.boxed(" ", dpo: " "))
        project.commit("done", Sample.boxed("x", dpo: " "), by: "Ann <ann@home.example>")
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, fails: independence", "missing dpo: independence"])
    }

    /// Who wrote the output is found behind a renaming by somebody else.
    @Test(arguments: [(RepositoryScript.Person.ann, "awaiting"), (.ben, "signed-off")])
    func theSignerWroteAnOutput(writer: RepositoryScript.Person, status: String) throws {
        let project = SignedProject(policy: "independent: true", adding: Sample.with(output: "p.md", "x", dpo: " "))
        project.commit("draft", nil, ["o.md": "draft\n"], by: .eve)
        project.commit("write", nil, ["o.md": "text\n"], by: writer)
        project.commit("rename", nil, ["o.md": nil, "p.md": "text\n"], by: .eve)
        project.commit("sign", Sample.with(output: "p.md", "x", dpo: "x"), by: .ann)
        #expect(try project.read().told()[0] == status)
    }

    /// A picture that the output shows, and what a link leads to.
    @Test(arguments: [(RepositoryScript.Person.ann, "awaiting"), (.ben, "signed-off")])
    func theSignerMadeWhatIsCoveredAlong(maker: RepositoryScript.Person, status: String) throws {
        for output in ["p.md", "q.md"] {
            let item = { (dpo: String) in Sample.with(output: output, "x", dpo: dpo) }
            let project = SignedProject(policy: "independent: true", adding: item(" "))
            project.script.commit(
                "write", ["p.md": "![x](x.png)\n", "x.png": "one", "q.md": "r.md", "r.md": "one"],
                modes: ["q.md": .symbolicLink], author: .eve)
            project.commit("draw", nil, ["x.png": "two", "r.md": "two"], by: maker)
            project.commit("sign", item("x"), by: .ann)
            #expect(try project.read().told()[0] == status, "\(output)")
        }
    }

    /// Who is named so that nobody knows who it is may be the signer.
    @Test(arguments: [
        ("Ann <ann@home.example>", "awaiting"), ("Ben <ben@ministry.example>", "signed-off"), ("Ann", "awaiting"),
    ])
    func theSignerTookPartInAnOutput(coAuthor: String, status: String) throws {
        let item = { (dpo: String) in Sample.with(output: "p.md", "x", dpo: dpo) }
        let project = SignedProject(policy: "independent: true", adding: item(" "))
        project.commit("write\n\nCo-authored-by: \(coAuthor)\n", nil, ["p.md": "text\n"], by: .eve)
        project.commit("sign", item("x"), by: .ann)
        #expect(try project.read().told()[0] == status)
    }

    /// Two wrote at either end of an output, and a third, who did nothing else, merged: by hand, in a conflict, or cleanly.
    @Test(arguments: [
        (RepositoryScript.Person.ann, "awaiting"), ("Ann <ann@home.example>", "awaiting"), (.ben, "signed-off"),
    ])
    func theSignerWroteOneSideOfAMerge(writer: RepositoryScript.Person, status: String) throws {
        let lines = (1...9).map { "line \($0)\n" }
        let text = lines.joined()
        let item = { (dpo: String) in Sample.with(output: "p.md", "x", dpo: dpo) }
        for renamed in [false, true] {
            let project = SignedProject(policy: "independent: true", adding: item(" "))
            let draft = project.commit("draft", nil, ["p.md": text])
            let one = project.commit("write top", nil, ["p.md": "top\n" + text], on: [draft], by: writer)
            let (old, new) = renamed ? ("p.md", "q.md") : ("p.md", "p.md")
            var files: [String: String?] = [old: nil]
            files[new] = text + "end\n"
            let two = project.commit("write end", nil, files, on: [draft], by: .eve)
            project.script.merge("merge", [two, one], [new: "top\n" + text + "end\n"], author: .cem)
            let output = Sample.with(output: new, "x", dpo: "x")
            project.commit("ask", output.replacing("[x] dpo", with: "[ ] dpo"))
            project.commit("sign", output, by: .ann)
            #expect(try project.read().told()[0] == status, "\(renamed)")
        }
    }

    /// Who only merged what others wrote may sign; who settled a conflict made something.
    @Test(arguments: [("top\nline\nend\n", "signed-off"), ("top\nline\nnew end\n", "awaiting")])
    func theSignerMerged(merged: String, status: String) throws {
        let item = { (dpo: String) in Sample.with(output: "p.md", "x", dpo: dpo) }
        let project = SignedProject(policy: "independent: true", adding: item(" "))
        let draft = project.commit("draft", nil, ["p.md": "begin\nline\nlast\n"])
        let one = project.commit("write top", nil, ["p.md": "top\nline\nlast\n"], on: [draft], by: .ben)
        let two = project.commit("write end", nil, ["p.md": "begin\nline\nend\n"], on: [draft], by: .eve)
        project.script.merge("merge", [two, one], ["p.md": merged], author: .ann)
        project.commit("sign", item("x"), by: .ann)
        #expect(try project.read().told()[0] == status)
    }

    /// What one side wrote, and the other had and changed since, is not the last change.
    @Test func theSignersPartWasChangedSinceOnOneSide() throws {
        let item = { (dpo: String) in Sample.with(output: "p.md", "x", dpo: dpo) }
        let middle = (1...9).map { "line \($0)\n" }.joined()
        let project = SignedProject(policy: "independent: true", adding: item(" "))
        let write = project.commit("write", nil, ["p.md": "a\n\(middle)b\n"], by: .ann)
        let later = project.commit("later", nil, ["p.md": "a\n\(middle)c\n"], on: [write], by: .eve)
        let side = project.commit("side", nil, ["p.md": "d\n\(middle)b\n"], on: [write], by: .ben)
        project.script.merge("merge", [later, side], ["p.md": "d\n\(middle)c\n"], author: .eve)
        project.commit("sign", item("x"), by: .ann)
        #expect(try project.read().told()[0] == "signed-off")
    }

    /// Ann has another address when she signs than when she wrote.
    @Test(arguments: [true, false]) func theSignersAddressChangedSince(isOldOneKept: Bool) throws {
        let item = { (dpo: String) in Sample.with(output: "p.md", "x", dpo: dpo) }
        let project = SignedProject(policy: "independent: true", adding: item(" "))
        project.commit("write", nil, ["p.md": "text\n"], by: .ann)
        let rules = SignedProject.configuration(policy: "independent: true").replacing(
            "ann@ministry.example,", with: isOldOneKept ? "ann@ministry.example, ann@new.example," : "ann@new.example,")
        project.commit("move", nil, ["countersign.yml": rules])
        project.commit("sign", item("x"), by: "Ann <ann@new.example>")
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, fails: independence", "missing dpo: independence"])
    }

    // MARK: Truncated history

    private func signed() -> SignedProject {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " "))
        project.commit("done", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        project.commit("later", nil, ["b.md": "text\n"])
        project.commit("latest", nil, ["b.md": "more text\n"])
        return project
    }

    @Test func signedBeforeTheBoundary() throws {
        let reading = try Reading(try signed().script.write().clone(["--depth", "1"]))
        #expect(try reading.told() == ["awaiting", "missing dpo: history-truncated"])
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func signedBehindTheBoundary() throws {
        let reading = try Reading(try signed().script.write().clone(["--depth", "4"]))
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try granted(reading) == nil, "who gave the role is before the boundary")
    }

    /// What was in force for the boundary commit is not known, so neither is whether it signed.
    @Test func signedByTrailerAtTheBoundary() throws {
        let project = SignedProject(adding: Sample.inline("x"))
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        let reading = try Reading(try project.script.write().clone(["--depth", "1"]))
        #expect(try reading.told() == ["awaiting", "missing dpo: history-truncated"])
    }

    /// The configuration before the last one is not in the clone, so nobody knows who held what for the last commit.
    @Test func signedUnderAConfigurationThatIsNotThere() throws {
        let project = SignedProject(adding: Sample.inline("x"))
        let changed = SignedProject.configuration() + "title: Referrals\n"
        project.commit("sign\n\nSign-off: data as dpo", nil, ["countersign.yml": changed], by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann trailer authored@sign"])
        let reading = try Reading(try project.script.write().clone(["--filter=blob:none"]))
        #expect(reading.report.history.truncation == .partial)
        #expect(try reading.told() == ["awaiting", "missing dpo: history-truncated"])
    }

    /// An office's key and address pass on to somebody else: who signed then is told as then.
    @Test func signersAreToldAsThen() throws {
        let passedOn = SignedProject.configuration().replacing("ann: { name: Ann", with: "ann: { name: Zoe")
        for message in ["sign", "sign\n\nSign-off: data as dpo by Ann"] {
            let project = SignedProject(policy: "minimum-evidence: stated", adding: Sample.boxed("x", dpo: " "))
            project.commit(message, Sample.boxed("x", dpo: "x"), by: message == "sign" ? .ann : .eve)
            project.commit("pass on", nil, ["countersign.yml": passedOn])
            let report = try project.read().report
            let signOff = try #require(report.checklists[0].items[0].signOffs.last)
            #expect(signOff.person == "ann")
            #expect(report.name(ofSigner: signOff) == "Ann")
            #expect(report.person(whoMade: signOff) == nil)
        }
    }
}
