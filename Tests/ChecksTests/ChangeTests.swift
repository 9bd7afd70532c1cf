import Checklists
import Git
import Ledger
import TestSupport
import Testing

/// What counts as introduced by a change, whatever the rule.
@Suite struct ChangeTests {
    /// What a change introduces: severity, rule and place of each finding.
    private func news(_ script: RepositoryScript, since base: RepositoryScript.Mark) throws -> [String] {
        let repository = try script.write()
        return try findings(in: repository, since: repository.id(of: base).hex).map(told)
    }

    private func told(_ finding: Diagnostic) -> String {
        "\(finding.severity.rawValue) \(finding.rule.name) \(finding.path)" + (finding.line.map { ":\($0)" } ?? "")
    }

    private let late = "- [ ] One\n  - Due: 2027-01-01\n"

    // MARK: What was there before

    @Test func whatWasThereIsNoNews() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": late + "- [ ] Two {#Two Three}\n"])
        script.commit("more", ["a.md": "# Title\n\nWords.\n\n" + late + "- [ ] Two {#Two Three}\n- [ ] More\n"])
        #expect(try news(script, since: base) == [])
    }

    @Test func inARenamedFile() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": late + "- [ ] Two {#Two Three}\n- [ ] Three\n"])
        script.commit("rename and edit", ["a.md": nil, "b.md": late + "- [ ] Two {#Two Three}\n- [ ] Four\n"])
        #expect(try news(script, since: base) == [])
    }

