extension Forge {
    /// The page that shows what changed from one commit to a later one.
    package func url(comparing old: CommitID, with new: CommitID) -> String {
        switch kind {
        case .github, .forgejo: "\(base)/compare/\(old)...\(new)"
        case .gitlab: "\(base)/-/compare/\(old)...\(new)"
        // Bitbucket names the newer one first.
        case .bitbucket: "\(base)/branches/compare/\(new)..\(old)"
        case .azureDevOps: "\(base)/branchCompare?baseVersion=GC\(old)&targetVersion=GC\(new)"
        }
    }
}
