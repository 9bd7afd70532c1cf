import Checklists
import Ledger
import Testing

/// Roles, people, policy and keys in `countersign.yml`. Whatever is wrong is told and gives nobody more than was meant.
@Suite struct ConfigurationRulesTests {
    private let ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq ann@laptop"
    private let pgp = "-----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\nmDME\\n-----END PGP PUBLIC KEY BLOCK-----\\n"

    /// Rules, and what is told: `line rule`.
    private func read(_ yaml: String) throws -> (rules: Rules, told: [String], diagnostics: [Diagnostic]) {
        let (configuration, diagnostics) = try Configuration.read(yaml)
        return (configuration.rules, diagnostics.map { "\($0.line ?? 0) \($0.rule.name)" }, diagnostics)
    }

    /// Ann, with what `fields` say of her: two lines above them.
    private func readAnn(_ fields: String) throws -> (ann: Person, told: [String]) {
        let (rules, told, _) = try read("roles: { dpo: , lead: }\npeople:\n  ann: { emails: [a@x.example], \(fields) }")
        return (try #require(rules.people.first { $0.key == "ann" }), told)
    }

    @Test func everythingRight() throws {
        let (rules, told, _) = try read(
            """
            roles:
              dpo: { title: Data protection officer }
              lead:
            people:
              ann:
                name: Ann A.
                names: [A. Ann, អាន]
                emails: [ann@ministry.example, ann@home.example]
                organisation: Ministry
                roles: [dpo, { role: lead, from: 2026-01-01, until: 2026-12-31 }]
                keys: ["\(ssh)", { key: "\(pgp)", from: 2026-01-01, revoked: 2026-06-01 }]
              ben:
                name: Ben
                emails: ben@ministry.example
                roles: lead
            policy:
              minimum-evidence: { default: forge, dpo: verified }
              approval-trailers: [Approved-by]
              independent: true
              revoke: [lead]
              acknowledged: [{ commit: 0123456789ABCDEF0123456789abcdef01234567, reason: key was replaced }]
            forge-keys: ["\(pgp.replacing("mDME", with: "xsBN"))"]
            """)
        #expect(told == [])
        #expect(rules.roles == [Role(key: "dpo", title: "Data protection officer"), Role(key: "lead")])
        let year = Term(from: Day("2026-01-01"), until: Day("2026-12-31"))
        #expect(
            rules.people == [
                Person(
                    key: "ann", names: ["Ann A.", "A. Ann", "អាន"],
                    emails: ["ann@ministry.example", "ann@home.example"],
                    organisation: "Ministry", roles: [RoleTerm(role: "dpo"), RoleTerm(role: "lead", term: year)],
                    publicKeys: [
                        PublicKey(text: ssh),
                        PublicKey(
                            text: pgp.replacing("\\n", with: "\n"), term: Term(from: Day("2026-01-01")),
                            revoked: Day("2026-06-01")),
                    ]),
                Person(key: "ben", names: ["Ben"], emails: ["ben@ministry.example"], roles: [RoleTerm(role: "lead")]),
            ])
        #expect(
            rules.policy
                == Policy(
                    minimumEvidence: .forge, minimumEvidenceByRole: ["dpo": .verified],
                    approvalTrailers: ["Approved-by"], isIndependent: true, revoke: ["lead"],
                    acknowledged: [
                        Acknowledgement(
                            commit: CommitID(hex: "0123456789abcdef0123456789abcdef01234567"),
                            reason: "key was replaced")
                    ]))
        #expect(rules.forgeKeys.count == 1)
    }

    @Test func nothingIsEveryDefault() throws {
        let (rules, told, _) = try read("roles:\npeople: {}\npolicy:\nforge-keys: []\n")
        #expect(rules == Rules())
        #expect(told == [])
        #expect(rules.policy.minimumEvidence == .authored)
    }

    @Test func rulesOfAnUnreadableConfiguration() {
        #expect(Configuration.rules(of: "people: [") == nil)
        #expect(Configuration.rules(of: "people: { ann: { name: A, name: B } }") == nil, "a key twice, further in")
        #expect(Configuration.rules(of: "roles: { dpo: }")?.roles == [Role(key: "dpo")])
    }

    // MARK: Keys, names, addresses

    @Test(arguments: ["Dpo", "d po", "dpо", "dpo\\u202E", "dpo\\0", "-dpo", ""])
    func keysThatCouldBeTakenForOthers(key: String) throws {
        let (rules, told, _) = try read("roles:\n  \"\(key)\": { title: x }\npeople:\n  \"\(key)\": { emails: a@b.c }")
        #expect(rules == Rules())
        #expect(told == ["2 configuration-value", "4 configuration-value"])
    }

    @Test(arguments: ["roles: [dpo]", "roles: dpo", "people: [ann]", "people: { ann: Ann }", "people: ann"])
    func otherShapes(yaml: String) throws {
        let (rules, told, _) = try read(yaml)
        #expect(rules == Rules())
        #expect(told == ["1 configuration-value"])
    }

    @Test func unknownKeysOfPeopleAndRoles() throws {
        let (rules, _, diagnostics) = try read(
            "roles:\n  dpo: { titel: x, x-own: 1 }\npeople:\n  ann:\n    emails: a@b.c\n    email: d@e.f\n    <<: {}")
        #expect(diagnostics.map(\.rule.name) == Array(repeating: "unknown-configuration-key", count: 3))
        #expect(diagnostics.map(\.line) == [2, 6, 7])
        #expect(diagnostics[0].advice == "The nearest known key is \"title\".")
        #expect(diagnostics[1].advice == "The nearest known key is \"emails\".")
        #expect(rules.people.map(\.emails) == [["a@b.c"]])
    }

    @Test(arguments: ["Ann \\u202E nnA", "Ann\\a", "Ann\\uFFFD", "Ann\\nBen", "\\u200FAnn"])
    func deceptiveNamesAreLeftOut(name: String) throws {
        let (ann, told) = try readAnn("name: \"\(name)\", organisation: \"\(name)\"")
        #expect(ann.names.isEmpty && ann.organisation == nil)
        #expect(told == ["3 configuration-value", "3 configuration-value"])
    }

    /// Khmer and Thai break lines with zero-width spaces, Persian needs non-joiners.
    @Test(arguments: ["សុខ\u{200B}ភា", "می\u{200C}خواهم", "O'Brien-Ñ"])
    func namesInAnyScript(name: String) throws {
        let (ann, told) = try readAnn("name: \(name)")
        #expect(ann.names == [name])
        #expect(told == [])
    }

    @Test(arguments: ["ann", "@x", "a@", "a@b@c", "a b@x", "<a@x>", "a@x\\u202E", "a@x\\u200B", "a@x,b@x", "", "[]"])
    func malformedAddressesAreLeftOut(address: String) throws {
        let value = address == "[]" ? "[[]]" : "[\"\(address)\", ok@x.example]"
        let (rules, told, _) = try read("people:\n  ann:\n    emails: \(value)")
        #expect(rules.people.first?.emails == (address == "[]" ? [] : ["ok@x.example"]))
        #expect(told.contains("3 configuration-value"))
    }

    @Test func anAddressWithUnusualLettersIsTold() throws {
        let (rules, told, _) = try read("people:\n  ann:\n    emails: аnn@x.example")
        #expect(rules.people.first?.emails == ["аnn@x.example"])
        #expect(told == ["3 unusual-email"])
    }

    @Test func aPersonWithoutAddressIsTold() throws {
        let (rules, told, _) = try read("people:\n  ann: { name: Ann }\n  ben:")
        #expect(rules.people.map(\.key) == ["ann", "ben"])
        #expect(told == ["2 person-without-email", "3 person-without-email"])
    }

    @Test func anAddressOfTwoPeopleIsTakenFromBoth() throws {
        let (rules, told, diagnostics) = try read(
            "people:\n  ann: { emails: [Team@x.example, a@x.example] }\n  ben: { emails: [team@x.example, b@x.example] }"
        )
        #expect(rules.people.map(\.emails) == [["a@x.example"], ["b@x.example"]])
        #expect(told == ["2 shared-email", "3 shared-email"])
        #expect(
            diagnostics.first?.message
                == "\"Team@…\" is listed for \"ann\" and for \"ben\", so it identifies neither")
    }

    @Test func twoPeopleOfOneName() throws {
        let (rules, told, _) = try read(
            "people:\n  ann: { name: Sam, emails: a@x.example }\n  ben: { name: Sam, emails: b@x.example }")
        #expect(told == ["2 shared-name", "3 shared-name"])
        #expect(rules.person(Mention(name: "Sam", email: nil)) == nil)
        #expect(rules.people.map(\.names) == [["Sam"], ["Sam"]])
    }

    // MARK: Roles of people

    @Test func aRoleThatIsNotDeclared() throws {
        let (rules, told, diagnostics) = try read(
            "roles: { dpo: }\npeople:\n  ann: { emails: a@x.example, roles: [dpoo, { role: boss }, dpo] }")
        #expect(rules.people.first?.roles == [RoleTerm(role: "dpo")])
        #expect(told == ["3 unknown-role", "3 unknown-role"])
        #expect(diagnostics.map(\.advice) == ["The nearest role is \"dpo\".", "Declare it under \"roles:\"."])
    }

    @Test(arguments: [
        "{ role: dpo, until: 31.12.2026 }", "{ role: dpo, from: soon }", "{ role: dpo, from: 2027-02-29 }",
        "{ role: dpo, until: }", "{ role: dpo, from: 2027-01-02, until: 2027-01-01 }",
        "{ role: dpo, untill: 2026-12-31 }",
        "{ from: 2027-01-01 }", "{ role: [dpo] }", "[dpo]",
    ])
    func aTermThatCannotBeReadGrantsNothing(role: String) throws {
        let (ann, told) = try readAnn("roles: [\(role), lead]")
        #expect(ann.roles == [RoleTerm(role: "lead")])
        #expect(told == ["3 configuration-value"])
    }

    @Test func oneDay() throws {
        let (ann, told) = try readAnn("roles: { role: dpo, from: 2027-01-01, until: 2027-01-01 }")
        #expect(ann.roles.map(\.term) == [Term(from: Day("2027-01-01"), until: Day("2027-01-01"))])
        #expect(told == [])
    }

    // MARK: Public keys

    @Test(arguments: [
        "just words", "ssh-ed25519", "ssh-dss AAAAB3", "cert-authority ssh-ed25519 AAAAC3", "ssh-ed25519 BBBB",
        "namespaces=git ssh-ed25519 AAAAC3", "ssh-ed25519 AAAAC3\\nssh-ed25519 AAAAC4", "ssh-ed25519 AAAAC3 \\u202Ex",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\\nmDME", "-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----",
    ])
    func noKeys(key: String) throws {
        let (ann, told) = try readAnn("keys: [\"\(key)\"]")
        #expect(ann.publicKeys.isEmpty)
        #expect(told == ["3 configuration-value"])
    }

    @Test func aPrivateKeyIsToldAndNotRepeated() throws {
        for kind in ["OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
            let (rules, told, diagnostics) = try read(
                "people:\n  ann: { emails: a@x.example, keys: \"-----BEGIN \(kind)-----\\nsecret\\n-----END \(kind)-----\" }"
            )
            #expect(rules.people.first?.publicKeys == [])
            #expect(told == ["2 private-key"])
            #expect(!diagnostics.map { $0.message + ($0.advice ?? "") }.joined().contains("secret"))
        }
    }

    @Test(arguments: ["from: soon", "until: 2027-13-01", "untill: 2027-01-01", "from: 2027-01-02, until: 2027-01-01"])
    func aKeyWhoseDaysCannotBeReadProvesNothing(days: String) throws {
        let (ann, told) = try readAnn("keys: { key: \"\(ssh)\", \(days) }")
        #expect(ann.publicKeys.isEmpty)
        #expect(told == ["3 configuration-value"])
    }

    @Test(arguments: ["revoked: yes", "revoked: ", "revoked: 1.2.2026", "revoked: 2026-13-01, from: soon"])
    func aKeyThatSomebodyWantedRevokedIsRevokedForEver(days: String) throws {
        let (ann, told) = try readAnn("keys: { key: \"\(ssh)\", \(days) }")
        #expect(ann.publicKeys == [PublicKey(text: ssh, revoked: Day("0001-01-01"))])
        #expect(told.contains("3 configuration-value"))
    }

    @Test func aKeyOfTwoPeopleOrOfTheForgeIsNobodys() throws {
        let (rules, told, _) = try read(
            """
            people:
              ann: { emails: a@x.example, keys: ["\(ssh)", ssh-rsa AAAAF] }
              ben: { emails: b@x.example, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq other", ssh-rsa AAAAB] }
            forge-keys: ["ssh-rsa AAAAF web"]
            """)
        #expect(rules.people.map { $0.publicKeys.map(\.text) } == [[], ["ssh-rsa AAAAB"]])
        #expect(rules.forgeKeys.map(\.text) == ["ssh-rsa AAAAF web"])
        #expect(told == ["2 shared-key", "2 shared-key", "3 shared-key"])
    }

    /// Otherwise sharing a revoked key would bring it back where an older configuration lists it.
    @Test func aSharedKeyThatIsRevokedStaysRevoked() throws {
        let (rules, told, _) = try read(
            """
            people:
              ann: { emails: a@x.example, keys: { key: ssh-rsa AAAAF, revoked: 2026-01-01 } }
              ben: { emails: b@x.example, keys: ssh-rsa AAAAF }
            """)
        #expect(rules.people.map(\.publicKeys) == [[PublicKey(text: "ssh-rsa AAAAF", revoked: Day("2026-01-01"))], []])
        #expect(told == ["2 shared-key", "3 shared-key"])
    }

    @Test func aKeyInABlockOfText() throws {
        let (rules, told, _) = try read(
            "forge-keys:\n  - |\n    ssh-rsa AAAAF\n  - key: ssh-rsa AAAAG\n    until: 2026-12-31\n")
        #expect(rules.forgeKeys.map(\.text) == ["ssh-rsa AAAAF", "ssh-rsa AAAAG"])
        #expect(told == [])
    }

    // MARK: Policy

    @Test(arguments: ["minimum-evidence: verifed", "minimum-evidence: [verified]", "minimum-evidance: verified"])
    func evidenceThatCannotBeReadIsTheStrictest(policy: String) throws {
        let (rules, told, _) = try read("policy:\n  \(policy)")
        #expect(rules.policy == Policy(minimumEvidence: .verified))
        #expect(told.count == 1 && told[0].hasPrefix("2 "))
    }

    @Test func evidenceByRole() throws {
        let (rules, told, _) = try read(
            "roles: { dpo: , lead: }\npolicy:\n  minimum-evidence:\n    dpo: stated\n    lead: best\n    boss: stated")
        #expect(rules.policy == Policy(minimumEvidenceByRole: ["dpo": .stated, "lead": .verified]))
        #expect(told == ["5 configuration-value", "6 unknown-role"])
    }

    /// For whom it was meant is not known.
    @Test(arguments: ["dpoo", "DPO", "boss", "defualt"])
    func evidenceOfAnUnknownRoleIsAskedOfAll(role: String) throws {
        let roles = "roles: { dpo: , lead: }\n"
        let (rules, told, _) = try read("\(roles)policy: { minimum-evidence: { \(role): verified, lead: forge } }")
        #expect(rules.policy == Policy(minimumEvidence: .verified, minimumEvidenceByRole: ["lead": .forge]))
        #expect(told == ["2 unknown-role"])
        let mild = try read("\(roles)policy: { minimum-evidence: { default: forge, \(role): stated } }").rules.policy
        #expect(mild == Policy(minimumEvidence: .forge))
    }

    @Test(arguments: ["independent: maybe", "independent: \"true\"", "independent: [true]", "independant: false"])
    func independenceThatCannotBeReadIsMeant(policy: String) throws {
        let (rules, told, _) = try read("policy:\n  \(policy)")
        #expect(rules.policy == Policy(isIndependent: true))
        #expect(told.count == 1)
    }

    @Test func aPolicyThatIsNoneIsTheStrictest() throws {
        for yaml in ["policy: [verified]", "policy: strict"] {
            #expect(try read(yaml).rules.policy == .strictest)
            #expect(try read(yaml).told == ["1 configuration-value"])
        }
    }

    /// A limit that nobody reads would be none.
    @Test(arguments: [
        "Policy: { minimum-evidence: stated }", "polcy: { revoke: [] }", "policies: {}", "minimum-evidence: forge",
        "policy:\nindependent: true", "policy: { minimum-evidence: stated }\nPOLICY: { }",
    ])
    func aMisspeltPolicyIsTheStrictest(yaml: String) throws {
        let (rules, told, diagnostics) = try read(yaml)
        #expect(rules.policy == .strictest)
        let line = yaml.contains("\n") ? 2 : 1
        #expect(told == ["\(line) unknown-configuration-key"])
        #expect(diagnostics[0].advice?.contains("the strictest is taken for meant") == true)
    }

    @Test(arguments: ["x-policy: { independent: true }", "peple: {}", "public: yes", "colour: blue"])
    func otherUnknownKeysLimitNothing(yaml: String) throws { #expect(try read(yaml).rules.policy == Policy()) }

    @Test(
        arguments: [
            ("evidence: verified", .strictest), ("verify: all", .strictest),
            ("minimum_evidence: forge", Policy(minimumEvidence: .verified)),
            ("independant: true", Policy(isIndependent: true)),
            ("approval-trailer: [Approved-by]", Policy()), ("revok: [lead]", Policy()),
            ("x-evidence: verified", Policy()),
        ] as [(String, Policy)])
    func anUnknownKeyOfThePolicyIsALimit(field: String, policy: Policy) throws {
        #expect(try read("policy: { \(field) }").rules.policy == policy)
    }

    @Test func aByteOrderMarkSaysNothing() throws {
        let (rules, told, _) = try read("\u{FEFF}roles: { dpo: }\npolicy: { independent: true }")
        #expect(rules == Rules(roles: [Role(key: "dpo")], policy: Policy(isIndependent: true)))
        #expect(told == [])
    }

    @Test func trailersAndRevokers() throws {
        let (rules, told, _) = try read(
            """
            roles: { lead: }
            policy:
              approval-trailers: ["Approved-by:", Reviewed-by, "Аpproved-by"]
              revoke: [lead, boss]
              x-own: 1
            """)
        #expect(rules.policy == Policy(approvalTrailers: ["Reviewed-by"], revoke: ["lead"]))
        #expect(told == ["3 configuration-value", "3 configuration-value", "4 unknown-role"])
        #expect(try read("policy: { approval-trailers: {}, revoke: {} }").rules.policy == Policy())
        #expect(try read("policy: { approval-trailers: {}, revoke: {} }").told.count == 2)
    }

    @Test(arguments: [
        "{ commit: 0123456, reason: x }", "{ commit: 0123456789abcdef0123456789abcdef0123456g, reason: x }",
        "{ reason: x }", "{ commit: 0123456789abcdef0123456789abcdef01234567 }",
        "{ commit: 0123456789abcdef0123456789abcdef01234567, reason: }", "0123456789abcdef0123456789abcdef01234567",
    ])
    func acknowledgementsThatSayTooLittle(acknowledgement: String) throws {
        let (rules, told, _) = try read("policy:\n  acknowledged:\n    - \(acknowledgement)")
        #expect(rules.policy == Policy())
        #expect(told == ["3 configuration-value"])
    }

    /// No hints after a hundred mistakes: each would be compared with all that is known.
    @Test func manyMistakesAreAllTold() throws {
        let roles = (0..<3_000).map { "r\($0)x" }.joined(separator: ", ")
        let (rules, told, _) = try read("people:\n  ann: { emails: a@x.example, roles: [\(roles)] }")
        #expect(rules.people.first?.roles == [])
        #expect(told.count == 3_000)
    }
}
