import CPictures
import Testing

/// What libpng is asked to make of the kinds of pixels that PNG has (ISO/IEC 15948, table 11.1).
@Suite struct PNGRowsTests {
    private func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        number(UInt32(data.count)) + type.utf8 + data + number(crc32(Array(type.utf8) + data))
    }

    /// RFC 1950 and 1951: one stored block.
    private func stored(_ bytes: [UInt8]) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        let (count, upper) = (UInt8(bytes.count & 255), UInt8(bytes.count >> 8))
        return [0x78, 1, 1, count, upper, ~count, ~upper] + bytes + number(b << 16 | a)
    }

    /// - Parameter rows: without the byte of the filter, which is none.
    private func png(
        width: UInt32, depth: UInt8, type: UInt8, interlaced: Bool = false, _ chunks: [(String, [UInt8])] = [],
        rows: [[UInt8]]
    ) -> [UInt8] {
        let header = number(width) + number(UInt32(rows.count)) + [depth, type, 0, 0, interlaced ? 1 : 0]
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header)
            + chunks.flatMap { chunk($0.0, $0.1) } + chunk("IDAT", stored(rows.flatMap { [0] + $0 })) + chunk("IEND", [])
    }

    private final class Rows {
        var rows: [[UInt8]] = []
        let count: Int
        init(_ count: Int) { self.count = count }
    }

    /// The rows handed over; nil when it says that something is not right.
    private func rows(_ png: [UInt8], width: Int, channels: Int) -> [[UInt8]]? {
        let found = Rows(width * channels)
        let isRead = countersign_png_rows(
            png, png.count, UInt32(channels),
            { context, row in
                guard let context, let row else { return }
                let found = Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
                found.rows.append(Array(UnsafeBufferPointer(start: row, count: found.count)))
            }, Unmanaged.passUnretained(found).toOpaque())
        return isRead ? found.rows : nil
    }

    @Test func eightBitsComeAsTheyAre() {
        let grey = png(width: 2, depth: 8, type: 0, rows: [[1, 2], [3, 255]])
        #expect(rows(grey, width: 2, channels: 1) == [[1, 2], [3, 255]])
        let clear = png(width: 1, depth: 8, type: 6, rows: [[9, 8, 7, 0], [9, 8, 7, 200]])
        #expect(rows(clear, width: 1, channels: 4) == [[9, 8, 7, 0], [9, 8, 7, 200]])
    }

    @Test func fewerBitsBecomeEight() {
        #expect(
            rows(png(width: 4, depth: 2, type: 0, rows: [[0b00_01_10_11]]), width: 4, channels: 1) == [[0, 85, 170, 255]]
        )
    }

    @Test func palettesBecomeColours() {
        let palette = ("PLTE", [10, 20, 30, 40, 50, 60] as [UInt8])
        #expect(
            rows(png(width: 2, depth: 1, type: 3, [palette], rows: [[0b0100_0000]]), width: 2, channels: 3)
                == [[10, 20, 30, 40, 50, 60]])
        let seeThrough = png(width: 2, depth: 1, type: 3, [palette, ("tRNS", [128])], rows: [[0b0100_0000]])
        #expect(rows(seeThrough, width: 2, channels: 4) == [[10, 20, 30, 128, 40, 50, 60, 255]])
    }

    /// 11.3.2.2 "gAMA": 100000 is linear light, of which a half is shown as 255 × 0.5^(1 / 2.2).
    @Test func gammaIsTakenIn() {
        let linear = png(width: 1, depth: 8, type: 0, [("gAMA", number(100_000))], rows: [[128]])
        #expect(rows(linear, width: 1, channels: 1) == [[186]])
        let usual = png(width: 1, depth: 8, type: 0, [("gAMA", number(45_455))], rows: [[128]])
        #expect(rows(usual, width: 1, channels: 1) == [[128]])
    }

    @Test func whatIsNotRightIsSaid() {
        let right = png(width: 2, depth: 8, type: 0, rows: [[1, 2], [3, 4]])
        for count in right.indices.dropLast(12) where count < right.count - 16 {
            #expect(rows(Array(right[..<count]), width: 2, channels: 1) == nil)
        }
        var broken = right
        broken[broken.count - 17] ^= 1
        #expect(rows(broken, width: 2, channels: 1) == nil)
        #expect(rows(right, width: 2, channels: 3) == nil)
        #expect(rows([], width: 2, channels: 1) == nil)
    }

    /// Their rows come several times.
    @Test func interlacedPicturesAreNotRead() {
        let one = png(width: 1, depth: 8, type: 0, interlaced: true, rows: [[7]])
        #expect(rows(one, width: 1, channels: 1) == nil)
    }
}
