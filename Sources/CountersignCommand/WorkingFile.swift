import Foundation
import Git
import Ledger

/// A file of the working tree, in whatever state the user has it.
struct WorkingFile {
    private let root: String
    private let path: String

    init(_ path: String, in root: String) { (self.path, self.root) = (path, root) }

    /// Sets boxes in place: the file stays the same file, and no byte is written but those that change and what lies between
    /// them. Returns whether all could be set; a file that is not there needs nothing.
    func set(_ boxes: [Checkbox: Bool], by editor: CheckboxEditor) -> Bool {
        guard !leadsThroughLink else { return false }
        var status = stat()
        guard lstat(root + path, &status) == 0 else { return errno == ENOENT }
        let file = open(root + path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return false }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let data = try? handle.readToEnd() else {
            return false
        }
        let old = Array(data)
        guard let new = editor.setting(boxes, in: old) else { return false }
        guard let first = new.indices.first(where: { new[$0] != old[$0] }),
            let last = new.indices.last(where: { new[$0] != old[$0] })
        else { return true }
        // One call, so that a kill finds all of it done or nothing.
        let count = last - first + 1
        return new[first...last].withUnsafeBytes { pwrite(file, $0.baseAddress, count, off_t(first)) } == count
    }

    /// Whether a folder on the way is a symbolic link: what lies behind it is not the file that git means.
    private var leadsThroughLink: Bool {
        var place = root
        return path.split(separator: "/").dropLast().contains { name in
            place += name + "/"
            var status = stat()
            return lstat(String(place.dropLast()), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
        }
    }
}

extension CheckboxEditor {
    /// The bytes with all boxes set; nil if one cannot be.
    func setting(_ boxes: [Checkbox: Bool], in bytes: [UInt8]) -> [UInt8]? {
        boxes.reduce(Optional(bytes)) { bytes, box in bytes.flatMap { setting(box.key, to: box.value, in: $0) } }
    }
}
