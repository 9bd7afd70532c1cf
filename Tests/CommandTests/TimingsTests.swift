import TestSupport
import Testing

/// `--timings`, which `Benchmarks/run` reads.
@Suite struct TimingsTests {
    private let sample: ScriptedRepository

    init() throws { sample = try Sample.write() }

    /// The names of the phases that standard error tells, which must be followed by two numbers each.
    private func phases(_ arguments: String...) throws -> [String] {
        let result = try run([Tool.path] + arguments + ["-C", sample.path, "--timings"])
        try #require(result.status == 0, "\(result.errors)")
        return try result.errors.split(separator: "\n").filter { $0.hasPrefix("timing: ") }.map { line in
            let words = line.split(separator: " ")
            try #require(words.count == 4 && words[2...].allSatisfy { Double($0) != nil }, "\(line)")
            return String(words[1])
        }
    }

    @Test func statusTellsItsPhases() throws {
        #expect(try phases("status") == ["start", "graph", "history", "report", "worktree", "render", "write"])
    }

    /// A site is rendered and written file by file; each phase is told once.
    @Test func buildTellsItsPhases() throws {
        let output = sample.folder.path + "/site"
        #expect(
            try phases("build", "--output", output) == [
                "start", "graph", "history", "report", "worktree", "render", "write",
            ])
    }

    @Test func logTellsItsPhases() throws {
        #expect(try phases("log", "contacts") == ["start", "graph", "history", "report", "worktree", "render"])
    }

    @Test func nothingIsToldUnasked() throws {
        #expect(try !countersign("status", "-C", sample.path).errors.contains("timing"))
    }

    @Test func helpDoesNotNameIt() throws {
        #expect(try !countersign("status", "--help").output.contains("timings"))
    }
}
