import Checklists
import Ledger
import Testing

@Suite struct ConfigurationTests {
    @Test func read() throws {
        let (configuration, diagnostics) = try Configuration.read(
            """
            version: 1
            title: Referrals
            languages: [en, km]
            repository: git@github.com:team/implementation.git
            forge: { kind: gitlab }
            include: docs
            roles:
              lead: { title: Lead }
              dpo:
            template: { name: implementation, version: 2 }
            """)
        #expect(configuration.title == "Referrals")
        #expect(configuration.languages == ["en", "km"])
        #expect(configuration.forge == .gitlab)
        #expect(configuration.include == ["docs"])
        #expect(configuration.roles == ["dpo", "lead"])
        #expect(configuration.template == "implementation 2")
        #expect(diagnostics.isEmpty)
    }

    @Test func titlesInSeveralLanguages() throws {
        let (configuration, diagnostics) = try Configuration.read(
            """
            title: { km: បញ្ជូន, en: Referrals }
            languages: [en, km]
            description: { fr: Envois, km: ការបញ្ជូន }
            roles:
              lead: { title: { en: Lead, KM: ប្រធាន } }
              dpo: { title: Officer }
            """)
        #expect(diagnostics.isEmpty)
        // The project's first language; where it has none, the one that is written first.
        #expect(configuration.title == "Referrals" && configuration.description == "Envois")
        #expect(configuration.titles == ["en": "Referrals", "km": "បញ្ជូន"])
        #expect(
            configuration.rules.roles == [
                Role(key: "dpo", title: "Officer"),
                Role(key: "lead", title: "Lead", titles: ["en": "Lead", "km": "ប្រធាន"]),
            ])
    }

    @Test(arguments: [
        "title: {}", "title: [a]", "title: { en: [a] }", "title: { \"not a tag\": a }", "title: { en: \"\" }",
        "description: { en: { a: b } }", "roles: { lead: { title: { en: [a] } } }", "roles: { lead: { title: {} } }",
        "roles: { lead: { title: { en: Lead, km: \"a\\u202eb\" } } }",
    ]) func titlesThatAreNone(_ text: String) throws {
        let (configuration, diagnostics) = try Configuration.read(text)
        #expect(diagnostics.map(\.rule) == [.configurationValue])
        #expect(configuration.title == nil && configuration.rules.roles.allSatisfy { $0.title == nil })
    }

    @Test func emptyIsEveryDefault() throws {
        #expect(try Configuration.read("").0 == .none)
        #expect(try Configuration.read("# only a comment\n").0 == .none)
    }

    @Test func unknownKeysAndValues() throws {
        let (_, diagnostics) = try Configuration.read("version: 2\ntitel: x\nx-own: 1\nlanguages: {}\nforge: github\n")
        #expect(
            diagnostics.map { "\($0.line ?? 0) \($0.rule.name)" } == [
                "1 configuration-value", "2 unknown-configuration-key", "4 configuration-value",
                "5 configuration-value",
            ])
        #expect(diagnostics[1].advice == "The nearest known key is \"title\".")
    }

    @Test(arguments: ["a: [", "- a list", "just words", "title: a\ntitle: b"])
    func unreadable(yaml: String) {
        #expect(throws: ConfigurationError.self) { try Configuration.read(yaml) }
    }

    @Test func hostileYAMLIsRefused() {
        for yaml in [
            "a: " + String(repeating: "[", count: 100_000), String(repeating: "- ", count: 10_000) + "a",
            "a: &a [x]\nb: &b [*a, *a]\n", "title: " + String(repeating: "x", count: 300_000),
            String(repeating: "? ", count: 5_000) + "a",
        ] {
            #expect(throws: ConfigurationError.self) { try Configuration.read(yaml) }
        }
    }

    @Test(
        "An alias is refused wherever it stands",
        arguments: [
            ("a: &x 1\nb: *x", 2), ("a: &x\r\n  - 1\r\nb:\r\n  *x", 4), ("a: &x 1\rb: *x", 2), ("a: &x 1\nb:\t*x", 2),
            ("a: &-x 1\nb: *-x", 2), ("a: [&x 1,\n  2, *x]", 2), ("a: &x 1\nb:\u{85} *x", 3),
            ("{a: &x 1, \"b\":*x}", 1),
            ("title: *important* words", 1), ("title: *nothing", 1),
        ])
    func aliases(yaml: String, line: Int) {
        let error = #expect(throws: ConfigurationError.self) { try Configuration.read(yaml) }
        #expect(error?.problem == "it uses a YAML alias (*name), which is not read here")
        #expect(error?.line == line)
    }

    @Test func starsAndAmpersandsInTextAreNoAliases() throws {
        let text = "title: R&D and *D*, Q & A\ndescription: 'a, *b* & [c, *d*]'\ninclude: ['*.md', \"*\"] # &md"
        let (configuration, diagnostics) = try Configuration.read(text)
        #expect(configuration.title == "R&D and *D*, Q & A")
        #expect(configuration.include == ["*.md", "*"])
        #expect(diagnostics.isEmpty)
    }

    /// That it ends is the test: each star looked through all that stood before it.
    @Test func manyStarsInOneLine() throws {
        let text = "title: a" + String(repeating: ",*a", count: 80_000)
        #expect(try Configuration.read(text).0.title?.utf8.count == 240_001)
    }

    @Test(arguments: ["1:30", "1:9223372036854775807:59", "99999999999999999999"])
    func numbersThatNobodyMeans(version: String) throws {
        #expect(try Configuration.read("version: \(version)").1.map(\.rule) == [.configurationValue])
    }

    @Test(
        arguments: [
            ("https://github.com/team/repo.git", "https://github.com/team/repo"),
            ("https://user:token@github.com/team/repo", "https://github.com/team/repo"),
            ("git@github.com:team/repo.git", "https://github.com/team/repo"),
            ("ssh://git@gitlab.example:2222/group/sub/repo.git", "https://gitlab.example/group/sub/repo"),
            ("http://forge.local:3000/a/b/", "http://forge.local:3000/a/b"),
            ("https://forge.example/team/repo.git?token=secret", "https://forge.example/team/repo"),
            ("https://forge.example/team/repo#secret", "https://forge.example/team/repo"),
            ("https://forge.example?secret=/team", nil), ("user:secret@forge.example:team/repo", nil),
            ("/srv/git/repo.git", nil), ("../repo", nil), ("file:///srv/repo", nil), ("C:\\repo", nil), ("", nil),
            ("https://x/\"><script>", nil), ("javascript://a/b", nil), ("https:/user:token@github.com/team/repo", nil),
        ] as [(String, String?)])
    func webAddresses(remote: String, address: String?) {
        #expect(webAddress(ofRemote: remote) == address)
    }

    @Test func forges() throws {
        #expect(forge(at: "https://github.com/a/b")?.kind == .github)
        #expect(forge(at: "https://gitlab.who.example/a/b")?.kind == .gitlab)
        #expect(forge(at: "https://codeberg.org/a/b")?.kind == .forgejo)
        #expect(forge(at: "https://git.example/a/b") == nil)
        #expect(
            try forge(at: "https://git.example/a/b", by: Configuration.read("forge: { kind: forgejo }").0)?.url(
                ofPullRequest: 3)
                == "https://git.example/a/b/pulls/3")
        #expect(forge(at: "https://example.com/github/b") == nil)
    }
}

