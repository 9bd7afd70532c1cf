/// A calendar day of the proleptic Gregorian calendar, without a zone. Comparisons of days are comparisons in UTC.
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Reads `YYYY-MM-DD` (ISO 8601 calendar date). Returns nil for anything else, and for a day that does not exist.
    package init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-"),
            let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)),
            let day = Int(text.suffix(2)), year > 0, (1...12).contains(month), day >= 1,
            !digits.contains(UInt8(ascii: "+"))
        else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that lies `count` days after 1970-01-01.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    package init(daysSince1970 count: Int) {
        let shifted = count + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    package var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    package static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

/// A moment with the zone it was written in, as git stores them.
package struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64
    /// Offset of the zone from UTC, in minutes east.
    package let offset: Int

    /// Years outside 0001…9999 cannot be written as ISO 8601; git accepts them, so they are clamped.
    package init(seconds: Int64, offset: Int) {
        self.offset = (-1439...1439).contains(offset) ? offset : 0
        self.seconds = min(max(seconds, -62_135_510_400), 253_402_214_400)
    }

    /// The day in UTC.
    package var day: Day { Day(daysSince1970: Int(floorDivide(seconds, 86_400).quotient)) }

    /// The day in the moment's own zone.
    package var localDay: Day { Day(daysSince1970: Int(floorDivide(seconds + Int64(offset) * 60, 86_400).quotient)) }

    /// ISO 8601 with seconds and zone: `2027-03-04T10:00:00+07:00`.
    package var description: String {
        let time = Int(floorDivide(seconds + Int64(offset) * 60, 86_400).remainder)
        let clock = "\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        let zone = "\(offset < 0 ? "-" : "+")\(padded(abs(offset) / 60, 2)):\(padded(abs(offset) % 60, 2))"
        return "\(localDay)T\(clock)\(zone)"
    }
}

private func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
    let (q, r) = a.quotientAndRemainder(dividingBy: b)
    return r < 0 ? (q - 1, r + b) : (q, r)
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
