import Checklists
import Foundation
import Git
import Scaffolding

/// Asks on a terminal what flags have not said, one line a question, its default in brackets.
struct InitQuestions {
    /// The next line that was typed, without its end; nil at the end of input (^D).
    let readLine: () -> String?
    let say: (String) -> Void
    /// `Name <e-mail>` of whoever sits there, where git knows.
    let user: String?

    /// Completes what is known of a new project.
    func complete(_ request: inout InitRequest, relativeTo base: String) throws {
        if request.title == nil {
            let title = try ask("Title of the project")
            guard !title.isEmpty else { throw Failure("a project needs a title; nothing was made") }
            request.title = title
        }
        if request.organisation == nil {
            request.organisation = try ask("Organisation that runs it", or: "none") { $0 }
        }
        if request.systems == nil {
            request.systems = try ask("Systems to be integrated, with commas between them", or: "none") {
                _ = try TargetSystem.all(named: InitRequest.words($0))
                return InitRequest.words($0)
            }
        }
        if request.languages == nil {
            let known = ProjectTemplate.builtIn.first { $0.name == request.templateName }?.languages ?? []
            let hint = known.isEmpty ? "" : " (texts: \(known.joined(separator: ", ")))"
            let tags = try ask("Languages, that of the texts first\(hint)", or: "en") { text in
                let tags = InitRequest.words(text)
                if let other = tags.first(where: { !InitRequest.isLanguageTag($0) }) {
                    throw Failure("\"\(other)\" is not a language tag such as en, fr or km")
                }
                return tags
            }
            request.languages = tags ?? ["en"]
        }
        if request.forge == nil {
            let names = InitOptions.ForgeChoice.allValueStrings.joined(separator: ", ")
            let forge = try ask("Where the repository will live (\(names))", or: "github") { text in
                guard let forge = InitOptions.ForgeChoice(rawValue: text.lowercased()) else {
                    throw Failure("\"\(text)\" is none of \(names)")
                }
                return forge
            }
            request.forge = forge ?? .github
        }
        if request.people == nil {
            request.people = try people(for: ScaffoldDraft.roles(of: try request.template(relativeTo: base)))
        }
    }

    /// Whether to go on with what was shown.
    func confirm() throws {
        let goesOn = try ask("Go on", or: "yes") { text -> Bool in
            switch text.lowercased() {
            case "y", "yes": return true
            case "n", "no": return false
            default: throw Failure("answer yes or no")
            }
        }
        guard goesOn ?? true else { throw Failure("stopped; nothing was made") }
    }

    // MARK: People

    private func people(for roles: [Role]) throws -> [String] {
        say("Who holds which role? Write Name <e-mail>, or the name again for a further role.\n")
        var people: [NewPerson] = []
        let user = user.flatMap { (try? NewPerson("\($0): role")) != nil ? $0 : nil }
        for (index, role) in roles.enumerated() {
            let own = index == 0 ? user : nil
            let answer = try ask("  \(role.title ?? role.key)", or: own ?? "nobody yet") { text in
                try person(text, role: role.key, among: people)
            }
            let byDefault = try own.map { try NewPerson("\($0): \(role.key)") }
            guard let person = answer ?? byDefault else { continue }
            people.append(person)
        }
        let byAddress = Dictionary(grouping: people, by: \.email)
        return people.map(\.email).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .compactMap { byAddress[$0] }.map { held in
                let person = held[0]
                return "\(person.name) <\(person.email)> \(person.handle ?? ""): "
                    + held.flatMap(\.roles).joined(separator: ", ")
            }
    }

    private func person(_ text: String, role: String, among known: [NewPerson]) throws -> NewPerson {
        let word = text.lowercased()
        if let same = known.first(where: { [$0.name.lowercased(), $0.email.lowercased()].contains(word) }) {
            return try NewPerson("\(same.name) <\(same.email)> \(same.handle ?? ""): \(role)")
        }
        guard let person = try? NewPerson("\(text): \(role)") else {
            throw Failure("\"\(text)\" is not written as Name <e-mail>")
        }
        return person
    }

    // MARK: One question

    private func ask(_ question: String) throws -> String {
        say("\(question): ")
        guard let line = readLine() else {
            say("\n")
            throw Failure("no more answers; nothing was made")
        }
        return line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Asks until the answer can be used; nil for the default.
    private func ask<Answer>(
        _ question: String, or standard: String, _ read: (String) throws -> Answer
    ) throws -> Answer? {
        while true {
            let line = try ask("\(question) [\(visible(standard))]")
            if line.isEmpty || line == standard { return nil }
            do {
                return try read(line)
            } catch {
                say("\(visible("\(error)")).\n")
            }
        }
    }
}
