import Checklists

/// Every word of the interface, in one language.
///
/// Sentences are whole phrases with gaps, never glued from pieces, so that another language can order them its own way.
struct Words: Sendable {
    static let english = Words()

    /// BCP 47 tag of these words.
    let language = "en"

    // MARK: Around every page

    let skip = "Skip to content"
    let mainNavigation = "Main"
    let breadcrumb = "Breadcrumb"
    let overview = "Overview"
    let changes = "Changes"
    let pageTitle: Phrase = "{title} – {project}"
    let footer: Phrase = "History as of commit {commit}. Due dates as of {day}."
    let generator: Phrase = "Made by Countersign {version}."
    let template: Phrase = "From the template {title}."
    let data = "Data as JSON"
    let historyBefore: Phrase = "History before {day} is not in this clone."
    let historyTruncated = "Part of the history is not in this clone."
    let includesWorktree = "Includes uncommitted changes."

    // MARK: Where things stand

    let noItems: Phrase = """
        No task-list item was found at commit {commit}. Countersign reads Markdown files with list items that begin \
        with a box, like this one:
        """
    let exampleItem = "- [ ] The data sharing agreement is signed"
    let noItemApplies = "No item is applicable."
    let allFinished = Plural(
        one: "The only applicable item is done or signed off",
        other: "All {applicable} applicable items are done or signed off")
    let noneFinished = Plural(
        one: "The only applicable item is not done yet", other: "None of the {applicable} applicable items is done yet")
    let someFinished = Plural(
        one: "{finished} of {applicable} applicable items is done or signed off",
        other: "{finished} of {applicable} applicable items are done or signed off")
    let overdueToo = Plural(one: "; {overdue} is overdue.", other: "; {overdue} are overdue.")
    let fullStop = "."
    let byStatus: Phrase = "Of {items}: {list}."
    let shortStanding: Phrase = "{finished} of {applicable} finished"
    let itemCount = Plural(one: "{count} item", other: "{count} items")
    let checklistCount = Plural(one: "{count} checklist", other: "{count} checklists")

    // MARK: Overview

    let checklists = "Checklists"
    let allChecklists = "All checklists"
    let checklist = "Checklist"
    let phase = "Phase"
    let folder = "Folder"
    let itemsColumn = "Items"
    let total = "Total"
    let draft = "Draft"
    let rootFolder = "Top folder"
    let attention = "Needs attention"
    let nothingToAttend = "Nothing is overdue, reopened or waiting for a sign-off."
    let reopenedGroup = "Reopened"
    let inChecklist: Phrase = "in {checklist}"
    let dueOn: Phrase = "due on {day}"
    let ownedBy: Phrase = "with {person}"
    let moreIn: Phrase = "and {count} more: {list}"
    let moreInMany: Phrase = "and {count} more in {checklists}"
    let latestChanges = "Latest changes"
    let allChanges = "All changes"
    let noChanges = "No change of an item is known."

    // MARK: Item

    let overdue = "Overdue"
    let owner = "Owner"
    let due = "Due"
    let reason = "Reason"
    let note = "Note"
    let outputs = Plural(one: "Output", other: "Outputs")
    let external = "external; may need sign-in; not checked"
    let inRepository: Phrase = "{what}, in this repository, version {version}"
    let noSuchFile = "no file of this name in this commit"
    let history: Phrase = "History ({count})"
    let completed: Phrase = "Completed by {person} on {day} in {change}."
    let bornTicked: Phrase = "Already ticked when it was added by {person} on {day} in {change}."
    let reopened: Phrase = "Reopened by {person} on {day} in {change}."
    let excluded: Phrase = "Marked as not applicable by {person} on {day} in {change}."
    let completedUncommitted = "Completed in changes that are not committed yet."
    let reopenedUncommitted = "Reopened in changes that are not committed yet."
    let excludedUncommitted = "Marked as not applicable in changes that are not committed yet."
    let completedUnknown = "Completed; when and by whom is not known:"
    let historyBeforeClause: Phrase = "history before {day} is not in this clone."
    let historyTruncatedClause = "part of the history is not in this clone."
    let recognised = "The item was recognised by likeness, not by its id or its exact text."
    let otherItems = "Further items of this file"
    let unnamed = "somebody without a name"
    let commit: Phrase = "commit {commit}"
    let image: Phrase = "Image: {title}"
    let tableLabel = "Table"
    let footnotes = "Footnotes"

    let signOffs = SignOffWords()

    // MARK: History

    let events = EventWords()
    let eventLine: Phrase = "{day}: {what} ({change})"
    let eventOfCommit: Phrase = "{what} (commit {commit})"
    let eventUncommitted: Phrase = "Not committed yet: {what}"
    let inferred = "inferred by likeness"

    // MARK: Changes

    let changesLead = "What every commit did to the items, newest first."
    let notCommitted = "Not committed yet"
    let changeLine: Phrase = "On {day} {person} {actions} in {change}."
    let changeUnderDay: Phrase = "{person} {actions} in {change}."
    let changeUncommitted: Phrase = "Changes that are not committed yet: {actions}."
    let changesOmitted: Phrase = """
        These are the newest {count} commits that changed an item; {omitted} older ones are left out here. \
        All of them are in {what}.
        """
    private let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    let andMore: Phrase = "and {count} more"
    let formerlyIn: Phrase = "{title} (formerly in {from})"
}

/// Words that depend on a value of the domain, and what a language does to numbers, days and lists.
extension Words {
    func word(_ status: Status) -> String { status.word }

    /// "4 March 2027".
    func day(_ day: Day) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

    /// "14,700".
    func number(_ number: Int) -> String {
        let digits = Array(String(number))
        guard digits.count > 3 else { return String(digits) }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }

    /// "a, b and c".
    func list(_ parts: [HTML]) -> HTML {
        guard let last = parts.last, parts.count > 1 else { return HTML(parts) }
        return HTML {
            for (index, part) in parts.dropLast().enumerated() {
                if index > 0 { ", " }
                part
            }
            " and "
            last
        }
    }

    /// What kind of file a name's extension stands for.
    func fileKind(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "file" }
        let suffix = name[name.index(after: dot)...].lowercased()
        return switch suffix {
        case "md", "markdown": "Markdown document"
        case "bpmn": "BPMN diagram"
        case "csv": "CSV table"
        case "xls", "xlsx", "ods": "spreadsheet"
        case "doc", "docx", "odt": "text document"
        case "png", "jpg", "jpeg", "gif", "svg", "webp": "\(suffix.uppercased()) image"
        case "": "file"
        default:
            suffix.utf8.count <= 8 && suffix.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
                ? "\(suffix.uppercased()) file" : "file"
        }
    }
}
