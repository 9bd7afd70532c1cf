import Foundation
import TestSupport
import Testing

/// `serve` from its start to its end.
@Suite struct ServeTests {
    /// The program as it runs beside the test.
    private struct Running {
        let folder: TemporaryFolder
        let process: pid_t
        let port: UInt16

        init(_ path: String, _ options: String..., environment: [String: String] = [:]) throws {
            folder = try TemporaryFolder()
            // Not by the shell alone: it waits for SIGCHLD, which threads of a test run may have blocked.
            let script = """
                import subprocess, sys
                tool, path, folder, *options = sys.argv[1:]
                with open(folder + "/out", "w") as out:
                    process = subprocess.Popen([tool, "serve", "-C", path, "--port", "0"] + options, stdout=out, stderr=out)
                open(folder + "/pid", "w").write(f"{process.pid}\\n")
                code = process.wait()
                open(folder + "/code", "w").write(f"{code}\\n")
                """
            try run(
                ["sh", "-c", "/usr/bin/python3 -c \"$@\" &", "-", script, Tool.path, path, folder.path] + options,
                environment: ["SOURCE_DATE_EPOCH": "1775000000"].merging(environment) { $1 })
            let files = folder
            let address = try eventually { Self.read("out", files).firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)\//) }
            port = try #require(UInt16(address.1))
            process = try eventually {
                let id = Self.read("pid", files)
                return id.hasSuffix("\n") ? Int32(id.dropLast()) : nil
            }
        }

        static func read(_ name: String, _ folder: TemporaryFolder) -> String {
            (try? bytes(ofFile: folder.path(name)).text) ?? ""
        }

        var output: String { Self.read("out", folder) }

        /// Waits until a page has a text.
        func see(_ text: String, on page: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            _ = try eventually("\(text) on \(page); \(output)", sourceLocation) {
                try HTTPClient.get(page, port: port).contains(text) ? true : nil
            }
        }

        /// The exit code after a signal.
        func stop(_ signal: Int32) throws -> String {
            kill(process, signal)
            return try eventually {
                let code = Self.read("code", folder)
                return code.hasSuffix("\n") ? String(code.dropLast()) : nil
            }
        }
    }

