// Byte classes as git has them: ASCII only, whatever the locale.

extension UInt8 {
    /// Space, tab, line feed, carriage return.
    var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

    /// A Latin letter or a digit.
    var isAlphanumeric: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased)
    }

    /// Latin capitals as small letters, everything else as it is.
    var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 0x20 : self }
}

extension ArraySlice where Element == UInt8 {
    func trimmingTrailing(while isTrimmed: (UInt8) -> Bool) -> ArraySlice {
        guard let last = lastIndex(where: { !isTrimmed($0) }) else { return prefix(0) }
        return self[...last]
    }

    /// Without white space at either end.
    var trimmed: ArraySlice { drop(while: \.isSpace).trimmingTrailing(while: \.isSpace) }
}
