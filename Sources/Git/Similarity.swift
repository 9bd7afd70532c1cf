/// A file's content as a bag of lines, for telling how much of it two files share.
///
/// This is git's measure (gitdiffcore(7)): content is cut behind each line feed and after 64 bytes at the latest, so
/// that it works for binary files, too, and takes no account of order. Carriage returns before line feeds do not
/// count in text.
struct ContentChunks {
    private struct Chunk {
        var hash: UInt32
        /// Bytes in all chunks of this hash.
        var size: UInt32
    }

    /// By hash, each once.
    private var chunks: [Chunk] = []

    init(_ content: UnsafeRawBufferPointer) {
        // As git tells text: no NUL at the beginning.
        let isText = !content.prefix(8000).contains(0)
        var all: [Chunk] = []
        var hash = Self.initialHash
        var size: UInt32 = 0
        for (index, byte) in content.enumerated() {
            let next = index + 1
            if isText, byte == UInt8(ascii: "\r"), next < content.count, content[next] == UInt8(ascii: "\n") {
                continue
            }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            size += 1
            guard size == 64 || byte == UInt8(ascii: "\n") || next == content.count else { continue }
            all.append(Chunk(hash: UInt32(truncatingIfNeeded: hash ^ hash >> 32), size: size))
            (hash, size) = (Self.initialHash, 0)
        }
        all.sort { $0.hash < $1.hash }
        for chunk in all {
            if let last = chunks.indices.last, chunks[last].hash == chunk.hash {
                chunks[last].size &+= chunk.size
            } else {
                chunks.append(chunk)
            }
        }
    }

    /// FNV-1a, 64 bits.
    private static let initialHash: UInt64 = 0xCBF2_9CE4_8422_2325

    /// How many bytes are in both.
    func commonSize(with other: ContentChunks) -> Int {
        var common = 0
        var (a, b) = (0, 0)
        while a < chunks.count, b < other.chunks.count {
            if chunks[a].hash == other.chunks[b].hash {
                common += Int(min(chunks[a].size, other.chunks[b].size))
                a += 1
                b += 1
            } else if chunks[a].hash < other.chunks[b].hash {
                a += 1
            } else {
                b += 1
            }
        }
        return common
    }
}

/// How alike two files are, on git's scale.
struct Similarity: Comparable {
    /// 0…60,000: the share of bytes in both, of the larger file's.
    var value: Int

    static let identical = Similarity(value: 60_000)
    static let none = Similarity(value: 0)
    /// What makes a rename: `git diff -M50%`.
    static let rename = Similarity(value: 30_000)
    /// What makes a rename to the same file name in another folder, before other pairs are tried.
    static let sameName = Similarity(value: 45_000)

    /// Whole per cent, rounded down as `git diff` prints it.
    var percent: Int { value * 100 / Self.identical.value }

    /// Whether files of these sizes can be that alike at all.
    func isReachable(_ a: Int, _ b: Int) -> Bool {
        let (larger, smaller) = (max(a, b), min(a, b))
        return larger * (Self.identical.value - value) >= (larger - smaller) * Self.identical.value
    }

    static func < (a: Similarity, b: Similarity) -> Bool { a.value < b.value }
}
