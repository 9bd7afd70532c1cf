import CPictures
import Testing

@testable import Images

@Suite struct PictureTests {
    /// Pixels of one colour after the other, as a PNG or JPEG.
    static func made(
        _ kind: PictureKind, _ width: Int, _ height: Int, channels: Int = 3,
        pixel: (_ x: Int, _ y: Int) -> [UInt8] = { x, y in [UInt8(x % 256), UInt8(y % 256), 128] }
    ) -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<height { for x in 0..<width { pixels += pixel(x, y) } }
        var written = [UInt8](repeating: 0, count: pixels.count * 4 + 8_192)
        let encode = kind == .png ? countersign_png_encode : countersign_jpeg_encode
        let count = encode(pixels, UInt32(width), UInt32(height), UInt32(channels), &written, written.count)
        return Array(written.prefix(count))
    }

    /// A JPEG with an EXIF segment that says how it is turned.
    static func turned(_ jpeg: [UInt8], _ orientation: UInt8) -> [UInt8] {
        let exif: [UInt8] =
            Array("Exif".utf8) + [0, 0] + Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0]
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0] + [0, 0, 0, 0]
        return [0xff, 0xd8, 0xff, 0xe1, 0, UInt8(exif.count + 2)] + exif + jpeg.dropFirst(2)
    }

    static func gif(_ width: UInt8, _ height: UInt8) -> [UInt8] {
        Array("GIF89a".utf8) + [width, 0, height, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, width, 0, height, 0, 0, 2, 0, 0x3b]
    }

    /// A lossless WebP: its size stands in 14 bits each behind the signature 0x2f.
    static func webp(_ width: UInt32, _ height: UInt32) -> [UInt8] {
        let size = (width - 1) | (height - 1) << 14
        let data: [UInt8] = [0x2f] + (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } + [0, 0, 0]
        let chunk = Array("VP8L".utf8) + [UInt8(data.count), 0, 0, 0] + data
        return Array("RIFF".utf8) + [UInt8(chunk.count + 4), 0, 0, 0] + Array("WEBP".utf8) + chunk
    }

    private func size(_ bytes: [UInt8]) throws -> [Int] {
        let picture = try Picture(bytes)
        return [picture.width, picture.height]
    }

    private func problem(_ bytes: [UInt8]) -> Picture.Problem? {
        do {
            _ = try Picture(bytes)
            return nil
        } catch { return error }
    }

    // MARK: What it is

    @Test func sizesComeFromHeaders() throws {
        #expect(try size(Self.made(.png, 30, 20)) == [30, 20])
        #expect(try size(Self.made(.jpeg, 30, 20)) == [30, 20])
        #expect(try size(Self.gif(30, 20)) == [30, 20])
        #expect(try size(Self.webp(30, 20)) == [30, 20])
    }

    @Test func theKindIsThatOfTheBytes() throws {
        #expect(try Picture(Self.made(.png, 1, 1)).kind == .png)
        #expect(try Picture(Self.made(.jpeg, 1, 1)).kind == .jpeg)
        #expect(try Picture(Self.gif(1, 1)).kind == .gif)
        #expect(try Picture(Self.webp(1, 1)).kind == .webp)
        #expect(try Picture(Array("<svg/>".utf8)).kind == .svg)
    }

    @Test(arguments: [
        ([0, 0, 0, 0x1c] + Array("ftypavif".utf8), PictureKind.avif),
        ([0, 0, 0, 0x1c] + Array("ftypheic".utf8), .heic), ([0x49, 0x49, 0x2a, 0, 8], .tiff),
        (Array("BM123456".utf8), .bmp), ([0, 0, 1, 0, 1, 0], .icon), ([0xff, 0x0a, 0, 0], .jpegXL),
    ])
    func kindsThatNotEveryBrowserShowsAreNamed(_ bytes: [UInt8], _ kind: PictureKind) {
        #expect(problem(bytes) == .unsupported(kind))
    }

    @Test(arguments: ["", "<!doctype html><svg>", "<p><svg/></p>", "%PDF-1.7", "PK\u{3}\u{4}", "text", "<svgx/>"])
    func whatIsNoPicture(_ text: String) {
        #expect(problem(Array(text.utf8)) == .unknown)
    }

    // MARK: Hostile

    @Test func headersThatAreCutOff() {
        for (bytes, kind) in [
            (Self.made(.png, 30, 20), PictureKind.png), (Self.made(.jpeg, 30, 20), .jpeg), (Self.webp(9, 9), .webp),
            (Self.gif(9, 9), .gif),
        ] {
            #expect(problem(Array(bytes.prefix(kind == .webp ? 15 : 12))) == .damaged(kind))
        }
    }

    @Test func whatIsCutOffIsDamaged() {
        for kind in [PictureKind.png, .jpeg] {
            let bytes = Self.made(kind, 300, 40)
            #expect(problem(Array(bytes.dropLast(9))) == .damaged(kind))
            #expect(problem(bytes + Array("a film behind it".utf8)) == nil)
        }
    }

    @Test func everyPrefixOfAPictureIsReadOrRefused() {
        for bytes in [
            Self.made(.png, 300, 40), Self.made(.jpeg, 300, 40), Self.turned(Self.made(.jpeg, 300, 40), 6),
            Self.webp(300, 40),
        ] {
            // Without what stands behind the pixels they are all there.
            for count in stride(from: 0, to: bytes.count - 16, by: 7) {
                guard let picture = try? Picture(Array(bytes.prefix(count))) else { continue }
                // What is cut off has no copy: half of a diagram would look like all of it.
                #expect(picture.copy(atMost: 100) == nil)
            }
        }
    }

    @Test func bytesThatAreOverwrittenDoNotTrap() {
        for bytes in [Self.made(.png, 60, 40), Self.turned(Self.made(.jpeg, 60, 40), 6), Self.webp(60, 40)] {
            for place in stride(from: 3, to: bytes.count, by: max(1, bytes.count / 300)) {
                var changed = bytes
                changed[place] ^= 0xff
                _ = (try? Picture(changed))?.copy(atMost: 20)
            }
        }
    }

    /// The size is in the header, so nothing is decoded.
    @Test func aPNGThatWouldTakeGigabytes() {
        var bomb = Self.made(.png, 1, 1)
        bomb.replaceSubrange(16..<24, with: [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60])
        // libpng looks at the checksum of the header: CRC-32 of "IHDR" and its 13 bytes.
        let check = crc32(bomb[12..<29])
        bomb.replaceSubrange(29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: check >> (24 - 8 * $0)) })
        #expect(problem(bomb) == .refused(.png))
    }

    private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    @Test func gifsWithoutASize() {
        #expect(problem(Self.gif(0, 0)) == .damaged(.gif))
        #expect(problem(Self.gif(0, 9)) == .damaged(.gif))
    }

    @Test func jpegsOfNothingButMarkers() {
        let markers = [UInt8](repeating: 0xff, count: 100_000)
        #expect(problem([0xff, 0xd8] + markers) == .damaged(.jpeg))
        #expect(problem([0xff, 0xd8, 0xff, 0xe1, 0, 0] + markers) == .damaged(.jpeg))
        #expect(problem([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff] + Array("Exif".utf8)) == .damaged(.jpeg))
    }

    // MARK: Smaller copies

    @Test func aWidePictureHasASmallerCopy() throws {
        for kind in [PictureKind.png, .jpeg] {
            let bytes = Self.made(kind, 400, 200) { x, y in
                [UInt8(x * y % 256), UInt8(x * 7 % 256), UInt8(y * 3 % 256)]
            }
            let copy = try #require(try Picture(bytes).copy(atMost: 100))
            #expect(copy.kind == kind && copy.width == 100 && copy.height == 50)
            #expect(copy.content.count < bytes.count * 3 / 4)
            #expect(try size(copy.content) == [100, 50])
        }
    }

    @Test func theSameBytesTwice() throws {
        for kind in [PictureKind.png, .jpeg] {
            let bytes = Self.made(kind, 400, 200) { x, y in [UInt8(x * y % 256), 0, UInt8(y)] }
            #expect(try Picture(bytes).copy(atMost: 99) == Picture(bytes).copy(atMost: 99))
        }
    }

    @Test func whatIsNarrowEnoughHasNone() throws {
        #expect(try Picture(Self.made(.png, 100, 400)).copy(atMost: 100) == nil)
    }

    /// One colour takes as many bytes at any size, or nearly so.
    @Test func whatWouldSaveLittleHasNone() throws {
        let plain = Self.made(.png, 120, 1) { _, _ in [9, 9, 9] }
        #expect(try Picture(plain).copy(atMost: 110) == nil)
    }

    @Test func copiesHaveNoEXIF() throws {
        let jpeg = Self.made(.jpeg, 400, 200) { x, y in [UInt8(x * y % 256), UInt8(x * 7 % 256), 0] }
        let copy = try #require(try Picture(Self.turned(jpeg, 3)).copy(atMost: 100))
        #expect(copy.content.firstRange(of: Array("Exif".utf8)) == nil)
    }

    @Test func animationsAreShownAsTheyAre() throws {
        var png = Self.made(.png, 400, 200) { x, y in [UInt8(x * y % 256), 0, 0] }
        #expect(try Picture(png).copy(atMost: 100) != nil)
        // Length, "acTL", two numbers, checksum: libpng passes over what it does not know.
        let chunk: [UInt8] = Array("acTL".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
        let check = crc32(chunk[...])
        png.insert(
            contentsOf: [0, 0, 0, 8] + chunk + (0..<4).map { UInt8(truncatingIfNeeded: check >> (24 - 8 * $0)) }, at: 33
        )
        #expect(try Picture(png).copy(atMost: 100) == nil)
    }

    // MARK: EXIF

    @Test func turnedPicturesAreAsHighAsTheyWereWide() throws {
        let jpeg = Self.made(.jpeg, 48, 16)
        for orientation in UInt8(1)...4 { #expect(try size(Self.turned(jpeg, orientation)) == [48, 16]) }
        for orientation in UInt8(5)...8 { #expect(try size(Self.turned(jpeg, orientation)) == [16, 48]) }
        #expect(try size(Self.turned(jpeg, 0)) == [48, 16])
        #expect(try size(Self.turned(jpeg, 9)) == [48, 16])
    }

    /// A copy has no EXIF, so its pixels have to be turned.
    @Test func copiesOfTurnedPicturesAreTurned() throws {
        let jpeg = Self.made(.jpeg, 200, 400) { x, y in [UInt8(x * y % 256), UInt8(x * 7 % 256), 0] }
        let copy = try #require(try Picture(Self.turned(jpeg, 6)).copy(atMost: 100))
        #expect(copy.width == 100 && copy.height == 50)
    }

    /// Exif 2.32, table 6, as what is shown of `12 34 56`, three rows.
    @Test(
        arguments: [
            (1, [2, 3], [1, 2, 3, 4, 5, 6]), (2, [2, 3], [2, 1, 4, 3, 6, 5]), (3, [2, 3], [6, 5, 4, 3, 2, 1]),
            (4, [2, 3], [5, 6, 3, 4, 1, 2]), (5, [3, 2], [1, 3, 5, 2, 4, 6]), (6, [3, 2], [5, 3, 1, 6, 4, 2]),
            (7, [3, 2], [6, 4, 2, 5, 3, 1]), (8, [3, 2], [2, 4, 6, 1, 3, 5]),
        ] as [(Int, [Int], [UInt8])])
    func turning(_ orientation: Int, _ size: [Int], _ pixels: [UInt8]) {
        let raster = Raster(width: 2, height: 3, channels: 1, pixels: [1, 2, 3, 4, 5, 6]).turned(orientation)
        #expect([raster.width, raster.height] == size)
        #expect(raster.pixels == pixels)
    }

    // MARK: Means

    @Test func everyNewPixelIsTheMeanOfItsArea() {
        let half = Raster(width: 4, height: 2, channels: 1, pixels: [0, 10, 20, 30, 40, 50, 60, 70]).resized(2, 1)
        #expect(half.pixels == [25, 45])
        // Three pixels to two: (2·a + b) / 3, (b + 2·c) / 3.
        let third = Raster(width: 3, height: 1, channels: 1, pixels: [30, 60, 120]).resized(2, 1)
        #expect(third.pixels == [40, 100])
    }

    @Test func whatIsSeeThroughLendsNoColour() {
        let raster = Raster(width: 2, height: 1, channels: 4, pixels: [200, 100, 50, 255, 0, 0, 0, 0]).resized(1, 1)
        #expect(raster.pixels == [200, 100, 50, 128])
    }

    @Test func nothingBecomesLarger() {
        let raster = Raster(width: 2, height: 1, channels: 1, pixels: [1, 2])
        #expect(raster.resized(9, 9).pixels == [1, 2])
    }
}
