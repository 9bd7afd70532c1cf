import Checklists
import Foundation
import Signatures
import TestSupport
import Testing

/// What happens around the programs: missing, hanging, given rubbish.
@Suite struct ToolTests {
    private let repository: SigningRepository
    private let ssh: TestKey

    init() throws {
        repository = try SigningRepository()
        ssh = try .ssh(in: repository.folder)
    }

    private func rubbish(_ signature: String) -> SignedCommit {
        SignedCommit(
            signature: Array(signature.utf8), payload: Array("tree\n".utf8), author: "ann", committer: "ann",
            committedAt: juneFirst)
    }

    private func finding(_ signature: String) -> SignatureFinding {
        SignatureChecker(keys: [ssh.listed(for: "ann")], tools: tools).findings(for: [rubbish(signature)])[0]
    }

    // MARK: Signatures

    @Test(arguments: ["SIGNED MESSAGE", "PKCS7"])
    func x509(title: String) {
        let finding = finding("-----BEGIN \(title)-----\nMIID\n-----END \(title)-----\n")
        #expect(finding == SignatureFinding(verdict: .unchecked, note: "X.509 signatures are not checked"))
    }

    @Test(arguments: [
        ("", "the signature is of no known form"), ("one two three\n", "the signature is of no known form"),
        ("-----BEGIN SSH SIGNATURE-----\n", "the SSH signature cannot be read"),
        ("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n", "the SSH signature cannot be read"),
        ("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----", "the SSH signature cannot be read"),
        (
            "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----",
            "the SSH signature cannot be read"
        ),
        (
            "-----BEGIN PGP SIGNATURE-----\n\niA==\n-----END PGP SIGNATURE-----\n",
            "the OpenPGP signature cannot be read as a single one"
        ),
        (
            "-----BEGIN PGP SIGNATURE-----\n\n!\n-----END PGP SIGNATURE-----\n",
            "the OpenPGP signature cannot be read as a single one"
        ),
        ("-----BEGIN PGP SIGNATURE-----", "the OpenPGP signature cannot be read as a single one"),
    ])
    func noSignature(text: String, note: String) {
        #expect(finding(text) == SignatureFinding(verdict: .unchecked, note: note))
    }

    @Test func tooLong() {
        let finding = finding("-----BEGIN SSH SIGNATURE-----\n" + String(repeating: "A", count: 1 << 20))
        #expect(finding == SignatureFinding(verdict: .unchecked, note: "the signature is longer than 1 MiB"))
    }

    /// An empty signature packet, which `gpg` takes for a signature by the key 0 of 1970.
    @Test func anEmptyPacket() throws {
        let home = try GnuPGHome()
        let checker = SignatureChecker(keys: [try home.makeKey().listed(for: "ann")], tools: tools)
        let commit = rubbish("-----BEGIN PGP SIGNATURE-----\n\niAA=\n-----END PGP SIGNATURE-----\n")
        let note = "gpg cannot check the signature: Can't check signature: Invalid digest algorithm"
        #expect(checker.findings(for: [commit]) == [SignatureFinding(verdict: .unchecked, note: note)])
    }

    // MARK: Keys

    @Test func unusableKeysDoNotDisturbOthers() throws {
        let home = try GnuPGHome()
        let openPGP = try home.makeKey()
        let begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
        let end = "-----END PGP PUBLIC KEY BLOCK-----\n"
        let privateKey = String(decoding: try bytes(ofFile: ssh.file), as: UTF8.self)
        let secret = try home.gpg("--armor", "--export-secret-keys", openPGP.fingerprint)
        let forSSH = "is neither an OpenSSH public key line nor an armoured OpenPGP public key"
        let secretMessage = "is a private key; make a new one, and list its public key"
        let texts: [(text: String, problem: String?)] = [
            ("", forSSH), ("ssh-ed25519", forSSH), ("ssh-ed25519 AAAA", forSSH), ("--homedir=/ -x", forSSH),
            ("ssh-rsa " + ssh.text.split(separator: " ")[1], forSSH),
            ("cert-authority \(ssh.text)", forSSH), (ssh.text + ssh.text, forSSH),
            (privateKey, secretMessage), (secret, secretMessage),
            (ssh.text, nil),
            ("\(begin)\n\nAAAA\n\(end)", "is not accepted by gpg"),
            (String(repeating: "x", count: 1 << 20 + 1), "is longer than 1 MiB"),
            (openPGP.text, nil),
        ]
        let keys = texts.map { ListedKey(text: $0.text, owner: .person("ann")) }
        let checker = SignatureChecker(keys: keys, tools: tools)
        #expect(checker.problems().map(\.index) == texts.indices.filter { texts[$0].problem != nil })
        // What gpg says about it, behind the colon, is another in every version.
        let messages = checker.problems().map { String($0.message.prefix { $0 != ":" }) }
        #expect(messages == texts.compactMap(\.problem))

        let commits = [try repository.commit(ssh), try repository.commit(openPGP)]
        #expect(checker.findings(for: commits).map(\.verdict) == [.good, .good])
    }

