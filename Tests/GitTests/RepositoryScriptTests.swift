import Git
import TestSupport
import Testing

@Suite struct RepositoryScriptTests {
    @Test func writesWhatItSays() throws {
        let script = RepositoryScript()
        let first = script.commit("Add the list", ["README.md": "- [ ] a\n", "a b/\"q\" é.md": "x\n"])
        let tick = script.commit("Tick", on: [first], ["README.md": "- [x] a\n"], author: "Ann <ann@ministry.example>")
        let other = script.commit("Other", on: [first], ["README.md": nil], renames: ["a b/\"q\" é.md": "moved"])
        let merge = script.merge("Merge", [tick, other], ["bin": "#!/bin/sh\n"])
        let repository = try script.write(checkout: true)

        let log = try repository.git("log", "--format=%s|%an <%ae>|%at", "--name-status", "-M", "--reverse")
        #expect(
            log == """
                Add the list|Author <author@team.example>|1767258060

                A\tREADME.md
                A\t"a b/\\"q\\" \\303\\251.md"
                Tick|Ann <ann@ministry.example>|1767258120

                M\tREADME.md
                Other|Author <author@team.example>|1767258180

                D\tREADME.md
                R100\t"a b/\\"q\\" \\303\\251.md"\tmoved
                Merge|Author <author@team.example>|1767258240
                """)
        #expect(try repository.git("status", "--porcelain") == "")
        #expect(try repository.git("rev-parse", "HEAD") == repository.id(of: merge).hex)
        #expect(try repository.git("fsck", "--strict") == "")

        let git = try repository.open()
        #expect(try git.commitID(of: "HEAD") == repository.id(of: merge))
        #expect(try git.graph(of: repository.id(of: merge)).nodes.map(\.parents) == [[], [0], [0], [1, 2]])
    }
}