    private func project() throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit(
            "Add", ["lists/a.md": "# List\n\n- [ ] one\n", "countersign.yml": "version: 1\ntitle: Referrals\n"])
        return try script.write(checkout: true)
    }

    @Test func showsWhatIsNotCommitted() throws {
        let scripted = try project()
        let before = try contents(of: scripted.path + "/.git")
        let running = try Running(scripted.path)
        try running.see("Referrals", on: "/")
        #expect(try !HTTPClient.get("/", port: running.port).contains("Includes uncommitted changes."))

        try scripted.writeFile("# List\n\n- [x] one\n", to: "lists/a.md")
        try running.see("Completed in changes that are not committed yet.", on: "/lists-a.html")
        try running.see("Includes uncommitted changes.", on: "/")

        // A new file in new folders, of which the first two hold nothing else.
        try FileManager.default.createDirectory(
            atPath: scripted.path + "/x/y/z", withIntermediateDirectories: true)
        usleep(600_000)
        try scripted.writeFile("# Deep\n\n- [ ] two\n", to: "x/y/z/b.md")
        try running.see("two", on: "/x-y-z-b.html")

        try scripted.writeFile("version: 1\ntitle: [\n", to: "countersign.yml")
        _ = try eventually { running.output.contains("countersign: countersign.yml:") ? true : nil }
        try running.see("Completed in changes", on: "/lists-a.html")
        try running.see("role=\"alert\">countersign.yml:", on: "/lists-a.html")
        try scripted.writeFile("version: 1\ntitle: Mended\n", to: "countersign.yml")
        try running.see("Mended", on: "/")
        #expect(try contents(of: scripted.path + "/.git") == before)

        try scripted.git("add", "--all")
        try scripted.git("commit", "--quiet", "--message=Tick")
        try running.see("Completed by <bdi>Author</bdi>", on: "/lists-a.html")
        #expect(try !HTTPClient.get("/", port: running.port).contains("Includes uncommitted changes."))
        #expect(try running.stop(SIGTERM) == "0")
        let lines = running.output.split(separator: "\n").map { $0.replacing(/[0-9]+\.[0-9]{2} s/, with: "N s") }
        #expect(lines.first == "Preview: http://127.0.0.1:\(running.port)/ (stop it with Ctrl-C)")
        #expect(lines.dropFirst().first == "Built in N s: nothing is uncommitted")
        #expect(lines.contains("Built in N s: lists/a.md"))
        #expect(lines.contains("Built in N s: x/y/z/b.md"))
        #expect(lines.contains("Built in N s: countersign.yml"))
    }

    @Test func failsAtFirstAndRecovers() throws {
        let scripted = try project()
        try scripted.writeFile("version: 1\ntitle: [\n", to: "countersign.yml")
        let running = try Running(scripted.path)
        _ = try eventually { running.output.contains("countersign: countersign.yml:") ? true : nil }
        #expect(try HTTPClient.get("/", port: running.port).hasPrefix("HTTP/1.1 503 "))
        let client = try HTTPClient(port: running.port)
        client.send("GET /.countersign/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try client.read(until: "}\n\n").contains("\"failure\": \"countersign.yml:"))
        try scripted.writeFile("version: 1\ntitle: Mended\n", to: "countersign.yml")
        try running.see("Mended", on: "/")
        #expect(try client.read(until: "\n\n").contains("\"failure\": null"))
        #expect(try running.stop(SIGINT) == "0")
    }

    /// What was missing need not be a file that is looked after.
    @Test func recoversWhenTheObjectsAreBack() throws {
        let scripted = try project()
        let running = try Running(scripted.path)
        try running.see("one", on: "/lists-a.html")
        let objects = scripted.path + "/.git/objects"
        #expect(rename(objects, objects + "-away") == 0)
        try scripted.writeFile("# List\n\n- [ ] two\n", to: "lists/a.md")
        _ = try eventually { running.output.contains("countersign: no git repository") ? true : nil }
        #expect(rename(objects + "-away", objects) == 0)
        try running.see("two", on: "/lists-a.html")
        #expect(try running.stop(SIGTERM) == "0")
    }

    @Test func noCommitYet() throws {
        let scripted = try RepositoryScript().write(checkout: true)
        try scripted.writeFile("# List\n\n- [x] one\n", to: "a.md")
        let running = try Running(scripted.path)
        try running.see("Completed in changes that are not committed yet.", on: "/a.html")
        #expect(try running.stop(SIGTERM) == "0")
    }

    /// The system's opener is given the address, and the address is printed all the same.
    @Test func opensABrowser() throws {
        let scripted = try project()
        let folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\necho \"$@\" > \"$0.said\"\n", to: "xdg-open")
        chmod(folder.path("xdg-open"), 0o755)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let running = try Running(scripted.path, "--open", environment: ["PATH": folder.path + ":" + path])
        let said = try eventually {
            (try? bytes(ofFile: folder.path("xdg-open.said")).text).flatMap { $0.isEmpty ? nil : $0 }
        }
        #expect(said == "http://127.0.0.1:\(running.port)/\n")
        #expect(try running.stop(SIGTERM) == "0")
        #expect(!running.output.contains("cannot be opened"))
    }

    @Test func withoutABrowserItGoesOn() throws {
        let scripted = try project()
        let folder = try TemporaryFolder()
        for tool in ["git", "sh", "python3"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path(tool), withDestinationPath: tool == "sh" ? "/bin/sh" : "/usr/bin/\(tool)")
        }
        let running = try Running(scripted.path, "--open", environment: ["PATH": folder.path])
        try running.see("one", on: "/lists-a.html")
        let words = "note: the browser cannot be opened: there is no xdg-open\n"
        _ = try eventually { running.output.contains(words) ? true : nil }
        #expect(try running.stop(SIGTERM) == "0")
    }

    @Test func theDayThatIsAskedFor() throws {
        let scripted = try project()
        try scripted.writeFile("# List\n\n- [ ] one\n  - Due: 2027-01-31\n", to: "lists/a.md")
        let running = try Running(scripted.path, "--as-of", "2027-02-01")
        try running.see("Due dates as of 1 February 2027.", on: "/lists-a.html")
        try running.see("1 is overdue.", on: "/")
        #expect(try running.stop(SIGTERM) == "0")
        #expect(try countersign("serve", "--as-of", "soon").status == 64)
    }

    // MARK: Refusals

    @Test func bareRepository() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] a\n"])
        let scripted = try script.write()
        expectRefusal(
            try countersign("serve", "-C", scripted.path, "--port", "0"),
            "the repository at \(scripted.path)/ is bare: it has no working tree to show")
    }

    @Test func noRepository() throws {
        let folder = try TemporaryFolder()
        expectRefusal(
            try countersign("serve", "-C", folder.path, "--port", "0"),
            "no git repository at \(folder.path) or above it")
    }

    @Test(arguments: ["x", "-1", "65536"]) func portsThatAreNone(port: String) throws {
        #expect(try countersign("serve", "--port", port).status == 64)
    }
}

/// Looks again and again until there is a value.
@discardableResult
private func eventually<R>(
    _ what: @autoclosure () -> String = "", _ sourceLocation: SourceLocation = #_sourceLocation,
    _ look: () throws -> R?
) throws -> R {
    for _ in 0..<6000 {
        if let found = try look() { return found }
        usleep(50_000)
    }
    throw TestSupportError("it never came: \(what())")
}
