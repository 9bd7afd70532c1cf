import Foundation
import Git

/// Builds a repository of any shape from a few lines, in one `git fast-import`.
///
///     let script = RepositoryScript()
///     let first = script.commit("Add the list", ["README.md": "- [ ] a\n"])
///     let tick = script.commit("Tick", on: [first], ["README.md": "- [x] a\n"], author: "Ann <ann@ministry.example>")
///     let other = script.commit("Another", on: [first], ["other.md": "- [ ] b\n"])
///     script.merge("Merge pull request #1 from team/other", [tick, other])
///     let repository = try script.write()
///     repository.id(of: tick)
///
/// Every commit is made one minute after the one before, beginning on 1 January 2026 at 9:00 UTC; the same script
/// always gives the same object ids. `main`, which `HEAD` names, is the commit made last.
package final class RepositoryScript {
    /// Stands for a commit until the repository is written.
    package struct Mark: Hashable, Sendable {
        fileprivate let number: Int
    }

    /// `Name <e-mail>`, as bytes, since such lines are not always UTF-8.
    package struct Person: Hashable, Sendable, ExpressibleByStringInterpolation {
        let bytes: [UInt8]

        package init(stringLiteral text: String) { bytes = Array(text.utf8) }
        package init(_ text: String) { bytes = Array(text.utf8) }
        package init(bytes: [UInt8]) { self.bytes = bytes }

        /// Who makes commits when a script does not say.
        package static let author: Person = "Author <author@team.example>"
    }

    /// What a path is, when not an ordinary file.
    package enum Mode: String, Sendable {
        case file = "100644"
        case executable = "100755"
        /// The content is where it points to.
        case symbolicLink = "120000"
        /// The content is the 40 digits of a commit.
        case submodule = "160000"
    }

    private var stream: [UInt8] = []
    private var marks: [Mark] = []
    private var clock = 1_767_258_000
    private var head: Mark?

    package init() {}

    /// Adds a commit.
    ///
    /// - Parameters:
    ///   - parents: nil continues the commit made last; empty makes a root.
    ///   - files: the whole new content of each path that differs from the first parent; nil removes the path (a folder
    ///     with all it holds).
    ///   - rawFiles: the same for paths and contents that are not UTF-8.
    ///   - renames: old path to new path, with the content of the first parent; applied before `files`.
    ///   - modes: of those paths that are not ordinary files.
    ///   - committer: the author, unless given.
    ///   - time: seconds since 1970 of both dates; the clock goes on from there. Else a minute after the last commit.
    ///   - authoredAt: when the author date differs.
    ///   - zone: of both dates.
    ///   - encoding: value of the `encoding` header; the bytes are not converted.
    ///   - rawMessage: instead of `message`, when that is not UTF-8.
    @discardableResult
    package func commit(
        _ message: String, on parents: [Mark]? = nil, _ files: [String: String?] = [:],
        rawFiles: [[UInt8]: [UInt8]?] = [:], renames: [String: String] = [:], modes: [String: Mode] = [:],
        author: Person = .author, committer: Person? = nil, at time: Int? = nil, authoredAt: Int? = nil,
        zone: String = "+0000", encoding: String? = nil, rawMessage: [UInt8]? = nil
    ) -> Mark {
        let mark = Mark(number: marks.count + 1)
        clock = time ?? clock + 60
        let parents = parents ?? head.map { [$0] } ?? []
        if parents.isEmpty { add("reset refs/heads/main\n") }
        add("commit refs/heads/main\nmark :\(mark.number)\n")
        add("author ", author.bytes, " \(authoredAt ?? clock) \(zone)\n")
        add("committer ", (committer ?? author).bytes, " \(clock) \(zone)\n")
        if let encoding { add("encoding \(encoding)\n") }
        addData(rawMessage ?? Array(message.utf8))
        for (position, parent) in parents.enumerated() {
            add("\(position == 0 ? "from" : "merge") :\(parent.number)\n")
        }
        for (old, new) in renames.sorted(by: { $0.key < $1.key }) {
            add("R ", quoted(Array(old.utf8)), " ", quoted(Array(new.utf8)), "\n")
        }
        var contents = rawFiles
        for (path, content) in files { contents.updateValue(content.map { Array($0.utf8) }, forKey: Array(path.utf8)) }
        addFiles(contents, modes: modes)
        marks.append(mark)
        head = mark
        return mark
    }

    /// Adds a merge: its tree is the first parent's with `files` laid over it. Nothing is merged by itself.
    @discardableResult
    package func merge(
        _ message: String, _ parents: [Mark], _ files: [String: String?] = [:], author: Person = .author,
        committer: Person? = nil, at time: Int? = nil
    ) -> Mark {
        commit(message, on: parents, files, author: author, committer: committer, at: time)
    }

    /// Adds a branch at a commit.
    package func branch(_ name: String, at mark: Mark) { add("reset refs/heads/\(name)\nfrom :\(mark.number)\n\n") }

    /// Adds an annotated tag of a commit.
    package func tag(_ name: String, at mark: Mark, message: String = "") {
        add("tag \(name)\nfrom :\(mark.number)\ntagger ", Person.author.bytes, " \(clock) +0000\n")
        addData(Array(message.utf8))
    }

    /// Writes the repository.
    ///
    /// - Parameters:
    ///   - head: the commit that `main` and `HEAD` name; else the one made last.
    ///   - checkout: with a working tree; else the repository is bare.
    package func write(head: Mark? = nil, checkout: Bool = false) throws -> ScriptedRepository {
        let folder = try TemporaryFolder()
        let path = folder.path("repository")
        let gitDirectory = checkout ? path + "/.git" : path
        try makeEmptyRepository(gitDirectory, bare: !checkout)

        var stream = stream
        if let head = head ?? self.head { stream += Array("reset refs/heads/main\nfrom :\(head.number)\n\n".utf8) }
        let marksFile = folder.path("marks")
        let arguments = [
            "-c", "fastimport.unpackLimit=1", "-c", "pack.compression=0", "fast-import", "--depth=0", "--quiet",
            "--force", "--date-format=raw-permissive",
        ]
        try git(
            arguments + ["--export-marks=\(marksFile)", "--done"], in: gitDirectory,
            input: stream + Array("done\n".utf8))
        if checkout, self.head != nil { try git(["reset", "--quiet", "--hard"], in: path) }
        return ScriptedRepository(folder: folder, path: path, ids: try readMarks(marksFile))
    }

    private func readMarks(_ file: String) throws -> [Mark: ObjectID] {
        var ids: [Mark: ObjectID] = [:]
        for line in String(decoding: try bytes(ofFile: file), as: UTF8.self).split(separator: "\n") {
            let words = line.dropFirst().split(separator: " ")
            guard words.count == 2, let number = Int(words[0]), let id = ObjectID(hex: words[1]) else { continue }
            ids[Mark(number: number)] = id
        }
        return ids
    }
}

