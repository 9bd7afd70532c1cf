/// Why a file is no table.
package enum TableRefusal: Error, Hashable, Sendable {
    /// A spreadsheet program's own file (ZIP or OLE), under the name of a text.
    case workbook
    /// No text at all.
    case binary
    /// More bytes or cells than `Table` reads.
    case tooLarge
}

/// A file's bytes as UTF-8, without byte order mark.
struct TableText {
    private(set) var bytes: [UInt8]
    let encoding: Table.Encoding

    /// Without a byte order mark: UTF-16 where every second byte is NUL, UTF-8 where it is valid, else Windows-1252, which is
    /// what spreadsheet programs of Western Europe write.
    init(_ file: UnsafeRawBufferPointer) throws(TableRefusal) {
        if file.count > Table.maximumSize { throw .tooLarge }
        if Self.workbooks.contains(where: file.starts) { throw .workbook }
        if Self.binaries.contains(where: file.starts) { throw .binary }
        if let order = Self.byteOrder(of: file) {
            encoding = .utf16
            bytes = Self.transcoded(file, isBigEndian: order == .big)
        } else {
            let text = file.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: file[3...]) : file
            let isUTF8 = Self.isUTF8(text)
            encoding = isUTF8 ? .utf8 : .windows1252
            bytes = isUTF8 ? Array(text) : Self.decoded(text)
        }
        if Self.isBinary(bytes) { throw .binary }
    }

    private static let workbooks: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
    ]
    /// PDF, PNG, JPEG, GIF, gzip: what could pass for text in its first bytes.
    private static let binaries: [[UInt8]] = [
        Array("%PDF-".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x1F, 0x8B],
    ]

    private enum ByteOrder { case little, big }

    private static func byteOrder(of file: UnsafeRawBufferPointer) -> ByteOrder? {
        if file.starts(with: [0xFF, 0xFE]) { return .little }
        if file.starts(with: [0xFE, 0xFF]) { return .big }
        guard file.count >= 4, file.count % 2 == 0 else { return nil }
        var zeros = (even: 0, odd: 0)
        let sample = min(file.count, 1024)
        for index in 0..<sample where file[index] == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        if zeros.even * 8 < zeros.odd, zeros.odd * 4 > sample { return .little }
        if zeros.odd * 8 < zeros.even, zeros.even * 4 > sample { return .big }
        return nil
    }

    /// Half a pair and half a unit become U+FFFD.
    private static func transcoded(_ file: UnsafeRawBufferPointer, isBigEndian: Bool) -> [UInt8] {
        let units = (0..<(file.count + 1) / 2).lazy.map { index -> UInt16 in
            guard 2 * index + 1 < file.count else { return 0xFFFD }
            let (first, second) = (UInt16(file[2 * index]), UInt16(file[2 * index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.count)
        _ = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) {
            bytes.append($0)
        }
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    private static func isUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
        String(validating: text, as: UTF8.self) != nil
    }

    private static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + text.count / 8)
        for byte in text {
            switch byte {
            case ..<0x80: bytes.append(byte)
            case ..<0xA0: bytes += String(windows1252[Int(byte) - 0x80]).utf8
            default: bytes += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
            }
        }
        return bytes
    }

    /// NUL is in no text; a hundredth of control characters is more than stray.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        var controls = 0
        for byte in bytes where byte < 0x20 {
            if byte == 0 { return true }
            if byte < 0x09 || byte > 0x0D { controls += 1 }
        }
        return controls > 8 && controls > bytes.count / 100
    }

    /// 0x80 to 0x9F; the five unassigned bytes stay control characters (WHATWG Encoding, windows-1252).
    private static let windows1252: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]
}
