import Images
import Markdown

/// A file of the repository, and what of it is on the site.
struct PublishedFile {
    /// Where it lies in the repository.
    var path: String
    let blob: String
    let size: Int
    let content: FileContent
    /// nil where it is no picture that pages show.
    let picture: PictureSize?
    /// Why it is none, though it is a picture.
    let problem: Picture.Problem?

    struct PictureSize {
        let width: Int
        let height: Int
        let isCleaned: Bool
    }

    static let maximumSize = FileContent.maximumPublishedSize

    /// Whether it can lie on the site.
    var isCopied: Bool {
        if case .pointer = content { return false }
        return size <= Self.maximumSize
    }
}

/// A picture as pages show it, by paths from the site's folder.
struct ShownPicture {
    let file: PublishedFile
    /// What the page shows: the picture, or a smaller copy of it.
    let shown: String
    let full: String
    let width: Int
    let height: Int
}

/// The repository's files that lie on the site, in `files/`: each content once, whatever shows it, and looked at once.
final class PublishedFiles {
    private let source: any SiteSource
    private var blobs: [String: String?] = [:]
    private var files: [String: PublishedFile?] = [:]
    private var unwritten: [String: Bool] = [:]
    private var names: [String: String] = [:]
    private var pictures: [String: ShownPicture] = [:]
    private var taken: Set<String> = []
    /// To be written.
    private var waiting: [(name: String, content: Content)] = []

    private enum Content {
        case blob(String)
        case made([UInt8])
    }

    /// How many pixels are decoded for smaller copies, all pictures together: half a minute of work. The others are shown as
    /// they are.
    private var pixelsLeft: Int
    /// Bytes of a picture: fewer come soon enough over a slow line as they are. Nor is a copy made of one that is hardly wider.
    private static let copiedFrom = 150_000
    /// What was read last: a picture is looked at, shown and written one after the other.
    private var last: (blob: String, bytes: [UInt8])?
    private var lastPicture: (blob: String, picture: Picture)?

    static let folder = "files"

    init(_ source: any SiteSource, pixels: Int = 600_000_000) {
        self.source = source
        pixelsLeft = pixels
    }

    /// The regular file of the commit at a path; nil where there is none, and where it cannot be read.
    func file(at path: String) -> PublishedFile? {
        let blob = blobs[path] ?? source.blob(at: path)
        blobs[path] = .some(blob)
        return blob.flatMap { file($0, at: path) }
    }

    /// Any version of a file.
    func file(_ blob: String, at path: String) -> PublishedFile? {
        let file = files[blob] ?? bytes(of: blob).map { read($0, blob, path) }
        files[blob] = .some(file)
        guard var file else { return nil }
        // The same content may lie at several places.
        file.path = path
        return file
    }

    /// Whether a version of a Markdown file says of itself that it is not written yet.
    func isUnwritten(_ blob: String, at path: String) -> Bool {
        guard FileKind.named(by: path).0 == .markdown else { return false }
        if let known = unwritten[blob] { return known }
        let answer = bytes(of: blob).map(Markdown.isUnwritten) ?? false
        unwritten[blob] = answer
        return answer
    }

    private func bytes(of blob: String) -> [UInt8]? {
        if let last, last.blob == blob { return last.bytes }
        let bytes = source.content(ofBlob: blob)
        last = bytes.map { (blob, $0) }
        return bytes
    }

    private func read(_ bytes: [UInt8], _ blob: String, _ path: String) -> PublishedFile {
        var size: PublishedFile.PictureSize?
        var problem: Picture.Problem?
        let content = FileContent(bytes)
        if case .picture = content, bytes.count <= PublishedFile.maximumSize {
            do throws(Picture.Problem) {
                let picture = try Picture(bytes)
                lastPicture = (blob, picture)
                size = .init(width: picture.width, height: picture.height, isCleaned: picture.isCleaned)
            } catch {
                problem = error
            }
        }
        return PublishedFile(
            path: path, blob: blob, size: bytes.count, content: content, picture: size, problem: problem)
    }

    // MARK: On the site

    /// Where the file lies on the site; from now on it does. nil for one that is not copied.
    func name(of file: PublishedFile) -> String? {
        guard file.isCopied else { return nil }
        if file.content == .picture(.svg), file.picture != nil { return picture(file)?.full }
        if let known = names[file.blob] { return known }
        let name = newName(file, "", file.content.publishedExtension(of: file.path))
        names[file.blob] = name
        waiting.append((name, .blob(file.blob)))
        return name
    }

    /// The file as pages show it; nil for what they do not.
    func picture(_ file: PublishedFile) -> ShownPicture? {
        if let known = pictures[file.blob] { return known }
        guard let size = file.picture, let picture = picture(ofBlob: file.blob) else { return nil }
        let full: String
        if picture.kind == .svg {
            full = newName(file, "", "svg")
            waiting.append((full, .made(picture.content)))
        } else {
            guard let name = name(of: file) else { return nil }
            full = name
        }
        var shown = full
        if let copy = copy(of: picture) {
            shown = newName(file, "-\(copy.width)", copy.kind.extensions[0])
            waiting.append((shown, .made(copy.content)))
        }
        let result = ShownPicture(file: file, shown: shown, full: full, width: size.width, height: size.height)
        pictures[file.blob] = result
        return result
    }

    private func picture(ofBlob blob: String) -> Picture? {
        if let lastPicture, lastPicture.blob == blob { return lastPicture.picture }
        return bytes(of: blob).flatMap { try? Picture($0) }
    }

    private func copy(of picture: Picture) -> Picture? {
        let pixels = picture.width * picture.height
        guard picture.width >= Picture.pageWidth * 5 / 4, picture.content.count >= Self.copiedFrom,
            picture.kind != .svg,
            pixels <= pixelsLeft
        else { return nil }
        pixelsLeft -= pixels
        return picture.copy()
    }

    /// What has been shown since the last time and is not written yet, in order.
    func forEachNew(_ body: (OutputFile) throws -> Void) rethrows {
        defer { (waiting, last, lastPicture) = ([], nil, nil) }
        for (name, content) in waiting {
            switch content {
            case .made(let bytes): try body(OutputFile(path: name, content: bytes))
            case .blob(let blob): try body(OutputFile(path: name, content: bytes(of: blob) ?? []))
            }
        }
    }

    // MARK: Names

    /// `files/0123456789ab-access-levels.pdf`: the content's id, so that another version has another name, and what can be
    /// read of the file's own name in any address. An extension that it must not have is part of the name.
    private func newName(_ file: PublishedFile, _ addition: String, _ suffix: String) -> String {
        let name = file.path.split(separator: "/").last.map(String.init) ?? ""
        let own = fileExtension(of: name)
        var stem = ""
        for byte in (own == suffix ? name.dropLast(own.count + 1) : name[...]).lowercased().utf8 {
            let isKept = (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
            if isKept { stem.unicodeScalars.append(Unicode.Scalar(byte)) } else if stem.last != "-" { stem += "-" }
        }
        stem = stem.prefix(60).split(separator: "-").joined(separator: "-")
        let isHex = file.blob.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        let id = isHex ? String(file.blob.prefix(12)) : shortHash(file.blob)
        let start = "\(Self.folder)/\(id)" + (stem.isEmpty ? "" : "-\(stem)") + addition
        var result = "\(start).\(suffix)"
        var number = 2
        // Digits of two ids can be the same, if somebody wants that.
        while !taken.insert(result).inserted {
            result = "\(start)-\(number).\(suffix)"
            number += 1
        }
        return result
    }
}
