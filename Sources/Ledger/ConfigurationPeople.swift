import Checklists
import Yams

extension RulesReader {
    private static let personKeys = ["name", "names", "emails", "organisation", "roles", "keys"]

    mutating func readPeople(_ entry: YAMLMapping.Entry) -> [Located<Person>] {
        guard let entries = entry.value.entries else {
            tell(entry.line, "\"people\" is not a list of person keys, each with name, emails and roles")
            return []
        }
        return entries.compactMap { entry in
            guard isKey(entry, of: "a person") else { return nil }
            guard let fields = entry.value.entries else {
                tell(entry.line, "the person \"\(entry.key)\" is not followed by name, emails and roles")
                return nil
            }
            var person = Person(key: entry.key)
            for field in fields { take(field, into: &person) }
            if person.emails.isEmpty {
                tell(
                    entry.line, .personWithoutEmail, "the person \"\(entry.key)\" has no e-mail address",
                    advice: "List the addresses their commits carry under \"emails:\"; no commit is known as theirs.")
            }
            return Located(value: person, line: entry.line)
        }
    }

    private mutating func take(_ field: YAMLMapping.Entry, into person: inout Person) {
        switch field.key {
        case "name", "names":
            person.names += field.value.elements.compactMap { line($0, "a name of \"\(person.key)\"") }
        case "organisation": person.organisation = line(field.value, "the organisation of \"\(person.key)\"")
        case "emails":
            person.emails += field.value.elements.compactMap { readEmail($0, of: person.key) }
        case "roles": person.roles += field.value.elements.compactMap { readRole($0, of: person.key) }
        case "keys": person.publicKeys += readKeys(field, of: "\"\(person.key)\"").map(\.value)
        default: tellUnknown(field, of: "a person", known: Self.personKeys)
        }
    }

    private mutating func readEmail(_ node: Node, of person: String) -> String? {
        let line = node.mark?.line ?? 1
        guard let address = node.string, address.isMailAddress else {
            tell(
                line,
                "\"\(withoutEmailDomains(String((node.string ?? "").prefix(80))))\", listed for \"\(person)\", is not an e-mail address",
                advice: "Write it as git has it in their commits: name@host, without brackets and a display name.")
            return nil
        }
        if !address.utf8.allSatisfy({ $0 < 0x80 }) {
            tell(
                line, .unusualEmail,
                "\"\(withoutEmailDomains(address).prefix(80))\", listed for \"\(person)\", has letters that may look like others",
                advice: "If the address is written with a-z, type it anew.")
        }
        return address
    }

    private mutating func readRole(_ node: Node, of person: String) -> RoleTerm? {
        let line = node.mark?.line ?? 1
        guard let fields = node.mapping.map(\.count) == nil ? nil : node.entries else {
            guard let role = node.string else {
                tell(line, "a role of \"\(person)\" is neither a role's key nor { role: …, from: …, until: … }")
                return nil
            }
            return isDeclared(role, line: line) ? RoleTerm(role: role) : nil
        }
        let what = "a role of \"\(person)\""
        guard hasOnly(["role", "from", "until"], fields, what) else { return nil }
        guard let role = fields.first(where: { $0.key == "role" })?.value.string else {
            tell(line, "\(what) does not say which: { role: …, from: …, until: … }")
            return nil
        }
        guard isDeclared(role, line: line), let term = readTerm(fields, of: what) else { return nil }
        return RoleTerm(role: role, term: term)
    }

    /// Whether a grant has no key that is not known: it might have been meant to limit what is granted.
    private mutating func hasOnly(_ known: [String], _ fields: [YAMLMapping.Entry], _ what: String) -> Bool {
        let unknown = fields.filter { !known.contains($0.key) && !$0.key.hasPrefix("x-") }
        for field in unknown {
            tell(
                field.line, "\"\(field.key.prefix(80))\" is not a key of \(what), which is not granted",
                advice: "Known keys: \(known.joined(separator: ", ")).")
        }
        return unknown.isEmpty
    }

    // MARK: Public keys

