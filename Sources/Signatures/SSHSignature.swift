import Foundation

/// Reads the values of SSH's wire format (RFC 4251, section 5).
struct WireReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = ArraySlice(bytes) }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) -> Number? {
        let size = Number.bitWidth / 8
        guard rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size).reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func string() -> ArraySlice<UInt8>? {
        guard let size = number(UInt32.self), rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(Int(size)) }
        return rest.prefix(Int(size))
    }
}

/// An SSH public key, security keys and certificates included.
struct SSHKey: Hashable, Sendable {
    /// The kind, as it begins a public key line: `ssh-ed25519`.
    private(set) var kind: String
    /// In wire format, without the certificate around it: a certificate's signatures are made by the same key.
    private(set) var bytes: [UInt8]
    /// The seconds since 1970 that a certificate limits the key to.
    private(set) var period = Int64.min..<Int64.max

    /// As a line that `ssh-keygen` reads.
    func line(comment: String) -> String { "\(kind) \(Data(bytes).base64EncodedString()) \(comment)\n" }

    /// Reads a line `KIND BASE64 [COMMENT]`, as `*.pub` files have it; options before the kind are not known.
    init?(line: String) {
        let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
        let words = line.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
        guard !line.contains(where: \.isNewline), words.count >= 2, let data = Data(base64Encoded: String(words[1]))
        else { return nil }
        self.init(bytes: Array(data))
        var reader = WireReader(data)
        guard let kind = reader.string(), kind.elementsEqual(words[0].utf8) else { return nil }
    }

    /// Reads the wire format. The fields of a kind not known here are taken as they are.
    init?(bytes: [UInt8]) {
        var reader = WireReader(bytes)
        guard bytes.count <= Self.sizeLimit, let name = reader.string(), let kind = Self.kind(name),
            !reader.rest.isEmpty
        else { return nil }
        let certified = Self.certifiedKind(kind)
        guard let fields = Self.fieldCounts[certified ?? kind] else {
            (self.kind, self.bytes) = (kind, bytes)
            return
        }
        if certified != nil, reader.string() == nil { return nil }  // the nonce
        let start = reader.rest
        for _ in 0..<fields where reader.string() == nil { return nil }
        let values = start[..<reader.rest.startIndex]
        guard let certified else {
            guard reader.rest.isEmpty else { return nil }
            (self.kind, self.bytes) = (kind, bytes)
            return
        }
        // Serial number, user or host, key id, principals, then the period (PROTOCOL.certkeys).
        guard reader.number(UInt64.self) != nil, reader.number(UInt32.self) != nil, reader.string() != nil,
            reader.string() != nil, let after = reader.number(UInt64.self), let before = reader.number(UInt64.self),
            after < before
        else { return nil }
        self.kind = certified
        self.bytes = [0, 0, 0, UInt8(certified.utf8.count)] + certified.utf8 + values
        period = Int64(clamping: after)..<Int64(clamping: before)
    }

    /// RSA of 16384 bits, the longest that OpenSSH takes, in a certificate with many principals.
    private static let sizeLimit = 1 << 16

    /// How many strings and numbers a public key of a kind has (RFC 4253, 5656, 8709; PROTOCOL.u2f).
    private static let fieldCounts = [
        "ssh-ed25519": 1, "ssh-rsa": 2, "ssh-dss": 4,
        "ecdsa-sha2-nistp256": 2, "ecdsa-sha2-nistp384": 2, "ecdsa-sha2-nistp521": 2,
        "sk-ssh-ed25519@openssh.com": 2, "sk-ecdsa-sha2-nistp256@openssh.com": 3,
    ]

    /// The kind of the key in a certificate; nil for what is no certificate.
    private static func certifiedKind(_ kind: String) -> String? {
        let ending = "-cert-v01@openssh.com"
        guard kind.hasSuffix(ending) else { return nil }
        let name = String(kind.dropLast(ending.count))
        return name.hasPrefix("sk-") ? name + "@openssh.com" : name
    }

    /// The name of a kind, which goes into a line of a file: nothing but letters, digits and `@.-`.
    private static func kind(_ bytes: ArraySlice<UInt8>) -> String? {
        let name = String(decoding: bytes, as: UTF8.self)
        let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "@.-".contains($0)) }
        return isName && (1...64).contains(name.utf8.count) ? name : nil
    }
}

/// An SSH signature (OpenSSH, PROTOCOL.sshsig).
struct SSHSignature: Hashable, Sendable {
    /// The key that it says it was made with.
    let key: SSHKey
    /// What it was made for; git's are for `git`.
    let namespace: [UInt8]
    private let bytes: [UInt8]

    static let title = "SSH SIGNATURE"

    init?(armoured text: [UInt8]) {
        guard let bytes = Signatures.bytes(inArmour: text, titled: Self.title), bytes.starts(with: "SSHSIG".utf8) else {
            return nil
        }
        var reader = WireReader(bytes.dropFirst(6))
        guard reader.number(UInt32.self) == 1, let key = reader.string().flatMap({ SSHKey(bytes: Array($0)) }),
            let namespace = reader.string(),
            reader.string() != nil, reader.string() != nil, reader.string() != nil, reader.rest.isEmpty
        else { return nil }
        (self.key, self.namespace, self.bytes) = (key, Array(namespace), bytes)
    }

    /// Written anew, so that the tool reads the same bytes as this type.
    var armoured: String {
        let body = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        return "-----BEGIN \(Self.title)-----\n\(body)\n-----END \(Self.title)-----\n"
    }
}
