import Checklists
import Yams

/// Reads what `countersign.yml` says of roles, people, policy and keys.
///
/// What is wrong is told and left out, and never gives anybody more than was meant: a role whose days cannot be read is
/// not held at all, a policy that cannot be read asks for as much as any could.
struct RulesReader {
    private(set) var diagnostics: [Diagnostic] = []
    /// Keys of the declared roles.
    private(set) var roles: Set<String> = []
    /// The project's first.
    private var language = "en"

    mutating func rules(from mapping: YAMLMapping) -> Rules {
        language = mapping.entries.first { $0.key == "languages" }?.value.words?.first ?? "en"
        func value(_ key: String) -> YAMLMapping.Entry? { mapping.entries.first { $0.key == key } }
        let declared = value("roles").map { readRoles($0) } ?? []
        roles = Set(declared.map(\.key))
        let forgeKeys = value("forge-keys").map { readKeys($0, of: "the forge") } ?? []
        let listed = value("people").map { readPeople($0) } ?? []
        return Rules(
            roles: declared, people: withoutSharedProofs(listed, forgeKeys: forgeKeys),
            policy: readPolicy(of: mapping), forgeKeys: forgeKeys.map(\.value))
    }

    /// Something read, and where: for what is wrong only beside something else.
    struct Located<Value> {
        var value: Value
        var line: Int
    }

    // MARK: Roles

    private mutating func readRoles(_ entry: YAMLMapping.Entry) -> [Role] {
        guard let entries = entry.value.entries else {
            tell(entry.line, "\"roles\" is not a list of role keys with titles")
            return []
        }
        return entries.compactMap { role in
            guard isKey(role, of: "a role") else { return nil }
            guard let fields = role.value.entries else {
                tell(role.line, "the role \"\(role.key)\" is not followed by { title: … }")
                return Role(key: role.key)
            }
            for unknown in fields where unknown.key != "title" {
                tellUnknown(unknown, of: "a role", known: ["title"])
            }
            let title = fields.first { $0.key == "title" }.flatMap { wording($0.value, "the title of a role") }
            return Role(key: role.key, title: title?.base, titles: title?.byLanguage ?? [:])
        }.sorted { $0.key < $1.key }
    }

    // MARK: Values that several places have

    /// Days, and whatever else stands beside a role or a key. nil, and told, if a day cannot be read: it might have been
    /// meant to end what is granted here.
    mutating func readTerm(_ fields: [YAMLMapping.Entry], of what: String) -> Term? {
        var term = Term.always
        for field in fields where field.key == "from" || field.key == "until" {
            guard let day = day(field, of: what) else { return nil }
            if field.key == "from" { term.from = day } else { term.until = day }
        }
        if let from = term.from, let until = term.until, from > until {
            tell(fields.first?.line ?? 1, "\(what) is from \(from) until \(until): it never holds")
            return nil
        }
        return term
    }

    mutating func day(_ field: YAMLMapping.Entry, of what: String) -> Day? {
        if let day = field.value.string.flatMap({ Day($0) }) { return day }
        tell(
            field.line, "\"\(field.key)\" of \(what) is not a day",
            advice: "Write it as YYYY-MM-DD: 2027-03-31. Until then, it counts as if nothing were granted here.")
        return nil
    }

    /// One line of text that can be shown as it is; nil, and told, for anything else. Nothing at all is nil.
    mutating func line(_ node: Node, _ what: String) -> String? {
        guard let text = node.string else {
            tell(node.mark?.line ?? 1, "\(what) is not one line of text")
            return nil
        }
        guard !node.isNull, !text.isEmpty else { return nil }
        guard !text.hasDeceptiveCharacters else {
            tell(
                node.mark?.line ?? 1, "\(what), \"\(text.prefix(80))\", has invisible characters",
                advice: "Type it anew, without control characters and marks of direction.")
            return nil
        }
        return text
    }

    /// The same for every language, where there are several.
    private mutating func wording(_ node: Node, _ what: String) -> Wording? {
        guard node.mapping != nil else { return line(node, what).map { Wording($0) } }
        guard let wording = Wording(node, first: language) else {
            tell(node.mark?.line ?? 1, "\(what) is not \(Wording.form)")
            return nil
        }
        for (_, text) in wording.byLanguage.sorted(by: { $0.key < $1.key }) where text.hasDeceptiveCharacters {
            tell(
                node.mark?.line ?? 1, "\(what), \"\(text.prefix(80))\", has invisible characters",
                advice: "Type it anew, without control characters and marks of direction.")
            return nil
        }
        return wording
    }

    /// Whether a key may name a role or person: characters that cannot be taken for others.
    mutating func isKey(_ entry: YAMLMapping.Entry, of what: String) -> Bool {
        if isItemID(entry.key) { return true }
        tell(
            entry.line, "\"\(entry.key.prefix(80))\" cannot be the key of \(what)",
            advice: "A key is 1 to 64 of the characters a-z 0-9 . _ - and begins with a letter or digit. "
                + "Names and titles may have any letters.")
        return false
    }

    /// Whether a role is declared; told if not, with what follows from it.
    mutating func isDeclared(_ role: String, line: Int, effect: String? = nil) -> Bool {
        if roles.contains(role) { return true }
        // Comparing costs time: a file with thousands of mistakes gets no hints after the first hundred.
        let near = diagnostics.count < 100 ? nearest(to: role, among: roles.sorted().prefix(100)) : nil
        tell(
            line, .unknownRole, "\"\(role.prefix(80))\" is not a role of this configuration",
            advice: [near.map { "The nearest role is \"\($0)\"." } ?? "Declare it under \"roles:\".", effect]
                .compactMap(\.self).joined(separator: " "))
        return false
    }

    // MARK: Telling

    mutating func tell(_ line: Int, _ message: String, advice: String? = nil) {
        tell(line, .configurationValue, message, advice: advice)
    }

    mutating func tell(
        _ line: Int, _ rule: Diagnostic.Rule, _ message: String, advice: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(rule, path: Configuration.path, line: line, message: message, advice: advice, detail: message))
    }

    mutating func tellUnknown(
        _ entry: YAMLMapping.Entry, of what: String, known: [String], effect: String? = nil
    ) {
        guard !entry.key.hasPrefix("x-") else { return }
        let near = diagnostics.count < 100 ? nearest(to: entry.key, among: known) : nil
        tell(
            entry.line, .unknownConfigurationKey,
            "\"\(entry.key.prefix(80))\" is not a key of \(what)",
            advice: [
                near.map { "The nearest known key is \"\($0)\"." } ?? "Known keys: \(known.joined(separator: ", ")).",
                effect,
            ].compactMap(\.self).joined(separator: " "))
    }
}
