import Checklists
import Foundation
import Git
import Ledger
import Markdown

/// Makes a template's checklists those of one project: what does not apply is struck out with its reason, or left out.
///
/// Items are found as they are read, and every changed file is read again: an item that would not come out struck through, or
/// that would take another one with it, is refused.
struct Tailoring {
    private var files: [NewFile]
    private let roles: [String]
    /// What `{{id}}` became, so that an item's name without it means the items of every system.
    private let systems: [String]

    init(_ files: [NewFile], roles: [String], systems: [TargetSystem]) {
        (self.files, self.roles, self.systems) = (files, roles, systems.map(\.id))
    }

    /// The files with everything left out and struck out; what was left out goes first.
    func tailored(
        leavingOut leftOut: [String], notApplicable: [(name: String, reason: String)]
    ) throws(ScaffoldProblem) -> [NewFile] {
        var tailoring = self
        for name in leftOut { try tailoring.leaveOut(name) }
        for (name, reason) in notApplicable {
            guard !reason.onOneLine.isEmpty else {
                throw ScaffoldProblem(
                    "\"\(name)\" does not apply, but no reason is given: write \(name)=\"the reason\"")
            }
            try tailoring.strikeOut(name, reason.onOneLine)
        }
        return tailoring.files
    }

    // MARK: Finding

    private struct Checklist {
        let index: Int
        let file: MarkdownFile
        let items: [ItemState]
        let phase: String?

        /// `4`, `4-data-flows`, `4-data-flows.md`, or the path.
        func isCalled(_ name: String) -> Bool {
            let fileName = (file.path as NSString).lastPathComponent
            return [phase, file.path, fileName, (fileName as NSString).deletingPathExtension].contains(name)
        }
    }

    private var checklists: [Checklist] {
        files.enumerated().compactMap { index, file in
            guard let markdown = MarkdownFile(file), case let items = markdown.items(roles: roles), !items.isEmpty
            else {
                return nil
            }
            let phase = markdown.frontMatterWords("phase")?.first?.text
            return Checklist(index: index, file: markdown, items: items, phase: phase)
        }
    }

    /// The checklists, or the items of each checklist, that a name means.
    private func found(_ name: String) throws(ScaffoldProblem) -> (isPhase: Bool, [(Checklist, [ItemState])]) {
        let checklists = checklists
        if let phase = checklists.first(where: { $0.isCalled(name) }) { return (true, [(phase, phase.items)]) }
        let names = Set([name] + systems.map { "\(name)-\($0)" })
        let items = checklists.map { list in (list, list.items.filter { $0.id.map(names.contains) ?? false }) }
            .filter { !$0.1.isEmpty }
        guard items.isEmpty else { return (false, items) }
        let phases = checklists.map { (($0.file.path as NSString).lastPathComponent as NSString).deletingPathExtension }
        let near = nearest(to: name, among: checklists.flatMap { $0.items.compactMap(\.id) } + phases)
        throw ScaffoldProblem(
            "no item or phase is called \"\(name)\""
                + (near.map { "; the nearest is \($0)" } ?? "") + ". Phases: \(phases.joined(separator: ", "))")
    }

    // MARK: Leaving out

    private mutating func leaveOut(_ name: String) throws(ScaffoldProblem) {
        let (isPhase, places) = try found(name)
        guard !isPhase else { return removeFile(places[0].0.file.path) }
        for (list, items) in places {
            let removed = Set(items.map(\.line).flatMap { list.file.extent(ofItemOnLine: $0) })
            let rest = list.file.without(removed)
            if let rest, !rest.items(roles: roles).isEmpty {
                let kept = withoutHeadings(emptiedIn: rest, since: list.file)
                files[list.index].content = Array(kept.text().utf8)
            } else {
                removeFile(list.file.path)
            }
        }
    }

    /// Headings that have nothing below them any more, and those that had only such.
    private func withoutHeadings(emptiedIn file: MarkdownFile, since before: MarkdownFile) -> MarkdownFile {
        let known = Set(before.emptyHeadings.map(before.line))
        let emptied = file.emptyHeadings.filter { !known.contains(file.line($0)) }
        guard !emptied.isEmpty, let next = file.without(Set(emptied)) else { return file }
        return withoutHeadings(emptiedIn: next, since: before)
    }

    private mutating func removeFile(_ path: String) {
        files.removeAll { $0.path == path }
        for index in files.indices where files[index].path.hasSuffix(".md") {
            let text = String(decoding: files[index].content, as: UTF8.self)
            let changed = withoutLinks(to: path, in: text, of: files[index].path)
            if changed != text { files[index].content = Array(changed.utf8) }
        }
    }

