/// What cmark-gfm would spend on a text, estimated from above in one pass over its bytes.
///
/// cmark-gfm 0.29.0.gfm.6 takes quadratic time or memory on some texts: 100 KB of nested quotes, table rows or link
/// references keep it busy for a minute or fill 400 MB. Texts that people write stay far below the bounds, which do
/// not depend on the machine, so that the same text is always read the same way. The factors were measured with the
/// patterns of `HostileInputTests`.
struct ParsingCost {
    /// In units of about 0.1 ns of one processor core.
    private static let maximumTime = 20_000_000_000
    /// In bytes. Prose takes some forty times its size, the worst text a few hundred times.
    private static let maximumMemory = 512 << 20
    /// Of containers that one line may open. `Document.maximumDepth` levels never reach it, however far indented.
    private static let maximumDepth = 500
    /// No text of so few bytes comes near a bound.
    private static let alwaysCheap = 2048
    /// In texts up to so many bytes, each byte may be a node.
    private static let alwaysFits = 1 << 20

    /// 1-based line at which a bound was passed.
    private(set) var tooCostlyLine: Int?
    /// The ends of lines that open more containers than a line may; they must not be parsed.
    private(set) var cuts: [Range<Int>] = []
    /// 1-based line of the first cut.
    private(set) var firstCutLine: Int?

    /// Up to so many containers in one another cost nothing to speak of.
    private static let ordinaryDepth = 50

    private var time = 0
    private var memory = 0
    /// The most containers that may be open in one another.
    private var depth = 1
    /// Of containers, in all lines.
    private var markers = 0
    private var chunk = Chunk()
    private var references = References()

    init(of text: UnsafeRawBufferPointer) {
        guard text.count > Self.alwaysCheap else { return }
        memory = (text.count <= Self.alwaysFits ? text.count : Self.nodes(in: text)) * 250 + text.count * 8
        var start = 0
        var number = 0
        while start < text.count {
            number += 1
            let prefix = LinePrefix(text, from: start, maximumDepth: Self.maximumDepth)
            let line = LineContent(text, from: prefix.end, references: &references)
            if prefix.isTooDeep {
                firstCutLine = firstCutLine ?? number
                cuts.append(prefix.end..<line.end)
            }
            depth = max(depth, prefix.depth)
            markers += prefix.markers
            add(line, prefix, length: line.end - start)
            guard time <= Self.maximumTime, memory <= Self.maximumMemory else {
                tooCostlyLine = number
                return
            }
            start = text.indexAfterLineEnd(at: line.end)
        }
        closeChunk()
        // Every node put into the tree is compared with all its ancestors.
        if depth > Self.ordinaryDepth { time += (Self.nodes(in: text) + 2 * markers) * depth * 100 }
        if time > Self.maximumTime || memory + references.memory > Self.maximumMemory { tooCostlyLine = 1 }
    }

    private static func nodes(in text: UnsafeRawBufferPointer) -> Int {
        text.reduce(0) { $0 + (LineContent.beginsNode($1) ? 1 : 0) }
    }

    /// `text` without the cuts; it has as many lines.
    func remainder(of text: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var start = 0
        for cut in cuts {
            result += text[start..<cut.lowerBound]
            start = cut.upperBound
        }
        result += text[start...]
        return result
    }

    private mutating func add(_ line: LineContent, _ prefix: LinePrefix, length: Int) {
        memory += prefix.markers * 320
        if prefix.endsParagraph || prefix.opensBlock { closeChunk() }
        // The whole text after an address is copied for each address, in up to a thousand of them.
        let ats = min(line.ats, 1000)
        time += (ats * 24 + line.autolinks) * length + line.pipes * line.pipes * 40
        memory += ats * length + line.pipes * 600
        if line.isDelimiterRow {
            // All of the paragraph so far is looked at as the header row.
            time += chunk.bytes * 650
            chunk.columns = max(chunk.columns, line.pipes + 1)
        } else {
            memory += chunk.columns * 450
        }
        chunk.bytes += length
        chunk.openers += line.openers
    }

    private mutating func closeChunk() {
        time += chunk.openers * chunk.bytes
        references.closeChunk(ofBytes: chunk.bytes)
        chunk = Chunk()
    }
}

/// Consecutive lines that may be one paragraph, and so one run of inlines, or one table.
struct Chunk {
    var bytes = 0
    /// Weighted count of what may make cmark-gfm look through all of the paragraph.
    var openers = 0
    /// Columns of the widest delimiter row so far: each later row gets that many cells.
    var columns = 0
}

/// How much the uses of link references may copy: each use copies destination and title.
///
/// Uses are told apart by the last byte of the label, if case folding leaves that alone.
struct References {
    private var uses = [Int](repeating: 0, count: 128)
    private var longest = [Int](repeating: 0, count: 128)
    /// Definitions of the chunk whose title may go on to its end.
    private var open: [Int] = []

    /// In bytes: what the tree copies, and what the values made from it copy.
    var memory: Int {
        zip(uses, longest).reduce(0) { sum, counts in sum.addingClamped(counts.0.multipliedClamped(by: 2 * counts.1)) }
    }

    mutating func addUse(endingIn byte: UInt8) { uses[Self.index(of: byte)] += 1 }

    /// Adds what may be a definition; `length` is nil if only the end of the chunk ends it.
    mutating func addDefinition(endingIn byte: UInt8, length: Int?) {
        let index = Self.index(of: byte)
        if let length {
            longest[index] = max(longest[index], length)
        } else if !open.contains(index) {
            open.append(index)
        }
    }

    mutating func closeChunk(ofBytes count: Int) {
        for index in open { longest[index] = max(longest[index], count) }
        open.removeAll(keepingCapacity: true)
    }

    private static func index(of byte: UInt8) -> Int {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        return byte >= 0x80 || isLetter ? 0 : Int(byte)
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multipliedClamped(by other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
