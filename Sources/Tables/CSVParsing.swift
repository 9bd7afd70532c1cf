import CCSV

/// Cells and rows of a text, read by libcsv.
///
/// What RFC 4180 leaves open is libcsv's: spaces and tabs around a cell are no part of it, a quotation mark inside an
/// unquoted cell stands for itself.
struct ParsedCells {
    /// All cells, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    private(set) var cellEnds: [UInt32] = []
    /// Where each row ends in `cellEnds`.
    private(set) var rowEnds: [UInt32] = []
    /// 1-based line on which each row begins.
    private(set) var rowLines: [UInt32] = []
    private(set) var quoteFault: Table.QuoteFault?

    /// - Parameter firstLine: of `text` in its file.
    init(_ text: ArraySlice<UInt8>, separator: UInt8, firstLine: Int) throws(TableRefusal) {
        let strict = CellCollector(firstLine: firstLine, capacity: text.count)
        let read = strict.parse(text, separator: separator, isStrict: true)
        if read == text.count, strict.unclosedLine == nil {
            take(strict)
        } else {
            // Read again without objecting. What libcsv objected to is the first mark that is out of place.
            let collector = CellCollector(firstLine: firstLine, capacity: text.count)
            collector.parse(text, separator: separator, isStrict: false)
            take(collector)
            quoteFault = Self.fault(in: text, separator, firstLine, unclosedLine: collector.unclosedLine)
        }
        if cellEnds.count > Table.maximumCells { throw .tooLarge }
    }

    /// After a mark in an unquoted cell, which harms nothing, the lines below are looked at. Of files full of such marks the
    /// first thousand are enough.
    private static func fault(
        in text: ArraySlice<UInt8>, _ separator: UInt8, _ firstLine: Int, unclosedLine: Int?
    ) -> Table.QuoteFault? {
        var harmless: Table.QuoteFault?
        var (rest, line) = (text, firstLine)
        for _ in 0..<1000 {
            let strict = CellCollector(firstLine: line, capacity: 0)
            let read = strict.parse(rest, separator: separator, isStrict: true)
            guard read < rest.count else {
                guard let open = strict.unclosedLine else { break }
                return .init(line: open, cellLine: open, isInQuotes: true, unclosedLine: unclosedLine)
            }
            let fault = Table.QuoteFault(
                line: line + lineEnds(in: rest.prefix(read)), cellLine: strict.line, isInQuotes: strict.failedInQuotes,
                unclosedLine: unclosedLine)
            if strict.failedInQuotes { return fault }
            harmless = harmless ?? fault
            let behind = rest.dropFirst(read)
            guard let end = behind.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { break }
            line += lineEnds(in: rest[..<end])
            rest = rest[end...]
        }
        return harmless
    }

    private mutating func take(_ collector: CellCollector) {
        (bytes, cellEnds, rowEnds, rowLines) = (
            collector.bytes, collector.cellEnds, collector.rowEnds, collector.rowLines
        )
    }

    /// The number of columns of the first rows, without blank lines. What the end of the text cuts off is left out.
    static func columnCounts(_ text: ArraySlice<UInt8>, separator: UInt8, isWhole: Bool) -> [Int] {
        let collector = CellCollector(firstLine: 1, capacity: text.count)
        collector.parse(text, separator: separator, isStrict: false, toEnd: isWhole)
        var start: UInt32 = 0
        return collector.rowEnds.map { end in
            defer { start = end }
            return Int(end - start)
        }
    }
}

/// How many lines end in a text: by LF, CR or CRLF.
private func lineEnds(in text: some Sequence<UInt8>) -> Int {
    var (count, afterReturn) = (0, false)
    for byte in text {
        if byte == 0x0D || byte == 0x0A && !afterReturn { count += 1 }
        afterReturn = byte == 0x0D
    }
    return count
}

/// What libcsv calls back with.
private final class CellCollector {
    var bytes: [UInt8] = []
    var cellEnds: [UInt32] = []
    var rowEnds: [UInt32] = []
    var rowLines: [UInt32] = []
    /// The line of the quotation mark that nothing closes.
    var unclosedLine: Int?
    /// What strictness stopped at is in a quoted cell.
    var failedInQuotes = false

    /// The line on which the next cell begins.
    private(set) var line: Int
    private var rowLine: Int
    private var isInRow = false
    private var afterReturn = false

    init(firstLine: Int, capacity: Int) {
        line = firstLine
        rowLine = firstLine
        bytes.reserveCapacity(capacity)
    }

    /// Gives the number of bytes read: all but where strictness stops.
    @discardableResult
    func parse(_ text: ArraySlice<UInt8>, separator: UInt8, isStrict: Bool, toEnd: Bool = true) -> Int {
        // Line ends one by one, so that blank lines are counted.
        let options = UInt8(CSV_REPALL_NL)
        let strict = options | UInt8(CSV_STRICT) | UInt8(CSV_STRICT_FINI)
        var parser = csv_parser()
        guard csv_init(&parser, isStrict ? strict : options) == 0 else { return 0 }
        defer { csv_free(&parser) }
        csv_set_delim(&parser, separator)
        csv_set_blk_size(&parser, 1 << 16)

        let me = Unmanaged.passUnretained(self).toOpaque()
        let field: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
            cell, count, me in
            guard let me else { return }
            Unmanaged<CellCollector>.fromOpaque(me).takeUnretainedValue()
                .takeCell(UnsafeRawBufferPointer(start: cell, count: count))
        }
        let row: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { terminator, me in
            guard let me else { return }
            Unmanaged<CellCollector>.fromOpaque(me).takeUnretainedValue().endRow(terminator)
        }
        let read = text.withUnsafeBytes { csv_parse(&parser, $0.baseAddress, $0.count, field, row, me) }
        failedInQuotes = read < text.count && parser.quoted != 0
        guard toEnd, read == text.count else { return read }
        if !isStrict { csv_set_opts(&parser, strict) }
        if csv_fini(&parser, field, row, me) != 0 {
            // Only strictness objects at the end, and only to a cell that is still open.
            unclosedLine = line
            guard !isStrict else { return read }
            csv_set_opts(&parser, options)
            csv_fini(&parser, field, row, me)
        }
        return read
    }

    private func takeCell(_ cell: UnsafeRawBufferPointer) {
        if !isInRow {
            isInRow = true
            rowLine = line
        }
        afterReturn = false
        // Beyond the limit nothing more is kept; the file is refused.
        guard cellEnds.count <= Table.maximumCells else { return }
        if cell.contains(where: { $0 == 0x0A || $0 == 0x0D }) { line += lineEnds(in: cell) }
        bytes.append(contentsOf: cell)
        cellEnds.append(UInt32(bytes.count))
    }

    private func endRow(_ terminator: Int32) {
        if isInRow {
            rowEnds.append(UInt32(cellEnds.count))
            rowLines.append(UInt32(rowLine))
        }
        // The second half of CRLF ends no other line.
        if isInRow || !(afterReturn && terminator == 0x0A) { line += 1 }
        isInRow = false
        afterReturn = terminator == 0x0D
    }
}
