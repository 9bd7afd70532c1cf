import Checklists
import Git
import Markdown
import Signatures

/// Reads a whole project at one commit: configuration, checklists, history.
package struct ProjectReader {
    /// The parts of a reading, in their order.
    package enum Phase: String, Sendable { case graph, history, report }

    /// How far a long reading is. Counts are commits, and zero outside of `history`.
    package struct Progress: Sendable {
        package let phase: Phase
        package let done: Int
        package let total: Int
    }

    /// What a reading gives.
    package struct Reading {
        package let report: Report
        /// By path and line.
        package let diagnostics: [Diagnostic]
        /// Of the report's commit.
        package let configuration: Configuration
        package let files: ProjectFiles
        /// Paths of the files that are translations of checklists, in tree order.
        package let translations: [String]
        /// The commits that were read as a pull request, which one more merge brings in.
        package let proposed: Set<CommitID>
        /// Of the base of a pull request: the configuration that the branch has by now into which it goes, where that is another
        /// one.
        package var laterConfiguration: Configuration?
    }

    /// What to read.
    package enum Tip: Sendable {
        /// What a revision names.
        case commit(String)
        /// The working tree as one more commit on `HEAD`, as `workingTree()` of the same reader gave it.
        case workingTree(UnwrittenCommit)
    }

    /// Why a project cannot be read.
    package enum Failure: Error, CustomStringConvertible {
        case git(GitError)
        case configuration(ConfigurationError)

        package var description: String {
            switch self {
            case .git(let error): error.description
            case .configuration(let error): error.description
            }
        }
    }

    private let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// Reads the project as the commit that `revision` names has it.
    package func read(
        _ revision: String, asOf: Day, version: String, keepsSignedFiles: Bool = false, tellsOfFiles: Bool = false,
        tools: SignatureTools, progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> Reading {
        try read(
            .commit(revision), asOf: asOf, version: version, keepsSignedFiles: keepsSignedFiles,
            tellsOfFiles: tellsOfFiles, tools: tools, progress: progress)
    }

    /// Reads the project as a commit or the working tree has it. `asOf` decides what is overdue and nothing else;
    /// `version` is the generator's; `tools` check signatures. `keepsSignedFiles`: files with sign-offs are
    /// there even where the configuration leaves them out. `tellsOfFiles`: who changed the outputs is read, too. `progress` is called at the
    /// start of each phase, and now and then.
    package func read(
        _ tip: Tip, asOf: Day, version: String, keepsSignedFiles: Bool = false, tellsOfFiles: Bool = false,
        tools: SignatureTools, progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> Reading {
        try reporting {
            progress(Progress(phase: .graph, done: 0, total: 0))
            let graph = try graph(of: tip)
            var everything: Set<[UInt8]>?
            return try read(
                graph, following: &everything, asOf: asOf, version: version, keepsSignedFiles: keepsSignedFiles,
                tellsOfFiles: tellsOfFiles, tools: tools, progress: progress)
        }
    }

    /// Reads the two sides of a pull request.
    package func readChange(
        from base: String, to revision: String, asOf: Day, version: String, readsAll: Bool = false,
        tools: SignatureTools, progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> (base: Reading, head: Reading) {
        try readChange(
            from: base, to: .commit(revision), asOf: asOf, version: version, readsAll: readsAll, tools: tools,
            progress: progress)
    }

    /// Reads the two sides of a pull request: the best common ancestor of `base` and `tip`, and `tip` as if it had been merged
    /// there, so that nothing in it appoints anyone for itself (SPEC 4). Of a commit that is an ancestor of `base` both sides
    /// are the same.
    ///
    /// Of the checklists only those are read, and are in the reports, that the change can have to do with, as far as that can
    /// be known beforehand; all, if `readsAll`. A configuration of the base that cannot be read is none: the pull request may
    /// be the one that mends it.
    package func readChange(
        from base: String, to tip: Tip, asOf: Day, version: String, readsAll: Bool = false,
        tools: SignatureTools,
        progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> (base: Reading, head: Reading) {
        try reporting {
            progress(Progress(phase: .graph, done: 0, total: 0))
            let graph = try graph(of: tip)
            let baseID = try repository.commitID(of: base)
            let known = try graph.index(of: baseID) ?? graph.mergeBase(with: repository.graph(of: baseID))
            guard let mergeBase = known else {
                throw GitError(
                    .unknownRevision, "\(tip.name) and \(base) have no common commit in this clone",
                    advice: graph.isShallow
                        ? "Fetch the history with: git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: 0)" : nil
                )
            }
            let old = try repository.graph(of: graph.nodes[Int(mergeBase)].id)
            let proposal = graph.proposing(mergeInto: mergeBase)
            var paths = readsAll ? nil : try scope(of: proposal)
            while true {
                let head = try read(
                    proposal, following: &paths, asOf: asOf, version: version, tools: tools, progress: progress)
                let followed = paths
                var base = try read(
                    old, following: &paths, asOf: asOf, version: version, mayBeUnreadable: true, tools: tools,
                    progress: progress)
                // Both sides are of the same files.
                guard paths == followed else { continue }
                base.laterConfiguration = try laterConfiguration(at: baseID, than: base.files)
                return (base, head)
            }
        }
    }

    /// What the working tree would be as one more commit on `HEAD`: tracked files, and those that are neither ignored nor part
    /// of a built site.
    package func workingTree() throws(Failure) -> UnwrittenCommit {
        var memory = WorkingTreeMemory()
        return try workingTree(remembering: &memory)
    }

    /// The same for one that is read again and again: what has not changed is taken from the memory.
    package func workingTree(remembering memory: inout WorkingTreeMemory) throws(Failure) -> UnwrittenCommit {
        // A closure cannot throw out of here and change what is passed in at once.
        var known = memory
        defer { memory = known }
        return try reporting { try repository.readWorkingTree(remembering: &known, select: withoutBuiltSites) }
    }

    private func graph(of tip: Tip) throws(GitError) -> CommitGraph {
        switch tip {
        case .commit(let revision): return try repository.graph(of: try repository.commitID(of: revision))
        case .workingTree(let unwritten):
            let graph =
                try unwritten.head.map { (id) throws(GitError) in try repository.graph(of: id) } ?? CommitGraph()
            return unwritten.isEmpty ? graph : graph.adding(unwritten)
        }
    }

    private func reporting<R>(_ body: () throws -> R) throws(Failure) -> R {
        do {
            return try body()
        } catch let error as GitError {
            throw .git(error)
        } catch let error as ConfigurationError {
            throw .configuration(error)
        } catch {
            throw .git(GitError(.other, "\(error)"))
        }
    }

    /// nil if it is the same file as in these, and if it is not in this clone.
    private func laterConfiguration(at tip: ObjectID, than old: ProjectFiles) throws -> Configuration? {
        try unlessLacking { () throws(GitError) in
            let files = ProjectFiles(repository, tree: try repository.commit(tip).tree)
            guard try files.blob(at: Configuration.path) != old.blob(at: Configuration.path) else { return nil }
            guard try files.blob(at: Configuration.path) != nil else { return Configuration.none }
            // One that cannot be read is none, here as there.
            return try files.text(at: Configuration.path).map { (try? Configuration.read($0).0) ?? Configuration.none }
        }
    }

    /// Of the files at `paths`, and those that these have to do with; of all if that is nil, as it becomes where it must.
    private func history(
        of graph: CommitGraph, following paths: inout Set<[UInt8]>?, progress: (Int) -> Void
    ) throws(GitError) -> History {
        if var followed = paths {
            let history = try unlessLacking { () throws(GitError) in
                try HistoryReader.read(graph, following: &followed, in: repository, progress: progress)
            }
            paths = history == nil ? nil : followed
            if let history { return history }
        }
        return try HistoryReader.read(graph, in: repository, progress: progress)
    }

    private func scope(of proposal: CommitGraph) throws(GitError) -> Set<[UInt8]>? {
        try unlessLacking { () throws(GitError) in try ChangeScope.paths(of: proposal, in: repository) }
    }

    /// nil where a partial clone lacks what was needed.
    private func unlessLacking<R>(_ body: () throws(GitError) -> R?) throws(GitError) -> R? {
        do throws(GitError) {
            return try body()
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            return nil
        }
    }

    private func read(
        _ graph: CommitGraph, following paths: inout Set<[UInt8]>?, asOf: Day, version: String,
        keepsSignedFiles: Bool = false, tellsOfFiles: Bool = false, mayBeUnreadable: Bool = false,
        tools: SignatureTools, progress: (Progress) -> Void
    ) throws -> Reading {
        let history = try history(of: graph, following: &paths) {
            progress(Progress(phase: .history, done: $0, total: graph.nodes.count))
        }
        progress(Progress(phase: .report, done: 0, total: 0))
        var (configuration, problems) = try configuration(history.configuration, mayBeUnreadable)
        if history.configuration == nil { problems += try unreadConfigurations(in: graph) }
        var builder = try ReportBuilder(
            repository, graph, history, configuration, keepsSignedFiles: keepsSignedFiles, tellsOfFiles: tellsOfFiles,
            tools: tools)
        let report = try builder.report(asOf: asOf, version: version)
        return Reading(
            report: report,
            diagnostics: (problems + builder.diagnostics).sorted(by: Diagnostic.isBefore),
            configuration: configuration, files: ProjectFiles(repository, tree: builder.tree),
            translations: builder.translations, proposed: graph.proposedCommits)
    }

    /// Where there is no configuration: what lies in the root and was surely meant for one.
    private func unreadConfigurations(in graph: CommitGraph) throws(GitError) -> [Diagnostic] {
        guard let tree = graph.nodes.last?.tree else { return [] }
        return try repository.tree(tree).compactMap { entry in
            let name = String(decoding: entry.name, as: UTF8.self)
            guard ["countersign.yml", "countersign.yaml"].contains(name.lowercased()) else { return nil }
            let isNamed = name == Configuration.path
            return Diagnostic(
                .fileNotRead, path: name,
                message: isNamed
                    ? "the configuration was not read: it is no file, but a \(entry.kind.word)"
                    : "the file was not read: a configuration is named \(Configuration.path), in small letters",
                advice: isNamed
                    ? "Put the file itself there." : "Rename it. Until then the project has no configuration.")
        }
    }

    /// A configuration that `mayBeUnreadable` is none then: somebody must be able to mend it.
    private func configuration(
        _ blob: ObjectID?, _ mayBeUnreadable: Bool
    ) throws -> (Configuration, [Diagnostic]) {
        guard let blob else { return (.none, []) }
        let text = try repository.withBlob(blob) { String(decoding: $0, as: UTF8.self) }
        do throws(ConfigurationError) {
            return try Configuration.read(text)
        } catch {
            guard mayBeUnreadable else { throw error }
            return (.none, [])
        }
    }

    /// Markdown files and configuration in the working tree that differ from the commit: they are not part of any report.
    package func uncommittedChanges(comparedWith commit: CommitID) throws(GitError) -> [String] {
        guard let id = ObjectID(hex: commit.hex) else { return [] }
        return try repository.uncommittedPaths(comparedWith: try repository.commit(id).tree) {
            $0 == Configuration.path || isMarkdownName($0.utf8)
        }
    }
}

extension ProjectReader.Tip {
    fileprivate var name: String {
        switch self {
        case .commit(let revision): revision
        case .workingTree: "HEAD"
        }
    }
}

extension TreeEntry.Kind {
    fileprivate var word: String {
        switch self {
        case .file, .executable: "file"
        case .folder: "folder"
        case .symbolicLink: "symbolic link"
        case .submodule: "submodule"
        }
    }
}
