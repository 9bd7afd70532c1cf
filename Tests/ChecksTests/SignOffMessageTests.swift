import Checklists
import TestSupport
import Testing

/// What people read about sign-offs that are missing, and how much that matters.
@Suite struct SignOffMessageTests {
    /// Severity and message of what a rule finds; of a change if a base is given.
    private func told(
        _ rule: String, _ script: RepositoryScript, since base: RepositoryScript.Mark? = nil
    ) throws -> [String] {
        let repository = try script.write()
        return try findings(in: repository, since: base.map { repository.id(of: $0).hex })
            .filter { $0.rule.name == rule }.map { "\($0.severity.rawValue): \($0.message)" }
    }

    private let ticked = "\"Data is kept\" is ticked and not signed off as \"dpo\""

    // MARK: Missing sign-offs

    @Test func nobodyTried() throws {
        let script = RepositoryScript()
        script.setUp()
        script.write("add", boxed(" ", dpo: " "))
        script.write("tick", boxed("x", dpo: " "))
        #expect(try told("sign-off-missing", script) == ["note: \(ticked)"])
    }

    /// A project that merges nothing unsigned says so.
    @Test func asAnErrorByPolicy() throws {
        let script = RepositoryScript()
        script.setUp(more: "checks: { sign-off-missing: error }\n")
        let base = script.write("add", boxed(" ", dpo: " "))
        script.write("tick", boxed("x", dpo: " "))
        #expect(try told("sign-off-missing", script, since: base) == ["error: \(ticked)"])
    }

