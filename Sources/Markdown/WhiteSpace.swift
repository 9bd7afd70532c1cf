extension StringProtocol {
    /// Trimmed, and every run of white space (Unicode's White_Space) made one space.
    package var collapsed: String {
        var text = String(self)
        return text.withUTF8 { isCollapsed($0) ? nil : collapse($0) } ?? text
    }
}

private func isCollapsed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var wasSpace = true
    var index = 0
    while index < text.count {
        let length = lengthOfWhiteSpace(text, at: index)
        if length > 0 {
            guard !wasSpace, text[index] == UInt8(ascii: " ") else { return false }
        }
        wasSpace = length > 0
        index += 1
    }
    return !wasSpace || text.isEmpty
}

private func collapse(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: text.count) { result in
        var count = 0
        var isPending = false
        var index = 0
        while index < text.count {
            let length = lengthOfWhiteSpace(text, at: index)
            if length > 0 {
                isPending = count > 0
                index += length
                continue
            }
            if isPending {
                result[count] = UInt8(ascii: " ")
                count += 1
                isPending = false
            }
            result[count] = text[index]
            count += 1
            index += 1
        }
        return count
    }
}

/// How many bytes the white-space character at `index` takes in valid UTF-8; 0 if there is another character.
private func lengthOfWhiteSpace(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case UInt8(ascii: " "), 0x09...0x0D: 1
    // U+0085, U+00A0
    case 0xC2: text[index + 1] == 0x85 || text[index + 1] == 0xA0 ? 2 : 0
    // U+1680
    case 0xE1: text[index + 1] == 0x9A && text[index + 2] == 0x80 ? 3 : 0
    // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
    case 0xE2:
        switch (text[index + 1], text[index + 2]) {
        case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): 3
        default: 0
        }
    // U+3000
    case 0xE3: text[index + 1] == 0x80 && text[index + 2] == 0x80 ? 3 : 0
    default: 0
    }
}
