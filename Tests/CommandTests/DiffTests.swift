import Foundation
import TestSupport
import Testing

/// `diff`, end to end.
@Suite struct DiffTests {
    private func diff(
        _ path: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let result = try run([Tool.path, "diff", "-C", path, "--as-of", "2026-04-01"] + arguments)
        try #require(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
        return result.output
    }

    private func short(_ scripted: ScriptedRepository, _ revision: String) throws -> String {
        try scripted.git("log", "--format=%h", "--abbrev=10", "-1", revision)
    }

    // MARK: Formats

    @Test func text() throws {
        let scripted = try Sample.write()
        let (base, head) = (try short(scripted, "HEAD~4"), try short(scripted, "HEAD"))
        let (sign, clean) = (try short(scripted, "HEAD~3"), try short(scripted, "HEAD~1"))
        let left = try short(scripted, "HEAD~2")
        let output = try diff(scripted.path, "HEAD~4")
        #expect(
            output == """
                Referrals
                From \(base) (2026-01-01) to \(head) (2026-01-01)
                1 item removed, 2 items ticked, 1 item reopened, 4 items moved, 1 item with
                  another id, 1 attempt to sign that does not count.

                                     Before  After
                ○ Open                    7      5  −2
                ● Done                    3      3
                ◐ Awaiting sign-off       0      1  +1
                – Not applicable          1      1

                To look at
                  checklists/1-prepare.md
                    Agreement is signed :15
                      ○ Open → ◐ Awaiting sign-off
                      ! attempted sign-off as dpo by Cy, "the" tester on 2026-01-01 in
                        \(sign) (#13) does not count: the role was not held, not in force, or
                        not named
                      ticked by Cy, "the" tester on 2026-01-01 in \(sign) (#13)

                Other changes
                  checklists/1-prepare.md
                    Contacts are named :12
                      ● Done → ○ Open
                      reopened by Ann on 2026-01-01 in \(left)
                    Born ticked :14
                      ● Done
                      id by Bo Bee on 2026-01-01 in \(clean): “born” → “born-ticked”
                    Going away
                      was ○ Open
                      removed by Bo Bee on 2026-01-01 in \(clean)
                  checklists/flows.md
                    =SUM(A1), "quoted" :3
                      ○ Open → ● Done
                      moved by Ann on 2026-01-01 in \(head) from flows.md to
                        checklists/flows.md
                      ticked by Ann on 2026-01-01 in \(head)
                    Plain item, said better :4
                      ○ Open
                      moved by Ann on 2026-01-01 in \(head) from flows.md to
                        checklists/flows.md
                    Nested | @mention :5
                      ○ Open
                      moved by Ann on 2026-01-01 in \(head) from flows.md to
                        checklists/flows.md
                    រួចរាល់ :6
                      ● Done
                      moved by Ann on 2026-01-01 in \(head) from flows.md to
                        checklists/flows.md

                """)
    }

    @Test func markdown() throws {
        let scripted = try Sample.write()
        let forge = "https://github.com/team/referrals"
        func commit(_ revision: String) throws -> String {
            "[`\(try short(scripted, revision))`](\(forge)/commit/\(try scripted.git("rev-parse", revision)))"
        }
        let (base, head) = (try scripted.git("rev-parse", "HEAD~2"), try scripted.git("rev-parse", "HEAD"))
        let (prepare, flows) = (
            "[checklists/1-prepare.md](\(forge)/blob/\(head)/checklists/1-prepare.md)",
            "[checklists/flows.md](\(forge)/blob/\(head)/checklists/flows.md)"
        )
        #expect(
            try diff(scripted.path, "HEAD~2", "--format", "markdown") == """
                **1 item removed, 1 item ticked, 4 items moved, 1 item with another id.**

                Referrals, from \(try commit("HEAD~2")) of 2026-01-01 to \(try commit("HEAD")) of 2026-01-01 ([compare](\(forge)/compare/\(base)...\(head)))

                | Items | Before | After | Difference |
                | :-- | --: | --: | --: |
                | ○ Open | 7 | 5 | −2 |
                | ● Done | 2 | 3 | +1 |
                | ◐ Awaiting sign-off | 1 | 1 |  |
                | – Not applicable | 1 | 1 |  |

                <details>
                <summary>Changed items: 6</summary>

                **\(prepare)**

                - Born ticked (:14): ● Done
                  - id by Bo Bee on 2026-01-01 in \(try commit("HEAD~1")): “born” → “born-ticked”
                - Going away: was ○ Open
                  - removed by Bo Bee on 2026-01-01 in \(try commit("HEAD~1"))

                **\(flows)**

                - =SUM(A1), &quot;quoted&quot; (:3): ○ Open → ● Done
                  - moved by Ann on 2026-01-01 in \(try commit("HEAD")) from flows.md to checklists/flows.md
                  - ticked by Ann on 2026-01-01 in \(try commit("HEAD"))
                - Plain item, said better (:4): ○ Open
                  - moved by Ann on 2026-01-01 in \(try commit("HEAD")) from flows.md to checklists/flows.md
                - Nested &#124; @\u{2060}mention (:5): ○ Open
                  - moved by Ann on 2026-01-01 in \(try commit("HEAD")) from flows.md to checklists/flows.md
                - រួចរាល់ (:6): ● Done
                  - moved by Ann on 2026-01-01 in \(try commit("HEAD")) from flows.md to checklists/flows.md

                </details>

                """)
    }

    @Test func nothing() throws {
        let scripted = try Sample.write()
        let sentence = "Nothing changes for items and sign-offs."
        #expect(try diff(scripted.path, "HEAD").split(separator: "\n").last ?? "" == sentence)
        #expect(try diff(scripted.path, "HEAD", "--format", "markdown").hasPrefix("**\(sentence)**\n"))
        #expect(!(try diff(scripted.path, "HEAD", "--format", "markdown").contains("|")))
    }

    /// Every commit against every other: valid by the schema, no line too long, no address of anyone.
    @Test func everyPairOfCommits() throws {
        let scripted = try Sample.write()
        let commits = try scripted.git("rev-list", "HEAD").split(separator: "\n").map(String.init)
        var documents: [[UInt8]] = []
        for (base, head) in Array(zip(commits, commits.reversed())) + Array(zip(commits.dropFirst(), commits)) {
            for dots in ["..", "..."] {
                documents.append(Array(try diff(scripted.path, base + dots + head, "--format", "json").utf8))
                let text = try diff(scripted.path, base + dots + head)
                #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
                let all = text + (try diff(scripted.path, base + dots + head, "--format", "markdown"))
                for address in Sample.addresses { #expect(!(all + (documents.last ?? []).text).contains(address)) }
            }
        }
        #expect(try Python.violations(of: "diff.schema.json", in: documents).allSatisfy(\.isEmpty))
    }

    @Test func colours() throws {
        let scripted = try Sample.write()
        let plain = try diff(scripted.path, "HEAD~4", "--color", "never")
        let coloured = try diff(scripted.path, "HEAD~4", "--color", "always")
        #expect(!plain.contains("\u{1B}") && coloured.contains("\u{1B}[1m"))
        #expect(coloured.replacing(/\u{1B}\[\d*m/, with: "") == plain)
    }

    // MARK: What is compared

    @Test func formsOfTheRange() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n- [ ] Two\n"])
        let main = script.commit("main", on: [start], ["a.md": "- [x] One\n- [ ] Two\n"])
        script.branch("trunk", at: main)
        script.commit("head", on: [start], ["a.md": "- [ ] One\n- [x] Two\n"])
        let path = try script.write().path
        let asPullRequest = try diff(path, "trunk")
        #expect(asPullRequest.contains("\n1 item ticked.\n"))
        for form in [["trunk", "HEAD"], ["trunk...HEAD"], ["trunk..."], ["trunk", "--rev", "HEAD"]] {
            let result = try run([Tool.path, "diff", "-C", path, "--as-of", "2026-04-01"] + form)
            #expect(result.output == asPullRequest, "\(form)")
        }
        let tips = try diff(path, "--two-dot", "trunk")
        #expect(tips.contains("\n1 item ticked, 1 item reopened.\n"))
        for form in ["trunk..HEAD", "trunk.."] { #expect(try diff(path, form) == tips) }
        #expect(try diff(path, "..trunk").contains("\n1 item ticked, 1 item reopened.\n"))
    }

    @Test func wrongUse() throws {
        let path = try Sample.write().path
        for arguments in [
            ["HEAD~1..HEAD", "HEAD"], ["HEAD~1...HEAD", "--two-dot"], ["HEAD~1", "HEAD", "--rev", "HEAD~2"], [],
        ] {
            #expect(try run([Tool.path, "diff", "-C", path] + arguments).status == 64, "\(arguments)")
        }
        expectRefusal(try countersign("diff", "-C", path, "nowhere"), "no commit is named \"nowhere\"")
        expectRefusal(try countersign("diff", "-C", path, "HEAD..nowhere"), "no commit is named \"nowhere\"")
    }

    @Test func exitCode() throws {
        let path = try Sample.write().path
        #expect(try countersign("diff", "-C", path, "HEAD~1", "--exit-code").status == 1)
        #expect(try countersign("diff", "-C", path, "HEAD", "--exit-code").status == 0)
        #expect(try countersign("diff", "-C", path, "HEAD~1").status == 0)
    }

    @Test func uncommittedChangesAreMentioned() throws {
        let scripted = try Sample.write(checkout: true)
        try scripted.writeFile("- [ ] New\n", to: "new.md")
        let result = try countersign("diff", "-C", scripted.path, "HEAD")
        #expect(result.errors.hasSuffix("note: uncommitted changes are not included: new.md\n"))
        #expect(result.output.hasSuffix("Nothing changes for items and sign-offs.\n"))
        #expect(try countersign("diff", "-C", scripted.path, "HEAD~1..HEAD~1").errors.isEmpty)
    }

    @Test func truncatedHistory() throws {
        let script = RepositoryScript()
        script.commit("start", ["a.md": "- [ ] One\n"])
        script.commit("more", ["a.md": "- [x] One\n"])
        script.commit("tick", ["a.md": "- [x] One\n- [x] Two\n"])
        let shallow = try script.write().clone(["--depth=2"])
        #expect(
            try diff(shallow.path, "HEAD~1").contains(
                """
                1 item added (ticked).
                History before 2026-01-01 is not in this clone: sign-offs made before are not
                  known, and what is told as new may be older.

                """))
        #expect(try diff(shallow.path, "HEAD~1", "--format", "markdown").contains("\nHistory before 2026-01-01 is not"))
        let sentence = "No change to items and sign-offs is found in the history that this clone holds."
        #expect(try diff(shallow.path, "HEAD").contains("\n\(sentence)\n"))
        #expect(try diff(shallow.path, "HEAD", "--format", "markdown").hasPrefix("**\(sentence)**\n"))
    }

    // MARK: Sign-offs

    private static let configuration = """
        version: 1
        roles: { dpo: { title: Data protection officer }, lead: {} }
        people:
          ann: { name: Ann, emails: [ann@ministry.example], roles: [dpo] }
          bo: { name: Bo, emails: [bo@ministry.example], roles: [lead] }

        """

    private static func item(_ dpo: String, _ text: String = "Data is kept") -> String {
        "- [x] \(text) {#data}\n  - Sign-off:\n    - [\(dpo)] dpo\n"
    }

    private static let ann: RepositoryScript.Person = "Ann <ann@ministry.example>"
    private static let eve: RepositoryScript.Person = "Eve <eve@team.example>"

    /// The old tip had Ann's sign-off; Eve rebased, squashed and pushed by force.
    @Test func forcePush() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["countersign.yml": Self.configuration, "a.md": Self.item(" ")])
        let old = script.commit("sign", on: [start], ["a.md": Self.item("x")], author: Self.ann)
        let new = script.commit("All of it", on: [start], ["a.md": Self.item("x")], author: Self.eve)
        let scripted = try script.write()
        let (a, b) = (scripted.id(of: old).hex, scripted.id(of: new).hex)
        let output = try diff(scripted.path, "--two-dot", a, b)
        #expect(
            output == """
                Checklists
                From \(a.prefix(10)) (2026-01-01) to \(b.prefix(10)) (2026-01-01)
                1 sign-off lost, 1 attempt to sign that does not count.

                                     Before  After
                ◐ Awaiting sign-off       0      1  +1
                ✓ Signed off              1      0  −1

                To look at
                  a.md
                    Data is kept :1
                      ✓ Signed off → ◐ Awaiting sign-off
                      ! attempted sign-off as dpo by Eve on 2026-01-01 in \(b.prefix(10)) does not
                        count: the role was not held, not in force, or not named
                      ! lost: the sign-off as dpo by Ann of 2026-01-01 in \(a.prefix(10)); it is not
                        on record any more, and nothing ended it

                """)
        let json = try diff(scripted.path, "\(a)..\(b)", "--format", "json")
        #expect(try Python.violations(of: "diff.schema.json", in: [Array(json.utf8)]) == [""])
        #expect(json.contains("\"judged\": \"each-by-itself\"") && json.contains("\"kind\": \"lost\""))
    }

    /// Eve put other words and another file below Ann's sign commit.
    @Test func forcePushOfOtherContent() throws {
        let script = RepositoryScript()
        func item(_ dpo: String, _ text: String) -> String { Self.item(dpo, text) + "  - Output: [Plan](plan.md)\n" }
        let start = script.commit(
            "start", ["countersign.yml": Self.configuration, "a.md": item(" ", "Data is kept"), "plan.md": "one\n"])
        let old = script.commit("sign", on: [start], ["a.md": item("x", "Data is kept")], author: Self.ann)
        let swap = script.commit(
            "swap", on: [start], ["a.md": item(" ", "Data is sold"), "plan.md": "two\n"], author: Self.eve)
        let new = script.commit("sign", on: [swap], ["a.md": item("x", "Data is sold")], author: Self.ann)
        let scripted = try script.write()
        let (a, b) = (scripted.id(of: old).hex, scripted.id(of: new).hex)
        let output = try diff(scripted.path, "--two-dot", a, b)
        #expect(output.contains("1 item reworded, 1 sign-off now covering something else.\n"))
        let blobs = try [a, b].map { try scripted.git("rev-parse", "\($0):plan.md").prefix(10) }
        #expect(
            output.hasSuffix(
                """
                To look at
                  a.md
                    Data is sold :1
                      ✓ Signed off
                      ! the sign-off as dpo by Ann of 2026-01-01 in \(a.prefix(10)) is in another
                        commit now, \(b.prefix(10)); it now covers other words: Data is [-kept-]
                        {+sold+}; it now covers other outputs: output plan.md: \(blobs[0]) ->
                        \(blobs[1])
                      reworded by Eve on 2026-01-01 in \(scripted.id(of: swap).hex.prefix(10)): Data is [-kept-] {+sold+}

                """))
        let json = try diff(scripted.path, "\(a)..\(b)", "--format", "json")
        #expect(try Python.violations(of: "diff.schema.json", in: [Array(json.utf8)]) == [""])
    }

    /// The old tip had Ann's revocation.
    @Test func forcePushWithoutARevocation() throws {
        let script = RepositoryScript()
        script.commit("start", ["countersign.yml": Self.configuration, "a.md": Self.item(" ")])
        let new = script.commit("sign", ["a.md": Self.item("x")], author: Self.ann)
        let old = script.commit("untick", ["a.md": Self.item(" ")], author: Self.ann)
        let scripted = try script.write()
        let (a, b) = (scripted.id(of: old).hex, scripted.id(of: new).hex)
        let output = try diff(scripted.path, "--two-dot", a, b)
        #expect(output.contains("\n1 sign-off no longer ended.\n"))
        #expect(
            output.hasSuffix(
                """
                To look at
                  a.md
                    Data is kept :1
                      ◐ Awaiting sign-off → ✓ Signed off
                      ! the sign-off as dpo by Ann of 2026-01-01 in \(b.prefix(10)) counts again; its
                        revocation by Ann on 2026-01-01 in \(a.prefix(10)) is not in this history any
                        more

                """))
        let json = try diff(scripted.path, "\(a)..\(b)", "--format", "json")
        #expect(try Python.violations(of: "diff.schema.json", in: [Array(json.utf8)]) == [""])
    }

    /// Its commits are all there; it is not read any more.
    @Test func fileLeftOut() throws {
        let script = RepositoryScript()
        script.commit("start", ["countersign.yml": Self.configuration, "a.md": Self.item(" "), "b.md": "- [ ] Two\n"])
        script.commit("sign", ["a.md": Self.item("x")], author: Self.ann)
        script.commit("leave out", ["countersign.yml": Self.configuration + "exclude: [a.md]\n"], author: Self.eve)
        let scripted = try script.write()
        let output = try diff(scripted.path, "HEAD~1")
        #expect(
            output.hasSuffix(
                """
                To look at
                  a.md
                    Data is kept
                      was ✓ Signed off
                      ! lost: it is no longer among the items, and no item of its file is: it is
                        gone, has none, or countersign.yml leaves it out; it asks for sign-off
                        by dpo
                      ! lost: the sign-off as dpo by Ann of 2026-01-01 in \(try short(scripted, "HEAD~1")), with its
                        item

                """))
    }

    @Test func completedBySomebodyElse() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n"])
        let old = script.commit("tick", on: [start], ["a.md": "- [x] One\n"], author: Self.ann)
        let new = script.commit("tick", on: [start], ["a.md": "- [x] One\n"], author: Self.eve)
        let scripted = try script.write()
        let (a, b) = (scripted.id(of: old).hex, scripted.id(of: new).hex)
        let output = try diff(scripted.path, "--two-dot", a, b)
        #expect(output.contains("\n1 item completed by somebody else.\n"))
        #expect(
            output.hasSuffix(
                """
                To look at
                  a.md
                    One :1
                      ● Done
                      ! completion is now by Eve on 2026-01-01 in \(b.prefix(10)); it was by Ann on
                        2026-01-01 in \(a.prefix(10))

                """))
        let json = try diff(scripted.path, "\(a)..\(b)", "--format", "json")
        #expect(try Python.violations(of: "diff.schema.json", in: [Array(json.utf8)]) == [""])
        #expect(json.contains("\"\(a)\": {") && json.contains("\"\(b)\": {"))
    }

    /// Nothing about items, but what will be asked of sign-offs.
    @Test func weakenedPolicy() throws {
        let script = RepositoryScript()
        let strict = Self.configuration + "policy: { minimum-evidence: verified }\n"
        script.commit("start", ["countersign.yml": strict, "a.md": Self.item(" ")])
        script.commit("weaken", ["countersign.yml": Self.configuration])
        let path = try script.write().path
        #expect(
            try diff(path, "HEAD~1").hasSuffix(
                """
                Nothing changes for items and sign-offs.
                countersign.yml changes roles, people, keys or policy: see countersign check
                  --base.

                """))
        let note = "\ncountersign.yml changes roles, people, keys or policy: see countersign check --base.\n"
        #expect(try diff(path, "HEAD~1", "--format", "markdown").contains(note))
        #expect(!(try diff(path, "HEAD", "--format", "markdown").contains(note)))
        let json = try diff(path, "HEAD~1", "--format", "json")
        #expect(json.contains("\"rulesChanged\": true") && json.contains("\"rolesChanged\": false"))
        #expect(try Python.violations(of: "diff.schema.json", in: [Array(json.utf8)]) == [""])
    }

    @Test func staleSignOff() throws {
        let script = RepositoryScript()
        script.commit("start", ["countersign.yml": Self.configuration, "a.md": Self.item(" ")])
        script.commit("sign", ["a.md": Self.item("x")], author: Self.ann)
        script.commit("edit", ["a.md": Self.item("x", "Data is sold | @all")], author: Self.eve)
        let scripted = try script.write()
        let (sign, edit) = (try short(scripted, "HEAD~1"), try short(scripted, "HEAD"))
        let (output, markdown) = (
            try diff(scripted.path, "HEAD~1"), try diff(scripted.path, "HEAD~1", "--format", "markdown")
        )
        #expect(
            output.hasSuffix(
                """
                1 item reworded, 1 sign-off made stale.

                                          Before  After
                △ Changed since sign-off       0      1  +1
                ✓ Signed off                   1      0  −1

                To look at
                  a.md
                    Data is sold | @all :1
                      ✓ Signed off → △ Changed since sign-off
                      ! the sign-off as dpo by Ann of 2026-01-01 in \(sign) is made stale:
                        the item was reworded
                      reworded by Eve on 2026-01-01 in \(edit): Data is [-kept-] {+sold |
                        @all+}

                """))
        #expect(
            markdown.hasSuffix(
                """

                ### To look at

                **a.md**

                - Data is sold &#124; @\u{2060}all (:1): ✓ Signed off → △ Changed since sign-off
                  - ⚠ the sign-off as dpo by Ann of 2026-01-01 in `\(sign)` is made stale: the item was reworded
                  - reworded by Eve on 2026-01-01 in `\(edit)`: Data is <del>kept</del> <ins>sold &#124; @\u{2060}all</ins>

                """))
    }

    @Test func rolesGivenInThePullRequest() throws {
        let script = RepositoryScript()
        script.commit("start", ["countersign.yml": Self.configuration, "a.md": Self.item(" ")])
        let eve = "  eve: { name: Eve, emails: [eve@team.example], roles: [dpo] }\n"
        script.commit("appoint", ["countersign.yml": Self.configuration + eve])
        script.commit("sign", ["a.md": Self.item("x")], author: Self.eve)
        let path = try script.write().path
        let note = "\nJudged as one pull request: roles given in it do not count in it.\n"
        let asPullRequest = try diff(path, "HEAD~2")
        #expect(asPullRequest.contains("\n1 attempt to sign that does not count.\(note)"))
        #expect(try diff(path, "HEAD~2", "--format", "markdown").contains(note))
        #expect(!(try diff(path, "HEAD~1").contains(note)))
        let period = try diff(path, "HEAD~2..")
        #expect(period.contains("\n1 sign-off made.\n") && !period.contains(note))
    }

    /// A pull request must not decide where a comment on it leads.
    @Test func linksAreTheBases() throws {
        let script = RepositoryScript()
        let configuration = "version: 1\nrepository: https://github.com/team/right\n"
        script.commit("start", ["countersign.yml": configuration, "a.md": "- [ ] One\n"])
        script.commit(
            "change", ["countersign.yml": configuration.replacing("right", with: "wrong"), "a.md": "- [x] One\n"])
        let output = try diff(try script.write().path, "HEAD~1", "--format", "markdown")
        #expect(output.contains("https://github.com/team/right/compare/") && !output.contains("wrong/"))
    }

    @Test func droppedDemand() throws {
        let script = RepositoryScript()
        script.commit(
            "start", ["countersign.yml": Self.configuration, "a.md": "- [x] One {#one}\n  - Sign-off: dpo, lead\n"])
        script.commit("sign\n\nSign-off: one as dpo", author: Self.ann)
        script.commit("drop", ["a.md": "- [x] One {#one}\n  - Sign-off: lead\n"], author: Self.eve)
        let scripted = try script.write()
        let output = try diff(scripted.path, "HEAD~1")
        #expect(output.contains("\n1 item with other details, 1 sign-off no longer asked for.\n"))
        #expect(
            output.hasSuffix(
                """
                To look at
                  a.md
                    One :1
                      ◐ Awaiting sign-off
                      ! no longer asks for sign-off by dpo, changed by Eve on 2026-01-01 in
                        \(try short(scripted, "HEAD")); it was signed by Ann

                """))
    }
}
