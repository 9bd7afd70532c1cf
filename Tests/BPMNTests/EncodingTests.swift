import Testing

@testable import BPMN

/// Files as tools write them: the name of the only task tells whether they were understood.
@Suite struct EncodingTests {
    private let text = Source.process("<task id=\"t\" name=\"Prüfen – ពិនិត្យ\"/>")

    private func name(_ bytes: [UInt8]) throws -> String? { try Diagram(bytes).participants.first?.steps.first?.name }

    @Test func utf8WithAByteOrderMark() throws {
        #expect(try name([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == "Prüfen – ពិនិត្យ")
    }

    @Test func utf16InBothOrders() throws {
        let little = text.utf16Bytes
        let big = little.indices.map { little[$0 ^ 1] }
        #expect(try name([0xFF, 0xFE] + little) == "Prüfen – ពិនិត្យ")
        #expect(try name([0xFE, 0xFF] + big) == "Prüfen – ពិនិត្យ")
        #expect(try name(little) == "Prüfen – ពិនិត្យ")
    }

    @Test func utf16ThatIsDeclared() throws {
        let declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text
        #expect(try name([0xFF, 0xFE] + declared.utf16Bytes) == "Prüfen – ពិនិត្យ")
    }

    @Test func windows1252() throws {
        let declared =
            "<?xml version='1.0' encoding='ISO-8859-1'?>" + Source.process("<task id=\"t\" name=\"Pr#fen $\"/>")
        let marks: [UInt8: UInt8] = [UInt8(ascii: "#"): 0xFC, UInt8(ascii: "$"): 0x80]
        let bytes = declared.utf8.map { marks[$0] ?? $0 }
        #expect(try name(bytes) == "Prüfen €")
    }

    @Test func bytesThatAreNoUTF8AreReplacedAndTold() throws {
        var bytes = Array(Source.process("<task id=\"t\" name=\"a#b\"/>").utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "#") { bytes[index] = 0xFF }
        let diagram = try Diagram(bytes)
        #expect(diagram.participants.first?.steps.first?.name == "a\u{FFFD}b")
        #expect(diagram.notes.contains(.notUnicode))
    }

    @Test func aDeclarationThatIsWrongAboutUTF16() throws {
        #expect(try name(Array(("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text).utf8)) == "Prüfen – ពិនិត្យ")
    }
}
