import Checklists
import Git
import Ledger
import Signatures
import TestSupport
import Testing

/// Commits that carry signatures (SPEC section 4, "Evidence levels"): which keys count for whom, and what follows.
@Suite struct SignedCommitTests {
    /// A key that `git commit` signs with.
    private struct Key {
        let file: String
        /// What a project lists.
        let line: String

        init(in folder: TemporaryFolder, _ name: String) throws {
            file = folder.path(name)
            let result = try run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file])
            guard result.status == 0 else { throw TestSupportError(result.errors) }
            line = String(decoding: try bytes(ofFile: file + ".pub"), as: UTF8.self).filter { !$0.isNewline }
        }
    }

    /// A project in which Ann and Ben list their keys, and `forge` is the forge's.
    private struct Project {
        let folder: TemporaryFolder
        let ann: Key
        let ben: Key
        let forge: Key
        let other: Key

        init() throws {
            folder = try TemporaryFolder()
            ann = try Key(in: folder, "ann")
            ben = try Key(in: folder, "ben")
            forge = try Key(in: folder, "forge")
            other = try Key(in: folder, "other")
        }

        func configuration(revoked: Bool = false, acknowledged: String = "") -> String {
            let annKey = revoked ? "{ key: \"\(ann.line)\", revoked: 2026-06-01 }" : "\"\(ann.line)\""
            return """
                version: 1
                roles: { dpo: { title: Data protection officer } }
                people:
                  ann: { name: Ann, emails: [ann@ministry.example], roles: [dpo], keys: [\(annKey)] }
                  ben: { name: Ben, emails: [ben@ministry.example], keys: ["\(ben.line)"] }
                forge-keys: ["\(forge.line)"]
                policy: { \(acknowledged) }

                """
        }

        /// Ticked by Eve, with Ann's box to tick.
        func write() throws -> ScriptedRepository {
            let script = RepositoryScript()
            script.commit("set up", ["countersign.yml": configuration()])
            script.commit("add", ["a.md": Sample.boxed("x", dpo: " ")])
            return try script.write(checkout: true)
        }

        /// Ann's sign-off, signed with a key.
        func sign(_ repository: ScriptedRepository, with key: Key, committer: String = "ann@ministry.example") throws {
            try repository.writeFile(Sample.boxed("x", dpo: "x"), to: "a.md")
            try repository.git(
                "-c", "gpg.format=ssh", "-c", "user.signingKey=\(key.file).pub", "commit", "-q", "-S", "-a", "-m",
                "sign",
                environment: [
                    "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@ministry.example",
                    "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": committer,
                ])
        }

        func configure(_ repository: ScriptedRepository, _ configuration: String) throws {
            try repository.writeFile(configuration, to: "countersign.yml")
            try repository.git("commit", "-q", "-a", "-m", "configure")
        }
    }

    @Test func byTheAuthorsKey() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ann)
        let reading = try Reading(repository)
        #expect(try reading.told() == ["signed-off", "dpo: ann box verified good@sign"])
        let signOff = try #require(try reading.onlyItem().signOffs.first)
        #expect(reading.report.signatures[signOff.commit]?.signer == "ann")
        #expect(reading.report.signatures.count == 1)
    }

    @Test func byTheForge() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.forge, committer: "noreply@forge.example")
        #expect(try Reading(repository).told() == ["signed-off", "dpo: ann box forge good@sign"])
    }

    @Test func byTheCommitter() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ben, committer: "ben@ministry.example")
        #expect(try Reading(repository).told() == ["signed-off", "dpo: ann box authored committer@sign"])
    }

    @Test func byAKeyThatNobodyLists() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.other)
        #expect(try Reading(repository).told() == ["signed-off", "dpo: ann box authored unknown-key@sign"])
    }

    @Test func bySomebodyElse() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ben)
        let reading = try Reading(repository)
        #expect(
            try reading.told()
                == ["awaiting", "dpo: ann box authored wrong-signer@sign, fails: alarm", "missing dpo: alarm"])
        #expect(reading.rules.sorted() == ["box-without-sign-off", "signature-alarm"])
    }

    /// A revocation in the report's commit wins, whenever the commit was made; acknowledging it does not make it count.
    @Test func byAKeyThatIsRevokedLater() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ann)
        let signed = try repository.git("rev-parse", "HEAD")
        try project.configure(repository, project.configuration(revoked: true))
        let told = ["awaiting", "dpo: ann box authored revoked-key@sign, fails: alarm", "missing dpo: alarm"]
        #expect(try Reading(repository).told() == told)
        let acknowledged = "acknowledged: [{ commit: \(signed), reason: Ann lost her laptop }]"
        try project.configure(repository, project.configuration(revoked: true, acknowledged: acknowledged))
        let reading = try Reading(repository)
        #expect(try reading.told() == told)
        let alarm = try #require(reading.diagnostics.first { $0.rule.name == "signature-alarm" })
        #expect(alarm.severity == .note && alarm.advice == "Acknowledged: Ann lost her laptop")
    }

    /// The configuration in force listed the key; that nobody lists it any more changes nothing.
    @Test func byAKeyThatIsNotListedAnyMore() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ann)
        try project.configure(
            repository, project.configuration().replacing("\"\(project.ann.line)\"", with: ""))
        #expect(try Reading(repository).told() == ["signed-off", "dpo: ann box verified good@sign"])
    }

    /// The author was nobody then, and is listed with the key by now: no stranger's signature.
    @Test func byAKeyThatIsListedOnlyLater() throws {
        let project = try Project()
        let script = RepositoryScript()
        script.commit("add", ["a.md": Sample.boxed("x", dpo: " ")])
        script.commit("declare", ["countersign.yml": "roles: { dpo: { title: Officer } }\n"])
        let repository = try script.write(checkout: true)
        try project.sign(repository, with: project.ann)
        try project.configure(repository, project.configuration())
        let signOff = try #require(try Reading(repository).onlyItem().signOffs.first)
        #expect(signOff.signature == .good && signOff.failure == .role)
    }

    @Test func withoutTheTools() throws {
        let project = try Project()
        let repository = try project.write()
        try project.sign(repository, with: project.ann)
        let reading = try ProjectReader(try repository.open()).read(
            "HEAD", asOf: Day(daysSince1970: 20_500), version: "test", tools: SignatureTools(searchPath: ""))
        let signOff = try #require(reading.report.checklists.first?.items.first?.signOffs.first)
        #expect(signOff.signature == .unchecked && signOff.evidence == .authored && signOff.counts)
        #expect(reading.report.signatures[signOff.commit]?.note == "ssh-keygen is not installed")
    }
}
