import Checklists
import TestSupport
import Testing

/// What people are told of tables, and to do about it.
@Suite struct TableRuleWordsTests {
    /// Of everything that is found in a table that is an output: `severity line message | advice`.
    private func told(_ table: String, configuration: String = "") throws -> [String] {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "a.md": "- [ ] One\n  - Output: [it](t.csv)\n", "t.csv": table,
                "countersign.yml": "version: 1\n" + configuration,
            ])
        return try findings(in: script.write()).map {
            "\($0.severity.rawValue) \($0.line ?? 0) \($0.message) | \($0.advice ?? "")"
        }
    }

    private let header =
        "Source system,Source field,Type,Required,Transformation rule,Destination system,Destination field,Destination type,"
        + "Notes\n"

    @Test func aFileThatIsNone() throws {
        #expect(
            try told("a\u{0}") == [
                "warning 0 the file is no text, so it cannot be read as a table | Name it by what it is, or export it as CSV."
            ])
    }

    /// One rule tells it: that of names.
    @Test func aFileOfAnotherKind() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] One\n  - Output: [it](t.csv)\n", "t.csv": "PK\u{3}\u{4}"])
        #expect(try findings(in: script.write()).map(\.rule.name) == ["misleading-file-name"])
    }

    @Test func quotationMarks() throws {
        let advice = "Put the cell into quotation marks, and double those inside: \"in \"\"cm\"\"\"."
        #expect(
            try told("a,b\n1,\"2\n") == [
                "warning 2 the quotation mark that opens a cell here is never closed: the rest of the file is in this cell | \(advice)"
            ])
        #expect(
            try told("a,b\n1,\"2\n\"3\" 4\"\n") == [
                "warning 3 a quotation mark stands inside a cell, which begins on line 2, so cells may be cut otherwise than meant | \(advice)"
            ])
    }

    @Test func raggedRows() throws {
        #expect(
            try told("a,b\n1,2,3\n1\n") == [
                "warning 2 the row has 3 cells, and the table 2 columns | Put a cell that has the separator in it into quotation marks.",
                "note 3 the row has 1 cell, and the table 2 columns | Write the empty cells, too.",
            ])
        #expect(
            try told("a,b\n" + String(repeating: "1,2,3\n", count: 1_000)).first
                == "warning 0 995 more rows have more cells than there are columns | ")
    }

    @Test func aMappingWithoutDestinations() throws {
        #expect(
            try told("Source Field,Type,Rules\na,text,none\n") == [
                "warning 1 the table has the columns \"Source Field\", \"Type\", \"Rules\", so it is taken for a mapping, and no column \"destination field\" | Add the column, or call it so."
            ])
    }

    @Test func aMappingWithoutOtherColumns() throws {
        #expect(
            try told("Source field,Required,Transformation rule,Destination field\na,yes,none,b\n") == [
                "note 1 the mapping has no column \"source system\", \"type\", \"destination system\" | Add what applies here."
            ])
    }

    @Test func everyFaultOfAMapping() throws {
        let rows = """
            OSCaR,a,text,yes,,Primero,x,number,
            OSCaR,b,text,yes,,Primero,,,
            OSCaR,c,text,no,,Primero,x,text,
            OSCaR,d,text,no,,,,,

            """
        #expect(
            try told(header + rows) == [
                "warning 2 \"a\" is required and has no transformation rule | Write the rule, or \"as is\".",
                "warning 2 the type of \"a\" differs from its destination's (\"text → number\"), and there is no rule | Write the rule by which one becomes the other.",
                "warning 3 \"b\" is required and has no destination field | Name the destination field, or say in the notes why there is none.",
                "warning 4 \"c\" goes to \"x\", as does another field, and not both have a rule | Take one of them away, or say by which rule they are put together.",
                "note 5 \"d\" has no destination field, and nothing says why | Map it, or say in the notes why it is not mapped.",
            ])
    }

    @Test func theFirstRowWithTheSameDestinationIsNamed() throws {
        let script = RepositoryScript()
        script.commit(
            "add", ["a.md": "- [ ] One\n  - Output: [it](t.csv)\n", "t.csv": header + "O,a,,,,P,x,,\nO,b,,,,P,x,,\n"])
        #expect(
            try findings(in: script.write()).map(\.related) == [
                [.init(path: "t.csv", line: 2, message: "the first row with this destination")]
            ])
    }

    @Test func aRuleMayBeSwitchedOff() throws {
        #expect(try told("a,b\n1\n", configuration: "checks: { table-ragged-row: off }\n") == [])
    }

    @Test func noMailAddressIsRepeated() throws {
        let words = try told(header + "O,ann@ministry.example,,yes,,P,x,,\n")
        #expect(words.count == 1)
        #expect(!words.joined().contains("ministry"))
    }

    /// A pull request is told of what it brings.
    @Test func onlyWhatIsNewInAChange() throws {
        let script = RepositoryScript()
        let list = ["a.md": "- [ ] One\n  - Output: [it](t.csv)\n"]
        let base = script.commit("add", list.merging(["t.csv": header + "O,a,,yes,,P,x,,\n"]) { $1 })
        script.commit("more", ["t.csv": header + "O,z,,no,,P,z,,\nO,a,,yes,,P,x,,\nO,b,,yes,,P,y,,\n"])
        let written = try script.write()
        let found = try findings(in: written, since: written.id(of: base).hex)
        #expect(found.map(\.message) == ["\"b\" is required and has no transformation rule"])
    }
}
