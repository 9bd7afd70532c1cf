import Checklists
import Markdown

/// Walks a Markdown document and collects its items, with their fields (SPEC: what a team writes).
struct ItemReader {
    let path: String
    let header: FrontMatterValues
    /// Declared roles; a box is recognised by them.
    let roles: [String]

    private(set) var items: [ItemState] = []
    /// Lines of bullets under a `Sign-off:` field: with other roles they might be something else.
    private(set) var linesDependingOnRoles: [Int] = []
    /// For each item what a sign-off would cover of its text; nil where there can be none: the item asks for no sign-off,
    /// and has no id that a trailer could name.
    private(set) var coveredTexts: [CoveredText?] = []
    private(set) var diagnostics: [Diagnostic] = []

    private var headings: [(level: Int, text: String)] = []
    private let defaults: ItemFields

    /// An item's text beyond this many bytes is reported and cut, so that one line cannot swell every page and report.
    static let maximumTextLength = 65_536

    init(path: String, header: FrontMatterValues, roles: [String]) {
        self.path = path
        self.header = header
        self.roles = roles
        defaults = ItemFields(
            owner: header.owner, due: header.due,
            outputs: header.outputs.compactMap { OutputLink.resolve($0, title: $0, from: path) }, asked: header.asked)
    }

    mutating func read(_ document: Document) {
        for block in document.blocks { visit(block, depth: 0) }
    }

    private mutating func visit(_ block: Block, depth: Int) {
        switch block.kind {
        case .heading(let level):
            headings.removeAll { $0.level >= level }
            headings.append((level, Self.plainTextWithoutID(block.inlines).text))
        case .listItem(let task?): readItem(block, task, depth: depth)
        default:
            // A heading inside a list, quotation or footnote is over where that ends.
            let outer = headings
            for child in block.children { visit(child, depth: depth) }
            headings = outer
        }
    }

    // MARK: One item

    private mutating func readItem(_ block: Block, _ task: TaskMarker, depth: Int) {
        let inlines = block.children.first?.inlines ?? []
        let (titleInlines, id) = Self.withoutID(inlines)
        let title = plainText(of: titleInlines)
        var content = ItemContent(title: title, fields: defaults)
        let index = items.count
        items.append(
            ItemState(
                id: validated(id, line: task.line), line: task.line, section: headings.map(\.text), depth: depth,
                title: title, firstLine: Self.firstLine(of: inlines), text: title, isChecked: task.isChecked,
                isExcluded: Self.isStruckThrough(inlines),
                fields: defaults, fieldLines: []))
        coveredTexts.append(nil)
        for child in block.children.dropFirst() {
            if case .list = child.kind {
                for bullet in child.children { readBullet(bullet, into: &content, depth: depth + 1) }
            } else {
                collectText(child, into: &content, depth: depth + 1)
            }
        }
        items[index].text = limited(content.texts.joined(separator: " "), line: task.line)
        items[index].title = String(title.utf8Prefix(Self.maximumTextLength))
        items[index].fields = content.fields
        items[index].fieldLines = content.fieldLines
        guard !content.fields.asked.isEmpty || items[index].id != nil else { return }
        let fieldLines = Set(content.fieldLines)
        let form = CoveredTextWriter.canonicalForm(of: titleInlines, and: block.children.dropFirst()) {
            fieldLines.contains($0.line)
        }
        coveredTexts[index] = CoveredText(canonical: form, text: items[index].text)
    }

    /// What is gathered while the children of one item are read.
    private struct ItemContent {
        var texts: [String]
        var fields: ItemFields
        var fieldLines: [Int] = []
        /// The item has outputs or asks for sign-offs of its own, so those of the front matter do not apply.
        var hasOwnOutputs = false
        var hasOwnSignOff = false

        init(title: String, fields: ItemFields) {
            texts = [title]
            self.fields = fields
        }
    }

    private mutating func readBullet(_ bullet: Block, into content: inout ItemContent, depth: Int) {
        if let task = bullet.task {
            readItem(bullet, task, depth: depth)
        } else if let field = Field(bullet) {
            content.fieldLines.append(bullet.line)
            read(field, of: bullet, into: &content, depth: depth)
        } else {
            collectText(bullet, into: &content, depth: depth)
        }
    }

    /// Adds a block's plain text to the item's; task items inside it are items of their own.
    private mutating func collectText(_ block: Block, into content: inout ItemContent, depth: Int) {
        if let task = block.task {
            readItem(block, task, depth: depth)
            return
        }
        let own: String =
            switch block.kind {
            case .codeBlock(_, let code): code.collapsed
            default: plainText(of: block.inlines)
            }
        if !own.isEmpty { content.texts.append(own) }
        for child in block.children { collectText(child, into: &content, depth: depth) }
    }

    private mutating func read(_ field: Field, of bullet: Block, into content: inout ItemContent, depth: Int) {
        switch field.name {
        case .owner: content.fields.owner = field.value.isEmpty ? nil : field.value
        case .reason: content.fields.reason = field.value.isEmpty ? nil : field.value
        case .note: content.fields.note = field.value.isEmpty ? nil : field.value
        case .due: readDue(field.value, line: bullet.line, into: &content)
        case .output:
            if !content.hasOwnOutputs { content.fields.outputs = [] }
            content.hasOwnOutputs = true
            let links = OutputLink.all(in: bullet, value: field.value, from: path)
            content.fields.outputs = (content.fields.outputs + links).uniqued()
        case .signOff:
            if !content.hasOwnSignOff { content.fields.asked = [] }
            content.hasOwnSignOff = true
            let named = field.value.split(separator: ",").map(\.collapsed).filter { !$0.isEmpty }
            content.fields.asked = (content.fields.asked + named).uniqued()
        }
        for child in bullet.children.dropFirst() {
            if field.name == .signOff {
                readAsked(child, into: &content, depth: depth)
            } else {
                collectItems(child, depth: depth)
            }
        }
    }

