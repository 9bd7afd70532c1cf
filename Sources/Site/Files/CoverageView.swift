import Checklists

/// What a sign-off covers, each thing with what became of it.
struct CoverageView {
    let pages: Pages
    let signOff: SignOff
    /// What a sign-off of the item would cover now; nil for an item that is not there any more.
    let now: Coverage?

    /// Their names are in the data.
    private static let maximumFiles = 50

    private var words: VersionWords { pages.words.versions }

    var html: HTML {
        let files = signOff.covers.outputs + signOff.covers.references
        return ul {
            li {
                words.itemText
                if let now {
                    pages.words.comma
                    now.text == signOff.covers.text ? words.unchanged : words.textDiffers
                }
            }
            for file in files.prefix(Self.maximumFiles) { li { told(file) } }
            if files.count > Self.maximumFiles {
                li { pages.words.andMore([.count: pages.number(files.count - Self.maximumFiles)]) }
            }
        }
    }

    private func told(_ file: CoveredFile) -> HTML {
        guard let path = file.path else {
            return HTML {
                pages.content(file.url ?? "", linkedTo: file.url.flatMap(Address.init(absolute:)))
                pages.words.comma
                words.addressOnly
            }
        }
        guard let blob = file.blob else {
            return HTML {
                pages.content(path)
                pages.words.comma
                words.notThere
            }
        }
        return HTML {
            pages.content(path, linkedTo: pages.address(ofChecklist: path))
            pages.words.comma
            FileVersion(pages: pages, path: path, blob: blob, commit: signOff.commit).html
            if now != nil {
                pages.words.comma
                state(of: path, blob)
            }
        }
    }

    private func state(of path: String, _ blob: String) -> HTML {
        let files = (now?.outputs ?? []) + (now?.references ?? [])
        let file = files.first { $0.path == path } ?? files.first { $0.blob == blob }
        guard let current = file?.blob else { return HTML(words.gone) }
        guard current != blob else { return HTML(words.unchanged) }
        let version = FileVersion(pages: pages, path: path, blob: current, commit: pages.report.commit).html
        return HTML {
            words.differs([.version: version])
            if let who = SignOffTelling(pages: pages).changers(of: path, from: blob, to: current) {
                " "
                who
            }
        }
    }
}
