/// Checks OpenPGP signatures through `gpg`, with a home of its own that holds the listed keys and nothing else.
struct GnuPG {
    private let tool: Tool
    private let folder: ScratchFolder
    private let home: String

    init(tools: SignatureTools, folder: ScratchFolder) throws(ToolFailure) {
        tool = try tools.tool("gpg")
        self.folder = folder
        home = try folder.newFolder()
    }

    /// Neither configuration nor network, neither agent nor questions; status lines on standard output.
    private func run(_ arguments: String...) throws(ToolFailure) -> ToolOutput {
        try tool.run(
            [
                "--homedir", home, "--no-options", "--batch", "--no-tty", "--quiet", "--no-autostart",
                "--disable-dirmngr",
                "--no-auto-key-retrieve", "--no-auto-check-trustdb", "--trust-model", "always", "--status-fd", "1",
            ] + arguments, in: folder)
    }

    // MARK: Keys

    /// What became of a listed key.
    enum Import {
        /// The fingerprints of the primary keys in it.
        case keys([String])
        case refused(String)
    }

    /// Takes listed keys into the home, one run each, so that it is known which one failed. Throws when `gpg` itself fails
    /// more than once.
    func add(_ texts: [String]) throws(ToolFailure) -> [String: Import] {
        var results: [String: Import] = [:]
        var hasFailed = false
        for text in texts {
            do throws(ToolFailure) {
                results[text] = try add(text)
            } catch {
                if hasFailed { throw error }
                hasFailed = true
                results[text] = .refused("is not accepted by gpg: \(error.sentence)")
            }
        }
        return results
    }

    private func add(_ text: String) throws(ToolFailure) -> Import {
        let file = try folder.write(text.utf8)
        defer { folder.remove(file) }
        let answer = try run("--import", "--", file)
        let statuses = GPGStatus.lines(of: answer.output)
        // The tenth number counts secret keys.
        if statuses.contains(where: { $0.keyword == "IMPORT_RES" && $0[9] != "0" }) {
            return .refused(KeyText.privateKey)
        }
        let keys = statuses.compactMap { $0.keyword == "IMPORT_OK" ? $0[1] : nil }
        return keys.isEmpty ? .refused("is not accepted by gpg: \(answer.firstComplaint)") : .keys(keys)
    }

    /// What keys and subkeys say about themselves, by fingerprint.
    func certificates() throws(ToolFailure) -> [String: Certificate] {
        let answer = try run("--with-colons", "--fixed-list-mode", "--list-keys")
        guard answer.status == 0 else { throw ToolFailure("gpg cannot list the keys: \(answer.firstComplaint)") }
        var certificates: [String: Certificate] = [:]
        var last: Certificate?
        // GnuPG's doc/DETAILS: field 1 is the kind of line, 2 the validity, 7 the expiry, 10 the fingerprint.
        for line in answer.output.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count > 9 else { continue }
            if fields[0] == "pub" || fields[0] == "sub" {
                last = Certificate(isRevoked: fields[1] == "r", expiresAt: Int64(fields[6]) ?? .max)
            } else if fields[0] == "fpr" {
                certificates[String(fields[9])] = last
            }
        }
        return certificates
    }

    /// What a key or subkey says about itself.
    struct Certificate {
        var isRevoked: Bool
        /// Seconds since 1970; the highest number when it never expires.
        var expiresAt: Int64
    }

    // MARK: Signatures

    func check(
        _ signature: OpenPGPSignature, over payload: [UInt8], certificates: [String: Certificate]
    ) -> SignatureAnswer {
        do throws(ToolFailure) {
            let files = (signature: try folder.write(signature.bytes), payload: try folder.write(payload))
            defer { folder.remove(files.signature, files.payload) }
            let answer = try run("--lock-never", "--verify", "--", files.signature, files.payload)
            return try read(answer, certificates)
        } catch {
            return .unchecked(error.sentence)
        }
    }

    /// Reads status lines (GnuPG's doc/DETAILS). Whether something has expired by now is not asked: that would give other
    /// answers tomorrow.
    private func read(_ answer: ToolOutput, _ certificates: [String: Certificate]) throws(ToolFailure)
        -> SignatureAnswer
    {
        let statuses = GPGStatus.lines(of: answer.output)
        let verdicts = statuses.filter { Self.verdicts.contains($0.keyword) }
        guard let verdict = verdicts.first, verdicts.count == 1 else {
            throw ToolFailure("gpg cannot read the signature: \(answer.firstComplaint)")
        }
        switch verdict.keyword {
        case "BADSIG": return .altered(fingerprint: verdict[0])
        case "ERRSIG" where verdict[5] == Self.noPublicKey:
            return .unknownKey(fingerprint: verdict[6].count < 40 ? verdict[0] : verdict[6])
        case "ERRSIG": throw ToolFailure("gpg cannot check the signature: \(answer.lastComplaint)")
        default: break
        }
        guard answer.status == 0, let valid = statuses.first(where: { $0.keyword == "VALIDSIG" }),
            let signedAt = Int64(valid[2]), let subkey = certificates[valid[0]], let primary = certificates[valid[9]]
        else { throw ToolFailure("gpg cannot check the signature: \(answer.lastComplaint)") }
        // git's are over bytes. Over text, ends of lines and the space before them are not signed.
        guard valid[8] == "00" else { throw ToolFailure("the signature is not one over a file, as git makes them") }
        let signatureExpiry = Int64(valid[3]).flatMap { $0 > 0 ? $0 : nil } ?? .max
        return .holds(
            SigningKey(
                id: .openPGP(valid[9]), fingerprint: valid[9],
                isRevoked: verdict.keyword == "REVKEYSIG" || subkey.isRevoked || primary.isRevoked,
                expiresAt: min(subkey.expiresAt, primary.expiresAt, signatureExpiry), signedAt: signedAt))
    }

    /// Exactly one of these is said about a signature.
    private static let verdicts: Set = ["GOODSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "BADSIG", "ERRSIG"]

    /// `GPG_ERR_NO_PUBKEY`
    private static let noPublicKey = "9"
}

/// A line `[GNUPG:] KEYWORD ARGUMENT…`.
private struct GPGStatus {
    let keyword: String
    private let arguments: [String]

    /// The argument at a place; empty when there are fewer.
    subscript(index: Int) -> String { arguments.indices.contains(index) ? arguments[index] : "" }

    static func lines(of output: String) -> [GPGStatus] {
        output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 1, words[0] == "[GNUPG:]" else { return nil }
            return GPGStatus(keyword: words[1], arguments: Array(words[2...]))
        }
    }
}

extension OpenPGPSignature {
    /// Answers to all OpenPGP signatures, and what became of each listed text.
    static func answers(
        to signatures: [(signature: OpenPGPSignature, payload: [UInt8])], listed: [String], tools: SignatureTools,
        folder: ScratchFolder
    ) -> (answers: [SignatureAnswer], imports: [String: GnuPG.Import]) {
        guard !listed.isEmpty else { return (signatures.map { _ in .unknownKey(fingerprint: nil) }, [:]) }
        do throws(ToolFailure) {
            let program = try GnuPG(tools: tools, folder: folder)
            let imports = try program.add(listed)
            let certificates = try program.certificates()
            let answers = mapConcurrently(signatures) { signature, payload in
                program.check(signature, over: payload, certificates: certificates)
            }
            return (answers, imports)
        } catch {
            return (signatures.map { _ in .unchecked(error.sentence) }, [:])
        }
    }
}
