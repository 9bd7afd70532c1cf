import Markdown
import Testing

@Suite("Decoding and front matter")
struct SourceFileTests {
    func read(_ bytes: [UInt8]) -> SourceFile? { bytes.withUnsafeBytes { SourceFile($0) } }

    func read(_ text: String) throws -> SourceFile { try #require(read(Array(text.utf8))) }

    func body(_ file: SourceFile?) -> String? { file.map { String(decoding: $0.body, as: UTF8.self) } }

    @Test func plainUTF8() throws {
        let file = try read("# ក\n\u{10FFFF}")
        #expect(file.encoding == .utf8)
        #expect(body(file) == "# ក\n\u{10FFFF}")
        #expect(file.bodyLine == 1)
        #expect(file.frontMatter == nil)
    }

    @Test func empty() throws {
        let file = try #require(read([]))
        #expect(file.encoding == .utf8)
        #expect(file.body.isEmpty)
        #expect(file.bodyLine == 1)
        #expect(SourceFile(UnsafeRawBufferPointer(start: nil, count: 0)) != nil)
    }

    @Test func byteOrderMarkIsStripped() throws {
        let file = try read("\u{FEFF}---\na: 1\n---\nb")
        #expect(file.encoding == .utf8WithMark)
        #expect(file.frontMatter == SourceFile.FrontMatter(text: "a: 1\n", firstLine: 2))
        #expect(body(file) == "b")
    }

    @Test("UTF-16 in both orders, with a lone surrogate and an odd byte")
    func utf16() {
        let little: [UInt8] = [0xFF, 0xFE, 0x2D, 0x00, 0x80, 0x17, 0x3D, 0xD8, 0x00, 0xDE, 0x0A, 0x00]
        #expect(read(little)?.encoding == .utf16LittleEndian)
        #expect(body(read(little)) == "-\u{1780}\u{1F600}\n")
        let big: [UInt8] = [0xFE, 0xFF, 0x00, 0x2D, 0x17, 0x80, 0xD8, 0x3D, 0x00, 0x41, 0x7F]
        #expect(read(big)?.encoding == .utf16BigEndian)
        #expect(body(read(big)) == "-\u{1780}\u{FFFD}A\u{FFFD}")
    }

    @Test("What is not valid UTF-8 is Windows-1252")
    func windows1252() {
        let bytes: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x20, 0x80, 0x93, 0x94, 0x81, 0xFF]
        #expect(read(bytes)?.encoding == .windows1252)
        #expect(body(read(bytes)) == "café €“”\u{81}ÿ")
        // Line and column of an item are those of the file.
        let list: [UInt8] = Array("---\nt: ".utf8) + [0xE9] + Array("\n---\n- [x] ".utf8) + [0xE0]
        #expect(read(list)?.frontMatter?.text == "t: é\n")
        #expect(body(read(list)) == "- [x] à")
        #expect(read(list)?.bodyLine == 4)
    }

    @Test(
        "Invalid UTF-8, by what is wrong with it",
        arguments: [
            [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x28, 0x80], [0xF0, 0x9F, 0x98, 0x28],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func invalid(_ bytes: [UInt8]) {
        // At every place relative to the words of eight bytes that the check takes at once.
        for before in 0..<9 {
            let text = [UInt8](repeating: 0x61, count: before) + bytes
            #expect(read(text)?.encoding == .windows1252)
            #expect(read(text + Array("abcdefgh".utf8))?.encoding == .windows1252)
        }
    }

    @Test(
        "Valid UTF-8 is taken as such",
        arguments: ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"])
    func valid(_ character: String) {
        for before in 0..<9 {
            let text = String(repeating: "a", count: before) + character
            #expect(read(Array(text.utf8))?.encoding == .utf8)
            #expect(read(Array((text + "abcdefgh").utf8))?.encoding == .utf8)
        }
    }

    @Test("A NUL in the first 8,000 bytes makes a file binary, a later one does not")
    func binary() {
        #expect(read([0x61, 0]) == nil)
        let text = [UInt8](repeating: 0x61, count: 7999)
        #expect(read(text + [0]) == nil)
        #expect(read(text + [0x61, 0])?.encoding == .utf8)
        // UTF-32 has a byte order mark of its own.
        #expect(read([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) == nil)
    }

    struct FrontMatterCase: CustomTestStringConvertible, Sendable {
        let source: String
        let yaml: String?
        let body: String
        let bodyLine: Int
        var testDescription: String { source.debugDescription }

        init(_ source: String, yaml: String?, body: String, line: Int) {
            self.source = source
            self.yaml = yaml
            self.body = body
            bodyLine = line
        }
    }

    @Test(arguments: [
        FrontMatterCase("---\na: 1\n---\nb", yaml: "a: 1\n", body: "b", line: 4),
        FrontMatterCase("---\na: 1\nb: 2\n...\nc\n", yaml: "a: 1\nb: 2\n", body: "c\n", line: 5),
        FrontMatterCase("--- \t\na: 1\n---  \nb", yaml: "a: 1\n", body: "b", line: 4),
        FrontMatterCase("---\r\na: 1\r\n---\r\n\r\nb", yaml: "a: 1\r\n", body: "\r\nb", line: 4),
        FrontMatterCase("---\ra: 1\r---\rb", yaml: "a: 1\r", body: "b", line: 4),
        FrontMatterCase("---\n---\nb", yaml: "", body: "b", line: 3),
        FrontMatterCase("---\na: 1\n---", yaml: "a: 1\n", body: "", line: 4),
        FrontMatterCase("---\na: |\n  ---\n ---\n---\nb", yaml: "a: |\n  ---\n ---\n", body: "b", line: 6),
        FrontMatterCase("---\na: 1\n----\nb", yaml: nil, body: "---\na: 1\n----\nb", line: 1),
        FrontMatterCase("---\na: 1\n", yaml: nil, body: "---\na: 1\n", line: 1),
        FrontMatterCase("---", yaml: nil, body: "---", line: 1),
        FrontMatterCase("\n---\na: 1\n---\n", yaml: nil, body: "\n---\na: 1\n---\n", line: 1),
        FrontMatterCase(" ---\na: 1\n---\n", yaml: nil, body: " ---\na: 1\n---\n", line: 1),
        FrontMatterCase("...\na: 1\n---\n", yaml: nil, body: "...\na: 1\n---\n", line: 1),
        FrontMatterCase("----\na: 1\n---\n", yaml: nil, body: "----\na: 1\n---\n", line: 1),
        FrontMatterCase("--- a\n---\n", yaml: nil, body: "--- a\n---\n", line: 1),
    ])
    func frontMatter(_ test: FrontMatterCase) throws {
        let file = try read(test.source)
        #expect(file.frontMatter?.text == test.yaml)
        #expect(file.frontMatter?.firstLine == (test.yaml == nil ? nil : 2))
        #expect(body(file) == test.body)
        #expect(file.bodyLine == test.bodyLine)
    }
}
