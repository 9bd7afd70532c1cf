import Git
import TestSupport
import Testing

@Suite struct CommitTests {
    @Test func everythingInItsPlace() throws {
        let script = RepositoryScript()
        let first = script.commit("One", ["a.md": "1\n"])
        let side = script.commit("Side", on: [first], ["b.md": "1\n"])
        let merge = script.commit(
            "Merge\n\nBody\n", on: [first, side], author: "Ann Äpfel <ann@ministry.example>",
            committer: "Bob <bob@team.example>", at: 1_800_000_000, authoredAt: 1_700_000_000, zone: "-0330")
        let scripted = try script.write()
        let commit = try scripted.open().commit(scripted.id(of: merge))

        #expect(commit.id == scripted.id(of: merge))
        #expect(try commit.tree.hex == scripted.git("rev-parse", "HEAD^{tree}"))
        #expect(commit.parents == [scripted.id(of: first), scripted.id(of: side)])
        #expect(
            commit.author
                == .init(name: "Ann Äpfel", email: "ann@ministry.example", seconds: 1_700_000_000, offset: -210))
        #expect(
            commit.committer == .init(name: "Bob", email: "bob@team.example", seconds: 1_800_000_000, offset: -210))
        #expect(commit.message == "Merge\n\nBody\n")
        #expect(commit.messageBytes == Array("Merge\n\nBody\n".utf8))
    }

    @Test(
        arguments: [
            // (encoding header, bytes of "Prüfung – 5 €" or the like, text)
            (nil, Array("Prüfung – 5 €".utf8), "Prüfung – 5 €"),
            ("UTF-8", Array("ភាសាខ្មែរ".utf8), "ភាសាខ្មែរ"),
            ("ISO-8859-1", [0x50, 0x72, 0xFC, 0x66], "Prüf"),
            ("iso8859-1", [0xC3, 0xBC], "Ã¼"),
            ("Windows-1252", [0x93, 0x35, 0x80, 0x94], "“5€”"),
            (nil, [0x93, 0x35, 0x80, 0x94], "“5€”"),
            ("UTF-8", [0xFF, 0x41], "ÿA"),
            ("Shift_JIS", [0x41, 0x81, 0x42], "A\u{81}B"),
        ] as [(String?, [UInt8], String)])
    func textEncodings(_ label: String?, _ bytes: [UInt8], _ text: String) throws {
        let script = RepositoryScript()
        let person = RepositoryScript.Person(bytes: bytes + Array(" <x@y.example>".utf8))
        let mark = script.commit("", ["a.md": "1\n"], author: person, encoding: label, rawMessage: bytes)
        let scripted = try script.write()
        let commit = try scripted.open().commit(scripted.id(of: mark))
        #expect(commit.message == text)
        #expect(commit.author.name == text)
        #expect(commit.messageBytes == bytes)
    }

    /// Compared with what `git log` shows, but for dates that git leaves empty.
    @Test(
        arguments: [
            ("Ann <ann@b.example> 1700000000 +0100", "Ann", "ann@b.example", 1_700_000_000, 60),
            ("Ann <ann@b.example> 99999999999999999999 +0000", "Ann", "ann@b.example", 0, 0),
            ("Ann <ann@b.example> 9223372036854775807 +0000", "Ann", "ann@b.example", 0, 0),
            ("Ann <ann@b.example> -1000 +0000", "Ann", "ann@b.example", -1000, 0),
            ("Ann <ann@b.example> 1700000000 +99999", "Ann", "ann@b.example", 1_700_000_000, 0),
            ("Ann <ann@b.example> 1700000000 +51800", "Ann", "ann@b.example", 1_700_000_000, 0),
            ("Ann <ann@b.example> 1700000000 -9223372036854775808", "Ann", "ann@b.example", 1_700_000_000, 0),
            ("Ann <ann@b.example> 1700000000 +7", "Ann", "ann@b.example", 1_700_000_000, 7),
            ("Ann <ann@b.example> 1700000000", "Ann", "ann@b.example", 1_700_000_000, 0),
            ("Ann <ann@b.example> yesterday noon", "Ann", "ann@b.example", 0, 0),
            ("Ann <ann@b.example>", "Ann", "ann@b.example", 0, 0),
            ("Ann <ann <ann@b.example>> 1700000000 +0000", "Ann", "ann <ann@b.example", 1_700_000_000, 0),
            (" Ann  <> 1700000000 +0000", " Ann", "", 1_700_000_000, 0),
            ("<ann@b.example> 1700000000 +0000", "", "ann@b.example", 1_700_000_000, 0),
            ("no address at all", "no address at all", "", 0, 0),
            ("Ann <ann@b.example", "Ann", "", 0, 0), ("Ann <ann@b.example 1700000000 +0000", "Ann", "", 0, 0),
            ("", "", "", 0, 0),
        ] as [(String, String, String, Int64, Int)])
    func rubbishPeople(_ line: String, _ name: String, _ email: String, _ seconds: Int64, _ offset: Int) throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let text = "tree \(tree)\nauthor \(line)\ncommitter \(line)\n\nMessage\n"
        let id = try scripted.writeObject("commit", Array(text.utf8))
        let commit = try scripted.open().commit(id)
        let expected = Commit.Signature(name: name, email: email, seconds: seconds, offset: offset)
        #expect(commit.author == expected)
        #expect(commit.committer == expected)
        #expect(commit.message == "Message\n")
        #expect(try scripted.git("log", "-1", "--format=%ae", id.hex) == email)
        if line.contains(">") {
            #expect(try scripted.git("log", "-1", "--format=%an|%ae", id.hex) == "\(name)|\(email)")
        }
    }

    @Test func headersThatAreOddButReadable() throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let noMessage = try scripted.writeObject("commit", Array("tree \(tree)\n".utf8))
        #expect(try scripted.open().commit(noMessage).message == "")
        let continued = """
            tree \(tree)
            mergetag object 1
             author Not <me@x.example> 1 +0000

            """
        let id = try scripted.writeObject("commit", Array((continued + "\n\n\nText\0more").utf8))
        let commit = try scripted.open().commit(id)
        #expect(commit.author.name == "")
        #expect(commit.message == "\n\nText\0more")
    }

    @Test(arguments: [
        "", "tree", "tree 123\n\n", "author A <a@b.example> 1 +0000\n\nNo tree\n", "tree TREE\nparent x\n\n",
    ])
    func damagedHeaders(_ content: String) throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let text = content.replacing("TREE", with: tree.hex)
        let id = try scripted.writeObject("commit", Array(text.utf8))
        let repository = try scripted.open()
        let message = "commit \(id) of the repository at \(scripted.path) is damaged: its header cannot be read"
        #expect(try failure(of: { try repository.commit(id) }).message == message)
        #expect(try failure(of: { try repository.graph(of: id) }).message == message)
    }

    @Test func anotherTypeOfObject() throws {
        let scripted = try RepositoryScript().write()
        let blob = try scripted.writeObject("blob", Array("text".utf8))
        let repository = try scripted.open()
        for read in [{ _ = try repository.commit(blob) }, { _ = try repository.tree(blob) }] as [() throws -> Void] {
            #expect(try failure(of: read).message.hasSuffix("is damaged: it is an object of another type"))
        }
    }
}
