/// Of a built site: lists its files, so that the next build knows what it may replace.
package let siteManifestName = ".countersign-manifest"

/// The name, in the folder beside it, under which a site is being built, as far as it is always the same.
package func unfinishedSiteName(of folder: String) -> String { ".\(folder).countersign" }

/// Untracked files without those of sites that `build` wrote into the working tree: they are made from it, not a part of it.
func withoutBuiltSites(_ paths: Set<String>) -> Set<String> {
    let sites = paths.compactMap { path in path.hasSuffix("/" + siteManifestName) ? folder(of: path) : nil }
    let known = Set(sites)
    return paths.filter { path in
        var folder = folder(of: path)
        while !folder.isEmpty {
            if known.contains(folder) || isUnfinishedSite(folder) { return false }
            folder = Ledger.folder(of: folder)
        }
        return true
    }
}

private func isUnfinishedSite(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix(".") && (name.contains(".countersign-") || name.contains(".countersign~"))
}

/// `a/b` of `a/b/c`, empty for what lies in the root.
private func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
