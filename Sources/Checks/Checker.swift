import Checklists
import Git
import Ledger

/// Looks for everything wrong or suspicious.
package enum Checker {
    /// What is found in a project as it is, by place.
    ///
    /// - Parameter further: what was found in other ways; `checks` in `countersign.yml` has a say in it, too.
    package static func findings(
        in project: CheckedProject, and further: [Diagnostic] = []
    ) throws(GitError) -> [Diagnostic] {
        try (all(in: project) + further).map { $0.located(in: project) }.configured(by: [project]).sorted(
            by: Diagnostic.isBefore)
    }

    /// What a change introduces, by place: what is there now and was not, by rule and item (or file) and what is found wrong,
    /// wherever it stands; and what the change itself does.
    package static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let projects = [change.base, change.head]
        let introduced = try introduced(by: change).configured(by: projects)
        var own: [Diagnostic] = []
        for rule in Catalogue.changeRules { own += try rule.findings(in: change) }
        return merged(own.configured(by: projects), introduced)
            .map { $0.located(in: change.head) }.sorted(by: Diagnostic.isBefore)
    }

    /// What is there now and was not.
    private static func introduced(by change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let heads = Dictionary(
            change.pairs.pairs.map { ($0.base.key, $0.head.key) }, uniquingKeysWith: { first, _ in first })
        var before: [Diagnostic.Identity: Int] = [:]
        for diagnostic in try all(in: change.base) {
            before[Diagnostic.Identity(diagnostic, itemKeys: heads, paths: change.renames), default: 0] += 1
        }
        return try all(in: change.head).filter { diagnostic in
            if Catalogue.ofCommits.contains(diagnostic.rule) {
                return diagnostic.detail.map { change.isNew(CommitID(hex: $0)) } ?? true
            }
            // The clone is the same one on both sides; what is compared is not known as a whole.
            if diagnostic.rule == TruncatedHistory.rule { return true }
            let identity = Diagnostic.Identity(diagnostic)
            guard let count = before[identity], count > 0 else { return true }
            before[identity] = count - 1
            return false
        }
    }

    /// What change rules find, and what else there is: whatever they say, too, is told once, as severely as it is meant.
    private static func merged(_ own: [Diagnostic], _ others: [Diagnostic]) -> [Diagnostic] {
        var own = own
        var told: Set<Int> = []
        let places = Dictionary(grouping: others.indices) { others[$0].item ?? others[$0].path }
        for rule in Catalogue.changeRules {
            for index in own.indices where own[index].rule == rule.rule {
                for other in places[own[index].item ?? own[index].path] ?? []
                where rule.says(own[index], allOf: others[other]) {
                    told.insert(other)
                    own[index].severity = max(own[index].severity, others[other].severity)
                }
            }
        }
        return own + others.indices.filter { !told.contains($0) }.map { others[$0] }
    }

    private static func all(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found = project.reading.diagnostics.map { $0.withYAMLHint() }
        for path in project.markdownPaths {
            guard let file = try project.files.markdown(at: path) else { continue }
            for rule in Catalogue.fileRules { found += try rule.findings(in: file, of: project) }
        }
        for path in project.documentPaths {
            guard let file = try project.files.markdown(at: path) else { continue }
            for rule in Catalogue.linkRules { found += try rule.findings(in: file, of: project) }
        }
        for path in project.tablePaths {
            guard let bytes = try project.files.bytes(at: path) else { continue }
            let table = CheckedTable(path: path, bytes)
            for rule in Catalogue.tableRules { found += rule.findings(in: table) }
        }
        for path in project.diagramPaths {
            guard let bytes = try project.files.bytes(at: path) else { continue }
            let diagram = CheckedDiagram(path: path, bytes)
            for rule in Catalogue.diagramRules { found += rule.findings(in: diagram) }
        }
        for rule in Catalogue.projectRules { found += try rule.findings(in: project) }
        return found
    }
}

extension Diagnostic {
    /// What makes a finding the same as one of another commit.
    struct Identity: Hashable {
        let rule: Rule
        /// An alarm that is no longer acknowledged is a new one.
        let severity: Severity
        let place: String
        let detail: String

        /// `itemKeys` and `paths`: what the items and files of the other commit are called here.
        init(_ diagnostic: Diagnostic, itemKeys: [String: String] = [:], paths: [String: String] = [:]) {
            rule = diagnostic.rule
            severity = diagnostic.severity
            place = diagnostic.item.map { itemKeys[$0] ?? $0 } ?? paths[diagnostic.path] ?? diagnostic.path
            detail = diagnostic.detail ?? diagnostic.message
        }
    }

    /// With columns, if the offending text stands in the line.
    func located(in project: CheckedProject) -> Diagnostic {
        guard columns == nil, let line, let detail,
            let file = try? project.files.markdown(at: path),
            let columns = file.columns(of: detail, inLine: line)
        else { return self }
        var located = self
        located.columns = columns
        return located
    }
}

extension [Diagnostic] {
    /// With the severities that `checks` in `countersign.yml` gives; of several configurations the strictest.
    fileprivate func configured(by projects: [CheckedProject]) -> [Diagnostic] {
        compactMap { diagnostic in
            guard !diagnostic.rule.isBinding else { return diagnostic }
            let choices = projects.map {
                $0.configuration.checks[diagnostic.rule.name] ?? .severity(diagnostic.severity)
            }
            guard case .severity(let severity)? = choices.max() else { return nil }
            var configured = diagnostic
            configured.severity = severity
            return configured
        }
    }
}
