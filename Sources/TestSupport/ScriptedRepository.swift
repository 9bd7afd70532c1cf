import Foundation
import Git

/// A repository that a `RepositoryScript` wrote.
package struct ScriptedRepository: Sendable {
    /// Holds the repository; nothing else of interest is in it.
    package let folder: TemporaryFolder
    /// The bare repository, or the working tree's root.
    package let path: String
    let ids: [RepositoryScript.Mark: ObjectID]

    /// The id of a commit of the script.
    package func id(of mark: RepositoryScript.Mark) -> ObjectID {
        guard let id = ids[mark] else { preconditionFailure("a mark of another script") }
        return id
    }

    /// Opens it with the Git target.
    package func open() throws -> Repository { try Repository(at: path) }

    /// Clones it into a repository with a working tree, through a protocol that knows `--depth` and `--filter`.
    package func clone(_ arguments: [String]) throws -> ScriptedRepository {
        try git("config", "uploadpack.allowFilter", "true")
        try git("config", "uploadpack.allowAnySHA1InWant", "true")
        let folder = try TemporaryFolder()
        try TestSupport.git(["clone", "--quiet"] + arguments + ["file://\(path)", folder.path("clone")])
        return ScriptedRepository(folder: folder, path: folder.path("clone"), ids: ids)
    }

    /// Runs git in it, which must succeed, and gives its standard output without the last line feed.
    @discardableResult
    package func git(_ arguments: String..., environment: [String: String] = [:], input: [UInt8] = []) throws -> String
    {
        let output = try TestSupport.git(arguments, in: path, environment: environment, input: input).output
        return output.hasSuffix("\n") ? String(output.dropLast()) : output
    }

    /// Writes an object of any content, well-formed or not, and gives its id. `type` is `commit`, `tree`, `blob` or
    /// `tag`.
    package func writeObject(_ type: String, _ content: [UInt8]) throws -> ObjectID {
        let digits = try git("hash-object", "-t", type, "-w", "--literally", "--stdin", input: content)
        guard let id = ObjectID(hex: digits) else { throw TestSupportError("git hash-object said \(digits)") }
        return id
    }

    /// Writes a file of the working tree.
    package func writeFile(_ content: String, to name: String) throws {
        try write(Array(content.utf8), toFile: "\(path)/\(name)")
    }
}
