import Foundation

/// An empty folder for one test. It goes when the process ends.
///
/// Not sooner: a test that goes on with a `Repository` opened in the folder would otherwise have it removed under its
/// feet as soon as it mentions the folder itself no more.
package struct TemporaryFolder: Sendable {
    /// Absolute, symbolic links resolved, without a trailing slash.
    package let path: String

    package init() throws {
        path = try temporaryRoot.get() + "/" + UUID().uuidString.prefix(8).lowercased()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    /// The absolute path of `name` in the folder.
    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with the folders that lead to it.
    package func write(_ content: String, to name: String) throws { try write(Array(content.utf8), to: name) }

    /// Writes a file, with the folders that lead to it.
    package func write(_ content: [UInt8], to name: String) throws {
        try TestSupport.write(content, toFile: path(name))
    }
}

/// Holds everything that the tests of this process write.
let temporaryRoot: Result<String, TestSupportError> = {
    var template = Array((NSTemporaryDirectory() + "/countersign-tests-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else {
        return .failure(TestSupportError("cannot make a temporary folder: \(String(cString: strerror(errno)))"))
    }
    defer { free(resolved) }
    atexit {
        guard case .success(let path) = temporaryRoot else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
    return .success(String(cString: resolved))
}()

/// Writes a file, with the folders that lead to it.
package func write(_ content: [UInt8], toFile path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(content).write(to: URL(fileURLWithPath: path))
}

/// What went wrong in the test's own scaffolding.
package struct TestSupportError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
