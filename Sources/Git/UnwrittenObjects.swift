/// Objects that are read beside those of the repository and never written: what the working tree would be if it were
/// committed.
struct UnwrittenObjects {
    /// An object, or how to come by it.
    enum Content {
        case bytes([UInt8])
        /// A file of the working tree, too large to be kept: its path from the root, and the size of the blob.
        case file([UInt8], size: Int)

        var size: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(_, let size): size
            }
        }
    }

    private var objects: [ObjectID: (type: Repository.ObjectType, content: Content)] = [:]

    var isEmpty: Bool { objects.isEmpty }

    subscript(id: ObjectID) -> (type: Repository.ObjectType, content: Content)? { objects[id] }

    mutating func add(_ content: Content, _ type: Repository.ObjectType, as id: ObjectID) {
        objects[id] = (type, content)
    }
}
