/// The names and addresses that a project's `.mailmap` gives to people (gitmailmap(5)). For display only.
///
/// Read here rather than by libgit2, whose matching minds the case of names and addresses; git's does not.
package struct Mailmap: Sendable {
    private struct Person {
        var name: String?
        var email: String?
    }

    private struct Entry {
        /// For every name that commits were made under.
        var person = Person()
        /// For particular names, ASCII letters folded.
        var byName: [String: Person] = [:]
    }

    /// By address in commits, ASCII letters folded.
    private var entries: [String: Entry] = [:]

    /// Reads the content of a `.mailmap`; lines that are not entries are left out.
    package init(_ bytes: [UInt8]) {
        let text = TextEncoding(label: nil)
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            guard let (first, rest) = Self.nameAndEmail(line), !first.email.isEmpty else { continue }
            let second = Self.nameAndEmail(rest)?.parts
            add(
                new: Person(name: first.name.map(text.decode), email: second == nil ? nil : text.decode(first.email)),
                oldName: second?.name.map(text.decode), oldEmail: text.decode(second?.email ?? first.email))
        }
    }

    /// Name and address to show for those in a commit.
    package func resolve(name: String, email: String) -> (name: String, email: String) {
        guard let entry = entries[Self.folded(email)] else { return (name, email) }
        let person = entry.byName[Self.folded(name)] ?? entry.person
        return (person.name ?? name, person.email ?? email)
    }

    private mutating func add(new: Person, oldName: String?, oldEmail: String) {
        let email = Self.folded(oldEmail)
        if let oldName {
            entries[email, default: Entry()].byName[Self.folded(oldName)] = new
        } else {
            if let name = new.name { entries[email, default: Entry()].person.name = name }
            if let address = new.email { entries[email, default: Entry()].person.email = address }
        }
    }

    private typealias Parts = (name: ArraySlice<UInt8>?, email: ArraySlice<UInt8>)

    /// The next `Name <e-mail>` of a line, the name nil when there is none, and what follows.
    private static func nameAndEmail(_ text: ArraySlice<UInt8>) -> (parts: Parts, rest: ArraySlice<UInt8>)? {
        guard let open = text.firstIndex(of: UInt8(ascii: "<")),
            let close = text[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let name = text[..<open].trimmed
        return ((name.isEmpty ? nil : name, text[(open + 1)..<close]), text[(close + 1)...])
    }

    private static func folded(_ text: String) -> String {
        String(decoding: text.utf8.map(\.lowercased), as: UTF8.self)
    }
}
