import Testing

@testable import Checklists

/// What became of a text, as `-removed-` and `+inserted+` between what stayed.
@Suite struct WordChangeTests {
    private func told(_ change: WordChange) -> String {
        change.pieces.reduce("") { told, piece in
            let space = piece.isSpaced ? " " : ""
            switch piece.kind {
            case .same: return told + space + piece.text
            case .removed: return told + space + "-" + piece.text + "-"
            case .inserted: return told + space + "+" + piece.text + "+"
            }
        }
    }

    private func told(_ old: String, _ new: String) -> String { told(WordChange(from: old, to: new)) }

    @Test func words() {
        #expect(told("The data is kept", "The data is deleted") == "The data is -kept- +deleted+")
        #expect(told("The data is kept for a year", "The data is kept") == "The data is kept -for a year-")
        #expect(told("is kept", "The data is kept") == "+The data+ is kept")
        #expect(told("a b c d e f", "a X c d Y f") == "a -b- +X+ c d -e- +Y+ f")
        #expect(told("Logging is agreed", "Security is agreed") == "-Logging- +Security+ is agreed")
    }

    @Test func nothingAndEverything() {
        #expect(told("", "") == "")
        #expect(told("", "new text") == "+new text+")
        #expect(told("old text", "") == "-old text-")
        #expect(told("same", "same") == "same")
        #expect(told("one two", "three four") == "-one two- +three four+")
    }

    /// Where the spaces are does not matter, and those told are the new text's.
    @Test func spaces() { #expect(told("a  b c", "a b  d") == "a b -c- +d+") }

    /// A word that stayed between many that did not is there by chance.
    @Test func hardlyAnythingStayed() {
        #expect(
            told("one two the three four", "five six seven the eight nine ten eleven")
                == "-one two the three four- +five six seven the eight nine ten eleven+")
    }

    /// Khmer has no spaces between words: "security of data" becomes "safety of data".
    @Test func lettersOfKhmer() {
        #expect(told("សន្តិសុខទិន្នន័យ", "សុវត្ថិភាពទិន្នន័យ") == "-សន្តិសុខ-+សុវត្ថិភាព+ទិន្នន័យ")
        #expect(told("ทดสอบระบบแล้ว", "ทดสอบระบบเสร็จแล้ว") == "ทดสอบระบบ+เสร็จ+แล้ว")
    }

    /// No cluster of a letter with its signs is ever cut.
    @Test func lettersWithSigns() {
        let change = WordChange(from: "ការងារ", to: "ការងារ៉ា")
        #expect(change.pieces.map(\.text) == ["ការងា", "រ", "រ៉ា"])
    }

    @Test func latinBesideKhmer() {
        #expect(told("ប្រព័ន្ធ Primero v1", "ប្រព័ន្ធ Primero v2") == "ប្រព័ន្ធ Primero -v1- +v2+")
    }

    @Test func excerpt() {
        let long = (1...60).map { "word\($0)" }.joined(separator: " ")
        let change = WordChange(from: long + " old " + long, to: long + " new " + long)
        #expect(
            told(change.excerpt(context: 20))
                == "… word58 word59 word60 -old- +new+ word1 word2 word3 …")
        #expect(told(WordChange(from: "a b", to: "a c").excerpt(context: 20)) == "a -b- +c+")
        let piece = WordChange(from: long, to: "").excerpt(limit: 30).pieces[0].text
        #expect(piece == "word1 word2 … word59 word60")
    }

    /// Both texts are in the pieces, whatever they are; the work is bounded.
    @Test func bothTextsAreTold() {
        let texts = [
            "", "a", "a b", "b a", "ក ខ គ", "កខគ", "x កខគ y", "a b c d e f g h", "h g f e d c b a",
            (0..<3000).map { "w\($0 % 700)" }.joined(separator: " "),
            (0..<3000).map { "v\($0 % 700)" }.joined(separator: " "),
        ]
        for old in texts {
            for new in texts {
                let pieces = WordChange(from: old, to: new).pieces
                func text(without kind: WordChange.Piece.Kind) -> String {
                    pieces.filter { $0.kind != kind }.map(\.text).joined().replacing(" ", with: "")
                }
                #expect(text(without: .inserted) == old.replacing(" ", with: ""))
                #expect(text(without: .removed) == new.replacing(" ", with: ""))
                #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.kind != $1.kind })
            }
        }
    }
}
