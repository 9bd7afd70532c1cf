import Foundation

/// Where the programs are that check signatures, and where their files may lie for a moment.
package struct SignatureTools: Hashable, Sendable {
    /// Folders in which `ssh-keygen` and `gpg` are looked up, as in `PATH`; relative ones are left out.
    package var searchPath: String
    /// Gets a folder of mode 0700 while signatures are checked.
    package var temporaryFolder: String
    /// Seconds after which a program is killed.
    package var timeLimit: Double

    package init(searchPath: String, temporaryFolder: String = "/tmp", timeLimit: Double = 30) {
        (self.searchPath, self.temporaryFolder, self.timeLimit) = (searchPath, temporaryFolder, timeLimit)
    }

    /// The program of that name. Throws a sentence when there is none.
    package func tool(_ name: String) throws(ToolFailure) -> Tool {
        let places = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
        guard let path = places.first(where: isProgram) else { throw ToolFailure("\(name) is not installed") }
        return Tool(name: name, path: path, searchPath: searchPath, timeLimit: .seconds(timeLimit))
    }

    private func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && access(path, X_OK) == 0
    }
}

/// Why a program gave no answer, as a sentence without capital and full stop.
package struct ToolFailure: Error, Hashable {
    package let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// What a program left behind.
package struct ToolOutput {
    package var status: Int32
    package var output: String
    var errors: String

    /// The first thing it complained about, fit for a sentence.
    package var firstComplaint: String { sentence(errorLines.first) }

    /// The last thing it complained about: `gpg` first says when a signature was made and with which key.
    var lastComplaint: String { sentence(errorLines.last) }

    private var errorLines: [Substring] { errors.split(whereSeparator: \.isNewline) }

    private func sentence(_ line: Substring?) -> String {
        guard let line else { return "no reason given" }
        let text = line.hasPrefix("gpg: ") ? line.dropFirst(5) : line
        return String(text.prefix(200).map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : "?" })
    }
}

/// A program that sees nothing of the user's: neither environment nor standard input.
package struct Tool: Sendable {
    let name: String
    fileprivate let path: String
    fileprivate let searchPath: String
    fileprivate let timeLimit: Duration

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - folder: takes what it writes; `ToolOutput.errors` does not name it.
    ///   - input: the file that is its standard input; nothing when left out.
    package func run(_ arguments: [String], in folder: ScratchFolder, input: String = "/dev/null") throws(ToolFailure)
        -> ToolOutput
    {
        // Files, not pipes: nothing to drain, however much is written on either side.
        let output = folder.newPath()
        let errors = folder.newPath()
        defer { folder.remove(output, errors) }
        let process = try start(arguments, input: input, output: output, errors: errors)
        let status = try wait(for: process)
        guard status & 0x7F == 0 else { throw ToolFailure("\(name) was ended by signal \(status & 0x7F)") }
        return ToolOutput(
            status: status >> 8 & 0xFF, output: text(output),
            errors: text(errors).replacingOccurrences(of: folder.path + "/", with: ""))
    }

    private func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    private func start(_ arguments: [String], input: String, output: String, errors: String) throws(ToolFailure)
        -> pid_t
    {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        // Dispatch's threads block signals, and a child would inherit that: Ctrl-C must end it.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let words = terminated([path] + arguments)
        let environment = terminated(["PATH=\(searchPath)", "LC_ALL=C"])
        defer { for string in words + environment { free(string) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, path, &actions, &attributes, words, environment)
        guard error == 0 else {
            throw ToolFailure("\(name) cannot be started: \(String(cString: strerror(error)))")
        }
        return process
    }

    /// Waits for its end, and kills it when that takes too long.
    private func wait(for process: pid_t) throws(ToolFailure) -> Int32 {
        let deadline = ContinuousClock.now + timeLimit
        var status: Int32 = 0
        var pause: UInt32 = 250  // microseconds; most runs take a few thousand
        while true {
            switch waitpid(process, &status, WNOHANG) {
            case process: return status
            case -1 where errno != EINTR: throw ToolFailure("\(name) got lost: \(String(cString: strerror(errno)))")
            default: break
            }
            guard ContinuousClock.now < deadline else { break }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        throw ToolFailure("\(name) did not come to an end within \(timeLimit.components.seconds) s")
    }
}

/// The strings as C has them, with a null at the end; each is to be freed.
private func terminated(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
}
