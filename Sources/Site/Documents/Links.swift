import Checklists
import Markdown

/// Where the links of one document lead (SPEC 8): `http`, `https`, `mailto`, a heading or item of the page, another
/// checklist's page, or a file of the repository on its forge. Every other link is nil: its words stay, the link goes.
struct Links {
    let pages: Pages
    /// The document's own path.
    let path: String
    /// Ids of the page by fragment.
    let idsByFragment: [String: String]

    func address(for destination: String) -> Address? {
        let destination = destination.drop { $0 == " " }
        guard !destination.isEmpty, !destination.utf8.starts(with: "//".utf8) else { return nil }
        if destination.utf8.first == UInt8(ascii: "#") {
            return address(onPage: LinkDestination(destination).fragment ?? "")
        }
        // Anything before a colon in the first segment may be read as a scheme by somebody. Bytes, not characters: a
        // combining mark behind the colon makes another character of it, but no other scheme.
        let segment = destination.utf8.prefix { !"/?#".utf8.contains($0) }
        if segment.contains(UInt8(ascii: ":")) { return Address(absolute: String(destination)) }
        return address(inRepository: destination)
    }

    /// The file of the commit that a destination means; nil where it means something else, or none lies there.
    func file(for destination: String) -> PublishedFile? {
        let destination = destination.drop { $0 == " " }
        let segment = destination.utf8.prefix { !"/?#".utf8.contains($0) }
        guard !destination.utf8.starts(with: "//".utf8), !segment.contains(UInt8(ascii: ":")) else { return nil }
        let written = LinkDestination(destination).path
        guard !written.isEmpty, let path = resolvedPath(written, from: path) else { return nil }
        return pages.shared.files.file(at: path)
    }

    private func address(onPage fragment: some StringProtocol) -> Address? {
        guard let fragment = decodedFragment(fragment) else { return nil }
        return (idsByFragment[fragment] ?? pages.id(ofFragment: fragment, on: path)).map(Address.here)
    }

    private func address(inRepository destination: Substring) -> Address? {
        let parts = LinkDestination(destination)
        let written = parts.path
        guard !written.isEmpty, let target = resolvedPath(written, from: path) else { return nil }
        let fragment = parts.fragment.flatMap(decodedFragment)
        if let translation = pages.shared.translations.translation(at: target) {
            return address(of: translation, id: fragment)
        }
        if target == path, let fragment, let here = address(onPage: fragment) { return here }
        if pages.names[target] != nil {
            return pages.address(ofChecklist: target, id: fragment.flatMap { pages.id(ofFragment: $0, on: target) })
        }
        guard let forge = pages.forge else { return nil }
        let tail = fragment.map { "#" + percentEncoded($0) } ?? ""
        let isFolder = written.utf8.last == UInt8(ascii: "/")
        let page =
            isFolder
            ? forge.url(ofFolder: target, at: pages.report.commit) : forge.url(ofFile: target, at: pages.report.commit)
        return Address(absolute: page + tail)
    }

    /// The page of the checklist, in the language of the file that the link names.
    private func address(of translation: Translation, id: String?) -> Address? {
        if translation.language == pages.language {
            if translation.base == path, let id, let here = address(onPage: id) { return here }
            let id = id.flatMap { pages.id(ofFragment: $0, on: translation.base) }
            return pages.address(ofChecklist: translation.base, id: id)
        }
        return pages.names[translation.base].map { pages.address(of: $0, in: translation.language) }
    }

    /// `user-content-` is what GitHub itself puts before ids.
    private func decodedFragment(_ fragment: some StringProtocol) -> String? {
        guard let decoded = percentDecoded(fragment), !decoded.isEmpty else { return nil }
        let prefix = "user-content-"
        return decoded.hasPrefix(prefix) ? String(decoded.dropFirst(prefix.count)) : decoded
    }
}

extension Forge {
    /// The page of a folder as `commit` has it; some forges have another address for it than for a file.
    fileprivate func url(ofFolder path: String, at commit: CommitID) -> String {
        switch kind {
        case .github: "\(base)/tree/\(commit)/\(percentEncoded(path))"
        case .gitlab: "\(base)/-/tree/\(commit)/\(percentEncoded(path))"
        case .forgejo, .bitbucket, .azureDevOps: url(ofFile: path, at: commit)
        }
    }
}

/// The path from the repository's root that a relative link means; a leading slash means the root, as on GitHub. nil
/// when it leads out of the root, or holds what no path of ours does: a backslash or a control character.
func resolvedPath(_ written: Substring, from document: String) -> String? {
    guard let decoded = percentDecoded(written) else { return nil }
    let isForbidden = { (byte: UInt8) in byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\\") }
    guard !decoded.utf8.contains(where: isForbidden), !decoded.hasPrefix("//") else { return nil }
    var parts = decoded.hasPrefix("/") ? [] : document.split(separator: "/").dropLast().map(String.init)
    for part in decoded.split(separator: "/") {
        switch part {
        case ".": continue
        case "..": if parts.popLast() == nil { return nil }
        default: parts.append(String(part))
        }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
}
