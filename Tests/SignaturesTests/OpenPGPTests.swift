import Checklists
import Foundation
import Signatures
import TestSupport
import Testing

/// Commits that Ann wrote and Carl committed on 1 June 2026, signed by `git` through `gpg`.
@Suite struct OpenPGPTests {
    private let repository: SigningRepository
    private let home: GnuPGHome

    init() throws {
        repository = try SigningRepository()
        home = try GnuPGHome(at: "20260601T120000")
    }

    private func finding(_ commit: SignedCommit, _ keys: ListedKey...) -> SignatureFinding {
        SignatureChecker(keys: keys, tools: tools).findings(for: [commit])[0]
    }

    @Test(arguments: ["ed25519", "nistp256", "rsa2048"])
    func listedForTheAuthor(algorithm: String) throws {
        let key = try home.makeKey(algorithm)
        let finding = finding(try repository.commit(key), key.listed(for: "ann"))
        #expect(finding == SignatureFinding(verdict: .good, signer: "ann", fingerprint: key.fingerprint))
        #expect(try repository.gitAccepts(keyring: home))
    }

    /// The name in the key is somebody else's; the listing decides.
    @Test func whoseItIs() throws {
        let key = try home.makeKey()
        let commit = try repository.commit(key)
        #expect(finding(commit, key.listed(for: "carl")).verdict == .committer)
        #expect(finding(commit, key.listed(for: "eve")).verdict == .wrongSigner)
        let forge = SignatureFinding(verdict: .good, byForge: true, fingerprint: key.fingerprint)
        #expect(finding(commit, ListedKey(text: key.text, owner: .forge)) == forge)
    }

    @Test func notListed() throws {
        let (key, other) = (try home.makeKey(), try home.makeKey())
        let commit = try repository.commit(key)
        #expect(finding(commit, other.listed(for: "ann")).verdict == .unknownKey)
        #expect(finding(commit, other.listed(for: "ann")).fingerprint == key.fingerprint)
        #expect(finding(commit).verdict == .unknownKey)
        #expect(try !repository.gitAccepts(keyring: GnuPGHome()))
    }

    @Test func severalKeysInOneText() throws {
        let (key, other) = (try home.makeKey(), try home.makeKey())
        let both = ListedKey(text: try home.gpg("--armor", "--export"), owner: .forge)
        let findings = SignatureChecker(keys: [both], tools: tools)
            .findings(for: [try repository.commit(key), try repository.commit(other)])
        #expect(findings.map(\.verdict) == [.good, .good])
        #expect(findings.map(\.fingerprint) == [key.fingerprint, other.fingerprint])
    }

    @Test func aSubkeySigns() throws {
        let key = try home.makeKey()
        let subkey = try home.addSubkey(to: key)
        let finding = finding(try repository.commit(subkey), subkey.listed(for: "ann"))
        #expect(finding == SignatureFinding(verdict: .good, signer: "ann", fingerprint: key.fingerprint))
    }

    /// The subkey came after the key was listed.
    @Test func aSubkeyThatTheListingDoesNotHave() throws {
        let key = try home.makeKey()
        let subkey = try home.addSubkey(to: key)
        #expect(finding(try repository.commit(subkey), key.listed(for: "ann")).verdict == .unknownKey)
    }

    // MARK: Days

    @Test func expiredByTheListing() throws {
        let key = try home.makeKey()
        let commit = try repository.commit(key)
        #expect(finding(commit, key.listed(for: "ann", until: try day("2026-05-31"))).verdict == .expiredKey)
        #expect(finding(commit, key.listed(for: "ann", until: try day("2026-06-01"))).verdict == .good)
    }

    /// What has expired since was good then. To git it is not, from the day on which the key expired.
    @Test func expiredSince() throws {
        let key = try home.makeKey(expires: "2026-06-30")
        let commit = try repository.commit(key)
        #expect(finding(commit, key.listed(for: "ann")).verdict == .good)
        #expect(try repository.gitAccepts(keyring: home))
        try home.setClock("20260801T000000")
        #expect(try !repository.gitAccepts(keyring: home))
    }

    @Test func expiredBeforeTheCommit() throws {
        let key = try home.makeKey(expires: "2026-06-30")
        let july = Timestamp(seconds: juneFirst.seconds + 40 * 86_400, offset: 0)
        #expect(finding(try repository.commit(key, at: july), key.listed(for: "ann")).verdict == .expiredKey)
    }

    /// The date of the commit is from before the key expired, that of the signature is not.
    @Test func expiredBeforeTheSignature() throws {
        let key = try home.makeKey(expires: "2026-06-30")
        let listed = key.text
        try home.gpg("--quick-set-expire", key.fingerprint, "2027-06-30")
        try home.setClock("20260801T000000")
        let commit = try repository.commit(key)
        #expect(finding(commit, ListedKey(text: listed, owner: .person("ann"))).verdict == .expiredKey)
        #expect(finding(commit, try home.key(key.fingerprint).listed(for: "ann")).verdict == .good)
    }

