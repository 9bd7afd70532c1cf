import Foundation
import TestSupport
import Testing

/// Sign-offs as `countersign status` tells them, end to end.
@Suite struct SignOffStatusTests {
    /// An item whose box Ann ticked in a commit signed with her SSH key; the policy wants that proven.
    private func write(in folder: TemporaryFolder) throws -> ScriptedRepository {
        let key = folder.path("key")
        try #require(try run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]).status == 0)
        let line = String(decoding: try bytes(ofFile: key + ".pub"), as: UTF8.self).filter { !$0.isNewline }
        let item = "- [x] Data is kept {#data}\n  - Sign-off:\n    - [ ] dpo\n"
        let script = RepositoryScript()
        script.commit(
            "set up",
            [
                "countersign.yml": """
                roles: { dpo: { title: Officer } }
                people: { ann: { name: Ann, emails: [author@team.example], roles: [dpo], keys: ["\(line)"] } }
                policy: { minimum-evidence: verified }

                """
            ])
        script.commit("add", ["a.md": item], author: "Eve <eve@team.example>")
        let repository = try script.write(checkout: true)
        try repository.writeFile(item.replacing("[ ]", with: "[x]"), to: "a.md")
        try repository.git(
            "-c", "gpg.format=ssh", "-c", "user.signingKey=\(key).pub", "commit", "-q", "-S", "-a", "-m", "sign")
        return repository
    }

    @Test func signedAndProven() throws {
        let folder = try TemporaryFolder()
        let status = try status(try write(in: folder).path)
        #expect(try status.item("Data is kept").status == "signed-off")
        #expect(try status.item("Data is kept").events.map(\.kind) == ["added", "signed-off"])
        #expect(status.errors.isEmpty)
    }

    /// Without the program that could check it, the signature proves nothing.
    @Test func withoutTheProgram() throws {
        let folder = try TemporaryFolder()
        let repository = try write(in: folder)
        let status = try status(repository.path, environment: ["PATH": folder.path])
        #expect(try status.item("Data is kept").status == "awaiting")
    }
}
