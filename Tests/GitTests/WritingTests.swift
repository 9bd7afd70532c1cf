import Foundation
import Git
import TestSupport
import Testing

@Suite struct WritingTests {
    private let files = [
        NewFile(path: "README.md", content: Array("# Title\n".utf8)),
        NewFile(path: "checklists/1 é.md", content: Array("- [ ] a\r\n".utf8)),
        NewFile(path: "run", content: Array("#!/bin/sh\n".utf8), isExecutable: true),
        NewFile(path: "outputs/.gitkeep", content: []),
    ]

    /// An empty repository with the files on disk.
    private func prepared() throws -> (Repository, String) {
        useNoUserConfiguration()
        let path = try TemporaryFolder().path("deep/new")
        let repository = try Repository.create(at: path)
        for file in files {
            try write(file.content, toFile: "\(path)/\(file.path)")
            if file.isExecutable { try run(["chmod", "+x", "\(path)/\(file.path)"]) }
        }
        return (repository, path)
    }

    private let ann = Commit.Signature(name: "Ann", email: "ann@x.example", seconds: 1_800_000_000, offset: 420)

    @Test func firstCommit() throws {
        let (repository, path) = try prepared()
        let id = try repository.commitAll(files: files, message: "Begin\n", identity: ann)

        #expect(try git(["status", "--porcelain", "--branch"], in: path).output == "## main\n")
        // Without refreshing the index first: its times are right.
        #expect(try git(["diff-files"], in: path).output == "")
        #expect(try git(["fsck", "--strict"], in: path).stdout == [])
        #expect(try git(["rev-parse", "main"], in: path).output == "\(id)\n")
        let format = "--format=%an <%ae> %ad|%cn <%ce> %cd|%P|%B"
        #expect(
            try git(["log", "--date=iso-strict", format], in: path).output == """
                Ann <ann@x.example> 2027-01-15T15:00:00+07:00|Ann <ann@x.example> 2027-01-15T15:00:00+07:00||Begin


                """)
        #expect(
            try git(
                ["-c", "core.quotePath=false", "ls-tree", "-r", "--format=%(objectmode) %(path)", "HEAD"], in: path
            ).output == """
                100644 README.md
                100644 checklists/1 é.md
                100644 outputs/.gitkeep
                100755 run

                """)
        #expect(try git(["show", "HEAD:checklists/1 é.md"], in: path).stdout == files[1].content)
        #expect(try repository.commitID(of: "HEAD") == id)
    }

    @Test func identityFromTheConfiguration() throws {
        let (repository, path) = try prepared()
        try git(["config", "user.name", "Configured"], in: path)
        try git(["config", "user.email", "me@x.example"], in: path)
        let id = try Repository(at: path).commitAll(files: files, message: "Begin\n")
        let commit = try repository.commit(id)
        #expect([commit.author.name, commit.author.email] == ["Configured", "me@x.example"])
        #expect(abs(commit.author.seconds - Int64(Date().timeIntervalSince1970)) < 600)
    }

    @Test func nobodyConfigured() throws {
        let (repository, path) = try prepared()
        let error = try failure(of: { try repository.commitAll(files: files, message: "Begin\n") })
        #expect(error.message == "git does not know who you are, so nothing can be committed")
        #expect(error.advice?.contains("git config --global user.name") == true)
        #expect(error.advice?.contains("git config --global user.email") == true)
        #expect(try run(["git", "rev-parse", "--verify", "HEAD"], in: path).status != 0)
    }

    @Test func onlyTheFirst() throws {
        let (repository, path) = try prepared()
        try repository.commitAll(files: files, message: "Begin\n", identity: ann)
        let error = try failure(of: { try repository.commitAll(files: files, message: "Again\n", identity: ann) })
        #expect(error.message == "the repository at \(path) has commits already")
    }

    @Test func repositoryThatIsThere() throws {
        let (_, path) = try prepared()
        #expect(
            try failure(of: { try Repository.create(at: path) }).message
                == "there is a git repository at \(path) already")
    }

    @Test func folderThatCannotBeMade() throws {
        useNoUserConfiguration()
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let error = try failure(of: { try Repository.create(at: folder.path("file/inner")) })
        #expect(error.message.hasPrefix("cannot make a repository at \(folder.path("file/inner")): "))
    }

    @Test func pathThatGitRefuses() throws {
        let (repository, _) = try prepared()
        let file = NewFile(path: ".git/config", content: [])
        let error = try failure(of: { try repository.commitAll(files: [file], message: "x", identity: ann) })
        #expect(error.message.hasPrefix("cannot add .git/config to the commit: "))
    }

    @Test func verifiedReading() throws {
        // A loose object whose content is not what its name says.
        let scripted = try RepositoryScript().write()
        let id = try scripted.writeObject("blob", Array("true\n".utf8))
        let other = try scripted.writeObject("blob", Array("false\n".utf8))
        let objects = scripted.path + "/objects/"
        func file(_ id: ObjectID) -> String { "\(objects)\(id.hex.prefix(2))/\(id.hex.dropFirst(2))" }
        let forged = try bytes(ofFile: file(other))
        try FileManager.default.removeItem(atPath: file(id))
        try write(forged, toFile: file(id))
        #expect(try scripted.open().withBlob(id) { Array($0) } == Array("false\n".utf8))
        Library.verifyHashes(true)
        defer { Library.verifyHashes(false) }
        let error = try failure(of: { try scripted.open().withBlob(id) { $0.count } })
        #expect(error.message.hasPrefix("file content \(id) of the repository at \(scripted.path) is damaged: "))
    }
}
