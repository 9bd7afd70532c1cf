#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What was found in the files of a working tree that differ from the index, for the next time that it is read: a file whose
/// times, size and place on the disk are the same holds the same.
package struct WorkingTreeMemory: Sendable {
    private struct Stamp: Hashable {
        let modified: [Int]
        let changed: [Int]
        let size: Int
        let inode: UInt64
    }

    private var known: [[UInt8]: (stamp: Stamp, id: ObjectID, size: Int)] = [:]
    private var met: [[UInt8]: (stamp: Stamp, id: ObjectID, size: Int)] = [:]

    /// Seconds for which a file must have been as it is. One that has just been written may be written again without another
    /// time, as clocks of disks are slow.
    private let rest: Int

    package init(rest: Int = 2) { self.rest = rest }

    /// Files that were not met again are forgotten.
    var ofThisTime: WorkingTreeMemory {
        var memory = WorkingTreeMemory(rest: rest)
        memory.known = met
        return memory
    }

    /// The blob that a file is, and its size.
    mutating func blob(at path: [UInt8], _ status: stat) -> (id: ObjectID, size: Int)? {
        guard let found = known[path], found.stamp == Self.stamp(status) else { return nil }
        met[path] = found
        return (found.id, found.size)
    }

    mutating func remember(_ id: ObjectID, size: Int, at path: [UInt8], _ status: stat) {
        let stamp = Self.stamp(status)
        guard max(stamp.modified[0], stamp.changed[0]) + rest < time(nil) else { return }
        met[path] = (stamp, id, size)
    }

    private static func stamp(_ status: stat) -> Stamp {
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        return Stamp(
            modified: [modified.tv_sec, modified.tv_nsec], changed: [changed.tv_sec, changed.tv_nsec],
            size: Int(status.st_size), inode: UInt64(status.st_ino))
    }
}
