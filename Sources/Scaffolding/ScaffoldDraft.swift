import Checklists
import Foundation
import Git
import Ledger

/// The files of a new project: a template with everything that its team said about it.
package struct ScaffoldDraft {
    /// Sorted by path.
    package let files: [NewFile]
    /// Keys of the template's roles.
    package let roles: [String]
    private let people: [NewPerson]
    private let forge: Forge.Kind?

    /// Whether somebody holds a role from the beginning.
    package var hasPeople: Bool { !people.isEmpty }

    /// Those roles that items ask to sign off, of the person with this address.
    package func approvingRoles(of email: String) -> [String] {
        let person = people.first { MailAddress($0.email) == MailAddress(email) }
        guard let person else { return [] }
        let asked = files.compactMap { MarkdownFile($0) }.flatMap { file in
            (file.frontMatterWords("sign-off") ?? []).map(\.text) + file.items(roles: roles).flatMap(\.fields.asked)
        }
        return person.roles.filter(asked.contains)
    }

    /// Works out the files. Throws for answers that do not fit the template: a role, an item or a phase that it does not have.
    package init(_ template: ProjectTemplate, _ answers: ScaffoldAnswers) throws {
        var files = try Self.filled(template, answers, people: [])
        let configuration = try Self.configuration(of: files)
        roles = configuration.roles
        forge = answers.forge
        let people = try Self.people(answers.people, in: configuration)
        self.people = people
        if !people.isEmpty {
            let lead = try Self.roles(of: template).first?.key
            files = try Self.filled(template, answers, people: people, lead: lead)
        }
        let rules = try Self.configuration(of: files).rules
        if let lost = people.first(where: { rules.person(at: $0.email) == nil }) {
            throw ScaffoldProblem(
                "\(lost.name) cannot be added: \(Configuration.path) of the template lists people of its own")
        }
        files = try Tailoring(files, roles: roles, systems: answers.systems)
            .tailored(leavingOut: answers.leftOut, notApplicable: answers.notApplicable)
        let own = Set(files.map(\.path))
        files += Self.forgeFiles(forge, people, files, roles).filter { !own.contains($0.path) }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        try refuseClashes()
    }

    /// What a project needs that has checklists of its own.
    package func settings(for checklists: [NewFile]) -> [NewFile] {
        files.filter { $0.path == Configuration.path }.map(ConfigurationText.withoutTemplate)
            + files.filter { $0.path == ".gitignore" }
            + Self.forgeFiles(forge, people, checklists, roles)
    }

    /// Where forges look for `CODEOWNERS`; any of them does.
    package static let placesOfCodeOwners = CodeOwners.places

    private static func forgeFiles(
        _ forge: Forge.Kind?, _ people: [NewPerson], _ files: [NewFile], _ roles: [String]
    ) -> [NewFile] {
        guard let forge else { return [] }
        let owners = CodeOwners(forge: forge, people: people).file(for: checklists(files, roles), roles: roles)
        return ProjectTemplate.files(of: forge) + [owners].compactMap(\.self)
    }

    /// The template's roles with the titles that readers see, in the order of its `countersign.yml`.
    package static func roles(of template: ProjectTemplate) throws -> [Role] {
        let files = try filled(template, try ScaffoldAnswers(title: "-"), people: [])
        let text =
            files.first { $0.path == Configuration.path }.map { String(decoding: $0.content, as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").map(\.onOneLine)
        func place(_ role: Role) -> Int { lines.firstIndex { $0.hasPrefix(role.key + ":") } ?? lines.count }
        return try configuration(of: files).rules.roles.sorted { (place($0), $0.key) < (place($1), $1.key) }
    }

    // MARK: Filling in

    private static func filled(
        _ template: ProjectTemplate, _ answers: ScaffoldAnswers, people: [NewPerson], lead: String? = nil
    ) throws(ScaffoldProblem) -> [NewFile] {
        let language = template.language
        let configuration = ConfigurationText(answers: answers, people: people, lead: lead, language: language)
        let organisation = answers.organisation?.onOneLine ?? ""
        let text = TemplateText(
            values: [
                "title": answers.title,
                "organisation": organisation.isEmpty
                    ? (language == "fr" ? "notre organisation" : "our organisation") : organisation,
            ],
            settings: configuration.settings,
            systems: answers.systems.isEmpty ? [.unnamed(in: language)] : answers.systems)
        var files: [NewFile] = []
        for file in template.files {
            guard let kind = TemplateText.Kind(path: file.path),
                let content = String(validating: file.content, as: UTF8.self)
            else {
                files.append(file)
                continue
            }
            let filled = try text.filled(content, in: file.path, as: kind)
            files.append(NewFile(path: file.path, content: Array(filled.utf8), isExecutable: file.isExecutable))
        }
        return configuration.completing(files, template)
    }

    private static func configuration(of files: [NewFile]) throws(ScaffoldProblem) -> Configuration {
        let file = files.first { $0.path == Configuration.path }
        do throws(ConfigurationError) {
            return try Configuration.read(String(decoding: file?.content ?? [], as: UTF8.self)).0
        } catch {
            throw ScaffoldProblem("\(Configuration.path) of the template cannot be used: \(error.description)")
        }
    }

    // MARK: People and files

    /// The people with keys for roles; a role is named by its key or its title.
    private static func people(_ people: [NewPerson], in configuration: Configuration) throws(ScaffoldProblem)
        -> [NewPerson]
    {
        var addresses: Set<MailAddress> = []
        var result: [NewPerson] = []
        for person in people {
            guard addresses.insert(MailAddress(person.email)).inserted else {
                throw ScaffoldProblem("\(person.email) is there twice: give all roles of a person in one place")
            }
            var roles: [String] = []
            for word in person.roles {
                let role = configuration.rules.roles.first {
                    ([$0.key, $0.title].compactMap(\.self) + $0.titles.values).contains {
                        $0.lowercased() == word.lowercased()
                    }
                }
                guard let role else {
                    throw ScaffoldProblem(
                        "\"\(word)\" is no role of the template. Roles: \(configuration.roles.joined(separator: ", "))")
                }
                if !roles.contains(role.key) { roles.append(role.key) }
            }
            result.append(NewPerson(name: person.name, email: person.email, handle: person.handle, roles: roles))
        }
        return result
    }

    private static func checklists(_ files: [NewFile], _ roles: [String]) -> [(path: String, owner: String)] {
        files.compactMap { file in
            guard let markdown = MarkdownFile(file), !markdown.items(roles: roles).isEmpty,
                let owner = markdown.frontMatterWords("owner")?.first?.text, roles.contains(owner)
            else { return nil }
            return (file.path, owner)
        }
    }

    /// What some file systems hold for one file, or a file where another has a folder.
    private func refuseClashes() throws(ScaffoldProblem) {
        var known: [String: String] = [:]
        for file in files {
            let folded = file.path.folded
            if let other = known.updateValue(file.path, forKey: folded) {
                throw ScaffoldProblem(
                    "\(other) and \(file.path) of the template are one file on many computers; rename one")
            }
        }
        for file in files {
            var folder = file.path.folded[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if let other = known[String(folder)] {
                    throw ScaffoldProblem(
                        "\(other) of the template is a file, and \(file.path) needs a folder of that name")
                }
            }
        }
    }
}

extension String {
    /// The same for names that file systems may hold for one: case, and ways to write accents.
    package var folded: String { precomposedStringWithCanonicalMapping.lowercased() }
}