// MARK: - The fast-import stream

extension RepositoryScript {
    private func add(
        _ text: String, _ bytes: [UInt8] = [], _ more: String = "", _ moreBytes: [UInt8] = [], _ end: String = ""
    ) {
        stream.append(contentsOf: text.utf8)
        stream.append(contentsOf: bytes)
        stream.append(contentsOf: more.utf8)
        stream.append(contentsOf: moreBytes)
        stream.append(contentsOf: end.utf8)
    }

    private func addData(_ bytes: [UInt8]) { add("data \(bytes.count)\n", bytes, "\n") }

    private func addFiles(_ contents: [[UInt8]: [UInt8]?], modes: [String: Mode]) {
        let ordered = contents.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        // Removed first, so that a file can take the place of a folder.
        for (path, content) in ordered where content == nil { add("D ", quoted(path), "\n") }
        for (path, content) in ordered {
            guard let content else { continue }
            let mode = modes[String(decoding: path, as: UTF8.self)] ?? .file
            if mode == .submodule {
                add("M 160000 ", content, " ", quoted(path), "\n")
            } else {
                add("M \(mode.rawValue) inline ", quoted(path), "\n")
                addData(content)
            }
        }
    }

    /// A path in the C style that git uses, which any bytes can take.
    private func quoted(_ path: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let inner = path.flatMap { byte -> [UInt8] in
            guard byte < 0x21 || byte > 0x7E || byte == quote || byte == UInt8(ascii: "\\") else { return [byte] }
            let digits = String(byte, radix: 8)
            return Array(("\\" + String(repeating: "0", count: 3 - digits.count) + digits).utf8)
        }
        return [quote] + inner + [quote]
    }
}

/// Makes the files of an empty repository whose branch is `main`: what `git init` would, without starting it.
private func makeEmptyRepository(_ gitDirectory: String, bare: Bool) throws {
    useNoUserConfiguration()
    for folder in ["objects", "refs/heads"] {
        try FileManager.default.createDirectory(
            atPath: "\(gitDirectory)/\(folder)", withIntermediateDirectories: true)
    }
    try write(Array("ref: refs/heads/main\n".utf8), toFile: gitDirectory + "/HEAD")
    let configuration = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = \(bare)\n"
    try write(Array(configuration.utf8), toFile: gitDirectory + "/config")
}
