import Checklists

extension String {
    /// Whether this text may look like another: control characters, marks of direction, characters that could not be
    /// decoded. Joiners and zero-width spaces, which Khmer, Thai and Persian are written with, are none of them.
    var hasDeceptiveCharacters: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x200B, 0x200C, 0x200D: false
            case 0xFFFD, 0x2028, 0x2029: true
            default:
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            }
        }
    }

    /// Whether this can be the address of somebody's commits: one `@` between two parts, nothing that separates or hides.
    var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), utf8.count <= 320 else { return false }
        return !hasDeceptiveCharacters
            && !unicodeScalars.contains {
                $0.properties.isWhitespace || "<>,;\"()\u{200B}\u{200C}\u{200D}".unicodeScalars.contains($0)
            }
    }

    /// This text as a public key: an OpenSSH line, without options before it, or an armoured OpenPGP public key; nil if it
    /// has neither form. Whether there is a key in it, the tools will say.
    var asPublicKey: String? {
        let lines = split(whereSeparator: \.isNewline)
        if lines.first == "-----BEGIN PGP PUBLIC KEY BLOCK-----" {
            return lines.count > 2 && lines.last == "-----END PGP PUBLIC KEY BLOCK-----" ? self : nil
        }
        guard lines.count == 1, let line = lines.first.map(String.init), !line.hasDeceptiveCharacters else {
            return nil
        }
        let words = line.split(separator: " ")
        guard words.count >= 2, isOpenSSHKeyType(words[0]), words[1].hasPrefix("AAAA") else { return nil }
        return words[1].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) } ? line : nil
    }
}

/// The types of keys that ssh-keygen(1) makes and git signs with.
private func isOpenSSHKeyType(_ word: Substring) -> Bool {
    let types: [Substring] = [
        "ssh-ed25519", "ssh-rsa", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]
    return types.contains(word) || word.hasPrefix("ecdsa-sha2-nistp")
}

extension PublicKey {
    /// What makes two listings the same key: the comment of an OpenSSH line and white space do not.
    var material: String {
        if text.hasPrefix("-----") { return text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return text.split(separator: " ").prefix(2).joined(separator: " ")
    }
}
