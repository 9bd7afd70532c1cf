import ArgumentParser
import Foundation
import Git
import Resources

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Scaffold an implementation repository and make its first commit.",
        discussion: """
            Refuses a folder that holds anything.

            Example:
              countersign init referrals --title "Referrals between Primero and OSCaR"
            """)

    @Argument(help: "The folder to make; it must not exist or be empty.") var directory = "."
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var base = "."
    @Option(help: "What the project is called.") var title: String
    @Option(help: ArgumentHelp("Language of the checklists, a BCP 47 tag.", valueName: "tag")) var language = "en"

    func validate() throws {
        if title.allSatisfy(\.isWhitespace) { throw ValidationError("--title is empty") }
        if language.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) == nil {
            throw ValidationError("'\(language)' is not a language tag such as en, fr or km")
        }
    }

    func run() throws {
        try performing {
            let folder = URL(fileURLWithPath: directory, relativeTo: URL(fileURLWithPath: base, isDirectory: true))
                .standardizedFileURL.path
            let commit = try Scaffold(title: title, language: language).make(at: folder)
            let option = directory == "." && base == "." ? "" : " -C \(shellWord(base == "." ? directory : folder))"
            try Console.write(
                """
                Made \(visible(folder)), first commit \(commit.hex.prefix(10)).

                Next:
                  1. Declare the roles and people of your project in countersign.yml.
                  2. Tick items in checklists/ as they are done, by pull request.
                  3. See where you stand: countersign status\(option) and countersign build\(option)

                """)
        }
    }
}

/// A word that can be copied into a POSIX shell.
private func shellWord(_ text: String) -> String {
    if text.wholeMatch(of: /[\w.\/+-]+/) != nil { return text }
    return "'" + visible(text).replacing("'", with: "'\\''") + "'"
}

/// The project template with a title and a language, ready to be written.
struct Scaffold {
    let title: String
    let language: String

    /// Makes the repository with one commit. All or nothing: it is put together in a folder that is moved into its place.
    func make(at folder: String) throws -> ObjectID {
        let exists = try isEmptyFolder(folder)
        let temporary = "\(try place(for: folder, exists: exists))/.countersign-init-\(getpid())"
        let manager = FileManager.default
        try? manager.removeItem(atPath: temporary)
        defer { try? manager.removeItem(atPath: temporary) }
        try manager.createDirectory(atPath: temporary, withIntermediateDirectories: false)
        let commit = try makeRepository(at: temporary)
        try move(temporary, to: folder, exists: exists)
        return commit
    }

    /// Whether there is such a folder already; throws where anything else is in the way.
    private func isEmptyFolder(_ path: String) throws -> Bool {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
            guard (try? manager.destinationOfSymbolicLink(atPath: path)) == nil else {
                throw Failure("\(path) is a symbolic link to nothing")
            }
            return false
        }
        guard isFolder.boolValue else { throw Failure("\(path) is a file") }
        guard try manager.contentsOfDirectory(atPath: path).isEmpty else {
            throw Failure("\(path) is not empty: init makes a new project in an empty folder")
        }
        return true
    }

    /// A folder of the same file system, where something can be made and nothing stays behind: the folder itself, else the
    /// nearest above it that exists.
    private func place(for folder: String, exists: Bool) throws -> String {
        var place = folder
        var isFolder = ObjCBool(exists)
        while !isFolder.boolValue {
            place = (place as NSString).deletingLastPathComponent
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { continue }
            guard isFolder.boolValue else { throw Failure("\(place) is a file") }
        }
        return place
    }

    private func makeRepository(at path: String) throws -> ObjectID {
        let repository = try Repository.create(at: path, initialBranch: "main")
        let files = EmbeddedFiles.projectTemplate.map {
            NewFile(path: $0.path, content: Array(filled($0.text, in: $0.path).utf8))
        }
        for file in files {
            let file = (path: path + "/" + file.path, content: Data(file.content))
            try FileManager.default.createDirectory(
                atPath: (file.path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try file.content.write(to: URL(fileURLWithPath: file.path))
        }
        return try repository.commitAll(
            files: files, message: "Start from the implementation checklist\n", identity: Self.identityOfEnvironment())
    }

    /// Who `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL` name, which git prefers to its configuration; at `GIT_AUTHOR_DATE` where
    /// that has git's own form (`1772438400 +0700`), else now.
    private static func identityOfEnvironment() -> Commit.Signature? {
        let environment = ProcessInfo.processInfo.environment
        guard let name = environment["GIT_AUTHOR_NAME"], let email = environment["GIT_AUTHOR_EMAIL"], !name.isEmpty,
            !email.isEmpty
        else { return nil }
        let date = (environment["GIT_AUTHOR_DATE"] ?? "").drop { $0 == "@" }.split(separator: " ")
        let seconds = date.first.flatMap { Int64($0) } ?? Int64(Date().timeIntervalSince1970)
        let zone = date.count == 2 ? Int(date[1]) ?? 0 : 0
        return Commit.Signature(name: name, email: email, seconds: seconds, offset: zone / 100 * 60 + zone % 100)
    }

    /// An existing folder stays the same folder, since a shell may stand in it.
    private func move(_ temporary: String, to folder: String, exists: Bool) throws {
        let manager = FileManager.default
        guard exists else {
            try manager.createDirectory(
                atPath: (folder as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            return try manager.moveItem(atPath: temporary, toPath: folder)
        }
        // `.git` comes last: until it is there, the folder is no repository.
        let names = try manager.contentsOfDirectory(atPath: temporary).sorted().filter { $0 != ".git" } + [".git"]
        for name in names { try manager.moveItem(atPath: temporary + "/" + name, toPath: folder + "/" + name) }
    }

    /// The text with its placeholders filled in, once: what a title says is no placeholder.
    private func filled(_ text: String, in path: String) -> String {
        let isYAML = path.hasSuffix(".yml")
        let line = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // `no` without quotes is false in YAML 1.1.
        let tag = isYAML && language.lowercased() == "no" ? "\"no\"" : language
        return text.split(separator: "{{title}}", omittingEmptySubsequences: false)
            .map { $0.replacing("{{language}}", with: tag) }
            .joined(separator: isYAML ? escapedForYAML(line) : escapedForMarkdown(line))
    }

    /// The inside of a double-quoted YAML scalar (YAML 1.2, 7.3.1); what is not printable there (5.1) as its number.
    private func escapedForYAML(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x22, 0x5C: "\\" + String(scalar)
            case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: String(scalar)
            default: "\\u" + String(scalar.value + 0x1_0000, radix: 16).suffix(4)
            }
        }.joined()
    }

    private func escapedForMarkdown(_ text: String) -> String {
        text.unicodeScalars.map { "\\`*_{}[]<>#|~&".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
