import Foundation
import TestSupport
import Testing

/// A working tree in which the tests' author holds the role `officer`, and what can be asked of it after signing.
struct SignProject {
    static let configuration = """
        version: 1
        roles: { officer: { title: Officer }, lead: { title: Lead }, guest: { title: Guest } }
        people:
          author: { name: Author, emails: [author@team.example], roles: [officer] }
          both: { name: Both, emails: [both@team.example], roles: [officer, lead] }
          past: { name: Past, emails: [past@team.example], roles: [{ role: officer, until: 2025-12-31 }] }
          other: { name: Other, emails: [other@team.example], roles: [guest] }
        policy: { revoke: [lead] }

        """

    static let checklist = """
        # Security

        - [x] Access levels {#access}
          - Sign-off:
            - [ ] officer
            - [ ] lead
        - [ ] Logging {#logging}
          - Sign-off: officer
        - [ ] Nothing asked {#plain}
        - [ ] Without id
          - Sign-off: officer

        """

    let scripted: ScriptedRepository
    var path: String { scripted.path }

    init(
        checklist: String = SignProject.checklist, configuration: String? = SignProject.configuration,
        more: [String: String] = [:]
    ) throws {
        var files: [String: String?] = ["lists/a.md": checklist, "other.txt": "one\n"]
        for (name, content) in more { files[name] = content }
        if let configuration { files["countersign.yml"] = configuration }
        let script = RepositoryScript()
        script.commit("Start", files)
        scripted = try script.write(checkout: true)
    }

    @discardableResult
    func sign(
        _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:], wrapper: [String] = []
    ) throws -> CommandResult {
        let result = try run(
            wrapper + [Tool.path, "sign"] + arguments, in: folder ?? path, environment: environment)
        #expect(result.status < 128 || !wrapper.isEmpty, "killed or trapped: \(arguments) \(result.errors)")
        return result
    }

    /// Signs, which must succeed.
    @discardableResult
    func signing(
        _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> CommandResult {
        let result = try run([Tool.path, "sign"] + arguments, in: folder ?? path, environment: environment)
        try #require(result.status == 0, "\(arguments): \(result.errors)", sourceLocation: sourceLocation)
        return result
    }

    @discardableResult
    func git(_ arguments: String..., environment: [String: String] = [:]) throws -> String {
        try TestSupport.git(arguments, in: path, environment: environment).output
    }

    func file(_ name: String) throws -> String { String(decoding: try bytes(ofFile: path + "/" + name), as: UTF8.self) }
    func write(_ content: String, to name: String) throws { try scripted.writeFile(content, to: name) }

    func head() throws -> String { try scripted.git("rev-parse", "HEAD") }
    func commitCount() throws -> Int { Int(try scripted.git("rev-list", "--count", "HEAD")) ?? 0 }
    func staged(_ name: String) throws -> String { try git("show", ":" + name) }
    func committed(_ name: String) throws -> String { try git("show", "HEAD:" + name) }

    /// Nothing of `sign`'s own is left in the `.git` folder.
    func expectNoRemains(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let folder = try scripted.git("rev-parse", "--absolute-git-dir")
        for name in ["countersign-sign", "index.lock", "HEAD.lock"] {
            #expect(
                !FileManager.default.fileExists(atPath: folder + "/" + name), "\(name)", sourceLocation: sourceLocation)
        }
    }

    /// `sign` refuses with one sentence that begins with `sentence`, and nothing has changed.
    func expectRefused(
        _ arguments: String..., sentence: String, in folder: String? = nil, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try state()
        let result = try run([Tool.path, "sign"] + arguments, in: folder ?? path, environment: environment)
        expectRefusal(result, sentence, sourceLocation: sourceLocation)
        #expect(try state() == before, sourceLocation: sourceLocation)
        #expect(
            !FileManager.default.fileExists(atPath: path + "/.git/countersign-sign"), sourceLocation: sourceLocation)
    }

    /// All that a user has: files, index, references.
    func state() throws -> [String: [UInt8]] {
        try contents(of: path).filter { !$0.key.hasPrefix(".git/objects") && !$0.key.hasPrefix(".git/countersign") }
    }
}

extension String {
    /// The text with its first `old` replaced.
    func with(_ old: String, _ new: String) -> String {
        range(of: old).map { replacingCharacters(in: $0, with: new) } ?? self
    }
}

/// Writes a shell script that can be run at once.
///
/// Another process does it: a child of some other test, started in the moment in which this process has the file open for
/// writing, would keep it from being run ("Text file busy").
func writeScript(_ lines: String, to path: String) throws {
    let write = "mkdir -p \"${0%/*}\" && rm -f \"$0\" && cat >\"$0\" && chmod 755 \"$0\""
    let result = try run(["sh", "-c", write, path], input: Array("#!/bin/sh\n\(lines)\n".utf8))
    guard result.status == 0 else { throw TestSupportError(result.errors) }
}
