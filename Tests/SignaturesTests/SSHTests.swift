import Checklists
import Foundation
import Signatures
import TestSupport
import Testing

/// Commits that Ann wrote and Carl committed on 1 June 2026, signed by `git` through `ssh-keygen`.
@Suite struct SSHTests {
    private let repository: SigningRepository
    private let key: TestKey

    init() throws {
        repository = try SigningRepository()
        key = try .ssh(in: repository.folder)
    }

    private func finding(_ commit: SignedCommit, _ keys: ListedKey...) -> SignatureFinding {
        SignatureChecker(keys: keys, tools: tools).findings(for: [commit])[0]
    }

    @Test(arguments: ["ed25519", "ecdsa", "rsa"])
    func listedForTheAuthor(kind: String) throws {
        let key = try TestKey.ssh(kind, in: repository.folder)
        let finding = finding(try repository.commit(key), key.listed(for: "ann"))
        #expect(finding == SignatureFinding(verdict: .good, signer: "ann", fingerprint: key.fingerprint))
        #expect(try repository.gitAccepts(allowedSigners: "ann \(key.text)"))
    }

    @Test func listedForTheCommitter() throws {
        let finding = finding(try repository.commit(key), key.listed(for: "carl"))
        #expect(finding == SignatureFinding(verdict: .committer, signer: "carl", fingerprint: key.fingerprint))
    }

    /// To git, any allowed signer is as good as any other.
    @Test func listedForSomebodyElse() throws {
        let finding = finding(try repository.commit(key), key.listed(for: "eve"))
        #expect(finding == SignatureFinding(verdict: .wrongSigner, signer: "eve", fingerprint: key.fingerprint))
        #expect(try repository.gitAccepts(allowedSigners: "eve \(key.text)"))
    }

    @Test func byAPersonWhenNobodyIsKnown() throws {
        var commit = try repository.commit(key)
        (commit.author, commit.committer) = (nil, nil)
        #expect(finding(commit, key.listed(for: "ann")).verdict == .wrongSigner)
    }

    @Test func notListed() throws {
        let other = try TestKey.ssh(in: repository.folder)
        let finding = finding(try repository.commit(key), other.listed(for: "ann"))
        #expect(finding == SignatureFinding(verdict: .unknownKey, fingerprint: key.fingerprint))
        #expect(try !repository.gitAccepts(allowedSigners: "ann \(other.text)"))
    }

    /// Whoever can change the list afterwards cannot make another's signature the author's.
    @Test func listedForAnotherThenAndForTheAuthorNow() throws {
        var commit = try repository.commit(key)
        commit.keys = [key.listed(for: "eve")]
        #expect(finding(commit, key.listed(for: "ann")).verdict == .wrongSigner)
        commit.keys = [key.listed(for: "ann")]
        #expect(finding(commit, key.listed(for: "eve")).verdict == .good)
    }

    @Test func listedInTheConfigurationInForce() throws {
        var commit = try repository.commit(key)
        commit.keys = [key.listed(for: "ann")]
        let findings = SignatureChecker(keys: [], tools: tools).findings(for: [commit, try repository.commit(key)])
        #expect(findings.map(\.verdict) == [.good, .unknownKey])
    }

    // MARK: Days

    @Test(
        arguments: [
            (nil, "2026-05-31", .expiredKey), (nil, "2026-06-01", .good),
            ("2026-06-01", nil, .good), ("2026-06-02", nil, .expiredKey), ("2026-06-01", "2026-06-01", .good),
        ] as [(String?, String?, SignatureVerdict)])
    func listedForSomeDays(from: String?, until: String?, verdict: SignatureVerdict) throws {
        let listed = key.listed(for: "ann", from: try from.map(day), until: try until.map(day))
        let finding = finding(try repository.commit(key), listed)
        #expect(finding == SignatureFinding(verdict: verdict, signer: "ann", fingerprint: key.fingerprint))
        var options: [String] = []
        if let from { options.append("valid-after=\"\(from.filter(\.isNumber))000000Z\"") }
        if let until { options.append("valid-before=\"\(until.filter(\.isNumber))235959Z\"") }
        let line = "ann \(options.joined(separator: ",")) \(key.text)"
        #expect(try repository.gitAccepts(allowedSigners: line) == (verdict == .good))
    }

