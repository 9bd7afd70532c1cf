/// What a sign-off covers: the text of the item and the contents of its outputs, as one commit has them (SPEC section 4).
package struct Coverage: Hashable, Sendable {
    /// Digest of the covered text: `c1:sha256:` and 64 hexadecimal digits.
    package let text: String
    /// The covered text itself, to show what changed; nil where it is long, or was not kept.
    package let wording: String?
    /// Each once, by path, URL and blob.
    package let outputs: [CoveredFile]
    /// Images, CSV and BPMN files that Markdown outputs show, one level; each once, by path and blob.
    package let references: [CoveredFile]

    package init(
        text: String, wording: String? = nil, outputs: some Sequence<CoveredFile>,
        references: some Sequence<CoveredFile> = []
    ) {
        self.text = text
        self.wording = wording
        self.outputs = Set(outputs).sorted()
        self.references = Set(references).sorted()
    }

    /// The digest of a covered text in canonical form `c1`: NFC, white space collapsed, encoded as UTF-8.
    /// `sha256` gives the 32 bytes of that hash; the domain has no cryptography of its own.
    package static func digest(ofCanonicalText text: String, sha256: ([UInt8]) -> [UInt8]) -> String {
        "c1:sha256:" + sha256(Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Whether somebody who approved `earlier` has approved this, too. A file may have another name by now, but what lies
    /// under a name that was there before must be what lay there: two files that changed places are not what was approved.
    package func isUnchanged(since earlier: Coverage) -> Bool {
        text == earlier.text && Self.areSame(outputs, earlier.outputs) && Self.areSame(references, earlier.references)
    }

    private static func areSame(_ files: [CoveredFile], _ earlier: [CoveredFile]) -> Bool {
        guard contents(files) == contents(earlier) else { return false }
        let blobs = Dictionary(earlier.map { ($0.name, $0.blob) }) { first, _ in first }
        return files.allSatisfy { file in blobs[file.name].map { $0 == file.blob } ?? true }
    }

    /// How often each content is there: dropping one of two equal files is a change.
    private static func contents(_ files: [CoveredFile]) -> [CoveredFile.Content: Int] {
        Dictionary(files.map { ($0.content, 1) }, uniquingKeysWith: +)
    }
}

/// A file, or an address outside the repository, as a sign-off covers it. Exactly one of `path` and `url` is set.
package struct CoveredFile: Hashable, Sendable, Comparable {
    package let path: String?
    package let url: String?
    /// The object at `path`, hexadecimal; nil for a URL and for a file that is not there.
    package let blob: String?

    package init(path: String, blob: String?) {
        self.path = path
        url = nil
        self.blob = blob
    }

    /// What is behind an address is not covered, only the address.
    package init(url: String) {
        path = nil
        self.url = url
        blob = nil
    }

    /// What must stay the same. Compared byte for byte, as git and web servers do.
    fileprivate enum Content: Hashable {
        case blob([UInt8])
        case missing(path: [UInt8])
        case address([UInt8])
    }

    /// Byte for byte, too.
    fileprivate var name: [UInt8] { Array((path ?? url ?? "").utf8) }

    fileprivate var content: Content {
        if let blob { return .blob(Array(blob.utf8)) }
        if let path { return .missing(path: Array(path.utf8)) }
        return .address(Array((url ?? "").utf8))
    }

    package static func < (a: CoveredFile, b: CoveredFile) -> Bool {
        (a.path ?? "", a.url ?? "", a.blob ?? "") < (b.path ?? "", b.url ?? "", b.blob ?? "")
    }
}