    /// Its file has no items to go by, so its content tells.
    @Test func inARenamedFileWithoutItems() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": "---\nonwer: me\n---\n", "b.md": "- [ ] One\n"])
        script.commit("rename", renames: ["a.md": "c.md"])
        #expect(try news(script, since: base) == [])
    }

    @Test func ofAnItemWithAnotherID() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": "- [ ] One {#one}\n  - Due: 2027-01-01\n"])
        script.commit("rename", ["a.md": "- [ ] One {#eins}\n  - Due: 2027-01-01\n"])
        #expect(try news(script, since: base) == ["warning id-changed a.md:1"])
    }

    @Test func ofAnItemInOtherWords() throws {
        let script = RepositoryScript()
        script.setUp()
        script.write("add", boxed(" ", dpo: " "))
        let base = script.write("tick", boxed("x", dpo: "x"), by: .eve)
        script.write("reword", boxed("x", dpo: "x", "Data is kept for a year {#data}"))
        #expect(try news(script, since: base) == [])
    }

    @Test func oneMoreOfTheSameKindIsNews() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": "- [ ] One {#Two Three}\n"])
        script.commit("more", ["a.md": "- [ ] One {#Two Three}\n- [ ] Two {#Two Three}\n"])
        #expect(try news(script, since: base) == ["error malformed-id a.md:2"])
    }

    @Test func trailersOfHistoryAreNoNews() throws {
        let script = RepositoryScript()
        script.setUp(["a.md": "- [ ] One {#one}\n"])
        let base = script.commit("Sign\n\nSign-off: nothing as dpo\n")
        script.commit("more", ["b.md": "- [ ] Two\n"])
        #expect(try news(script, since: base) == [])
        script.commit("Sign\n\nSign-off: nothing else as dpo\n")
        #expect(try news(script, since: base) == ["warning malformed-sign-off countersign.yml"])
    }

    @Test func whatOthersDidIsNoNewsWhereverItGoes() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": "- [x] One {#one}\n- [x] Two {#two}\n- [ ] Three\n"])
        script.commit("move", ["a.md": "- [x] Two {#two}\n- [ ] Three\n", "b.md": "- [x] One {#one}\n"])
        #expect(try news(script, since: base) == [])
    }

    // MARK: Which commits are the change

    /// Who is appointed in a pull request signs nothing in it.
    @Test func rolesGrantedByTheChangeDoNotCount() throws {
        let script = RepositoryScript()
        script.setUp()
        script.write("add", boxed(" ", dpo: " "))
        let base = script.write("tick", boxed("x", dpo: " "))
        script.commit("appoint", ["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")])
        script.write("sign", boxed("x", dpo: "x"), by: .eve)
        #expect(
            try news(script, since: base) == [
                "warning box-without-sign-off a.md:1", "note sign-off-missing a.md:3",
                "warning roles-changed-with-sign-offs countersign.yml:5", "note role-granted countersign.yml:8",
            ])
    }

    /// The mainline and a branch from its first commit.
    private func branched() -> (RepositoryScript, main: RepositoryScript.Mark, branch: RepositoryScript.Mark) {
        let script = RepositoryScript()
        let first = script.commit("first", ["a.md": "- [ ] One\n", "b.md": "- [ ] Two {#two}\n"])
        let main = script.commit("main", on: [first], ["a.md": late, "b.md": "- [ ] Two {#zwei}\n"])
        let branch = script.commit("branch", on: [first], ["c.md": "- [ ] Three {#3 4}\n"])
        return (script, main, branch)
    }

    @Test func theBaseHasMovedOn() throws {
        let (script, main, _) = branched()
        #expect(try news(script, since: main) == ["error malformed-id c.md:1"])
    }

    /// What forges check: `refs/pull/7/merge`, made of the base and the branch.
    @Test func theMergeThatAForgeMakes() throws {
        let (script, main, branch) = branched()
        script.merge(
            "Merge 2 into 1", [main, branch],
            ["c.md": "- [ ] Three {#3 4}\n"])
        #expect(try news(script, since: main) == ["error malformed-id c.md:1"])
    }

    @Test func theBranchHasMergedTheBase() throws {
        let (script, main, branch) = branched()
        script.merge(
            "Merge main", [branch, main],
            ["a.md": late, "b.md": "- [ ] Two {#zwei}\n", "c.md": "- [ ] Three {#3 4}\n"])
        #expect(try news(script, since: main) == ["error malformed-id c.md:1"])
    }

    @Test func nothingChanged() throws {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": late])
        #expect(try news(script, since: base) == [])
        script.commit("nothing")
        #expect(try news(script, since: base) == [])
    }

    @Test func theBaseIsAhead() throws {
        let script = RepositoryScript()
        let first = script.commit("first", ["a.md": late])
        let second = script.commit("second", ["a.md": "- [ ] One {#a b}\n"])
        let repository = try script.write(head: first)
        #expect(try findings(in: repository, since: repository.id(of: second).hex) == [])
    }

    @Test func unrelatedHistories() throws {
        let script = RepositoryScript()
        let one = script.commit("one", ["a.md": late])
        script.commit("other", on: [], ["a.md": late])
        let error = try #require(throws: ProjectReader.Failure.self) { try news(script, since: one) }
        #expect("\(error)".hasSuffix("have no common commit in this clone"))
    }

    /// Nothing passes because nobody can read the configuration any more.
    /// Somebody must be able to mend it.
    @Test func aConfigurationThatIsMended() throws {
        let script = RepositoryScript()
        let base = script.commit("break", ["countersign.yml": "roles: [", "a.md": "- [ ] One\n"])
        script.commit("mend", ["countersign.yml": "version: 1\n"])
        #expect(try news(script, since: base) == [])
    }

    @Test func aConfigurationThatCannotBeRead() throws {
        let script = RepositoryScript()
        let base = script.signed()
        script.commit("break", ["countersign.yml": "roles: [\n"])
        #expect(throws: ProjectReader.Failure.self) { try news(script, since: base) }
    }

    // MARK: Severities

    private func renamed(_ before: String, _ after: String) throws -> [String] {
        let script = RepositoryScript()
        let base = script.commit("add", ["a.md": "- [ ] One {#one}\n", "countersign.yml": before])
        script.commit("rename", ["a.md": "- [ ] One {#eins}\n", "countersign.yml": after])
        return try news(script, since: base).filter { $0.contains("id-changed") }
    }

    /// Who changes something does not say how bad that is.
    @Test func theStricterConfigurationDecides() throws {
        let (off, error, none) = ("checks: { id-changed: off }\n", "checks: { id-changed: error }\n", "title: A\n")
        #expect(try renamed(off, off) == [])
        #expect(try renamed(none, off) == ["warning id-changed a.md:1"])
        #expect(try renamed(off, none) == ["warning id-changed a.md:1"])
        #expect(try renamed(off, error) == ["error id-changed a.md:1"])
        #expect(try renamed(error, none) == ["error id-changed a.md:1"])
    }

    @Test func whatIsToldOnceIsToldAsSeverely() throws {
        for (more, severity) in [("", "warning"), ("checks: { changed-since-sign-off: error }\n", "error")] {
            let script = RepositoryScript()
            let base = script.signed(more: more)
            script.write("reword", boxed("x", dpo: "x", "Data is lost {#data}"))
            #expect(try news(script, since: base) == ["\(severity) sign-off-made-stale a.md:3"])
        }
    }

    @Test func whatIsTakenAwayFromOpenItemsIsAWarning() throws {
        for (tick, severity) in [(" ", "warning"), ("x", "error")] {
            let script = RepositoryScript()
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            let base = script.write("tick", boxed(tick, dpo: " ", "Data is kept {#data}") + "\n")
            script.write("ask no more", "- [\(tick)] Data is kept {#data}\n")
            #expect(try news(script, since: base) == ["\(severity) sign-off-no-longer-asked a.md:1"])
        }
    }

    // MARK: Alarms

    /// A project in which Ben has signed in Ann's name, with his own key.
    private func forged() throws -> (ScriptedRepository, before: String, forged: String, configuration: String) {
        let folder = try TemporaryFolder()
        let ben = try SigningKey(in: folder, "ben")
        let configuration = RepositoryScript.configuration()
            .replacing("roles: [ministry]", with: "roles: [ministry], keys: [\"\(ben.line)\"]")
        let script = RepositoryScript()
        script.commit("set up", ["countersign.yml": configuration])
        script.write("add", boxed(" ", dpo: " "))
        script.write("tick", boxed("x", dpo: " "))
        let repository = try script.write(checkout: true)
        let before = try repository.git("rev-parse", "HEAD")
        try repository.writeFile(boxed("x", dpo: "x"), to: "a.md")
        try ben.commitAsAnn(in: repository)
        return (repository, before, try repository.git("rev-parse", "HEAD"), configuration)
    }

    private func write(_ configuration: String, to repository: ScriptedRepository) throws {
        try repository.writeFile(configuration, to: "countersign.yml")
        try repository.git("commit", "-q", "-a", "-m", "configure")
    }

    private func alarms(_ repository: ScriptedRepository, since base: String) throws -> [String] {
        try findings(in: repository, since: base).map(told).filter { $0.contains("alarm") }
    }

    @Test func anAlarmIsAcknowledgedInAChangeOfItsOwn() throws {
        let (repository, before, forged, configuration) = try forged()
        #expect(try alarms(repository, since: before) == ["error signature-alarm a.md:1"])
        let acknowledged = configuration + "policy: { acknowledged: [{ commit: \(forged), reason: a joke }] }\n"
        try write(acknowledged, to: repository)
        #expect(
            try alarms(repository, since: forged) == [
                "note signature-alarm a.md:1", "warning alarm-acknowledged countersign.yml:9",
            ])
        // Not in the pull request that makes it.
        #expect(
            try alarms(repository, since: before) == [
                "note signature-alarm a.md:1", "error alarm-acknowledged countersign.yml:9",
            ])
        // Nor is it forgotten again without a word.
        let base = try repository.git("rev-parse", "HEAD")
        try write(configuration, to: repository)
        #expect(try alarms(repository, since: base) == ["error signature-alarm a.md:1"])
    }

    /// Whoever lists a key of their own for somebody makes all proven that they ever signed in that name.
    @Test func aKeyThatProvesWhatWasSignedBefore() throws {
        let folder = try TemporaryFolder()
        let eve = try SigningKey(in: folder, "eve")
        for more in ["", "policy: { minimum-evidence: verified }\n"] {
            let script = RepositoryScript()
            script.setUp(more: more)
            script.write("add", boxed(" ", dpo: " "))
            script.write("tick", boxed("x", dpo: " "))
            let repository = try script.write(checkout: true)
            try repository.writeFile(boxed("x", dpo: "x"), to: "a.md")
            try eve.commitAsAnn(in: repository)
            let base = try repository.git("rev-parse", "HEAD")
            let configuration = RepositoryScript.configuration(ann: ", keys: [\"\(eve.line)\"]", more: more)
            try write(configuration, to: repository)
            let found = try findings(in: repository, since: base).filter { $0.rule.name == "key-added" }
            #expect(found.map(told) == ["error key-added countersign.yml:6"])
            #expect(
                found.allSatisfy { $0.message.hasSuffix("what was signed of \"Data is kept\" counts for more by it") })
            #expect(found.flatMap(\.related).map(\.path) == ["a.md"])
            // What she signs afterwards is another matter.
            try write(
                configuration.replacing(", keys: [\"\(eve.line)\"]", with: ", keys: [ssh-ed25519 AAAA1]"),
                to: repository)
            let other = try findings(in: repository, since: base).filter { $0.rule.name == "key-added" }
            #expect(other.map(told) == ["warning key-added countersign.yml:6"])
        }
    }

    @Test func howSeriousItIsWhenSomebodyMaySign() throws {
        let before = RepositoryScript.configuration()
        let address = before.replacing("[ann@ministry.example]", with: "[ann@ministry.example, sue@x.example]")
        let longer = before.replacing("roles: [dpo]", with: "roles: [{ role: dpo, until: 2026-12-31 }]")
        let new = before + "  sue: { emails: [sue@x.example], roles: [dpo] }\n"
        let cases = [
            (before, address, "warning"), (longer, before, "warning"), (before, new, "note"),
            (before, RepositoryScript.configuration(eve: ", roles: [dpo]"), "note"),
        ]
        for (base, head, severity) in cases {
            let script = RepositoryScript()
            let mark = script.commit("set up", ["countersign.yml": base])
            script.commit("change", ["countersign.yml": head])
            let repository = try script.write()
            let found = try findings(in: repository, since: repository.id(of: mark).hex)
            #expect(found.map { "\($0.severity.rawValue) \($0.rule.name)" } == ["\(severity) role-granted"])
            #expect(found.allSatisfy { !$0.message.contains("x.example") })
            if head == address { #expect(found.allSatisfy { $0.message.contains("\"sue@…\"") }) }
        }
    }
}
