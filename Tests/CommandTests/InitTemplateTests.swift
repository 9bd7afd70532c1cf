import Foundation
import TestSupport
import Testing

/// The templates that come along, made into projects, and what a team says about its own.
@Suite struct InitTemplateTests {
    @Test(
        arguments: ["implementation", "lifecycle"].flatMap { template in ["en", "fr"].map { (template, $0) } },
        [[], ["Primero"], ["Système A", "ប្រព័ន្ធ | ~~x~~", "../<b>&{#c}\\"]])
    func nothingToFind(_ template: (name: String, language: String), _ systems: [String]) throws {
        let folder = try TemporaryFolder()
        let flags = systems.flatMap { ["--system", $0] }
        let made = try run(
            [
                Tool.path, "init", folder.path("p"), "--title", "Référence \"x\"", "--template", template.name,
                "--language",
                template.language, "--organisation", "A | <b>",
            ] + flags)
        #expect(made.status == 0 && made.errors == "", "\(made.errors)")
        let check = try countersign("check", "--strict", "-C", folder.path("p"))
        #expect(check.status == 0 && check.output.hasPrefix("Nothing found.\n"), "\(check.output)")
        let status = try status(folder.path("p"))
        #expect(status.errors == "")
        #expect(!status.items.contains { $0.key.contains("#") })
        #expect(Set(status.items.map(\.key)).count == status.items.count)
        // A site takes a while.
        if systems.count == 3 { #expect(try build(folder.path("p"))["index.html"] != nil) }
        for (path, bytes) in try contents(of: folder.path("p")) where !path.hasPrefix(".git/") {
            #expect(!bytes.text.contains("{{"), "\(path)")
        }
    }

    @Test(arguments: ["implementation", "lifecycle"])
    func bothLanguagesHaveTheSame(_ template: String) throws {
        let folder = try TemporaryFolder()
        for language in ["en", "fr"] {
            try succeeding(
                "init", folder.path(language), "--title", "T", "--template", template, "--language", language,
                "--system",
                "A", "--system", "B")
        }
        let files = try ["en", "fr"].map {
            try contents(of: folder.path($0)).keys.filter { !$0.hasPrefix(".git/") }.sorted()
        }
        #expect(files[0] == files[1])
        let script = """
            import json, sys
            def asked(i): return [i["id"], i["owner"], i["asked"], sorted(o["path"] or o["url"] for o in i["outputs"])]
            print([[c["path"], c["phase"], [asked(i) for i in c["items"]]] for c in json.load(sys.stdin)["checklists"]])
            """
        let items = try ["en", "fr"].map {
            try Python.run(script, input: succeeding("status", "-C", folder.path($0), "--format", "json").stdout)
        }
        #expect(items[0] == items[1])
    }

    /// OpenFn's Implementation Checklist, item by item: by what the template calls them.
    @Test func everyItemOfTheImplementationChecklist() throws {
        let folder = try TemporaryFolder()
        try succeeding("init", folder.path("p"), "--title", "T", "--system", "A", "--system", "B")
        let items = Set(try status(folder.path("p")).items.map(\.key))
        let preparing = [
            "functional-contacts", "technical-contacts", "testing-contacts", "data-residency",
            "compliance-requirements",
            "exchanged-data-points", "data-sharing-agreement",
        ]
        let requirements = ["business-value", "user-stories", "business-processes", "mapping-draft"]
        let systems = ["a", "b"].flatMap { system in
            [
                "api-available", "api-documentation", "staging-access", "authentication-tested", "endpoints-determined",
                "endpoints-tested", "support-contact",
            ].map { "\($0)-\(system)" }
        }
        let flows = [
            "triggers", "data-flow-diagrams", "mapping-final", "technical-specification", "assumptions", "testing-plan",
        ]
        let security = ["technical-specification-approved", "logging-data-points", "access-levels"]
        let administration = [
            "deployment-pathway", "software-maintenance", "server-status", "change-management",
            "monitoring-administrator",
            "materials-shared",
        ]
        for id in preparing + requirements + systems + flows + security + administration {
            #expect(items.contains(id), "\(id) is missing")
        }
    }

    @Test func everyItemHasAnOwnerAndEveryOutputAFile() throws {
        let folder = try TemporaryFolder()
        let script = """
            import json, sys
            items = [i for c in json.load(sys.stdin)["checklists"] for i in c["items"]]
            assert all(i["owner"] for i in items) and sum(1 for i in items if i["outputs"]) > 20
            print(sum(1 for i in items for o in i["outputs"] if o["blob"] is None and o["url"] is None))
            """
        for template in ["implementation", "lifecycle"] {
            try succeeding("init", folder.path(template), "--title", "T", "--template", template)
            let json = try succeeding("status", "-C", folder.path(template), "--format", "json")
            #expect(try Python.run(script, input: json.stdout) == "0\n")
        }
    }

    @Test func aPhaseNotApplicableAndAnotherLeftOut() throws {
        let folder = try TemporaryFolder()
        try succeeding(
            "init", folder.path("p"), "--title", "T", "--not-applicable", "2=Done by the *ministry*", "--leave-out",
            "3-system-apis")
        let status = try status(folder.path("p"))
        #expect(status.errors == "")
        let phases = Dictionary(uniqueKeysWithValues: status.document.checklists.map { ($0.path, $0.items) })
        #expect(phases["checklists/3-system-apis.md"] == nil && phases.count == 5)
        #expect(phases["checklists/2-functional-requirements.md"]?.allSatisfy { $0.status == "not-applicable" } == true)
        #expect(phases["checklists/1-preparing.md"]?.contains { $0.status == "not-applicable" } == false)
        let check = try countersign("check", "-C", folder.path("p"))
        #expect(check.output.hasPrefix("Nothing found.\n"), "\(check.output)")
    }

    @Test func theForgesFiles() throws {
        let folder = try TemporaryFolder()
        let expected = [
            "github": [".github/CODEOWNERS", ".github/pull_request_template.md", ".github/workflows/countersign.yml"],
            "gitlab": [".gitlab-ci.yml", ".gitlab/CODEOWNERS", ".gitlab/merge_request_templates/Default.md"],
            "forgejo": [".forgejo/pull_request_template.md", ".forgejo/workflows/countersign.yml", "CODEOWNERS"],
            "none": [],
        ]
        try succeeding("init", folder.path("plain"), "--title", "T")
        let plain = Set(try contents(of: folder.path("plain")).keys)
        for (forge, files) in expected {
            let result = try succeeding("init", folder.path(forge), "--title", "T", "--forge", forge)
            let all = try contents(of: folder.path(forge))
            #expect(all.keys.filter { !$0.hasPrefix(".git/") && !plain.contains($0) }.sorted() == files)
            #expect(all["countersign.yml"]?.text.contains("\nforge: { kind: \(forge) }\n") == (forge != "none"))
            #expect(
                result.output.contains("git -C \(folder.path(forge)) push --set-upstream origin main")
                    == (forge != "none"))
            #expect(try git(["status", "--porcelain"], in: folder.path(forge)).output == "")
        }
    }

