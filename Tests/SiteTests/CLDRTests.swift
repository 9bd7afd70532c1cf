import Checklists
import Foundation
import TestSupport
import Testing

@testable import Site

/// What locale files and `PluralCategory` say of dates, numbers, plurals and lists, compared with CLDR, as Babel carries it.
@Suite struct CLDRTests {
    /// What Babel gives for one language.
    private struct Answers: Decodable {
        /// The 4th of every month, then the 1st and the 31st of January.
        var days: [String]
        var numbers: [String]
        var categories: [String]
        /// Of one, two … five letters.
        var lists: [String]
        /// One byte, 7 bytes, 5 kilobytes, one and a half megabytes.
        var sizes: [String]
    }

    private static let numbers = [0, 7, 999, 1_000, 1_234, 9_999, 10_000, 12_345, 123_456, 1_234_567]
    private static let counted =
        Array(0...200) + [999, 1_000, 100_003, 1_000_000, 1_000_001, 2_000_000, 3_000_011, 10_000_000]

    /// English is written as in Britain: days first, no comma before "and". Of Arabic the Latin digits.
    private static func answers(_ language: String) throws -> Answers {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/babel").path
        try #require(FileManager.default.fileExists(atPath: folder), "make test brings Babel, or scripts/babel")
        let script = """
            import datetime, json, sys
            folder, tag, numbers, counted = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
            sys.path.insert(0, folder)
            from babel import Locale, dates, lists, units, numbers as numbering
            # Of these two CLDR has no longer form.
            long = "short" if tag in ("ar", "th") else "long"
            def size(number, unit, length="short"):
                return units.format_unit(number, "digital-" + unit, length, locale=locale, numbering_system="latn")
            locale = Locale.parse(tag, sep="-")
            days = [datetime.date(2027, month, 4) for month in range(1, 13)]
            days += [datetime.date(2027, 1, 1), datetime.date(2027, 1, 31)]
            print(json.dumps({
                "days": [dates.format_date(day, "long", locale=locale) for day in days],
                "numbers": [numbering.format_decimal(n, locale=locale, numbering_system="latn") for n in numbers],
                "categories": [locale.plural_form(n) for n in counted],
                "lists": [lists.format_list(list("ABCDE"[:n]), locale=locale) for n in range(1, 6)],
                "sizes": [size(1, "byte", long), size(7, "byte", long), size(5, "kilobyte"), size(1.5, "megabyte")],
            }))
            """
        let tag = language == "en" ? "en-GB" : language
        let result = try run(["/usr/bin/python3", "-c", script, folder, tag, "\(numbers)", "\(counted)"])
        try #require(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Answers.self, from: Data(result.output.utf8))
    }

    @Test(arguments: LocaleTests.languages) func daysAreThoseOfCLDR(_ language: String) throws {
        let words = Words(for: language)
        let days = (1...12).map { String(format: "2027-%02d-04", $0) } + ["2027-01-01", "2027-01-31"]
        #expect(try days.map { words.day(try #require(Day($0))) } == Self.answers(language).days)
    }

    @Test(arguments: LocaleTests.languages) func sizesAreThoseOfCLDR(_ language: String) throws {
        let words = Words(for: language)
        #expect([1, 7, 5_000, 1_500_000].map(words.size) == (try Self.answers(language).sizes))
    }

    /// Babel sets numbers of four digits apart in Spanish, too; CLDR says not to (`minimumGroupingDigits`).
    @Test(arguments: LocaleTests.languages) func numbersAreThoseOfCLDR(_ language: String) throws {
        let words = Words(for: language)
        for (number, answer) in zip(Self.numbers, try Self.answers(language).numbers) {
            if language == "es", (1_000...9_999).contains(number) {
                #expect(words.number(number) == String(number))
            } else {
                #expect(words.number(number) == answer, "\(language)")
            }
        }
    }

    @Test(arguments: LocaleTests.languages) func pluralCategoriesAreThoseOfCLDR(_ language: String) throws {
        let categories = Self.counted.map { PluralCategory(of: $0, in: language).rawValue }
        #expect(categories == (try Self.answers(language).categories))
    }

    private func lists(_ language: String) -> [String] {
        let letters = ["A", "B", "C", "D", "E"]
        return (1...5).map { Words(for: language).list(letters.prefix($0).map { HTML($0) }).text }
    }

    @Test(arguments: ["ar", "en", "es", "fr"]) func listsAreThoseOfCLDR(_ language: String) throws {
        #expect(lists(language) == (try Self.answers(language).lists))
    }

    /// Of two, CLDR sets the second behind a space that nobody sees, which does not part Latin names from Khmer.
    @Test func listsInKhmerArePartedBySpaces() throws {
        let others = try Self.answers("km").lists.enumerated().filter { $0.offset != 1 }.map(\.element)
        #expect(lists("km").enumerated().filter { $0.offset != 1 }.map(\.element) == others)
        #expect(lists("km")[1] == "A និង B")
    }

    /// CLDR puts nothing but spaces between, which Latin names of several words have in themselves.
    @Test func listsInThaiHaveCommas() {
        #expect(lists("th") == ["A", "A และ B", "A, B และ C", "A, B, C และ D", "A, B, C, D และ E"])
    }
}
