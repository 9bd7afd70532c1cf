import TestSupport
import Testing

/// `log ITEM`: the item by every name it goes by, and its life.
@Suite struct LogTests {
    private func log(_ path: String, _ item: String) throws -> String {
        try succeeding("log", "-C", path, "--", item).output
    }

    private func short(_ scripted: ScriptedRepository, _ summary: String) throws -> String {
        try scripted.git("log", "--format=%h", "--abbrev=10", "--grep=\(summary)", "-1")
    }

    @Test func wholeLife() throws {
        let scripted = try Sample.write()
        #expect(
            try log(scripted.path, "contacts") == """
                Contacts are named
                checklists/1-prepare.md:12  contacts  ○ Open

                2026-01-01  added by Ann in \(try short(scripted, "Start"))
                2026-01-01  completed by Bo Bee in \(try short(scripted, "Name the contacts")) (#12)
                2026-01-01  reopened by Ann in \(try short(scripted, "The contacts left"))

                """)
        #expect(
            try log(scripted.path, "checklists/flows.md:4") == """
                Plain item, said better
                checklists/flows.md:4  checklists/flows.md#plain-item-said-better  ○ Open

                2026-01-01  added by Ann in \(try short(scripted, "Start"))
                2026-01-01  reworded by Cy, "the" tester in \(try short(scripted, "Say it better"))  (recognised by likeness)
                            - Plain item
                            + Plain item, said better
                2026-01-01  moved file by Ann in \(try short(scripted, "Move the flows"))
                            - flows.md
                            + checklists/flows.md

                """)
        let agreement = try log(scripted.path, "agreement")
        let signing = try short(scripted, "Sign the agreement (#13)")
        #expect(
            agreement == """
                Agreement is signed
                checklists/1-prepare.md:15  agreement  ◐ Awaiting sign-off

                2026-01-01  added by Ann in \(try short(scripted, "Start"))
                2026-01-01  completed by Cy, "the" tester in \(signing) (#13)
                2026-01-01  attempted sign-off as dpo by Cy, "the" tester in \(signing) (#13)
                            evidence authored: not signed; the commit names Cy, "the" tester as its author
                            does not count: the role was not held, not in force, or not named

                Completed by Cy, "the" tester on 2026-01-01 (#13).
                Sign-offs: 0 of 2 signed: awaiting dpo (not signed by a holder of the role), lead.

                """)
    }

    @Test func everyName() throws {
        let scripted = try Sample.write()
        let born = try log(scripted.path, "born-ticked")
        #expect(born.hasSuffix("\n\nAlready ticked when it was added by Ann on 2026-01-01.\n"))
        for name in ["born", "checklists/1-prepare.md:14"] { #expect(try log(scripted.path, name) == born) }
        let second = try log(scripted.path, "checklists/1-prepare.md#twice-2")
        #expect(second == (try log(scripted.path, "checklists/1-prepare.md:24")))
        #expect(second != (try log(scripted.path, "twice")))
        #expect(
            try log(scripted.path, "going") == """
                Going away
                checklists/1-prepare.md  going  removed

                2026-01-01  added by Ann in \(try short(scripted, "Start"))
                2026-01-01  removed by Bo Bee in \(try short(scripted, "Clean up"))

                """)
    }

    @Test func unknown() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "text\n- [ ] item {#old}\n\nThe rest of the file stays as it is.\n"])
        script.commit(
            "Move", ["a.md": nil, "b.md": "text\n- [ ] item {#new}\n\nThe rest of the file stays as it is.\n"])
        let path = try script.write().path
        for name in ["nothing", "", "b.md:1", "b.md", "b.md:2:1", "a.md:2", "item", "*", "b.md#new"] {
            expectRefusal(
                try countersign("log", "-C", path, "--", name),
                "no item is called \"\(name)\". Names are in: countersign status --format csv")
        }
        #expect(try log(path, "b.md:2") == (try log(path, "old")))
        // By the names of that commit.
        expectRefusal(try countersign("log", "new", "-C", path, "--rev", "HEAD~1"), "no item is called \"new\"")
        #expect(
            try succeeding("log", "a.md:2", "-C", path, "--rev", "HEAD~1").output.hasPrefix(
                "item\na.md:2  old  ○ Open\n"))
    }
}
