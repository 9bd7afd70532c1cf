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
            for (index, weight) in rows.targets(of: row) {
                if index != done {
                    result.write(&sums, row: done, area: UInt64(width) * UInt64(height))
                    done = index
                }
                for place in sums.indices { sums[place] &+= narrowed[place] &* weight }
            }
        }
        result.write(&sums, row: done, area: UInt64(width) * UInt64(height))
        return result
    }

    /// One row at the new width: sums, colours times their alpha.
    private func narrow(_ row: Int, _ columns: Spans, into sums: inout [UInt64]) {
        for place in sums.indices { sums[place] = 0 }
        let last = channels - 1
        var source = row * width * channels
        for column in 0..<width {
            for (index, weight) in columns.targets(of: column) {
                let target = index * channels
                if hasAlpha {
                    let alpha = UInt64(pixels[source + last]) &* weight
                    sums[target + last] &+= alpha
                    for channel in 0..<last { sums[target + channel] &+= UInt64(pixels[source + channel]) &* alpha }
                } else {
                    for channel in 0..<channels {
                        sums[target + channel] &+= UInt64(pixels[source + channel]) &* weight
                    }
                }
            }
            source += channels
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

/// Which places of a shorter line each place of a line falls into, and with how much of it.
private struct Spans {
    let count: Int
    let newCount: Int

    init(from count: Int, to newCount: Int) {
        self.count = count
        self.newCount = newCount
    }

    /// One or two places. The weights that a new place gets add up to `count`.
    func targets(of index: Int) -> Targets {
        let (start, end) = (index * newCount, (index + 1) * newCount)
        let first = start / count
        let border = (first + 1) * count
        if end <= border { return Targets(first: (first, UInt64(newCount)), second: nil) }
        return Targets(first: (first, UInt64(border - start)), second: (first + 1, UInt64(end - border)))
    }

    struct Targets: Sequence, IteratorProtocol {
        var first: (Int, UInt64)?
        var second: (Int, UInt64)?

        mutating func next() -> (Int, UInt64)? {
            defer { (first, second) = (second, nil) }
            return first
        }
    }
}
