import HTMLParsing

/// What becomes of an element of raw HTML. What is not listed loses its tags and keeps its content.
///
/// The list is GitHub's (`SanitizationFilter` of html-pipeline 2.14), but for what today's HTML has other words for, and
/// for what would make the page say what it does not mean: `bdo` reverses text, `time` is nothing without a checked date,
/// and headings of raw HTML would break the outline, so they are paragraphs in bold.
enum AllowedElement {
    case phrasing(Tag)
    case code(Tag)
    case link, image, lineBreak, wordBreak, rule
    case paragraph, heading, preformatted, division, centered, quotation
    case bullets, numbers, definitions, table, details, ruby
    /// Goes with its content, which is not meant to be read.
    case hidden
}

/// By name.
let allowedElements: [String: AllowedElement] = [
    "b": .phrasing(b), "strong": .phrasing(strong), "i": .phrasing(i), "em": .phrasing(em), "dfn": .phrasing(i),
    "s": .phrasing(s), "strike": .phrasing(s), "del": .phrasing(del), "ins": .phrasing(ins),
    "sup": .phrasing(sup), "sub": .phrasing(sub), "small": .phrasing(small), "mark": .phrasing(mark),
    "abbr": .phrasing(abbr), "cite": .phrasing(cite), "q": .phrasing(q), "span": .phrasing(span),
    "code": .code(code), "tt": .code(code), "kbd": .code(kbd), "samp": .code(samp), "var": .code(variable),
    "a": .link, "img": .image, "br": .lineBreak, "wbr": .wordBreak, "hr": .rule,
    "p": .paragraph, "summary": .paragraph, "figcaption": .paragraph, "pre": .preformatted,
    "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading, "h6": .heading,
    "div": .division, "figure": .division, "center": .centered, "blockquote": .quotation,
    "ul": .bullets, "ol": .numbers, "dl": .definitions, "table": .table, "details": .details, "ruby": .ruby,
    "script": .hidden, "style": .hidden, "template": .hidden, "title": .hidden, "iframe": .hidden,
    "noembed": .hidden, "noframes": .hidden,
]

extension HTMLElement {
    /// Attributes that every element of the content may have.
    var commonAttributes: [Attribute] {
        var attributes: [Attribute] = []
        if let language = self["lang"].flatMap(contentLanguage) {
            attributes.append(Attribute(name: "lang", value: language))
        }
        if let direction = self["dir"]?.lowercased(), ["ltr", "rtl", "auto"].contains(direction) {
            attributes.append(Attribute(name: "dir", value: direction))
        }
        if let title = self["title"], !title.trimmedAsHTML.isEmpty {
            attributes.append(Attribute(name: "title", value: title))
        }
        return attributes
    }

    /// `align`, which HTML has no more, as a class of the stylesheet.
    var alignment: [Attribute] {
        switch self["align"]?.trimmedAsHTML.lowercased() {
        case "center", "middle": [Attribute(name: "class", value: "center")]
        case "right": [Attribute(name: "class", value: "end")]
        default: []
        }
    }

    /// A whole number within bounds.
    func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        self[name].flatMap { Int($0.trimmedAsHTML) }.flatMap { range.contains($0) ? $0 : nil }
    }

    /// The id that it asks for, or that of an anchor in the old spelling.
    var contentID: String? { (self["id"] ?? (name == "a" ? self["name"] : nil)).flatMap(writtenID) }
}

/// An id without the prefix, which some write themselves; nil when no link could lead to it.
func writtenID(_ id: String) -> String? {
    let id = id.hasPrefix(contentIDPrefix) ? String(id.dropFirst(contentIDPrefix.count)) : id
    let isPlain = id.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
        default: true
        }
    }
    return !id.isEmpty && id.utf8.count <= 200 && isPlain ? id : nil
}

/// GitHub's. No id of our pages begins with it.
let contentIDPrefix = "user-content-"

/// A language that HTML knows, without what cannot be told to be right without the registry: the two-letter codes of
/// ISO 639, with the scripts and regions that change how a text looks.
private func contentLanguage(_ written: String) -> String? {
    let subtags = written.trimmedAsHTML.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    guard let language = subtags.first, languages.contains(language) else { return nil }
    guard subtags.count == 2 else { return String(language) }
    switch subtags[1] {
    case "latn", "arab", "cyrl", "deva", "hebr", "hans", "hant": return "\(language)-\(subtags[1].capitalized)"
    case "cn", "tw", "hk", "br", "pt", "gb", "us": return "\(language)-\(subtags[1].uppercased())"
    default: return String(language)
    }
}

private let languages = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki \
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no \
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " "))

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
