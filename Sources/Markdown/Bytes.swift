#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// The first `byte` at or behind `start`, by the C library's vector code.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let base = baseAddress, start < count, let hit = memchr(base + start, Int32(byte), count - start) else {
            return nil
        }
        return UnsafeRawPointer(hit) - base
    }
}

extension UInt8 {
    var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// A white-space character of GFM (section 2.1): space, tab, line feed, line tabulation, form feed, carriage return.
    var isWhiteSpace: Bool { self == UInt8(ascii: " ") || (0x09...0x0D).contains(self) }

    /// Whether it is one of a few ASCII characters: by the C library, which spares the calls of a string's iterator.
    func isOne(of characters: StaticString) -> Bool {
        memchr(characters.utf8Start, Int32(self), characters.utf8CodeUnitCount) != nil
    }

    /// The character within the brackets of a task marker.
    var isTaskMark: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "x") || self == UInt8(ascii: "X") }
}

/// Whether `bytes` are well-formed UTF-8 (Unicode, table 3-7): no overlong form, no surrogate, nothing cut off.
func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    let count = bytes.count
    while index < count {
        if index + 8 <= count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
            continue
        }
        let lead = bytes[index]
        index += 1
        if lead < 0x80 { continue }
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (1, 0x80...0xBF)
            case 0xE0: (2, 0xA0...0xBF)
            case 0xED: (2, 0x80...0x9F)
            case 0xE1...0xEF: (2, 0x80...0xBF)
            case 0xF0: (3, 0x90...0xBF)
            case 0xF1...0xF3: (3, 0x80...0xBF)
            case 0xF4: (3, 0x80...0x8F)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, index + length <= count, second.contains(bytes[index]) else { return false }
        for offset in 1..<3 where offset < length {
            guard bytes[index + offset] & 0xC0 == 0x80 else { return false }
        }
        index += length
    }
    return true
}
