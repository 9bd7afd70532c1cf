import Foundation
import TestSupport
import Testing

/// `audit` as its users run it.
@Suite struct AuditTests {
    @Test func formats() throws {
        let path = try Sample.write().path
        #expect(try succeeding("audit", "-C", path).output.contains("object hashes verified."))
        let json = try succeeding("audit", "-C", path, "--format", "json", "--rev", "HEAD~1").stdout
        #expect(try Python.violations(of: "audit.schema.json", in: [json]) == [""])
        #expect(try succeeding("audit", "-C", path, "--format", "csv").stdout.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(try countersign("audit", "-C", path, "--format", "markdown").status == 64)
    }

    /// No configuration takes a sign-off out of the register.
    @Test func aFileThatIsLeftOut() throws {
        let script = Sample.script()
        script.commit("Exclude", ["countersign.yml": Sample.configuration + "exclude: [checklists/1-prepare.md]\n"])
        let path = try script.write().path
        let status = try countersign("status", "-C", path)
        #expect(!status.output.contains("Agreement is signed"))
        #expect(status.errors.contains("checklists/1-prepare.md: warning: items of this file were signed off"))
        let audit = try countersign("audit", "-C", path)
        #expect(audit.output.contains("Agreement is signed"))
        #expect(!audit.errors.contains("signed off, and countersign.yml leaves the file out"))
    }

    /// What git itself would read without a word: an object that is whole, under the name of another.
    @Test func anObjectUnderAnotherName() throws {
        let script = RepositoryScript()
        script.commit("One", ["a.md": "- [ ] one\n"])
        script.commit("Two", ["a.md": "- [x] one\n"])
        let scripted = try script.write()
        let name = try scripted.git("rev-parse", "HEAD:a.md")
        let other = try scripted.writeObject("blob", Array("- [ ] other\n".utf8)).hex
        let loose = { (name: String) in "\(scripted.path)/objects/\(name.prefix(2))/\(name.dropFirst(2))" }
        try unpack(scripted)
        let swapped = try bytes(ofFile: loose(other))
        try FileManager.default.removeItem(atPath: loose(name))
        try #require(FileManager.default.createFile(atPath: loose(name), contents: Data(swapped)))

        #expect(try succeeding("status", "-C", scripted.path).output.contains("other"))
        let audit = try countersign("audit", "-C", scripted.path)
        #expect(audit.status == 2 && audit.output == "")
        #expect(audit.errors.contains(name) && audit.errors.contains("is damaged"))
    }

    /// Every object into a file of its own.
    private func unpack(_ scripted: ScriptedRepository) throws {
        let folder = scripted.path + "/objects/pack"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let packs = try names.filter { $0.hasSuffix(".pack") }.map { try bytes(ofFile: "\(folder)/\($0)") }
        for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        for pack in packs { try scripted.git("unpack-objects", "-q", input: pack) }
    }
}
