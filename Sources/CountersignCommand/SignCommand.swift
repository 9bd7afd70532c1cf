import ArgumentParser
import Checklists
import Checks
import Foundation
import Git
import Ledger
import Signatures

struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign items off in one commit, which is signed when git is set up to sign.",
        discussion: """
            Makes a commit on HEAD that ticks the role's sign-off box, where the item has one, and bears the trailer
            "Sign-off: ITEM as ROLE". Whatever else you have changed or staged stays as it is. Nothing is pushed.

            What is signed off already is not signed again; with --complete its tick alone is added.

            Examples:
              countersign sign access-levels
              countersign sign access-levels logging --as data-protection-officer --complete
              countersign sign access-levels --revoke --message "The list of administrators is out of date"
            """)

    @Argument(help: "The items' ids.") var items: [String]
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("The role to sign in. Default: the one asked role that you hold.", valueName: "role"))
    var role: String?
    @Flag(help: "Tick the items, too.") var complete = false
    @Flag(help: "Revoke instead: untick the boxes.") var revoke = false
    @Flag(help: "Sign although a document of the item says that it is not written yet.") var allowUnwritten = false
    @Option(help: ArgumentHelp("The commit's subject, and more of its message.", valueName: "text"))
    var message: String?
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory = "."

    func validate() throws {
        if items.isEmpty { throw ValidationError("no item is named") }
        if complete, revoke { throw ValidationError("--complete and --revoke exclude each other") }
        if let message, message.allSatisfy(\.isWhitespace) { throw ValidationError("--message is empty") }
    }

    func run() throws {
        try performing {
            let request = SignRequest(
                items: items, role: role, completes: complete, revokes: revoke, allowsUnwritten: allowUnwritten,
                message: message)
            try Signing(directory: directory).perform(request)
        }
    }
}

/// Signing in the repository around a folder.
private struct Signing {
    private let repository: Repository
    private let program: GitProgram
    /// Root of the working tree, with a trailing slash.
    private let root: String

    init(directory: String) throws {
        repository = try Repository(at: directory)
        guard let root = repository.workingDirectory else {
            throw Failure("\(repository.gitDirectory) is a bare repository: sign in a clone with a working tree")
        }
        self.root = root
        program = GitProgram(in: directory, environment: ProcessInfo.processInfo.environment)
        try checkPlace()
    }

