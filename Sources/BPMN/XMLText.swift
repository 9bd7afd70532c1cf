/// The text of an XML file as UTF-8 without a document type: what may be given to a parser.
///
/// The parser could read many encodings, and in each a document type would look otherwise. So what is read is decoded here,
/// and searched before it is parsed.
struct XMLText {
    /// UTF-8, without byte order mark and XML declaration.
    private(set) var bytes: [UInt8]
    /// Some bytes were no UTF-8.
    private(set) var isRepaired = false
    /// Lines that the XML declaration took.
    private(set) var firstLine = 1

    init(_ file: some Collection<UInt8>) throws(UnreadableDiagram) {
        var text = String(decoding: try Self.utf8(Array(file), &isRepaired), as: UTF8.self)
        text.makeContiguousUTF8()
        bytes = Array(text.utf8)
        // No XML has a zero, and the parser would take one near the beginning for a sign of UTF-16.
        if let zero = bytes.firstIndex(of: 0) {
            let isText = bytes.first { !$0.isXMLSpace } == UInt8(ascii: "<")
            throw UnreadableDiagram(
                isText ? .malformed : .notXML, line: 1 + bytes[..<zero].count { $0 == UInt8(ascii: "\n") })
        }
        let start = bytes.firstIndex { !$0.isXMLSpace } ?? bytes.count
        guard start < bytes.count, bytes[start] == UInt8(ascii: "<") else { throw UnreadableDiagram(.notXML, line: 1) }
        let prolog = try Self.prolog(bytes[start...])
        firstLine = 1 + bytes[..<prolog].count { $0 == UInt8(ascii: "\n") }
        bytes.removeFirst(prolog)
        bytes = Self.withData(bytes)
    }

    /// Foundation's parser reads where nothing is when a processing instruction has no data (`<?x?>`), and the program ends: each
    /// gets a space. This knows no comments, as it would have to agree with the parser about broken files, too.
    private static func withData(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isBare = false
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == UInt8(ascii: "<") {
                isBare = next == UInt8(ascii: "?")
            } else if byte.isXMLSpace {
                isBare = false
            }
            if isBare, byte == UInt8(ascii: "?"), next == UInt8(ascii: ">") { result.append(0x20) }
            result.append(byte)
        }
        return result
    }

    /// The file as UTF-8, by its byte order mark or its XML declaration (XML 1.0, appendix F).
    private static func utf8(_ file: [UInt8], _ isRepaired: inout Bool) throws(UnreadableDiagram) -> [UInt8] {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) { return repaired(file.dropFirst(3), &isRepaired) }
        if file.starts(with: [0xFE, 0xFF]) { return utf16(file.dropFirst(2), isBigEndian: true) }
        if file.starts(with: [0xFF, 0xFE]) { return utf16(file.dropFirst(2), isBigEndian: false) }
        if file.starts(with: [0, 0x3C]) { return utf16(file[...], isBigEndian: true) }
        if file.starts(with: [0x3C, 0]) { return utf16(file[...], isBigEndian: false) }
        switch declaredEncoding(file) {
        // What says UTF-16 in letters of one byte is not UTF-16.
        case nil, "utf-8", "utf8", "utf-16", "us-ascii", "ascii": return repaired(file[...], &isRepaired)
        case "iso-8859-1", "iso8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252": return windows1252(file)
        default: throw UnreadableDiagram(.encoding, line: 1)
        }
    }

    private static func repaired(_ file: ArraySlice<UInt8>, _ isRepaired: inout Bool) -> [UInt8] {
        if String(validating: file, as: UTF8.self) != nil { return Array(file) }
        isRepaired = true
        return Array(String(decoding: file, as: UTF8.self).utf8)
    }

    private static func utf16(_ file: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(file.count / 2)
        var index = file.startIndex
        while index + 1 < file.endIndex {
            let pair = (UInt16(file[index]), UInt16(file[index + 1]))
            units.append(isBigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0)
            index += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Browsers read ISO 8859-1 as Windows-1252, too (Encoding Standard, 4.2).
    private static func windows1252(_ file: [UInt8]) -> [UInt8] {
        let upper = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
        var text = ""
        text.reserveCapacity(file.count)
        for byte in file {
            text.unicodeScalars.append((0x80..<0xA0).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return Array(text.utf8)
    }

    /// Lower case; nil without a declaration.
    private static func declaredEncoding(_ file: [UInt8]) -> String? {
        let head = String(decoding: file.prefix(200), as: UTF8.self)
        guard head.hasPrefix("<?xml"), let end = head.range(of: "?>")?.lowerBound,
            let name = head[..<end].range(of: "encoding")?.upperBound
        else { return nil }
        let value = head[name..<end].drop { $0 == "=" || $0.isWhitespace }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return value.dropFirst().prefix { $0 != quote }.lowercased()
    }

    /// Where what follows the XML declaration begins. Comments and processing instructions before the root are passed by,
    /// and a document type is refused.
    private static func prolog(_ bytes: ArraySlice<UInt8>) throws(UnreadableDiagram) -> Int {
        var start = bytes.startIndex
        if bytes.starts(with: "<?xml".utf8) {
            guard let end = bytes.firstIndex(after: "?>", from: start) else {
                throw UnreadableDiagram(.malformed, line: 1)
            }
            start = end
        }
        var index = start
        func refusal(_ reason: UnreadableDiagram.Reason) -> UnreadableDiagram {
            UnreadableDiagram(reason, line: 1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") })
        }
        while index < bytes.endIndex {
            let rest = bytes[index...]
            if bytes[index].isXMLSpace {
                index += 1
            } else if rest.starts(with: "<!--".utf8) {
                guard let end = bytes.firstIndex(after: "-->", from: index + 4) else { throw refusal(.malformed) }
                index = end
            } else if rest.starts(with: "<?".utf8) {
                guard let end = bytes.firstIndex(after: "?>", from: index) else { throw refusal(.malformed) }
                index = end
            } else if rest.starts(with: "<!".utf8) {
                throw refusal(.documentType)
            } else {
                break
            }
        }
        return start
    }
}

extension UInt8 {
    /// XML 1.0, production 3.
    fileprivate var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}

extension ArraySlice<UInt8> {
    fileprivate func firstIndex(after text: StaticString, from start: Int) -> Int? {
        text.withUTF8Buffer { text in
            var index = start
            while index + text.count <= endIndex {
                if self[index..<index + text.count].elementsEqual(text) { return index + text.count }
                index += 1
            }
            return nil
        }
    }
}
