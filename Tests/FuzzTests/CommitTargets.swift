import Checklists

@testable import Git
@testable import Signatures

extension FuzzTarget {
    /// The message of a commit.
    static let message = FuzzTarget(name: "message") { input in try checkMessage(String(decoding: input, as: UTF8.self))
    }

    /// A commit object.
    static let commit = FuzzTarget(name: "commit") { input in
        let links = input.withUnsafeBytes(Commit.links)
        let commit = Commit(id: .zero, bytes: input)
        try require(
            commit?.tree == links?.tree && commit?.parents == links?.parents, "it has other parents at second sight")
        if let commit {
            try checkDates(of: commit.author)
            try checkDates(of: commit.committer)
            try checkMessage(commit.message)
            let mentionsSignOff = input.withUnsafeBytes(\.mentionsSignOff)
            try require(mentionsSignOff || Trailers.signOffs(commit.message).isEmpty, "a sign-off is not noticed")
        }
        if let signed = CommitSignature(commit: input) {
            try require(signed.signature.count + signed.payload.count < input.count, "what was signed grew")
            _ = SignatureForm(signed.signature)
        }
    }

    /// A tree object.
    static let tree = FuzzTarget(name: "tree") { input in
        var size = 0
        let isWhole = input.withUnsafeBytes { bytes in
            parseTree(bytes) { mode, name, id in
                size += name.count + String(mode, radix: 8).utf8.count + 22
                _ = (TreeEntry.Kind(mode: mode), id)
            }
        }
        try require(!isWhole || size <= input.count, "more was read than there is")
    }

    /// A `.mailmap`; behind a NUL, names and addresses to look up, NUL between them.
    static let mailmap = FuzzTarget(name: "mailmap") { input in
        let parts = input.split(separator: 0, omittingEmptySubsequences: false)
        let mailmap = Mailmap(Array(parts[0]))
        let words = parts.dropFirst().map { String(decoding: $0, as: UTF8.self) }
        for (name, email) in zip(words, words.dropFirst()) {
            let once = mailmap.resolve(name: name, email: email)
            let shouted = mailmap.resolve(name: name, email: email.uppercasedASCII)
            try require(once.name == shouted.name, "the case of \(email) counts")
        }
    }

    /// An armoured signature, or the text of a listed key.
    static let signature = FuzzTarget(name: "signature") { input in
        if case .ssh(let signature) = SignatureForm(input) {
            let again = SSHSignature(armoured: Array(signature.armoured.utf8))
            try require(again == signature, "written anew, the signature reads otherwise")
        }
        let text = String(decoding: input, as: UTF8.self)
        if case .ssh(let key) = KeyText(text) {
            let line = key.line(comment: "1")
            try require(line.count(where: \.isNewline) == 1, "a key of two lines")
            try require(SSHKey(line: line)?.bytes == key.bytes, "written anew, the key reads otherwise")
        }
    }
}

private func checkMessage(_ message: String) throws {
    let trailers = Trailers.read(message)
    for trailer in trailers + Trailers.signOffs(message) + Trailers.signOffParagraphs(message) {
        let isKey = !trailer.key.isEmpty && trailer.key.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        try require(isKey, "\"\(trailer.key)\" is a key")
        try require(!trailer.value.contains("\n"), "the value of \(trailer.key) is of two lines")
        if let said = SignOffTrailer(trailer.value) {
            try require(!said.item.contains(where: \.isWhitespace), "\"\(said.item)\" is signed")
        }
    }
    try require(pullRequestNumber(inMessage: message).map { $0 >= 0 } ?? true, "a pull request below zero")
    let told = withoutEmailDomains(message).split(separator: " ").contains { word in
        word.dropFirst().firstIndex(of: "@").map { word[$0...].contains(".") } ?? false
    }
    try require(!told, "the domain of an address is told")
}

private func checkDates(of signature: Commit.Signature) throws {
    let moment = Timestamp(seconds: signature.seconds, offset: signature.offset)
    try require(Day(moment.day.description) == moment.day, "\(moment.day) is no day")
    try require(Day(moment.localDay.description) == moment.localDay, "\(moment.localDay) is no day")
    try require(moment.description.utf8.count == 25, "\(moment) is no moment")
}

extension String {
    fileprivate var uppercasedASCII: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }
}
