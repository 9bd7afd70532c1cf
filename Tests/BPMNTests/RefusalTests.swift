import Testing

@testable import BPMN

/// What is no diagram that could be shown, and in which line that is said.
@Suite struct RefusalTests {
    private func refusal(_ bytes: some Collection<UInt8>) -> UnreadableDiagram? {
        do {
            _ = try Diagram(bytes)
            return nil
        } catch { return error }
    }

    private func refusal(_ text: String) -> UnreadableDiagram? { refusal(Array(text.utf8)) }

    @Test func aPDF() {
        #expect(refusal("%PDF-1.7\n") == UnreadableDiagram(.notXML, line: 1))
        #expect(refusal("%PDF-1.7")?.description == "line 1: this is no XML file, so no BPMN diagram")
    }

    @Test func nothing() {
        #expect(refusal("") == UnreadableDiagram(.notXML, line: 1))
        #expect(refusal(" \n\n ") == UnreadableDiagram(.notXML, line: 1))
    }

    @Test func anUnclosedElement() {
        #expect(refusal(Source.head + "<process>\n</definitions>") == UnreadableDiagram(.malformed, line: 3))
    }

    @Test func aFileThatEndsEarly() {
        #expect(refusal(Source.head + "<process id=\"p\">") == UnreadableDiagram(.malformed, line: 2))
    }

    @Test func aControlCharacter() {
        #expect(refusal(Source.process("<task name=\"\u{1}\"/>"))?.reason == .malformed)
    }

    @Test func linesCountFromTheDeclarationOn() {
        let text = "<?xml version=\"1.0\"?>\n\n" + Source.head + "<process>\n</definitions>"
        #expect(refusal(text) == UnreadableDiagram(.malformed, line: 5))
    }

    @Test func anEntityBomb() {
        let bomb = """
            <?xml version="1.0"?>
            <!-- harmless -->
            <!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            \(Source.process("<task name=\"&b;\"/>"))
            """
        #expect(refusal(bomb) == UnreadableDiagram(.documentType, line: 3))
    }

    @Test func aDocumentTypeInUTF16() {
        let text = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d/>"
        #expect(refusal([0xFF, 0xFE] + text.utf16Bytes) == UnreadableDiagram(.documentType, line: 1))
    }

    @Test func aDocumentTypeInUTF16InUTF16() {
        let hidden = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d/>".utf16Bytes
        let text = String(decoding: hidden, as: UTF8.self)
        #expect(refusal([0xFF, 0xFE] + text.utf16Bytes) == UnreadableDiagram(.malformed, line: 1))
    }

    @Test func anEncodingThatCouldHideOne() {
        #expect(
            refusal("<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-") == UnreadableDiagram(.encoding, line: 1))
    }

    @Test func anEntityWithoutADocumentType() {
        #expect(refusal(Source.process("<task name=\"&x;\"/>"))?.reason == .malformed)
    }

    @Test func elementsTooDeep() {
        let deep = String(repeating: "<subProcess>", count: 100_000)
        #expect(refusal(Source.head + deep)?.reason == .tooDeep)
    }

    @Test func foreignElementsTooDeep() {
        let deep = String(repeating: "<x:y>", count: 100_000)
        #expect(
            refusal(Source.head.replacing("<definitions", with: "<definitions xmlns:x=\"u\"") + deep)?.reason
                == .tooDeep)
    }

    @Test func asDeepAsAllowed() throws {
        let (open, close) = (
            String(repeating: "<subProcess>", count: 97), String(repeating: "</subProcess>", count: 97)
        )
        #expect(try Diagram(Source.process(open + "<task/>" + close)).participants.count == 1)
    }

    @Test func tooManyElements() {
        let many = String(repeating: "<a/>", count: XMLTree.maximumElements)
        #expect(refusal(Source.process(many))?.reason == .tooManyElements)
    }

    @Test func tooManyBytes() {
        #expect(
            refusal(repeatElement(UInt8(ascii: " "), count: Diagram.maximumBytes + 1)) == UnreadableDiagram(.tooLarge))
    }

    @Test func anotherVocabulary() {
        #expect(refusal("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") == UnreadableDiagram(.notBPMN, line: 1))
        #expect(refusal("<definitions/>")?.reason == .notBPMN)
        #expect(
            refusal("<process xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>")?.reason == .notBPMN)
    }

    @Test func aVeryLongAttribute() {
        let name = String(repeating: "x", count: 11_000_000)
        #expect(refusal(Source.process("<task name=\"\(name)\"/>"))?.reason == .malformed)
    }

    @Test(arguments: UnreadableDiagram.Reason.allCases) func everyReasonIsOneSentence(
        _ reason: UnreadableDiagram.Reason
    ) {
        let sentence = UnreadableDiagram(reason, line: 7).description
        #expect(sentence.hasPrefix("line 7: ") && !sentence.contains("\n") && !sentence.hasSuffix("."))
    }
}
