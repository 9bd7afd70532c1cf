/// What a file is, by what it holds: names are what somebody wrote.
package enum FileContent: Hashable, Sendable {
    case picture(PictureKind)
    case pdf
    /// Of an office program, by the extension that its files have: DOCX, ODS; OLE for those before 2007.
    case office(String)
    /// ZIP, GZIP and the like.
    case archive(String)
    /// HTML or XML; what a browser might run.
    case markup(String)
    /// What Git LFS keeps elsewhere, and how many bytes that has.
    case pointer(Int?)
    case text, binary

    /// Larger files are not copied to the site: services that host sites for nothing count every byte.
    package static let maximumPublishedSize = 25 << 20

    package init(_ bytes: [UInt8]) {
        if let kind = PictureKind(bytes) {
            self = .picture(kind)
        } else if bytes.prefix(1_024).firstRange(of: Array("%PDF-".utf8)) != nil {
            self = .pdf
        } else if let known = Self.signatures.first(where: { bytes.starts(with: $0.bytes) }) {
            self = known.content
        } else if bytes.starts(with: [0x50, 0x4b, 3, 4]) {
            self = Self.packed(bytes)
        } else {
            self = Self.isText(bytes) ? Self.written(bytes) : .binary
        }
    }

    private static let signatures: [(bytes: [UInt8], content: FileContent)] = [
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], .office("OLE")), ([0x1f, 0x8b], .archive("GZIP")),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .archive("7Z")), (Array("Rar!".utf8), .archive("RAR")),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .archive("XZ")), ([0x28, 0xb5, 0x2f, 0xfd], .archive("ZST")),
    ]

    /// A ZIP archive is a document where it says so: ECMA-376 part 2 by the names of its parts, OpenDocument 1.2 part 3 by
    /// a first file with the type.
    private static func packed(_ bytes: [UInt8]) -> FileContent {
        let type = bytes.dropFirst(30)
        if type.starts(with: "mimetypeapplication/vnd.oasis.opendocument.".utf8) {
            let kind = String(decoding: type.dropFirst(43).prefix(12), as: UTF8.self)
            let kinds = [("text", "ODT"), ("spreadsheet", "ODS"), ("presentation", "ODP"), ("graphics", "ODG")]
            if let found = kinds.first(where: { kind.hasPrefix($0.0) }) { return .office(found.1) }
        }
        // The names stand at the beginning of every part, and once more in the list at the end.
        let ends = [bytes.prefix(4_096), bytes.suffix(64 * 1_024)]
        for (part, kind) in [
            ("word/document.xml", "DOCX"), ("xl/workbook.xml", "XLSX"), ("ppt/presentation.xml", "PPTX"),
        ]
        where ends.contains(where: { $0.firstRange(of: Array(part.utf8)) != nil }) {
            return .office(kind)
        }
        return .archive("ZIP")
    }

    /// In any encoding of one byte or more that leaves ASCII as it is, or UTF-16 with its mark.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return true }
        return !bytes.contains { $0 < 0x20 && !(0x09...0x0d).contains($0) && $0 != 0x1b }
    }

    private static func written(_ bytes: [UInt8]) -> FileContent {
        if bytes.count < 1_024, bytes.starts(with: "version https://git-lfs.github.com/spec/".utf8) {
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            return .pointer(lines.first { $0.hasPrefix("size ") }.flatMap { Int($0.dropFirst(5)) })
        }
        var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        start = start.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
        guard start.first == UInt8(ascii: "<") else { return .text }
        let name = String(decoding: start.prefix(15), as: UTF8.self).lowercased()
        return .markup(
            ["<!doctype html", "<html", "<head", "<body", "<script"].contains(where: name.hasPrefix) ? "HTML" : "XML")
    }

    // MARK: Names

    /// Extensions that files of this kind have, the usual one first; none where any will do.
    package var extensions: [String] {
        switch self {
        case .picture(let kind): kind.extensions
        case .pdf: ["pdf"]
        case .office("DOCX"): ["docx", "docm", "dotx"]
        case .office("XLSX"): ["xlsx", "xlsm", "xltx"]
        case .office("PPTX"): ["pptx", "pptm", "potx", "ppsx"]
        case .office("OLE"): ["doc", "xls", "ppt", "msg", "vsd", "mpp"]
        case .office(let name): [name.lowercased()]
        case .archive("GZIP"): ["gz", "tgz"]
        case .archive("ZIP"): ["zip", "kmz", "epub", "bpmz", "vsdx"]
        case .archive(let name): [name.lowercased()]
        case .markup, .text, .pointer, .binary: []
        }
    }

    /// What it is called in words: `PDF`; nil where nothing says more than that it is a file.
    package var name: String? {
        switch self {
        case .picture(let kind): kind.name
        case .pdf: "PDF"
        case .office("OLE"): nil
        case .office(let name), .archive(let name), .markup(let name): name
        case .pointer: "Git LFS"
        case .text, .binary: nil
        }
    }

    /// Whether bytes of this kind may be in a file of that name.
    package func fits(_ path: String) -> Bool {
        let suffix = fileExtension(of: path)
        guard extensions.isEmpty else { return extensions.contains(suffix) }
        switch self {
        // A name that promises a kind which begins otherwise.
        case .markup, .text, .binary: return !Self.promising.contains(suffix)
        default: return true
        }
    }

    private static let promising = Set(
        PictureKind.allCases.flatMap(\.extensions) + [
            "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "gz", "7z", "rar",
        ])

    /// The extension under which it lies on the site: one by which no server, and no browser that guesses, takes it for
    /// something that runs.
    package func publishedExtension(of path: String) -> String {
        let suffix = fileExtension(of: path)
        switch self {
        case .picture(.svg), .markup, .pointer: return "txt"
        case .text: return Self.passive.contains(suffix) ? suffix : "txt"
        case .binary: return "bin"
        case .office("OLE") where !extensions.contains(suffix): return "bin"
        case .picture, .pdf, .office, .archive: return extensions.contains(suffix) ? suffix : extensions[0]
        }
    }

    private static let passive: Set = ["txt", "csv", "tsv", "md", "json", "yml", "yaml", "log", "sql", "po"]
}

/// Lower case, without the dot; empty for a name without one.
package func fileExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
}
