/// Pixels in memory: eight bits a channel, rows from the top, without gaps.
struct Raster {
    var width: Int
    var height: Int
    /// 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha.
    var channels: Int
    var pixels: [UInt8]

    /// Smaller, by `Reduction`; it never becomes larger.
    func resized(_ wantedWidth: Int, _ wantedHeight: Int) -> Raster {
        var reduction = Reduction(self, to: wantedWidth, wantedHeight)
        pixels.withUnsafeBufferPointer { pixels in
            guard let first = pixels.baseAddress else { return }
            for row in 0..<height { reduction.add(first + row * width * channels) }
        }
        return reduction.result
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
