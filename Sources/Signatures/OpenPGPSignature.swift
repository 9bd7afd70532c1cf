/// A detached OpenPGP signature: exactly one signature packet.
///
/// `gpg` takes more: several signatures, compressed data that unpacks to gigabytes, whole signed messages whose own text it
/// then checks instead of the commit. None of them is what git makes.
struct OpenPGPSignature: Hashable, Sendable {
    let bytes: [UInt8]

    static let title = "PGP SIGNATURE"

    init?(armoured text: [UInt8]) {
        guard let bytes = Signatures.bytes(inArmour: text, titled: Self.title),
            let header = PacketHeader(bytes), header.tag == 2, header.end == bytes.count
        else { return nil }
        self.bytes = bytes
    }
}

/// What a packet is and where it ends (RFC 4880, section 4.2). Packets whose length is left open are refused.
private struct PacketHeader {
    let tag: UInt8
    let end: Int

    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first, first & 0x80 != 0 else { return nil }
        let start: Int
        let size: Int
        var bias = 0
        if first & 0x40 == 0 {
            tag = first >> 2 & 0xF
            guard first & 3 < 3 else { return nil }
            (start, size) = (1, 1 << Int(first & 3))
        } else {
            tag = first & 0x3F
            switch bytes.dropFirst().first {
            case .some(..<192): (start, size) = (1, 1)
            case .some(192..<224): (start, size, bias) = (1, 2, 192 - 192 << 8)
            case .some(255): (start, size) = (2, 4)
            default: return nil
            }
        }
        let length = bytes.dropFirst(start).prefix(size)
        guard length.count == size else { return nil }
        end = start + size + length.reduce(0) { $0 << 8 | Int($1) } + bias
    }
}