    /// 1 June in Phnom Penh is still 31 May in UTC.
    @Test func daysAreThoseOfUTC() throws {
        let evening = Timestamp(seconds: juneFirst.seconds - 43_201, offset: 420)
        let commit = try repository.commit(key, at: evening)
        #expect(finding(commit, key.listed(for: "ann", until: try day("2026-05-31"))).verdict == .good)
        #expect(finding(commit, key.listed(for: "ann", from: try day("2026-06-01"))).verdict == .expiredKey)
    }

    @Test(arguments: ["2026-05-31", "2026-06-02", "2030-01-01"])
    func revokedOnAnyDay(_ revoked: String) throws {
        let finding = finding(try repository.commit(key), key.listed(for: "ann", revoked: try day(revoked)))
        #expect(finding == SignatureFinding(verdict: .revokedKey, signer: "ann", fingerprint: key.fingerprint))
    }

    @Test func revokedAfterTheConfigurationInForce() throws {
        var commit = try repository.commit(key)
        commit.keys = [key.listed(for: "ann")]
        #expect(finding(commit, key.listed(for: "ann", revoked: try day("2026-07-01"))).verdict == .revokedKey)
    }

    @Test func revokedForSomebodyElse() throws {
        let revoked = key.listed(for: "eve", revoked: try day("2026-07-01"))
        #expect(finding(try repository.commit(key), key.listed(for: "ann"), revoked).verdict == .revokedKey)
    }

    // MARK: Several owners

    @Test(arguments: [
        (["carl", "ann"], "ann", SignatureVerdict.good), (["eve", "carl"], "carl", .committer),
        (["eve", "ann"], "ann", .good), (["eve", "dan"], "eve", .wrongSigner),
    ])
    func listedForTwo(people: [String], signer: String, verdict: SignatureVerdict) throws {
        let finding = SignatureChecker(keys: people.map { key.listed(for: $0) }, tools: tools)
            .findings(for: [try repository.commit(key)])[0]
        #expect(finding == SignatureFinding(verdict: verdict, signer: signer, fingerprint: key.fingerprint))
    }

    /// The key of an office: whoever holds it on that day has signed.
    @Test func handedOver() throws {
        let commit = try repository.commit(key)
        let former = key.listed(for: "ann", until: try day("2026-05-31"))
        #expect(finding(commit, former, key.listed(for: "eve", from: try day("2026-06-01"))).verdict == .wrongSigner)
        #expect(finding(commit, former, key.listed(for: "carl", from: try day("2026-06-01"))).verdict == .committer)
    }

    @Test func expiredForSomebodyElse() throws {
        let former = key.listed(for: "eve", until: try day("2026-05-31"))
        #expect(finding(try repository.commit(key), former).verdict == .wrongSigner)
    }

    @Test func theForge() throws {
        let forge = ListedKey(text: key.text, owner: .forge)
        let expected = SignatureFinding(verdict: .good, byForge: true, fingerprint: key.fingerprint)
        #expect(finding(try repository.commit(key), forge) == expected)
    }

    /// Otherwise everything that a web editor signs would be "verified".
    @Test func theForgesKeyListedForTheAuthor() throws {
        let forge = ListedKey(text: key.text, owner: .forge)
        let expected = SignatureFinding(verdict: .good, byForge: true, fingerprint: key.fingerprint)
        #expect(finding(try repository.commit(key), key.listed(for: "ann"), forge) == expected)
    }

    @Test func theForgesKeyWhenItHasExpired() throws {
        let forge = ListedKey(text: key.text, owner: .forge, until: try day("2026-05-31"))
        let finding = finding(try repository.commit(key), forge)
        #expect(finding.verdict == .expiredKey && finding.byForge)
        let commit = try repository.commit(key)
        #expect(self.finding(commit, forge, key.listed(for: "ann")).verdict == .expiredKey)
    }

    // MARK: Altered

    @Test func anotherMessage() throws {
        try repository.commit(key)
        let altered = try repository.alterLastCommit()
        let finding = finding(try repository.signedCommit("\(altered)"), key.listed(for: "ann"))
        #expect(finding == SignatureFinding(verdict: .bad, fingerprint: key.fingerprint))
        #expect(try !repository.gitAccepts("\(altered)", allowedSigners: "ann \(key.text)"))
    }

