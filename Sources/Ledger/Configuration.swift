import Checklists
import Yams

/// `countersign.yml` of one tree (SPEC: what a team writes).
package struct Configuration: Hashable, Sendable {
    package static let path = "countersign.yml"

    package var title: String?
    package var description: String?
    /// What these are in the project's languages, by tag in lower case, where the file says it.
    package var titles: [String: String] = [:]
    package var descriptions: [String: String] = [:]
    /// BCP 47 tags, the base language first.
    package var languages: [String] = ["en"]
    /// Address of the repository as written.
    package var repository: String?
    package var forge: Forge.Kind?
    /// The branch into which changes go, and which the forge's editor opens.
    package var branch = "main"
    /// Address of the published site, with a slash at its end.
    package var siteAddress: String?
    /// Where readers comment or ask.
    package var feedback: [Feedback] = []
    /// Folder of the repository that is laid over the built-in theme.
    package var theme: String?
    /// git pathspecs of files that may be checklists; empty means all.
    package var include: [String] = []
    package var exclude: [String] = []
    /// git pathspecs of documents that the site shows, whether or not an item names them.
    package var documents = ["docs", "guides", "outputs"]
    package var template: String?
    /// Roles, people, policy and forge keys: what is in force for the commits that this file applies to.
    package var rules = Rules()

    /// What `check` makes of findings, by the name of the rule.
    package private(set) var checks: [String: CheckSetting] = [:]
    /// Where each of them stands: 1-based lines by the name of the rule.
    package private(set) var checkLines: [String: Int] = [:]

    /// Keys of the declared roles, sorted.
    package var roles: [String] { rules.roles.map(\.key) }

    /// No configuration file: every default.
    package static let none = Configuration()
    private init() {}

    static let knownKeys = [
        "version", "title", "description", "languages", "repository", "forge", "include", "exclude", "documents",
        "roles", "people",
        "policy", "checks", "forge-keys", "url", "feedback", "theme", "template",
    ]

    /// Reads the text of a configuration. Throws when it is not readable at all; what is odd in it becomes diagnostics.
    package static func read(_ text: String) throws(ConfigurationError) -> (Configuration, [Diagnostic]) {
        let mapping: YAMLMapping
        do {
            mapping = try YAMLMapping(text)
        } catch {
            throw ConfigurationError(line: error.line, problem: error.message)
        }
        var configuration = Configuration()
        var diagnostics: [Diagnostic] = []
        let languages = mapping.entries.first { $0.key == "languages" }?.value.words ?? []
        for entry in mapping.entries {
            if let problem = configuration.take(entry, language: languages.first ?? "en") {
                diagnostics.append(problem)
            }
        }
        var reader = RulesReader()
        configuration.rules = reader.rules(from: mapping)
        let all = (diagnostics + reader.diagnostics).enumerated()
        return (
            configuration,
            all.sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
        )
    }

    /// What a configuration somewhere in history puts in force. nil where it cannot be read: then nobody holds a role.
    package static func rules(of text: String) -> Rules? { try? read(text).0.rules }

    /// - Parameter language: the project's first.
    private mutating func take(_ entry: YAMLMapping.Entry, language: String) -> Diagnostic? {
        let value = entry.value
        func expected(_ form: String) -> Diagnostic {
            Diagnostic(
                .configurationValue, path: Self.path, line: entry.line,
                message: "\"\(entry.key)\" is not \(form)", detail: entry.key)
        }
        switch entry.key {
        case "version":
            guard value.wholeNumber == 1 else { return expected("1, the only version this program reads") }
        case "title":
            guard let text = Wording(value, first: language) else { return expected(Wording.form) }
            (title, titles) = (text.base.isEmpty ? nil : text.base, text.byLanguage)
        case "description":
            guard let text = Wording(value, first: language) else {
                return expected("a text, or one for each language: { en: …, km: … }")
            }
            (description, descriptions) = (text.base.isEmpty ? nil : text.base, text.byLanguage)
        case "languages":
            guard let tags = value.words, !tags.isEmpty else {
                return expected("a list of language tags such as [en, km]")
            }
            // They become names of folders and of files.
            guard tags.allSatisfy(isLanguageTag) else {
                return expected(
                    "a list of language tags such as [en, km]; \"\(tags.first { !isLanguageTag($0) } ?? "")\" is none")
            }
            var known: Set<String> = []
            languages = tags.filter { known.insert($0.lowercased()).inserted }
        case "repository":
            guard let text = value.string else { return expected("a web address") }
            repository = text.isEmpty ? nil : text
        case "forge":
            let form = "{ kind: \(Forge.Kind.allCases.map(\.rawValue).joined(separator: " | ")), branch: NAME }"
            guard let mapping = value.mapping, mapping["kind"] != nil || mapping["branch"] != nil else {
                return expected(form)
            }
            if let kind = mapping["kind"] {
                guard let kind = kind.string.flatMap(Forge.Kind.init(rawValue:)) else { return expected(form) }
                forge = kind
            }
            if let branch = mapping["branch"] {
                guard let name = branch.string, !name.isEmpty else { return expected(form) }
                self.branch = name
            }
        case "url":
            guard let address = value.string.flatMap(publishedAddress) else { return expected("a web address") }
            siteAddress = address
        case "feedback":
            let entries = value.elements.map(Feedback.init)
            guard entries.allSatisfy({ $0 != nil }) else {
                return expected("a list of { title: …, url: \"https://…\" }")
            }
            feedback = entries.compactMap(\.self)
        case "theme":
            guard let path = value.string, isFolderPath(path) else {
                return expected("the path of a folder of this repository")
            }
            theme = path.split(separator: "/").joined(separator: "/")
        case "include":
            guard let globs = value.words else { return expected("a list of paths") }
            include = globs
        case "exclude":
            guard let globs = value.words else { return expected("a list of paths") }
            exclude = globs
        case "documents":
            guard let globs = value.words else { return expected("a list of paths") }
            documents = globs
        case "checks":
            guard let entries = value.entries else {
                return expected("a list of rules with off, note, warning or error")
            }
            for rule in entries {
                guard let setting = rule.value.string.flatMap(CheckSetting.init(word:)) else {
                    return Diagnostic(
                        .configurationValue, path: Self.path, line: rule.line,
                        message: "\"\(rule.key.prefix(80))\" under \"checks\" is not off, note, warning or error",
                        detail: rule.key)
                }
                checks[rule.key] = setting
                checkLines[rule.key] = rule.line
            }
        case "template":
            template = value.string ?? value.mapping.flatMap(Self.templateName)
        default: return unknownKey(entry)
        }
        return nil
    }

    /// A path from the root that stays in it.
    private func isFolderPath(_ text: String) -> Bool {
        let parts = text.split(separator: "/")
        return !parts.isEmpty && !text.hasPrefix("/") && !parts.contains("..") && !parts.contains(".")
            && !text.hasDeceptiveCharacters
    }

    private static func templateName(_ mapping: Node.Mapping) -> String? {
        guard let name = mapping["name"]?.string else { return nil }
        return [name, mapping["version"]?.string].compactMap(\.self).joined(separator: " ")
    }

    private func unknownKey(_ entry: YAMLMapping.Entry) -> Diagnostic? {
        guard !Self.knownKeys.contains(entry.key), !entry.key.hasPrefix("x-") else { return nil }
        let near = nearest(to: entry.key, among: Self.knownKeys)
        let advice =
            near.map { "The nearest known key is \"\($0)\"." }
            ?? "Known keys: \(Self.knownKeys.joined(separator: ", "))."
        return Diagnostic(
            .unknownConfigurationKey, path: Self.path, line: entry.line,
            message: "\"\(entry.key)\" is not a key of countersign.yml",
            advice: RulesReader.mayBePolicy(entry) ? "\(advice) \(RulesReader.strictPolicy)" : advice, detail: entry.key
        )
    }
}

extension Feedback {
    /// nil unless it has a title and a web address.
    fileprivate init?(_ node: Node) {
        guard let title = node.mapping?["title"]?.string, let url = node.mapping?["url"]?.string,
            !title.isEmpty, url.hasPrefix("https://") || url.hasPrefix("http://") || url.hasPrefix("mailto:")
        else { return nil }
        self.init(title: title, url: url)
    }
}

/// What a team makes of a rule of `check`. The strictest is the greatest.
package enum CheckSetting: Hashable, Sendable, Comparable {
    case off
    case severity(Diagnostic.Severity)

    /// As the configuration writes it.
    package init?(word: String) {
        // YAML reads a bare `off` as the word it is here; other readers make false of it.
        if word == "off" || word == "false" {
            self = .off
        } else if let severity = Diagnostic.Severity(rawValue: word) {
            self = .severity(severity)
        } else {
            return nil
        }
    }
}

/// A configuration that cannot be read: the whole project cannot be, either.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let problem: String

    package var description: String { "\(Configuration.path):\(line): the configuration cannot be read: \(problem)" }
}