    /// No agent would be there to take it, and it must not be taken.
    @Test func aPrivateKeyThatSaysItIsPublic() throws {
        let home = try GnuPGHome()
        let key = try home.makeKey()
        let secret = try home.gpg("--armor", "--export-secret-keys", key.fingerprint)
            .replacingOccurrences(of: "PRIVATE", with: "PUBLIC")
        let checker = SignatureChecker(keys: [ListedKey(text: secret, owner: .person("ann"))], tools: tools)
        #expect(checker.problems().map(\.message) == ["is a private key; make a new one, and list its public key"])
        #expect(checker.findings(for: [try repository.commit(key)]).map(\.verdict) == [.unknownKey])
    }

    /// A key in hardware signs with a line of its own kind; nothing here has such hardware.
    @Test(arguments: ["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"])
    func securityKeys(kind: String) throws {
        let isEd25519 = kind.contains("ed25519")
        let plain = isEd25519 ? ssh : try TestKey.ssh("ecdsa", in: repository.folder)
        let encoded = String(plain.text.split(separator: " ")[1])
        let bytes = Array(try #require(Data(base64Encoded: encoded)))
        let size = Int(bytes[3])
        let name: [UInt8] = [0, 0, 0, UInt8(kind.utf8.count)] + kind.utf8
        let key = Data(name + bytes[(4 + size)...] + [0, 0, 0, 4] + Array("ssh:".utf8))
        let listed = ListedKey(text: "\(kind) \(key.base64EncodedString()) Ann", owner: .person("ann"))
        #expect(SignatureChecker(keys: [listed], tools: tools).problems() == [])
        let cut = ListedKey(text: "\(kind) \(key.dropLast().base64EncodedString())", owner: .person("ann"))
        #expect(SignatureChecker(keys: [cut], tools: tools).problems().count == 1)
    }

    @Test func aKeyThatOnlyTheProgramCanRefuse() {
        // An Ed25519 key of three bytes.
        let listed = ListedKey(text: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAwECAw==", owner: .person("ann"))
        let problems = SignatureChecker(keys: [listed, ssh.listed(for: "ann")], tools: tools).problems()
        #expect(problems.map(\.message) == ["cannot be read by ssh-keygen"])
    }

    // MARK: Programs

    @Test func noProgram() throws {
        let home = try GnuPGHome()
        let openPGP = try home.makeKey()
        let commits = [try repository.commit(ssh), try repository.commit(openPGP)]
        let nowhere = SignatureTools(searchPath: "/nonexistent::relative")
        let findings = SignatureChecker(keys: [ssh.listed(for: "ann"), openPGP.listed(for: "ann")], tools: nowhere)
            .findings(for: commits)
        #expect(findings.map(\.verdict) == [.unchecked, .unchecked])
        #expect(findings.map(\.note) == ["ssh-keygen is not installed", "gpg is not installed"])
        // Nobody lists them: no program could say more.
        let unlisted = SignatureChecker(keys: [], tools: nowhere).findings(for: commits)
        #expect(unlisted.map(\.verdict) == [.unknownKey, .unknownKey])
    }

    @Test func withoutAProgramKeysAreNotToBlame() throws {
        let keys = [ssh.listed(for: "ann"), ListedKey(text: "rubbish", owner: .forge)]
        let nowhere = SignatureTools(searchPath: "")
        #expect(SignatureChecker(keys: keys, tools: nowhere).problems().map(\.index) == [1])
    }

    @Test(arguments: [
        ("exec sleep 600", "ssh-keygen did not come to an end within 1 s"),
        ("kill -9 $$", "ssh-keygen was ended by signal 9"),
        ("printf 'No user\\033 exists\\nat all\\n' >&2; exit 255", "ssh-keygen gives no answer: No user? exists"),
        ("exit 0", "ssh-keygen gives no answer: no reason given"),
    ])
    func aProgramThatFails(script: String, note: String) throws {
        let folder = try TemporaryFolder()
        try writeProgram(script, to: folder.path("ssh-keygen"))
        let failing = SignatureTools(searchPath: "\(folder.path):\(tools.searchPath)", timeLimit: 1)
        let finding = SignatureChecker(keys: [ssh.listed(for: "ann")], tools: failing)
            .findings(for: [try repository.commit(ssh)])[0]
        #expect(finding == SignatureFinding(verdict: .unchecked, note: note))
    }

    @Test func gpgFailsAltogether() throws {
        let key = try GnuPGHome().makeKey()
        let folder = try TemporaryFolder()
        try writeProgram("kill -9 $$", to: folder.path("gpg"))
        let failing = SignatureTools(searchPath: "\(folder.path):\(tools.searchPath)")
        let checker = SignatureChecker(keys: [key.listed(for: "ann")], tools: failing)
        let commit = rubbish("-----BEGIN PGP SIGNATURE-----\n\niAA=\n-----END PGP SIGNATURE-----\n")
        #expect(checker.findings(for: [commit]).map(\.note) == ["gpg was ended by signal 9"])
    }

    @Test func gpgFailsOnOneKey() throws {
        let home = try GnuPGHome()
        let key = try home.makeKey()
        let folder = try TemporaryFolder()
        let real = try succeed(["sh", "-c", "command -v gpg"]).split(separator: "\n")[0]
        let script = """
            for last; do :; done
            case "$*" in *--import*) grep -q Trouble "$last" && kill -9 $$;; esac
            exec \(real) "$@"
            """
        try writeProgram(script, to: folder.path("gpg"))
        let failing = SignatureTools(searchPath: "\(folder.path):\(tools.searchPath)")
        let text = key.text.replacingOccurrences(of: "BLOCK-----\n\n", with: "BLOCK-----\nComment: Trouble\n\n")
        let trouble = ListedKey(text: text, owner: .forge)
        let checker = SignatureChecker(keys: [trouble, key.listed(for: "ann")], tools: failing)
        let message = "is not accepted by gpg: gpg was ended by signal 9"
        #expect(checker.problems() == [KeyProblem(index: 0, message: message)])
        #expect(checker.findings(for: [try repository.commit(key)]).map(\.verdict) == [.good])
    }

    @Test func noUsableKey() throws {
        let home = try GnuPGHome()
        let key = try home.makeKey()
        let text = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n"
        let checker = SignatureChecker(keys: [ListedKey(text: text, owner: .person("ann"))], tools: tools)
        let finding = SignatureFinding(verdict: .unknownKey, fingerprint: key.fingerprint)
        #expect(checker.findings(for: [try repository.commit(key)]) == [finding])
    }

    /// A program that says "good" about another key than the one that the signature names.
    @Test func theFingerprintMustBeTheKeys() throws {
        let folder = try TemporaryFolder()
        let real = try succeed(["sh", "-c", "command -v ssh-keygen"]).split(separator: "\n")[0]
        let script = """
            [ "$1" = -l ] && exec \(real) "$@"
            echo 'Good "git" signature with ED25519 key SHA256:other'
            """
        try writeProgram(script, to: folder.path("ssh-keygen"))
        let lying = SignatureTools(searchPath: "\(folder.path):\(tools.searchPath)")
        let finding = SignatureChecker(keys: [ssh.listed(for: "ann")], tools: lying)
            .findings(for: [try repository.commit(ssh)])[0]
        #expect(finding.verdict == .unchecked)
    }

    /// Through another process: as long as this one has a program open for writing, nobody can start it.
    private func writeProgram(_ script: String, to path: String) throws {
        try succeed(["install", "-m", "755", "/dev/stdin", path], input: Array("#!/bin/sh\n\(script)\n".utf8))
    }

    @Test func noTemporaryFolder() throws {
        let nowhere = SignatureTools(searchPath: tools.searchPath, temporaryFolder: "/nonexistent")
        let finding = SignatureChecker(keys: [ssh.listed(for: "ann")], tools: nowhere)
            .findings(for: [try repository.commit(ssh)])[0]
        #expect(finding.verdict == .unchecked)
        #expect(
            finding.note == "no temporary folder can be made in /nonexistent: No such file or directory")
    }

    @Test func nothingIsLeftBehind() throws {
        let home = try GnuPGHome()
        let openPGP = try home.makeKey()
        let folder = try TemporaryFolder().path("សញ្ញា")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let here = SignatureTools(searchPath: tools.searchPath, temporaryFolder: folder)
        let checker = SignatureChecker(keys: [ssh.listed(for: "ann"), openPGP.listed(for: "ann")], tools: here)
        let findings = checker.findings(for: [try repository.commit(ssh), try repository.commit(openPGP)])
        #expect(findings.map(\.verdict) == [.good, .good])
        #expect(checker.problems() == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    /// The programs get neither the user's environment nor a folder that others can read.
    @Test func whatTheProgramsSee() throws {
        let folder = try TemporaryFolder()
        let seen = folder.path("seen")
        let script = """
            { env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | sort; stat -c %a "$(dirname "$5")"; cat; } > \(seen)
            """
        try writeProgram(script, to: folder.path("ssh-keygen"))
        let spying = SignatureTools(searchPath: "\(folder.path):/usr/bin:/bin")
        _ = SignatureChecker(keys: [ssh.listed(for: "ann")], tools: spying).findings(for: [try repository.commit(ssh)])
        let text = String(decoding: try bytes(ofFile: seen), as: UTF8.self)
        #expect(text == "LC_ALL=C\nPATH=\(folder.path):/usr/bin:/bin\n700\n")
    }

    @Test func noCommitsNeedNoProgram() {
        let nowhere = SignatureTools(searchPath: "", temporaryFolder: "/nonexistent")
        #expect(SignatureChecker(keys: [ssh.listed(for: "ann")], tools: nowhere).findings(for: []) == [])
    }
}
