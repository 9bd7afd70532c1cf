import BPMN

extension HTML {
    /// A drawing. Names of elements and attributes are those of closed lists; what is text is escaped.
    init(_ svg: SVG) {
        self.init(
            name: svg.name.rawValue, attributes: svg.attributes.map { ($0.name.rawValue, $0.value) },
            content: HTML(
                svg.children.map { child in
                    switch child {
                    case .element(let element): HTML(element)
                    case .text(let text): HTML(text)
                    }
                }))
    }
}
