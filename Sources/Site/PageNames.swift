/// The file of the page of every checklist and every document: flat, lower-case ASCII, `.html`, each once.
struct PageNames: Sendable {
    /// Names of the site's own pages, now and planned, and names that Windows keeps for devices.
    static let reserved: Set<String> = [
        "index", "all-checklists", "outstanding", "sign-offs", "documents", "people", "how-to-read",
        "search", "404",
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ]
    static let maximumLength = 100

    /// The beginning of the names of pages of which there are as many as it takes.
    static let reservedBeginnings = ["hand-over", "changes"]

    private let byPath: [String: String]
    private let documents: Set<String>

    /// Names depend on the paths alone, not on their order, so that a new phase number renames no page.
    ///
    /// Those of documents come last: a new one renames no other page either.
    init(paths: some Sequence<String>, documents: some Sequence<String> = []) {
        let paths = Set(paths)
        let documents = Set(documents).subtracting(paths)
        self.documents = documents
        var taken = Self.reserved
        var names: [String: String] = [:]
        for path in [paths, documents].flatMap({ $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }) {
            var stem = Self.stem(of: path)
            if Self.reservedBeginnings.contains(where: stem.hasPrefix) { stem = "file-" + stem }
            var name = stem
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(stem)-\(number)"
                number += 1
            }
            names[path] = name + ".html"
        }
        byPath = names
    }

    /// nil when the path has no page.
    subscript(path: String) -> String? { byPath[path] }

    /// It has a page only because items rest on it.
    func isDocument(_ path: String) -> Bool { documents.contains(path) }

    /// Lower-case ASCII letters, digits, `.`, `_` and `-`. A name from which anything was left out ends with a hash of
    /// the whole path instead, so that two checklists in Khmer have two stable names.
    private static func stem(of path: String) -> String {
        var stem = ""
        var isLossy = false
        for scalar in withoutExtension(path).unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", ".", "_": stem.unicodeScalars.append(scalar)
            case "A"..."Z": stem += scalar.properties.lowercaseMapping
            case "/", "-", " ":
                if stem.last != "-" { stem += "-" }
            default:
                isLossy = isLossy || scalar.properties.isAlphabetic || !scalar.isASCII
                if stem.last != "-" { stem += "-" }
            }
        }
        stem = String(stem.drop { $0 == "." || $0 == "-" || $0 == "_" })
        while stem.last == "-" || stem.last == "." { stem.removeLast() }
        // Room for `-2` … and `.html`.
        let room = maximumLength - 15
        if isLossy || stem.isEmpty || stem.utf8.count > room {
            let hash = shortHash(path)
            stem = stem.isEmpty ? "page-\(hash)" : "\(stem.prefix(room - 9))-\(hash)"
        }
        return stem
    }

    private static func withoutExtension(_ path: String) -> Substring {
        for suffix in [".markdown", ".md"] where path.lowercased().hasSuffix(suffix) {
            return path.dropLast(suffix.count)
        }
        return path[...]
    }
}

/// Eight hexadecimal digits: FNV-1a, 32 bits.
func shortHash(_ text: String) -> String {
    var hash: UInt32 = 0x811c_9dc5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - hex.count) + hex
}
