import ArgumentParser
import Checklists
import Foundation
import Ledger

/// Standard output and standard error.
enum Console {
    /// Writes bytes as they are; a reader that went away (a closed pipe) ends the program quietly.
    static func write(_ bytes: [UInt8]) throws {
        let code = writeAll(bytes, to: STDOUT_FILENO)
        if code == EPIPE { throw ExitCode.success }
        guard code == 0 else { throw Failure("standard output cannot be written: \(reason(code))") }
    }

    /// Writes text for people. CI systems read along: nothing in it is a command to them.
    static func say(_ text: String) throws { try write(Array(withoutCommands(text).utf8)) }

    static func error(_ message: String) { toStandardError("countersign: \(visible(message))\n") }
    static func note(_ message: String) { toStandardError("note: \(visible(message))\n") }

    /// Nobody can be told that standard error cannot be written, and the command's job does not depend on it.
    static func toStandardError(_ text: String) { _ = writeAll(Array(withoutCommands(text).utf8), to: STDERR_FILENO) }

    /// Returns 0 or the `errno` of what went wrong; a closed pipe is `EPIPE` and no signal.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        _ = closedPipesAreErrors
        return bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Foundation.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
                if count < 0, errno != EINTR { return errno }
                offset += max(count, 0)
            }
            return 0
        }
    }

    private static let closedPipesAreErrors: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// More than this many would bury what the command was asked for.
    private static let maximumDiagnostics = 20

    /// Problems of the content; they do not change the exit code.
    static func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics.prefix(maximumDiagnostics) {
            let place = diagnostic.path + (diagnostic.line.map { ":\($0)" } ?? "")
            let advice = diagnostic.advice.map { "\n  \(visible($0))" } ?? ""
            toStandardError(
                "\(visible(place)): \(diagnostic.severity.rawValue): \(visible(diagnostic.message))\(advice)\n")
        }
        let rest = diagnostics.count - maximumDiagnostics
        if rest > 0 { note("\(rest) more findings are not shown") }
    }

    /// Says when the clone does not hold the whole history.
    static func tell(_ history: HistoryExtent, commits: [CommitID: CommitRecord]) {
        switch history.truncation {
        case nil: return
        case .shallow:
            let day = history.boundaries.compactMap { commits[$0]?.committedAt.day }.min().map { " before \($0)" } ?? ""
            note(
                "history\(day) is not in this shallow clone, so older completions are not known. "
                    + "Fetch it with: git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: 0)")
        case .partial:
            note(
                "this partial clone lacks older versions of files, so older completions are not known. "
                    + "Fetch them with: git fetch --refetch --no-filter")
        }
    }
}

/// The text on one line, with everything a terminal might obey or reorder written as `\u{…}`: control characters and bidi
/// controls.
func visible(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        if isInvisible(scalar) {
            result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
}

/// One line on standard error about a reading that takes longer than a second; only on a terminal.
struct ProgressLine {
    private let start = Date()
    private var isShown = false
    private let isTerminal = isatty(2) == 1

    mutating func show(_ progress: ProjectReader.Progress) {
        guard isTerminal, progress.phase == .history, Date().timeIntervalSince(start) > 1 else { return }
        isShown = true
        let share = progress.total == 0 ? 100 : progress.done * 100 / progress.total
        Console.toStandardError("\rReading history: \(progress.done) of \(progress.total) commits (\(share) %)")
    }

    func clear() {
        if isShown { Console.toStandardError("\r\u{1B}[K") }
    }
}

/// Whether and how text is coloured.
struct Style {
    let isColoured: Bool

    /// `--color` decides; without it colour is for terminals whose user did not set `NO_COLOR` (no-color.org).
    init(_ choice: ColorChoice) {
        isColoured =
            switch choice {
            case .always: true
            case .never: false
            case .auto:
                isatty(1) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
                    && ProcessInfo.processInfo.environment["TERM"] != "dumb"
            }
    }

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func alarm(_ text: String) -> String { wrap(text, "31") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

enum ColorChoice: String, CaseIterable { case auto, always, never }
