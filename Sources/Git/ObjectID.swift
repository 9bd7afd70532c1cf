import CLibgit2

/// The name of a git object: 20 bytes, the SHA-1 of its content.
package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    // Big-endian words, so that comparing them compares the bytes.
    private let a: UInt64
    private let b: UInt64
    private let c: UInt32

    /// Reads 20 raw bytes, as they stand in tree objects.
    package init(bytes: UnsafeRawPointer) {
        a = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        b = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        c = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }

    /// Reads 40 hexadecimal digits; nil for anything else.
    package init?(hex: some StringProtocol) {
        guard let id = Array(hex.utf8).withUnsafeBytes({ ObjectID(hexDigits: $0) }) else { return nil }
        self = id
    }

    /// Reads 40 hexadecimal digits; nil for anything else.
    init?(hexDigits digits: UnsafeRawBufferPointer) {
        guard digits.count == 40, let a = Self.word(digits, 0..<16), let b = Self.word(digits, 16..<32),
            let c = Self.word(digits, 32..<40)
        else { return nil }
        self.init(a: a, b: b, c: UInt32(truncatingIfNeeded: c))
    }

    private static func word(_ digits: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64? {
        var word: UInt64 = 0
        for index in range {
            guard let value = value(ofHexDigit: digits[index]) else { return nil }
            word = word << 4 | value
        }
        return word
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private init(a: UInt64, b: UInt64, c: UInt32) { (self.a, self.b, self.c) = (a, b, c) }

    /// The name that no object has.
    package static let zero = ObjectID(a: 0, b: 0, c: 0)

    /// The 20 raw bytes.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: a.bigEndian, Array.init) + withUnsafeBytes(of: b.bigEndian, Array.init)
            + withUnsafeBytes(of: c.bigEndian, Array.init)
    }

    /// 40 lower-case hexadecimal digits.
    package var hex: String {
        String(unsafeUninitializedCapacity: 40) { digits in
            var index = 0
            func write(_ byte: UInt8) {
                for nibble in [byte >> 4, byte & 15] {
                    digits[index] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
                    index += 1
                }
            }
            for shift in stride(from: 56, through: 0, by: -8) { write(UInt8(truncatingIfNeeded: a >> UInt64(shift))) }
            for shift in stride(from: 56, through: 0, by: -8) { write(UInt8(truncatingIfNeeded: b >> UInt64(shift))) }
            for shift in stride(from: 24, through: 0, by: -8) { write(UInt8(truncatingIfNeeded: c >> UInt32(shift))) }
            return 40
        }
    }

    package var description: String { hex }

    /// Hashes the first word only: the names are hashes already.
    package func hash(into hasher: inout Hasher) { hasher.combine(a) }

    package static func < (x: ObjectID, y: ObjectID) -> Bool { (x.a, x.b, x.c) < (y.a, y.b, y.c) }
}

extension ObjectID {
    init(_ name: git_oid) {
        self = withUnsafeBytes(of: name) { buffer in
            buffer.baseAddress.map { ObjectID(bytes: $0) } ?? .zero
        }
    }

    /// As libgit2 takes it.
    var libraryValue: git_oid {
        var name = git_oid()
        withUnsafeMutableBytes(of: &name) { buffer in
            buffer.storeBytes(of: a.bigEndian, as: UInt64.self)
            buffer.storeBytes(of: b.bigEndian, toByteOffset: 8, as: UInt64.self)
            buffer.storeBytes(of: c.bigEndian, toByteOffset: 16, as: UInt32.self)
        }
        return name
    }
}