@Suite struct SiteConfigurationTests {
    @Test func whatTheSiteIsTold() throws {
        let (configuration, found) = try Configuration.read(
            """
            forge: { kind: gitlab, branch: trunk }
            url: https://team.example/site
            theme: look/ours/
            feedback:
              - { title: Ask in the forum, url: "https://community.example/" }
              - { title: Write to us, url: "mailto:desk@ministry.example" }
            """)
        #expect(found == [])
        #expect(configuration.forge == .gitlab && configuration.branch == "trunk")
        #expect(configuration.siteAddress == "https://team.example/site/")
        #expect(configuration.theme == "look/ours")
        #expect(configuration.feedback.map(\.title) == ["Ask in the forum", "Write to us"])
    }

    @Test(arguments: [
        "theme: ../other", "theme: /etc", "theme: a/../b", "url: ftp://x.example", "url: \"https://\"",
        "url: https://x.example/?a", "feedback: [{ title: x, url: \"javascript:alert(1)\" }]", "feedback: [x]",
        "languages: [\"../x\"]", "languages: [en, \"k m\"]", "forge: { branch: \"\" }", "forge: {}",
        "documents: { a: b }",
    ])
    func valuesThatAreNotTaken(_ text: String) throws {
        let (configuration, found) = try Configuration.read(text)
        #expect(found.count == 1)
        #expect(configuration == Configuration.none)
    }

    @Test func manyPeopleAreNoDepth() throws {
        let people = (0..<2_000).map { "  p\($0): { name: P \($0), emails: [p\($0)@x.example], roles: [lead] }" }
        let (configuration, found) = try Configuration.read(
            "roles:\n  lead: { title: Lead }\npeople:\n" + people.joined(separator: "\n"))
        #expect(found == [] && configuration.rules.people.count == 2_000)
    }

    @Test(arguments: ["[ #]\n", "[ \"]\"\n", "[\n", "[ ']'\n"]) func depthThatIsHidden(_ line: String) {
        #expect(throws: ConfigurationError.self) {
            try Configuration.read("x-a:\n  " + String(repeating: line, count: 3_000))
        }
    }

    @Test func languagesOnce() throws {
        #expect(try Configuration.read("languages: [en, km, EN]").0.languages == ["en", "km"])
    }

    @Test(arguments: [
        (Forge.Kind.github, "https://f.example/a/b/edit/main/x%20y.md#L7"),
        (.gitlab, "https://f.example/a/b/-/edit/main/x%20y.md#L7"),
        (.forgejo, "https://f.example/a/b/_edit/main/x%20y.md"),
        (.bitbucket, "https://f.example/a/b/src/main/x%20y.md?mode=edit&at=main"),
        (
            .azureDevOps,
            "https://f.example/a/b?path=/x%20y.md&version=GBmain&_a=contents&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1"
        ),
    ])
    func editors(_ kind: Forge.Kind, _ address: String) {
        #expect(Forge(kind: kind, base: "https://f.example/a/b").url(editing: "x y.md", line: 7) == address)
    }
}
