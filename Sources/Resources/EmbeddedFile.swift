import Foundation

/// A file of this project that the tool carries with it.
package struct EmbeddedFile: Hashable, Sendable {
    /// From the embedded folder, components separated by `/`.
    package let path: String
    /// Exactly as they were when the tool was built.
    package let bytes: [UInt8]

    /// The bytes as text; only pictures and the like are not UTF-8.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
    init(_ path: String, base64: String) { (self.path, bytes) = (path, Array(Data(base64Encoded: base64) ?? Data())) }
}
