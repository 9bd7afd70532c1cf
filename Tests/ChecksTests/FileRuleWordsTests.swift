import Checklists
import TestSupport
import Testing

/// What people are told of what files say, and to do about it.
@Suite struct FileRuleWordsTests {
    /// Message and advice of everything that is found, `severity rule: message | advice`.
    private func told(_ files: [String: String]) throws -> [String] {
        let script = RepositoryScript()
        script.commit("add", files.mapValues { Optional($0.replacing("- [x]", with: "- [ ]")) })
        script.commit("tick", files.mapValues(Optional.some))
        return try findings(in: script.write()).map {
            "\($0.severity.rawValue) \($0.rule.name): \($0.message) | \($0.advice ?? "")"
        }
    }

    private func told(ofOutput destination: String, _ files: [String: String]) throws -> [String] {
        let list = ["lists/a.md": "- [ ] One\n  - Output: [it](\(destination))\n"]
        return try told(list.merging(files) { first, _ in first })
    }

    private func missing(_ destination: String, _ advice: String) -> [String] {
        ["error missing-output: the output \"\(destination)\" of \"One\" is not in the repository | \(advice)"]
    }

    @Test func theNearestNameInTheFolder() throws {
        #expect(
            try told(ofOutput: "../outputs/spce.md", ["outputs/spec.md": "", "outputs/other.md": ""])
                == missing("../outputs/spce.md", "The nearest name in \"outputs\" is \"spec.md\"."))
        #expect(
            try told(ofOutput: "../output/spec.txt", ["outputs/spec.md": ""])
                == missing("../output/spec.txt", "The nearest name there is \"outputs\"."))
        #expect(
            try told(ofOutput: "x.md", ["outputs/spec.md": ""])
                == missing("x.md", "The nearest name in \"lists\" is \"a.md\"."))
    }

    @Test func capitalLetters() throws {
        #expect(
            try told(ofOutput: "../outputs/Spec.md", ["outputs/SPEC.md": ""])
                == missing("../outputs/Spec.md", "It is called \"SPEC.md\" there: capital letters count."))
    }

    @Test func aMiscountedWayUp() throws {
        let advice = "There is \"outputs/spec.md\": from this file it is written \"../outputs/spec.md\"."
        #expect(
            try told(ofOutput: "outputs/spec.md", ["outputs/spec.md": ""]) == missing("outputs/spec.md", advice))
        #expect(
            try told(ofOutput: "/lists/x/outputs/spec.md", ["outputs/spec.md": ""])
                == missing("/lists/x/outputs/spec.md", advice))
    }

    @Test func backslashes() throws {
        #expect(
            try told(ofOutput: "b\\c.md", ["lists/b/c.md": ""])
                == missing("b\\c.md", "Write it with \"/\" between the names: \"b/c.md\"."))
    }

    @Test func aHost() throws {
        #expect(
            try told(ofOutput: "docs.openfn.org/jobs", [:])
                == missing(
                    "docs.openfn.org/jobs", "If a web address is meant, write \"https://docs.openfn.org/jobs\"."))
    }

    @Test func nothingNear() throws {
        #expect(try told(ofOutput: "x/y/z.md", [:]) == missing("x/y/z.md", "Add the file, or correct the link."))
    }

    @Test func noMailAddressIsRepeated() throws {
        let words = try told([
            "a.md":
                "- [ ] [Ann](ann@ministry.example) and [file](x/ann@ministry.example.md)\n  - Owner: eve@team.example\n",
            "countersign.yml":
                "people:\n  ann: { emails: [ann@home.example] }\n  ben: { emails: [Ann@home.example] }\n",
        ])
        #expect(words.count == 5)
        #expect(!words.contains { $0.contains("ministry") || $0.contains("team.") || $0.contains("home") })
    }

    @Test func aBlankOfAnOpenItemIsANote() throws {
        #expect(
            try told(["a.md": "- [ ] Signed on ____\n- [x] Sealed on ____\n- [ ] [One]()\n\n[Two]()\n"]) == [
                "note placeholder: \"Signed on ____\" still has a blank to be filled in | Write what belongs there, or take the blank away.",
                "warning placeholder: \"Sealed on ____\" still has a blank to be filled in | Write what belongs there, or take the blank away.",
                "note placeholder: the link \"One\" has no address | Put its address into the round brackets, or take the link away.",
                "warning placeholder: the link \"Two\" has no address | Put its address into the round brackets, or take the link away.",
            ])
    }

    @Test func theNearestHeading() throws {
        #expect(
            try told([
                "a.md": "# Access levels\n\n- [ ] See [them](#acces-levels) and [it](b.md#it)\n", "b.md": "Text\n",
            ])
                == [
                    "warning broken-fragment: the link \"#acces-levels\" leads to a heading that this file does not have | The name of the nearest heading is \"#access-levels\".",
                    "warning broken-fragment: the link \"b.md#it\" leads to a heading that b.md does not have | A heading's name is its words in lower case, with \"-\" between them.",
                ])
    }

    @Test func whichRoleWasMeant() throws {
        let words = try told([
            "countersign.yml": RuleFixture.configuration,
            "a.md": """
            - [ ] One
              - Sign-off: ministri, Ministry representative, dara, mіnistry, MINISTRY, eve, other
            - [ ] Two
              - Sign-off:
                - [ ] ministri

            """,
        ])
        let one = "error unknown-asked-role: \"One\" asks for the sign-off of"
        #expect(
            Set(words) == [
                "\(one) \"ministri\", which is not a declared role | The nearest role is \"ministry\".",
                "\(one) \"Ministry representative\", which is not a declared role | The role of that title is written \"ministry\".",
                "\(one) \"dara\", which is not a declared role | \"dara\" is a person; name the role instead: \"ministry\".",
                "\(one) \"mіnistry\", which is not a declared role | It looks like the role \"ministry\" and is spelt with other letters: type it anew.",
                "\(one) \"MINISTRY\", which is not a declared role | The nearest role is \"ministry\".",
                "\(one) \"eve\", which is not a declared role | \"eve\" is a person; name a role instead.",
                "\(one) \"other\", which is not a declared role | Declare it under \"roles:\" in countersign.yml, or name a role that is declared there.",
                "error unknown-asked-role: \"Two\" asks for the sign-off of \"ministri\", which is not a declared role, so its box is an ordinary item | The nearest role is \"ministry\".",
            ])
    }

    @Test func aFileThatAPartialCloneLacks() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "a.md": "- [ ] See [b](docs/b.md#c), [d](docs/d.md)\n  - Output: docs/b.md\n", "docs/b.md": "# B\n",
                "countersign.yml": "exclude: [docs]\n",
            ])
        let clone = try script.write().clone(["--filter=blob:none", "--no-checkout"])
        try clone.git("checkout", "-q", "HEAD", "--", "a.md", "countersign.yml")
        #expect(
            try findings(in: clone).filter { $0.rule.name != "truncated-history" }.map(\.message) == [
                "the link \"docs/d.md\" leads to a file that is not in the repository"
            ])
    }

    @Test func aFileThatIsTooCostlyToReadHasNoHeadingsToSpeakOf() throws {
        let costly = String(repeating: "_www.a", count: 70_000)
        #expect(try told(["a.md": "- [ ] See [b](b.md#c)\n", "b.md": "# B\n\n\(costly)\n"]).isEmpty)
    }

    @Test func frontMatterThatIsNoYAML() throws {
        #expect(
            try told(["a.md": "---\ntitle: \"T\nphase: 1\n---\n\n- [ ] One\n"]) == [
                "error front-matter-unreadable: the front matter cannot be read: found unexpected end of stream | "
                    + "A quotation mark that is opened above is not closed. Until it is mended, the file counts as one "
                    + "without front matter."
            ])
    }

    // MARK: Outputs that are still to be written

    /// Ann signs `boxes` by their ticks, and the item is ticked or not.
    private func toldOfSigned(_ tick: String, box: String) throws -> [String] {
        let text = { (tick: String, box: String) in
            "- [\(tick)] One {#one}\n  - Output: [it](it.md)\n  - Sign-off:\n    - [\(box)] dpo\n"
        }
        let script = RepositoryScript()
        script.setUp(["it.md": "# It\n\n*Not written yet.*\n"])
        script.write("add", text(" ", " "), by: .eve)
        script.write("sign", text(tick, box), by: .ann)
        return try findings(in: script.write()).filter { $0.rule.name == "ticked-without-output" }.map {
            "\($0.severity.rawValue): \($0.message) | \($0.advice ?? "")"
        }
    }

    @Test func whatIsSaidOfAnUnwrittenOutput() throws {
        let end = "and \"it.md\" says that it is not written yet | Write it and take that line out of it, or"
        #expect(try toldOfSigned("x", box: " ") == ["warning: \"One\" is ticked, \(end) untick the item."])
        #expect(try toldOfSigned(" ", box: "x") == ["warning: \"One\" is signed off, \(end) revoke the sign-off."])
        #expect(
            try toldOfSigned("x", box: "x")
                == ["warning: \"One\" is ticked and signed off, \(end) untick the item and revoke the sign-off."])
        #expect(try toldOfSigned(" ", box: " ") == [])
    }
}
