import Checklists
import Testing

@testable import Importing

/// What dates people write in spreadsheets mean.
@Suite struct DateTests {
    @Test(arguments: [
        "2026-12-31", "2026/12/31", "2026.12.31", "2026-12-31T00:00:00Z", "2026-12-31 00:00", "31/12/2026",
        "12/31/2026", "31-12-26",
        "31.12.2026", "31 December 2026", "31-Dec-26", "Dec 31, 2026", "Thursday, December 31st, 2026",
        "31 décembre 2026",
        "31 de diciembre de 2026", "៣១/១២/២០២៦", "٣١/١٢/٢٠٢٦", "๓๑/๑๒/๒๐๒๖", "12/31/2026 11:59 PM",
    ])
    func oneDay(text: String) {
        #expect(SheetDate(text, order: nil) == Day("2026-12-31").map(SheetDate.day))
    }

    @Test(arguments: [
        "TBD", "Q2", "2026", "31/13/2026", "30 February 2026", "32 May 2026", "1/2", "2569-01-01", "12 Foo 2026", "",
        "1/2/3/4", "99999999999",
    ])
    func noDay(text: String) {
        #expect(SheetDate(text, order: nil) == .unreadable)
    }

    @Test func dayOrMonthFirst() throws {
        let (june, may) = (try #require(Day("2027-06-05")), try #require(Day("2027-05-06")))
        #expect(SheetDate("05/06/2027", order: nil) == .ambiguous(june, may))
        #expect(SheetDate("05/06/2027", order: .dayFirst) == .day(june))
        #expect(SheetDate("05/06/2027", order: .monthFirst) == .day(may))
        #expect(SheetDate("05.06.2027", order: nil) == .day(june))
        #expect(SheetDate("27/06/05", order: .yearFirst) == .day(june))
        #expect(SheetDate("06/06/2027", order: nil) == Day("2027-06-06").map(SheetDate.day))
        // Against the order that was told nothing is guessed.
        #expect(SheetDate("31/12/2026", order: .monthFirst) == .unreadable)
        #expect(SheetDate("12/31/2026", order: .dayFirst) == .unreadable)
    }

    @Test func serialNumbers() throws {
        #expect(SheetDate("46387", order: nil) == Day("2026-12-31").map(SheetDate.serial))
        #expect(SheetDate("46387.0", order: nil) == Day("2026-12-31").map(SheetDate.serial))
        #expect(
            try imported("Item,Due,Id\na,46387,a-a\n") { $0.readsSerialDates = true }.items
                == "- [ ] a {#a-a}\n  - Due: 2026-12-31\n")
        #expect(
            throws: ImportRefusal(
                "row 2: \"46387\" is the number that spreadsheet programs keep 2026-12-31 as; format the column as dates, or say that they are: --serial-dates"
            )
        ) {
            try imported("Item,Due\na,46387\n")
        }
    }

    @Test func anAmbiguousDateIsNotGuessed() throws {
        #expect(
            throws: ImportRefusal(
                "row 3: \"05/06/2027\" can be 2027-06-05 or 2027-05-06; say which comes first, the day or the month: --date-order dmy or --date-order mdy"
            )
        ) {
            try imported("Item,Due\na,2026-12-31\nb,05/06/2027\n")
        }
        #expect(
            try imported("Item,Due,Id\nb,05/06/2027,b-b\n") { $0.dateOrder = .monthFirst }.items
                == "- [ ] b {#b-b}\n  - Due: 2027-05-06\n")
    }

    /// One date of the column that can be read one way only decides for the others, and that is told.
    @Test(arguments: [
        ("31/01/2027", "2027-01-31", "2027-06-05", "day"), ("01/31/2027", "2027-01-31", "2027-05-06", "month"),
    ]) func aDateOfTheColumnTellsTheOrder(date: String, day: String, other: String, part: String) throws {
        let made = try imported("Item,Due,Id\na,05/06/2027,a-a\nb,\(date),b-b\n")
        #expect(made.items == "- [ ] a {#a-a}\n  - Due: \(other)\n- [ ] b {#b-b}\n  - Due: \(day)\n")
        #expect(
            made.sentences == [
                "1 date could be two days; it is read with the \(part) first, as \"\(date)\" in row 3 must be. --date-order says otherwise"
            ])
    }

    @Test func datesThatContradictEachOtherDecideNothing() throws {
        #expect(throws: ImportRefusal.self) {
            try imported("Item,Due\na,31/01/2027\nb,05/06/2027\nc,01/31/2027\n")
        }
        // All can be read one way only: nothing is to be decided.
        let made = try imported("Item,Due,Id\na,31/01/2027,a-a\nb,01/31/2027,b-b\n")
        #expect(made.items == "- [ ] a {#a-a}\n  - Due: 2027-01-31\n- [ ] b {#b-b}\n  - Due: 2027-01-31\n")
        #expect(made.sentences == [])
    }

    /// Between points the day comes first everywhere, which says nothing of slashes; nor do years in front, or words.
    @Test(arguments: ["31.01.2027", "2027-01-31", "31 January 2027", "31/02/2027", "soon"])
    func datesThatDecideNothing(date: String) throws {
        #expect(throws: ImportRefusal.self) { try imported("Item,Due\na,\(date)\nb,05/06/2027\n") }
    }

    @Test(arguments: [
        ("Due (dd/mm/yyyy)", "2027-06-05"), ("Due date [MM-DD-YY]", "2027-05-06"),
        ("Échéance (JJ/MM/AAAA)", "2027-06-05"),
    ])
    func theColumnTellsTheOrder(name: String, day: String) throws {
        #expect(try imported("Item,\(name),Id\nb,05/06/2027,b-b\n").items == "- [ ] b {#b-b}\n  - Due: \(day)\n")
    }

    @Test func whatIsNoDayIsKept() throws {
        let made = try imported("Item,Deadline,Id\na,mid-March,a-a\nb,-,b-b\n")
        #expect(made.items == "- [ ] a {#a-a}\n  - Note: Deadline: mid-March\n- [ ] b {#b-b}\n")
        #expect(made.sentences == ["2: \"mid-March\" is not a day, so it is kept as a note"])
    }
}
