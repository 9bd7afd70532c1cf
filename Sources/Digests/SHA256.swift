import CMbedTLS

/// The 32 bytes of the SHA-256 hash (FIPS 180-4) of a text or file.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = countersign_sha256(bytes, bytes.count, &digest)
    // It fails only in builds for hardware that computes the hash, which may be missing.
    precondition(status == 0, "mbed TLS cannot compute SHA-256: \(status)")
    return digest
}
