import Checklists
import Resources
import Yams

/// Every word of the interface in one language: `site/locales/LANGUAGE.yml`, key by key.
///
/// Sentences are whole phrases with gaps, never glued from pieces, so that another language can order them its own way.
struct Words: Sendable, Decodable {
    /// BCP 47 tag of these words, and the language's own name.
    let language, name: String

    // MARK: Dates, numbers, lists

    let date: Phrase
    let months: [String]
    /// Between remarks that stand side by side, with its space.
    let comma: String
    let numbers: Numbers
    let lists: Lists

    struct Numbers: Sendable, Decodable {
        let separator, decimal: String
        /// Numbers of fewer digits are not set apart.
        let digits: Int
    }

    /// CLDR, "List Patterns".
    struct Lists: Sendable, Decodable {
        let pair, middle, end: Phrase
    }

    // MARK: Around every page

    let skip, mainNavigation, furtherNavigation, breadcrumb, languages, onThisPage, overview, data, propose: String
    let historyTruncated, includesWorktree: String
    let pageTitle, footer, generator, template, historyBefore: Phrase

    // MARK: Where things stand

    let noItems, byStatus, shortStanding, shortSigned: Phrase
    let exampleItem, noItemApplies: String
    let allFinished, allDone, noneFinished, someFinished, someDone, overdueToo, itemCount, checklistCount: Plural
    let statuses: Table<Status, String>
    let statusCounts: Table<Status, Plural>

    // MARK: Overview

    let checklists, allChecklists, checklist, phase, folder, itemsColumn, total, draft, rootFolder: String
    let attention, nothingToAttend, nothingLate, reopenedGroup, rolesHeldByNobody, latestChanges, allChanges,
        noChanges: String
    let inChecklist, dueOn, ownedBy, awaitedFrom, moreIn, moreInMany: Phrase

    // MARK: An item

    let overdue, owner, due, reason, note, external, noSuchFile, edit: String
    let outputs: Plural
    let inRepository, completed, bornTicked, reopened, excluded, commit, theCommit, image: Phrase
    let completedUncommitted, reopenedUncommitted, excludedUncommitted, completedUnknown, noSignOffAsked: String
    let recognised, otherItems, notAllShown, unnamed, untitled, tableLabel, footnotes, details: String
    let backToReference: Phrase
    let alerts: Table<AlertKind, String>
    let fileKinds: Table<FileKind, String>
    let namedFileKind: Phrase
    let signOffs: SignOffWords
    let search: SearchWords
    let translations: TranslationWords

    // MARK: History and changes

    let history, eventLine, eventOfCommit, eventUncommitted: Phrase
    let inferred: String
    let events: EventWords
    let changes, changesLead, changesByYear, notCommitted: String
    let changesIn, clock, changeLine, changeUnderDay, changeUncommitted, changesOmitted, andMore, formerlyIn,
        feedTitle: Phrase
    let earlierChanges: Plural
    let feed: String

    // MARK: Further pages

    let outstanding: OutstandingWords
    let documents: DocumentWords
    let files: FileWords
    let people: PeopleWords
    let handOver: HandOverWords
    let notFound: NotFoundWords
    let charts: ChartWords
    let tables: TableWords

    struct NotFoundWords: Sendable, Decodable {
        let title, lead: String
    }
    let reading: ReadingWords
    let versions: VersionWords
    let diagrams: DiagramWords
}

extension Words {
    static let english = Words(language: "en")

    /// Tags of the languages that the interface speaks.
    static let available: [String] = EmbeddedFiles.site.compactMap { file in
        guard file.path.hasPrefix("locales/"), file.path.hasSuffix(".yml") else { return nil }
        return String(file.path.dropFirst("locales/".count).dropLast(".yml".count))
    }

    /// The name of a language in itself; nil for one that the interface does not speak.
    static func name(ofLanguage tag: String) -> String? {
        let words = Words(for: tag)
        return words.speaks(tag) ? words.name : nil
    }

