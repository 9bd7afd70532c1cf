import Checklists
import Foundation
import Git
import Ledger
import Markdown
import Scaffolding

/// A repository that `init --here` adds to: what it is, and what of a draft it lacks.
struct InitHere {
    /// Of the working tree, without a slash at its end.
    let root: String
    /// What the repository calls itself: in `countersign.yml`, in the first heading of its README, else by its folder.
    let title: String
    /// Of the remote `origin`, where its address tells.
    let forge: InitOptions.ForgeChoice?

    /// Where it is not `main`.
    let branch: String?

    private let tree: ObjectID?
    private let repository: Repository
    /// Its own checklists; `init` brings none where there are any.
    private let checklists: [NewFile]

    init(_ folder: String) throws {
        let repository = try Repository(at: folder)
        guard let working = repository.workingDirectory else {
            throw Failure("\(repository.gitDirectory) is a bare repository: use init --here in a clone of it")
        }
        let root = working.count > 1 ? String(working.dropLast()) : working
        (self.repository, self.root) = (repository, root)
        let head = try? repository.commitID(of: "HEAD")
        tree = try head.map { try repository.commit($0).tree }
        let address = repository.remoteURL(named: "origin").flatMap(webAddress)
        forge = address.flatMap { Ledger.forge(at: $0) }.flatMap { InitOptions.ForgeChoice(rawValue: $0.kind.rawValue) }
        let branches = ["origin/main", "main", "origin/master", "master"]
        let known = branches.first { (try? repository.commitID(of: $0)) != nil }
        branch = known?.hasSuffix("master") == true ? "master" : nil
        let configuration = try Self.configuration(in: root)
        title = configuration?.title ?? Self.heading(in: root) ?? (root as NSString).lastPathComponent
        let files =
            try head.map { try WorkingFiles(repository, head: $0, configuration: configuration ?? .none).files } ?? []
        checklists = files.filter { $0.standing == .checklist }.compactMap { file in
            guard let bytes = FileManager.default.contents(atPath: root + "/" + file.path).map(Array.init),
                let markdown = bytes.withUnsafeBytes({ MarkdownFile(path: file.path, $0) }),
                !markdown.items(roles: configuration?.roles ?? []).isEmpty
            else { return nil }
            return NewFile(path: file.path, content: bytes)
        }
    }

    private static func configuration(in root: String) throws -> Configuration? {
        guard let bytes = FileManager.default.contents(atPath: root + "/" + Configuration.path) else { return nil }
        return try Configuration.read(String(decoding: bytes, as: UTF8.self)).0
    }

    private static func heading(in root: String) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        guard let name = names.sorted().first(where: { $0.lowercased() == "readme.md" }),
            let bytes = FileManager.default.contents(atPath: root + "/" + name).map(Array.init),
            let file = bytes.withUnsafeBytes({ MarkdownFile(path: name, $0) })
        else { return nil }
        let heading = file.document.blocks.first { if case .heading(level: 1) = $0.kind { true } else { false } }
        let text = heading.map { plainText(of: $0.inlines) }?.trimmingCharacters(in: .whitespaces) ?? ""
        return text.isEmpty ? nil : text
    }

    /// `Name <e-mail>` of the user, as git would commit in this folder; nil without git, or where it does not know.
    static func user(near folder: String) -> String? {
        var place = folder
        while place.count > 1, !FileManager.default.fileExists(atPath: place) {
            place = (place as NSString).deletingLastPathComponent
        }
        let git = GitProgram(in: place, environment: ProcessInfo.processInfo.environment)
        guard let identity = try? git.identity("GIT_AUTHOR_IDENT"), !identity.name.isEmpty else { return nil }
        return "\(identity.name) <\(identity.email)>"
    }

    // MARK: What is missing

    struct Plan {
        let root: String
        let files: [NewFile]
        /// What to `git add`: folders that are new as a whole, else files.
        let entries: [String]
        /// What stays, and what is to be done by hand: whole lines.
        let told: String
    }

    /// - Parameter withChecklists: the template's checklists and documents, also beside checklists that are there.
    func plan(_ draft: ScaffoldDraft, withChecklists: Bool) throws -> Plan {
        // What an init wrote that was interrupted is none of the team's own.
        let isWhole = withChecklists || checklists.allSatisfy(draft.files.contains)
        var files: [NewFile] = []
        var kept: [String] = []
        for file in isWhole ? draft.files : draft.settings(for: checklists) {
            if let there = try whatIsThere(insteadOf: file.path) { kept.append(there) } else { files.append(file) }
        }
        if kept.contains(Configuration.path), draft.hasPeople {
            throw Failure("\(Configuration.path) is there already, and stays as it is: list people there")
        }
        var told = kept.isEmpty ? "" : "Stays as it is: \(kept.map(visible).joined(separator: ", "))\n"
        if kept.contains(".gitignore"), !repository.isIgnored(folder: root + "/_site") {
            told += "Add a line to .gitignore, for the site that build makes: _site/\n"
        }
        let entries = files.map { newFolder(of: $0.path) ?? $0.path }
        return Plan(
            root: root, files: files, entries: entries.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            told: told)
    }

    /// The path of what does a file's work already, or has its name: in the working tree in whatever case, or in the last
    /// commit. Throws where something else is in the way.
    private func whatIsThere(insteadOf path: String) throws -> String? {
        for twin in twins(of: path) {
            if let there = try found(twin) { return there }
        }
        return try found(path, isWanted: true)
    }

    /// Other names under which forges look for the same.
    private func twins(of path: String) -> [String] {
        let name = (path as NSString).lastPathComponent
        switch name {
        case "CODEOWNERS": return ScaffoldDraft.placesOfCodeOwners
        case "pull_request_template.md":
            return ["", "docs/", ".github/", ".forgejo/", ".gitea/"].flatMap {
                [$0 + name, $0 + "PULL_REQUEST_TEMPLATE"]
            }
        default: return []
        }
    }

    private func found(_ path: String, isWanted: Bool = false) throws -> String? {
        var place = ""
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + place)) ?? []
            let name = names.contains(part) ? part : names.sorted().first { $0.folded == part.folded }
            guard let name else { break }
            if index == parts.count - 1 { return place + name }
            var status = stat()
            let isFolder = lstat(root + "/" + place + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            guard isFolder, name == part else {
                guard isWanted else { return nil }
                throw Failure("\(path) cannot be added: \(place + name) is there, and is no folder of the name \(part)")
            }
            place += name + "/"
        }
        guard let tree, try repository.entry(at: path, inTree: tree) != nil else { return nil }
        return path
    }

    private func newFolder(of path: String) -> String? {
        let parts = path.split(separator: "/")
        for count in 1..<max(parts.count, 1) {
            let folder = parts.prefix(count).joined(separator: "/")
            if !FileManager.default.fileExists(atPath: root + "/" + folder) { return folder }
        }
        return nil
    }
}

extension InitHere.Plan {
    /// Writes all files, or takes back what was written. Nothing that is there is touched.
    func write() throws {
        try NewFiles(files: files, root: root + "/", advice: "Try once more").write()
    }
}
