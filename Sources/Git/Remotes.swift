import CLibgit2

extension Repository {
    /// Web or other address of a remote, as configured; `url.*.insteadOf` is not applied. Nil when there is none.
    package func remoteURL(named name: String) -> String? {
        configuration { configuration in string("remote.\(name).url", in: configuration) } ?? nil
    }

    /// A partial clone says so in its configuration (`extensions.partialClone`, or `promisor` at a remote), and its
    /// packs have `.promisor` files beside them (git documentation, technical/partial-clone).
    func findsPartialClone() -> Bool {
        let isConfigured = configuration { configuration in
            if string("extensions.partialclone", in: configuration) != nil { return true }
            var entries: OpaquePointer?
            guard git_config_iterator_glob_new(&entries, configuration, "^remote\\..*\\.promisor$") == 0 else {
                return false
            }
            defer { git_config_iterator_free(entries) }
            var entry: UnsafeMutablePointer<git_config_entry>?
            while git_config_next(&entry, entries) == 0 {
                var isPromisor: Int32 = 0
                if git_config_parse_bool(&isPromisor, entry?.pointee.value) == 0, isPromisor != 0 { return true }
            }
            return false
        }
        git_error_clear()
        return isConfigured == true || folder(commonDirectory + "objects/pack", hasFileEndingIn: ".promisor")
    }

    /// Calls `body` with the configuration as it is now; nil when it cannot be read.
    private func configuration<R>(_ body: (OpaquePointer) -> R) -> R? {
        var configuration: OpaquePointer?
        defer {
            git_config_free(configuration)
            git_error_clear()
        }
        guard git_repository_config_snapshot(&configuration, handle) == 0, let configuration else { return nil }
        return body(configuration)
    }

    private func string(_ name: String, in configuration: OpaquePointer) -> String? {
        var value: UnsafePointer<CChar>?
        guard git_config_get_string(&value, configuration, name) == 0 else { return nil }
        return value.map { String(cString: $0) }
    }
}
