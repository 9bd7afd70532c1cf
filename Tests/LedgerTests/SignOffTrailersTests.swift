import Checklists
import Ledger
import TestSupport
import Testing

/// `Sign-off:` and `Revoke-sign-off:` in messages (SPEC section 4), from commits to verdicts.
@Suite struct SignOffTrailersTests {
    /// Asked inline, and ticked by Eve.
    private func done(_ roles: String = "dpo", policy: String = "") -> SignedProject {
        let project = SignedProject(policy: policy, adding: Sample.inline(" ", roles))
        project.commit("done", Sample.inline("x", roles))
        return project
    }

    @Test func anEmptyCommit() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann trailer authored@sign"])
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func anyCase() throws {
        let project = done()
        project.commit("sign\n\nSIGN-OFF : data AS dpo", by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    @Test func aMerge() throws {
        let project = done()
        let main = project.commit("main", nil, ["b.md": "text\n"])
        let side = project.commit("side", nil, ["c.md": "text\n"], on: [main])
        project.script.merge("merge\n\nSign-off: data as dpo", [main, side], ["c.md": "text\n"], author: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann trailer authored@merge"])
    }

    /// Who opened the pull request gave it a title; Ann pressed the button.
    @Test(
        arguments: [
            "Merge pull request #7 from eve/x\n\nSign-off: data as dpo",
            "Merged in x (pull request #7)\n\nSign-off: data as dpo", "Title (#7)\n\nSign-off: data as dpo",
        ])
    func theMergeOfAPullRequest(message: String) throws {
        let project = done()
        let main = project.commit("main", nil, ["b.md": "text\n"])
        let side = project.commit("side", nil, ["c.md": "text\n"], on: [main])
        project.script.merge(message, [main, side], ["c.md": "text\n"], author: .ann)
        let told = try project.read().told()
        #expect(told.first == "awaiting" && told.last == "missing dpo: commit")
    }

    /// It covers the item as the commit leaves it.
    @Test func aCommitThatChangesTheItem() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as dpo", Sample.inline("x", text: "Data is lost"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    @Test func theOneRoleOfItsAuthor() throws {
        let project = done("dpo, ministry")
        project.commit("sign\n\nSign-off: data", by: .ben)
        #expect(
            try project.read().told() == ["awaiting", "ministry: ben trailer authored@sign", "missing dpo: none"])
    }

    @Test func severalRolesAndNoneNamed() throws {
        let project = done("dpo, ministry")
        project.commit("sign\n\nSign-off: data", by: .cem)
        let reading = try project.read()
        #expect(try reading.told().suffix(2) == ["missing dpo: role", "missing ministry: role"])
        #expect(reading.rules == ["sign-off-role-unclear"])
    }

    @Test func aRoleThatIsNotAsked() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as ministry", by: .ben)
        let reading = try project.read()
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
        #expect(reading.rules == ["sign-off-role-not-asked"])
    }

