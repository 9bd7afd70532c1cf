import Foundation
import Synchronization

/// A folder that only its user can look into, for the files of tools.
package final class ScratchFolder: Sendable {
    /// Absolute.
    let path: String
    private let count = Atomic(0)

    private init(path: String) { self.path = path }

    /// Makes a folder for the time of `body`.
    package static func with<Result>(
        in parent: String, _ body: (ScratchFolder) throws(ToolFailure) -> Result
    ) throws(ToolFailure) -> Result {
        var template = Array("\(URL(fileURLWithPath: parent).path)/countersign-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ToolFailure("no temporary folder can be made in \(parent): \(String(cString: strerror(errno)))")
        }
        let folder = ScratchFolder(
            path: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        return try body(folder)
    }

    /// The path of a file that is not there yet.
    func newPath() -> String { "\(path)/\(count.add(1, ordering: .relaxed).newValue)" }

    /// Makes an empty folder in it and gives its path.
    func newFolder() throws(ToolFailure) -> String {
        let path = newPath()
        guard mkdir(path, 0o700) == 0 else {
            throw ToolFailure("a temporary folder cannot be made: \(String(cString: strerror(errno)))")
        }
        return path
    }

    func remove(_ paths: String...) { for path in paths { unlink(path) } }

    /// Writes a new file and gives its path.
    func write(_ content: some Sequence<UInt8>) throws(ToolFailure) -> String {
        let path = newPath()
        guard FileManager.default.createFile(atPath: path, contents: Data(content)) else {
            throw ToolFailure("a temporary file cannot be written: \(String(cString: strerror(errno)))")
        }
        return path
    }
}

/// The results of `work` in the order of the elements, a few at a time: most of the time of a short program is waiting.
package func mapConcurrently<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @Sendable (Element) -> Result
) -> [Result] {
    let workers = min(4, elements.count)
    let results = Mutex([Int: Result]())
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < elements.count else { return }
            let result = work(elements[index])
            results.withLock { $0[index] = result }
        }
    }
    return results.withLock { done in elements.indices.compactMap { done[$0] } }
}