    @Test func anExpiredSubkey() throws {
        let key = try home.makeKey()
        let subkey = try home.addSubkey(to: key, expires: "2026-06-30")
        let july = Timestamp(seconds: juneFirst.seconds + 40 * 86_400, offset: 0)
        let findings = SignatureChecker(keys: [subkey.listed(for: "ann")], tools: tools).findings(for: [
            try repository.commit(subkey), try repository.commit(subkey, at: july),
        ])
        #expect(findings.map(\.verdict) == [.good, .expiredKey])
    }

    @Test func revokedByTheListing() throws {
        let key = try home.makeKey()
        let listed = key.listed(for: "ann", revoked: try day("2026-07-01"))
        #expect(finding(try repository.commit(key), listed).verdict == .revokedKey)
    }

    @Test func revokedByItsCertificate() throws {
        let key = try home.makeKey()
        let commit = try repository.commit(key)
        try home.gpg("--import", input: Array(try home.revocation(of: key).utf8))
        let revoked = try home.key(key.fingerprint)
        let expected = SignatureFinding(verdict: .revokedKey, signer: "ann", fingerprint: key.fingerprint)
        #expect(finding(commit, revoked.listed(for: "ann")) == expected)
        #expect(try !repository.gitAccepts(keyring: home))
    }

    @Test func revokedByACertificateBehindTheKey() throws {
        let key = try home.makeKey()
        let text = key.text + (try home.revocation(of: key))
        let listed = ListedKey(text: text, owner: .person("ann"))
        #expect(finding(try repository.commit(key), listed).verdict == .revokedKey)
    }

    @Test func aRevokedSubkey() throws {
        let key = try home.makeKey()
        let (subkey, other) = (try home.addSubkey(to: key), try home.addSubkey(to: key))
        let commits = [try repository.commit(subkey), try repository.commit(other), try repository.commit(key)]
        try home.revokeFirstSubkey(of: key)
        let listed = try home.key(key.fingerprint).listed(for: "ann")
        let findings = SignatureChecker(keys: [listed], tools: tools).findings(for: commits)
        #expect(findings.map(\.verdict) == [.revokedKey, .good, .good])
    }

    // MARK: Altered

    @Test func anotherMessage() throws {
        let key = try home.makeKey()
        try repository.commit(key)
        let altered = try repository.alterLastCommit()
        #expect(finding(try repository.signedCommit("\(altered)"), key.listed(for: "ann")).verdict == .bad)
        #expect(try !repository.gitAccepts("\(altered)", keyring: home))
    }

    @Test func takenFromAnotherCommit() throws {
        let key = try home.makeKey()
        let other = try repository.commit(key, message: "Another")
        var commit = try repository.commit(key)
        commit.signature = other.signature
        #expect(finding(commit, key.listed(for: "ann")).verdict == .bad)
    }

    // MARK: What git does not make

    /// Ends of lines and the space before them would not be signed.
    @Test func aSignatureOverText() throws {
        let key = try home.makeKey()
        var commit = try repository.commit(key)
        commit.signature = try sign(commit.payload, key, "--textmode", "--detach-sign")
        let finding = finding(commit, key.listed(for: "ann"))
        #expect(finding.verdict == .unchecked)
        #expect(finding.note == "the signature is not one over a file, as git makes them")
    }

    @Test func twoSignatures() throws {
        let (key, other) = (try home.makeKey(), try home.makeKey())
        var commit = try repository.commit(key)
        commit.signature = try sign(commit.payload, key, "--detach-sign", "--local-user", other.fingerprint)
        let expected = SignatureFinding(
            verdict: .unchecked, note: "the OpenPGP signature cannot be read as a single one")
        #expect(finding(commit, key.listed(for: "ann")) == expected)
    }

    /// `gpg` would check the message's own text.
    @Test func aWholeSignedMessage() throws {
        let key = try home.makeKey()
        var commit = try repository.commit(key)
        let message = String(decoding: try sign(Array("Anything\n".utf8), key, "--sign"), as: UTF8.self)
        commit.signature = Array(message.utf8)
        #expect(finding(commit, key.listed(for: "ann")).note == "the signature is of no known form")
        commit.signature = Array(message.replacingOccurrences(of: "PGP MESSAGE", with: "PGP SIGNATURE").utf8)
        #expect(finding(commit, key.listed(for: "ann")).note == "the OpenPGP signature cannot be read as a single one")
    }

    private func sign(_ content: [UInt8], _ key: TestKey, _ options: String...) throws -> [UInt8] {
        let command = ["gpg", "--armor", "--local-user", key.fingerprint] + options
        return Array(try succeed(command, environment: ["GNUPGHOME": home.path], input: content).utf8)
    }
}
