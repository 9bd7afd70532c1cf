import Checklists
import Foundation

/// What a team says about its project: by flags or by answering questions.
package struct ScaffoldAnswers: Sendable {
    /// On one line.
    package let title: String
    package var organisation: String?
    package var systems: [TargetSystem] = []
    /// BCP 47 tags, that of the texts first.
    package var languages: [String]
    package var forge: Forge.Kind?
    /// The branch into which changes go, where it is not `main`.
    package var branch: String?
    /// Address of the published site.
    package var siteAddress: String?
    package var people: [NewPerson] = []
    /// Items and phases that do not apply, with the reason.
    package var notApplicable: [(name: String, reason: String)] = []
    /// Items and phases that are left out.
    package var leftOut: [String] = []

    /// Throws when the title is empty.
    package init(title: String, languages: [String] = ["en"]) throws(ScaffoldProblem) {
        self.title = title.onOneLine
        self.languages = languages
        guard !self.title.isEmpty else { throw ScaffoldProblem("the title is empty") }
    }
}

/// A system that the project connects.
package struct TargetSystem: Hashable, Sendable {
    /// As people call it, on one line.
    package let name: String
    /// The part of ids that stands for it: `[a-z0-9-]`, at most 24 characters, so that there is room for what it is about.
    package let id: String

    /// Systems of these names, each with an id of its own: its name in small letters, else `system-` and its number.
    /// Throws for a name that is empty or there twice, in whatever case.
    package static func all(named names: [String]) throws(ScaffoldProblem) -> [TargetSystem] {
        var ids: Set<String> = []
        var seen: Set<String> = []
        var systems: [TargetSystem] = []
        for name in names.map(\.onOneLine) {
            guard !name.isEmpty else { throw ScaffoldProblem("a system has no name") }
            guard seen.insert(name.lowercased()).inserted else {
                throw ScaffoldProblem("the system \"\(name)\" is named twice")
            }
            let word = word(of: name, upTo: 24)
            let id = unused(word.isEmpty ? "system-\(systems.count + 1)" : word, &ids)
            systems.append(TargetSystem(name: name, id: id))
        }
        return systems
    }

    /// What templates speak of where no system is named.
    static func unnamed(in language: String?) -> TargetSystem {
        TargetSystem(name: language == "fr" ? "le système cible" : "the target system", id: "target")
    }
}

/// Somebody who holds roles from the beginning.
package struct NewPerson: Hashable, Sendable {
    package let name: String
    package let email: String
    /// The account's name at the forge with its `@`, for `CODEOWNERS`.
    package let handle: String?
    /// Keys of roles, or their titles, as written.
    package let roles: [String]

    /// Reads `Name <email>: role, role`, with `@account` behind the address where it is wanted.
    package init(_ text: String) throws(ScaffoldProblem) {
        let form = /([^<>]+)<([^<>\s@",;:\\]+@[^<>\s@",;:\\]+)>\s*(@[A-Za-z0-9][A-Za-z0-9._-]*)?\s*:(.*)/
        guard let match = text.onOneLine.wholeMatch(of: form), !match.1.onOneLine.isEmpty else {
            throw ScaffoldProblem("\"\(text.onOneLine)\" is not written as \"Name <e-mail>: role, role\"")
        }
        name = match.1.onOneLine
        email = String(match.2)
        handle = match.3.map(String.init)
        roles = match.4.split(separator: ",").map(\.onOneLine).filter { !$0.isEmpty }
        guard !roles.isEmpty else { throw ScaffoldProblem("\(name) holds no role: write it behind a colon") }
    }

    /// - Parameter who: `Name <email>`, with `@account` behind it where it is wanted.
    package init(_ who: String, role: String) throws(ScaffoldProblem) { try self.init(who + ": " + role) }

    init(name: String, email: String, handle: String?, roles: [String]) {
        (self.name, self.email, self.handle, self.roles) = (name, email, handle, roles)
    }
}

/// The words of a text in ASCII's small letters and digits, with hyphens between them; empty where it has none.
func word(of text: String, upTo maximum: Int) -> String {
    let plain = text.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil).lowercased()
    var words = plain.unicodeScalars.split {
        !$0.isASCII || !($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
    .map { String($0) }[...]
    var result = String(words.popFirst()?.prefix(maximum) ?? "")
    for word in words {
        guard result.count + 1 + word.count <= maximum else { break }
        result += "-" + word
    }
    return result
}

/// The text, with a number behind it where it is used already.
func unused(_ text: String, _ used: inout Set<String>) -> String {
    var (result, number) = (text, 1)
    while !used.insert(result).inserted {
        number += 1
        result = "\(text)-\(number)"
    }
    return result
}
