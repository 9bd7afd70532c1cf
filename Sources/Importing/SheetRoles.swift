import Checklists
import Ledger

/// Whom the words of a spreadsheet mean.
struct SheetRoles {
    /// By key and by title in any language, folded.
    private var roles: [String: String] = [:]
    private let keys: Set<String>
    /// Keys and names, folded.
    private var people: Set<String> = []
    /// Roles to declare: keys by title.
    private(set) var missing: [(key: String, title: String)] = []
    private var keysByTitle: [String: String] = [:]
    private var used: Set<String>

    init(_ rules: Rules) {
        keys = Set(rules.roles.map(\.key))
        used = keys
        for role in rules.roles {
            for name in [role.key, role.title ?? ""] + role.titles.values where !name.isEmpty {
                roles[folded(name)] = roles[folded(name)] ?? role.key
            }
        }
        for person in rules.people { people.formUnion(([person.key] + person.names).map(folded)) }
    }

    var declared: Set<String> { keys }

    func declaredRole(_ words: String) -> String? {
        keys.contains(words) ? words : folded(words).isEmpty ? nil : roles[folded(words)]
    }

    /// What stands behind `Owner:` for a cell: the keys of roles, and people as they are called. Several are parted as
    /// `check` parts them.
    mutating func owner(_ line: String) -> String? {
        if let known = known(line) { return known }
        let parts = line.replacing(" and ", with: ",").split { ",;/&+".contains($0) }.map {
            ImportText.line(of: String($0))
        }
        let names = parts.filter { !$0.isEmpty }.map { known($0) ?? key(for: $0) }
        var seen: Set<String> = []
        let owners = names.filter { seen.insert($0).inserted }
        return owners.isEmpty ? nil : owners.joined(separator: ", ")
    }

    private func known(_ words: String) -> String? {
        declaredRole(words) ?? (people.contains(folded(words)) ? words : nil)
    }

    /// A role that is to be declared, as `Owner:` names it. Words without Latin letters stay as they are: a key made of them
    /// would say nothing, and an owner is found by the title of the role as well.
    private mutating func key(for words: String) -> String {
        let key = undeclaredRole(words)
        return folded(words).utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ? key : words
    }

    /// The key that a role of this title is to be declared with.
    mutating func undeclaredRole(_ words: String) -> String {
        let name = folded(words)
        if let known = keysByTitle[name] { return known }
        let hasLatin = name.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        let base = hasLatin ? slug(of: words) : "role"
        var key = isItemID(words) ? words : base
        var number = 1
        while !used.insert(key).inserted {
            number += 1
            key = "\(base)-\(number)"
        }
        keysByTitle[name] = key
        missing.append((key, words))
        return key
    }
}
