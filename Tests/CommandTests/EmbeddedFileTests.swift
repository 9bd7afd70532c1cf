import Foundation
import TestSupport
import Testing

/// What the tool carries with it is byte for byte what lies in the repository.
@Suite struct EmbeddedFileTests {
    @Test func forgeFilesAreCopiedAsTheyAre() throws {
        let folder = try TemporaryFolder()
        for forge in ["github", "gitlab", "forgejo"] {
            try succeeding("init", folder.path(forge), "--title", "T", "--forge", forge)
            let source = try contents(of: Tool.package + "/project-template/forges/" + forge)
            let made = try contents(of: folder.path(forge))
            #expect(!source.isEmpty && source.allSatisfy { made[$0.key] == $0.value })
        }
    }

    @Test func anyBytes() throws {
        let folder = try TemporaryFolder()
        let tool = (Tool.path as NSString).deletingLastPathComponent + "/embed-files"
        try folder.write([0xFF, 0, 0x80], to: "in/deep/.hidden/a b.png")
        try folder.write("\u{FEFF}é \"q\" \\(x)\r\n\t\u{1}", to: "in/a.md")
        try folder.write("", to: "in/empty")
        let result = try run([tool, folder.path("out.swift"), "files=" + folder.path("in")])
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            try bytes(ofFile: folder.path("out.swift")).text.hasSuffix(
                #"""
                    package static let files: [EmbeddedFile] = [
                        EmbeddedFile("a.md", "\#u{FEFF}é \"q\" \\(x)\r\n\t\u{1}"),
                        EmbeddedFile("deep/.hidden/a b.png", base64: "/wCA"),
                        EmbeddedFile("empty", ""),
                    ]
                }

                """#))
    }
}
