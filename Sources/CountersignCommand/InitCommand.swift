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
            try Console.write(
                """
                Made \(visible(folder)), first commit \(commit.hex.prefix(10)).

                Next:
                  1. Declare the roles and people of your project in countersign.yml.
                  2. Tick items in checklists/ as they are done, by pull request.
                  3. See where you stand: countersign status -C \(visible(directory)) and countersign build -C \(visible(directory))

                """)
        }
    }
}

/// The project template with a title and a language, ready to be written.
struct Scaffold {
    let title: String
    let language: String

    /// Makes the repository with one commit. All or nothing: it is put together in a folder beside and then moved.
    func make(at folder: String) throws -> ObjectID {
        let manager = FileManager.default
        let existing = try? manager.contentsOfDirectory(atPath: folder)
        if manager.fileExists(atPath: folder) {
            guard let existing else { throw Failure("\(folder) is a file") }
            guard existing.isEmpty else { throw Failure("\(folder) is not empty: init makes a new project in an empty folder") }
        }
        let parent = (folder as NSString).deletingLastPathComponent
        try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
        let temporary = "\(parent)/.countersign-init-\(ProcessInfo.processInfo.processIdentifier)"
        try? manager.removeItem(atPath: temporary)
        defer { try? manager.removeItem(atPath: temporary) }
        try manager.createDirectory(atPath: temporary, withIntermediateDirectories: false)
        let repository = try Repository.create(at: temporary, initialBranch: "main")
        let files = EmbeddedFiles.projectTemplate.map {
            NewFile(path: $0.path, content: Array(filled($0.text, in: $0.path).utf8))
        }
        for file in files {
            let path = temporary + "/" + file.path
            try manager.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(file.content).write(to: URL(fileURLWithPath: path))
        }
        let commit = try repository.commitAll(
            files: files, message: "Start from the implementation checklist\n", identity: Self.identityOfEnvironment())
        try move(temporary, to: folder, exists: existing != nil)
        return commit
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
        guard exists else { return try manager.moveItem(atPath: temporary, toPath: folder) }
        // `.git` comes last: until it is there, the folder is no repository.
        let names = try manager.contentsOfDirectory(atPath: temporary).sorted().filter { $0 != ".git" } + [".git"]
        for name in names { try manager.moveItem(atPath: temporary + "/" + name, toPath: folder + "/" + name) }
    }

    private func filled(_ text: String, in path: String) -> String {
        let isYAML = path.hasSuffix(".yml")
        let line = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // `no` without quotes is false in YAML 1.1.
        let tag = isYAML && language.lowercased() == "no" ? "\"no\"" : language
        return text.replacing("{{title}}", with: isYAML ? escapedForYAML(line) : escapedForMarkdown(line))
            .replacing("{{language}}", with: tag)
    }

    /// The inside of a double-quoted YAML scalar (YAML 1.2, 7.3.1).
    private func escapedForYAML(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\x" + String(scalar.value + 0x100, radix: 16).suffix(2)
            default: String(scalar)
            }
        }.joined()
    }

    private func escapedForMarkdown(_ text: String) -> String {
        text.map { "\\`*_{}[]<>#|~&".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
