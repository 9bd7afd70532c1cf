/// A declared role: what checklists ask sign-offs of.
package struct Role: Hashable, Sendable {
    /// `[a-z0-9][a-z0-9._-]{0,63}`: what checklists write.
    package var key: String
    /// What readers see; nil where the configuration has none.
    package var title: String?
    /// The title by language tag in lower case, where the configuration has it in several.
    package var titles: [String: String]

    package init(key: String, title: String? = nil, titles: [String: String] = [:]) {
        self.key = key
        self.title = title
        self.titles = titles
    }
}

extension [String: String] {
    /// What a text by language is in one: for its tag, else for the language whatever the region.
    package func text(in tag: String) -> String? {
        let tag = tag.lowercased()
        return self[tag] ?? tag.split(separator: "-").first.flatMap { self[String($0)] }
    }
}

/// The days on which a role or a key holds. Both ends count; nil is open. Days are compared in UTC.
package struct Term: Hashable, Sendable {
    package var from: Day?
    package var until: Day?

    package static let always = Term()

    package init(from: Day? = nil, until: Day? = nil) {
        self.from = from
        self.until = until
    }

    package func contains(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let until, day > until { return false }
        return true
    }
}

/// A role that a person holds, and when.
package struct RoleTerm: Hashable, Sendable {
    package var role: String
    package var term: Term

    package init(role: String, term: Term = .always) {
        self.role = role
        self.term = term
    }
}

/// A public key as `countersign.yml` lists it. Nothing of it has been checked but that it looks like one.
package struct PublicKey: Hashable, Sendable {
    /// An OpenSSH public key line, or an armoured OpenPGP public key.
    package var text: String
    package var term: Term
    /// The day from which the key is revoked.
    package var revoked: Day?

    package init(text: String, term: Term = .always, revoked: Day? = nil) {
        self.text = text
        self.term = term
        self.revoked = revoked
    }
}

/// Somebody who may hold roles.
package struct Person: Hashable, Sendable {
    /// Names the person in the data: `[a-z0-9][a-z0-9._-]{0,63}`.
    package var key: String
    /// The name to show first, then other spellings. May be empty.
    package var names: [String]
    /// As written. Nobody else of the same configuration has one of them.
    package var emails: [String]
    package var organisation: String?
    package var roles: [RoleTerm]
    package var publicKeys: [PublicKey]

    package init(
        key: String, names: [String] = [], emails: [String] = [], organisation: String? = nil, roles: [RoleTerm] = [],
        publicKeys: [PublicKey] = []
    ) {
        self.key = key
        self.names = names
        self.emails = emails
        self.organisation = organisation
        self.roles = roles
        self.publicKeys = publicKeys
    }
}

/// An e-mail address as people are known by it: byte for byte, but for the case of ASCII letters (SPEC section 4).
///
/// Not a `String`: Swift holds differently encoded accents for equal, git and mail servers do not.
package struct MailAddress: Hashable, Sendable {
    private let bytes: [UInt8]

    package init(_ address: String) {
        bytes = address.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}

/// What one `countersign.yml` says of people, roles and proof: what is in force for the commits it applies to.
///
/// Where no file was in force, or one that cannot be read, there are no rules, and nobody holds a role.
package struct Rules: Hashable, Sendable {
    package let roles: [Role]
    package let people: [Person]
    package let policy: Policy
    /// Keys with which the forge signs what people do in its web pages.
    package let forgeKeys: [PublicKey]
    /// Positions in `people`; nil for an address of two people, which identifies neither.
    private let personByAddress: [MailAddress: Int?]
    private let personByName: [String: Int?]

    package init(
        roles: [Role] = [], people: [Person] = [], policy: Policy = Policy(), forgeKeys: [PublicKey] = []
    ) {
        self.roles = roles
        self.people = people
        self.policy = policy
        self.forgeKeys = forgeKeys
        personByAddress = Self.index(people) { $0.emails.map(MailAddress.init) }
        personByName = Self.index(people, by: \.names)
    }

    private static func index<Key>(_ people: [Person], by keys: (Person) -> [Key]) -> [Key: Int?] {
        var index: [Key: Int?] = [:]
        for (position, person) in people.enumerated() {
            for key in Set(keys(person)) { index[key] = .some(index[key] == nil ? position : nil) }
        }
        return index
    }

    /// The one person with this address, as a commit has it; never through `.mailmap`.
    package func person(at address: String) -> Person? {
        personByAddress[MailAddress(address)].flatMap(\.self).map { people[$0] }
    }

    /// Whom a trailer means: the person with its address; where it has none, the only one of that name.
    package func person(_ mention: Mention) -> Person? {
        if let email = mention.email { return person(at: email) }
        return personByName[mention.name].flatMap(\.self).map { people[$0] }
    }

    /// The declared roles that a person of these rules holds on a day.
    package func roles(of person: Person, on day: Day) -> Set<String> {
        Set(person.roles.filter { $0.term.contains(day) }.map(\.role)).intersection(roles.map(\.key))
    }
}
