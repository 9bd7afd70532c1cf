import Foundation
import TestSupport
import Testing

/// The same commit gives the same bytes, whoever builds it, wherever and whenever.
@Suite struct ReproducibleTests {
    /// The site built from a clone of its own.
    private func site(
        of scripted: ScriptedRepository, at name: String, environment: [String: String] = [:]
    ) throws -> [String: [UInt8]] {
        let folder = try TemporaryFolder()
        let path = folder.path(name)
        try git(["clone", "--quiet", scripted.path, path])
        let result = try run(
            [Tool.path, "build", "-C", path, "--output", folder.path("out"), "--as-of", "2026-04-01"],
            environment: environment)
        try #require(result.status == 0, "\(result.errors)")
        return try contents(of: folder.path("out"))
    }

    @Test func placesZonesLanguagesAndUsers() throws {
        let scripted = try Sample.write()
        let first = try site(of: scripted, at: "one")
        #expect(first.count > 5)
        let elsewhere = try site(
            of: scripted, at: "another place/deeper \u{E9}",
            environment: [
                "TZ": "Asia/Phnom_Penh", "LANG": "ar_EG.UTF-8", "LC_ALL": "tr_TR.UTF-8", "HOME": "/nonexistent",
                "USER": "somebody", "LOGNAME": "somebody", "COLUMNS": "40", "TERM": "xterm", "SOURCE_DATE_EPOCH": "1",
                "GIT_AUTHOR_NAME": "Other",
            ])
        #expect(elsewhere == first)
        #expect(try site(of: scripted, at: "third", environment: ["TZ": "Pacific/Apia", "LC_ALL": "C"]) == first)
        // Nothing of the place is in it.
        for (name, bytes) in first { #expect(!bytes.text.contains(scripted.folder.path), "\(name)") }
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become another user"))
    func builtByAnotherUser() throws {
        let scripted = try Sample.write()
        let other = anotherUser + ["sh", "-c", "umask 077; exec \"$@\"", "-"]
        let clone = try TemporaryFolder()
        try git(["clone", "--quiet", scripted.path, clone.path("mine")])
        openToOthers(clone)
        try #require(try run(["chown", "-R", "65534:65534", clone.path]).status == 0)
        let result = try run(
            other + [Tool.path, "build", "-C", clone.path("mine"), "-o", clone.path("out"), "--as-of", "2026-04-01"])
        try #require(result.status == 0, "\(result.errors)")
        #expect(try contents(of: clone.path("out")) == (try site(of: scripted, at: "own")))
    }

    @Test func packsAndLooseObjects() throws {
        let scripted = try Sample.write()
        let packed = try build(scripted.path)
        try scripted.git("repack", "--quiet", "-a", "-d", "-f", "--depth=1")
        try scripted.git("commit-graph", "write", "--reachable")
        try scripted.git("pack-refs", "--all")
        #expect(try build(scripted.path) == packed)
    }

    @Test func dayOfTheBuild() throws {
        let scripted = try Sample.write()
        func asOf(_ environment: [String: String], _ more: String...) throws -> String {
            let result = try run(
                [Tool.path, "status", "-C", scripted.path, "--format", "json"] + more, environment: environment)
            try #require(result.status == 0, "\(result.errors)")
            return try JSONDecoder().decode(Document.self, from: Data(result.stdout)).asOf
        }
        #expect(try asOf(["SOURCE_DATE_EPOCH": "0"]) == "1970-01-01")
        #expect(try asOf(["SOURCE_DATE_EPOCH": "1775087999", "TZ": "Asia/Phnom_Penh"]) == "2026-04-01")
        #expect(try asOf(["SOURCE_DATE_EPOCH": "1775088000", "TZ": "America/Lima"]) == "2026-04-02")
        #expect(try asOf(["SOURCE_DATE_EPOCH": "0"], "--as-of", "2026-02-28") == "2026-02-28")
        #expect(try asOf(["SOURCE_DATE_EPOCH": "9223372036854775807"]) == "9999-12-31")
        // Empty is not set, as for every such variable; today cannot be before this test was written.
        #expect(try asOf(["SOURCE_DATE_EPOCH": ""]) > "2024-01-01")
        for garbage in ["yesterday", "-1", "1.5", "0x10", "2026-01-01", "99999999999999999999", "1 "] {
            for arguments in [["status"], ["build", "--output", scripted.folder.path("site")], ["log", "contacts"]] {
                let result = try run(
                    [Tool.path] + arguments + ["-C", scripted.path], environment: ["SOURCE_DATE_EPOCH": garbage])
                expectRefusal(result, "SOURCE_DATE_EPOCH is '\(garbage)', not a number of seconds")
            }
        }
        for garbage in ["2026-02-29", "2026-13-01", "today", "", "26-01-01", "2026-1-1"] {
            let result = try countersign("status", "-C", scripted.path, "--as-of", garbage)
            #expect(result.status == 64 && result.output == "")
            #expect(result.errors.contains("'\(garbage)' is not a day written as YYYY-MM-DD"), "\(result.errors)")
        }
    }
}
