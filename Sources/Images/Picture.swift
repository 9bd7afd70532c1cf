import CPictures

/// A picture that browsers show: what it is, by its bytes alone, and how large. Nothing is decoded for that.
package struct Picture: Hashable, Sendable {
    package let kind: PictureKind
    /// In CSS pixels, as browsers show it: turned as EXIF says.
    package let width: Int
    package let height: Int
    /// What can be published: the file as it is, or a drawing without what it may not have.
    package let content: [UInt8]
    /// A drawing had elements or attributes that were left out.
    package let isCleaned: Bool
    private let channels: Int
    /// EXIF, "Orientation": 1 to 8.
    private let orientation: Int
    private let isAnimated: Bool

    /// Why bytes are no picture that is shown.
    package enum Problem: Error, Hashable, Sendable {
        /// They are no picture that is known here.
        case unknown
        /// A picture of a kind that not every browser shows.
        case unsupported(PictureKind)
        /// They begin like one, and are none: cut off, without a size, or not what the format allows.
        case damaged(PictureKind)
        /// A drawing with more elements than are looked at, or an entity of its own.
        case refused(PictureKind)
    }

    /// Sides that no real picture has: what a browser would need for them could be any amount of memory.
    package static let maximumSide = 30_000
    /// A browser decodes what it shows, and so do we for a smaller copy.
    package static let maximumPixels = 64_000_000

    package init(_ bytes: [UInt8]) throws(Problem) {
        guard let kind = PictureKind(bytes) else { throw .unknown }
        self.kind = kind
        var header: countersign_picture?
        switch kind {
        case .png: header = Self.header(bytes, countersign_png_header)
        case .jpeg: header = Self.header(bytes, countersign_jpeg_header)
        case .webp: header = Self.header(bytes, countersign_webp_header)
        case .gif: header = Self.gifHeader(bytes)
        case .svg:
            guard let drawing = SVGDrawing(bytes) else { throw .refused(kind) }
            (width, height, content, isCleaned) = (drawing.width, drawing.height, drawing.content, drawing.isCleaned)
            (channels, orientation, isAnimated) = (0, 1, false)
            return
        case .avif, .heic, .jpegXL, .bmp, .tiff, .icon: throw .unsupported(kind)
        }
        guard let header, header.width > 0, header.height > 0, Self.hasEnd(bytes, kind) else { throw .damaged(kind) }
        let (width, height) = (Int(header.width), Int(header.height))
        guard width <= Self.maximumSide, height <= Self.maximumSide, width * height <= Self.maximumPixels else {
            throw .refused(kind)
        }
        orientation = kind == .jpeg ? Self.orientation(bytes) : 1
        (self.width, self.height) = orientation >= 5 ? (height, width) : (width, height)
        channels = Int(header.channels)
        isAnimated = header.is_animated || kind == .png && Self.isAnimated(png: bytes)
        content = bytes
        isCleaned = false
    }

    // MARK: A smaller copy

    /// As wide as pages show a picture on a dense screen.
    package static let pageWidth = 1_440

    /// Bytes: the copy's pixels are held until it is written, and of a JPEG those that it is made of.
    static let maximumDecoded = 24_000_000

    /// A copy for pages, without EXIF and whatever else stands around the pixels; nil where it would save less than a
    /// quarter of the bytes, and for what is not decoded: animations, drawings, GIF, WebP, interlaced PNG, CMYK, damaged
    /// data, and what is too high even when it is as wide as a page.
    package func copy(atMost width: Int = pageWidth) -> Picture? {
        guard self.width > width, channels > 0, !isAnimated else { return nil }
        let height = max(1, (self.height * width + self.width / 2) / self.width)
        guard width * height * channels <= Self.maximumDecoded else { return nil }
        let small: Raster?
        switch kind {
        case .png: small = reducedPNG(to: width, height)
        case .jpeg: small = reducedJPEG(to: width, height)
        default: return nil
        }
        guard let small, let bytes = encoded(small, below: content.count / 4 * 3) else { return nil }
        return Picture(smaller: bytes, small, kind)
    }

    private init(smaller content: [UInt8], _ raster: Raster, _ kind: PictureKind) {
        self.kind = kind
        (width, height, channels) = (raster.width, raster.height, raster.channels)
        self.content = content
        (orientation, isAnimated, isCleaned) = (1, false, false)
    }

    private func reducedPNG(to newWidth: Int, _ newHeight: Int) -> Raster? {
        var reduction = Reduction(width: width, height: height, channels: channels, to: newWidth, newHeight)
        let isRead = countersign_png_rows(
            content, content.count, UInt32(channels),
            { context, row in
                guard let context, let row else { return }
                context.assumingMemoryBound(to: Reduction.self).pointee.add(row)
            }, &reduction)
        return isRead ? reduction.result : nil
    }

    /// The decoder scales, but not to less than is asked for. Of a turned picture the stored height is its width.
    private func reducedJPEG(to newWidth: Int, _ newHeight: Int) -> Raster? {
        let isTurned = orientation >= 5
        var (stored, storedHeight) = (UInt32(isTurned ? height : width), UInt32(isTurned ? width : height))
        let least =
            isTurned ? (UInt64(newWidth) * UInt64(stored)).dividedUp(by: UInt64(storedHeight)) : UInt64(newWidth)
        countersign_jpeg_scaled(&stored, &storedHeight, UInt32(clamping: least))
        let count = Int(stored) * Int(storedHeight) * channels
        guard count <= Self.maximumDecoded else { return nil }
        var pixels = [UInt8](repeating: 0, count: count)
        guard countersign_jpeg_decode(content, content.count, stored, storedHeight, UInt32(channels), &pixels)
        else { return nil }
        return Raster(width: Int(stored), height: Int(storedHeight), channels: channels, pixels: pixels)
            .resized(isTurned ? newHeight : newWidth, isTurned ? newWidth : newHeight).turned(orientation)
    }

    private func encoded(_ raster: Raster, below limit: Int) -> [UInt8]? {
        let (width, height, channels) = (UInt32(raster.width), UInt32(raster.height), UInt32(raster.channels))
        var written = [UInt8](repeating: 0, count: limit)
        let encode = kind == .png ? countersign_png_encode : countersign_jpeg_encode
        let count = encode(raster.pixels, width, height, channels, &written, limit)
        return count > 0 ? Array(written.prefix(count)) : nil
    }

    // MARK: Headers and ends

    /// What is cut off has none: half of a diagram would look like all of it. More may stand behind it.
    private static func hasEnd(_ bytes: [UInt8], _ kind: PictureKind) -> Bool {
        let end: [UInt8]
        switch kind {
        case .png: end = Array("IEND".utf8)
        case .jpeg: end = [0xff, 0xd9]
        default: return true
        }
        var place = bytes.count - end.count
        while place > 0 {
            if bytes[place] == end[0], bytes[place...].starts(with: end) { return true }
            place -= 1
        }
        return false
    }

    private static func header(
        _ bytes: [UInt8], _ read: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<countersign_picture>?) -> Bool
    ) -> countersign_picture? {
        var found = countersign_picture()
        return bytes.withUnsafeBufferPointer { read($0.baseAddress, $0.count, &found) } ? found : nil
    }

    /// GIF89a, 18 "Logical Screen Descriptor". Shown as it is, so this is all that has to be known.
    private static func gifHeader(_ bytes: [UInt8]) -> countersign_picture? {
        guard bytes.count > 13 else { return nil }
        var found = countersign_picture()
        found.width = UInt32(bytes[6]) | UInt32(bytes[7]) << 8
        found.height = UInt32(bytes[8]) | UInt32(bytes[9]) << 8
        return found
    }

    private static func orientation(_ bytes: [UInt8]) -> Int {
        Int(bytes.withUnsafeBufferPointer { countersign_jpeg_orientation($0.baseAddress, $0.count) })
    }

    /// PNG, 5.3 "Chunk layout" and 11.3.2.1 "acTL": it stands before the first pixels.
    private static func isAnimated(png bytes: [UInt8]) -> Bool {
        var place = 8
        while place + 8 <= bytes.count {
            let type = bytes[(place + 4)..<(place + 8)]
            if type.elementsEqual("acTL".utf8) { return true }
            if type.elementsEqual("IDAT".utf8) { return false }
            // A length, the type, what it says, and a checksum.
            place += 12 + bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        return false
    }
}

extension UInt64 {
    fileprivate func dividedUp(by divisor: UInt64) -> UInt64 { (self + divisor - 1) / divisor }
}
