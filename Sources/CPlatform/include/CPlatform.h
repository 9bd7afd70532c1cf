/// Exchanges two paths in one step. Returns 0, or -1 with `errno` set (EINVAL or ENOSYS where the file system cannot).
int countersign_exchange(const char *a, const char *b);
