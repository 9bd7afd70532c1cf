/// The signature of a commit and what it was made over.
package struct CommitSignature: Hashable, Sendable {
    /// Armoured, as `ssh-keygen -Y verify` and `gpg --verify` take it.
    package var signature: [UInt8]
    /// The commit object without its signatures: what was signed.
    package var payload: [UInt8]
}

extension Repository {
    /// The signature of a commit, whoever made it; nil when there is none. Nothing is verified. Throws
    /// `.missingObject`.
    package func signature(ofCommit id: ObjectID) throws(GitError) -> CommitSignature? {
        try withObject(id, .commit) { (bytes) throws(GitError) in CommitSignature(commit: Array(bytes)) }
    }
}

extension CommitSignature {
    /// Takes a commit object apart as `git verify-commit` does (gitformat-signature(5)); libgit2 leaves every
    /// signature but the first in the payload, so that a commit signed for SHA-1 and SHA-256 would look altered.
    init?(commit bytes: [UInt8]) {
        let header = bytes.endIndexOfHeader
        var signature: [UInt8] = []
        var payload: [UInt8] = []
        var destination = Destination.payload
        var rest = bytes[..<header]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            var line = rest[..<end]
            rest = rest[end...]
            if line.first != UInt8(ascii: " ") {
                destination = Destination(line)
                if destination == .signature { line = line.dropFirst("gpgsig".utf8.count) }
            }
            switch destination {
            case .signature: signature += line.dropFirst()
            case .payload: payload += line
            case .nowhere: break
            }
        }
        guard !signature.isEmpty else { return nil }
        self.init(signature: signature, payload: payload + bytes[header...])
    }

    /// Where a header line and the lines that continue it belong.
    private enum Destination {
        case signature, payload, nowhere

        init(_ line: ArraySlice<UInt8>) {
            if line.starts(with: "gpgsig ".utf8) {
                self = .signature
            } else {
                // `gpgsig-sha256` and its like: signatures over the object in another format.
                self = line.starts(with: "gpgsig".utf8) ? .nowhere : .payload
            }
        }
    }
}

extension [UInt8] {
    /// Where the empty line is that ends the header of a commit object.
    fileprivate var endIndexOfHeader: Int {
        var start = startIndex
        while start < endIndex, self[start] != UInt8(ascii: "\n") {
            start = self[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? endIndex
        }
        return start
    }
}
