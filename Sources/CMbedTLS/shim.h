#include <stddef.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>

// Version 3 gave the function that returns an error its predecessor's name.
static inline int countersign_sha256(const unsigned char *input, size_t length, unsigned char output[32]) {
#if MBEDTLS_VERSION_MAJOR >= 3
    return mbedtls_sha256(input, length, output, 0);
#else
    return mbedtls_sha256_ret(input, length, output, 0);
#endif
}
