/// Exchanges two paths in one step. Returns 0, or -1 with `errno` set (EINVAL or ENOSYS where the file system cannot).
int countersign_exchange(const char *a, const char *b);

#include <stddef.h>

/// An allocator for much that is let go at once: nothing is freed before the reset, which costs next to nothing. One for the
/// process, so whoever uses it must be alone. Without memory the program ends, as it does with cmark's own allocators.
void *countersign_arena_calloc(size_t count, size_t size);
void *countersign_arena_realloc(void *old, size_t size);
void countersign_arena_free(void *memory);
void countersign_arena_reset(void);

/// The version that COUNTERSIGN_VERSION named in the environment of the build (Package.swift), else that of the next release. It
/// lies in C so that another version compiles one file.
const char *countersign_version(void);
