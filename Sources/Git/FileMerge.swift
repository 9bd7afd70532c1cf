import CLibgit2

extension Repository {
    /// What `git merge-file` makes of two versions of a file that began as `base`; nil where they conflict. A version that
    /// has more than `maximumSize` bytes is not merged: nil. Throws `.missingObject`.
    ///
    /// Lines are paired by Myers' algorithm, as libgit2 has no other: rarely a merge by git, which takes histograms, differs.
    package func mergedFile(
        base: ObjectID, ours: ObjectID, theirs: ObjectID, maximumSize: Int
    ) throws(GitError) -> [UInt8]? {
        for version in [base, ours, theirs] {
            guard try blobSize(version) <= maximumSize else { return nil }
        }
        return try withObject(base, .blob) { (base) throws(GitError) in
            try withObject(ours, .blob) { (ours) throws(GitError) in
                try withObject(theirs, .blob) { (theirs) throws(GitError) in
                    Self.merged(base: base, ours: ours, theirs: theirs)
                }
            }
        }
    }

    private static func merged(
        base: UnsafeRawBufferPointer, ours: UnsafeRawBufferPointer, theirs: UnsafeRawBufferPointer
    ) -> [UInt8]? {
        var (ancestor, one, two) = (input(base), input(ours), input(theirs))
        var merged = git_merge_file_result()
        defer {
            git_merge_file_result_free(&merged)
            git_error_clear()
        }
        guard git_merge_file(&merged, &ancestor, &one, &two, nil) == 0, merged.automergeable != 0 else { return nil }
        return merged.ptr.map { Array(UnsafeRawBufferPointer(start: $0, count: merged.len)) } ?? []
    }

    private static func input(_ content: UnsafeRawBufferPointer) -> git_merge_file_input {
        var input = git_merge_file_input()
        input.version = UInt32(GIT_MERGE_FILE_INPUT_VERSION)
        input.ptr = content.bindMemory(to: CChar.self).baseAddress
        input.size = content.count
        return input
    }
}
