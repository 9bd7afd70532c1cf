extension Repository {
    /// Git's own files that change when a commit is made or another is checked out, absolute. Some may not be there.
    package var movingFiles: [String] {
        let head = gitDirectory + "HEAD"
        let content = ((try? fileContent(head)) ?? nil).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let branch = content.hasPrefix("ref: ") ? content.dropFirst(5).prefix { !$0.isNewline } : ""
        let files = [head, gitDirectory + "index", commonDirectory + "packed-refs"]
        return branch.isEmpty ? files : files + [commonDirectory + branch]
    }

    /// Git's own files that say what else there is to know: settings, what is ignored, where history ends. Some may not be
    /// there.
    package var settingFiles: [String] {
        ["config", "shallow", "info/exclude", "info/attributes"].map { commonDirectory + $0 }
    }
}
