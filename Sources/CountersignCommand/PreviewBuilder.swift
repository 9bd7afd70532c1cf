import Checklists
import Checks
import Foundation
import Git
import Ledger
import Signatures
import Site

/// Builds the site of a working tree in memory, again whenever something in it changes.
struct PreviewBuilder {
    /// What there is to tell after an update.
    enum News: Hashable {
        case built(String)
        case failed(String)
    }

    /// Everything that a site is made from.
    private struct Origin: Equatable {
        let head: ObjectID?
        let tree: ObjectID
        let day: Day
        let settings: Int
    }

    private let directory: String
    /// The day that was asked for; else it is the current one.
    private let asOf: Day?
    /// Of files that are not committed: each is read once, and again when it changes.
    private var memory = WorkingTreeMemory()
    /// The settings and attributes under which they were read.
    private var seenSettings: Int?
    private var seenAttributes: [[UInt8]: ObjectID] = [:]
    private(set) var pages = PreviewPages()
    private var watch: WorkingTreeWatch?
    private var stamp = 0
    private var day: Day?
    private var origin: Origin?
    private var files: [[UInt8]: ObjectID] = [:]
    private var count = 0
    /// Tells the versions of this program from those of one before at the same port.
    private let run = UInt32.random(in: 0...UInt32.max)
    private var lookingTime = 0.0
    private var lastBuild = Date.distantPast

    init(_ directory: String, asOf: Day? = nil) {
        (self.directory, self.asOf) = (directory, asOf)
        pages.version = "\(run)-0"
    }

    /// Throws the sentence where there will never be anything to show.
    func refuseWhatHasNoWorkingTree() throws {
        let repository = try Repository(at: directory)
        if repository.workingDirectory == nil {
            throw Failure("the repository at \(repository.gitDirectory) is bare: it has no working tree to show")
        }
    }

    /// Seconds until it is worth looking again: a twentieth of the time at most is spent on looking.
    var pause: Double { watch == nil ? 1 : max(0.25, lookingTime * 20) }

    /// Builds the site if something has changed; nil if nothing is other than before.
    mutating func update() -> News? {
        let start = Date()
        let isNew = watch.map { $0.stamp != stamp } ?? true
        lookingTime = watch == nil ? 0 : -start.timeIntervalSinceNow
        let today = try? asOf ?? currentDay()
        // What makes a build fail need not be a file that is watched.
        let isRetried = pages.failure != nil && -lastBuild.timeIntervalSinceNow > 1
        guard isNew || isRetried || today != day else { return nil }
        lastBuild = start
        day = today
        settle()
        do {
            return try build()
        } catch {
            origin = nil
            let sentence = sentence(about: error)
            guard pages.failure != sentence else { return nil }
            pages.failure = sentence
            return .failed(sentence)
        }
    }

    /// Waits until nothing changes for a moment: an editor may be about to write a file, git a commit.
    private mutating func settle() {
        guard let watch else { return }
        for _ in 0..<10 {
            stamp = watch.stamp
            usleep(30_000)
            if watch.stamp == stamp { return }
        }
    }

    private mutating func build() throws -> News? {
        let start = Date()
        let repository = try Repository(at: directory)
        let reader = ProjectReader(repository)
        let (commit, settings) = try look(reader, repository)
        let today = try asOf ?? currentDay()
        let origin = Origin(head: commit.head, tree: commit.tree, day: today, settings: settings)
        guard origin != self.origin else { return nil }
        let (site, findings) = try content(reader, commit, asOf: today)
        let told = changes(to: commit, origin)
        (self.origin, files) = (origin, commit.files)
        let wasFailing = pages.failure != nil
        pages.failure = nil
        if site != pages.files {
            count += 1
            pages.version = "\(run)-\(count)"
            pages.files = site
        } else if !wasFailing, count > 0 {
            return nil
        }
        let seconds = String(format: "%.2f", -start.timeIntervalSinceNow)
        let rest =
            findings == 0 ? "" : "; \(findings) finding\(findings == 1 ? "" : "s"), see countersign check --worktree"
        return .built("Built in \(seconds) s: \(told)\(rest)")
    }

    /// Reads the working tree, and begins to watch it: whatever is not in what was read will be noticed.
    private mutating func look(
        _ reader: ProjectReader, _ repository: Repository
    ) throws -> (UnwrittenCommit, settings: Int) {
        // Where it cannot be read nobody knows what to watch.
        watch = nil
        var commit = try reader.workingTree(remembering: &memory)
        for _ in 0..<5 {
            let next = WorkingTreeWatch(commit, in: repository)
            (stamp, watch) = (next.stamp, next)
            let paths = Set(commit.files.keys)
            commit = try reader.workingTree(remembering: &memory)
            // What a file is for git depends on these, too.
            let attributes = commit.files.filter { $0.key.ends(with: ".gitattributes".utf8) }
            if attributes != seenAttributes || next.settingsStamp != seenSettings {
                memory = WorkingTreeMemory()
                (seenAttributes, seenSettings) = (attributes, next.settingsStamp)
                commit = try reader.workingTree(remembering: &memory)
            }
            if Set(commit.files.keys) == paths { return (commit, next.settingsStamp) }
        }
        // Files come and go all the time. Whatever it is, it goes on, and will be seen the next time.
        stamp = 0
        return (commit, watch?.settingsStamp ?? 0)
    }

    private func content(
        _ reader: ProjectReader, _ commit: UnwrittenCommit, asOf day: Day
    ) throws -> (files: [String: [UInt8]], findings: Int) {
        var progress = ProgressLine()
        defer { progress.clear() }
        let reading = try reader.read(
            .workingTree(commit), asOf: day, version: generatorVersion, tellsOfFiles: true, tools: .ofEnvironment
        ) { progress.show($0) }
        let report = reading.report
        let (theme, problems) = try reading.files.theme(of: reading.configuration)
        let source = SiteContent(reading.files)
        var files: [String: [UInt8]] = [:]
        Site(report: report, theme: theme, source: source).forEachFile { files[$0.path] = $0.content }
        for file in DataFile.allCases { report.write(file) { files[file.rawValue, default: []] += $0 } }
        if let failure = source.failure { throw failure }
        return (files, reading.diagnostics.count + problems.count)
    }

    /// What is other than at the last build, for a line on the terminal.
    private func changes(to commit: UnwrittenCommit, _ origin: Origin) -> String {
        guard count > 0 else { return "\(commit.isEmpty ? "nothing" : "something") is uncommitted" }
        let paths = Set(files.keys).union(commit.files.keys).filter { files[$0] != commit.files[$0] }
        guard paths.isEmpty else { return named(paths.map { String(decoding: $0, as: UTF8.self) }.sorted()) }
        guard let before = self.origin else { return "as it was before" }
        if let head = origin.head, head != before.head { return "HEAD is now \(head.hex.prefix(10))" }
        return "as of \(origin.day)"
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String.UTF8View) -> Bool { suffix(text.count).elementsEqual(text) }
}