    @Test func alteredUnderARevokedKey() throws {
        var commit = try repository.commit(key)
        commit.payload.append(0x0A)
        #expect(finding(commit, key.listed(for: "ann", revoked: try day("2026-01-01"))).verdict == .bad)
    }

    @Test func takenFromAnotherCommit() throws {
        let other = try repository.commit(key, message: "Another")
        var commit = try repository.commit(key)
        commit.signature = other.signature
        #expect(finding(commit, key.listed(for: "ann")).verdict == .bad)
    }

    @Test(arguments: ["file", "git\n", "gi"])
    func madeForSomethingElse(namespace: String) throws {
        var commit = try repository.commit(key)
        let file = repository.folder.path("payload")
        try write(commit.payload, toFile: file)
        let arguments = ["-Y", "sign", "-f", key.file, "-n", namespace, file]
        try succeed(["ssh-keygen"] + arguments)
        commit.signature = try bytes(ofFile: file + ".sig")
        let finding = finding(commit, key.listed(for: "ann"))
        #expect(finding.verdict == .bad)
        #expect(finding.note == "the signature was made for something else than git")
    }

    // MARK: Kinds of keys

    /// The certificate is made by whoever likes; the key in it is Ann's.
    @Test func signedWithACertificate() throws {
        let certified = try certificate(period: "20200101:20210101")
        let commit = try repository.commit(certified)
        let expected = SignatureFinding(verdict: .good, signer: "ann", fingerprint: key.fingerprint)
        #expect(finding(commit, key.listed(for: "ann")) == expected)
    }

    @Test(arguments: [("20260101:20270101", SignatureVerdict.good), ("20260101:20260201", .expiredKey)])
    func aCertificateIsListed(period: String, verdict: SignatureVerdict) throws {
        let certified = try certificate(period: period)
        #expect(finding(try repository.commit(key), certified.listed(for: "ann")).verdict == verdict)
    }

    private func certificate(period: String) throws -> TestKey {
        let authority = try TestKey.ssh(in: repository.folder)
        try succeed([
            "ssh-keygen", "-q", "-s", authority.file, "-I", "Ann", "-n", "ann", "-V", period, key.file + ".pub",
        ])
        return try TestKey(sshKey: key.file, signingKey: key.file + "-cert.pub")
    }

    @Test func theCommentAndTheSpaceAroundItDoNotMatter() throws {
        let words = key.text.split(separator: " ")
        let listed = ListedKey(text: "\n \(words[0])\t\(words[1])  Ann's own key \r\n", owner: .person("ann"))
        #expect(finding(try repository.commit(key), listed).verdict == .good)
    }

    // MARK: Many, large

    @Test func oneFindingForEachInTheirOrder() throws {
        let other = try TestKey.ssh("ecdsa", in: repository.folder)
        let good = try repository.commit(key)
        let unknown = try repository.commit(other)
        var bad = good
        bad.payload.append(0x0A)
        var committed = good
        committed.author = "carl"
        let commits = (0..<12).flatMap { _ in [good, unknown, bad, committed] }
        let findings = SignatureChecker(keys: [key.listed(for: "ann")], tools: tools).findings(for: commits)
        let verdicts = (0..<12).flatMap { _ in [SignatureVerdict.good, .unknownKey, .bad, .wrongSigner] }
        #expect(findings.map(\.verdict) == verdicts)
    }

    @Test func differentCommitsEachForItself() throws {
        let commits = try (0..<9).map { try repository.commit(key, message: "Sign off \($0)") }
        var swapped = commits
        for index in swapped.indices where index % 2 == 1 { swapped[index].signature = commits[index - 1].signature }
        let findings = SignatureChecker(keys: [key.listed(for: "ann")], tools: tools).findings(for: swapped)
        #expect(findings.map(\.verdict) == (0..<9).map { $0 % 2 == 1 ? .bad : .good })
    }

    @Test func aLargeCommit() throws {
        let commit = try repository.commit(key, message: String(repeating: "A long message.\n", count: 300_000))
        #expect(finding(commit, key.listed(for: "ann")).verdict == .good)
    }
}
