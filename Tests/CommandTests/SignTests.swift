import Foundation
import TestSupport
import Testing

/// What the commit of `sign` holds, and which are refused.
struct SignTests {
    // MARK: The commit

    @Test func ticksTheBoxAndWritesTheTrailer() throws {
        let project = try SignProject()
        let start = try project.head()
        let result = try project.signing("access")
        #expect(try project.git("rev-list", "--parents", "HEAD").hasPrefix("\(try project.head()) \(start)\n"))
        #expect(
            try project.git("log", "-1", "--format=%an <%ae>|%cn <%ce>|%B")
                == "Author <author@team.example>|Author <author@team.example>|"
                + "Sign off access as officer\n\nSign-off: access as officer\n\n")
        #expect(try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: access as officer\n\n")
        #expect(try project.committed("lists/a.md") == SignProject.checklist.with("- [ ] officer", "- [x] officer"))
        #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\n")
        #expect(try project.git("status", "--porcelain", "--untracked-files=all") == "")
        #expect(try project.git("diff-files") == "")
        #expect(try project.file("lists/a.md") == project.committed("lists/a.md"))
        try project.expectNoRemains()
        #expect(
            result.output == """
                Signed off in commit \(try project.head().prefix(10)), which is not signed with a key:
                  access as officer  (lists/a.md:3)

                Next: push it, and open a pull request where your project works with them.
                A squash merge keeps the sign-off only if its message keeps the Sign-off lines and you remain its author.

                """)
        #expect(result.errors == "")
    }

    @Test func anItemWithoutBoxOnlyGetsTheTrailer() throws {
        let project = try SignProject()
        let result = try project.signing("logging")
        #expect(try project.git("diff", "HEAD^", "HEAD") == "")
        #expect(try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: logging as officer\n\n")
        #expect(result.output.contains("logging is not ticked yet: the sign-off counts once it is."))
    }

    @Test func severalItemsAndCompletion() throws {
        let project = try SignProject()
        let result = try project.signing("logging", "access", "logging", "--complete")
        #expect(
            try project.git("log", "-1", "--format=%B")
                == "Sign off logging and access as officer\n\nSign-off: logging as officer\nSign-off: access as officer\n\n"
        )
        #expect(
            try project.committed("lists/a.md")
                == SignProject.checklist.with("- [ ] officer", "- [x] officer").with("- [ ] Logging", "- [x] Logging"))
        #expect(!result.output.contains("not ticked yet"))
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func revoking() throws {
        let project = try SignProject()
        try project.signing("access")
        let result = try project.signing("access", "--revoke")
        #expect(
            try project.git("log", "-1", "--format=%B")
                == "Revoke the sign-off of access as officer\n\nRevoke-sign-off: access as officer\n\n")
        #expect(try project.committed("lists/a.md") == SignProject.checklist)
        #expect(try project.file("lists/a.md") == SignProject.checklist)
        #expect(result.output.hasPrefix("Revoked in commit "))
    }

    @Test func theMessageOfThePerson() throws {
        let project = try SignProject()
        try project.git("config", "core.commentChar", ";")
        try project.git("config", "commit.cleanup", "strip")
        try project.signing("access", "--message", "#12: seen\n\n; ទិន្នន័យ\nReviewed-by: Bo <bo@team.example>")
        #expect(
            try project.git("log", "-1", "--format=%B")
                == "#12: seen\n\n; ទិន្នន័យ\nReviewed-by: Bo <bo@team.example>\n\nSign-off: access as officer\n\n")
        #expect(try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: access as officer\n\n")
    }

    @Test func aTickedBoxIsSignedByTheTrailer() throws {
        let checklist = SignProject.checklist.with("- [ ] officer", "- [X] officer")
        let project = try SignProject(checklist: checklist)
        try project.signing("access")
        #expect(try project.git("diff", "HEAD^", "HEAD") == "")
        #expect(try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: access as officer\n\n")
    }

    @Test func itemsByPlaceAndKey() throws {
        let project = try SignProject()
        try project.signing("lists/a.md:3")
        #expect(try project.git("log", "-1", "--format=%s") == "Sign off access as officer\n")
    }

    @Test func theRoleIsChosen() throws {
        let project = try SignProject()
        let both = ["GIT_AUTHOR_EMAIL": "Both@Team.example"]
        try project.signing("access", "--as", "lead", environment: both)
        #expect(try project.committed("lists/a.md") == SignProject.checklist.with("- [ ] lead", "- [x] lead"))
        // Of two roles held, the item asks for one.
        try project.signing("logging", environment: both)
        #expect(try project.git("log", "-1", "--format=%s") == "Sign off logging as officer\n")
    }

    @Test func whoMayRevoke() throws {
        let project = try SignProject()
        try project.signing("access")
        try project.expectRefused(
            "access", "--as", "officer", "--revoke",
            sentence: "Other neither holds the role officer nor may revoke the sign-offs of others",
            environment: ["GIT_AUTHOR_EMAIL": "other@team.example"])
        // Who held the role takes back what they signed then.
        try project.signing("access", "--revoke", environment: ["GIT_AUTHOR_EMAIL": "past@team.example"])
        #expect(try project.git("log", "-1", "--format=%s") == "Revoke the sign-off of access as officer\n")
    }

    // MARK: Refusals

    @Test func itemsThatCannotBeSigned() throws {
        let project = try SignProject()
        try project.expectRefused("acess", sentence: "no item of HEAD is called \"acess\". The nearest is \"access\"\n")
        try project.expectRefused(
            "something-else", sentence: "no item of HEAD is called \"something-else\". Names are in: countersign status"
        )
        try project.expectRefused(
            "lists/a.md:10",
            sentence: "\"Without id\" (lists/a.md:10) has no id, and a sign-off names its item by one. "
                + "Write {#without-id} at the end of its text and commit that first; countersign fix")
        try project.expectRefused("plain", sentence: "\"plain\" (lists/a.md:9) asks for no sign-off.")
        // One that cannot be signed leaves the others unsigned.
        try project.expectRefused("access", "plain", sentence: "\"plain\" (lists/a.md:9) asks for no sign-off.")
    }

    @Test func anIDOfTwoItems() throws {
        let project = try SignProject(more: ["b.md": "- [ ] Other {#access}\n"])
        try project.expectRefused(
            "access", sentence: "the id \"access\" belongs to several items: b.md:1 and lists/a.md:3. Give all but one")
    }

    @Test func anIDThatOnlyLooksAlike() throws {
        let project = try SignProject()
        try project.expectRefused(
            "аccess", sentence: "no item of HEAD is called \"аccess\". The nearest is \"access\"\n")
    }

    @Test func rolesThatCannotSign() throws {
        let project = try SignProject()
        try project.expectRefused(
            "access", "--as", "oficer",
            sentence: "\"oficer\" is not a role of countersign.yml. The nearest is \"officer\"\n")
        try project.expectRefused(
            "access", "--as", "guest",
            sentence: "\"access\" does not ask for a sign-off as guest; it asks for officer and lead\n")
        try project.expectRefused(
            "access", "--as", "lead",
            sentence: "Author does not hold the role lead on 2026-01-01, so the sign-off would")
        try project.expectRefused(
            "access",
            sentence:
                "Both holds several of the roles that \"access\" asks for. Name one with --as: officer and lead\n",
            environment: ["GIT_AUTHOR_EMAIL": "both@team.example"])
        try project.expectRefused(
            "access", sentence: "Other holds none of the roles that \"access\" asks for: officer and lead\n",
            environment: ["GIT_AUTHOR_EMAIL": "other@team.example"])
        try project.expectRefused(
            "access", sentence: "Past holds none of the roles that \"access\" asks for: officer and lead\n",
            environment: ["GIT_AUTHOR_EMAIL": "past@team.example"])
    }

    @Test func aRoleIsHeldOnTheDayOfTheCommit() throws {
        let project = try SignProject()
        let past = ["GIT_AUTHOR_EMAIL": "past@team.example"]
        let lastDay = past.merging(["GIT_COMMITTER_DATE": "2025-12-31T23:59:59Z"]) { $1 }
        try project.signing("access", environment: lastDay)
        let nextDay = past.merging(["GIT_COMMITTER_DATE": "2025-12-31T19:00:00-0500"]) { $1 }
        try project.expectRefused("logging", sentence: "Past holds none of the roles", environment: nextDay)
    }

    @Test func whoIsNobody() throws {
        let project = try SignProject()
        try project.expectRefused(
            "access",
            sentence: "\"stranger@team.example\", the address you commit with, is nobody's in countersign.yml of HEAD",
            environment: ["GIT_AUTHOR_EMAIL": "stranger@team.example"])
        let nobody = [
            "GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "",
        ]
        try project.git("config", "user.useConfigOnly", "true")
        try project.expectRefused("access", sentence: "git does not know who you are", environment: nobody)
        try project.git("config", "user.name", "Author")
        try project.git("config", "user.email", "author@team.example")
        let configured = ["env", "-u", "GIT_AUTHOR_NAME", "-u", "GIT_AUTHOR_EMAIL"]
        #expect(try project.sign("access", wrapper: configured).status == 0)
    }

    @Test func theMailmapMakesNobodyAHolder() throws {
        let project = try SignProject(more: [".mailmap": "Author <author@team.example> <stranger@team.example>\n"])
        try project.expectRefused(
            "access", sentence: "\"stranger@team.example\", the address you commit with, is nobody's",
            environment: ["GIT_AUTHOR_EMAIL": "stranger@team.example"])
    }

    @Test func withoutConfiguration() throws {
        let project = try SignProject(configuration: nil)
        try project.expectRefused("access", sentence: "countersign.yml of HEAD names no people")
        // What is not committed is not in force.
        try project.write(SignProject.configuration, to: "countersign.yml")
        try project.expectRefused("access", sentence: "countersign.yml of HEAD names no people")
        let broken = try SignProject(configuration: "roles: [\n")
        try broken.expectRefused("access", sentence: "countersign.yml:")
    }

    @Test func signOffLinesInTheMessage() throws {
        let project = try SignProject()
        try project.expectRefused(
            "access", "--message", "Seen\n\nSign-off: logging as officer",
            sentence: "the message holds Sign-off lines of its own")
    }

    @Test func anExcludedItemIsSignedButNotCompleted() throws {
        let checklist = "- [ ] ~~Penetration test~~ {#pen}\n  - Sign-off:\n    - [ ] officer\n"
        let project = try SignProject(checklist: checklist)
        try project.expectRefused("pen", "--complete", sentence: "\"pen\" (lists/a.md:1) is struck through")
        #expect(try !project.signing("pen").output.contains("not ticked yet"))
        #expect(try project.committed("lists/a.md") == checklist.with("- [ ] officer", "- [x] officer"))
    }

    @Test(arguments: [["sign"], ["sign", "a", "--complete", "--revoke"], ["sign", "a", "--message", " "]])
    func wrongUsage(arguments: [String]) throws {
        #expect(try run([Tool.path] + arguments).status == 64)
    }
}
