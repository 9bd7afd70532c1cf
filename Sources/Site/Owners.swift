import Checklists

/// Whom the field `Owner` of an item means.
enum Owner: Hashable {
    case role(String)
    case person(String)
    /// Neither a role nor a person of the configuration.
    case other(String)
}

extension Report {
    /// By key, by title in any language, or by one of a person's names.
    func owner(_ text: String) -> Owner {
        guard let rules else { return .other(text) }
        let role = rules.roles.first { $0.key == text || $0.title == text || $0.titles.values.contains(text) }
        if let role { return .role(role.key) }
        let person = rules.people.first { $0.key == text } ?? rules.person(Mention(name: text, email: nil))
        return person.map { .person($0.key) } ?? .other(text)
    }

    /// The people who hold a role on the report's day, in the order of the configuration.
    func holders(ofRole key: String) -> [Person] {
        rules?.people.filter { person in
            person.roles.contains { $0.role == key && $0.term.contains(asOf) }
        } ?? []
    }

    /// The organisation of who signed; nil where the title of the role says it already: "Ministry representative".
    func organisation(toTellOf signOff: SignOff) -> String? {
        guard let organisation = signOff.signer?.organisation else { return nil }
        let words = { (text: String) in
            " " + text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
        }
        return words(title(ofRole: signOff.role)).contains(words(organisation)) ? nil : organisation
    }

    /// What to call a person of the configuration.
    func name(of person: Person) -> String { person.names.first { !$0.isEmpty } ?? person.key }
}

extension Pages {
    /// The name of an owner as readers know it.
    func name(of owner: Owner) -> HTML {
        let text =
            switch owner {
            case .role(let key): nameText(report.title(ofRole: key), .role)
            case .person(let key): nameText(report.person(key).map(report.name(of:)) ?? key, .person)
            case .other(let text): nameText(text, .role)
            }
        return bdi { text }
    }

    /// Where what a role has to sign is listed.
    func address(of duty: RoleDuty) -> Address { Address(file: Site.outstandingFile, id: Self.id(ofRole: duty.role)) }

    func name(of person: Person) -> HTML { bdi { nameText(report.name(of: person), .person) } }
}
