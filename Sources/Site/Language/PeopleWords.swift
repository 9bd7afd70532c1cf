/// The words of the page on people and roles.
struct PeopleWords: Sendable, Decodable {
    let title, lead, leadOfWork, none, roles, people, others, othersLead, otherOwners, otherOwnersLead: String
    let role, holders, asked, signed, awaited, organisation, holds, owns: String
    let from, until, fromUntil, roleInTerm, signedAs, more: Phrase
    let itemsOwned, signOffsMade, itemsCompleted: Plural
}
