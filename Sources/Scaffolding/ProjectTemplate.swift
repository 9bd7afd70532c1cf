import Checklists
import Foundation
import Git
import Resources

/// The files that a project is made from, with tags to fill in (`TemplateText`).
///
/// A template is a folder with one folder for each language. Those that come along share what lies in `shared/LANGUAGE`.
package struct ProjectTemplate: Hashable, Sendable {
    package let name: String
    /// Of the texts, where the template says.
    package let language: String?
    /// Sorted by path.
    package let files: [NewFile]

    /// The template that `init` takes unless told otherwise.
    package static let defaultName = "implementation"

    /// Built-in templates and their languages, English first.
    package static let builtIn: [(name: String, languages: [String])] = {
        let folders = Set(
            EmbeddedFiles.projectTemplate.map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") })
        let pairs = folders.map { $0.split(separator: "/").map(String.init) }
            .filter { $0.count == 2 && !["shared", "forges"].contains($0[0]) }
        return Dictionary(grouping: pairs) { $0[0] }.map { name, pairs in
            (name, pairs.map { $0[1] }.sorted { ($0 == fallback ? "" : $0) < ($1 == fallback ? "" : $1) })
        }.sorted { ($0.name == defaultName ? "" : $0.name) < ($1.name == defaultName ? "" : $1.name) }
    }()

    private static let fallback = "en"

    /// A built-in template in the language that fits best, else in English.
    package init(builtIn name: String, language: String) throws(ScaffoldProblem) {
        guard let languages = Self.builtIn.first(where: { $0.name == name })?.languages else {
            let names = Self.builtIn.map(\.name).joined(separator: ", ")
            throw ScaffoldProblem(
                "there is no template \"\(name)\". Templates: \(names); a template of your own is named by its path, "
                    + "such as ./\(name)")
        }
        let chosen = Self.best(of: languages, for: language) ?? Self.fallback
        self.init(
            name: name, language: chosen,
            layers: ["shared/\(chosen)/", "\(name)/\(chosen)/"].map(Self.embedded))
    }

    /// A team's own template: `PATH/LANGUAGE` where there are such folders, else all of `PATH`.
    package init(folder path: String, language: String) throws {
        let folder = TemplateFolder(path)
        let languages = try folder.languages()
        let chosen =
            Self.best(of: languages, for: language)
            ?? (languages.contains(Self.fallback) ? Self.fallback : languages.first)
        let files = try folder.files(below: chosen)
        guard !files.isEmpty else { throw ScaffoldProblem("the template \(path) has no files") }
        self.init(name: folder.name, language: chosen, layers: [files])
    }

    /// - Parameter layers: the later over the earlier.
    private init(name: String, language: String?, layers: [[NewFile]]) {
        var byPath: [String: NewFile] = [:]
        for file in layers.joined() { byPath[file.path] = file }
        (self.name, self.language) = (name, language)
        files = byPath.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Workflow and pull-request template of a forge; copied as they are.
    package static func files(of forge: Forge.Kind) -> [NewFile] { embedded("forges/\(forge.rawValue)/") }

    /// Forges that there are files for.
    package static let forges: [Forge.Kind] = Forge.Kind.allCases.filter { !files(of: $0).isEmpty }

    private static func embedded(_ folder: String) -> [NewFile] {
        EmbeddedFiles.projectTemplate.filter { $0.path.hasPrefix(folder) }
            .map { NewFile(path: String($0.path.dropFirst(folder.count)), content: $0.bytes) }
    }

    /// `fr` for `fr-CA`, too.
    private static func best(of languages: [String], for tag: String) -> String? {
        let wanted = tag.lowercased()
        return languages.first { $0.lowercased() == wanted }
            ?? languages.first { $0.lowercased() == wanted.prefix { $0 != "-" } }
    }
}

/// A template on disk.
private struct TemplateFolder {
    private let path: String

    /// Whoever names a whole disk by mistake hears of it.
    private static let maximumFiles = 5_000
    private static let maximumBytes = 64 << 20

    init(_ path: String) { self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }

    var name: String { URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent }

    /// The languages it has folders for; none where the folder itself is the template.
    func languages() throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw ScaffoldProblem("the template \(path) is not a folder")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter {
            !$0.hasPrefix(".") && $0 != "README.md"
        }
        let areTags = names.allSatisfy { name in
            var isFolder: ObjCBool = false
            return name.wholeMatch(of: /[a-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil
                && FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
                && isFolder.boolValue
        }
        return areTags ? names : []
    }

    /// All files but git's own, in `folder` or everywhere. Throws for symbolic links, and for more than any template has.
    func files(below folder: String?) throws -> [NewFile] {
        let root = folder.map { path + "/" + $0 } ?? path
        var files: [NewFile] = []
        var bytes = 0
        var open = [""]
        while let folder = open.popLast() {
            for name in try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted() {
                let relative = folder + name
                if name.lowercased() == ".git" { continue }
                let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + relative)
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory?: open.append(relative + "/")
                case .typeRegular?:
                    bytes += attributes[.size] as? Int ?? 0
                    guard files.count < Self.maximumFiles, bytes <= Self.maximumBytes else {
                        throw ScaffoldProblem("\(path) is larger than a template may be: 5,000 files, 64 MiB")
                    }
                    let content = try Data(contentsOf: URL(fileURLWithPath: root + "/" + relative))
                    let mode = attributes[.posixPermissions] as? Int ?? 0
                    files.append(NewFile(path: relative, content: Array(content), isExecutable: mode & 0o100 != 0))
                case .typeSymbolicLink?:
                    throw ScaffoldProblem("\(relative) in the template \(path) is a symbolic link; put a file there")
                default: throw ScaffoldProblem("\(relative) in the template \(path) is no file")
                }
            }
        }
        return files
    }
}
