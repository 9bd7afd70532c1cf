import Checklists

/// An item as people meet it: what, status, who and when, on what evidence, what happened.
struct ItemComponent {
    let pages: Pages
    /// Language of the words around the content; nil where content and interface share it.
    let interfaceLanguage: String?

    var medium = Medium.page

    var words: Words { pages.words }

    /// - Parameters:
    ///   - text: the item's own text, rendered.
    ///   - nested: the lists that hold items inside this one.
    func render(_ item: Item, text: HTML, nested: HTML) -> HTML {
        li(.class("item \(item.status.rawValue)"), medium == .page ? .id(Pages.id(ofItem: item.anchor)) : nil) {
            if medium == .page { formerIDs(of: item) }
            div(.class("what")) { text }
            p(.class("status"), .lang(interfaceLanguage), .dir(interfaceDirection)) {
                status(item.status)
                if item.isOverdue {
                    " "
                    b(.class("overdue")) {
                        Icon.overdue.html
                        words.overdue
                    }
                }
            }
            about(item)
            nested
        }
    }

    /// Links to an id that the item had once still lead to it.
    private func formerIDs(of item: Item) -> HTML {
        HTML(
            item.life.previousIDs.filter { pages.id(ofFragment: $0, on: item.path) == nil }.map { id in
                span(.id(Pages.id(ofItem: id))) { "" }
            })
    }

    private var interfaceDirection: String? { interfaceLanguage.flatMap(direction(ofLanguage:)) }

    /// Shape and word; only the word is read aloud.
    func status(_ status: Status) -> HTML {
        b {
            Icon.of(status).html
            words.statuses[status]
        }
    }

    private func about(_ item: Item) -> HTML {
        div(.class("about"), .lang(interfaceLanguage), .dir(interfaceDirection)) {
            if let sentence = sentence(on: item) { p { sentence } }
            if pages.isTranslationLater(thanSignOffsOf: item) { p { words.translations.changedLater } }
            fields(item)
            if medium == .page { actions(item) }
            history(item.life, item.signOffs)
        }
    }

    /// What a reader can do about the item; the script adds to it. The list item says which one is meant.
    @HTMLBuilder private func actions(_ item: Item) -> HTML {
        if let address = pages.editAddress(ofFile: item.path, line: item.state.line) {
            p(.class("actions")) { a(.href(address)) { words.edit } }
        }
    }

    // MARK: Fields

    private func fields(_ item: Item) -> HTML {
        let fields = item.state.fields
        let content = HTML {
            if let reason = pages.reason(of: item) { field(words.reason) { reason } }
            signOffs(item)
            if !fields.outputs.isEmpty {
                dt { words.outputs(fields.outputs.count).text() }
                fields.outputs.map { output in dd { self.output(output, of: item) } }
            }
            if let owner = fields.owner { field(words.owner) { pages.name(of: pages.report.owner(owner)) } }
            if let due = fields.due { field(words.due) { words.day(due) } }
            if let note = pages.note(of: item) { field(words.note) { note } }
        }
        return content.isEmpty ? content : dl { content }
    }

    private func field(_ name: String, @HTMLBuilder _ value: () -> HTML) -> HTML {
        HTML {
            dt { name }
            dd { value() }
        }
    }

    private func external(_ title: String, at address: Address?) -> HTML {
        guard let address else { return pages.content(title) }
        return a(.rel("external"), .href(address)) { bdi { title } }
    }

    private func output(_ output: Output, of item: Item) -> HTML {
        let title = pages.title(of: output, of: item)
        if let url = output.url {
            return HTML {
                external(title, at: Address(absolute: url))
                " – \(item.state.fields.asked.isEmpty ? words.external : words.documents.outside)"
            }
        }
        let path = output.path ?? ""
        guard let blob = output.blob else {
            return HTML {
                pages.content(title)
                if title != path { " (\(path))" }
                " – \(words.noSuchFile)"
            }
        }
        return HTML {
            pages.content(title, linkedTo: pages.address(ofFile: path))
            pages.draft(path, blob)
            " – "
            words.inRepository([
                .what: HTML(words.fileKind(of: path)), .version: HTML(CommitID(hex: blob).short),
            ])
        }
    }
}
