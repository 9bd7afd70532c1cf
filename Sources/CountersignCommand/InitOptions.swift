import ArgumentParser
import Checklists
import Foundation
import Ledger
import Scaffolding

/// What `init` is told about the project by flags.
struct InitOptions: ParsableArguments {
    @Option(help: "What the project is called.") var title: String?
    @Option(help: "Who runs the project; that of its lead in countersign.yml.") var organisation: String?
    @Option(help: ArgumentHelp("A system to be integrated; repeat for each.", valueName: "name")) var system: [String] =
        []
    @Option(help: ArgumentHelp("Language of the texts, a BCP 47 tag. (default: en)", valueName: "tag")) var language:
        String?
    @Option(
        help: ArgumentHelp(
            "Languages of the site, that of the texts first: en,fr. (default: that of the texts)", valueName: "tags"))
    var languages: String?
    @Option(help: "Where the repository will live. (default: none; github where it is asked for)")
    var forge: ForgeChoice?
    @Option(help: ArgumentHelp("Where the site will be published.", valueName: "address")) var siteURL: String?
    @Option(
        help: ArgumentHelp(
            "Who holds which roles: \"Name <e-mail>: role, role\"; \"Name <e-mail> @account: …\" for reviews. Repeat for each.",
            valueName: "who"))
    var person: [String] = []
    @Option(
        help: ArgumentHelp(
            "A template's name, or the path of a folder. (default: \(ProjectTemplate.defaultName))", valueName: "name"))
    var template: String?
    @Option(
        help: ArgumentHelp(
            "An item (by id) or phase (by number or file name) that does not apply: ID=\"reason\". Repeat for each.",
            valueName: "id=reason"))
    var notApplicable: [String] = []
    @Option(help: ArgumentHelp("An item or phase to leave out. Repeat for each.", valueName: "id"))
    var leaveOut: [String] = []

    enum ForgeChoice: String, CaseIterable, ExpressibleByArgument {
        case github, gitlab, forgejo, none
        var kind: Forge.Kind? { Forge.Kind(rawValue: rawValue) }
    }

    func validate() throws {
        if let title, title.allSatisfy(\.isWhitespace) { throw ValidationError("--title is empty") }
        for tag in languageTags ?? [] where !InitRequest.isLanguageTag(tag) {
            throw ValidationError("'\(tag)' is not a language tag such as en, fr or km")
        }
        if let siteURL, publishedAddress(siteURL) == nil {
            throw ValidationError(
                "--site-url \(visible(siteURL)) is not a web address such as https://team.example/site")
        }
        for exception in notApplicable where exception.firstIndex(of: "=") == nil {
            throw ValidationError("--not-applicable \(exception): write ID=\"reason\"")
        }
    }

    private var languageTags: [String]? {
        let listed = languages.map(InitRequest.words)
        guard let language else { return listed }
        return [language] + (listed ?? []).filter { $0 != language }
    }

    var request: InitRequest {
        InitRequest(
            title: title, organisation: organisation, systems: system.isEmpty ? nil : system, languages: languageTags,
            forge: forge, siteAddress: siteURL, people: person.isEmpty ? nil : person,
            templateName: template ?? ProjectTemplate.defaultName,
            notApplicable: notApplicable.map { text in
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                return (name: parts[0], reason: parts.count > 1 ? parts[1] : "")
            }, leftOut: leaveOut)
    }
}

/// What is known of a project to be: by flags, then by answers. nil is not said yet.
struct InitRequest {
    var title: String?
    var organisation: String?
    var systems: [String]?
    var languages: [String]?
    var forge: InitOptions.ForgeChoice?
    var siteAddress: String?
    /// As `NewPerson` reads them.
    var people: [String]?
    var templateName: String
    var notApplicable: [(name: String, reason: String)]
    var leftOut: [String]

    static func isLanguageTag(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil
    }

    /// Of a list with commas.
    static func words(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    /// The template in the first language. What holds a slash or begins with a point is a path, seen from `base`.
    func template(relativeTo base: String) throws -> ProjectTemplate {
        let language = languages?.first ?? "en"
        guard templateName.contains("/") || templateName.hasPrefix(".") else {
            return try ProjectTemplate(builtIn: templateName, language: language)
        }
        let folder = URL(fileURLWithPath: base, isDirectory: true)
        return try ProjectTemplate(
            folder: URL(fileURLWithPath: templateName, relativeTo: folder).path, language: language)
    }

    func answers() throws -> ScaffoldAnswers {
        var answers = try ScaffoldAnswers(title: title ?? "", languages: languages ?? ["en"])
        answers.organisation = organisation
        answers.systems = try TargetSystem.all(named: systems ?? [])
        answers.forge = forge?.kind
        answers.siteAddress = siteAddress
        answers.people = try (people ?? []).map { try NewPerson($0) }
        answers.notApplicable = notApplicable
        answers.leftOut = leftOut
        return answers
    }
}
