import CLibgit2

/// libgit2 itself: started once per process, with the options that suit one pass over a whole history.
package enum Library {
    /// Starts libgit2; later calls do nothing. Every way into this target goes through here.
    static func start() { _ = started }

    private static let started: Void = {
        git_libgit2_init()
        // A history is read once, front to back: cached objects would be kept and never used again (44 MiB measured).
        countersign_git_enable_caching(0)
        // Like git itself, trust what lies in the object database when reading; `audit` asks for more.
        countersign_git_verify_hashes(0)
        // libgit2 maps packs in windows of up to 1 GiB, limited to 8 GiB in all: on a large pack that counts as memory
        // in use, and CI runners are small. Smaller windows cost about 10 % CPU.
        countersign_git_limit_mapped_memory(16 << 20, 32 << 20)
        acceptExtensions()
    }()

    /// Lets repositories with these `extensions.*` open: none of them changes what objects and references mean.
    ///
    /// `worktreeConfig` and `relativeWorktrees` are about linked worktrees, `preciousObjects` forbids deleting objects,
    /// `partialClone` says that objects may be absent, which every read here is ready for. `objectFormat` (SHA-256) and
    /// `refStorage` (reftable) must never be added: libgit2 would misread such repositories.
    private static func acceptExtensions() {
        let accepted = ["worktreeconfig", "relativeworktrees", "preciousobjects", "partialclone"]
        // libgit2 copies the names.
        accepted.joined(separator: "\0").withCString { base in
            var names: [UnsafePointer<CChar>?] = []
            var next = base
            for name in accepted {
                names.append(next)
                next += name.utf8.count + 1
            }
            countersign_git_set_extensions(&names, names.count)
        }
    }

    /// Whether every object read is hashed again and compared with its name, in the whole process. Off at first.
    ///
    /// Damage and tampering inside an object then show as an error when it is read; reading takes about twice the time.
    package static func verifyHashes(_ enabled: Bool) {
        start()
        countersign_git_verify_hashes(enabled ? 1 : 0)
    }

    /// Looks for the system's and the user's git configuration in `folder` instead of their usual places, in the whole
    /// process: for tests, which must not depend on who runs them.
    package static func readUserConfiguration(from folder: String) {
        start()
        let levels = [
            GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
        ]
        for level in levels { countersign_git_set_search_path(level.rawValue, folder) }
    }
}
