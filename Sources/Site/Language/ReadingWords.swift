import Checklists

/// The words of the page that explains all others.
struct ReadingWords: Sendable, Decodable {
    let title, lead: String

    let statusesTitle, statusesLead, overdue: String
    let statuses: Table<Status, String>

    let evidenceTitle, evidenceLead: String
    let evidence: Table<Proof, Entry>
    let missingTitle, missingLead: String

    let statesTitle: String
    let states: Table<RegisterState, Entry>

    /// Parts that are nothing but paragraphs.
    let topics: Table<Topic, Text>
    let dataTitle, dataLead: String
    let feed: Phrase
    let files: Table<DataFile, String>

    /// What a sentence is, and what it means.
    struct Entry: Sendable, Decodable {
        let name, meaning: String
    }

    struct Text: Sendable, Decodable {
        let title: String
        let paragraphs: [String]
    }

    /// Part of the page, by its id.
    enum Topic: String, CaseIterable, Sendable {
        case covers, bornTicked = "born-ticked", inferred, history, dates, trust, change
    }
}

/// What a sign-off can be proven by: a sentence for each.
enum Proof: String, CaseIterable, Sendable {
    case verified, forge, author, committer
    case expiredKey = "expired-key"
    case unknownKey = "unknown-key"
    case unchecked, stated, nothing

    init(_ signOff: SignOff) {
        if signOff.signature.isAlarm {
            self = .nothing
            return
        }
        self =
            switch (signOff.evidence, signOff.signature) {
            case (.verified, _): .verified
            case (.forge, _): .forge
            case (.stated, _): .stated
            case (.authored, .committer): .committer
            case (.authored, .expiredKey): .expiredKey
            case (.authored, .unknownKey): .unknownKey
            case (.authored, .unchecked): .unchecked
            case (.authored, _): .author
            }
    }
}

/// A file of the site for people who count for themselves: what `status --format json`, `status --format csv` and
/// `audit --format csv` print, as it is.
package enum DataFile: String, CaseIterable, Sendable {
    case status = "data/status.json"
    case items = "data/items.csv"
    case signOffs = "data/sign-offs.csv"
}
