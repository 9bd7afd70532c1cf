import Markdown
import TestSupport
import Testing

/// `diff --format markdown` with whatever a pull request may hold: always a comment that a forge takes, and never more in it
/// than Countersign says.
@Suite struct DiffMarkdownTests {
    private func markdown(_ path: String, _ base: String) throws -> String {
        let result = try countersign("diff", "-C", path, base, "--format", "markdown")
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }

    // MARK: Hostile content

    private static let texts = [
        "| a | b |\\", "</details><script>alert(1)</script>", "<!-- ", "![x](https://evil.example/x.png)",
        "[click](https://evil.example) <a href='https://evil.example'>x</a>", "`` ` ``",
        "@team/everybody @octocat #12 !13",
        "https://evil.example www.evil.example mail@evil.example", "\\# heading", "**bold** ~~struck~~ $x$ $$y$$",
        "&lt;script&gt; &#64;octocat", ":tada:", "\u{202E}backwards", "1) list", "[^1] [x]: https://evil.example",
    ]

    private static func hostile() throws -> ScriptedRepository {
        let script = RepositoryScript()
        let configuration = """
            version: 1
            title: "<b>|</b> @octocat"
            repository: https://github.com/team/right
            roles: { dpo: { title: "|<b>" } }
            people: { ann: { name: "| @ann <b>", emails: [ann@ministry.example], roles: [dpo] } }

            """
        func items(_ texts: [String], _ box: String) -> String {
            texts.enumerated().map { number, text in
                """
                ## \(text)

                - [\(box)] \(text) number \(number) {#i\(number)}
                  - Owner: \(text)
                  - Reason: \(text)
                  - Output: [\(text)](<\(text.filter { !"<>\\".contains($0) })>)
                  - Sign-off:
                    - [\(box)] dpo

                """
            }.joined()
        }
        script.commit("start", ["countersign.yml": configuration, "a|<b>`@octocat`.md": items(texts, " ")])
        script.commit(
            "| </details> @octocat", ["a|<b>`@octocat`.md": items(texts.map { "new " + $0 + " new" }, "x")],
            author: "| @octocat *b* <eve@team.example>")
        script.commit("more", ["a|<b>`@octocat`.md": items(texts.map { "newer " + $0 + " newer" }, "x")])
        return try script.write()
    }

    /// Every block and inline of a document.
    private func walk(_ blocks: [Block], _ visit: (Block) -> Void, _ inline: (Inline) -> Void) {
        func walk(_ inlines: [Inline]) {
            for part in inlines {
                inline(part)
                switch part {
                case .emphasis(let content), .strong(let content), .strikethrough(let content),
                    .link(_, _, let content), .image(_, _, let content):
                    walk(content)
                default: continue
                }
            }
        }
        for block in blocks {
            visit(block)
            walk(block.inlines)
            self.walk(block.children, visit, inline)
        }
    }

    @Test(arguments: ["HEAD~1", "HEAD~2"]) func hostileContent(_ base: String) throws {
        let text = try markdown(try Self.hostile().path, base)
        var tags: Set<String> = []
        var links: [String] = []
        var tables = 0
        var items = 0
        walk(Markdown.Document(parsing: Array(text.utf8)).blocks) { block in
            switch block.kind {
            case .html(let html): tags.formUnion(html.split(separator: "\n").map(String.init))
            case .table: tables += 1
            case .listItem(let task):
                items += 1
                #expect(task == nil)
            case .codeBlock, .thematicBreak, .blockQuote, .footnoteDefinition: Issue.record("\(block)")
            case .heading(let level): #expect(level == 3)
            default: break
            }
        } _: { inline in
            switch inline {
            case .html(let tag): tags.insert(tag)
            case .link(let destination, _, _): links.append(destination)
            case .image, .footnoteReference, .strikethrough, .emphasis: Issue.record("\(inline)")
            case .code(let code): #expect(code.allSatisfy(\.isHexDigit) || code.hasPrefix("countersign diff"))
            default: break
            }
        }
        let known: Set = ["<del>", "</del>", "<ins>", "</ins>", "<span>", "</span>", "<details>", "</details>"]
        #expect(
            tags.subtracting(known).allSatisfy { $0.wholeMatch(of: /<summary>[A-Za-z ]+: \d+<\/summary>/) != nil },
            "\(tags)")
        #expect(links.allSatisfy { $0.hasPrefix("https://github.com/team/right/") }, "\(links)")
        #expect(!links.isEmpty && tables == 1 && items >= Self.texts.count * 3)
        // No name that a forge would tell somebody of, no number that it would link.
        let plain = text.replacing(/&#\d+;/, with: "?")
        for wrong in ["@octocat", "@team", "@ann", "#12", "!13", "https://evil", "www.evil", ":tada"] {
            #expect(!plain.contains(wrong), "\(wrong)")
        }
    }

    // MARK: Size

    private static func many(_ count: Int, sized size: Int = 0, of signed: Bool = false) throws -> ScriptedRepository {
        let script = RepositoryScript()
        let filler = size == 0 ? "" : " " + String(repeating: "<&|*_[]`$@x ", count: size / 12)
        func list(_ box: String, _ word: String) -> String {
            (0..<count).map { number in
                "- [\(box)] \(word) \(number)\(filler) {#i\(number)}\n" + (signed ? "  - Sign-off: \(word)\n" : "")
            }.joined()
        }
        let roles = "version: 1\nroles: { before: {}, after: {} }\n"
        script.commit("start", ["countersign.yml": roles, "a.md": list(" ", "before")])
        script.commit("all", ["a.md": list("x", "after")])
        return try script.write()
    }

    /// What is shown and what is said to be left out are all there is.
    private func expectAll(_ count: Int, in text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(text.utf8.count <= 64_000, sourceLocation: sourceLocation)
        let shown = text.split(separator: "\n").count { $0.hasPrefix("- after") }
        let omitted = text.firstMatch(of: /(\d+) more (?:is|are) left out here/).flatMap { Int($0.1) } ?? 0
        #expect(shown > 0 && shown + omitted == count, "\(shown) and \(omitted)", sourceLocation: sourceLocation)
    }

    @Test func fiveThousandItems() throws {
        let text = try markdown(try Self.many(5_000).path, "HEAD~1")
        #expect(text.hasPrefix("**5000 items ticked, 5000 items reworded.**\n"))
        #expect(text.utf8.count > 50_000 && text.hasSuffix("\n</details>\n"))
        try expectAll(5_000, in: text)
    }

    @Test func fiveThousandItemsToLookAt() throws {
        let text = try markdown(try Self.many(5_000, of: true).path, "HEAD~1")
        #expect(
            text.hasPrefix(
                "**5000 items ticked, 5000 items reworded, 5000 items with other details, 5000 sign-offs no longer asked for.**\n"
            ))
        try expectAll(5_000, in: text)
    }

    @Test func longTexts() throws {
        try expectAll(200, in: try markdown(try Self.many(200, sized: 600).path, "HEAD~1"))
        try expectAll(1, in: try markdown(try Self.many(1, sized: 60_000, of: true).path, "HEAD~1"))
    }
}
