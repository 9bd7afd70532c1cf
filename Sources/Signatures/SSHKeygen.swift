/// Checks SSH signatures through `ssh-keygen`.
///
/// `ssh-keygen -Y verify` looks a principal up in a file of allowed signers and then says no more than good or not. Here
/// `check-novalidate` tells which key made the signature, and the listing decides what that is worth: the same single run a
/// signature, but an altered text is told from an expired or foreign key, days are compared by the same rule as
/// everywhere, and signatures by keys that nobody listed need no run at all.
struct SSHKeygen {
    private let tool: Tool
    private let folder: ScratchFolder

    /// What git signs for (gitformat-signature(5)).
    private static let namespace = "git"

    init(tools: SignatureTools, folder: ScratchFolder) throws(ToolFailure) {
        tool = try tools.tool("ssh-keygen")
        self.folder = folder
    }

    /// The fingerprints of keys by their wire format, in one run; a key that the program cannot read has none.
    func fingerprints(of keys: [SSHKey]) throws(ToolFailure) -> [[UInt8]: String] {
        var seen = Set<[UInt8]>()
        let keys = keys.filter { seen.insert($0.bytes).inserted }
        guard !keys.isEmpty else { return [:] }
        let lines = keys.enumerated().map { $1.line(comment: "\($0)") }.joined()
        let answer = try tool.run(["-l", "-E", "sha256", "-f", folder.write(lines.utf8)], in: folder)
        var fingerprints: [[UInt8]: String] = [:]
        for line in answer.output.split(separator: "\n") {
            let words = line.split(separator: " ")  // 3072 SHA256:… COMMENT (RSA)
            guard words.count > 2, let number = Int(words[2]), keys.indices.contains(number) else { continue }
            fingerprints[keys[number].bytes] = String(words[1])
        }
        if fingerprints.isEmpty, !answer.errors.contains("is not a public key file") {
            throw ToolFailure("ssh-keygen gives no answer: \(answer.firstComplaint)")
        }
        return fingerprints
    }

    /// Checks a signature by a listed key. `fingerprint` is that of the key it says it was made with.
    func check(_ signature: SSHSignature, over payload: [UInt8], fingerprint: String) -> SignatureAnswer {
        guard signature.namespace.elementsEqual(Self.namespace.utf8) else {
            return .altered(fingerprint: fingerprint, note: "the signature was made for something else than git")
        }
        do throws(ToolFailure) {
            let files = (signature: try folder.write(signature.armoured.utf8), payload: try folder.write(payload))
            defer { folder.remove(files.signature, files.payload) }
            let answer = try tool.run(
                ["-Y", "check-novalidate", "-n", Self.namespace, "-s", files.signature], in: folder,
                input: files.payload)
            if answer.status == 0, answer.hasConfirmed(fingerprint) {
                return .holds(SigningKey(id: .ssh(signature.key.bytes), fingerprint: fingerprint))
            }
            if answer.errors.contains("incorrect signature") { return .altered(fingerprint: fingerprint) }
            throw ToolFailure("ssh-keygen cannot check the signature: \(answer.firstComplaint)")
        } catch {
            return .unchecked(error.sentence, fingerprint: fingerprint)
        }
    }
}

extension ToolOutput {
    /// `Good "git" signature with ED25519 key SHA256:…`
    fileprivate func hasConfirmed(_ fingerprint: String) -> Bool {
        output.split(separator: "\n").contains {
            $0.hasPrefix("Good \"git\" signature with ") && $0.hasSuffix(" key \(fingerprint)")
        }
    }
}

extension SSHSignature {
    /// Answers to all SSH signatures; `listed` are the keys, in wire format, that anybody lists.
    static func answers(
        to signatures: [(signature: SSHSignature, payload: [UInt8])], listed: Set<[UInt8]>, tools: SignatureTools,
        folder: ScratchFolder
    ) -> [SignatureAnswer] {
        do throws(ToolFailure) {
            let program = try SSHKeygen(tools: tools, folder: folder)
            let fingerprints = try program.fingerprints(of: signatures.map(\.signature.key))
            return mapConcurrently(signatures) { signature, payload in
                let fingerprint = fingerprints[signature.key.bytes]
                guard listed.contains(signature.key.bytes) else { return .unknownKey(fingerprint: fingerprint) }
                guard let fingerprint else {
                    return .unchecked("ssh-keygen cannot read the key, of the kind \(signature.key.kind)")
                }
                return program.check(signature, over: payload, fingerprint: fingerprint)
            }
        } catch {
            return signatures.map {
                listed.contains($0.signature.key.bytes) ? .unchecked(error.sentence) : .unknownKey(fingerprint: nil)
            }
        }
    }
}
