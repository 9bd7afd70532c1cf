import ArgumentParser
import Foundation
import Git
import Importing
import Ledger
import Tables

extension DateOrder: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Checklists from a spreadsheet of phases, items, owners, dates and links.",
        discussion: """
            Reads CSV with any common separator and encoding. Writes one new file for each phase into the working tree, \
            all of them or none, and never over a file that is there. Nothing is staged or committed.

            Columns are known by their names in English, French and Spanish: phase, checklist, section, subsection, item, \
            id, owner, due, status, sign-off, approver, output, reason, note. --column says which one is which. Whatever \
            else the spreadsheet says is kept in notes, unless --drop leaves it out.

            What the spreadsheet calls done is not ticked, since nobody could tell who completed it, and when: it is told \
            in a note. With --ticked it is, by whoever commits the files. A sign-off is never imported.

            Examples:
              countersign import tracker.csv --dry-run
              countersign import tracker.csv --column item="What to do" --drop Priority --date-order dmy
            """)

    @Argument(help: ArgumentHelp("The spreadsheet, saved as CSV.", valueName: "file.csv")) var file: String
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory = "."
    @Option(
        name: .customLong("column"),
        help: ArgumentHelp("Which column says what: item=\"What to do\".", valueName: "meaning=name"),
        transform: ToldColumn.init)
    var told: [ToldColumn] = []
    @Option(name: .customLong("drop"), help: ArgumentHelp("A column to leave out.", valueName: "name"))
    var dropped: [String] = []
    @Option(
        help: ArgumentHelp("Dates in numbers: dmy, mdy or ymd, where 5/6/2027 can be two days.", valueName: "order"))
    var dateOrder: DateOrder?
    @Flag(help: "Read numbers such as 46387 as the dates that spreadsheet programs keep so.") var serialDates = false
    @Flag(help: "Tick what the spreadsheet calls done.") var ticked = false
    @Option(help: "What the checklist is called where no column has phases. Default: the name of the file.")
    var title: String?
    @Option(
        help: ArgumentHelp(
            "Folder for the files, from the repository's root. Default: checklists; for a table of status, where its files were.",
            valueName: "folder"))
    var outputFolder: String?
    @Flag(help: "Write nothing; print the files.") var dryRun = false

    /// `item=What to do`
    struct ToldColumn {
        let column: SheetColumn
        let name: String

        init(_ text: String) throws {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[1].allSatisfy(\.isWhitespace) else {
                throw ValidationError("'\(text)' is not of the form item=\"What to do\"")
            }
            guard let column = SheetColumn.told.first(where: { $0.rawValue == parts[0].lowercased() }) else {
                let known = SheetColumn.told.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("'\(parts[0])' is not one of \(known)")
            }
            (self.column, name) = (column, parts[1])
        }
    }

    func validate() throws {
        if file.isEmpty { throw ValidationError("the name of the file is empty") }
        if let title, title.allSatisfy(\.isWhitespace) { throw ValidationError("--title is empty") }
        _ = try folder()
    }

    /// From the root, without a slash at its end; empty for the root.
    private func folder() throws -> String? {
        guard let outputFolder else { return nil }
        let parts = outputFolder.split(separator: "/").filter { $0 != "." }
        guard !outputFolder.isEmpty, !outputFolder.hasPrefix("/"),
            !parts.contains(where: { $0 == ".." || $0.lowercased() == ".git" }),
            !outputFolder.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw ValidationError("'\(outputFolder)' is no folder inside the repository") }
        return parts.joined(separator: "/")
    }

    func run() throws {
        try performing {
            let repository = try Repository(at: directory)
            guard let root = repository.workingDirectory else {
                throw Failure("\(repository.gitDirectory) is a bare repository: import in a clone with a working tree")
            }
            var options = ImportOptions(title: title ?? nameOfFile)
            for column in told { options.columns[column.column, default: []].append(column.name) }
            options.dropped = dropped
            options.dateOrder = dateOrder
            options.readsSerialDates = serialDates
            options.ticksDone = ticked
            options.folder = try folder()
            let plan = try ImportPlan(try table(), options, repository, root: root)
            if dryRun { try show(plan) } else { try write(plan, in: root) }
        }
    }

    private var nameOfFile: String {
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        return name.replacing("_", with: " ")
    }

    private func table() throws -> Table {
        let path = URL(fileURLWithPath: file, relativeTo: URL(fileURLWithPath: directory, isDirectory: true)).path
        // Not to wait for the writer of a pipe.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("\(file): \(reason(errno))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure("\(file): \(reason(errno))") }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Failure("\(file) is a folder")
        default: throw Failure("\(file) is a pipe or a device: save the sheet as a file, and import that")
        }
        guard let data = try? handle.read(upToCount: Table.maximumSize + 1) ?? Data() else {
            throw Failure("\(file) cannot be read")
        }
        let bytes = [UInt8](data)
        do {
            return try Table(bytes)
        } catch {
            throw Failure("\(file) \(Self.sentence(error))")
        }
    }

    private static func sentence(_ refusal: TableRefusal) -> String {
        switch refusal {
        case .workbook: "is a spreadsheet program's own file: open it there and save the sheet as CSV"
        case .binary: "is not text: save the sheet as CSV"
        case .tooLarge: "is too large: more than 256 MiB, or 20 million cells"
        }
    }

    // MARK: Without writing

    private func show(_ plan: ImportPlan) throws {
        for checklist in plan.checklists {
            let text = String(decoding: checklist.content, as: UTF8.self)
            let shown =
                isatty(1) == 1
                ? text.split(separator: "\n", omittingEmptySubsequences: false).map(visible).joined(separator: "\n")
                : text
            try Console.say("==> \(visible(checklist.path)) <==\n\(shown)\n")
        }
        for line in plan.remarks { Console.note(line) }
        for line in plan.roles { Console.note("\(Configuration.path) does not declare \(line)") }
    }

    // MARK: Writing

    private func write(_ plan: ImportPlan, in root: String) throws {
        try NewFiles(files: plan.checklists.map { NewFile(path: $0.path, content: $0.content) }, root: root).write()
        let count = plan.checklists.reduce(0) { $0 + $1.itemCount }
        var lines = ["Wrote \(counted(plan.checklists.count, "checklist")) with \(counted(count, "item")):"]
        lines += plan.checklists.map { "  \(visible($0.path)): \(visible($0.title)), \(counted($0.itemCount, "item"))" }
        if !plan.remarks.isEmpty { lines += ["", "To look at:"] + plan.remarks.map { "  " + visible($0) } }
        lines += ["", "Next:"]
        var steps = ["Read the files, and change in them what a spreadsheet could not say."]
        if !plan.roles.isEmpty {
            let sentence =
                plan.rolesAreChecked
                ? "Declare these roles in \(Configuration.path), or name others in the checklists:"
                : "To say who holds these roles, declare them in \(Configuration.path); until it declares any, they are only names:"
            steps.append(
                sentence + "\n"
                    + plan.roles.map { "       " + visible($0) }.joined(separator: "\n"))
        }
        steps.append("Commit them: \(plan.commitCommand(directory: directory))")
        steps.append(
            "See what is left to do: countersign check\(directory == "." ? "" : " -C \(quotedForShell(directory))")")
        lines += steps.enumerated().map { "  \($0.offset + 1). \($0.element)" }
        try Console.say(lines.joined(separator: "\n") + "\n")
    }
}

private func counted(_ count: Int, _ word: String) -> String { count == 1 ? "1 \(word)" : "\(count) \(word)s" }

/// A word that can be copied into a POSIX shell.
func quotedForShell(_ text: String) -> String {
    if text.wholeMatch(of: /[A-Za-z0-9_.\/+-]+/) != nil, !text.hasPrefix("-") { return text }
    return "'" + visible(text).replacing("'", with: "'\\''") + "'"
}
