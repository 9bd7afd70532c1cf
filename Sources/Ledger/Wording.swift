import Checklists
import Yams

/// A text of the configuration, and what it is in other languages: `title: Lead`, or `title: { en: Lead, km: … }`.
struct Wording {
    /// In the project's first language; in the one that is written first where that is not among them.
    let base: String
    /// By language tag in lower case; empty for a plain text.
    let byLanguage: [String: String]

    /// What is expected where the value is neither.
    static let form = "one line of text, or one for each language: { en: …, km: … }"

    init(_ base: String, byLanguage: [String: String] = [:]) { (self.base, self.byLanguage) = (base, byLanguage) }

    /// nil for anything but a text, or texts by the tags of their languages.
    init?(_ node: Node, first language: String) {
        guard let mapping = node.mapping else {
            guard let text = node.string else { return nil }
            self.init(text)
            return
        }
        var byLanguage: [String: String] = [:]
        for (key, value) in mapping {
            guard let tag = key.string, isLanguageTag(tag), let text = value.string, !text.isEmpty else { return nil }
            byLanguage[tag.lowercased()] = text
        }
        guard let first = mapping.first?.value.string else { return nil }
        self.init(byLanguage.text(in: language) ?? first, byLanguage: byLanguage)
    }
}
