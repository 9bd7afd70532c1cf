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

    @Test(arguments: ["a: [", "- a list", "just words", "a: &x 1\nb: *x", "title: a\ntitle: b"])
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
        arguments: [
            ("https://github.com/team/repo.git", "https://github.com/team/repo"),
            ("https://user:token@github.com/team/repo", "https://github.com/team/repo"),
            ("git@github.com:team/repo.git", "https://github.com/team/repo"),
            ("ssh://git@gitlab.example:2222/group/sub/repo.git", "https://gitlab.example/group/sub/repo"),
            ("http://forge.local:3000/a/b/", "http://forge.local:3000/a/b"),
            ("/srv/git/repo.git", nil), ("../repo", nil), ("file:///srv/repo", nil), ("C:\\repo", nil), ("", nil),
            ("https://x/\"><script>", nil), ("javascript://a/b", nil),
        ] as [(String, String?)])
    func webAddresses(remote: String, address: String?) {
        #expect(webAddress(ofRemote: remote) == address)
    }

    @Test func forges() {
        #expect(forge(at: "https://github.com/a/b", configured: nil)?.kind == .github)
        #expect(forge(at: "https://gitlab.who.example/a/b", configured: nil)?.kind == .gitlab)
        #expect(forge(at: "https://codeberg.org/a/b", configured: nil)?.kind == .forgejo)
        #expect(forge(at: "https://git.example/a/b", configured: nil) == nil)
        #expect(
            forge(at: "https://git.example/a/b", configured: .forgejo)?.url(ofPullRequest: 3)
                == "https://git.example/a/b/pulls/3")
        #expect(forge(at: "https://example.com/github/b", configured: nil) == nil)
    }
}
