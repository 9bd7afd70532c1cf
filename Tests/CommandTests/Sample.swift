import TestSupport

/// A project with something of everything: a merge with its pull request, a squash, a rename, a reopened, an excluded, a
/// reworded, a moved and a removed item, a changed and a duplicate id, outputs, front matter, a mailmap.
enum Sample {
    /// Every e-mail address in it.
    static let addresses = ["ann@ministry.example", "bo@integrator.example", "bo@home.example", "cy@partner.example"]

    static func write(checkout: Bool = false) throws -> ScriptedRepository { try script().write(checkout: checkout) }

    static func script() -> RepositoryScript {
        let script = RepositoryScript()
        let ann: RepositoryScript.Person = "Ann <ann@ministry.example>"
        let bo: RepositoryScript.Person = "bo <bo@home.example>"
        let cy: RepositoryScript.Person = "Cy, \"the\" tester <cy@partner.example>"
        var prepare = Checklist.prepare
        var flows = Checklist.flows

        let start = script.commit(
            "Start",
            [
                "countersign.yml": configuration, ".mailmap": "Bo Bee <bo@integrator.example> <bo@home.example>\n",
                "checklists/1-prepare.md": prepare, "flows.md": flows, "outputs/contacts.md": "# Contacts\n",
                "notes.md": "No items here.\n",
            ], author: ann)
        prepare = prepare.replacing("- [ ] Contacts", with: "- [x] Contacts")
        let contacts = script.commit(
            "Name the contacts", on: [start], ["checklists/1-prepare.md": prepare], author: bo, zone: "+0700")
        flows = flows.replacing("Plain item", with: "Plain item, said better")
        let reworded = script.commit("Say it better", on: [start], ["flows.md": flows], author: cy)
        script.merge(
            "Merge pull request #12 from team/contacts\n\nContacts", [reworded, contacts],
            ["checklists/1-prepare.md": prepare], author: ann, committer: "Forge <noreply>")
        prepare = prepare.replacing("- [ ] Agreement", with: "- [x] Agreement").replacing(
            "- [ ] dpo", with: "- [x] dpo")
        script.commit("Sign the agreement (#13)", ["checklists/1-prepare.md": prepare], author: cy)
        prepare = prepare.replacing("- [x] Contacts", with: "- [ ] Contacts")
        script.commit("The contacts left", ["checklists/1-prepare.md": prepare], author: ann)
        prepare = prepare.replacing("{#born}", with: "{#born-ticked}").replacing(
            "- [ ] Going away {#going}\n", with: "")
        script.commit("Clean up", ["checklists/1-prepare.md": prepare], author: bo)
        flows = flows.replacing("- [ ] =SUM", with: "- [x] =SUM")
        script.commit("Move the flows", ["checklists/flows.md": flows, "flows.md": nil], author: ann, zone: "-0330")
        return script
    }

    static let configuration = """
        version: 1
        title: Referrals
        repository: https://user:secret@github.com/team/referrals.git
        roles: { dpo: { title: Data protection officer }, lead: { title: Lead } }
        people:
          ann: { name: Ann, emails: [ann@ministry.example], roles: [lead] }
        template: { name: implementation, version: 1 }

        """

    private enum Checklist {
        static let prepare = """
            ---
            title: Preparing
            summary: What comes first
            phase: 1
            owner: lead
            due: 2026-03-31
            ---
            # Preparing

            ## Contacts

            - [ ] Contacts are named {#contacts}
              - Outputs: [Contacts](../outputs/contacts.md), [Site](https://example.org/x), [Missing](missing.md)
            - [x] Born ticked {#born}
            - [ ] Agreement is signed {#agreement}
              - Due: 2026-02-01
              - Sign-off:
                - [ ] dpo
                - [ ] lead
            - [ ] ~~Left out~~ {#left-out}
              - Reason: not needed
              - Note: a note
            - [ ] Twice {#twice}
            - [ ] Twice {#twice}
            - [ ] Going away {#going}

            """
        static let flows = """
            # Flows

            - [ ] =SUM(A1), "quoted"
            - [ ] Plain item
              - [ ] Nested | @mention
            - [X] រួចរាល់

            """
    }
}
