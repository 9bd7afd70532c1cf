import CLibgit2

/// A commit, fully read.
package struct Commit: Hashable, Sendable {
    /// Who made or committed it, and when.
    package struct Signature: Hashable, Sendable {
        package var name: String
        package var email: String
        /// Seconds since 1970 in UTC; 0 where the commit has no readable date, or one outside the years 1 to 9999.
        package var seconds: Int64
        /// Minutes east of UTC, less than a day either way.
        package var offset: Int

        package init(name: String, email: String, seconds: Int64, offset: Int) {
            (self.name, self.email, self.seconds, self.offset) = (name, email, seconds, offset)
        }
    }

    package var id: ObjectID
    package var tree: ObjectID
    package var parents: [ObjectID]
    package var author: Signature
    package var committer: Signature
    /// As stored; not always UTF-8.
    package var messageBytes: [UInt8]
    /// Text for show and for reading trailers, by the commit's `encoding` header, else UTF-8, else Windows-1252.
    package var message: String
}

extension Repository {
    /// Reads a commit. Throws `.missingObject`, `.other` when it has no tree or a parent's name is not one.
    package func commit(_ id: ObjectID) throws(GitError) -> Commit {
        let parsed = try withObject(id, .commit) { (bytes) throws(GitError) in Commit(id: id, bytes: Array(bytes)) }
        guard let parsed else { throw damaged(id, .commit, "its header cannot be read") }
        return parsed
    }

    /// The tree and the parents of a commit and whether it may bear a sign-off: what a walk over all commits needs.
    /// Nil when the commit is absent.
    func links(
        ofCommit id: ObjectID
    ) throws(GitError) -> (tree: ObjectID, parents: [ObjectID], mentionsSignOff: Bool)? {
        try withObject(ifPresent: id, .commit) { (bytes) throws(GitError) in
            guard let links = Commit.links(bytes) else { throw damaged(id, .commit, "its header cannot be read") }
            return (links.tree, links.parents, bytes.mentionsSignOff)
        }
    }
}

extension Commit {
    /// Parses the content of a commit object; nil without a readable tree and parents. Everything else may be rubbish.
    init?(id: ObjectID, bytes: [UInt8]) {
        guard let (tree, parents) = bytes.withUnsafeBytes(Commit.links) else { return nil }
        var header = CommitHeader(bytes)
        var author: ArraySlice<UInt8> = []
        var committer: ArraySlice<UInt8> = []
        var encoding: ArraySlice<UInt8>?
        while let (key, value) = header.next() {
            switch String(decoding: key, as: UTF8.self) {
            case "author": author = value
            case "committer": committer = value
            case "encoding": encoding = value
            default: break
            }
        }
        let text = TextEncoding(label: encoding)
        self.init(
            id: id, tree: tree, parents: parents,
            author: Signature(line: author, encoding: text), committer: Signature(line: committer, encoding: text),
            messageBytes: Array(header.rest), message: text.decode(header.rest))
    }

    /// `tree ID`, then any number of `parent ID`: the order that git itself requires.
    static func links(_ bytes: UnsafeRawBufferPointer) -> (tree: ObjectID, parents: [ObjectID])? {
        let treeLine = 46  // "tree " + 40 digits + newline
        guard let tree = id(in: bytes, at: 0, after: "tree ") else { return nil }
        var parents: [ObjectID] = []
        var start = treeLine
        while hasPrefix(bytes, at: start, "parent ") {
            guard let parent = id(in: bytes, at: start, after: "parent ") else { return nil }
            parents.append(parent)
            start += treeLine + 2
        }
        return (tree, parents)
    }

    private static func id(in bytes: UnsafeRawBufferPointer, at start: Int, after key: StaticString) -> ObjectID? {
        let digits = start + key.utf8CodeUnitCount
        guard hasPrefix(bytes, at: start, key), digits + 40 < bytes.count, bytes[digits + 40] == UInt8(ascii: "\n")
        else { return nil }
        return ObjectID(hexDigits: UnsafeRawBufferPointer(rebasing: bytes[digits..<digits + 40]))
    }

    private static func hasPrefix(_ bytes: UnsafeRawBufferPointer, at start: Int, _ key: StaticString) -> Bool {
        guard start + key.utf8CodeUnitCount <= bytes.count else { return false }
        return key.withUTF8Buffer { bytes[start..<start + $0.count].elementsEqual($0) }
    }
}

/// Steps through the header lines of a commit object.
struct CommitHeader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next line's key and value, continuation lines (those that begin with a space) left out; nil at the empty
    /// line that ends the header.
    mutating func next() -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[position..<end]
            position = min(end + 1, bytes.count)
            guard let space = line.firstIndex(of: UInt8(ascii: " ")), space > line.startIndex else { continue }
            return (line[..<space], line[(space + 1)...])
        }
        return nil
    }

    /// The message, once the header is read.
    var rest: ArraySlice<UInt8> { bytes[min(position + 1, bytes.count)...] }
}

extension Commit.Signature {
    /// Reads `Name <e-mail> seconds zone` as git does (`split_ident_line`): the address lies between the first `<`
    /// and the next `>`, the date after the last `>`; whatever is missing is empty or 0. An address that nothing ends is none.
    init(line: ArraySlice<UInt8>, encoding: TextEncoding) {
        let open = line.firstIndex(of: UInt8(ascii: "<")) ?? line.endIndex
        let address = line[open...].dropFirst()
        let close = address.firstIndex(of: UInt8(ascii: ">")) ?? address.startIndex
        name = encoding.decode(line[..<open].trimmingTrailing(while: \.isSpace))
        email = encoding.decode(address[..<close])

        let last = address.lastIndex(of: UInt8(ascii: ">")) ?? address.endIndex
        var words = address[last...].dropFirst().split(whereSeparator: \.isSpace)[...]
        let seconds = words.popFirst().flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        self.seconds = (-62_135_596_800...253_402_300_799).contains(seconds) ? seconds : 0
        offset = words.popFirst().map(Self.offset) ?? 0
    }

    /// Minutes from `+0530`; 0 for what is no zone.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int {
        guard let value = Int(String(decoding: zone, as: UTF8.self)), value.magnitude < 10_000 else { return 0 }
        let minutes = value / 100 * 60 + value % 100
        return abs(minutes) < 24 * 60 ? minutes : 0
    }
}
