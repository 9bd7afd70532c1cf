/// What may stand in the gaps of a phrase.
enum Slot: String, Sendable {
    case actions, applicable, attribute, change, checklist, checklists, commit, committer, count, day, file, finished,
        first
    case forge, from, items, key, language, last, list, month, name, omitted, organisation, overdue, person, project,
        reason
    case recorder, role, signer, title, to, total, version, what, year
}

/// A sentence with gaps, written `Completed by {person} on {day}.`
struct Phrase: Sendable, Decodable {
    private enum Part: Sendable {
        /// As it is, and escaped.
        case text(String, HTML)
        case slot(Slot)
    }

    private let parts: [Part]

    /// nil for a name in braces that is no slot.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let slot = Slot(rawValue: String(rest[rest.index(after: open)..<close])) else { return nil }
            parts += [Self.text(rest[..<open]), .slot(slot)]
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [Self.text(rest)]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let phrase = Phrase(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a gap that the site does not fill")
        }
        self = phrase
    }

    private static func text(_ text: Substring) -> Part { .text(String(text), HTML(String(text))) }

    /// The gaps, in the order of this language.
    var slots: [Slot] {
        parts.compactMap { part in
            if case .slot(let slot) = part { slot } else { nil }
        }
    }

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
