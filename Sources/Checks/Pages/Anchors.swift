import Checklists
import Ledger
import Markdown

/// What the fragment of a link may name in one Markdown file.
struct Anchors {
    /// In lower case: browsers do mind it, GitHub does not.
    private(set) var names: Set<String> = []
    /// As other renderers than GitHub write them: without numbers at the beginning, runs of hyphens as one.
    private(set) var plainNames: Set<String> = []
    /// Of headings, as GitHub writes them, and without attributes at their end; for hints.
    private(set) var headings: [String] = []

    init(_ file: MarkdownFile, _ page: Page, items: some Sequence<Item>) {
        var fragments = HeadingFragments()
        var fragmentsWithoutImages = HeadingFragments()
        for heading in file.document.blocks.headings {
            let inlines = heading.block.inlines
            let text = plainText(of: inlines)
            headings.append(fragments.next(for: text))
            // GitHub counts no alternative text, nor trims what is around it.
            names.insert(fragmentsWithoutImages.next(for: wordsWithoutImages(of: inlines)))
            // Other renderers take an id at the end of the heading: `{#id}`, `{ #id .class }`, `{: id=id }`.
            guard text.hasSuffix("}"), let mark = text.lastIndex(of: "{") else { continue }
            names.formUnion(ids(in: text[mark...].dropFirst().dropLast().lowercased()))
            headings.append(Markdown.fragment(ofHeading: text[..<mark].collapsed))
        }
        names.formUnion(headings)
        for id in page.htmlIDs { names.insert(id.lowercased()) }
        for item in items {
            names.insert(item.anchor)
            if let id = item.state.id { names.insert(id) }
        }
        plainNames = Set(names.map(plainFragment))
    }

    /// Whether a fragment, without `#`, names something here. `isLenient`: by any renderer's way to write it.
    func contains(_ fragment: String, isLenient: Bool) -> Bool {
        let name = withoutPrefix(fragment.lowercased())
        if name.isEmpty || name == "top" || names.contains(name) { return true }
        if isLineFragment(name) || name.hasPrefix(":~:") { return true }
        // GitHub and others make these for footnotes.
        if ["fn-", "fn:", "fnref", "footnote"].contains(where: name.hasPrefix) { return true }
        return isLenient && plainNames.contains(plainFragment(name))
    }
}

/// `user-content-` is what GitHub puts before ids, `markdown-header-` what Bitbucket does.
private func withoutPrefix(_ fragment: String) -> String {
    for prefix in ["user-content-", "markdown-header-"] where fragment.hasPrefix(prefix) {
        return String(fragment.dropFirst(prefix.count))
    }
    return fragment
}

/// `l10`, `l10-l20`, `l10c3-l11c4`: lines of the source.
private func isLineFragment(_ name: String) -> Bool {
    guard name.first == "l", let second = name.dropFirst().first, second.isNumber else { return false }
    return name.allSatisfy { $0.isNumber || "lc-".contains($0) }
}

private func plainFragment(_ name: String) -> String {
    var plain = ""
    for character in name.drop(while: { $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }) {
        if character == "-" || character == "_" || character == "." {
            if plain.last != "-" { plain += "-" }
        } else {
            plain.append(character)
        }
    }
    while plain.last == "-" { plain.removeLast() }
    return plain
}

/// The text without that of images, white space kept.
private func wordsWithoutImages(of inlines: [Inline]) -> String {
    inlines.reduce(into: "") { text, inline in
        switch inline {
        case .text(let part), .code(let part): text += part
        case .softBreak, .lineBreak: text += " "
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
            text += wordsWithoutImages(of: content)
        case .image, .html, .footnoteReference: break
        }
    }
}

/// In the attributes of a heading.
private func ids(in attributes: String) -> [String] {
    attributes.split { $0 == " " || $0 == ":" }.compactMap { word in
        if word.hasPrefix("#") { return String(word.dropFirst()) }
        return word.hasPrefix("id=") ? word.dropFirst(3).filter { $0 != "\"" && $0 != "'" } : nil
    }
}
