import Checklists

/// The translations of checklists, by what they are asked for.
struct Translations: Sendable {
    /// By the path of the checklist, then by the language, in lower case.
    private var byBase: [String: [String: Translation]] = [:]
    private var byPath: [String: Translation] = [:]
    /// Of checklists that name their own.
    private var languages: [String: String] = [:]
    private let baseLanguage: String

    init(_ report: Report) {
        baseLanguage = report.project.languages.first ?? "en"
        for translation in report.translations {
            byPath[translation.path] = translation
            byBase[translation.base, default: [:]][translation.language.lowercased()] = translation
        }
        for checklist in report.checklists {
            if let language = checklist.language, isLanguageTag(language) { languages[checklist.path] = language }
        }
    }

    /// nil where the checklist itself is in that language, or is not translated.
    func translation(of path: String, into language: String) -> Translation? {
        guard let translations = byBase[path], language.lowercased() != self.language(of: path).lowercased() else {
            return nil
        }
        return translations[language.lowercased()]
    }

    /// What the file at a path translates, and into what; nil for one that is no translation.
    func translation(at path: String) -> Translation? { byPath[path] }

    /// The language in which a checklist is written.
    func language(of path: String) -> String { languages[path] ?? baseLanguage }
}

/// What checklists and items are called on the pages of a language: as their translation says, else as they are.
extension Pages {
    func translation(of path: String) -> Translation? { shared.translations.translation(of: path, into: language) }

    /// The file whose text the page of a checklist shows.
    func source(of checklist: Checklist) -> String { translation(of: checklist.path)?.path ?? checklist.path }

    /// What `lang` must say of content in a language; nil where that is the language of the page.
    func foreign(_ language: String) -> String? {
        isLanguageTag(language) && language != words.language ? language : nil
    }

    /// The language of a checklist's own text, where it is not that of the page.
    func foreignLanguage(of path: String) -> String? { foreign(shared.translations.language(of: path)) }

    /// The title for places that take no markup.
    func titleText(of checklist: Checklist) -> String {
        named(translation(of: checklist.path)?.title ?? checklist.title)
    }

    /// The same where it stands for the checklist: with its path if others have that title.
    func name(of checklist: Checklist) -> String {
        let title = titleText(of: checklist)
        return shared.sharedTitles.contains(checklist.title) ? "\(title) (\(checklist.path))" : title
    }

    func title(of checklist: Checklist, linkedTo address: Address? = nil) -> HTML {
        let translated = translation(of: checklist.path).flatMap { $0.title == nil ? nil : $0 }
        let language = translated.map { foreign($0.language) } ?? foreignLanguage(of: checklist.path)
        return content(name(of: checklist), in: language, linkedTo: address)
    }

    /// - Parameter length: in characters; what is longer is cut.
    func title(of item: Item, upTo length: Int = .max, linkedTo address: Address? = nil) -> HTML {
        title(ofItem: item.key, in: item.path, item.state.title, upTo: length, linkedTo: address)
    }

    func title(of item: RegisteredItem, upTo length: Int = .max, linkedTo address: Address? = nil) -> HTML {
        title(ofItem: item.key, in: item.path, item.title, upTo: length, linkedTo: address)
    }

    /// The title for places that take no markup.
    func titleText(of item: Item) -> String {
        named(translation(of: item.path)?.items[item.key]?.state.title ?? item.state.title)
    }

    /// The whole text, inside of what says `contentLanguage(of:)`.
    func text(of item: Item) -> HTML {
        guard let translation = translation(of: item.path) else { return bdi { item.state.text } }
        guard let translated = translation.items[item.key] else {
            return bdi(.lang(shared.translations.language(of: item.path))) { item.state.text }
        }
        return bdi { translated.state.text }
    }

    /// The headings above the item.
    func section(of item: Item) -> [String] {
        translation(of: item.path)?.items[item.key]?.state.section ?? item.state.section
    }

    /// The language in which a checklist is shown, where it is not that of the page.
    func contentLanguage(of checklist: Checklist) -> String? {
        foreign(translation(of: checklist.path)?.language ?? shared.translations.language(of: checklist.path))
    }

    /// By the item's key and its own title.
    private func title(
        ofItem key: String, in path: String, _ title: String, upTo length: Int = .max, linkedTo address: Address? = nil
    ) -> HTML {
        let translation = translation(of: path)
        guard let translation, let translated = translation.items[key] else {
            return content(shortened(title, to: length), in: foreignLanguage(of: path), linkedTo: address)
        }
        let text = shortened(translated.state.title, to: length)
        return content(text, in: foreign(translation.language), linkedTo: address)
    }

    func reason(of item: Item) -> HTML? { field(\.reason, of: item) }
    func note(of item: Item) -> HTML? { field(\.note, of: item) }

    private func field(_ path: KeyPath<ItemFields, String?>, of item: Item) -> HTML? {
        guard let own = item.state.fields[keyPath: path] else { return nil }
        let translation = translation(of: item.path)
        guard let translation, let text = translation.items[item.key]?.state.fields[keyPath: path] else {
            return content(own, in: foreignLanguage(of: item.path))
        }
        return content(text, in: foreign(translation.language))
    }

    /// What an output is called: the words of the same link in the translation, else its own.
    func title(of output: Output, of item: Item) -> String {
        let outputs = translation(of: item.path)?.items[item.key]?.state.fields.outputs
        return outputs?.first { $0.path == output.path && $0.url == output.url }?.title ?? output.title
    }

    /// Whoever signed the item off cannot have read its translation.
    func isTranslationLater(thanSignOffsOf item: Item) -> Bool {
        guard let translated = translation(of: item.path)?.items[item.key] else { return false }
        return report.isTranslation(translated, laterThanSignOffsOf: item)
    }

    private func content(_ text: String, in language: String?, linkedTo address: Address? = nil) -> HTML {
        guard let address else { return bdi(.lang(language)) { named(text) } }
        return a(.href(address)) { bdi(.lang(language)) { named(text) } }
    }
}

/// What the page of a checklist says of its language.
struct TranslationNotices {
    let pages: Pages
    let checklist: Checklist

    private var words: TranslationWords { pages.words.translations }
    private var ownLanguage: String { pages.shared.translations.language(of: checklist.path) }

    @HTMLBuilder var html: HTML {
        if pages.translation(of: checklist.path) != nil {
            if checklist.items.contains(where: { !$0.state.fields.asked.isEmpty || !$0.signOffs.isEmpty }) {
                p(.class("notice")) { words.signOffsCoverOriginal([.language: original]) }
            }
        } else if primary(ownLanguage) != primary(pages.language) {
            p(.class("notice")) { words.notTranslated([.language: languageName]) }
        }
    }

    private func primary(_ tag: String) -> String { tag.split(separator: "-").first.map { $0.lowercased() } ?? "" }

    private var languageName: HTML { bdi(.lang(ownLanguage)) { pages.name(ofLanguage: ownLanguage) } }

    /// The name of the language, linked to the page that shows the original.
    private var original: HTML {
        guard let file = pages.names[checklist.path],
            let language = pages.languages.first(where: { $0.lowercased() == ownLanguage.lowercased() })
        else { return languageName }
        return a(.href(pages.address(of: file, in: language)), .hreflang(language)) { languageName }
    }
}
