import Checklists
import Foundation
import Git
import Importing
import Ledger
import Tables

/// What `import` would write into a working tree, and what there is to say of it.
struct ImportPlan {
    let checklists: [ImportedChecklist]
    /// One line each.
    private(set) var remarks: [String] = []
    /// Lines for `roles` in `countersign.yml`.
    let roles: [String]
    /// `check` tells of those that are not declared: of asked ones where there is a configuration, of owners where it names
    /// anybody.
    let rolesAreChecked: Bool

    /// More of one kind would bury the others.
    private static let maximumRemarks = 20

    init(_ table: Table, _ options: ImportOptions, _ repository: Repository, root: String) throws {
        let written = try Self.configuration(in: root)
        let configuration = written ?? .none
        let ids = try Self.ids(in: repository, root: root, configuration)
        let made: SpreadsheetImport
        do {
            made = try SpreadsheetImport(
                table, options: options, rules: configuration.rules, taken: ids.taken, used: ids.used)
        } catch let refusal as ImportRefusal {
            throw Failure(refusal.description)
        }
        checklists = made.checklists
        roles = made.missingRoles.map { key, title in
            key == title
                ? "\(key): {}"
                : "\(key): { title: \"\(title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\" }"
        }
        rolesAreChecked =
            written != nil
            && (made.asksMissingRoles || !configuration.rules.roles.isEmpty || !configuration.rules.people.isEmpty)
        remarks = Self.columns(of: made) + Self.rows(of: made)
        let leftOut = try configuration.leavingOut(checklists.map(\.path))
        if let first = leftOut.first {
            let more = leftOut.count > 1 ? " and \(leftOut.count - 1) more" : ""
            remarks.append("\(Configuration.path) leaves out \(first)\(more): see include and exclude there")
        }
        if !ids.isWhole {
            remarks.append(
                "history is not whole in this clone, so an id may be one that was used before: git fetch --unshallow, "
                    + "or git fetch --refetch --no-filter, fetches the rest")
        }
    }

    /// What became of the columns that items have no place for.
    private static func columns(of made: SpreadsheetImport) -> [String] {
        func names(_ columns: [Int]) -> String {
            let more = columns.count > maximumRemarks ? " and \(columns.count - maximumRemarks) more" : ""
            return columns.prefix(maximumRemarks).map { "\"\(made.columns.name($0))\"" }.joined(separator: ", ") + more
        }
        let columns = made.columns
        var lines: [String] = []
        if !columns.others.isEmpty {
            lines.append(
                "kept in notes, since items have no place for it: \(names(columns.others)) "
                    + "(--column MEANING=NAME or --drop NAME says otherwise)")
        }
        if !columns.historical.isEmpty {
            lines.append("not imported, since only history can say it: \(names(columns.historical))")
        }
        return lines
    }

    private static func rows(of made: SpreadsheetImport) -> [String] {
        let lines = made.remarks.map { remark in (remark.row.map { "row \($0): " } ?? "") + remark.sentence }
        let rest = lines.count - maximumRemarks
        return rest > 0 ? lines.prefix(maximumRemarks) + ["and \(rest) more rows like these"] : lines
    }

    /// As the working tree has it: it goes with the files that are written. nil where there is none.
    private static func configuration(in root: String) throws -> Configuration? {
        let bytes: [UInt8]?
        do {
            bytes = try TreeFile(Configuration.path, in: root).read()
        } catch {
            throw Failure("\(Configuration.path) \(error.description)")
        }
        return try bytes.map { try Configuration.read(String(decoding: $0, as: UTF8.self)).0 }
    }

    /// Ids of items in the working tree, and all that were ever written; and whether no version was missing.
    private static func ids(
        in repository: Repository, root: String, _ configuration: Configuration
    ) throws -> (taken: Set<String>, used: Set<String>, isWhole: Bool) {
        let head: ObjectID
        do {
            head = try repository.commitID(of: "HEAD")
        } catch {
            // A repository without commits has no history.
            guard case .unknownRevision = error.kind else { throw error }
            return ([], [], true)
        }
        var progress = ProgressLine()
        defer { progress.clear() }
        let files = try WorkingFiles(repository, head: head, configuration: configuration).files
        var taken: Set<String> = []
        var used: Set<String> = []
        for file in files {
            let bytes = (try? TreeFile(file.path, in: root).read()).flatMap(\.self) ?? []
            let ids = bytes.withUnsafeBytes(idsWritten)
            used.formUnion(ids)
            if file.standing == .checklist { taken.formUnion(ids) }
        }
        let history = try repository.idsEverWritten(until: head) { progress.show($0) }
        return (taken, used.union(history.ids), history.isComplete)
    }

    /// Adds the files or the folders at the top that hold them.
    func commitCommand(directory: String) -> String {
        let git = directory == "." ? "git" : "git -C \(quotedForShell(directory))"
        let tops = Set(checklists.map { $0.path.split(separator: "/").first.map(String.init) ?? $0.path }).sorted()
        let named = tops.count > 10 ? "FILES" : tops.map { quotedForShell(":/" + $0) }.joined(separator: " ")
        return "\(git) add \(named) && \(git) commit --message 'Import checklists'"
    }
}
