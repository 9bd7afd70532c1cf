import Checklists
import Markdown

/// The web address of a repository, made from a remote's URL.
///
/// Credentials, `.git`, a trailing slash and what stands behind `?` or `#`, a token perhaps, are removed; `git@host:path` and `ssh://` become `https://`. A remote on this
/// machine (a path, `file://`, localhost with nothing to show) has no web address.
package func webAddress(ofRemote remote: String) -> String? {
    var rest = remote.collapsed.prefix { $0 != "?" && $0 != "#" }
    var scheme = "https"
    if let mark = rest.firstRange(of: "://") {
        guard let web = webScheme(rest[..<mark.lowerBound]) else { return nil }
        scheme = web
        rest = rest[mark.upperBound...]
    } else {
        // scp-like: user@host:path. Without a colon, or with a slash before it, it is a path. A misspelt URL is nothing:
        // credentials may stand anywhere in it.
        guard let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), rest[..<colon].count > 1,
            webScheme(rest[..<colon]) == nil, !rest[colon...].contains("@")
        else { return nil }
        rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...].drop { $0 == "/" }
    }
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    var host = rest[..<slash]
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    if scheme == "https", remote.hasPrefix("ssh:") || remote.hasPrefix("git:"), let colon = host.firstIndex(of: ":") {
        host = host[..<colon]
    }
    var path = rest[slash...]
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    guard !host.isEmpty, path.count > 1, (host + path).unicodeScalars.allSatisfy(isSafeInURL) else { return nil }
    return "\(scheme)://\(host)\(path)"
}

/// The address of a published site with a slash at its end; nil for what is none.
package func publishedAddress(_ text: String) -> String? {
    let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
    guard isWeb, text.unicodeScalars.allSatisfy(isSafeInURL), !text.contains("?"), !text.contains("#"),
        let host = text.firstRange(of: "://").map({ text[$0.upperBound...] })?.first, host != "/"
    else { return nil }
    return text.hasSuffix("/") ? text : text + "/"
}

private func webScheme(_ scheme: Substring) -> String? {
    switch scheme.lowercased() {
    case "http": "http"
    case "https", "ssh", "git", "git+ssh": "https"
    default: nil
    }
}

private func isSafeInURL(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && scalar.value < 0x7F && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
}

/// The forge that an address belongs to, by its host; nil for a host that says nothing.
package func forge(at address: String, by configuration: Configuration = .none) -> Forge? {
    if let kind = configuration.forge { return Forge(kind: kind, base: address, branch: configuration.branch) }
    let host = (address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...])
        .prefix { $0 != "/" && $0 != ":" }.lowercased()
    let words: [(String, Forge.Kind)] = [
        ("github", .github), ("gitlab", .gitlab), ("codeberg", .forgejo), ("forgejo", .forgejo), ("gitea", .forgejo),
        ("bitbucket", .bitbucket), ("dev.azure", .azureDevOps), ("visualstudio", .azureDevOps),
    ]
    return words.first { host.contains($0.0) }.map { Forge(kind: $0.1, base: address, branch: configuration.branch) }
}