    mutating func readKeys(_ entry: YAMLMapping.Entry, of owner: String) -> [Located<PublicKey>] {
        entry.value.elements.compactMap { node in
            let line = node.mark?.line ?? entry.line
            return readKey(node, of: "a key of \(owner)", line: line).map { Located(value: $0, line: line) }
        }
    }

    private mutating func readKey(_ node: Node, of what: String, line: Int) -> PublicKey? {
        guard node.mapping != nil, let fields = node.entries else {
            return checkedKey(node.string, what, line: line).map { PublicKey(text: $0) }
        }
        guard let text = checkedKey(fields.first { $0.key == "key" }?.value.string, what, line: line) else {
            return nil
        }
        var key = PublicKey(text: text)
        if let revoked = fields.first(where: { $0.key == "revoked" }) {
            // Whatever else is wrong with it, a key that somebody wanted revoked proves nothing.
            key.revoked = day(revoked, of: what) ?? Day(daysSince1970: -719_162)
        }
        let isClean = hasOnly(["key", "from", "until", "revoked"], fields, what)
        guard let term = readTerm(fields, of: what), isClean else { return key.revoked == nil ? nil : key }
        key.term = term
        return key
    }

    /// The text of a public key; nil, and told, for anything else. A private key is never repeated.
    private mutating func checkedKey(_ text: String?, _ what: String, line: Int) -> String? {
        let text = text ?? ""
        if text.contains("PRIVATE KEY") {
            tell(
                line, .privateKey, "\(what) is a private key",
                advice: "Everybody who can read the repository has it now: make a new one and list its public part.")
            return nil
        }
        guard let key = text.asPublicKey else {
            tell(
                line, "\(what) is neither an OpenSSH public key nor an armoured OpenPGP public key",
                advice: "An OpenSSH key is one line that begins with its type, such as ssh-ed25519; "
                    + "gpg --export --armor prints an OpenPGP key.")
            return nil
        }
        return key
    }

    // MARK: What two people have

    /// An address or key that two people list proves nothing of either, and is taken from both. The forge keeps its keys.
    mutating func withoutSharedProofs(_ people: [Located<Person>], forgeKeys: [Located<PublicKey>]) -> [Person] {
        let addresses = owners(of: people) { $0.emails.map(MailAddress.init) }
        let keys = owners(of: people) { $0.publicKeys.map(\.material) }
        let names = owners(of: people, by: \.names)
        let ofForge = Set(forgeKeys.map(\.value.material))
        return people.map { listed in
            var person = listed.value
            let (line, key) = (listed.line, person.key)
            person.emails.removeAll { email in
                guard let other = addresses[MailAddress(email)]?.first(where: { $0 != key }) else { return false }
                tell(
                    line, .sharedEmail,
                    "\"\(withoutEmailDomains(email))\" is listed for \"\(key)\" and for \"\(other)\", so it identifies neither",
                    advice: "Everybody needs an address of their own; commits with this one are nobody's.")
                return true
            }
            person.publicKeys.removeAll { publicKey in
                let other = keys[publicKey.material]?.first { $0 != key }.map { "\"\($0)\"" }
                guard let other = ofForge.contains(publicKey.material) ? "the forge" : other else { return false }
                tell(
                    line, .sharedKey, "a key of \"\(key)\" is listed for \(other), too, so it proves nothing",
                    advice: "Everybody needs a key of their own.")
                return publicKey.revoked == nil
            }
            for name in Set(person.names).sorted() {
                guard let other = names[name]?.first(where: { $0 != key }) else { continue }
                tell(
                    line, .sharedName,
                    "\"\(key)\" and \"\(other)\" are both called \"\(name)\"",
                    advice: "A trailer that gives a name without an address means neither.")
            }
            return person
        }
    }

    /// At most two people for each value that they list.
    private func owners<Value: Hashable>(
        of people: [Located<Person>], by values: (Person) -> [Value]
    ) -> [Value: [String]] {
        var owners: [Value: [String]] = [:]
        for person in people.map(\.value) {
            for value in Set(values(person)) where owners[value, default: []].count < 2 {
                owners[value, default: []].append(person.key)
            }
        }
        return owners
    }
}
