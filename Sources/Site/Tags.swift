/// An element that has content.
struct Tag: Sendable {
    private let name: StaticString
    private let endsLine: Bool

    /// An element inside a line of text.
    init(_ name: StaticString) {
        self.name = name
        endsLine = false
    }

    /// An element after which a line ends in the source.
    init(block name: StaticString) {
        self.name = name
        endsLine = true
    }

    func callAsFunction(_ attributes: Attribute?..., @HTMLBuilder content: () -> HTML) -> HTML {
        HTML(tag: name, attributes: attributes, content: content(), newline: endsLine)
    }

    func callAsFunction(_ attributes: [Attribute?], content: HTML) -> HTML {
        HTML(tag: name, attributes: attributes, content: content, newline: endsLine)
    }
}

extension Tag {
    /// A heading of level 1 to 6; deeper ones are of level 6.
    static func heading(_ level: Int) -> Tag {
        switch level {
        case ...1: h1
        case 2: h2
        case 3: h3
        case 4: h4
        case 5: h5
        default: h6
        }
    }
}

/// An element that has none (HTML, 13.1.2 "void elements").
struct VoidTag: Sendable {
    private let name: StaticString
    private let endsLine: Bool

    /// - Parameter endsLine: false for what stands in running text, where a space would be seen.
    init(_ name: StaticString, endsLine: Bool = true) {
        self.name = name
        self.endsLine = endsLine
    }

    func callAsFunction(_ attributes: Attribute?...) -> HTML {
        HTML(tag: name, attributes: attributes, content: nil, newline: endsLine)
    }
}

/// An attribute of an element. Its value is escaped when the element is made.
struct Attribute: Sendable {
    let name: StaticString
    let value: String

    static func id(_ value: String) -> Attribute { Attribute(name: "id", value: value) }
    static func `class`(_ value: String?) -> Attribute? { value.map { Attribute(name: "class", value: $0) } }
    static func href(_ address: Address) -> Attribute { Attribute(name: "href", value: address.text) }
    static func lang(_ tag: String?) -> Attribute? { tag.map { Attribute(name: "lang", value: $0) } }
    static func dir(_ value: String?) -> Attribute? { value.map { Attribute(name: "dir", value: $0) } }
    static func name(_ value: StaticString) -> Attribute { Attribute(name: "name", value: value.description) }
    static func content(_ value: String) -> Attribute { Attribute(name: "content", value: value) }
    static func role(_ value: StaticString) -> Attribute { Attribute(name: "role", value: value.description) }
    static func rel(_ value: StaticString) -> Attribute { Attribute(name: "rel", value: value.description) }
    static func scope(_ value: StaticString) -> Attribute { Attribute(name: "scope", value: value.description) }
    static func label(_ value: String) -> Attribute { Attribute(name: "aria-label", value: value) }
    static func start(_ value: Int) -> Attribute { Attribute(name: "start", value: String(value)) }
    /// The number of a list's entry.
    static func value(_ number: Int) -> Attribute { Attribute(name: "value", value: String(number)) }
    /// What a cell's column is called, for the narrow layout.
    static func column(_ value: String) -> Attribute { Attribute(name: "data-column", value: value) }
    /// What a cell is sorted by where its text does not say it: a day as YYYY-MM-DD.
    static func sortKey(_ value: String?) -> Attribute? { value.map { Attribute(name: "data-sort", value: $0) } }

    static func src(_ address: Address) -> Attribute { Attribute(name: "src", value: address.text) }
    static func alternative(_ text: String) -> Attribute { Attribute(name: "alt", value: text) }
    static func hreflang(_ tag: String) -> Attribute { Attribute(name: "hreflang", value: tag) }

    static func type(_ value: StaticString) -> Attribute { Attribute(name: "type", value: value.description) }
    /// An attribute of a drawing.
    static func svg(_ name: StaticString, _ value: String) -> Attribute { Attribute(name: name, value: value) }

    static let reversed = Attribute(name: "reversed", value: "")
    static let deferred = Attribute(name: "defer", value: "")
    static let charset = Attribute(name: "charset", value: "utf-8")
    static let contentSecurityPolicy = Attribute(name: "http-equiv", value: "content-security-policy")
    static let hidden = Attribute(name: "aria-hidden", value: "true")
    static let currentPage = Attribute(name: "aria-current", value: "page")
    static let focusable = Attribute(name: "tabindex", value: "0")
}

let html = Tag(block: "html"), head = Tag(block: "head"), title = Tag(block: "title"), body = Tag(block: "body")
let header = Tag(block: "header"), nav = Tag(block: "nav"), main = Tag(block: "main"), footer = Tag(block: "footer")
let section = Tag(block: "section"), div = Tag(block: "div"), p = Tag(block: "p"), blockquote = Tag(block: "blockquote")
let h1 = Tag(block: "h1"), h2 = Tag(block: "h2"), h3 = Tag(block: "h3")
let h4 = Tag(block: "h4"), h5 = Tag(block: "h5"), h6 = Tag(block: "h6")
let ul = Tag(block: "ul"), ol = Tag(block: "ol"), li = Tag(block: "li")
let dl = Tag(block: "dl"), dt = Tag(block: "dt"), dd = Tag(block: "dd")
let details = Tag(block: "details"), summary = Tag(block: "summary"), pre = Tag(block: "pre")
let table = Tag(block: "table"), caption = Tag(block: "caption"), thead = Tag(block: "thead")
let tbody = Tag(block: "tbody"), tfoot = Tag(block: "tfoot"), tr = Tag(block: "tr")
let th = Tag("th"), td = Tag("td")
let figure = Tag(block: "figure"), figcaption = Tag(block: "figcaption")
let a = Tag("a"), b = Tag("b"), bdi = Tag("bdi"), code = Tag("code"), em = Tag("em"), span = Tag("span")
let script = Tag(block: "script")
let strong = Tag("strong"), s = Tag("s"), sup = Tag("sup"), sub = Tag("sub"), i = Tag("i"), kbd = Tag("kbd")
let samp = Tag("samp"), small = Tag("small"), mark = Tag("mark"), abbr = Tag("abbr"), cite = Tag("cite"), q = Tag("q")
let del = Tag("del"), ins = Tag("ins"), ruby = Tag("ruby"), rt = Tag("rt"), rp = Tag("rp"), variable = Tag("var")

let br = VoidTag("br"), hr = VoidTag("hr"), img = VoidTag("img", endsLine: false), link = VoidTag("link"),
    meta = VoidTag("meta")
let wbr = VoidTag("wbr")

/// A part of a page under a heading of its own, which can be pointed at.
func titledSection(_ name: String, id: String? = nil, level: Int = 2, @HTMLBuilder content: () -> HTML) -> HTML {
    section(id.map(Attribute.id)) {
        Tag.heading(level)() { name }
        content()
    }
}
