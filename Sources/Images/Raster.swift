/// Pixels in memory: eight bits a channel, rows from the top, without gaps.
struct Raster {
    var width: Int
    var height: Int
    /// 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha.
    var channels: Int
    var pixels: [UInt8]

    private var hasAlpha: Bool { channels % 2 == 0 }

    /// Every new pixel is the mean of the area that it takes the place of, counted in whole numbers: the same bytes
    /// everywhere. What is see-through has no colour, so it lends none to its neighbours.
    ///
    /// It never becomes larger.
    func resized(_ wantedWidth: Int, _ wantedHeight: Int) -> Raster {
        let (newWidth, newHeight) = (min(wantedWidth, width), min(wantedHeight, height))
        guard newWidth < width || newHeight < height else { return self }
        let columns = Spans(from: width, to: newWidth)
        let rows = Spans(from: height, to: newHeight)
        var result = Raster(
            width: newWidth, height: newHeight, channels: channels,
            pixels: [UInt8](repeating: 0, count: newWidth * newHeight * channels))
        var narrowed = [SIMD4<UInt32>](repeating: .zero, count: newWidth)
        // Whole numbers below 2^53, which `Double` holds exactly and multiplies side by side.
        var sums = [SIMD4<Double>](repeating: .zero, count: newWidth)
        let area = Double(width * height)
        for row in 0..<height {
            narrow(row, columns, into: &narrowed)
            let span = rows.spans[row]
            let (weight, next) = (Double(span.weight), Double(span.next))
            for column in sums.indices { sums[column] += SIMD4<Double>(narrowed[column]) * weight }
            guard span.isLast else { continue }
            result.write(sums, row: span.index, area: area)
            for column in sums.indices { sums[column] = SIMD4<Double>(narrowed[column]) * next }
        }
        return result
    }

    /// One row at the new width: sums, colours times their alpha. 255 x 255 x `maximumSide` is below 2^32.
    private func narrow(_ row: Int, _ columns: Spans, into sums: inout [SIMD4<UInt32>]) {
        for column in sums.indices { sums[column] = .zero }
        let line = row * width * channels
        pixels.withUnsafeBufferPointer { pixels in
            for column in 0..<width {
                let color = color(at: line + column * channels, in: pixels)
                let span = columns.spans[column]
                sums[span.index] &+= color &* span.weight
                if span.next > 0 { sums[span.index + 1] &+= color &* span.next }
            }
        }
    }

    private func color(at place: Int, in pixels: UnsafeBufferPointer<UInt8>) -> SIMD4<UInt32> {
        let first = UInt32(pixels[place])
        switch channels {
        case 1: return SIMD4(first, 0, 0, 0)
        case 2:
            let alpha = UInt32(pixels[place + 1])
            return SIMD4(first &* alpha, alpha, 0, 0)
        case 3: return SIMD4(first, UInt32(pixels[place + 1]), UInt32(pixels[place + 2]), 0)
        default:
            let alpha = UInt32(pixels[place + 3])
            return SIMD4(first, UInt32(pixels[place + 1]), UInt32(pixels[place + 2]), 1) &* alpha
        }
    }

    /// Makes a row of sums over `area`.
    private mutating func write(_ sums: [SIMD4<Double>], row: Int, area: Double) {
        let (channels, hasAlpha, start) = (channels, hasAlpha, row * width * channels)
        pixels.withUnsafeMutableBufferPointer { pixels in
            for (column, sum) in sums.enumerated() {
                // Of colours times their alpha the mean is over the alpha, of that itself over the area.
                var divisor = SIMD4<Double>(repeating: hasAlpha ? max(1, sum[channels - 1]) : area)
                if hasAlpha { divisor[channels - 1] = area }
                let mean = sum / divisor + 0.5
                let place = start + column * channels
                for channel in 0..<channels { pixels[place + channel] = UInt8(mean[channel]) }
            }
        }
    }

    /// As EXIF's orientation says (Exif 2.32, 4.6.4 "Orientation"): the stored pixel of each one shown.
    func turned(_ orientation: Int) -> Raster {
        guard (2...8).contains(orientation) else { return self }
        let isTurned = orientation >= 5
        var result = self
        (result.width, result.height) = isTurned ? (height, width) : (width, height)
        for y in 0..<result.height {
            for x in 0..<result.width {
                let (column, row) =
                    switch orientation {
                    case 2: (width - 1 - x, y)
                    case 3: (width - 1 - x, height - 1 - y)
                    case 4: (x, height - 1 - y)
                    case 5: (y, x)
                    case 6: (y, height - 1 - x)
                    case 7: (width - 1 - y, height - 1 - x)
                    default: (width - 1 - y, x)
                    }
                let (target, source) = ((y * result.width + x) * channels, (row * width + column) * channels)
                for channel in 0..<channels { result.pixels[target + channel] = pixels[source + channel] }
            }
        }
        return result
    }
}

/// Where the places of a line fall in a shorter one.
private struct Spans {
    /// One place falls into one of the shorter line, or into two. The weights that a new place gets add up to the length of
    /// the line.
    struct Span {
        let index: Int
        let weight: UInt32
        /// How much of it falls into the next one.
        let next: UInt32
        /// Nothing more falls into the new place.
        let isLast: Bool
    }

    let spans: [Span]

    init(from count: Int, to newCount: Int) {
        spans = (0..<count).map { place in
            let start = place * newCount
            let index = start / count
            let inside = min(newCount, (index + 1) * count - start)
            return Span(
                index: index, weight: UInt32(inside), next: UInt32(newCount - inside),
                isLast: start + newCount >= (index + 1) * count)
        }
    }
}
