extension Table {
    /// What stands between cells.
    package struct Separator: Hashable, Sendable {
        /// ASCII.
        package let byte: UInt8

        package static let comma = Separator(byte: UInt8(ascii: ","))
        package static let semicolon = Separator(byte: UInt8(ascii: ";"))
        package static let tab = Separator(byte: UInt8(ascii: "\t"))
        package static let pipe = Separator(byte: UInt8(ascii: "|"))

        package var character: Character { Character(Unicode.Scalar(byte)) }

        /// In this order where nothing else decides.
        private static let common = [comma, semicolon, tab, pipe]
        private static let sampleSize = 1 << 17

        /// The separator that is announced in a first line `sep=;`, as Excel reads it, and how many bytes that line has.
        static func announced(in text: [UInt8]) -> (separator: Separator, length: Int)? {
            let line = text.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
            let words = line.filter { $0 != UInt8(ascii: "\"") }
            guard words.count == 5, String(decoding: words.prefix(4), as: UTF8.self).lowercased() == "sep=",
                let byte = words.last, byte < 0x80, byte == 0x09 || byte > 0x20
            else { return nil }
            var length = line.count
            if length < text.count, text[length] == 0x0D { length += 1 }
            if length < text.count, text[length] == 0x0A { length += 1 }
            return (Separator(byte: byte), length)
        }

        /// The one by which most rows have as many cells as the first, and the first has most. Each candidate reads the text
        /// by itself, so what stands between quotation marks separates nothing.
        static func detected(in text: ArraySlice<UInt8>) -> Separator {
            let sample = text.prefix(sampleSize)
            let readings = common.map { candidate in
                Reading(
                    candidate,
                    ParsedCells.columnCounts(sample, separator: candidate.byte, isWhole: sample.count == text.count))
            }
            let byFirst = best(of: readings.filter { $0.first > 1 }) { $0.agreeing * Double($0.first - 1) }
            if let byFirst, byFirst.agreeing >= 0.5 { return byFirst.separator }
            // The first row is a title, if by another separator most rows have more cells than it has by its own.
            let byMost = best(of: readings.filter { $0.usual > 1 && $0.usualShare >= 0.8 }) { $0.score }
            if let byFirst, byFirst.first - 1 >= Int((byMost?.score ?? 0).rounded(.up)) { return byFirst.separator }
            return (byMost ?? byFirst)?.separator ?? comma
        }

        private static func best(of readings: [Reading], by score: (Reading) -> Double) -> Reading? {
            readings.reduce(nil) { best, next in best.map { score($0) >= score(next) } ?? false ? best : next }
        }

        /// How a text looks with a separator.
        private struct Reading {
            let separator: Separator
            /// Cells of the first row.
            let first: Int
            /// The share of rows with as many.
            let agreeing: Double
            /// The number of cells that most rows have, the greatest of several, and their share.
            let usual: Int
            let usualShare: Double

            var score: Double { usualShare * Double(usual - 1) }

            init(_ separator: Separator, _ counts: [Int]) {
                self.separator = separator
                var rows: [Int: Int] = [:]
                for count in counts { rows[count, default: 0] += 1 }
                let most = rows.max { ($0.value, $0.key) < ($1.value, $1.key) }
                let total = Double(max(counts.count, 1))
                first = counts.first ?? 0
                agreeing = Double(rows[first] ?? 0) / total
                usual = most?.key ?? 0
                usualShare = Double(most?.value ?? 0) / total
            }
        }
    }
}
