/// What may stand in the gaps of a phrase.
enum Slot: String, Sendable {
    case actions, applicable, attribute, change, checklist, checklists, commit, committer, count, day, finished, forge,
        from
    case items, key, list, omitted, organisation, overdue, person, project, reason, recorder, role, signer, title, to
    case version, what
}

/// A sentence with gaps, written `Completed by {person} on {day}.`; what is no slot stays text.
struct Phrase: Sendable, ExpressibleByStringLiteral {
    private enum Part: Sendable {
        /// As it is, and escaped.
        case text(String, HTML)
        case slot(Slot)
    }

    private let parts: [Part]

    init(stringLiteral text: String) { self.init(text) }

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            if let slot = Slot(rawValue: String(name)) {
                parts += [Self.text(rest[..<open]), .slot(slot)]
            } else {
                parts.append(Self.text(rest[...close]))
            }
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [Self.text(rest)]
    }

    private static func text(_ text: Substring) -> Part { .text(String(text), HTML(String(text))) }

    /// The sentence as markup. A slot without a value is left out.
    func callAsFunction(_ values: KeyValuePairs<Slot, HTML> = [:]) -> HTML {
        var result = HTML()
        for part in parts {
            switch part {
            case .text(_, let html): result.append(html)
            case .slot(let slot):
                if let value = values.first(where: { $0.key == slot })?.value { result.append(value) }
            }
        }
        return result
    }

    /// The sentence as text, for places that take no markup.
    func text(_ values: KeyValuePairs<Slot, String> = [:]) -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text, _): result += text
            case .slot(let slot): result += values.first { $0.key == slot }?.value ?? ""
            }
        }
        return result
    }
}

/// A phrase that depends on a number.
struct Plural: Sendable {
    let one: Phrase
    let other: Phrase

    func callAsFunction(_ number: Int) -> Phrase { number == 1 ? one : other }
}