    @Test func peopleAreInForceFromTheFirstCommit() throws {
        let folder = try TemporaryFolder()
        try succeeding(
            "init", folder.path("p"), "--title", "T", "--person",
            "Ann Lee <ann@m.example>: project-lead, Technical lead",
            "--site-url", "https://team.example/site")
        let yaml = try bytes(ofFile: folder.path("p/countersign.yml")).text
        #expect(yaml.contains("\n    roles: [project-lead, technical-lead]\n"))
        #expect(yaml.contains("\nurl: \"https://team.example/site\"\n"))
        #expect(try countersign("check", "--strict", "-C", folder.path("p")).status == 0)
    }

    @Test func ownTemplate() throws {
        let folder = try TemporaryFolder()
        try folder.write("# {{title}}\n\n- [ ] a {#a}\n", to: "mine/en/list.md")
        try folder.write([0, 1, 2], to: "mine/en/logo.png")
        try folder.write("#!/bin/sh\n", to: "mine/en/run")
        chmod(folder.path("mine/en/run"), 0o755)
        try succeeding("init", "p", "-C", folder.path, "--title", "Ours", "--template", "./mine")
        #expect(try bytes(ofFile: folder.path("p/list.md")).text == "# Ours\n\n- [ ] a {#a}\n")
        #expect(try bytes(ofFile: folder.path("p/logo.png")) == [0, 1, 2])
        #expect(try git(["ls-files", "-s", "run"], in: folder.path("p")).output.hasPrefix("100755 "))
        #expect(try git(["status", "--porcelain"], in: folder.path("p")).output == "")
        let said = try git(["log", "--format=%s"], in: folder.path("p")).output
        #expect(said == "Start from the mine checklist\n")
        #expect(try status(folder.path("p")).document.project.title == "Ours")
    }

