import Images

/// A picture on its own page: as large as the page is wide, leading to all of it.
struct PictureView {
    let pages: Pages
    let path: String
    let blob: String

    /// What it shows is said by whoever rests on it; here its name has to do.
    private var alternative: String {
        pages.words.image.text([.title: path.split(separator: "/").last.map(String.init) ?? path])
    }

    var html: HTML {
        HTML {
            if let file = pages.shared.files.file(blob, at: path), let picture = pages.shared.files.picture(file) {
                div(.class("chart")) { picture.html(pages, alternative: alternative) }
            }
            AttachmentView(pages: pages, path: path, blob: blob).html
        }
    }
}

/// What a picture was at an earlier version, and what it is now.
struct PictureChangesView {
    let pages: Pages
    let path: String
    let earlier: String
    let blob: String

    private var words: FileWords { pages.words.files }

    /// nil where one of both is no picture that can be shown.
    var html: HTML? {
        guard let before = part(earlier, words.before), let after = part(blob, words.after) else { return nil }
        return HTML {
            before
            after
        }
    }

    private func part(_ blob: String, _ caption: Phrase) -> HTML? {
        guard let file = pages.shared.files.file(blob, at: path), let picture = pages.shared.files.picture(file) else {
            return nil
        }
        let version = String(blob.prefix(7))
        return figure(.class("chart")) {
            figcaption { caption([.version: HTML(version)]) }
            picture.html(pages, alternative: caption.text([.version: version]))
        }
    }
}

extension ShownPicture {
    /// The picture with a link to all of it. Its size is told, so that nothing jumps when it comes.
    ///
    /// - Parameters:
    ///   - width: how wide its author wants it.
    ///   - isLinked: false inside a link of the content.
    func html(
        _ pages: Pages, alternative: String, title: String = "", width wanted: Int? = nil, isLinked: Bool = true
    ) -> HTML {
        let width = min(wanted ?? self.width, self.width)
        let height = max(1, (self.height * width + self.width / 2) / self.width)
        let picture = img(
            .src(pages.shared(shown)), .alternative(alternative), Attribute(name: "width", value: String(width)),
            Attribute(name: "height", value: String(height)), Attribute(name: "loading", value: "lazy"),
            Attribute(name: "decoding", value: "async"),
            title.isEmpty ? nil : Attribute(name: "title", value: title))
        return isLinked ? a(.href(pages.shared(full))) { picture } : picture
    }
}
