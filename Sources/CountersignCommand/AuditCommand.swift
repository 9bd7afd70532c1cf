import ArgumentParser
import Checklists
import Git

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The register of every sign-off ever made, with its evidence.",
        discussion: """
            Every object that is read is hashed again and compared with its name, and so is the content of every file
            that a sign-off covers. Exit code 1: a signature is an alarm that policy.acknowledged does not list.

            Examples:
              countersign audit
              countersign audit --rev v1.0 --format csv > register.csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv }

    @OptionGroup var project: ProjectOptions
    @Option(help: "text, json or csv.") var format = Format.text
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func run() throws {
        try performing {
            // Before the first object is read.
            Library.verifyHashes(true)
            // No configuration takes a sign-off out of the register.
            let project = try project.read(keepsSignedFiles: true)
            let register = Register(project.report)
            let missing = try unreadable(register, in: project.repository)
            switch format {
            case .text:
                let text = RegisterText(
                    register: register, report: project.report, style: Style(color), missingObjects: missing)
                try Console.say(text.text)
            case .json: try Console.write(register.document(of: project.report, missingObjects: missing).text)
            case .csv: try Console.write(RegisterTable(register: register, report: project.report).csv)
            }
            if !register.openAlarms.isEmpty { throw ExitCode(1) }
        }
    }

    /// Reads every file that a sign-off covers; gives those that this clone does not hold. A damaged one throws.
    private func unreadable(_ register: Register, in repository: Repository) throws -> [String] {
        let files = register.entries.flatMap { $0.signOff.covers.outputs + $0.signOff.covers.references }
        var open = Set(files.compactMap(\.blob).compactMap(ObjectID.init(hex:)))
        var seen = open
        var missing: [String] = []
        while let id = open.popFirst() {
            do {
                let below = try repository.verify(id)
                open.formUnion(below.filter { seen.insert($0).inserted })
            } catch {
                guard case .missingObject = error.kind else { throw error }
                missing.append(id.hex)
            }
        }
        return missing.sorted()
    }
}

extension Repository {
    /// Reads a file for its hash, or a folder; then gives what is in it.
    fileprivate func verify(_ id: ObjectID) throws(GitError) -> [ObjectID] {
        do {
            try withBlob(id) { _ in }
            return []
        } catch {
            // Outputs may be folders; what is neither is damaged.
            guard error.kind == .other, let entries = try? tree(id) else { throw error }
            return entries.filter { $0.kind != .submodule }.map(\.id)
        }
    }
}
