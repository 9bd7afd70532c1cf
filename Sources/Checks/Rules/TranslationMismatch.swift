import Checklists
import Git
import Ledger

/// A translation that says something else than the file it translates (SPEC 8).
///
/// Items match by id; those without one in their order, where both files have as many.
enum TranslationMismatch: ProjectRule {
    static let rule = Diagnostic.Rule(
        "translation-mismatch", .warning,
        summary: "A translation lacks items of the file it translates, has others, or has other ticks.",
        rationale: """
            Who reads the translation believes something else than who reads the original. Only the original counts: a box \
            that is ticked in a translation completes and signs nothing.
            """,
        example: .init(
            "text",
            wrong:
                "security.md has `- [x] Access levels {#access-levels}`, security.fr.md `- [ ] Droits {#access-levels}`.",
            right: "Both have `[x]`."))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let checklists = Dictionary(
            project.report.checklists.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Diagnostic] = []
        for path in project.reading.translations {
            guard let base = checklists[translatedPath(of: path)], let file = try project.files.markdown(at: path),
                file.isWhole
            else { continue }
            let items = file.items(roles: project.configuration.roles)
            found += Comparison(base: base, path: path, items: items).findings()
        }
        return found
    }
}

private struct Comparison {
    let base: Checklist
    let path: String
    let items: [ItemState]

    func findings() -> [Diagnostic] {
        if items.isEmpty { return [ofFile("none of the items of \(base.path) are in this translation", "no items")] }
        let theirs = base.items.filter { $0.state.id != nil }
        if !theirs.isEmpty, items.allSatisfy({ $0.id == nil }) {
            return [
                ofFile(
                    "the items of this translation have no ids, so they cannot be matched with those of \(base.path)",
                    "no ids", advice: "Give each item the {#id} that the original has.")
            ]
        }
        return byID(theirs) + inOrder()
    }

    private func byID(_ theirs: [Item]) -> [Diagnostic] {
        var found: [Diagnostic] = []
        let mine = Dictionary(items.map { ($0.id ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        for item in theirs {
            guard let id = item.state.id, let translated = mine[id] else {
                let name = item.state.id ?? ""
                found.append(
                    ofFile(
                        "the item \"\(name)\" of \(base.path), \(item.name), is not in this translation", name,
                        related: Diagnostic.Related(path: base.path, line: item.state.line, message: "the item"),
                        item: item.key))
                continue
            }
            found += differences(item, translated)
        }
        let known = Set(theirs.compactMap(\.state.id))
        for item in items {
            guard let id = item.id, !known.contains(id) else { continue }
            found.append(
                Diagnostic(
                    TranslationMismatch.rule, path: path, line: item.line,
                    message: "the item \"\(id)\" of this translation is not in \(base.path)",
                    advice: "Compare the id with that of the original, letter by letter.", detail: id))
        }
        return found
    }

    private func inOrder() -> [Diagnostic] {
        let theirs = base.items.filter { $0.state.id == nil }
        let mine = items.filter { $0.id == nil }
        guard theirs.count == mine.count else {
            return [
                ofFile(
                    "this translation has \(mine.count) items without ids, and \(base.path) has \(theirs.count)",
                    "number of items",
                    advice: "Compare the two files, or give their items ids: \"countersign fix\" writes them.")
            ]
        }
        return zip(theirs, mine).flatMap(differences)
    }

    private func differences(_ original: Item, _ translated: ItemState) -> [Diagnostic] {
        var found: [Diagnostic] = []
        func add(_ line: Int, _ originalLine: Int, _ message: String, _ detail: String) {
            found.append(
                Diagnostic(
                    TranslationMismatch.rule, path: path, line: line, message: message,
                    advice: "Only \(base.path) counts: change it there, and then make the translation say the same.",
                    related: [Diagnostic.Related(path: base.path, line: originalLine, message: "the original")],
                    item: original.key, detail: detail))
        }
        let (mine, theirs) = (translated, original.state)
        if mine.isChecked != theirs.isChecked {
            let words = mine.isChecked ? "is ticked here, and not in" : "is not ticked here, but in"
            add(mine.line, theirs.line, "\(quoted(mine.title)) \(words) \(base.path)", "\(path) tick")
        }
        if mine.isExcluded != theirs.isExcluded {
            let words = mine.isExcluded ? "is struck through here, and not in" : "is not struck through here, but in"
            add(mine.line, theirs.line, "\(quoted(mine.title)) \(words) \(base.path)", "\(path) excluded")
        }
        for box in mine.fields.boxes {
            let other = theirs.fields.boxes.first { $0.role == box.role }
            guard box.isChecked != (other?.isChecked ?? false) else { continue }
            let words = box.isChecked ? "is ticked here, and not in" : "is not ticked here, but in"
            add(
                box.line, other?.line ?? theirs.line,
                "the sign-off box \"\(box.role)\" of \(quoted(mine.title)) \(words) \(base.path)",
                "\(path) box \(box.role)")
        }
        return found
    }

    private func ofFile(
        _ message: String, _ detail: String, related: Diagnostic.Related? = nil,
        advice: String = "Translate what is new in the original.", item: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            TranslationMismatch.rule, path: path, message: message, advice: advice,
            related: related.map { [$0] } ?? [], item: item, detail: "\(path) \(detail)")
    }
}
