import Checklists
import Images

/// A file that is read with a program of its own: what it is, how large, and the way to get it.
struct AttachmentView {
    let pages: Pages
    let path: String
    let blob: String

    private var words: FileWords { pages.words.files }
    private var file: PublishedFile? { pages.shared.files.file(blob, at: path) }

    /// Nothing for what cannot be read.
    @HTMLBuilder var html: HTML {
        if let file {
            div(.class("about")) {
                dl {
                    dt { words.name }
                    dd { bdi { fileName } }
                    dt { words.kind }
                    dd { pages.words.fileKind(of: file) }
                    dt { words.size }
                    dd { pages.words.size(file.size) }
                    dt { words.version }
                    dd { code { CommitID(hex: blob).short } }
                }
            }
            FileNotes(pages: pages, file: file).html
            download(file)
        }
    }

    /// The way to get what the page shows already.
    @HTMLBuilder var link: HTML { if let file { download(file) } }

    private var fileName: String { path.split(separator: "/").last.map { commitText(String($0)) } ?? path }

    /// Saved under its own name, where the site has it under another.
    @HTMLBuilder private func download(_ file: PublishedFile) -> HTML {
        if let name = pages.shared.files.name(of: file) {
            p {
                a(.href(pages.shared(name)), isOpened(file) ? nil : Attribute(name: "download", value: fileName)) {
                    words.download([
                        .what: HTML(pages.words.fileKind(of: file)), .count: HTML(pages.words.size(file.size)),
                    ])
                }
            }
        }
    }

    /// Browsers show it themselves.
    private func isOpened(_ file: PublishedFile) -> Bool {
        switch file.content {
        case .pdf: true
        case .picture: file.picture != nil
        default: false
        }
    }
}

/// What readers should know of a file before they trust its name, or wonder why it is not there.
struct FileNotes {
    let pages: Pages
    let file: PublishedFile

    private var words: FileWords { pages.words.files }

    var html: HTML { HTML(texts.map { text in p(.class("notice")) { text } }) }

    var texts: [String] {
        var texts: [String] = []
        if case .pointer = file.content {
            texts.append(words.pointer)
        } else if !file.content.fits(file.path) {
            texts.append(words.otherKind.text([.name: nameKind, .what: pages.words.fileKind(of: file)]))
        }
        switch file.problem {
        case .damaged?: texts.append(words.damaged)
        case .refused(let kind)?: texts.append(kind == .svg ? words.unclean : words.tooManyPixels)
        case .unsupported(let kind)?: texts.append(words.unsupported.text([.name: kind.name]))
        case .unknown?, nil: break
        }
        if file.picture?.isCleaned == true { texts.append(words.cleaned) }
        if !file.isCopied, file.size > PublishedFile.maximumSize { texts.append(words.notCopied) }
        let isActive =
            switch file.content {
            case .markup: true
            case .picture(.svg): file.problem != nil
            default: false
            }
        if isActive, file.isCopied { texts.append(words.asText) }
        return texts
    }

    private var nameKind: String { fileExtension(of: file.path).uppercased() }
}

extension FileContent {
    /// As people know it.
    var kind: FileKind {
        switch self {
        case .picture: .image
        case .office("DOCX"), .office("ODT"): .text
        case .office("XLSX"), .office("ODS"): .spreadsheet
        case .office("PPTX"), .office("ODP"): .presentation
        case .office, .pdf, .archive, .markup, .pointer, .text, .binary: .other
        }
    }
}

extension Words {
    /// What a file is, by what it holds, and by its name where that does not tell.
    func fileKind(of file: PublishedFile) -> String {
        // Diagrams are XML, and Markdown may begin with HTML; readers know them by what they show.
        if case .markup = file.content, [.bpmn, .markdown].contains(FileKind.named(by: file.path).0) {
            return fileKind(of: file.path)
        }
        guard let name = file.content.name else {
            return file.content.fits(file.path) ? fileKind(of: file.path) : fileKinds[.other]
        }
        return namedFileKind.text([.name: name, .what: fileKinds[file.content.kind]])
    }

    /// "1.4 MB": in thousands of thousands, as CLDR writes it.
    func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: files.bytes(bytes).text([.count: number(bytes)])
        case ..<999_500: files.kilobytes.text([.count: number((bytes + 500) / 1_000)])
        default: files.megabytes.text([.count: tenths((bytes + 50_000) / 100_000)])
        }
    }

    private func tenths(_ tenths: Int) -> String {
        number(tenths / 10) + (tenths % 10 == 0 ? "" : "\(numbers.decimal)\(tenths % 10)")
    }
}