    /// git and libgit2 must mean the same repository.
    private func checkPlace() throws {
        let found = try program.succeeding(
            ["rev-parse", "--is-inside-work-tree", "--absolute-git-dir"], to: "open the repository")
        let lines = String(decoding: found, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == "true" else { throw Failure("this folder lies outside of the working tree \(root)") }
        let folder = lines.dropFirst().first.map(String.init) ?? ""
        guard resolved(folder) == resolved(repository.gitDirectory) else {
            throw Failure("git finds another repository here, \(folder), than \(repository.gitDirectory)")
        }
    }

    private func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    func perform(_ request: SignRequest) throws {
        let head = try repository.commitID(of: "HEAD")
        let configuration = try configuration(of: head)
        let commits = SignOffCommit(
            repository: repository, program: program, folder: try SignFolder(repository), root: root,
            roles: configuration?.roles ?? [])
        if let finished = try commits.finishAbandoned() {
            tell(finished)
            guard !finished.fulfils(request) else { return }
        }
        if let operation = repository.operationInProgress { throw Failure(Self.refusal(of: operation)) }
        let signer = try signer(configuration?.rules)
        let reading = try reading(of: head, asOf: signer.day)
        let plan = try SignPlan(request, in: reading.report, by: signer)
        if let path = try plan.boxes.keys.sorted().first(where: { try !isFile($0, in: head) }) {
            throw Failure("\(path) has a name that is not UTF-8, so its boxes must be ticked by hand")
        }
        try checkProof(of: plan, signer.rules.policy)
        let unwritten = try unwrittenDocuments(of: plan, reading.files)
        if let first = unwritten.first, !request.allowsUnwritten { throw Self.refusal(first, unwritten.count, plan) }
        try tell(try commits.make(plan, on: head), plan)
        for (_, path) in unwritten { Console.note("\(path) says that it is not written yet") }
        if let branch = mainBranch(configuration) {
            Console.note(
                "this commit is on \(branch) itself. Teams sign on a branch of their own (git switch -c NAME), and merge it "
                    + "through a pull request")
        }
    }

    private func reading(of head: ObjectID, asOf day: Day) throws -> ProjectReader.Reading {
        var progress = ProgressLine()
        defer { progress.clear() }
        let reader = ProjectReader(repository)
        return try reader.read(head.hex, asOf: day, version: generatorVersion, tools: .ofEnvironment) {
            progress.show($0)
        }
    }

    // MARK: What is no mistake, but may be one

    /// What the commit would approve or call done, and which says that it is still to be written; each document once.
    private func unwrittenDocuments(
        of plan: SignPlan, _ files: ProjectFiles
    ) throws -> [(entry: SignPlan.Entry, path: String)] {
        guard !plan.revokes else { return [] }
        var found: [(entry: SignPlan.Entry, path: String)] = []
        for entry in plan.entries + (plan.completes ? plan.standing : []) {
            for path in entry.documents where !found.contains(where: { $0.path == path }) {
                if try files.markdown(at: path)?.document.isUnwritten == true { found.append((entry, path)) }
            }
        }
        return found
    }

    private static func refusal(_ first: (entry: SignPlan.Entry, path: String), _ count: Int, _ plan: SignPlan)
        -> Failure
    {
        let more = count > 1 ? ", and so \(count == 2 ? "does" : "do") \(count - 1) more" : ""
        return Failure(
            "\(first.path), which \"\(first.entry.id)\" rests on, says that it is not written yet\(more). Write it, take that "
                + "line away and commit both before you sign; --allow-unwritten signs all the same")
    }

    /// The branch that changes go into, if it is the one that is signed on and there are others to propose changes to.
    private func mainBranch(_ configuration: Configuration?) -> String? {
        func word(_ arguments: String...) -> String? {
            guard let output = try? program.output(of: arguments), output.status == 0 else { return nil }
            let text = String(decoding: output.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return text.isEmpty ? nil : text
        }
        guard let branch = word("symbolic-ref", "--quiet", "--short", "HEAD") else { return nil }
        let isShared = configuration?.forge != nil || configuration?.repository != nil || word("remote") != nil
        let remote = word("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")?.dropFirst("origin/".count)
        let main = remote.map(String.init) ?? configuration?.branch ?? "main"
        return isShared && branch == main ? branch : nil
    }

    /// Where the project wants more than an address, a commit without a signature would not count.
    private func checkProof(of plan: SignPlan, _ policy: Policy) throws {
        guard !plan.revokes,
            let entry = plan.entries.first(where: { policy.minimumEvidence(for: $0.role) > .authored })
        else { return }
        let setting = try program.output(of: ["config", "--type=bool", "--get", "commit.gpgSign"])
        guard !setting.bytes.starts(with: "true".utf8) else { return }
        throw Failure(
            "countersign.yml wants sign-offs as \(entry.role) to be \(policy.minimumEvidence(for: entry.role).rawValue), "
                + "and git is not set up to sign commits. Set it up with: git config commit.gpgSign true, "
                + "git config gpg.format ssh, git config user.signingKey FILE.pub")
    }

    private static func refusal(of operation: Repository.Operation) -> String {
        switch operation {
        case .bisect: "a bisect is under way, so a commit would be on no branch. End it with: git bisect reset"
        case .patches:
            "git am is under way, and a commit would become a part of it. End it with git am --continue or --abort"
        default:
            "a \(operation.rawValue) is under way, and a commit would become a part of it. "
                + "End it with git \(operation.rawValue) --continue or --abort"
        }
    }

    private func configuration(of head: ObjectID) throws -> Configuration? {
        guard let entry = try repository.entry(at: Configuration.path, inTree: try repository.commit(head).tree),
            entry.kind == .file || entry.kind == .executable
        else { return nil }
        return try Configuration.read(try repository.withBlob(entry.id) { String(decoding: $0, as: UTF8.self) }).0
    }

    private func signer(_ rules: Rules?) throws -> Signer {
        guard let author = try program.identity("GIT_AUTHOR_IDENT"),
            let committer = try program.identity("GIT_COMMITTER_IDENT")
        else {
            throw Failure(
                """
                git does not know who you are, so nothing can be committed. Tell it with \
                `git config --global user.name "YOUR NAME"` and `git config --global user.email "YOU@EXAMPLE.ORG"`
                """)
        }
        return try Signer(author, rules: rules, on: Timestamp(seconds: committer.seconds, offset: 0).day)
    }

    private func isFile(_ path: String, in head: ObjectID) throws -> Bool {
        try repository.entry(at: path, inTree: try repository.commit(head).tree) != nil
    }

    // MARK: What was done

    private func tell(_ made: SignOffCommit.Made, _ plan: SignPlan) throws {
        let isSigned = try repository.signature(ofCommit: made.commit) != nil
        let verb = plan.revokes ? "Revoked" : plan.entries.isEmpty ? "Completed" : "Signed off"
        var lines = [
            "\(verb) in commit \(made.commit.hex.prefix(10)), which "
                + (isSigned ? "carries your signature:" : "is not signed with a key:")
        ]
        lines += plan.entries.map { "  \($0.id) as \($0.role)  (\(visible($0.path)):\($0.line))" }
        if plan.entries.isEmpty { lines += plan.standing.map { "  \($0.id)  (\(visible($0.path)):\($0.line))" } }
        lines += plan.standing.map {
            "\($0.id) was signed off as \($0.role) already, in \($0.standing?.short ?? ""), and is not signed again."
        }
        lines += plan.entries.filter { !$0.isComplete && !plan.revokes }.map {
            "\($0.id) is not ticked yet: the sign-off counts once it is."
        }
        lines += ["", "Next: \(next)"]
        if !plan.entries.isEmpty {
            lines.append(
                "A squash merge keeps the sign-off only if its message keeps the "
                    + "\(plan.trailerKey) lines and you remain its author.")
        }
        try Console.say(lines.joined(separator: "\n") + "\n")
        made.notes.forEach(Console.note)
    }

    private func tell(_ finished: SignOffCommit.Finished) {
        Console.note(
            "finished an earlier sign-off that was interrupted: commit \(finished.made.commit.hex.prefix(10)), "
                + finished.trailers.joined(separator: ", "))
        finished.made.notes.forEach(Console.note)
    }

    private var next: String {
        repository.isHeadDetached
            ? "HEAD is on no branch; keep the commit with: git branch NAME"
            : "push it, and open a pull request where your project works with them."
    }
}
