import Foundation
import Resources
import Testing
import Yams

@testable import Site

/// Every locale says everything that the English one says, with the same gaps.
@Suite struct LocaleTests {
    static let languages = ["ar", "en", "es", "fr", "km", "th"]
    static let translations = ["ar", "es", "fr", "km", "th"]

    @Test func everyLanguageIsThere() {
        #expect(Words.available.sorted() == Self.languages)
    }

    @Test(arguments: languages) func everyLocaleIsRead(_ language: String) throws {
        let words = try Words(yaml: try LocaleFile.text(language), language: language)
        #expect(words.language == language)
        #expect(words.months.count == 12 && Set(words.months).count == 12)
    }

    @Test(arguments: translations) func theKeysAreThoseOfEnglish(_ language: String) throws {
        let (english, other) = (try LocaleFile("en"), try LocaleFile(language))
        let missing = Set(english.phrases.keys).subtracting(other.phrases.keys)
        let extra = Set(other.phrases.keys).subtracting(english.phrases.keys)
        #expect(missing.sorted() == [], "missing in \(language)")
        #expect(extra.sorted() == [], "only in \(language)")
    }

    @Test(arguments: translations) func theGapsAreThoseOfEnglish(_ language: String) throws {
        let (english, other) = (try LocaleFile("en"), try LocaleFile(language))
        for (key, forms) in other.phrases {
            guard let base = english.phrases[key], let wanted = (base["other"] ?? base[""]).map(gaps) else { continue }
            for (category, text) in forms {
                let isNumbered = ["zero", "one", "two"].contains(category)
                // "The only item": a word may say the number, and nothing else may be left out.
                let optional: Set<String> = isNumbered ? ["count", "applicable", "finished", "overdue"] : []
                #expect(gaps(in: text).isSubset(of: wanted), "\(language): \(key) \(category)")
                #expect(wanted.subtracting(gaps(in: text)).isSubset(of: optional), "\(language): \(key) \(category)")
            }
        }
    }

    @Test(arguments: languages) func noPhraseIsEmptyOrHasStrayBraces(_ language: String) throws {
        for (key, forms) in try LocaleFile(language).phrases {
            for text in forms.values {
                #expect(!text.allSatisfy(\.isWhitespace) || key == "numbers.separator", "\(language): \(key)")
                let rest = text.replacing(/\{[a-z]+\}/, with: "")
                #expect(!rest.contains { "{}".contains($0) }, "\(language): \(key)")
                #expect(
                    ["comma", "numbers.separator"].contains(key)
                        || text.trimmingCharacters(in: .whitespacesAndNewlines) == text,
                    "\(language): \(key)")
            }
        }
    }

    /// Behind "in" a commit has its article, where the language has one; in a list it has none.
    @Test(arguments: [
        ("en", "in commit <a", ", commit <a"), ("fr", "dans le commit <a", ", commit <a"),
        ("es", "en el commit <a", ", commit <a"),
    ]) func theArticleOfACommit(_ language: String, _ sentence: String, _ listed: String) throws {
        var report = SignOffSample.report([SignOffSample.item(made: [SignOffSample.signOff()])])
        report.project.languages = [language]
        let files = Sample.files(report)
        let id = try #require(report.commits.keys.first { $0 == SignOffSample.id("a1") })
        #expect(try #require(files["sign-offs.html"]).contains(listed))
        report.commits[id]?.pullRequest = nil
        #expect(try #require(Sample.files(report)["list.html"]).contains(sentence))
    }

    /// Names and references are isolated in the markup; a mark in the words would only hide a mistake.
    @Test(arguments: languages) func noPhraseHasBidiControls(_ language: String) throws {
        let controls: Set<Unicode.Scalar> = ["\u{200e}", "\u{200f}", "\u{061c}"]
        for (key, forms) in try LocaleFile(language).phrases {
            for text in forms.values {
                #expect(
                    !text.unicodeScalars.contains {
                        controls.contains($0) || ("\u{202a}"..."\u{202e}").contains($0)
                            || ("\u{2066}"..."\u{2069}").contains($0)
                    }, "\(language): \(key)")
            }
        }
    }

    @Test func englishHasNoKeyThatNothingReads() throws {
        let read = keys(readBy: Words.english)
        let unread = try LocaleFile("en").phrases.keys.filter { key in
            !read.contains { key == $0 || key.hasPrefix($0 + ".") }
        }
        #expect(unread.sorted() == [])
    }

    @Test(arguments: translations) func whoReviewedALanguageIsSaid(_ language: String) throws {
        let readme = try #require(EmbeddedFiles.site.first { $0.path == "locales/README.md" }).text
        #expect(readme.contains("\n| \(language) "))
    }
}

/// The phrases of a locale file.
private struct LocaleFile {
    /// By key, levels joined by dots: the forms by plural category; by "" where there is one.
    var phrases: [String: [String: String]] = [:]

    init(_ language: String) throws {
        add(try Yams.load(yaml: Self.text(language)) ?? "", at: "")
    }

    static func text(_ language: String) throws -> String {
        try #require(EmbeddedFiles.site.first { $0.path == "locales/\(language).yml" }).text
    }

    private mutating func add(_ value: Any, at key: String) {
        switch value {
        case let forms as [String: String] where forms["other"] != nil && isPlural(forms): phrases[key] = forms
        case let values as [String: Any]:
            for (name, value) in values { add(value, at: key.isEmpty ? name : "\(key).\(name)") }
        case let values as [Any]: phrases[key] = ["": values.map { "\($0)" }.joined(separator: " ")]
        default: phrases[key] = ["": "\(value)"]
        }
    }

    private func isPlural(_ forms: [String: String]) -> Bool {
        forms.keys.allSatisfy { PluralCategory(rawValue: $0) != nil }
    }
}

private func gaps(in text: String) -> Set<String> { Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.1) }) }

/// The names of what was decoded; those of tables end above their cases, which decoding compares itself.
private func keys(readBy value: Any, at key: String = "") -> Set<String> {
    let isLeaf =
        value is String || value is [String] || value is Int || value is Phrase || value is Plural
        || "\(type(of: value))".hasPrefix("Table<")
    guard !isLeaf else { return [key] }
    return Mirror(reflecting: value).children.reduce(into: []) { found, child in
        let name = child.label ?? ""
        found.formUnion(keys(readBy: child.value, at: key.isEmpty ? name : "\(key).\(name)"))
    }
}
