import ArgumentParser
import Checklists
import Foundation
import Git
import Scaffolding

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Start an implementation repository, or add what one lacks.",
        discussion: """
            Without --title, on a terminal, asks what it needs to know, shows what it will do, and asks before it does it. \
            Refuses a folder that holds anything. Makes the first commit.

            --here adds to the repository around the folder what it lacks: countersign.yml and the forge's files; where there \
            are no task lists yet, also checklists, documents and guides. Never overwrites, stages or commits anything.

            Templates: implementation (six phases), lifecycle (seven phases, from preparing to support), or a path.

            Examples:
              countersign init referrals
              countersign init referrals --title "Referrals between Primero and OSCaR" --system Primero --system OSCaR \\
                --forge github --person "Ann Lee <ann@ministry.example>: project-lead"
              countersign init --here --dry-run
            """)

    @Argument(help: "The folder to make; it must not exist or be empty.") var directory = "."
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var base = "."
    @OptionGroup(title: "The project") var project: InitOptions
    @Flag(help: "Add what is missing to the repository that the folder lies in.") var here = false
    @Flag(help: "With --here: the template's checklists, documents and guides, too.") var withChecklists = false
    @Flag(name: .shortAndLong, help: "Do not ask whether to go on.") var yes = false
    @Flag(help: "Show what would be made, and make nothing.") var dryRun = false

    func validate() throws {
        try project.validate()
        if withChecklists, !here { throw ValidationError("--with-checklists is for --here") }
        guard here else {
            guard project.title != nil || isOnTerminal else { throw ValidationError("--title is missing") }
            return
        }
        guard yes || dryRun || isOnTerminal else {
            throw ValidationError("--here needs --yes to write files, or --dry-run to only show them")
        }
    }

    private var isOnTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

    func run() throws {
        try performing {
            let base = URL(fileURLWithPath: base, isDirectory: true)
            let folder = URL(fileURLWithPath: directory, relativeTo: base).standardizedFileURL.path
            try make(in: folder)
        }
    }

    private func make(in folder: String) throws {
        try Scaffold.refuse(folder)
        let isAsking = project.title == nil
        let request = project.request
        let template = try request.template(relativeTo: base)
        let draft = try ScaffoldDraft(template, try request.answers())
        let scaffold = Scaffold(files: draft.files, message: "Start from the \(template.name) checklist\n")
        _ = isAsking
        let commit = try scaffold.make(at: folder)
        let option = directory == "." && base == "." ? "" : " -C \(shellWord(base == "." ? directory : folder))"
        try Console.write(
            """
            Made \(visible(folder)), first commit \(commit.hex.prefix(10)).

            Next:
              1. Declare the roles and people of your project in countersign.yml.
              2. Tick items in checklists/ as they are done, by pull request.
              3. See where you stand: countersign status\(option) and countersign build\(option)

            """)
    }
}

/// A word that can be copied into a POSIX shell.
func shellWord(_ text: String) -> String {
    if text.wholeMatch(of: /[\w.\/+-]+/) != nil { return text }
    return "'" + visible(text).replacing("'", with: "'\\''") + "'"
}
