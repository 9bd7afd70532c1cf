import Foundation
import Git

/// What a command left behind.
package struct CommandResult: Sendable {
    /// Exit code; 128 + signal number for a killed command.
    package var status: Int32
    package var stdout: [UInt8]
    package var stderr: [UInt8]

    /// Standard output as text.
    package var output: String { String(decoding: stdout, as: UTF8.self) }
    /// Standard error as text.
    package var errors: String { String(decoding: stderr, as: UTF8.self) }
}

/// The environment every command of a test gets: nothing of the user's but PATH.
///
/// Git reads no configuration but the repository's, commits under a fixed identity at a fixed time, and asks nothing.
package let hermeticEnvironment: [String: String] = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": emptyHome,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Author", "GIT_AUTHOR_EMAIL": "author@team.example", "GIT_AUTHOR_DATE": "1767258000 +0000",
    "GIT_COMMITTER_NAME": "Author", "GIT_COMMITTER_EMAIL": "author@team.example",
    "GIT_COMMITTER_DATE": "1767258000 +0000",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
]

/// An empty folder that stands for the user's own: what a test puts there all tests see.
package let emptyHome: String = (try? TemporaryFolder().path) ?? "/nonexistent"

/// Keeps the user's and the system's git configuration out of the Git target, in the whole test process.
///
/// Done once by everything here that makes a repository; call it where a test makes one by itself.
package func useNoUserConfiguration() { _ = userConfigurationIsOff }

private let userConfigurationIsOff: Void = Library.readUserConfiguration(from: emptyHome)

/// Runs a command to its end. The first word is looked up in PATH.
///
/// - Parameters:
///   - folder: where it runs; else where the test runs.
///   - environment: laid over `hermeticEnvironment`.
///   - input: its standard input; nothing when left out.
/// - Throws: when the command cannot be started; its failing is no error, see `status`.
@discardableResult
package func run(
    _ command: [String], in folder: String? = nil, environment: [String: String] = [:], input: [UInt8] = []
) throws -> CommandResult {
    // Files, not pipes: nothing to drain, and no child of another test can hold an end open.
    let scratch = try temporaryRoot.get() + "/run-" + UUID().uuidString
    let files = (input: scratch + ".in", output: scratch + ".out", errors: scratch + ".err")
    defer { for file in [files.input, files.output, files.errors] { unlink(file) } }
    if !input.isEmpty { try write(input, toFile: files.input) }

    var actions = FileActions()
    actions.open(STDIN_FILENO, input.isEmpty ? "/dev/null" : files.input, O_RDONLY)
    actions.open(STDOUT_FILENO, files.output, O_WRONLY | O_CREAT | O_TRUNC)
    actions.open(STDERR_FILENO, files.errors, O_WRONLY | O_CREAT | O_TRUNC)
    // Changing the folder of the child alone is an extension that Swift does not import; `env -C` replaces itself by
    // the command, so there is no process more.
    let command = (folder.map { ["env", "-C", $0] } ?? []) + command
    let settings = hermeticEnvironment.merging(environment) { $1 }
    let status = try actions.spawn(command, environment: settings.map { "\($0)=\($1)" })
    return CommandResult(
        status: status, stdout: try bytes(ofFile: files.output), stderr: try bytes(ofFile: files.errors))
}

/// The content of a file.
package func bytes(ofFile path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

/// Runs git, which must succeed, and gives its standard output.
@discardableResult
package func git(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:], input: [UInt8] = []
) throws -> CommandResult {
    let result = try run(["git"] + arguments, in: folder, environment: environment, input: input)
    guard result.status == 0 else {
        throw TestSupportError("git \(arguments.joined(separator: " ")) failed with \(result.status): \(result.errors)")
    }
    return result
}

/// `posix_spawn` with the file descriptors of the child laid out: Foundation's `Process` is not safe to start from many
/// tests at once.
private struct FileActions: ~Copyable {
    #if canImport(Darwin)
        private var actions: posix_spawn_file_actions_t?
    #else
        private var actions = posix_spawn_file_actions_t()
    #endif

    init() { posix_spawn_file_actions_init(&actions) }
    deinit {
        var actions = actions
        posix_spawn_file_actions_destroy(&actions)
    }

    mutating func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0o600)
    }

    /// Starts the command and waits for its end.
    mutating func spawn(_ command: [String], environment: [String]) throws -> Int32 {
        let arguments = command.map { strdup($0) } + [nil]
        let settings = environment.map { strdup($0) } + [nil]
        defer { for string in arguments + settings { free(string) } }
        var process: pid_t = 0
        let error = posix_spawnp(&process, command.first ?? "", &actions, nil, arguments, settings)
        guard error == 0 else {
            throw TestSupportError(
                "cannot start \(command.joined(separator: " ")): \(String(cString: strerror(error)))")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
