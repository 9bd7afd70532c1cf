/// A picture that becomes smaller while its rows come in, one after the other from the top: only the small one is held.
///
/// Every new pixel is the mean of the area that it takes the place of, counted in whole numbers: the same bytes everywhere.
/// What is see-through has no colour, so it lends none to its neighbours.
struct Reduction {
    /// Right when every row has come in.
    private(set) var result: Raster
    private let width: Int
    private let columns: [Span]
    private let rows: [Span]
    private let channels: Int
    /// How many rows have come in.
    private var count = 0
    /// The row that came in, colours times their alpha.
    private var line: [UInt16]
    /// The rows that fall into the new one so far, and `padding`. 255 x 255 x `Picture.maximumSide` is below 2^31.
    private var sums: [Int32]
    /// Four sums are read at every place, however few channels there are.
    private static let padding = 3

    init(width: Int, height: Int, channels: Int, to wantedWidth: Int, _ wantedHeight: Int) {
        let (newWidth, newHeight) = (min(wantedWidth, width), min(wantedHeight, height))
        (self.width, self.channels) = (width, channels)
        columns = Span.spans(from: width, to: newWidth)
        rows = Span.spans(from: height, to: newHeight)
        line = [UInt16](repeating: 0, count: width * channels)
        sums = [Int32](repeating: 0, count: width * channels + Self.padding)
        result = Raster(
            width: newWidth, height: newHeight, channels: channels,
            pixels: [UInt8](repeating: 0, count: newWidth * newHeight * channels))
    }

    init(_ raster: Raster, to width: Int, _ height: Int) {
        self.init(width: raster.width, height: raster.height, channels: raster.channels, to: width, height)
    }

    /// - Parameter pixels: as many as the picture is wide; not looked at when all rows have come in.
    mutating func add(_ pixels: UnsafePointer<UInt8>) {
        guard count < rows.count else { return }
        let span = rows[count]
        count += 1
        read(pixels)
        line.withUnsafeBufferPointer { line in
            sums.withUnsafeMutableBufferPointer { sums in
                for place in line.indices { sums[place] &+= Int32(line[place]) &* Int32(span.weight) }
            }
        }
        guard span.isLast else { return }
        write(row: span.index)
        line.withUnsafeBufferPointer { line in
            sums.withUnsafeMutableBufferPointer { sums in
                for place in line.indices { sums[place] = Int32(line[place]) &* Int32(span.next) }
            }
        }
    }

    private mutating func read(_ pixels: UnsafePointer<UInt8>) {
        line.withUnsafeMutableBufferPointer { line in
            guard channels % 2 == 0 else {
                for place in line.indices { line[place] = UInt16(pixels[place]) }
                return
            }
            guard channels == 4 else {
                for start in stride(from: 0, to: line.count, by: 2) {
                    let alpha = UInt16(pixels[start + 1])
                    (line[start], line[start + 1]) = (UInt16(pixels[start]) &* alpha, alpha)
                }
                return
            }
            for start in stride(from: 0, to: line.count, by: 4) {
                let alpha = UInt16(pixels[start + 3])
                line[start] = UInt16(pixels[start]) &* alpha
                line[start + 1] = UInt16(pixels[start + 1]) &* alpha
                line[start + 2] = UInt16(pixels[start + 2]) &* alpha
                line[start + 3] = alpha
            }
        }
    }

    /// A new row from the sums of the old ones. In whole numbers below 2^53, which `Double` holds exactly.
    private mutating func write(row: Int) {
        let (channels, area) = (channels, Double(width * rows.count))
        let start = row * result.width * channels
        var sum = SIMD4<Double>.zero
        sums.withUnsafeBytes { sums in
            columns.withUnsafeBufferPointer { columns in
                result.pixels.withUnsafeMutableBufferPointer { pixels in
                    for (column, span) in columns.enumerated() {
                        let place = column * channels * MemoryLayout<Int32>.stride
                        let value = SIMD4<Double>(sums.loadUnaligned(fromByteOffset: place, as: SIMD4<Int32>.self))
                        sum += value * Double(span.weight)
                        guard span.isLast else { continue }
                        // Of colours times their alpha the mean is over the alpha, of that itself over the area.
                        var scale = SIMD4(repeating: 1 / area)
                        if channels == 4 {
                            scale = SIMD4(SIMD3(repeating: 1 / max(1, sum.w)), scale.w)
                        } else if channels == 2 {
                            scale.x = 1 / max(1, sum.y)
                        }
                        // Beside 2^52 there is no room for a fraction: the last bits are those of the rounded number.
                        let mean = sum * scale + 0x1p52
                        let target = start + span.index * channels
                        for channel in 0..<channels {
                            pixels[target + channel] = UInt8(truncatingIfNeeded: mean[channel].bitPattern)
                        }
                        sum = value * Double(span.next)
                    }
                }
            }
        }
    }
}

/// Where a place of a line falls in a shorter one: into one of its places, or into two.
private struct Span {
    let index: Int
    /// The weights that a new place gets add up to the length of the line.
    let weight: UInt16
    /// How much of it falls into the next one.
    let next: UInt16
    /// Nothing more falls into the new place.
    let isLast: Bool

    /// - Parameter count: at most `Picture.maximumSide`.
    static func spans(from count: Int, to newCount: Int) -> [Span] {
        (0..<count).map { place in
            let start = place * newCount
            let index = start / count
            let inside = min(newCount, (index + 1) * count - start)
            return Span(
                index: index, weight: UInt16(inside), next: UInt16(newCount - inside),
                isLast: start + newCount >= (index + 1) * count)
        }
    }
}
