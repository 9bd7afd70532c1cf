import HTMLParsing

/// Turns parsed HTML into content of ours, by the allow-list, so that it is valid where it lands.
///
/// What is not allowed is not forbidden name by name: it is never written. Recursion is bounded by
/// `HTMLParser.maximumFragmentDepth`.
struct Sanitizer {
    /// What stands for something that Markdown wrote.
    struct Placeholder {
        let index: Int
        /// Whether it is running text.
        let isInline: Bool
        /// Whether it can be told without a block around it.
        let isText: Bool
    }

    /// By the byte offset of the tag: content may write the same tag, but not there.
    let placeholders: [Int: Placeholder]
    let links: Links
    let words: Words
    /// False once something that Markdown wrote came out where it cannot stand.
    private(set) var isSound = true

    struct Place {
        /// Whether blocks may stand here, or only running text.
        var isFlow: Bool
        var isInTable = false
        var inline = InlinePlace()

        /// The same, for running text only.
        var phrasing: Place {
            var place = self
            place.isFlow = false
            return place
        }
    }

    init(placeholders: [Int: Placeholder], links: Links, words: Words) {
        self.placeholders = placeholders
        self.links = links
        self.words = words
    }

    mutating func content(of nodes: [HTMLNode], in place: Place) -> [Content] {
        var result: [Content] = []
        for node in nodes {
            switch node {
            case .comment: continue
            case .text(let text): result.append(.text(place.inline.isCode ? text : withEmoji(text)))
            case .element(let element): result += content(of: element, in: place)
            }
        }
        return result
    }

    private mutating func content(of element: HTMLElement, in place: Place) -> [Content] {
        if let offset = element.offset, let placeholder = placeholders[offset] {
            return sibling(placeholder, in: place)
        }
        let allowed = allowedElements[element.name]
        if case .hidden? = allowed { return [] }
        guard let allowed, element.namespace == .html else { return unwrapped(element, in: place) }
        switch allowed {
        case .phrasing(let tag): return phrasing(tag, element, in: place)
        case .code(let tag):
            var inside = place
            inside.inline.isCode = true
            return phrasing(tag, element, in: inside)
        case .link: return link(element, in: place)
        case .image:
            let width = element.number("width", in: 1...10_000)
            let source = (element["src"] ?? "").trimmedAsHTML
            return [.image(source: source, alternative: element["alt"] ?? "", width: width, place.inline)]
        case .lineBreak: return [.void(br, isBlock: false)]
        case .wordBreak: return [.void(wbr, isBlock: false)]
        case .rule: return place.isFlow ? [.void(hr, isBlock: true)] : []
        case .ruby: return rubyText(element, in: place)
        case .heading where !place.isFlow: return phrasing(strong, element, in: place)
        case .preformatted where !place.isFlow: return phrasing(code, element, in: place)
        case .paragraph, .heading, .preformatted, .division, .centered, .quotation, .bullets, .numbers, .definitions,
            .table, .details:
            guard place.isFlow else {
                let content = unwrapped(element, in: place)
                return content.isEmpty ? [] : [.text(" ")] + content + [.text(" ")]
            }
            return block(allowed, element, in: place)
        case .hidden: return []
        }
    }

    private mutating func sibling(_ placeholder: Placeholder, in place: Place) -> [Content] {
        if placeholder.isInline { return [.sibling(placeholder.index, .inline(place.inline))] }
        if place.isFlow { return [.sibling(placeholder.index, .block)] }
        if !placeholder.isText { isSound = false }
        return [.sibling(placeholder.index, .inline(place.inline))]
    }

    private mutating func unwrapped(_ element: HTMLElement, in place: Place) -> [Content] {
        anchor(element) + content(of: element.children, in: place)
    }

    private func anchor(_ element: HTMLElement) -> [Content] { element.contentID.map { [.anchor($0)] } ?? [] }

    // MARK: Running text

