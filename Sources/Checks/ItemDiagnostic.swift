import Checklists

extension Diagnostic {
    /// Something about an item, at its line.
    init(
        _ rule: Rule, _ item: Item, columns: Range<Int>? = nil, message: String, advice: String? = nil,
        related: [Related] = [], detail: String? = nil
    ) {
        self.init(
            rule, path: item.path, line: item.state.line, columns: columns, message: message, advice: advice,
            related: related, item: item.key, detail: detail)
    }
}

extension Item {
    /// What messages call it: its text in quotation marks, long ones cut.
    var name: String { quoted(state.title) }
}

/// A text of the project inside a message.
func quoted(_ text: String, upTo length: Int = 80) -> String {
    "\"\(text.count > length ? text.prefix(length - 1) + "…" : text[...])\""
}
