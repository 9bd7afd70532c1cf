import Git
import TestSupport
import Testing

@Suite struct SignatureTests {
    /// Signs with a new SSH key; what is read is checked by `ssh-keygen` itself.
    @Test func signedWithSSH() throws {
        let script = RepositoryScript()
        let first = script.commit("Unsigned", ["a.md": "- [ ] a\n"])
        let scripted = try script.write(checkout: true)
        let key = scripted.folder.path("key")
        try #require(try run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]).status == 0)
        let settings = ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(key).pub"]
        try git(
            settings + ["commit", "-q", "-S", "--allow-empty", "-m", "Signed\n\ngpgsig not this\n"], in: scripted.path)
        let repository = try scripted.open()
        let id = try repository.commitID(of: "HEAD")

        let signature = try #require(try repository.signature(ofCommit: id))
        #expect(try repository.signature(ofCommit: scripted.id(of: first)) == nil)

        let object = try scripted.git("cat-file", "commit", "HEAD") + "\n"
        let lines = object.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("gpgsig ") })
        let end = try #require(lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") })
        let payload = (lines[..<start] + lines[end...]).joined(separator: "\n")
        #expect(String(decoding: signature.payload, as: UTF8.self) == payload)
        let armour = lines[start..<end].map { $0.hasPrefix("gpgsig ") ? $0.dropFirst(7) : $0.dropFirst() }
        #expect(String(decoding: signature.signature, as: UTF8.self) == armour.joined(separator: "\n") + "\n")

        try write(signature.signature, toFile: scripted.folder.path("signature"))
        let check = ["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", scripted.folder.path("signature")]
        #expect(try run(check, input: signature.payload).status == 0)
        #expect(try run(check, input: signature.payload + [0x0A]).status != 0)
    }

    @Test(arguments: [
        // Header lines behind `tree`, their payload, the signature.
        ("gpgsig one\n two\n three\nencoding x\n", "encoding x\n", "one\ntwo\nthree\n"),
        ("gpgsig-sha256 other\n more\ngpgsig one\n two\nx y\n", "x y\n", "one\ntwo\n"),
        ("gpgsig one\ngpgsig-sha256 other\n more\nx y\n", "x y\n", "one\n"),
        (
            "mergetag object 1\n gpgsig inner\n -----BEGIN PGP SIGNATURE-----\ngpgsig one\n",
            "mergetag object 1\n gpgsig inner\n -----BEGIN PGP SIGNATURE-----\n", "one\n"
        ),
        ("gpgsig one\n \n three\n", "", "one\n\nthree\n"),
    ])
    func headersAroundIt(_ header: String, _ payload: String, _ armour: String) throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let end = "\nMessage\n\ngpgsig not this\n more\n"
        let id = try scripted.writeObject("commit", Array("tree \(tree)\n\(header)\(end)".utf8))
        let signature = try #require(try scripted.open().signature(ofCommit: id))
        #expect(String(decoding: signature.payload, as: UTF8.self) == "tree \(tree)\n\(payload)\(end)")
        #expect(String(decoding: signature.signature, as: UTF8.self) == armour)
    }

    @Test(arguments: ["gpgsig-sha256 other\n more\n", "x gpgsig one\n", "mergetag object 1\n gpgsig inner\n", ""])
    func unsigned(_ header: String) throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let id = try scripted.writeObject("commit", Array("tree \(tree)\n\(header)\ngpgsig not this\n".utf8))
        #expect(try scripted.open().signature(ofCommit: id) == nil)
    }
}
