import Checklists
import Markdown

/// A child bullet such as `Owner: technical-lead`.
package struct Field: Hashable, Sendable {
    package enum Name: Hashable, Sendable {
        case owner, due, output, signOff, reason, note

        /// The words that begin a field, in any case.
        init?(_ word: some StringProtocol) {
            switch word.lowercased() {
            case "owner": self = .owner
            case "due": self = .due
            case "output", "outputs": self = .output
            case "sign-off": self = .signOff
            case "reason": self = .reason
            case "note": self = .note
            default: return nil
            }
        }

        /// The field that a bullet of this plain text is.
        package init?(beginning text: some StringProtocol) {
            guard let colon = Self.colon(in: text) else { return nil }
            self.init(text[..<colon].trimmingEnd)
        }

        fileprivate static func colon<Text: StringProtocol>(in text: Text) -> Text.Index? {
            text.prefix(16).firstIndex(of: ":")
        }
    }

    package let name: Name
    /// Plain text after the colon.
    package let value: String

    /// Reads a list item; nil if it does not begin with the name of a field and a colon.
    package init?(_ bullet: Block) {
        guard case .listItem(nil) = bullet.kind, let first = bullet.children.first, first.kind == .paragraph else {
            return nil
        }
        let text = plainText(of: first.inlines)
        guard let colon = Name.colon(in: text), let name = Name(beginning: text) else { return nil }
        self.name = name
        value = text[text.index(after: colon)...].collapsed
    }
}

/// Reads what an `Output:` field or the front matter's `outputs` names.
package enum OutputLink {
    /// What the bullet names, as far as it is a file of the repository or an address.
    static func all(in bullet: Block, value: String, from path: String) -> [Output] {
        destinations(in: bullet, value: value).compactMap { resolve($0.destination, title: $0.text, from: path) }
    }

    /// Every link and image of the bullet, in order; without one, its words if they are a path or an address.
    package static func destinations(in bullet: Block, value: String) -> [(destination: String, text: String)] {
        let links = bullet.links
        guard links.isEmpty else { return links }
        let isPath = value.contains("/") || value.contains(".")
        guard !value.contains(" "), isPath, value.contains(where: \.isLetter) else { return [] }
        return [(value, value)]
    }

    /// A link destination as seen from the file `path`: a web address, or a path from the repository's root.
    /// nil for a fragment of the same file, an empty destination, and a path that leaves the repository.
    static func resolve(_ destination: String, title: String, from path: String) -> Output? {
        let title = title.isEmpty ? destination : title
        let destination = destination.drop { $0 == " " }
        // Bytes, not characters: a combining mark behind a sign makes another character of it, but no other address.
        let segment = destination.utf8.prefix { !"/?#".utf8.contains($0) }
        if let scheme = segment.firstIndex(of: UInt8(ascii: ":")), scheme != segment.startIndex {
            return Output(title: title, url: String(destination))
        }
        if destination.utf8.starts(with: "//".utf8) { return Output(title: title, url: "https:" + destination) }
        let file = String(LinkDestination(destination).path)
        guard !file.isEmpty, let resolved = resolvePath(percentDecoded(file) ?? file, from: path) else { return nil }
        return Output(title: title, path: resolved)
    }

    /// A path from the repository's root, for one as seen from the file `path`; nil for one that leaves the repository.
    static func resolvePath(_ file: String, from path: String) -> String? {
        var parts = file.hasPrefix("/") ? [] : path.split(separator: "/").dropLast().map(String.init)
        for part in file.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

extension Block {
    /// Links and images in this block and below it, in order, without those of task items.
    fileprivate var links: [(destination: String, text: String)] {
        guard task == nil else { return [] }
        return inlines.flatMap(\.links) + children.flatMap(\.links)
    }
}

extension Inline {
    /// What is struck out is not named any more. A picture within a link is shown, and named beside what the link leads to.
    fileprivate var links: [(destination: String, text: String)] {
        switch self {
        case .link(let destination, _, let content): [(destination, plainText(of: content))] + content.flatMap(\.links)
        case .image(let source, _, let alternative): [(source, plainText(of: alternative))]
        case .emphasis(let content), .strong(let content): content.flatMap(\.links)
        default: []
        }
    }
}
