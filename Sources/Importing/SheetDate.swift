import Checklists
import Markdown

/// In which order a date written in numbers has its parts.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
    case yearFirst = "ymd"
}

/// What a cell with a date says.
enum SheetDate: Hashable {
    case day(Day)
    /// Day and month can be either way round: the day first, and the month first.
    case ambiguous(Day, Day)
    /// The number that spreadsheet programs keep a date as.
    case serial(Day)
    case unreadable

    /// - Parameter order: of day and month where both ways are possible.
    init(_ cell: String, order: DateOrder?) {
        let text = asciiDigits(cell).replacing(/[\u{200E}\u{200F}]/, with: "")
        self = Self.numbers(text, order) ?? Self.words(text) ?? .unreadable
    }

    /// Which of day and month comes first in a date that can be read one way only: `31/01/2027`. nil for all others.
    static func order(decidedBy cell: String) -> DateOrder? {
        switch (SheetDate(cell, order: .dayFirst), SheetDate(cell, order: .monthFirst)) {
        case (.day, .unreadable): .dayFirst
        case (.unreadable, .day): .monthFirst
        default: nil
        }
    }

    // MARK: In numbers

    private static func numbers(_ text: String, _ order: DateOrder?) -> SheetDate? {
        if let match = text.wholeMatch(of: /(\d{5})(?:[.,]0*)?/), let count = Int(match.1),
            (20_000...80_000).contains(count)
        {
            // Day 1 is 1900-01-01, and 1900 is held for a leap year (ECMA-376 part 1, 18.17.4.1).
            return .serial(Day(daysSince1970: count - 25_569))
        }
        let form =
            /(\d{1,4})\s*([\/.\-])\s*(\d{1,2})\s*[\/.\-]\s*(\d{1,4})(?:[T ,]+[\d:.]+\s*(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+\-][\d:]+)?)?/
        guard let match = text.wholeMatch(of: form) else { return nil }
        let (first, second, third) = (match.1, match.3, match.4)
        if first.count > 2 {
            // Year, month, day, whatever stands between (ISO 8601 in the first place).
            return first.count == 4 && third.count <= 2 ? day(year: first, month: second, day: third) : nil
        }
        guard third.count == 2 || third.count == 4 else { return nil }
        if order == .yearFirst, third.count == 2 { return day(year: first, month: second, day: third) }
        let dayFirst = Self.day(year: third, month: second, day: first)
        let monthFirst = Self.day(year: third, month: first, day: second)
        let hasPoints = match.2 == "."
        switch (dayFirst, monthFirst) {
        case (.day(let a)?, .day(let b)?):
            // With points between, the day comes first wherever people write so.
            if a == b || order == .dayFirst || hasPoints { return .day(a) }
            return order == .monthFirst ? .day(b) : .ambiguous(a, b)
        // What can be read one way only is read so, unless that is not the order that was told.
        case (.day(let a)?, _): return order == .monthFirst && !hasPoints ? nil : .day(a)
        case (_, .day(let b)?): return order == .dayFirst ? nil : .day(b)
        default: return nil
        }
    }

    /// Of two-digit years, those of this century are meant: a checklist's days are not long past. Years of other calendars
    /// are nobody's to guess.
    private static func day(year: some StringProtocol, month: some StringProtocol, day: some StringProtocol)
        -> SheetDate?
    {
        func padded(_ text: some StringProtocol) -> String { text.count == 1 ? "0" + text : String(text) }
        let year = year.count == 2 ? "20" + year : String(year)
        guard let number = Int(year), (1970...2199).contains(number) else { return nil }
        return Day("\(year)-\(padded(month))-\(padded(day))").map(SheetDate.day)
    }

    // MARK: With the month's name

    /// "31 December 2026", "December 31, 2026", "31-Dec-26", "Thursday, 31 de diciembre de 2026".
    private static func words(_ text: String) -> SheetDate? {
        guard text.utf8.count <= 80 else { return nil }
        let parts = text.split { !$0.isLetter && !$0.isNumber }.map { folded(String($0)) }
            .filter { !["de", "del", "of", "le", "el", "the"].contains($0) && !weekdays.contains($0) }
        guard parts.count == 3 else { return nil }
        let numbers = parts.map { $0.replacing(/^(\d+)(st|nd|rd|th|er)$/) { $0.1 } }
        for (dayIndex, monthIndex) in [(0, 1), (1, 0)] {
            guard let month = months[parts[monthIndex]], numbers[dayIndex].wholeMatch(of: /\d{1,2}/) != nil,
                parts[2].wholeMatch(of: /\d{2}|\d{4}/) != nil
            else { continue }
            return day(year: parts[2], month: String(month), day: numbers[dayIndex])
        }
        return nil
    }

    private static let months: [String: Int] = {
        let names = [
            ["jan", "january", "janv", "janvier", "ene", "enero"],
            ["feb", "february", "fev", "fevr", "fevrier", "febrero"],
            ["mar", "march", "mars", "marzo"], ["apr", "april", "avr", "avril", "abr", "abril"],
            ["may", "mai", "mayo"],
            ["jun", "june", "juin", "junio"], ["jul", "july", "juil", "juillet", "julio"],
            ["aug", "august", "aout", "ago", "agosto"],
            ["sep", "sept", "september", "septembre", "septiembre", "setiembre"],
            ["oct", "october", "octobre", "octubre"], ["nov", "november", "novembre", "noviembre"],
            ["dec", "december", "decembre", "dic", "diciembre"],
        ]
        var months: [String: Int] = [:]
        for (index, words) in names.enumerated() { for word in words { months[word] = index + 1 } }
        return months
    }()

    private static let weekdays: Set<String> = [
        "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri",
        "friday", "sat",
        "saturday", "sun", "sunday", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes",
        "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    ]
}