    /// A table's row or a bullet that leads to the file goes; elsewhere only the words of the link stay.
    private func withoutLinks(to path: String, in text: String, of source: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let links = line.matches(of: /\[([^\[\]]*)\]\(([^()\s]+)\)/).filter {
                Self.resolved(String($0.2), from: source) == path
            }
            guard !links.isEmpty else {
                lines.append(line)
                continue
            }
            let isItem = line.prefixMatch(of: #/\s*([\-*+]|[0-9]+[.\)]) \[[ xX]\] /#) != nil
            if !isItem, line.prefixMatch(of: #/\s*(\||([\-*+]|[0-9]+[.\)]) )/#) != nil { continue }
            lines.append(links.reversed().reduce(into: line) { $0.replaceSubrange($1.range, with: $1.1) })
        }
        return lines.joined(separator: "\n")
    }

    /// A link's file from the root, without its fragment; nil for an address.
    private static func resolved(_ destination: String, from source: String) -> String? {
        let file = LinkDestination(destination).path
        guard !file.isEmpty, !file.contains(":") else { return nil }
        var parts = file.hasPrefix("/") ? [] : source.split(separator: "/").dropLast().map(String.init)
        for part in file.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part.removingPercentEncoding ?? String(part)) }
        }
        return parts.joined(separator: "/")
    }

    // MARK: Striking out

    private mutating func strikeOut(_ name: String, _ reason: String) throws(ScaffoldProblem) {
        for (list, items) in try found(name).1 {
            var lines = list.file.lines
            for item in items.reversed() where !item.isExcluded {
                guard let title = list.file.titleLines(ofItemOnLine: item.line) else { continue }
                let first = title.lowerBound - 1
                guard let mark = lines[first].firstRange(of: /\[[ xX]\]\s+/) else { continue }
                lines[first].insert(contentsOf: "~~", at: mark.upperBound)
                let last = title.upperBound - 1
                let id = lines[last].firstRange(of: /\s*(\{#[^{}]*\})?\s*$/)
                lines[last].insert(contentsOf: "~~", at: id?.lowerBound ?? lines[last].endIndex)
                let indent = lines[first].distance(from: lines[first].startIndex, to: mark.lowerBound)
                lines.insert(
                    String(repeating: " ", count: indent) + "- Reason: " + TemplateText.escapedForMarkdown(reason),
                    at: last + 1)
            }
            let file = NewFile(path: list.file.path, content: Array((lines.joined(separator: "\n") + "\n").utf8))
            let states = MarkdownFile(file)?.items(roles: roles) ?? []
            let expected = Set(items.map(\.id))
            guard states.map(\.id) == list.items.map(\.id),
                states.allSatisfy({ !expected.contains($0.id) || $0.isExcluded && $0.fields.reason != nil })
            else { throw ScaffoldProblem("\"\(name)\" in \(list.file.path) cannot be struck out; edit it by hand") }
            files[list.index] = file
        }
    }
}

extension MarkdownFile {
    init?(_ file: NewFile) {
        guard file.path.hasSuffix(".md"), case let read = file.content.withUnsafeBytes({ Self(path: file.path, $0) }),
            let read
        else { return nil }
        self = read
    }

    /// All lines of the file, the first at index 0.
    fileprivate var lines: [String] { (1...max(lastLine, 1)).map { String(line($0)) } }

    fileprivate func text(without removed: Set<Int> = []) -> String {
        (1...max(lastLine, 1)).filter { !removed.contains($0) }.map { line($0) + "\n" }.joined()
    }

    fileprivate func without(_ removed: Set<Int>) -> MarkdownFile? {
        MarkdownFile(NewFile(path: path, content: Array(text(without: removed).utf8)))
    }

    /// The lines of an item with all that hangs on it, without empty ones at its end.
    fileprivate func extent(ofItemOnLine number: Int) -> ClosedRange<Int> {
        guard let block = block(ofItemOnLine: number) else { return number...number }
        var end = block.endLine
        while end > number, line(end).allSatisfy(\.isWhitespace) { end -= 1 }
        return number...end
    }

    /// The lines of its first paragraph.
    fileprivate func titleLines(ofItemOnLine number: Int) -> ClosedRange<Int>? {
        block(ofItemOnLine: number)?.children.first.map { $0.line...$0.endLine }
    }

    private func block(ofItemOnLine number: Int) -> Block? {
        var open = document.blocks
        while let block = open.popLast() {
            if block.task?.line == number { return block }
            open += block.children
        }
        return nil
    }

    /// Lines of headings below the first level with nothing before the next of the same or a higher level.
    fileprivate var emptyHeadings: [Int] {
        zip(document.blocks, document.blocks.dropFirst().map(Optional.some) + [nil]).compactMap { block, next in
            guard case .heading(let level) = block.kind, level > 1 else { return nil }
            switch next?.kind {
            case nil: return block.line
            case .heading(let following)?: return following > level ? nil : block.line
            default: return nil
            }
        }
    }
}
