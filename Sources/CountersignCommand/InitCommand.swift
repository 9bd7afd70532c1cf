import ArgumentParser
import Checklists
import Foundation
import Git
import Ledger
import Scaffolding

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Start an implementation repository, or add what one lacks.",
        discussion: """
            On a terminal it asks what it needs to know, shows what it will do, and asks before it does it; with --title it \
            asks nothing. It refuses a folder that holds anything, and makes the first commit.

            --here adds what is missing to the repository that the folder lies in: countersign.yml and the forge's files; \
            where there are no task lists yet, also checklists, documents and guides. It never overwrites, stages or commits \
            anything.

            Templates: implementation (six phases), lifecycle (seven, from preparing to support), or the path of a folder.

            Examples:
              countersign init referrals
              countersign init referrals --title Referrals --system Primero \\
                --forge github --person "Ann Lee <ann@ministry.example>: project-lead"
              countersign init --here --dry-run
            """)

    @Argument(help: "The folder to make; it must not exist or be empty.") var directory = "."
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var base = "."
    @OptionGroup(title: "The project") var project: InitOptions
    @Flag(help: "Add what is missing to the repository that the folder lies in.") var here = false
    @Flag(help: "With --here: the template's checklists, documents and guides in any case.") var withChecklists = false
    @Flag(name: .shortAndLong, help: "Do not ask whether to go on.") var yes = false
    @Flag(help: "Show what would be made, and make nothing.") var dryRun = false

    func validate() throws {
        if withChecklists, !here { throw ValidationError("--with-checklists is for --here") }
    }

    private var isOnTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

    /// What is missing is told when all that is there was understood: an option that is misspelled is not missing.
    private func refuseWhatIsMissing() throws {
        guard !isOnTerminal else { return }
        if here, !yes, !dryRun {
            try refuse("--here needs --yes to write files, or --dry-run to only show them")
        } else if !here, project.title == nil {
            try refuse("--title is missing")
        }
    }

    /// As `ValidationError` is told.
    private func refuse(_ sentence: String) throws {
        Console.toStandardError(
            """
            Error: \(sentence)
            Usage: countersign init [<options>] [<directory>]
              See 'countersign init --help' for more information.

            """)
        throw ExitCode.validationFailure
    }

    func run() throws {
        try refuseWhatIsMissing()
        try performing {
            let start = URL(fileURLWithPath: base, isDirectory: true)
            let folder = URL(fileURLWithPath: directory, relativeTo: start).standardizedFileURL.path
            if here { try adopt(folder) } else { try make(folder) }
        }
    }

    // MARK: A new project

    private func make(_ folder: String) throws {
        try Scaffold.refuse(folder)
        if !dryRun { try Scaffold.refuseUnknownUser() }
        var request = project.request
        let isAsking = request.title == nil
        if isAsking {
            _ = try request.template(relativeTo: base)
            try Console.say("A new project in \(visible(folder)). Enter takes what is in brackets, ^D stops.\n")
            try questions(in: folder).complete(&request, relativeTo: base)
        }
        let template = try request.template(relativeTo: base)
        tellLanguage(of: template, wanted: request.languages)
        let draft = try ScaffoldDraft(template, try request.answers())
        if dryRun || isAsking {
            try Console.say(
                """
                This makes \(visible(folder)), a git repository with one commit of the template \(visible(template.name)):
                \(list(dryRun ? draft.files.map(\.path) : inShort(draft.files.map(\.path))))

                """)
        }
        let warning = selfGranting(draft, in: folder)
        if dryRun || isAsking { try Console.say(warning) }
        if dryRun { return }
        if isAsking, !yes { try questions(in: folder).confirm() }
        let commit = try Scaffold(files: draft.files, message: "Start from the \(template.name) checklist\n").make(
            at: folder)
        let option = directory == "." && base == "." ? "" : " -C \(shellWord(base == "." ? directory : folder))"
        let steps = InitSteps(option: option, forge: request.forge, hasPeople: draft.hasPeople)
        try Console.say(
            "Made \(visible(folder)), first commit \(commit.hex.prefix(10)).\n\(isAsking ? "" : warning)\nNext:\n\(steps.text)"
        )
    }

    /// What whoever makes the commit is told who gives themselves a role that approves: a paragraph, or nothing.
    private func selfGranting(_ draft: ScaffoldDraft, in folder: String) -> String {
        let user = InitHere.user(near: folder).flatMap { try? NewPerson($0, role: "-") }
        let roles = user.map { draft.approvingRoles(of: $0.email) } ?? []
        guard !roles.isEmpty else { return "" }
        let one = roles.count == 1
        return """

            You give yourself \(one ? "a role that signs" : "roles that sign") items off: \(CountersignCommand.list(roles)). Your \
            sign-offs in \(one ? "it" : "them") will count, but
            check and audit tell of each that its signer granted the role (self-granted-role). Better: leave \
            \(one ? "it" : "them") out of
            your entry in countersign.yml, and have somebody else add \(one ? "it" : "them") in a commit of their own.

            """
    }

    // MARK: An existing repository

    private func adopt(_ folder: String) throws {
        let place = try InitHere(folder)
        var request = project.request
        let template = try request.template(relativeTo: base)
        request.title = request.title ?? place.title
        request.forge = request.forge ?? place.forge
        var answers = try request.answers()
        answers.branch = place.branch
        let draft = try ScaffoldDraft(template, answers)
        let plan = try place.plan(draft, withChecklists: withChecklists)
        if plan.files.isEmpty {
            try Console.say("\(visible(place.root)) has all that init would add.\n\(plan.told)")
            return
        }
        tellLanguage(of: template, wanted: request.languages)
        try Console.say(
            "This adds to \(visible(place.root)), and changes nothing that is there:\n\(list(plan.files.map(\.path)))\n\(plan.told)"
        )
        if plan.files.contains(where: { $0.path == Configuration.path }) {
            try Console.say(selfGranting(draft, in: folder))
        }
        if dryRun { return }
        if !yes { try questions(in: folder).confirm() }
        try plan.write()
        // What is named is seen from the root.
        let isThere = base == "." && directory == "." && FileManager.default.fileExists(atPath: ".git")
        let option = isThere ? "" : " -C \(shellWord(place.root))"
        let git = option.isEmpty ? "git" : "git\(option)"
        let workflow = InitSteps.workflow(of: request.forge?.kind).flatMap { path in
            plan.files.first { $0.path == path }
        }
        let source =
            workflow.map { "\n     Say in \($0.path) where Countersign comes from (COUNTERSIGN_INSTALL)." } ?? ""
        let pages =
            workflow != nil && request.forge == .github
            ? "  4. Before it is merged, choose GitHub Actions as the source in the repository's Settings > Pages.\n"
            : ""
        let names = plan.entries.map(shellWord).joined(separator: " ")
        try Console.say(
            """

            Written; nothing is staged or committed.

            Next:
              1. Read countersign.yml: list who holds which role there. Take away what does not fit.\(source)
              2. Propose it: \(git) switch -c countersign && \(git) add \(names) && \(git) commit -m "Adopt Countersign"
              3. See where you stand: countersign status\(option) and countersign build\(option)
            \(pages)
            """)
    }

    // MARK: Showing

    private func questions(in folder: String) -> InitQuestions {
        InitQuestions(
            readLine: { Swift.readLine() },
            say: { try? Console.say($0) },
            user: InitHere.user(near: folder))
    }

    private func list(_ paths: [String]) -> String { paths.map { "  \(visible($0))" }.joined(separator: "\n") }

    /// Files of the root, and folders with the number of files in them.
    private func inShort(_ paths: [String]) -> [String] {
        let folders = Dictionary(grouping: paths) { $0.prefix { $0 != "/" } }
        return folders.map { name, paths in
            paths.contains(String(name))
                ? String(name) : "\(name)/ (\(paths.count) \(paths.count == 1 ? "file" : "files"))"
        }.sorted()
    }

    private func tellLanguage(of template: ProjectTemplate, wanted: [String]?) {
        guard let wanted = wanted?.first, let language = template.language,
            wanted.lowercased().prefix(while: { $0 != "-" }) != language.lowercased().prefix(while: { $0 != "-" })
        else { return }
        Console.note(
            "the template \(template.name) has no texts in \(wanted): they are in \(language), for you to translate")
    }
}

