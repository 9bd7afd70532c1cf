import Git
import TestSupport

/// Blobs of a repository on this machine.
struct ScriptedRepositoryAccess {
    private let repository: Repository

    init(_ path: String) throws {
        useNoUserConfiguration()
        repository = try Repository(at: path)
    }

    func blob(_ hex: String) throws -> [UInt8] {
        guard let id = ObjectID(hex: hex) else { return [] }
        return try repository.withBlob(id) { Array($0) }
    }
}
