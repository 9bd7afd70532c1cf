/// What kind of picture some bytes are, whatever the file is called.
package enum PictureKind: String, CaseIterable, Sendable {
    /// Shown on pages.
    case png, jpeg, gif, webp, svg
    /// Only known by name.
    case avif, heic, jpegXL, bmp, tiff, icon

    /// nil for what is no picture that is known here. Only the beginning is looked at: what follows may be wrong.
    package init?(_ bytes: [UInt8]) {
        guard let signature = Self.signatures.first(where: { $0.fits(bytes) }) else {
            guard SVGDrawing.isWritten(in: bytes) else { return nil }
            self = .svg
            return
        }
        self = signature.kind
    }

    /// As people write it.
    package var name: String {
        switch self {
        case .jpegXL: "JPEG XL"
        case .webp: "WebP"
        case .icon: "ICO"
        case .png, .jpeg, .gif, .svg, .avif, .heic, .bmp, .tiff: rawValue.uppercased()
        }
    }

    /// Extensions of files of this kind, lower case; the usual one first.
    package var extensions: [String] {
        switch self {
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .gif: ["gif"]
        case .webp: ["webp"]
        case .svg: ["svg"]
        case .avif: ["avif"]
        case .heic: ["heic", "heif"]
        case .jpegXL: ["jxl"]
        case .bmp: ["bmp"]
        case .tiff: ["tiff", "tif"]
        case .icon: ["ico"]
        }
    }

    private struct Signature {
        let kind: PictureKind
        let offset: Int
        let bytes: [UInt8]

        init(_ kind: PictureKind, at offset: Int = 0, _ bytes: [UInt8]) {
            self.kind = kind
            self.offset = offset
            self.bytes = bytes
        }

        init(_ kind: PictureKind, at offset: Int = 0, _ text: StaticString) {
            self.init(kind, at: offset, Array(text.description.utf8))
        }

        func fits(_ content: [UInt8]) -> Bool { content.dropFirst(offset).starts(with: bytes) }
    }

    /// WHATWG MIME Sniffing, 6.1; AVIF and HEIC by the brand of their container (ISO/IEC 14496-12, 4.3).
    private static let signatures = [
        Signature(.png, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Signature(.jpeg, [0xff, 0xd8, 0xff]),
        Signature(.gif, "GIF87a"), Signature(.gif, "GIF89a"), Signature(.webp, at: 8, "WEBPVP"),
        Signature(.avif, at: 4, "ftypavif"), Signature(.avif, at: 4, "ftypavis"), Signature(.heic, at: 4, "ftyphei"),
        Signature(.heic, at: 4, "ftyphev"), Signature(.heic, at: 4, "ftypmif1"), Signature(.jpegXL, [0xff, 0x0a]),
        Signature(.jpegXL, at: 4, "JXL \r\n"), Signature(.tiff, [0x49, 0x49, 0x2a, 0]),
        Signature(.tiff, [0x4d, 0x4d, 0, 0x2a]), Signature(.icon, [0, 0, 1, 0]), Signature(.bmp, "BM"),
    ]
}
