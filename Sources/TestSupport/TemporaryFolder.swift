import Foundation

/// An empty folder that goes, with all it holds, when the last reference to it does.
package final class TemporaryFolder: Sendable {
    /// Absolute, symbolic links resolved, without a trailing slash.
    package let path: String

    package init() throws {
        var template = Array((NSTemporaryDirectory() + "/countersign-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else {
            throw TestSupportError("cannot make a temporary folder: \(String(cString: strerror(errno)))")
        }
        defer { free(resolved) }
        path = String(cString: resolved)
    }

    deinit {
        // A test may have taken its own permissions away.
        if (try? FileManager.default.removeItem(atPath: path)) == nil {
            _ = try? run(["chmod", "-R", "u+rwX", path])
            try? FileManager.default.removeItem(atPath: path)
        }
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
