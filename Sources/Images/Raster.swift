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
        var narrowed = [UInt64](repeating: 0, count: newWidth * channels)
        var sums = narrowed
        var done = 0
        for row in 0..<height {
            narrow(row, columns, into: &narrowed)
            let span = rows.spans[row]
            if span.index != done {
                result.write(&sums, row: done, area: UInt64(width) * UInt64(height))
                done = span.index
            }
            for place in sums.indices { sums[place] &+= narrowed[place] &* span.weight }
            guard span.next > 0 else { continue }
            result.write(&sums, row: done, area: UInt64(width) * UInt64(height))
            done += 1
            for place in sums.indices { sums[place] = narrowed[place] &* span.next }
        }
        if done < newHeight { result.write(&sums, row: done, area: UInt64(width) * UInt64(height)) }
        return result
    }

    /// One row at the new width: sums, colours times their alpha.
    private func narrow(_ row: Int, _ columns: Spans, into sums: inout [UInt64]) {
        for place in sums.indices { sums[place] = 0 }
        let last = channels - 1
        let line = row * width * channels
        pixels.withUnsafeBufferPointer { pixels in
            sums.withUnsafeMutableBufferPointer { sums in
                func add(_ source: Int, to target: Int, _ weight: UInt64) {
                    guard hasAlpha else {
                        for channel in 0..<channels {
                            sums[target + channel] &+= UInt64(pixels[source + channel]) &* weight
                        }
                        return
                    }
                    let alpha = UInt64(pixels[source + last]) &* weight
                    sums[target + last] &+= alpha
                    for channel in 0..<last { sums[target + channel] &+= UInt64(pixels[source + channel]) &* alpha }
                }
                for column in 0..<width {
                    let span = columns.spans[column]
                    let source = line + column * channels
                    add(source, to: span.index * channels, span.weight)
                    if span.next > 0 { add(source, to: (span.index + 1) * channels, span.next) }
                }
            }
        }
    }

    /// Makes a row of sums over `area` and clears them.
    private mutating func write(_ sums: inout [UInt64], row: Int, area: UInt64) {
        let start = row * width * channels
        for place in sums.indices {
            let isColorUnderAlpha = hasAlpha && place % channels != channels - 1
            let divisor = isColorUnderAlpha ? sums[place - place % channels + channels - 1] : area
            if divisor > 0 { pixels[start + place] = UInt8(clamping: (sums[place] + divisor / 2) / divisor) }
        }
        for place in sums.indices { sums[place] = 0 }
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
        let weight: UInt64
        /// How much of it falls into the next one.
        let next: UInt64
    }

    let spans: [Span]

    init(from count: Int, to newCount: Int) {
        spans = (0..<count).map { place in
            let start = place * newCount
            let index = start / count
            let inside = min(newCount, (index + 1) * count - start)
            return Span(index: index, weight: UInt64(inside), next: UInt64(newCount - inside))
        }
    }
}