    /// Markup of running text around blocks goes: it may not stand there.
    private mutating func phrasing(_ tag: Tag, _ element: HTMLElement, in place: Place) -> [Content] {
        let children = content(of: element.children, in: place)
        guard !children.isEmpty, !children.contains(where: \.isBlock) else { return anchor(element) + children }
        return [
            .element(
                ContentElement(
                    tag: tag, id: element.contentID, attributes: element.commonAttributes, children: children))
        ]
    }

    /// A link without text cannot be read, and one around blocks holds links of its own.
    private mutating func link(_ element: HTMLElement, in place: Place) -> [Content] {
        guard !place.inline.isInLink, let href = element["href"],
            let address = links.address(for: href.trimmedAsHTML)
        else { return unwrapped(element, in: place) }
        var inside = place
        inside.inline.isInLink = true
        let children = content(of: element.children, in: inside)
        guard children.contains(where: \.isVisible), !children.contains(where: \.isBlock) else {
            return unwrapped(element, in: place)
        }
        let attributes = [.href(address)] + element.commonAttributes
        return [.element(ContentElement(tag: a, id: element.contentID, attributes: attributes, children: children))]
    }

    /// Texts with annotations behind them (HTML, 4.5.10 "The ruby element"); in any other order it is text.
    private mutating func rubyText(_ element: HTMLElement, in place: Place) -> [Content] {
        var children: [Content] = []
        var order = ""
        for node in element.children {
            if case .element(let child) = node, child.name == "rt" || child.name == "rp" {
                order += child.name == "rt" ? "a" : "p"
                let annotation = content(of: child.children, in: place.phrasing)
                children.append(.element(ContentElement(tag: child.name == "rt" ? rt : rp, children: annotation)))
            } else {
                let text = content(of: [node], in: place.phrasing)
                guard text.contains(where: \.isVisible) else { continue }
                order += "t"
                children += text
            }
        }
        guard order.wholeMatch(of: /(t+(a+|p(ap)+))+/) != nil else { return unwrapped(element, in: place) }
        return [
            .element(
                ContentElement(
                    tag: ruby, id: element.contentID, attributes: element.commonAttributes, children: children))
        ]
    }

    // MARK: Blocks

    private mutating func block(_ allowed: AllowedElement, _ element: HTMLElement, in place: Place) -> [Content] {
        switch allowed {
        case .paragraph: return textBlock(p, element, in: place)
        case .heading:
            var content = content(of: element.children, in: place.phrasing)
            guard content.contains(where: \.isVisible) else { return anchor(element) + content }
            content = [.element(ContentElement(tag: strong, children: content))]
            return [made(p, element, element.alignment, content)]
        case .preformatted:
            var inside = place.phrasing
            inside.inline.isCode = true
            return textBlock(pre, element, in: inside)
        case .division: return container(div, element, element.alignment, in: place)
        case .centered: return container(div, element, [Attribute(name: "class", value: "center")], in: place)
        case .quotation: return container(blockquote, element, [], in: place)
        case .bullets: return list(ul, element, [], in: place)
        case .numbers: return list(ol, element, numbering(of: element), in: place)
        case .definitions: return definitions(element, in: place)
        case .details: return disclosure(element, in: place)
        case .table: return rawTable(element, in: place)
        default: return unwrapped(element, in: place)
        }
    }

    private func made(_ tag: Tag, _ element: HTMLElement, _ attributes: [Attribute], _ children: [Content]) -> Content {
        .element(
            ContentElement(
                tag: tag, isBlock: true, id: element.contentID, attributes: attributes + element.commonAttributes,
                children: children))
    }

    private mutating func textBlock(_ tag: Tag, _ element: HTMLElement, in place: Place) -> [Content] {
        let children = content(of: element.children, in: place.phrasing)
        guard children.contains(where: \.isVisible) else { return anchor(element) + children.filter { !$0.isBlock } }
        let attributes = element.name == "pre" ? [.focusable] : element.alignment
        return [made(tag, element, attributes, startingOnItsLine(children, isPreformatted: element.name == "pre"))]
    }

