import TestSupport
import Testing

/// What `sign` will not do unasked, and what it says of where it signs.
struct SignWarningTests {
    private let unwritten = "# Agreement\n\n*Not written yet. Replace the examples.*\n\n| Parties | |\n|---|---|\n"

    /// `agreement` rests on a document that says that it is not written yet.
    private func project(_ document: String? = nil, tick: String = " ") throws -> SignProject {
        try SignProject(
            checklist: """
                - [\(tick)] The agreement is signed {#agreement}
                  - Output: [Agreement](../outputs/agreement.md)
                  - Sign-off:
                    - [ ] officer
                - [ ] Something else {#else}
                  - Sign-off: officer

                """, more: ["outputs/agreement.md": document ?? unwritten])
    }

    private let sentence = """
        outputs/agreement.md, which "agreement" rests on, says that it is not written yet. Write it, take that line away and \
        commit both before you sign; --allow-unwritten signs all the same

        """

    // MARK: Documents that are not written

    @Test func aSkeletonIsNotSigned() throws {
        try project().expectRefused("agreement", sentence: sentence)
        try project(tick: "x").expectRefused("agreement", sentence: sentence)
        try project().expectRefused("else", "agreement", "--complete", sentence: sentence)
    }

    @Test func aSkeletonIsSignedIfSomebodyInsists() throws {
        let project = try project()
        let result = try project.signing("agreement", "--allow-unwritten")
        #expect(result.errors == "note: outputs/agreement.md says that it is not written yet\n")
        #expect(try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: agreement as officer\n\n")
    }

    @Test func whatIsWrittenIsSigned() throws {
        let project = try project("# Agreement\n\nBetween A and B.\n")
        #expect(try project.signing("agreement").errors == "")
    }

    /// What is written and not committed is not what would be signed.
    @Test func whatIsWrittenAndNotCommitted() throws {
        let project = try project()
        try project.write("# Agreement\n\nBetween A and B.\n", to: "outputs/agreement.md")
        try project.expectRefused("agreement", sentence: sentence)
    }

    @Test func theItemsOwnFile() throws {
        let project = try SignProject(
            checklist: "# List\n\nNot written yet.\n\n- [ ] One {#one}\n  - Sign-off: officer\n")
        try project.expectRefused(
            "one", sentence: "lists/a.md, which \"one\" rests on, says that it is not written yet.")
    }

    @Test func severalDocuments() throws {
        let project = try SignProject(
            checklist: """
                - [ ] One {#one}
                  - Outputs: [a](../a.md), [b](../b.md), [c](../c.md)
                  - Sign-off: officer

                """, more: ["a.md": unwritten, "b.md": "# B\n\nPas encore rédigé.\n", "c.md": "# C\n"])
        try project.expectRefused(
            "one",
            sentence: "a.md, which \"one\" rests on, says that it is not written yet, and so does 1 more. Write it")
    }

    @Test func revokingAsksForNothing() throws {
        let project = try project()
        try project.signing("agreement", "--allow-unwritten")
        #expect(try project.signing("agreement", "--revoke").errors == "")
    }

    @Test func whatDoesNotApplyRestsOnNothing() throws {
        let project = try SignProject(
            checklist: "- [ ] ~~One~~ {#one}\n  - Output: [a](../a.md)\n  - Sign-off: officer\n",
            more: ["a.md": unwritten])
        #expect(try project.signing("one").errors == "")
    }

    // MARK: The branch

    private func note(_ branch: String) -> String {
        "note: this commit is on \(branch) itself. Teams sign on a branch of their own (git switch -c NAME), and merge it "
            + "through a pull request\n"
    }

    @Test func onTheBranchThatOthersShare() throws {
        let project = try SignProject()
        try project.git("remote", "add", "origin", "https://forge.example/team/project.git")
        #expect(try project.signing("access").errors == note("main"))
        try project.git("switch", "-q", "-c", "sign")
        #expect(try project.signing("logging").errors == "")
    }

    @Test func whereTheConfigurationNamesTheForge() throws {
        let configuration = SignProject.configuration + "forge: { kind: gitlab, branch: trunk }\n"
        let project = try SignProject(configuration: configuration)
        #expect(try project.signing("access").errors == "")
        try project.git("switch", "-q", "-c", "trunk")
        #expect(try project.signing("logging").errors == note("trunk"))
    }

    @Test func theBranchThatTheRemoteCallsItsOwn() throws {
        let project = try SignProject()
        try project.git("remote", "add", "origin", "https://forge.example/team/project.git")
        try project.git("update-ref", "refs/remotes/origin/master", "HEAD")
        try project.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/master")
        #expect(try project.signing("access").errors == "")
        try project.git("switch", "-q", "-c", "master")
        #expect(try project.signing("logging").errors == note("master"))
    }

    // MARK: Names that are not known

    @Test func theNearestItems() throws {
        let project = try SignProject(
            checklist: """
                - [ ] Data sharing agreement {#agreement-a}
                - [ ] Data sharing agreement, annex {#agreement-b}
                - [ ] Something without id
                - [ ] Points of contact {#contacts}

                """)
        try project.expectRefused(
            "agreement",
            sentence:
                "no item of HEAD is called \"agreement\". The nearest are \"agreement-a\" and \"agreement-b\"\n")
        try project.expectRefused(
            "sharing agreement ANNEX",
            sentence: "no item of HEAD is called \"sharing agreement ANNEX\". The nearest is \"agreement-b\"\n")
        try project.expectRefused(
            "without-id", sentence: "no item of HEAD is called \"without-id\". The nearest is \"lists/a.md:3\"\n")
    }

    @Test func atMostThree() throws {
        let project = try SignProject(
            checklist: "- [ ] A {#item-1}\n- [ ] B {#item-2}\n- [ ] C {#item-3}\n- [ ] D {#item-4}\n")
        try project.expectRefused(
            "item-5",
            sentence: "no item of HEAD is called \"item-5\". The nearest are \"item-1\", \"item-2\" and \"item-3\"\n")
    }

    @Test func aRoleByItsTitle() throws {
        let configuration = SignProject.configuration.with("title: Officer", "title: Data protection officer")
        try SignProject(configuration: configuration).expectRefused(
            "access", "--as", "data protection",
            sentence: "\"data protection\" is not a role of countersign.yml. The nearest is \"officer\"\n")
    }
}
