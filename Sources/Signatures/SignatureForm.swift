/// What kind of signature a commit carries, by its first line, as git tells them apart (`gpg-interface.c`).
enum SignatureForm {
    case ssh(SSHSignature)
    case openPGP(OpenPGPSignature)
    /// Something that cannot be checked, and why.
    case other(String)

    static let sizeLimit = 1 << 20

    init(_ signature: [UInt8]) {
        if signature.count > Self.sizeLimit {
            self = .other("the signature is longer than 1 MiB")
        } else if signature.begins("SIGNED MESSAGE") || signature.begins("PKCS7") {
            self = .other("X.509 signatures are not checked")
        } else if signature.begins(SSHSignature.title) {
            self = SSHSignature(armoured: signature).map(Self.ssh) ?? .other("the SSH signature cannot be read")
        } else if signature.begins(OpenPGPSignature.title) {
            self =
                OpenPGPSignature(armoured: signature).map(Self.openPGP)
                ?? .other("the OpenPGP signature cannot be read as a single one")
        } else {
            self = .other("the signature is of no known form")
        }
    }
}

extension [UInt8] {
    fileprivate func begins(_ title: String) -> Bool { starts(with: "-----BEGIN \(title)-----".utf8) }
}
