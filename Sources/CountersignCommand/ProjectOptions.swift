import ArgumentParser
import Checklists
import Checks
import Foundation
import Git
import Ledger
import Signatures

/// Where to read, and as of when: what all reading commands share.
struct ProjectOptions: ParsableArguments {
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory = "."

    @Option(
        name: .customLong("rev"),
        help: ArgumentHelp("The commit to read: any git revision. Default: HEAD.", valueName: "rev"))
    var namedRev: String?

    var rev: String {
        get { namedRev ?? "HEAD" }
        set { namedRev = newValue }
    }

    @Option(
        help: ArgumentHelp(
            "The day for due dates, YYYY-MM-DD. Default: SOURCE_DATE_EPOCH, else today (UTC).", valueName: "date"),
        transform: dayOption)
    var asOf: Day?

    /// What `Benchmarks/run` reads.
    @Flag(help: .hidden) var timings = false

    /// The day that decides what is overdue.
    func day() throws -> Day { try asOf ?? currentDay() }

    /// Opens the repository and reads it; what is odd in its content goes to standard error.
    /// `keepsSignedFiles` and `tellsOfFiles` as in `ProjectReader.read`; `worktree`: the working tree.
    func read(
        worktree: Bool = false, keepsSignedFiles: Bool = false, tellsOfFiles: Bool = false
    ) throws -> Project {
        let timings = Timings(isOn: timings)
        let repository = try Repository(at: directory)
        let reader = ProjectReader(repository)
        let reading = try readShowingProgress(
            reader, try tip(of: reader, worktree: worktree), keepsSignedFiles, tellsOfFiles, timings)
        timings.enter("worktree")
        Console.report(reading.diagnostics)
        Console.tell(reading.report.history, commits: reading.report.commits)
        tellUncommitted(reader, reading, worktree: worktree)
        timings.enter("render")
        return Project(repository: repository, reader: reader, reading: reading, timings: timings)
    }

    /// Reads the repository without a word about what is odd in its content: for `check`, which tells of that itself.
    func readSilently(worktree: Bool = false) throws -> ProjectReader.Reading {
        let reader = ProjectReader(try Repository(at: directory))
        let reading = try readShowingProgress(
            reader, try tip(of: reader, worktree: worktree), false, false, Timings(isOn: timings))
        tellUncommitted(reader, reading, worktree: worktree)
        return reading
    }

    /// Reads both sides of a pull request (`ProjectReader.readChange`), the same way. `readsAll`: not only what it concerns.
    func readChange(
        from base: String, worktree: Bool = false, readsAll: Bool = false
    ) throws -> (base: ProjectReader.Reading, head: ProjectReader.Reading) {
        let timings = Timings(isOn: timings)
        let reader = ProjectReader(try Repository(at: directory))
        var progress = ProgressLine()
        defer { progress.clear() }
        let change = try reader.readChange(
            from: base, to: try tip(of: reader, worktree: worktree), asOf: try day(), version: generatorVersion,
            readsAll: readsAll,
            tools: .ofEnvironment
        ) {
            timings.enter($0.phase.rawValue)
            progress.show($0)
        }
        tellUncommitted(reader, change.head, worktree: worktree)
        return change
    }

    private func readShowingProgress(
        _ reader: ProjectReader, _ tip: ProjectReader.Tip, _ keepsSignedFiles: Bool, _ tellsOfFiles: Bool,
        _ timings: Timings
    ) throws -> ProjectReader.Reading {
        var progress = ProgressLine()
        defer { progress.clear() }
        return try reader.read(
            tip, asOf: try day(), version: generatorVersion, keepsSignedFiles: keepsSignedFiles,
            tellsOfFiles: tellsOfFiles, tools: .ofEnvironment
        ) {
            timings.enter($0.phase.rawValue)
            progress.show($0)
        }
    }

    private func tip(of reader: ProjectReader, worktree: Bool) throws -> ProjectReader.Tip {
        worktree ? .workingTree(try reader.workingTree()) : .commit(rev)
    }

