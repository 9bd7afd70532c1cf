import Foundation
import TestSupport
import Testing
import Yams

/// `status --format json`: the contract of SPEC section 7, by its schema and by what it must never hold.
@Suite struct DataContractTests {
    private func json(_ path: String, _ more: String...) throws -> [UInt8] {
        let result = try run([Tool.path, "status", "-C", path, "--format", "json", "--as-of", "2026-04-01"] + more)
        try #require(result.status == 0, "\(result.errors)")
        return result.stdout
    }

    @Test func outputIsValid() throws {
        let scripted = try Sample.write()
        let shallow = scripted.folder.path("shallow")
        try git(["clone", "--quiet", "--depth=2", "file://" + scripted.path, shallow])
        let empty = RepositoryScript()
        empty.commit("No items", ["a.txt": "text"])
        let documents = [
            try json(scripted.path), try json(scripted.path, "--emails"), try json(scripted.path, "--rev", "HEAD~4"),
            try json(shallow), try json(try empty.write().path),
        ]
        #expect(try Python.violations(of: "status.schema.json", in: documents) == ["", "", "", "", ""])
    }

    @Test func content() throws {
        let scripted = try Sample.write()
        let status = try status(scripted.path, "--as-of", "2026-04-01")
        let document = status.document
        #expect(document.project.title == "Referrals")
        #expect(document.asOf == "2026-04-01")
        #expect(document.checklists.map(\.path) == ["checklists/1-prepare.md", "checklists/flows.md"])
        #expect(
            document.summary == [
                "items": 10, "applicable": 9, "open": 5, "done": 3, "changed": 0, "awaiting": 1, "signedOff": 0,
                "notApplicable": 1, "overdue": 4,
            ])
        #expect(
            status.items.map(\.key) == [
                "contacts", "born-ticked", "agreement", "left-out", "twice", "checklists/1-prepare.md#twice-2",
                "checklists/flows.md#sum-a1-quoted", "checklists/flows.md#plain-item-said-better",
                "checklists/flows.md#nested-mention", "checklists/flows.md#item-\(hash)",
            ])
        let contacts = try status.item("Contacts are named")
        #expect(contacts.events.map(\.kind) == ["added", "completed", "reopened"])
        let completed = try #require(document.commits[contacts.events[1].commit])
        #expect(completed.author.name == "Bo Bee")
        #expect(completed.authoredAt == "2026-01-01T16:02:00+07:00")
        #expect(completed.pullRequest == 12)
        let agreement = try #require(try status.item("Agreement is signed").completion?.commit)
        #expect(document.commits[agreement]?.pullRequest == 13)
        #expect(try status.item("Plain item, said better").events.map(\.kind) == ["added", "reworded", "moved"])
        #expect(try status.completion("=SUM(A1), \"quoted\"") == "Move the flows")
        #expect(try status.item("Born ticked").events.map(\.kind) == ["added", "renamed"])
        #expect(
            status.errors == """
                checklists/1-prepare.md:15: warning: the box "dpo" of "Agreement is signed" is ticked, and no sign-off that counts is behind it
                  Take the x out of the box. Whoever holds the role signs by putting it back, in a change of their own.
                checklists/1-prepare.md:24: error: the id "twice" is already used in checklists/1-prepare.md:23
                  Give this item another id: ids are unique in the project.

                """)
    }

    /// FNV-1a of the item's text in NFC, as SPEC section 2 names items without Latin letters.
    private var hash: String {
        let digits = String("រួចរាល់".utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    @Test func emailsOnlyWhenAsked() throws {
        let scripted = try Sample.write()
        let site = try build(scripted.path)
        let plain = try [
            json(scripted.path), succeeding("status", "-C", scripted.path).stdout,
            succeeding("status", "-C", scripted.path, "--format", "csv").stdout,
            succeeding("status", "-C", scripted.path, "--format", "markdown").stdout,
            succeeding("log", "contacts", "-C", scripted.path).stdout,
        ]
        for bytes in plain + Array(site.values) {
            for address in Sample.addresses + ["user:secret", "noreply"] {
                #expect(!bytes.text.contains(address), "\(address)")
            }
        }
        let withEmails = try json(scripted.path, "--emails")
        for address in ["ann@ministry.example", "bo@integrator.example", "cy@partner.example"] {
            #expect(withEmails.text.contains("\"email\": \"\(address)\""))
        }
        // Beside every name, and nothing else changes.
        let lines = withEmails.text.split(separator: "\n").map { line in
            line.replacing(#/"email": "[^"]*", /#, with: "").replacing(#/"email": "[^"]*"/#, with: "")
        }
        #expect(lines.joined(separator: "\n") + "\n" == (try json(scripted.path)).text)
        let script = """
            import json, sys
            for commit in json.load(sys.stdin)["commits"].values():
                assert "email" in commit["author"] and "email" in commit["committer"]
            """
        _ = try Python.run(script, input: withEmails)
        #expect(try countersign("status", "-C", scripted.path, "--emails").status == 64)
    }

    @Test func siteHoldsTheSameBytes() throws {
        let scripted = try Sample.write()
        #expect(try build(scripted.path, "--as-of", "2026-04-01")["data/status.json"] == (try json(scripted.path)))
        let shallow = scripted.folder.path("shallow")
        try git(["clone", "--quiet", "--depth=1", "file://" + scripted.path, shallow])
        #expect(try build(shallow, "--as-of", "2026-04-01")["data/status.json"] == (try json(shallow)))
    }

    // MARK: The schema refuses what is wrong

    /// Changes of a valid document in Python, each of which makes it invalid; `i` is a ticked item, `u` an unticked one, `c` a
    /// commit.
    private static let mutations = [
        "del d['schemaVersion']", "d['schemaVersion'] = 2", "del d['removedItems']", "del d['asOf']",
        "d['asOf'] = '1 April 2026'", "d['generator']['name'] = 'other'", "d['commit']['id'] = d['commit']['id'][:39]",
        "d['commit']['id'] = d['commit']['id'].upper() + 'A'", "d['commit']['worktree'] = 'no'",
        "d['project']['repository'] = 'https://user:secret@github.com/team/referrals'",
        "d['history']['complete'] = False", "d['history']['boundaries'] = [d['commit']['id']]",
        "d['history'] = {'complete': False, 'reason': 'unknown', 'boundaries': []}",
        "d['summary']['open'] = -1", "d['summary']['open'] = '5'", "del d['summary']['signedOff']",
        "d['commits']['main'] = c", "del c['author']", "c['author'] = 'Ann'", "del c['author']['person']",
        "del c['committer']['name']", "c['authoredAt'] = '2026-01-01'", "c['authoredAt'] = '2026-01-01T09:00:00Z'",
        "c['integration'] = 'HEAD'", "c['pullRequest'] = '12'", "del d['checklists'][0]['title']",
        "d['checklists'][0]['phase'] = '1'", "d['checklists'][0]['items'] = []", "del i['key']", "i['key'] = ''",
        "i['id'] = 'Not An Id'", "i['line'] = 0", "i['depth'] = -1", "i['status'] = 'finished'", "i['status'] = None",
        "i['section'] = 'Contacts'", "i['checked'] = 'x'", "i['completion'] = None",
        "u['completion'] = i['completion']", "u['checked'] = True", "u['status'] = 'signed-off' if 0 else 'Open'",
        "u['excluded'] = True", "i['completion']['known'] = False", "i['completion']['commit'] = None",
        "del i['completion']['bornTicked']", "i['due'] = 'soon'", "del i['owner']", "i['asked'] = ['dpo', 'dpo']",
        "i['events'][0]['kind'] = 'ticked'", "i['events'][0]['commit'] = 'abc'", "del i['events'][0]['inferred']",
        "i['events'][0]['attribute'] = 'colour'", "i['outputs'] = [{'path': 'a'}]",
        "i['outputs'] = [{'path': 'a', 'url': None, 'blob': 'x'}]", "d['removedItems'][0]['events'] = []",
        "del d['removedItems'][0]['key']", "del i['signOffs']", "i['missingSignOffs'] = None",
    ]

    @Test func schemaRefusesWrongDocuments() throws {
        let script = """
            import copy, json, sys
            original = json.load(sys.stdin)
            for mutation in sys.argv[1].split("\\n"):
                d = copy.deepcopy(original)
                items = [i for checklist in d["checklists"] for i in checklist["items"]]
                i = next(i for i in items if i["checked"])
                u = next(i for i in items if not i["checked"])
                c = next(iter(d["commits"].values()))
                exec(mutation)
                assert d != original, mutation
                print(json.dumps(d))
            """
        let mutated = try Python.run(
            script, Self.mutations.joined(separator: "\n"), input: try json(try Sample.write().path))
        let violations = try Python.violations(
            of: "status.schema.json", in: mutated.split(separator: "\n").map { Array($0.utf8) })
        #expect(violations.count == Self.mutations.count)
        for (mutation, violation) in zip(Self.mutations, violations) {
            #expect(violation != "", "the schema accepts: \(mutation)")
        }
    }

    /// The example of SPEC section 7, `…` filled in.
    @Test func exampleOfTheContractIsValid() throws {
        let commit = String(repeating: "9f3c", count: 10)
        let example = """
            {
              "schemaVersion": 1,
              "generator": { "name": "countersign", "version": "0.1.0" },
              "project": { "title": "Title", "repository": "https://forge.example/a/b", "template": null },
              "commit": { "id": "\(commit)", "worktree": false },
              "asOf": "2027-01-31",
              "history": { "complete": true, "reason": null, "boundaries": [] },
              "summary": { "items": 24, "applicable": 23, "open": 3, "done": 12, "changed": 0, "awaiting": 2, "signedOff": 6, "notApplicable": 1, "overdue": 1 },
              "commits": { "\(commit)": { "author": { "name": "A", "person": "data-protection-officer-1" }, "committer": { "name": "GitHub", "person": null },
                                      "authoredAt": "2027-01-01T10:00:00+07:00", "committedAt": "2027-01-01T10:00:00+00:00", "summary": "S", "integration": "\(commit)", "pullRequest": 12 } },
              "checklists": [ {
                "path": "checklists/5-security.md", "title": "Security", "phase": 5,
                "items": [ {
                  "key": "logging-data-points", "id": "logging-data-points", "previousIds": [], "path": "checklists/5-security.md", "line": 10,
                  "section": ["Security"], "depth": 0, "text": "Data points that may be logged are agreed", "checked": true, "excluded": false,
                  "status": "awaiting", "overdue": false, "owner": null, "due": null, "reason": null, "note": null,
                  "completion": { "commit": "\(commit)", "known": true, "bornTicked": false, "inferred": false },
                  "asked": ["data-protection-officer", "ministry-representative"],
                  "missingSignOffs": [ { "role": "ministry-representative", "reason": "none" } ],
                  "signOffs": [ { "role": "data-protection-officer", "person": "data-protection-officer-1", "commit": "\(commit)", "by": "box",
                                  "evidence": "verified", "signature": "good", "counts": true, "current": true, "ended": null, "roleGrantedBy": "\(commit)",
                                  "covers": { "text": "c1:sha256:00", "outputs": [ { "path": "outputs/logging-specification.md", "url": null, "blob": "\(commit)" } ] } } ],
                  "outputs": [ { "path": "outputs/logging-specification.md", "url": null, "blob": "\(commit)" } ],
                  "events": [ { "kind": "completed", "commit": "\(commit)", "from": null, "to": null, "inferred": false } ]
                } ] } ],
              "removedItems": []
            }
            """
        #expect(try Python.violations(of: "status.schema.json", in: [Array(example.utf8)]) == [""])
    }

    // MARK: What teams write

    private func json(yaml text: String) throws -> [UInt8] {
        let value = try #require(try Yams.load(yaml: text))
        return Array(try JSONSerialization.data(withJSONObject: value))
    }

    @Test func scaffoldSatisfiesTheSchemas() throws {
        let folder = try TemporaryFolder()
        for language in ["en", "no", "km"] {
            let path = folder.path(language)
            try succeeding("init", path, "--title", "A \"title\": with \\ and #", "--language", language)
            let configuration = try json(yaml: try bytes(ofFile: path + "/countersign.yml").text)
            #expect(try Python.violations(of: "countersign.schema.json", in: [configuration]) == [""])
            #expect(configuration.text.contains("\"languages\":[\"\(language)\"]"))
        }
        let checklists = try contents(of: folder.path("en/checklists"))
        #expect(checklists.count == 6)
        let frontMatters = try checklists.values.map { bytes in
            let parts = bytes.text.split(separator: "---\n", maxSplits: 2, omittingEmptySubsequences: false)
            return try json(yaml: String(try #require(parts.count == 3 ? parts[1] : nil)))
        }
        #expect(try Python.violations(of: "front-matter.schema.json", in: frontMatters).allSatisfy(\.isEmpty))
    }

    /// The example of SPEC section 2, and configurations that an editor should mark.
    @Test func configurationSchema() throws {
        let good = """
            version: 1
            title: Referrals between Primero and OSCaR
            languages: [en, km]
            roles:
              data-protection-officer: { title: Data protection officer }
            people:
              dpo:
                name: Data Protection Officer
                emails: [dpo@ministry.example]
                organisation: Ministry
                roles: [data-protection-officer]
                keys: ["ssh-ed25519 AAAA"]
            policy:
              minimum-evidence: authored
              approval-trailers: []
              independent: false
              revoke: []
              acknowledged: []
            forge-keys: []
            repository: https://forge.example/team/implementation
            forge: { kind: github }
            feedback: [{ title: Ask in the forum, url: "https://community.example/" }]
            theme: site
            """
        let bad = [
            "title: No version", "version: 2", "version: 1\ntitel: x", "version: 1\nlanguages: no",
            "version: 1\nlanguages: [no]", "version: 1\nforge: { kind: svn }", "version: 1\nroles: { Not A Key: {} }",
            "version: 1\ninclude: { a: b }", "version: 1\ntitle: [a]",
            "version: 1\ntitle: {}", "version: 1\ntitle: { en: [a] }",
            "version: 1\nroles: { a: { title: { en: [a] } } }",
        ]
        let several =
            "version: 1\ntitle: { en: a, km: b }\ndescription: { en: a }\nroles: { a: { title: { en: a, km: b } } }"
        let documents = try ([good, several] + bad).map { try json(yaml: $0) }
        let violations = try Python.violations(of: "countersign.schema.json", in: documents)
        #expect(violations.prefix(2) == ["", ""])
        for (text, violation) in zip(bad, violations.dropFirst(2)) { #expect(violation != "", "accepted: \(text)") }
    }

    /// What the reader takes without a word, and what it tells.
    @Test func schemaOfPeopleAndPolicy() throws {
        let hex = String(repeating: "0a", count: 20)
        let good = [
            "people: { ann: { emails: a@x.example, roles: dpo, keys: ssh-ed25519 AAAAC3 a@laptop } }",
            "people: { a.n-n_1: { names: [Ann, អាន], emails: [a@x.example], roles: [dpo, { role: lead, from: \"2026-01-01\", until: \"2026-12-31\" }] } }",
            "people: { ann: { emails: a@x.example, keys: [{ key: ecdsa-sha2-nistp256 AAAAE2, from: \"2026-01-01\", revoked: \"2026-02-01\" }] } }",
            "people: { ann: { emails: a@x.example, keys: \"-----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\nmDME\" } }",
            "policy: { minimum-evidence: { default: authored, dpo: verified }, independent: true, revoke: [lead] }",
            "policy: { approval-trailers: [Approved-by], acknowledged: [{ commit: \(hex), reason: x }], x-own: 1 }",
            "roles:\npeople:\npolicy:\n", "forge-keys: [ssh-ed25519 AAAAC3]",
        ]
        let bad = [
            "people: [ann]", "people: { Ann: { emails: a@x.example } }", "people: { ann: { name: Ann } }",
            "people: { ann: { emails: [] } }", "people: { ann: { emails: ann } }", "people: { ann: { emails: a@b@c } }",
            "people: { ann: { emails: a@x.example, email: b@x.example } }",
            "people: { ann: { emails: a@x.example, name: \"Ann\\u202E\" } }",
            "people: { ann: { emails: a@x.example, roles: { role: dpo, until: 31.12.2026 } } }",
            "people: { ann: { emails: a@x.example, roles: { role: dpo, untill: \"2026-12-31\" } } }",
            "people: { ann: { emails: a@x.example, roles: { from: \"2026-12-31\" } } }",
            "people: { ann: { emails: a@x.example, keys: \"-----BEGIN OPENSSH PRIVATE KEY-----\" } }",
            "people: { ann: { emails: a@x.example, keys: { key: ssh-rsa AAAA, revoked: true } } }",
            "policy: { minimum-evidence: verifed }", "policy: { minimum-evidence: { dpo: best } }",
            "policy: { independant: true }", "policy: { independent: maybe }", "policy: { revoke: [Lead!] }",
            "policy: { approval-trailers: [\"Approved-by:\"] }", "policy: { acknowledged: [{ commit: \(hex) }] }",
            "policy: { acknowledged: [{ commit: 0a0a0a0, reason: x }] }", "policy: [verified]",
            "roles: { dpo: { titel: x } }", "forge-keys: [words]",
        ]
        let documents = try (good + bad).map { try json(yaml: "version: 1\n" + $0) }
        let violations = try Python.violations(of: "countersign.schema.json", in: documents)
        for (text, violation) in zip(good, violations) { #expect(violation == "", "refused: \(text)") }
        for (text, violation) in zip(bad, violations.dropFirst(good.count)) {
            #expect(violation != "", "accepted: \(text)")
        }
    }

    @Test func frontMatterSchema() throws {
        let good = [
            "title: Security\nphase: 5\nowner: technical-lead\ndue: \"2027-03-31\"\nsign-off: [a, b]\noutputs: a.md\nlanguage: km\ndraft: true",
            "layout: page\nsidebar_label: x\nx-mine: [1]",
        ]
        let bad = ["phase: five", "due: \"31.3.2027\"", "draft: maybe", "sign-off: { a: b }", "title: [a]"]
        let violations = try Python.violations(
            of: "front-matter.schema.json", in: try (good + bad).map { try json(yaml: $0) })
        #expect(violations.prefix(2) == ["", ""])
        for (text, violation) in zip(bad, violations.dropFirst(2)) { #expect(violation != "", "accepted: \(text)") }
    }
}
