import Checklists
import Foundation
import Git
import Signatures
import TestSupport
import Testing

/// The programs of this machine, with a time limit that a slow machine does not reach.
let tools = SignatureTools(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")

/// 1 June 2026, noon in UTC.
let juneFirst = Timestamp(seconds: 1_780_315_200, offset: 0)

/// The day that `YYYY-MM-DD` names.
func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// A key that `git commit` can sign with.
struct TestKey {
    /// What a project lists.
    let text: String
    /// As the tools write it.
    let fingerprint: String
    fileprivate let settings: [String]
    fileprivate let environment: [String: String]
    /// The private key of an SSH key.
    let file: String

    /// A new SSH key of a kind that `ssh-keygen -t` knows.
    static func ssh(_ kind: String = "ed25519", in folder: TemporaryFolder) throws -> TestKey {
        let file = folder.path("key-" + UUID().uuidString)
        try succeed(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "somebody@else.example", "-f", file])
        return try TestKey(sshKey: file, signingKey: file + ".pub")
    }

    /// An SSH key or certificate that is there already.
    init(sshKey file: String, signingKey: String) throws {
        let words = try succeed(["ssh-keygen", "-l", "-f", signingKey]).split(separator: " ")
        text = String(decoding: try bytes(ofFile: signingKey), as: UTF8.self)
        fingerprint = String(words[1])
        settings = ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(signingKey)"]
        (environment, self.file) = ([:], file)
    }

    init(openPGP fingerprint: String, text: String, home: String) {
        (self.fingerprint, self.text, file) = (fingerprint, text, "")
        settings = ["-c", "gpg.format=openpgp", "-c", "user.signingKey=\(fingerprint)!"]
        environment = ["GNUPGHOME": home]
    }

    func listed(
        for person: String, from: Day? = nil, until: Day? = nil, revoked: Day? = nil
    ) -> ListedKey {
        ListedKey(text: text, owner: .person(person), from: from, until: until, revoked: revoked)
    }
}

/// Runs a command that must succeed.
@discardableResult
func succeed(
    _ command: [String], environment: [String: String] = [:], input: [UInt8] = []
) throws -> String {
    let result = try run(command, environment: environment, input: input)
    guard result.status == 0 else { throw TestSupportError("\(command): \(result.errors)") }
    return result.output
}

/// A repository whose commits `git` signs.
struct SigningRepository {
    let folder: TemporaryFolder
    private let scripted: ScriptedRepository
    private let repository: Repository

    init() throws {
        scripted = try RepositoryScript().write(checkout: true)
        folder = scripted.folder
        repository = try scripted.open()
    }

    /// Makes a signed commit, by Ann as author and Carl as committer.
    @discardableResult
    func commit(_ key: TestKey, message: String = "Sign off", at time: Timestamp = juneFirst) throws -> SignedCommit {
        // The last words of ISO 8601, which git reads as well.
        let zone = time.description.suffix(6).filter { $0 != ":" }
        let environment = key.environment.merging(["GIT_COMMITTER_DATE": "\(time.seconds) \(zone)"]) { $1 }
        try git(
            key.settings + ["commit", "-q", "-S", "--allow-empty", "--no-verify", "-F", "-"], in: scripted.path,
            environment: environment, input: Array(message.utf8))
        return try signedCommit("HEAD", at: time)
    }

    /// A commit whose signature and payload are read as the product reads them.
    func signedCommit(_ revision: String, at time: Timestamp = juneFirst) throws -> SignedCommit {
        let read = try #require(try repository.signature(ofCommit: repository.commitID(of: revision)))
        return SignedCommit(
            signature: read.signature, payload: read.payload, author: "ann", committer: "carl", committedAt: time)
    }

    /// The last commit with another message under the same signature.
    func alterLastCommit() throws -> ObjectID {
        let object = try scripted.git("cat-file", "commit", "HEAD") + "\n"
        return try scripted.writeObject("commit", Array((object + "Signed off by the minister, too.\n").utf8))
    }

    /// What `git verify-commit` says with allowed signers.
    func gitAccepts(_ revision: String = "HEAD", allowedSigners lines: String) throws -> Bool {
        try folder.write(lines, to: "allowed")
        let settings = ["-c", "gpg.ssh.allowedSignersFile=\(folder.path("allowed"))"]
        return try run(["git"] + settings + ["verify-commit", revision], in: scripted.path).status == 0
    }

    /// What `git verify-commit` says with a keyring.
    func gitAccepts(_ revision: String = "HEAD", keyring: GnuPGHome) throws -> Bool {
        let environment = ["GNUPGHOME": keyring.path]
        return try run(["git", "verify-commit", revision], in: scripted.path, environment: environment).status == 0
    }
}

/// A home of `gpg`, whose agent ends with it. Its clock stands still.
final class GnuPGHome {
    let path: String

    init(at time: String = "20260601T000000") throws {
        let folder = try TemporaryFolder()
        path = folder.path
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try setClock(time)
    }

    deinit { _ = try? run(["gpgconf", "--homedir", path, "--kill", "all"]) }

    /// Sets the time for `gpg`, also when git starts it: `YYYYMMDDTHHMMSS`.
    func setClock(_ time: String) throws {
        try write(Array("faked-system-time \(time)\nbatch\npinentry-mode loopback\n".utf8), toFile: path + "/gpg.conf")
    }

    @discardableResult
    func gpg(_ arguments: String..., input: [UInt8] = []) throws -> String {
        try succeed(["gpg", "--passphrase", ""] + arguments, environment: ["GNUPGHOME": path], input: input)
    }

    /// A new key that signs by itself; `expires` is as `--quick-generate-key` takes it.
    func makeKey(_ algorithm: String = "ed25519", expires: String = "never") throws -> TestKey {
        let name = "Somebody Else <\(UUID().uuidString)@else.example>"
        try gpg("--quick-generate-key", name, algorithm, "sign", expires)
        return try key(fingerprints(of: "=" + name)[0])
    }

    /// Adds a key that signs for `key`.
    func addSubkey(to key: TestKey, expires: String = "never") throws -> TestKey {
        try gpg("--quick-add-key", key.fingerprint, "ed25519", "sign", expires)
        let last = try #require(try fingerprints(of: key.fingerprint).last)
        return try self.key(last)
    }

    func revokeFirstSubkey(of key: TestKey) throws {
        let answers = "key 1\nrevkey\ny\n0\n\ny\nsave\n"
        try gpg(
            "--no-batch", "--no-tty", "--command-fd", "0", "--edit-key", key.fingerprint, input: Array(answers.utf8))
    }

    /// The key as it is now; its text is the whole public key, of a subkey, too.
    func key(_ fingerprint: String) throws -> TestKey {
        TestKey(openPGP: fingerprint, text: try gpg("--armor", "--export", fingerprint), home: path)
    }

    /// The certificate that `gpg` made along with a key, to be put into `text`.
    func revocation(of key: TestKey) throws -> String {
        let file = String(decoding: try bytes(ofFile: "\(path)/openpgp-revocs.d/\(key.fingerprint).rev"), as: UTF8.self)
        return String(try #require(file.split(separator: "\n:").last)) + "\n"
    }

    private func fingerprints(of name: String) throws -> [String] {
        try gpg("--with-colons", "--list-keys", name).split(separator: "\n")
            .filter { $0.hasPrefix("fpr:") }.map { String($0.split(separator: ":")[1]) }
    }
}
