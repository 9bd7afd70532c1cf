import Checklists

/// Tells whose signatures commits carry, and whether they hold (SPEC section 4, "Signature verdict").
///
/// Keys are those that the project lists and no others: neither the keyring nor the configuration of the user has a say, no
/// agent is started, nothing is looked up in a network. Nothing depends on the clock.
package struct SignatureChecker: Sendable {
    private let keys: [ListedKey]
    private let tools: SignatureTools

    /// `keys` count for every commit; see `SignedCommit.keys` for those in force for one of them.
    package init(keys: [ListedKey], tools: SignatureTools) {
        (self.keys, self.tools) = (keys, tools)
    }

    /// A finding for each commit, in their order. What cannot be checked is `unchecked`, with a note that says why.
    ///
    /// Takes one run of a program for each distinct signature by a listed key, some at a time, and one for each listed
    /// OpenPGP key if there are OpenPGP signatures: call it once with all commits.
    package func findings(for commits: [SignedCommit]) -> [SignatureFinding] {
        guard !commits.isEmpty else { return [] }
        let keyring = Keyring(keys + commits.flatMap(\.keys))
        let work = SignatureWork(commits, keyring, tools)
        let everywhere = keyring.listings(of: keys, work.imports)
        return commits.map { commit in
            let answer = work.answer(to: commit)
            guard case .holds(let key) = answer else { return SignatureFinding(answer, listings: [], of: commit) }
            let own = keyring.listings(of: commit.keys, work.imports)[key.id, default: []]
            let listings = everywhere[key.id, default: []].filter { $0.isTold(beside: own) } + own
            return SignatureFinding(answer, listings: listings, of: commit)
        }
    }

    /// The keys of the checker that cannot be used, in their order. Without a tool only what can be told without it.
    package func problems() -> [KeyProblem] {
        let problems = Keyring(keys).problems(tools)
        return keys.enumerated().compactMap { index, key in
            problems[key.text].map { KeyProblem(index: index, message: $0) }
        }
    }
}

extension Listing {
    /// Whether a listing that is not of the rules in force has a say beside those that are: a key that was one person's
    /// when the commit was made does not become another's by being listed for them afterwards.
    fileprivate func isTold(beside own: [Listing]) -> Bool {
        own.isEmpty || key.owner == .forge || key.revoked != nil || own.contains { $0.key.owner == key.owner }
    }
}

/// What the tools say about the signatures of some commits; equal ones are asked about once.
private struct SignatureWork {
    private struct Content: Hashable {
        var signature: [UInt8]
        var payload: [UInt8]

        init(_ commit: SignedCommit) { (signature, payload) = (commit.signature, commit.payload) }
    }

    private var answers: [Content: SignatureAnswer] = [:]
    /// What `gpg` found in the texts of listed OpenPGP keys; empty when nothing had to be asked.
    private(set) var imports: [String: GnuPG.Import] = [:]

    init(_ commits: [SignedCommit], _ keyring: Keyring, _ tools: SignatureTools) {
        var ssh: [(content: Content, signature: SSHSignature)] = []
        var openPGP: [(content: Content, signature: OpenPGPSignature)] = []
        for content in Set(commits.map(Content.init)) {
            switch SignatureForm(content.signature) {
            case .ssh(let signature): ssh.append((content, signature))
            case .openPGP(let signature): openPGP.append((content, signature))
            case .other(let note): answers[content] = .unchecked(note)
            }
        }
        do throws(ToolFailure) {
            try ScratchFolder.with(in: tools.temporaryFolder) { (folder) throws(ToolFailure) in
                let said = SSHSignature.answers(
                    to: ssh.map { ($0.signature, $0.content.payload) }, listed: Set(keyring.sshKeys.map(\.bytes)),
                    tools: tools, folder: folder)
                for (question, answer) in zip(ssh, said) { answers[question.content] = answer }
                guard !openPGP.isEmpty else { return }
                let gpg = OpenPGPSignature.answers(
                    to: openPGP.map { ($0.signature, $0.content.payload) }, listed: keyring.openPGPTexts,
                    tools: tools, folder: folder)
                for (question, answer) in zip(openPGP, gpg.answers) { answers[question.content] = answer }
                imports = gpg.imports
            }
        } catch {
            for content in ssh.map(\.content) + openPGP.map(\.content) {
                answers[content] = .unchecked(error.sentence)
            }
        }
    }

    func answer(to commit: SignedCommit) -> SignatureAnswer {
        guard let answer = answers[Content(commit)] else { preconditionFailure("a commit that was not asked about") }
        return answer
    }
}
