import Foundation

/// The bytes between `-----BEGIN TITLE-----` and `-----END TITLE-----` (RFC 4880, section 6.2; PROTOCOL.sshsig). What
/// stands behind the end is ignored, as the tools do; so are header lines and the checksum. Nil when it is not whole.
func bytes(inArmour text: [UInt8], titled title: String) -> [UInt8]? {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    guard lines.first == "-----BEGIN \(title)-----", let end = lines.firstIndex(of: "-----END \(title)-----") else {
        return nil
    }
    // A colon occurs in header lines only; an equals sign begins a checksum only.
    let body = lines[1..<end].drop { $0.contains(":") }.prefix { !$0.hasPrefix("=") }
    return Data(base64Encoded: body.joined()).map(Array.init)
}