    private func tellUncommitted(
        _ reader: ProjectReader, _ reading: ProjectReader.Reading, worktree: Bool
    ) {
        guard rev == "HEAD", !worktree || reading.report.includesWorktree else { return }
        // Looking at the working tree is a courtesy: a failure there does not spoil the report of the commit.
        let paths = (try? reader.uncommittedChanges(comparedWith: reading.report.commit)) ?? []
        guard worktree || !paths.isEmpty else { return }
        let verdict = worktree ? uncommittedSentence.lowercased().dropLast() : "uncommitted changes are not included"
        Console.note("\(verdict)\(paths.isEmpty ? "" : ": ")\(named(paths))")
    }

    struct Project {
        let repository: Repository
        let reader: ProjectReader
        let reading: ProjectReader.Reading
        var report: Report { reading.report }
        var configuration: Configuration { reading.configuration }
        var files: ProjectFiles { reading.files }
        /// In the phase `render`; the command enters `write` and tells them.
        let timings: Timings
    }
}

/// Why a command could not do its job: one sentence on standard error, exit code 2.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Runs the body of a command and turns its failure into a sentence and exit code 2.
func performing(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let code as ExitCode {
        throw code
    } catch let usage as ValidationError {
        throw usage
    } catch {
        Console.error(sentence(about: error))
        throw ExitCode(2)
    }
}

/// What an error says to people. Foundation's own describe themselves for programmers, so they are told as path and reason.
func sentence(about error: Error) -> String {
    if let problem = configurationProblem(error), let advice = YAMLHint.advice(on: problem) {
        return "\(error). " + advice
    }
    guard let error = error as? CocoaError else { return "\(error)" }
    let cause = error.underlying as? POSIXError
    let path = error.filePath ?? error.url?.path
    let problem = cause.map { reason($0.code.rawValue) } ?? error.localizedDescription
    return path.map { "\($0): \(problem)" } ?? problem
}

/// What is wrong with a `countersign.yml` that cannot be read.
private func configurationProblem(_ error: Error) -> String? {
    switch error {
    case let error as ConfigurationError: error.problem
    case ProjectReader.Failure.configuration(let error): error.problem
    default: nil
    }
}

/// The system's words for an `errno`.
func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

extension SignatureTools {
    /// `ssh-keygen` and `gpg` from the user's PATH.
    static var ofEnvironment: SignatureTools {
        SignatureTools(
            searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "",
            temporaryFolder: FileManager.default.temporaryDirectory.path)
    }
}

/// For the commands that can show what is not committed yet.
struct WorktreeOptions: ParsableArguments {
    @Flag(help: "Count the working tree as one more commit on HEAD, which signs nothing.") var worktree = false

    /// Refuses to show the working tree and a revision at once.
    func validate(with project: ProjectOptions) throws {
        if worktree, project.namedRev != nil {
            throw ValidationError("--worktree shows what lies on HEAD; it does not go with --rev")
        }
    }
}

/// What every output says that `--worktree` makes.
let uncommittedSentence = "Includes uncommitted changes."

/// The first paths, and how many more there are.
func named(_ paths: [String]) -> String {
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return paths.prefix(3).map(visible).joined(separator: ", ") + more
}

/// The day that `SOURCE_DATE_EPOCH` gives, else today (UTC).
func currentDay() throws -> Day {
    guard let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !epoch.isEmpty else {
        return Day(daysSince1970: Int(Date().timeIntervalSince1970.rounded(.down)) / 86_400)
    }
    guard let seconds = Int64(epoch), seconds >= 0 else {
        throw Failure("SOURCE_DATE_EPOCH is '\(epoch)', not a number of seconds")
    }
    return Timestamp(seconds: seconds, offset: 0).day
}

/// A day as options take it.
func dayOption(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("'\(text)' is not a day written as YYYY-MM-DD") }
    return day
}
