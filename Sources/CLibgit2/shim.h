#include <git2.h>
#include <git2/sys/repository.h>

// `git_libgit2_opts` is variadic, which Swift cannot import: one function for each option in use.

/// Object cache on (1) or off (0).
static inline int countersign_git_enable_caching(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}

/// Whether every object read is hashed again and compared with its name.
static inline int countersign_git_verify_hashes(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

/// Window size and the limit of mapped pack memory, in bytes.
static inline int countersign_git_limit_mapped_memory(size_t window, size_t limit) {
    int error = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
    return error < 0 ? error : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, limit);
}

/// Repository extensions to accept besides libgit2's own.
static inline int countersign_git_set_extensions(const char **names, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

/// Where the configuration file of a level (GIT_CONFIG_LEVEL_*) is looked for.
static inline int countersign_git_set_search_path(int level, const char *path) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}
