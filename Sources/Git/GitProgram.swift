#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The `git` program, for what must happen as its users have set it up: hooks, signing, the form of their index.
///
/// Everything that only reads goes through libgit2.
package struct GitProgram: Sendable {
    /// What a run left behind.
    package struct Output: Sendable {
        /// Exit code; 128 + signal number of a run that was killed.
        package var status: Int32
        package var bytes: [UInt8]
        package var errors: String
    }

    private let folder: String
    private let environment: [String: String]

    /// Variables that point git to another repository or index than the one around `folder`, or change what paths mean:
    /// a hook or an alias may have left them behind. All commands here find their repository by the folder.
    private static let redirecting: Set<String> = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE",
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    ]

    /// The program as the user whose `environment` it is would run it in `folder`; identity, configuration, editor and
    /// all else that the environment says stays.
    package init(in folder: String, environment: [String: String]) {
        self.folder = folder
        self.environment = environment.filter { !Self.redirecting.contains($0.key) }
    }

    /// Runs git and keeps what it writes. Throws when it cannot be started; its failing is no error, see `status`.
    ///
    /// - Parameters:
    ///   - input: its standard input.
    ///   - index: the index file to use, absolute; else the repository's.
    package func output(
        of arguments: [String], input: [UInt8] = [], index: String? = nil
    ) throws(GitError) -> Output {
        // Files without a name, not pipes: nothing to drain, and nothing stays behind.
        let (source, output, errors) = (try temporaryFile(), try temporaryFile(), try temporaryFile())
        defer { for file in [source, output, errors] { fclose(file) } }
        guard input.isEmpty || fwrite(input, 1, input.count, source) == input.count, fflush(source) == 0 else {
            throw GitError(.other, "cannot write a temporary file: \(String(cString: strerror(errno)))")
        }
        rewind(source)
        let process = try start(
            arguments, index: index,
            descriptors: [
                STDIN_FILENO: fileno(source), STDOUT_FILENO: fileno(output), STDERR_FILENO: fileno(errors),
            ])
        let status = wait(for: process)
        return Output(
            status: status, bytes: content(of: output), errors: String(decoding: content(of: errors), as: UTF8.self))
    }

    /// The same for a run that must succeed. `operation` completes "cannot …".
    @discardableResult
    package func succeeding(
        _ arguments: [String], input: [UInt8] = [], index: String? = nil, to operation: String
    ) throws(GitError) -> [UInt8] {
        let output = try output(of: arguments, input: input, index: index)
        guard output.status == 0 else {
            let reason = output.errors.split(whereSeparator: \.isNewline).first ?? "git gives no reason"
            throw GitError(.other, "cannot \(operation): \(reason)")
        }
        return output.bytes
    }

    /// Runs git with this process's own input, output and terminal, as hooks and passphrase prompts need it. Gives the
    /// exit code, or 128 + signal number. git gets `descriptor`, too, and has it open as long as it lives.
    package func attached(
        _ arguments: [String], index: String, passing descriptor: Int32
    ) throws(GitError) -> Int32 {
        // Standard output belongs to the command; what hooks say is for people.
        let own = [STDIN_FILENO: STDIN_FILENO, STDOUT_FILENO: STDERR_FILENO, STDERR_FILENO: STDERR_FILENO]
        return wait(for: try start(arguments, index: index, descriptors: own.merging([9: descriptor]) { $1 }))
    }

    private func temporaryFile() throws(GitError) -> UnsafeMutablePointer<FILE> {
        guard let file = tmpfile() else {
            throw GitError(.other, "cannot make a temporary file: \(String(cString: strerror(errno)))")
        }
        _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
        return file
    }

    private func content(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        rewind(file)
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { content += chunk[..<count] }
        return content
    }

    /// `descriptors` are this process's by the child's.
    private func start(
        _ arguments: [String], index: String?, descriptors: [Int32: Int32]
    ) throws(GitError) -> pid_t {
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
        for (number, descriptor) in descriptors {
            posix_spawn_file_actions_adddup2(&actions, descriptor, number)
        }
        // What this process ignores or blocks, a child would, too: git and its hooks must hear Ctrl-C.
        var (blocked, usual) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        sigemptyset(&usual)
        for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var settings = environment
        if let index { settings["GIT_INDEX_FILE"] = index }
        let words = (["git", "-C", folder] + arguments).map { strdup($0) } + [nil]
        let variables = settings.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in words + variables { free(string) } }
        var process: pid_t = 0
        let error = posix_spawnp(&process, "git", &actions, &attributes, words, variables)
        guard error == 0 else {
            throw GitError(
                .other, "git cannot be started: \(String(cString: strerror(error)))",
                advice: "Install git and make sure that it is found in PATH")
        }
        return process
    }

    private func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}

extension GitProgram {
    /// Who commits would be made by, and when; `variable` is `GIT_AUTHOR_IDENT` or `GIT_COMMITTER_IDENT` (git-var(1)).
    /// nil if git does not know.
    package func identity(_ variable: String) throws(GitError) -> Commit.Signature? {
        let output = try output(of: ["var", variable])
        guard output.status == 0 else { return nil }
        let line = output.bytes.prefix { $0 != UInt8(ascii: "\n") }
        return Commit.Signature(line: line, encoding: TextEncoding(label: nil))
    }
}
