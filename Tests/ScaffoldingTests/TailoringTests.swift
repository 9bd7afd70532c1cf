import Git
import Testing

@testable import Scaffolding

/// Items and phases that do not apply, and those that are left out.
@Suite struct TailoringTests {
    private let flows = """
        ---
        phase: 4
        ---

        # Flows

        ## First

        - [ ] Say **when** it runs {#when}
          - Output: [Spec](../outputs/spec.md)
          - Sign-off:
            - [ ] lead
          - [ ] Nested {#nested}
        - [ ] Two lines
          of text {#two}

        ## Second

        ### Deep

        1. [ ] API of A {#api-a}
        2. [ ] API of B {#api-b}

        End.

        """

    private func tailored(
        _ files: [String: String], out: [String] = [], not: [(name: String, reason: String)] = []
    ) throws -> [String: String] {
        let files = files.sorted { $0.key < $1.key }.map { NewFile(path: $0.key, content: Array($0.value.utf8)) }
        let systems = try TargetSystem.all(named: ["A", "B"])
        let result = try Tailoring(files, roles: ["lead"], systems: systems).tailored(
            leavingOut: out, notApplicable: not)
        return Dictionary(uniqueKeysWithValues: result.map { ($0.path, String(decoding: $0.content, as: UTF8.self)) })
    }

    private func flows(out: [String] = [], not: [(name: String, reason: String)] = []) throws -> String? {
        try tailored(["c/4-flows.md": flows], out: out, not: not)["c/4-flows.md"]
    }

    @Test func anItemThatDoesNotApply() throws {
        #expect(
            try flows(not: [("when", "it *never*\nruns")])
                == flows.replacing(
                    "- [ ] Say **when** it runs {#when}\n",
                    with: "- [ ] ~~Say **when** it runs~~ {#when}\n  - Reason: it \\*never\\* runs\n"))
        #expect(
            try flows(not: [("nested", "r")])
                == flows.replacing(
                    "  - [ ] Nested {#nested}\n", with: "  - [ ] ~~Nested~~ {#nested}\n    - Reason: r\n"))
    }

    @Test func anItemOfTwoLines() throws {
        #expect(
            try flows(not: [("two", "r")])
                == flows.replacing(
                    "- [ ] Two lines\n  of text {#two}\n",
                    with: "- [ ] ~~Two lines\n  of text~~ {#two}\n  - Reason: r\n"))
    }

    @Test func anItemOfEverySystem() throws {
        let both = "1. [ ] ~~API of A~~ {#api-a}\n   - Reason: r\n2. [ ] ~~API of B~~ {#api-b}\n   - Reason: r\n"
        let items = "1. [ ] API of A {#api-a}\n2. [ ] API of B {#api-b}\n"
        #expect(try flows(not: [("api", "r")]) == flows.replacing(items, with: both))
        #expect(
            try flows(not: [("api-b", "r")])
                == flows.replacing(
                    items, with: "1. [ ] API of A {#api-a}\n2. [ ] ~~API of B~~ {#api-b}\n   - Reason: r\n"))
    }

    @Test(arguments: ["4", "4-flows", "4-flows.md", "c/4-flows.md"])
    func aPhaseThatDoesNotApply(_ name: String) throws {
        let text = try #require(try flows(not: [(name, "no flows")]))
        #expect(text.matches(of: /\[ \] ~~/).count == 5)
        #expect(text.matches(of: /- Reason: no flows\n/).count == 5)
        #expect(text.contains("    - [ ] lead\n"))
    }

    @Test func anItemIsLeftOut() throws {
        #expect(
            try flows(out: ["when"])
                == flows.replacing(/- \[ \] Say(.|\n)*\{#nested\}\n/, with: ""))
        #expect(try flows(out: ["nested"]) == flows.replacing("  - [ ] Nested {#nested}\n", with: ""))
    }

    @Test func headingsWithNothingBelowGoAsWell() throws {
        let text = "# A\n\n## One\n\n- [ ] a {#a}\n\n## Two\n\n### Deep\n\n- [ ] b {#b}\n\n## Three\n"
        #expect(try tailored(["l.md": text], out: ["b"])["l.md"] == "# A\n\n## One\n\n- [ ] a {#a}\n\n\n\n\n## Three\n")
    }

    @Test func aPhaseIsLeftOut() throws {
        let files = try tailored(
            [
                "c/4-flows.md": flows, "c/1.md": "- [ ] See [flows](4-flows.md#when) {#see}\n",
                "README.md": "| a | b |\n|---|---|\n| [4](c/4-flows.md) | x |\n| [1](./c/1.md) | y |\n\n"
                    + "- [Flows](/c/4-flows.md)\n- 1\n\nRead [the flows](c/4-flows.md) and [more](https://c/4-flows.md).\n",
                "o/README.md": "1. [x](../c/4-flows.md)\n2. y\n",
            ], out: ["4"])
        #expect(
            files == [
                "c/1.md": "- [ ] See flows {#see}\n",
                "README.md": "| a | b |\n|---|---|\n| [1](./c/1.md) | y |\n\n- 1\n\n"
                    + "Read the flows and [more](https://c/4-flows.md).\n",
                "o/README.md": "2. y\n",
            ])
    }

    @Test func thePhaseGoesWithItsLastItem() throws {
        #expect(
            try tailored(["1.md": "# A\n\n- [ ] a {#a}\n", "R.md": "x\n- [A](1.md)\n"], out: ["a"]) == ["R.md": "x\n"])
    }

    @Test func unknownNames() {
        #expect(throws: Problem("no item or phase is called \"wen\"; the nearest is when. Phases: 4-flows")) {
            try flows(out: ["wen"])
        }
        #expect(throws: Problem("no item or phase is called \"9\". Phases: 4-flows")) { try flows(not: [("9", "r")]) }
        // What was left out cannot be struck through.
        #expect(throws: Problem("no item or phase is called \"two\". Phases: 4-flows")) {
            try flows(out: ["two"], not: [("two", "r")])
        }
    }

    @Test func noReason() {
        #expect(throws: Problem("\"two\" does not apply, but no reason is given: write two=\"the reason\"")) {
            try flows(not: [("two", " \n")])
        }
    }

    @Test func whatCannotBeStruckOut() {
        // Tildes of its own take those around them for theirs.
        #expect(throws: Problem("\"a\" in l.md cannot be struck out; edit it by hand")) {
            try tailored(["l.md": "- [ ] a ~~b~~ c~ {#a}\n"], not: [("a", "r")])
        }
    }
}
