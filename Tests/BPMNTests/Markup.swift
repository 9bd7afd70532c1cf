@testable import BPMN

extension SVG {
    /// As XML, an element a line: snapshots are read by people.
    func markup(indent: String = "") -> String {
        let start =
            "\(indent)<\(name.rawValue)" + attributes.map { " \($0.name.rawValue)=\"\($0.value.escaped)\"" }.joined()
        if children.isEmpty { return start + "/>\n" }
        if case .text(let text)? = children.first, children.count == 1 {
            return "\(start)>\(text.escaped)</\(name.rawValue)>\n"
        }
        let content = children.map { child in
            switch child {
            case .element(let element): element.markup(indent: indent + " ")
            case .text(let text): text.escaped
            }
        }
        return "\(start)>\n\(content.joined())\(indent)</\(name.rawValue)>\n"
    }

    /// With all elements inside.
    var all: [SVG] {
        [self]
            + children.flatMap { child -> [SVG] in
                if case .element(let element) = child { element.all } else { [] }
            }
    }

    var texts: [String] {
        children.flatMap { child in
            switch child {
            case .element(let element): element.texts
            case .text(let text): [text]
            }
        }
    }

    subscript(name: AttributeName) -> String? { attributes.first { $0.name == name }?.value }

    /// Elements whose class has a word.
    func with(_ word: String) -> [SVG] {
        all.filter { $0[.class]?.split(separator: " ").contains(Substring(word)) == true }
    }
}

extension String {
    fileprivate var escaped: String {
        var text = ""
        for character in self {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case "\"": text += "&quot;"
            default: text.append(character)
            }
        }
        return text
    }
}