    @Test func withTooLittleProof() throws {
        let script = RepositoryScript()
        script.signed(more: "policy: { minimum-evidence: verified }\n")
        #expect(
            try told("sign-off-missing", script) == [
                "note: \(ticked): the sign-off is not proven as well as the project asks"
            ])
    }

    @Test func byWhoTicked() throws {
        let script = RepositoryScript()
        script.setUp(more: "policy: { independent: true }\n")
        script.write("add", boxed(" ", dpo: " "))
        script.write("tick", boxed("x", dpo: " "), by: .ann)
        script.write("sign", boxed("x", dpo: "x"), by: .ann)
        #expect(
            try told("sign-off-missing", script) == [
                "note: \(ticked): whoever signed also ticked the item or made its output"
            ])
    }

    @Test func byACopy() throws {
        let script = RepositoryScript()
        script.setUp()
        script.write("add", boxed(" ", dpo: " "))
        script.write("tick", boxed("x", dpo: " "))
        script.write("sign\n\n(cherry picked from commit 0123456789)\n", boxed("x", dpo: "x"), by: .ann)
        #expect(
            try told("sign-off-missing", script).map { $0.contains(": the commit that signed cannot sign") }
                == [true])
    }

    /// A squash by Eve, of a pull request of Ann's, whose message kept her words.
    private func squashed(_ words: String, by author: RepositoryScript.Person = .eve) -> RepositoryScript {
        let script = RepositoryScript()
        script.setUp()
        script.write("add", boxed(" ", dpo: " "))
        script.write(
            "Security (#12)\n\n* Tick\n\n\(words)\n\nCo-authored-by: Ann <ann@ministry.example>\n",
            boxed("x", dpo: "x"),
            by: author)
        return script
    }

    /// The box never had a chance; what is wrong is what is wrong with the words.
    @Test func wordsThatASquashKept() throws {
        let named = squashed("Sign-off: data as dpo by Ann <ann@ministry.example>")
        #expect(
            try told("sign-off-missing", named) == [
                "note: \(ticked): the sign-off is not proven as well as the project asks"
            ])
        #expect(try told("squash-lost-sign-offs", named) == [])
        let ofTheMerger = squashed("Sign-off: data as dpo")
        #expect(
            try told("sign-off-missing", ofTheMerger) == [
                "note: \(ticked): whoever signed did not hold the role then, or did not say in which of several"
            ])
        #expect(try told("squash-lost-sign-offs", ofTheMerger).count == 1)
    }

    @Test func wordsThatASquashLost() throws {
        #expect(
            try told("sign-off-missing", squashed("Nothing")) == [
                "note: \(ticked): whoever signed did not hold the role then, or did not say in which of several"
            ])
        #expect(try told("squash-lost-sign-offs", squashed("Nothing")).count == 1)
    }

    @Test func afterReopening() throws {
        let script = RepositoryScript()
        script.signed()
        script.write("untick", boxed(" ", dpo: "x"))
        script.write("tick", boxed("x", dpo: "x"))
        #expect(
            try told("sign-off-missing", script) == [
                "note: \(ticked): the sign-off ended when the item was reopened or removed"
            ])
    }

    /// What is not known is not said to be missing.
    @Test func inTruncatedHistory() throws {
        let script = RepositoryScript()
        script.signed()
        script.commit("more", ["b.md": "words\n"])
        let found = try findings(in: script.write().clone(["--depth=1"]))
        #expect(
            found.map(\.message) == [
                "\(ticked) as far as this clone tells: it does not hold the whole history",
                "this clone is shallow, it holds only the newest commits: what was ticked and signed before is not known",
            ])
    }

    // MARK: What changed

    private func change(from before: String, to after: String) throws -> String {
        let script = RepositoryScript()
        script.signed(before, ["one.md": "1\n", "two.md": "2\n"])
        script.write("change", boxed("x", dpo: "x", after), ["one.md": "one\n"])
        let message = try #require(try told("changed-since-sign-off", script).first)
        return String(try #require(message.firstMatch(of: #/in commit [0-9a-f]{10}: (.*)/#)).1)
    }

    @Test func theWordsThatChanged() throws {
        #expect(try change(from: "Kept {#a}", to: "Lost {#a}") == "its words were \"Kept\" and are \"Lost\"")
        #expect(try change(from: "Kept {#a}", to: "Kept or not {#a}") == "its words got \"or not\" at their end")
        #expect(try change(from: "Kept safe {#a}", to: "Kept {#a}") == "its words lost \"safe\" at their end")
        let long = "All the data that the ministry has received since the beginning of the programme is kept for"
        #expect(
            try change(from: "\(long) one year {#a}", to: "\(long) two years {#a}")
                == "its words were \"…is kept for one year\" and are \"…is kept for two years\"")
    }

    @Test func theOutputsThatChanged() throws {
        let output = { (names: String...) in
            "Kept {#a}" + names.map { "\n  - Output: [it](\($0).md)" }.joined()
        }
        #expect(try change(from: output("one"), to: output("one")) == "the output \"one.md\" changed")
        #expect(try change(from: output("two"), to: output("two", "one")) == "\"one.md\" became an output")
        #expect(try change(from: output("two", "one"), to: output("two")) == "\"one.md\" is no output any more")
        #expect(
            try change(from: output("two"), to: "Kept {#a}\n  - Output: <https://other.example/>")
                == "\"two.md\" is no output any more; \"https://other.example/\" became an output")
    }

    // MARK: Which sign-offs are in danger

    @Test func whatAnotherIDMeans() throws {
        let script = RepositoryScript()
        let base = script.signed()
        script.write("rename", boxed("x", dpo: "x", "Data is kept {#kept}"))
        #expect(
            try told("id-changed", script, since: base) == [
                """
                warning: "Data is kept" is now called "kept", where its id was "data"; it stays signed off, but links to \
                the old id, and new Sign-off: lines that name it, lead nowhere
                """
            ])
    }

    @Test func aDemandThatWasMet() throws {
        let script = RepositoryScript()
        let base = script.signed()
        script.write("ask no more", "- [x] Data is kept {#data}\n")
        #expect(
            try told("sign-off-no-longer-asked", script, since: base) == [
                "error: \"Data is kept\" no longer asks for a sign-off as \"dpo\", which was given"
            ])
    }

    @Test func aRevocationByTheSignerIsANote() throws {
        let script = RepositoryScript()
        let base = script.signed()
        script.write("revoke", boxed("x", dpo: " "), by: .ann)
        let told = try #require(try told("sign-off-ended", script, since: base).first)
        #expect(
            told.hasPrefix("note: commit ") && told.hasSuffix(" takes the sign-off of \"Data is kept\" as \"dpo\" back")
        )
    }

    @Test func theFirstAppointmentIsAWarning() throws {
        let template = "roles: { dpo: {} }\npeople: {}\n"
        for (before, severity) in [(template, "warning"), (RepositoryScript.configuration(), "error")] {
            let script = RepositoryScript()
            let base = script.commit("set up", ["countersign.yml": before])
            script.commit(
                "appoint", ["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")], author: .eve)
            #expect(
                try told("role-granted-by-holder", script, since: base).map { String($0.prefix { $0 != ":" }) }
                    == [severity])
        }
    }
}
