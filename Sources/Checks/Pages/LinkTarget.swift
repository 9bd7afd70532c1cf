import Markdown

/// Where a link or image of a Markdown file leads, by its destination alone.
enum LinkTarget: Hashable {
    /// An empty destination.
    case nothing
    /// A heading or item of the same file; percent-decoded, without `#`.
    case here(fragment: String)
    /// A path from the repository's root, percent-decoded; `""` is the root. `fragment` is nil where there is none.
    case file(path: String, fragment: String?)
    /// Above the repository's root by so many levels; `rest` is what follows there.
    case outside(levels: Int, rest: String)
    /// A file of somebody's own computer or network: `file:`, a drive letter, a Windows share.
    case computer
    /// An address with a scheme or a host.
    case address

    init(_ destination: String, from path: String) {
        let scheme = destination.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if destination.isEmpty {
            self = .nothing
        } else if destination.hasPrefix("\\") || (scheme.count == 2 && Self.isLocal(scheme[0])) {
            self = .computer
        } else if destination.hasPrefix("//") || (scheme.count == 2 && !scheme[0].isEmpty) {
            self = .address
        } else {
            self = Self.relative(LinkDestination(destination), from: path)
        }
    }

    private static func isLocal(_ scheme: Substring) -> Bool {
        scheme.lowercased() == "file" || (scheme.count == 1 && scheme.allSatisfy(\.isLetter))
    }

    private static func relative(_ destination: LinkDestination, from path: String) -> LinkTarget {
        let written = destination.path
        let fragment = destination.fragment.map(decoded)
        // `?plain=1` and the like: the same file.
        guard !written.isEmpty else { return .here(fragment: fragment ?? "") }
        var parts = written.hasPrefix("/") ? [] : path.split(separator: "/").dropLast().map(String.init)
        var levels = 0
        var rest: [String] = []
        for part in decoded(written).split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                if !rest.isEmpty { rest.removeLast() } else if parts.popLast() == nil { levels += 1 }
            default: if levels > 0 { rest.append(String(part)) } else { parts.append(String(part)) }
            }
        }
        if levels > 0 { return .outside(levels: levels, rest: rest.joined(separator: "/")) }
        return .file(path: parts.joined(separator: "/"), fragment: fragment)
    }
}

private func decoded(_ text: Substring) -> String { percentDecoded(text) ?? String(text) }

extension String {
    /// The folder that holds what lies at this path; `""` is the root.
    var folder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
    /// The last name of this path.
    var lastName: String { lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self }

    /// This path, from the root, as one writes it in the file at `path`.
    func written(in path: String) -> String {
        let target = split(separator: "/").map(String.init)
        let folder = path.split(separator: "/").dropLast().map(String.init)
        let shared = zip(target, folder).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: folder.count - shared) + target[shared...]).joined(separator: "/")
    }
}
