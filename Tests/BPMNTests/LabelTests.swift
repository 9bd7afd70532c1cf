import Testing

@testable import BPMN

/// Text in lines.
@Suite struct LabelTests {
    private func lines(_ text: String, _ width: Double, longestWord: Double = .infinity) -> [String] {
        LineBreaking.lines(text, width: width, longestWord: longestWord)
    }

    @Test func wordsAreKeptTogether() {
        #expect(lines("Check the papers", 6) == ["Check the", "papers"])
        #expect(lines("Check the papers", 100) == ["Check the papers"])
        #expect(lines("Check the papers", 1) == ["Check", "the", "papers"])
    }

    @Test func lineBreaksOfTheFileStay() {
        #expect(lines("\nOne\n\nTwo\n", 100) == ["One", "", "Two"])
    }

    @Test func longWordsAreBrokenWhereWanted() {
        #expect(lines("aaaaaaaaaa", 2.5, longestWord: 2.5) == ["aaaa", "aaaa", "aa"])
        #expect(lines("aaaaaaaaaa", 2.5) == ["aaaaaaaaaa"])
    }

    @Test func nothingIsCut() {
        let text = "Rechtsschutzversicherungsgesellschaften und ការអនុម័ត 审核文件 ตรวจสอบ"
        for width in [0.5, 1, 3, 7, 50] {
            let joined = lines(text, width, longestWord: width).joined().filter { $0 != " " }
            #expect(joined == text.filter { $0 != " " })
        }
    }

    @Test func noBreakSpacesDoNotBreak() {
        #expect(lines("10\u{A0}km to", 3) == ["10\u{A0}km", "to"])
    }

    @Test func zeroWidthSpacesBreakWithoutASpace() {
        #expect(lines("ab\u{200B}cd", 1.5) == ["ab", "cd"])
        #expect(lines("ab\u{200B}cd", 9) == ["abcd"])
    }

    @Test func chineseBreaksAnywhereButBeforeAStop() {
        #expect(lines("审核文件", 2.2) == ["审核", "文件"])
        #expect(lines("审核文。", 3.2) == ["审核", "文。"])
    }

    @Test func khmerLettersBelowOthersStayThere() {
        for line in lines("ព្រះរាជាណាចក្រកម្ពុជា", 1.2, longestWord: 1.2) {
            #expect(line.unicodeScalars.last != "\u{17D2}")
        }
    }

    @Test func thaiVowelsStayWithTheirConsonant() {
        for line in lines("เอกสารแนบโดยกระทรวง", 1, longestWord: 9) {
            #expect(!"เแโใไ".contains(line.last ?? " "))
            #expect(!"ะาำ".contains(line.first ?? " "))
        }
    }

    @Test func textGetsSmallerBeforeAWordIsBroken() {
        #expect(Label.fitting("Genehmigung", width: 100, height: 40).size == 12)
        #expect(Label.fitting("Genehmigungspflicht", width: 100, height: 40).size < 12)
        #expect(Label.fitting("Genehmigungspflicht", width: 120, height: 40).lines == ["Genehmigungspflicht"])
        #expect(Label.fitting("Donaudampfschifffahrtsgesellschaft", width: 60, height: 40).size == 9)
    }

    @Test func khmerGetsTallerLines() {
        #expect(Label("ពិនិត្យ", width: 100).height > Label("Check", width: 100).height)
    }

    @Test func arabicRunsFromTheRight() {
        let text = Label("مراجعة", width: 100).centered(at: Point(x: 0, y: 0)).first
        #expect(text?[.direction] == "rtl")
        #expect(Label("Check مراجعة", width: 100).centered(at: Point(x: 0, y: 0)).first?[.direction] == nil)
    }

    @Test(arguments: [
        (0, "0"), (-0.001, "0"), (1.5, "1.5"), (-2.25, "-2.25"), (0.05, "0.05"), (10.999, "11"), (-0.5, "-0.5"),
    ])
    func numbersHaveTwoDecimalsAtMost(_ number: Double, _ text: String) {
        #expect(number.figures == text)
    }
}