    /// Nothing was asked then; what is asked now has been signed.
    @Test func aRoleThatIsAskedLater() throws {
        let project = SignedProject(adding: "- [x] Data is kept {#data}\n")
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        #expect(try project.read().told() == ["done"])
        project.commit("ask", Sample.inline("x"))
        #expect(try project.read().told() == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    // MARK: Forged and mistaken

    @Test func sayingThatSomebodyElseSigned() throws {
        let project = done()
        project.commit("forge\n\nSign-off: data as dpo by Ann <ann@ministry.example>", by: .eve)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann trailer stated@forge, fails: evidence", "missing dpo: evidence"])
    }

    @Test func sayingSoAsNobody() throws {
        let project = done()
        project.commit("forge\n\nSign-off: data as dpo", by: .eve)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: nobody trailer authored@forge, fails: role", "missing dpo: role"])
    }

    @Test(arguments: ["dat\u{430}", "Data", "data2", "a.md#data-is-kept"])
    func unknownItems(id: String) throws {
        let project = done()
        project.commit("sign\n\nSign-off: \(id) as dpo", by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
        #expect(reading.rules == ["sign-off-of-unknown-item"])
        #expect(reading.diagnostics[0].message.contains("\"\(id)\""))
    }

    @Test(arguments: [
        "Sign-off: data as", "Sign-off: data, other", "Revoke-sign-off: data by Ann <ann@ministry.example>",
    ])
    func malformed(trailer: String) throws {
        let project = done()
        project.commit("sign\n\n\(trailer)", by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
        #expect(reading.rules == ["malformed-sign-off"])
    }

    @Test func linesFromBeforeTheConfigurationAreNobodysBusiness() throws {
        let script = RepositoryScript()
        script.commit("add\n\nSign-off: Ann <ann@ministry.example>", ["a.md": Sample.inline(" ")])
        script.commit("set up", ["countersign.yml": SignedProject.configuration()])
        #expect(try Reading(script).diagnostics.isEmpty)
    }

    @Test func anIdOfSeveralItems() throws {
        let project = done()
        project.commit("copy", nil, ["b.md": Sample.inline("x")])
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        let reading = try project.read()
        #expect(reading.items.allSatisfy { $0.signOffs.isEmpty })
        #expect(Set(reading.rules) == ["duplicate-id", "sign-off-of-several-items"])
    }

    /// A translation has the ids of its base.
    @Test func anIdThatATranslationHasToo() throws {
        let project = SignedProject()
        let configuration = SignedProject.configuration() + "languages: [en, km]\nexclude: [old/*]\n"
        let files = ["countersign.yml": configuration, "a.km.md": Sample.inline("x"), "old/a.md": Sample.inline("x")]
        project.commit("add", Sample.inline("x"), files)
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann trailer authored@sign"])
        #expect(reading.diagnostics.isEmpty)
    }

    // MARK: Squashed

    @Test func squashedByTheSigner() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit(
            "Done (#3)\n\n* tick\n\n* sign\n\nSign-off: data as dpo\n\n* typo\n", Sample.inline("x"), by: .ann)
        #expect(try project.read().told().contains("dpo: ann trailer authored@Done (#3)"))
    }

    /// The commit that Ann signed is gone; what is left are words that Eve wrote.
    @Test func squashedBySomebodyElse() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit(
            "Done (#3)\n\n* sign\n\nSign-off: data as dpo by Ann <ann@ministry.example>\n\n* typo\n",
            Sample.inline("x"))
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann trailer stated@Done (#3), fails: evidence", "missing dpo: evidence"])
    }

    @Test func squashedWithoutTheTrailer() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit("Done (#3)", Sample.inline("x"))
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    // MARK: Revocations

    @Test func revokedByTheSigner() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        project.commit("revoke\n\nRevoke-sign-off: data", by: "Ann at home <ann@home.example>")
        let reading = try project.read()
        #expect(
            try reading.told()
                == ["awaiting", "dpo: ann trailer authored@sign, revoked by revoke", "missing dpo: revoked"])
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func revokedBySomebodyElse() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        project.commit("revoke\n\nRevoke-sign-off: data as dpo", by: .ben)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann trailer authored@sign"])
        #expect(reading.rules == ["revocation-not-allowed"])
    }

    @Test func revokedByARoleOfThePolicy() throws {
        let project = done(policy: "revoke: [ministry]")
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        project.commit("revoke\n\nRevoke-sign-off: data as dpo", by: .ben)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann trailer authored@sign, revoked by revoke", "missing dpo: revoked"])
    }

    @Test func nothingToRevoke() throws {
        let project = done()
        project.commit("revoke\n\nRevoke-sign-off: data as dpo", by: .ann)
        #expect(try project.read().rules == ["revocation-of-nothing"])
    }

    @Test func signedAgainAfterARevocation() throws {
        let project = done()
        project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        project.commit("revoke\n\nRevoke-sign-off: data", by: .ann)
        project.commit("again\n\nSign-off: data as dpo", by: .ann)
        #expect(
            try project.read().told() == [
                "signed-off", "dpo: ann trailer authored@sign, revoked by revoke", "dpo: ann trailer authored@again",
            ])
    }
}
