/// Writes content to the page, with what Markdown wrote in its places.
struct ContentRendering {
    let inlines: InlineRenderer
    let state: DocumentState
    /// By index in the run.
    let siblings: [Int: HTML]

    func render(_ content: [Content]) -> HTML {
        var result = HTML()
        for part in content { result.append(render(part)) }
        return result
    }

    private func render(_ content: Content) -> HTML {
        switch content {
        case .text(let text): return HTML(text)
        case .element(let element):
            let id = state.takeID(element.id).map { Attribute.id($0) }
            return element.tag([id] + element.attributes, content: render(element.children))
        case .void(let tag, _): return tag()
        case .anchor(let id): return state.takeID(id).map { span(.id($0)) {} } ?? HTML()
        case .image(let source, let alternative, let width, let place):
            return inlines.image(source.trimmedAsHTML, alternative.trimmedAsHTML, width: width, in: place)
        case .sibling(let index, _): return siblings[index] ?? HTML()
        case .group(let parts): return render(parts)
        }
    }
}