    /// Of a line end right behind `<pre>` a browser takes no notice (HTML, 13.2.6.4.7).
    private func startingOnItsLine(_ children: [Content], isPreformatted: Bool) -> [Content] {
        isPreformatted ? [.text("\n")] + children : children
    }

    private mutating func container(
        _ tag: Tag, _ element: HTMLElement, _ attributes: [Attribute], in place: Place
    ) -> [Content] {
        let children = content(of: element.children, in: place)
        guard children.contains(where: \.isVisible) else { return anchor(element) + children }
        return [made(tag, element, attributes, children)]
    }

    // MARK: Lists

    /// A list holds nothing but its items; what else stands in it becomes one.
    private mutating func list(
        _ tag: Tag, _ element: HTMLElement, _ attributes: [Attribute], in place: Place
    ) -> [Content] {
        var entries: [Content] = []
        var rest: [Content] = []
        func addRest() {
            defer { rest = [] }
            guard rest.contains(where: { $0.isVisible || isAnchor($0) }) else { return }
            entries.append(.element(ContentElement(tag: li, isBlock: true, children: rest)))
        }
        for node in element.children {
            if case .element(let child) = node, child.name == "li", child.namespace == .html {
                addRest()
                let value = element.name == "ol" ? child.number("value", in: -99_999...99_999) : nil
                let attributes = value.map { [Attribute(name: "value", value: String($0))] } ?? []
                entries.append(made(li, child, attributes, content(of: child.children, in: place)))
            } else {
                rest += content(of: [node], in: place)
            }
        }
        addRest()
        return entries.isEmpty ? anchor(element) : [made(tag, element, attributes, entries)]
    }

    private func isAnchor(_ content: Content) -> Bool {
        if case .anchor = content { true } else { false }
    }

    private func numbering(of element: HTMLElement) -> [Attribute] {
        var attributes: [Attribute] = []
        if let start = element.number("start", in: -99_999...99_999), start != 1 { attributes.append(.start(start)) }
        if let type = element["type"], ["a", "A", "i", "I"].contains(type) {
            attributes.append(Attribute(name: "type", value: type))
        }
        if element["reversed"] != nil { attributes.append(Attribute(name: "reversed", value: "")) }
        return attributes
    }

    /// Terms and what they mean, in turn; in any other order they are just blocks.
    private mutating func definitions(_ element: HTMLElement, in place: Place) -> [Content] {
        var parts: [(isTerm: Bool, element: HTMLElement)] = []
        var isInOrder = true
        for node in element.children {
            switch node {
            case .element(let child) where child.name == "dt" || child.name == "dd":
                isInOrder = isInOrder && (!parts.isEmpty || child.name == "dt")
                parts.append((child.name == "dt", child))
            case .comment: continue
            case .text(let text): isInOrder = isInOrder && text.trimmedAsHTML.isEmpty
            case .element: isInOrder = false
            }
        }
        guard isInOrder, parts.last?.isTerm == false else { return container(div, element, [], in: place) }
        var children: [Content] = []
        for part in parts {
            let content = content(of: part.element.children, in: place)
            children.append(made(part.isTerm ? dt : dd, part.element, [], content))
        }
        return [made(dl, element, [], children)]
    }

    /// Without a summary nobody could open it.
    private mutating func disclosure(_ element: HTMLElement, in place: Place) -> [Content] {
        var title: [Content] = []
        var titleElement: HTMLElement?
        var children: [Content] = []
        for node in element.children {
            if titleElement == nil, case .element(let child) = node, child.name == "summary", child.namespace == .html {
                titleElement = child
                title = content(of: child.children, in: place.phrasing)
            } else {
                children += content(of: [node], in: place)
            }
        }
        if !title.contains(where: \.isVisible) { title.append(.text(words.details)) }
        let heading =
            titleElement.map { made(summary, $0, [], title) }
            ?? .element(ContentElement(tag: summary, isBlock: true, children: title))
        let isOpen = element["open"] != nil ? [Attribute(name: "open", value: "")] : []
        return [made(details, element, isOpen, [heading] + children)]
    }
}