    /// What stands below `Sign-off:`: boxes and roles in lists, however deep, and items in their own right. Bullets that only
    /// group are prose.
    private mutating func readAsked(_ block: Block, into content: inout ItemContent, depth: Int) {
        switch block.kind {
        case .listItem: readAskedBullet(block, into: &content, depth: depth)
        case .blockQuote: collectItems(block, depth: depth, areQuotedBoxes: true)
        default:
            for child in block.children { readAsked(child, into: &content, depth: depth) }
        }
    }

    private mutating func readAskedBullet(_ bullet: Block, into content: inout ItemContent, depth: Int) {
        linesDependingOnRoles.append(bullet.line)
        let words = plainText(of: bullet.children.first?.inlines ?? [])
        if let role = declaredRole(beginning: words) {
            // "dpo, ministry" asks for both, and one tick cannot tell who signed.
            let further = words.split { ",;/&+".contains($0) }.dropFirst().map { $0.prefix { $0 != "(" }.collapsed }
            let named = ([role] + further.filter(roles.contains)).uniqued()
            content.fields.asked = (content.fields.asked + named).uniqued()
            content.fieldLines.append(bullet.line)
            if let task = bullet.task {
                content.fields.boxes.append(SignOffBox(role: role, isChecked: task.isChecked, line: task.line))
                if named.count > 1 {
                    tellOfUnreadableBox(
                        words, line: bullet.line, why: "names several roles, and its box is that of the first",
                        advice: "Write a box for each role.")
                }
            }
        } else if let task = bullet.task {
            readItem(bullet, task, depth: depth)
            return
        } else if words.hasPrefix("[") {
            tellOfUnreadableBox(words, line: bullet.line)
        }
        for child in bullet.children { readAsked(child, into: &content, depth: depth) }
    }

    /// Somebody meant to sign, or to ask: without a word the item would ask for one sign-off less.
    private mutating func tellOfUnreadableBox(
        _ words: String, line: Int, why: String = "is no box, so nothing is asked or signed by it",
        advice: String =
            "Write it as \"- [ ] role\", or \"- [x] role\" to sign: one letter in the box, a space behind it."
    ) {
        diagnostics.append(
            Diagnostic(
                .unreadableBox, path: path, line: line,
                message: "\"\(words.prefix(60))\" under \"Sign-off:\" \(why)", advice: advice,
                detail: String(words.prefix(60))))
    }

    /// With `areQuotedBoxes` those that begin with a role are told: their author meant boxes.
    private mutating func collectItems(_ block: Block, depth: Int, areQuotedBoxes: Bool = false) {
        guard let task = block.task else {
            for child in block.children { collectItems(child, depth: depth, areQuotedBoxes: areQuotedBoxes) }
            return
        }
        if areQuotedBoxes {
            linesDependingOnRoles.append(block.line)
            let words = plainText(of: block.children.first?.inlines ?? [])
            if declaredRole(beginning: words) != nil {
                tellOfUnreadableBox(
                    words, line: block.line, why: "is quoted, so its box is an ordinary item",
                    advice: "Take the \">\" away: a sign-off box stands in a list.")
            }
        }
        readItem(block, task, depth: depth)
    }

    private mutating func readDue(_ value: String, line: Int, into content: inout ItemContent) {
        guard !value.isEmpty else { return }
        if let day = Day(value) {
            content.fields.due = day
        } else {
            diagnostics.append(
                Diagnostic(
                    .dueDay, path: path, line: line,
                    message: "\"\(value.prefix(60))\" is not a day", advice: "Write it as YYYY-MM-DD: 2027-03-31.",
                    detail: String(value.prefix(60))))
        }
    }

    /// The longest declared role that `text` begins with, as a whole word.
    private func declaredRole(beginning text: String) -> String? {
        roles.filter { role in
            guard text.hasPrefix(role) else { return false }
            guard let next = text.dropFirst(role.count).first else { return true }
            return !(next.isLetter || next.isNumber || next == "-" || next == "_" || next == ".")
        }.max { $0.count < $1.count }
    }

    private mutating func limited(_ text: String, line: Int) -> String {
        guard text.utf8.count > Self.maximumTextLength else { return text }
        diagnostics.append(
            Diagnostic(
                .itemTooLong, path: path, line: line,
                message: "the text of the item that begins here is longer than 64 KiB; only its beginning is told",
                advice: "Move long text to a document and link it as an output."))
        return String(text.utf8Prefix(Self.maximumTextLength))
    }

    private mutating func validated(_ id: String?, line: Int) -> String? {
        guard let id else { return nil }
        if isItemID(id) { return id }
        diagnostics.append(
            Diagnostic(
                .malformedID, path: path, line: line,
                message: "\"\(id.prefix(80))\" cannot be an id",
                advice: "An id is 1 to 64 of the characters a-z 0-9 . _ - and begins with a letter or digit.",
                detail: String(id.prefix(80))))
        return nil
    }
}

/// Whether a text is an item id: `[a-z0-9][a-z0-9._-]{0,63}`.
package func isItemID(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = text.utf8.first, text.utf8.count <= 64, isAlphanumeric(first) else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
}

extension String {
    /// The longest prefix of whole characters with at most `count` bytes of UTF-8.
    func utf8Prefix(_ count: Int) -> Substring {
        guard utf8.count > count else { return self[...] }
        var end = utf8.index(startIndex, offsetBy: count)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end]
    }
}
