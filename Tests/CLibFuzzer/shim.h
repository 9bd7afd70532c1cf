#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library (LLVM's FuzzerInterface.h, which Swift's toolchain leaves out).
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