    /// Whether these are words of a language, whatever the region.
    func speaks(_ tag: String) -> Bool { tag.split(separator: "-").first?.lowercased() == language }

    /// The words for a content language: those of the language, whatever the region; English where there are none.
    init(for tag: String) {
        let language = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
        self = language == "en" ? .english : Words(language: Self.available.contains(language) ? language : "en")
    }

    private init(language: String) {
        let path = "locales/\(language).yml"
        guard let file = EmbeddedFiles.site.first(where: { $0.path == path }) else {
            preconditionFailure("\(path) is not embedded")
        }
        do {
            self = try Words(yaml: file.text, language: language)
        } catch {
            preconditionFailure("\(path): \(error)")
        }
    }

    /// Throws where a key is missing, and where a phrase has gaps or plural categories that it must not have.
    init(yaml: String, language: String) throws {
        var information: [CodingUserInfoKey: any Sendable] = [:]
        if let key = Plural.languageKey { information[key] = language }
        // Words are all there is: no tags to look for, and no environment to ask for the encoding.
        let node = try Yams.compose(yaml: yaml, .basic, .default, .utf8) ?? ""
        self = try YAMLDecoder(encoding: .utf8).decode(Words.self, from: node, userInfo: information)
    }
}

/// What a language does to numbers, days and lists.
extension Words {
    /// "4 March 2027".
    func day(_ day: Day) -> String {
        let month = months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)
        return date.text([.day: String(day.day), .month: month, .year: String(day.year)])
    }

    /// "14,700".
    func number(_ number: Int) -> String {
        let digits = Array(String(number))
        guard digits.count >= numbers.digits else { return String(digits) }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += numbers.separator }
            result.append(digit)
        }
        return result
    }

    /// "a, b and c".
    func list(_ parts: [HTML]) -> HTML {
        guard let last = parts.last, var result = parts.first else { return HTML() }
        guard parts.count > 2 else { return parts.count == 1 ? result : lists.pair([.first: result, .last: last]) }
        for part in parts[1..<(parts.count - 1)] { result = lists.middle([.first: result, .last: part]) }
        return lists.end([.first: result, .last: last])
    }

    /// The same as text.
    func list(_ parts: [String]) -> String {
        guard let last = parts.last, var result = parts.first else { return "" }
        guard parts.count > 2 else {
            return parts.count == 1 ? result : lists.pair.text([.first: result, .last: last])
        }
        for part in parts[1..<(parts.count - 1)] { result = lists.middle.text([.first: result, .last: part]) }
        return lists.end.text([.first: result, .last: last])
    }

    /// What kind of file a name's extension stands for.
    func fileKind(of path: String) -> String {
        let (kind, name) = FileKind.named(by: path)
        guard let name else { return fileKinds[kind] }
        return namedFileKind.text([.name: name, .what: fileKinds[kind]])
    }
}

/// Kinds of files that readers know by a word.
enum FileKind: String, CaseIterable, Sendable {
    case markdown, bpmn, csv, spreadsheet, text, presentation, image, other

    /// By the extension of a path; with the extension's own name where that says more.
    static func named(by path: String) -> (FileKind, name: String?) {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (.other, nil) }
        let suffix = name[name.index(after: dot)...].lowercased()
        return switch suffix {
        case "md", "markdown": (.markdown, nil)
        case "bpmn": (.bpmn, nil)
        case "csv", "tsv", "tab": (.csv, nil)
        case "xls", "xlsx", "ods": (.spreadsheet, nil)
        case "doc", "docx", "odt": (.text, nil)
        case "ppt", "pptx", "odp": (.presentation, nil)
        case "png", "jpg", "jpeg", "gif", "svg", "webp": (.image, suffix.uppercased())
        default: (.other, isWord(suffix) ? suffix.uppercased() : nil)
        }
    }

    private static func isWord(_ suffix: String) -> Bool {
        (1...8).contains(suffix.utf8.count)
            && suffix.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }
}
