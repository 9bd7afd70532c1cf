import Foundation
import TestSupport
import Testing

/// The built program, run as its users run it.
enum Tool {
    /// `countersign` beside the running test bundle, which was built with it.
    static let path: String = {
        let bundles = Bundle.allBundles.map(\.bundlePath) + [Bundle.main.executablePath ?? ""]
        for bundle in bundles {
            var folder = URL(fileURLWithPath: bundle)
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("countersign").path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            }
        }
        return "countersign-is-not-built"
    }()

    /// The root of this package, where schemas and template lie.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}

/// Runs the program. The day is fixed unless `environment` says otherwise; `wrapper` is put before it (`setpriv …`).
@discardableResult
func countersign(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:], wrapper: [String] = []
) throws -> CommandResult {
    let day = ["SOURCE_DATE_EPOCH": "1775000000"]
    let result = try run(
        wrapper + [Tool.path] + arguments, in: folder, environment: day.merging(environment) { $1 })
    #expect(result.status < 128, "killed or trapped: \(arguments) \(result.errors.suffix(2000))")
    return result
}

/// Runs the program, which must succeed.
@discardableResult
func succeeding(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:], wrapper: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> CommandResult {
    let day = ["SOURCE_DATE_EPOCH": "1775000000"]
    let result = try run(
        wrapper + [Tool.path] + arguments, in: folder, environment: day.merging(environment) { $1 })
    try #require(result.status == 0, "\(arguments): \(result.errors.suffix(2000))", sourceLocation: sourceLocation)
    return result
}

/// Expects that the program could not do its job and says so in one line on standard error that begins with `sentence`.
func expectRefusal(
    _ result: CommandResult, _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(result.status == 2, "\(result.output) \(result.errors)", sourceLocation: sourceLocation)
    #expect(result.output == "", sourceLocation: sourceLocation)
    #expect(result.errors.hasPrefix("countersign: " + sentence), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.hasSuffix("\n"), sourceLocation: sourceLocation)
    #expect(result.errors.count { $0 == "\n" } == 1, "\(result.errors)", sourceLocation: sourceLocation)
    for word in ["Error Domain", "Optional(", "NSError"] {
        #expect(!result.errors.contains(word), "\(result.errors)", sourceLocation: sourceLocation)
    }
}

/// `status --format json` of a folder, decoded.
func status(
    _ folder: String, _ more: String..., environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Status {
    let result = try run(
        [Tool.path, "status", "-C", folder, "--format", "json"] + more,
        environment: ["SOURCE_DATE_EPOCH": "1775000000"].merging(environment) { $1 })
    try #require(result.status == 0, "\(result.errors.suffix(2000))", sourceLocation: sourceLocation)
    return Status(document: try JSONDecoder().decode(Document.self, from: Data(result.stdout)), errors: result.errors)
}

/// What `status` said: the data, and the notes beside it.
struct Status {
    let document: Document
    let errors: String

    var items: [Document.Item] { document.checklists.flatMap(\.items) }

    func item(_ text: String) throws -> Document.Item {
        try #require(items.first { $0.text == text }, "\(items.map(\.text))")
    }

    /// The summary of the commit that completed an item; nil where it is not known.
    func completion(_ text: String) throws -> String? {
        let completion = try #require(try item(text).completion)
        return completion.commit.flatMap { document.commits[$0]?.summary }
    }
}

/// The parts of the data contract that tests look at, decoded as a reader of it would.
struct Document: Decodable {
    struct Project: Decodable { let title: String }
    struct Commit: Decodable { let author: Person, summary: String, authoredAt: String, pullRequest: Int? }
    struct Person: Decodable { let name: String }
    struct History: Decodable { let complete: Bool, reason: String?, boundaries: [String] }
    struct Checklist: Decodable { let path: String, title: String, items: [Item] }
    struct Completion: Decodable { let commit: String?, known: Bool, bornTicked: Bool }
    struct Event: Decodable { let kind: String, commit: String }
    struct Item: Decodable {
        let key: String, text: String, line: Int, checked: Bool, status: String
        let completion: Completion?, events: [Event]
    }

    let project: Project
    let commit: Tip
    let asOf: String
    let history: History
    let summary: [String: Int]
    let commits: [String: Commit]
    let checklists: [Checklist]

    struct Tip: Decodable { let id: String }
}

/// Every file below a folder with its content, by path; symbolic links by where they point.
func contents(of folder: String) throws -> [String: [UInt8]] {
    let manager = FileManager.default
    var files: [String: [UInt8]] = [:]
    for name in try manager.subpathsOfDirectory(atPath: folder) {
        let path = folder + "/" + name
        switch try manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType {
        case .typeDirectory: continue
        case .typeSymbolicLink: files[name] = Array(try manager.destinationOfSymbolicLink(atPath: path).utf8)
        default: files[name] = try bytes(ofFile: path)
        }
    }
    return files
}

/// Builds into `_site` or `output` of a folder outside any repository, and returns the files of the site.
func build(_ folder: String, _ more: String..., environment: [String: String] = [:]) throws -> [String: [UInt8]] {
    let output = try TemporaryFolder()
    let result = try run(
        [Tool.path, "build", "-C", folder, "--output", output.path("site")] + more,
        environment: ["SOURCE_DATE_EPOCH": "1775000000"].merging(environment) { $1 })
    try #require(result.status == 0, "\(result.errors.suffix(2000))")
    return try contents(of: output.path("site"))
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
}

/// Runs what follows as somebody who owns nothing; for root.
let anotherUser = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]

/// Lets other users look into a folder of a test.
func openToOthers(_ folder: TemporaryFolder) {
    chmod((folder.path as NSString).deletingLastPathComponent, 0o755)
    chmod(folder.path, 0o755)
}