/// A word that can be copied into a POSIX shell.
func shellWord(_ text: String) -> String {
    if text.wholeMatch(of: /[\w.\/+-]+/) != nil { return text }
    return "'" + visible(text).replacing("'", with: "'\\''") + "'"
}

/// `git`, or what makes it work in the folder `root` from where the user is.
func gitCommand(in root: String) -> String {
    FileManager.default.currentDirectoryPath == root ? "git" : "git -C \(shellWord(root))"
}

/// What a team does after `init`, in the order in which it works, as commands to copy.
struct InitSteps {
    /// `-C FOLDER` with a space before it, where it is needed.
    let option: String
    /// nil where nothing was said of it.
    let forge: InitOptions.ForgeChoice?
    let hasPeople: Bool

    var text: String {
        let first =
            hasPeople
            ? "Read countersign.yml and the checklists, and make them yours."
            : "List in countersign.yml who holds which role, and make the checklists yours."
        let look = "See where you stand: countersign status\(option) and countersign build\(option)"
        let steps = publishing ?? ["Tick items in checklists/ as they are done."]
        return ([first, look] + steps + adding).enumerated().map { "  \($0.offset + 1). \($0.element)\n" }.joined()
    }

    /// The file that says what the forge runs.
    static func workflow(of forge: Forge.Kind?) -> String? {
        switch forge {
        case .github: ".github/workflows/countersign.yml"
        case .gitlab: ".gitlab-ci.yml"
        case .forgejo: ".forgejo/workflows/countersign.yml"
        default: nil
        }
    }

    /// A site is what most want in the end, so whoever named no forge is told how to get there.
    private var adding: [String] {
        guard forge == nil else { return [] }
        return [
            "To publish the site, add what your forge runs: countersign init --here\(option) --forge github "
                + "(or gitlab, forgejo)"
        ]
    }

    private var publishing: [String]? {
        guard let forge, let workflow = Self.workflow(of: forge.kind) else { return nil }
        let (name, address, setting) =
            switch forge {
            case .github:
                (
                    "GitHub", "https://github.com/OWNER/NAME.git",
                    """

                         In its Settings > Pages, choose GitHub Actions as the source. Where that is not offered before the
                         repository has files, choose it after the push, and run the workflow again under Actions.
                    """
                )
            case .gitlab: ("GitLab", "https://gitlab.com/GROUP/NAME.git", "")
            default:
                ("Forgejo", "https://codeberg.org/OWNER/NAME.git", "\n     In its Settings > Units, switch Actions on.")
            }
        return [
            """
            Say in \(workflow) where Countersign comes from (COUNTERSIGN_INSTALL), and commit it:
                   git\(option) commit --all --message "Make it ours"
            """,
            "Make an empty repository on \(name), without a README.\(setting)",
            """
            Send this one there:
                   git\(option) remote add origin \(address)
                   git\(option) push --set-upstream origin main
            """,
        ]
    }
}
