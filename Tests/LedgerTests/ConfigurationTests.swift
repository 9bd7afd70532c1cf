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
    @Test(.timeLimit(.minutes(1))) func manyStarsInOneLine() throws {
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
            try forge(at: "https://git.example/a/b", by: Configuration.read("forge: { kind: forgejo }").0)?.url(ofPullRequest: 3)
                == "https://git.example/a/b/pulls/3")
        #expect(forge(at: "https://example.com/github/b") == nil)
    }
}
