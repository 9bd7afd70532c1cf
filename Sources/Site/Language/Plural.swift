/// The categories of CLDR, "Language Plural Rules", for whole numbers.
enum PluralCategory: String, Sendable, CaseIterable {
    case zero, one, two, few, many, other

    /// Those that a language has; nil for a language whose rule is not known here.
    static func categories(of language: String) -> [PluralCategory]? {
        switch language {
        case "en": [.one, .other]
        case "fr", "es": [.one, .many, .other]
        case "km", "th": [.other]
        case "ar": allCases
        default: nil
        }
    }

    /// The category of a whole number that is not negative.
    init(of number: Int, in language: String) {
        self =
            switch (language, number) {
            case ("km", _), ("th", _): .other
            case ("fr", 0): .one
            case ("fr", 1), ("es", 1), ("en", 1), ("ar", 1): .one
            case ("fr", _), ("es", _): number != 0 && number % 1_000_000 == 0 ? .many : .other
            case ("ar", 0): .zero
            case ("ar", 2): .two
            case ("ar", _): (3...10).contains(number % 100) ? .few : number % 100 >= 11 ? .many : .other
            default: .other
            }
    }
}

/// A phrase that depends on a number: one for every category of its language.
struct Plural: Sendable, Decodable {
    /// The language whose categories the decoded phrases have.
    static let languageKey = CodingUserInfoKey(rawValue: "language")

    let phrases: [PluralCategory: Phrase]
    private let language: String

    init(from decoder: any Decoder) throws {
        let language = Self.languageKey.flatMap { decoder.userInfo[$0] as? String } ?? ""
        let written = try decoder.singleValueContainer().decode([String: Phrase].self)
        let categories = PluralCategory.categories(of: language) ?? []
        guard !categories.isEmpty, Set(written.keys) == Set(categories.map(\.rawValue)) else {
            let names = categories.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not the categories \(names)"))
        }
        self.language = language
        phrases = written.reduce(into: [:]) { phrases, entry in
            if let category = PluralCategory(rawValue: entry.key) { phrases[category] = entry.value }
        }
    }

    func callAsFunction(_ number: Int) -> Phrase {
        guard let phrase = phrases[PluralCategory(of: number, in: language)] else {
            preconditionFailure("every category of the language was there when it was decoded")
        }
        return phrase
    }
}
