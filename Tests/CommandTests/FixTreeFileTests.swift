import Foundation
import TestSupport
import Testing

@testable import CountersignCommand

/// Replacing a file of the working tree.
struct FixTreeFileTests {
    @Test func whatSomebodyElseWroteIsNotLost() throws {
        let folder = try TemporaryFolder()
        try folder.write("two\n", to: "a/b.md")
        let file = TreeFile("a/b.md", in: folder.path + "/")
        let problem = #expect(throws: TreeFile.Problem.self) { try file.replace(Array("one\n".utf8), with: [0x21]) }
        #expect(problem?.description == "changed while it was read")
        #expect(try contents(of: folder.path).mapValues(\.text) == ["a/b.md": "two\n"])
        try file.replace(Array("two\n".utf8), with: [0x21])
        #expect(try contents(of: folder.path).mapValues(\.text) == ["a/b.md": "!"])
    }

    @Test func aFolderOnTheWayThatIsALink() throws {
        let folder = try TemporaryFolder()
        try folder.write("one\n", to: "outside/b.md")
        try FileManager.default.createDirectory(atPath: folder.path("root"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("root/a"), withDestinationPath: folder.path("outside"))
        let file = TreeFile("a/b.md", in: folder.path("root/"))
        #expect(throws: TreeFile.Problem.self) { try file.read() }
        #expect(throws: TreeFile.Problem.self) { try file.replace(Array("one\n".utf8), with: [0x21]) }
        #expect(try bytes(ofFile: folder.path("outside/b.md")).text == "one\n")
    }
}