    @Test func whatDoesNotFitMakesNothing() throws {
        let folder = try TemporaryFolder()
        for (flags, sentence) in [
            (["--system", "A", "--system", " a "], "the system \"a\" is named twice"),
            (["--system", ""], "a system has no name"),
            (["--template", "own"], "there is no template \"own\". Templates: implementation, lifecycle; "),
            (["--template", "./own"], "the template \(folder.path)/own is not a folder"),
            (["--person", "Ann"], "\"Ann\" is not written as \"Name <e-mail>: role, role\""),
            (["--person", "Ann <a@b.c>: cook"], "\"cook\" is no role of the template. Roles: business-analyst, "),
            (
                ["--leave-out", "user-story"],
                "no item or phase is called \"user-story\"; the nearest is user-stories. Phases: 1-"
            ),
            (["--not-applicable", "1="], "\"1\" does not apply, but no reason is given: write 1=\"the reason\""),
        ] {
            let result = try run([Tool.path, "init", "p", "-C", folder.path, "--title", "T"] + flags)
            expectRefusal(result, sentence)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }

    @Test func textsInAnotherLanguage() throws {
        let folder = try TemporaryFolder()
        let result = try succeeding("init", folder.path("p"), "--title", "T", "--languages", "km, en")
        #expect(
            result.errors
                == "note: the template implementation has no texts in km: they are in en, for you to translate\n")
        #expect(try bytes(ofFile: folder.path("p/countersign.yml")).text.contains("\nlanguages: [km, en]\n"))
        let french = try succeeding(
            "init", folder.path("f"), "--title", "T", "--language", "fr-CA", "--languages", "en")
        #expect(french.errors == "")
        #expect(try bytes(ofFile: folder.path("f/countersign.yml")).text.contains("\nlanguages: [fr-CA, en]\n"))
    }

    @Test func dryRun() throws {
        let folder = try TemporaryFolder()
        let result = try succeeding("init", folder.path("p"), "--title", "T", "--dry-run")
        #expect(
            result.output.hasPrefix(
                "This makes \(folder.path)/p, a git repository with one commit of the template implementation:\n  "))
        #expect(result.output.contains("\n  checklists/1-preparing.md\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func insideAnotherRepository() throws {
        let folder = try TemporaryFolder()
        try git(["init", "-q", folder.path("outer")])
        try folder.write("made/\n", to: "outer/.gitignore")
        let before = try contents(of: folder.path("outer"))
        expectRefusal(
            try countersign("init", folder.path("outer/sub/new"), "--title", "T"),
            "\(folder.path)/outer/sub/new lies in the git repository \(folder.path)/outer, which would not know what is in it: "
                + "choose a folder outside, or add to that repository with init --here\n")
        #expect(try contents(of: folder.path("outer")) == before)
        // What the outer repository ignores is none of its business; neither are a home folder's projects.
        try succeeding("init", folder.path("outer/made/new"), "--title", "T")
        try succeeding("init", folder.path("outer/new"), "--title", "T", environment: ["HOME": folder.path("outer")])
    }
}
