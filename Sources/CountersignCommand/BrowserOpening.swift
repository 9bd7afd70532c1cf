import Foundation

/// Opens an address in the browser that the system prefers.
enum BrowserOpening {
    /// Why it could not be opened: one sentence; nil where the system's opener was started.
    ///
    /// The shell leaves the opener behind and ends: whatever the browser does, nobody waits for it. It has neither this
    /// program's terminal nor its blocked signals.
    static func open(_ address: String) -> String? {
        #if canImport(Darwin)
            let opener = "open"
            var attributes: posix_spawnattr_t?
        #else
            let opener = "xdg-open"
            var attributes = posix_spawnattr_t()
        #endif
        let script = "command -v \(opener) >/dev/null || exit 3; \(opener) \"$1\" </dev/null >/dev/null 2>&1 &"
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let arguments: [String] = ["sh", "-c", script, "sh", address]
        let words = arguments.map { strdup($0) } + [nil]
        let variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in words + variables { free(string) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, "/bin/sh", nil, &attributes, words, variables)
        guard error == 0 else { return "the browser cannot be opened: \(reason(error))" }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status == 0 ? nil : "the browser cannot be opened: there is no \(opener)"
    }
}
