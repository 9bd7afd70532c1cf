/// Listed keys, each text read once however often it is listed.
struct Keyring {
    private var texts: [String: KeyText] = [:]
    /// The OpenPGP keys, in the order of the listing.
    private(set) var openPGPTexts: [String] = []

    init(_ keys: [ListedKey]) {
        for key in keys where texts[key.text] == nil {
            let text = KeyText(key.text)
            texts[key.text] = text
            if case .openPGP = text { openPGPTexts.append(key.text) }
        }
    }

    var sshKeys: [SSHKey] {
        texts.values.compactMap { if case .ssh(let key) = $0 { key } else { nil } }
    }

    /// Who lists which key. `imports` tells what `gpg` found in the OpenPGP texts.
    func listings(of keys: [ListedKey], _ imports: [String: GnuPG.Import]) -> [KeyID: [Listing]] {
        var listings: [KeyID: [Listing]] = [:]
        for key in keys {
            switch texts[key.text] {
            case .ssh(let ssh): listings[.ssh(ssh.bytes), default: []].append(Listing(key: key, period: ssh.period))
            case .openPGP:
                guard case .keys(let fingerprints) = imports[key.text] else { continue }
                for fingerprint in fingerprints {
                    listings[.openPGP(fingerprint), default: []].append(Listing(key: key))
                }
            case .unusable, nil: continue
            }
        }
        return listings
    }

    /// What is wrong with texts that cannot be used.
    func problems(_ tools: SignatureTools) -> [String: String] {
        var problems = texts.compactMapValues { if case .unusable(let message) = $0 { message } else { nil } }
        // Where a tool is missing or fails, the key is not to blame.
        try? ScratchFolder.with(in: tools.temporaryFolder) { (folder) throws(ToolFailure) in
            if let fingerprints = try? SSHKeygen(tools: tools, folder: folder).fingerprints(of: sshKeys) {
                for case (let text, .ssh(let key)) in texts where fingerprints[key.bytes] == nil {
                    problems[text] = "cannot be read by ssh-keygen"
                }
            }
            guard !openPGPTexts.isEmpty else { return }
            for case (let text, .refused(let message)) in try GnuPG(tools: tools, folder: folder).add(openPGPTexts) {
                problems[text] = message
            }
        }
        return problems
    }
}
