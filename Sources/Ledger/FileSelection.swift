import Git

/// Which files of a project are checklists, by its configuration.
struct FileSelection {
    private let include: Pathspec?
    private let exclude: Pathspec?
    private let languages: Set<String>

    init(_ configuration: Configuration) throws(GitError) {
        include = configuration.include.isEmpty ? nil : try Pathspec(configuration.include)
        exclude = configuration.exclude.isEmpty ? nil : try Pathspec(configuration.exclude)
        languages = Set(configuration.languages.map { $0.lowercased() })
    }

    func includes(_ path: String) -> Bool {
        (include?.matches(path) ?? true) && !(exclude?.matches(path) ?? false)
    }

    /// `NAME.LANG.md` beside `NAME.md`, for a configured language: its boxes are not items.
    func translations(among paths: Set<String>) -> Set<String> {
        paths.filter { path in
            guard let dot = path.lastIndex(of: "."), let mark = path[..<dot].lastIndex(of: ".") else { return false }
            return languages.contains(path[path.index(after: mark)..<dot].lowercased())
                && paths.contains(translatedPath(of: path))
        }
    }
}

/// Whether a file is named as a translation into a language: `NAME.LANG.md`, whatever the case of the tag.
func isTranslation(_ path: String, into language: String) -> Bool {
    guard let dot = path.lastIndex(of: "."), let mark = path[..<dot].lastIndex(of: ".") else { return false }
    return path[path.index(after: mark)..<dot].lowercased() == language.lowercased()
}

/// `NAME.md` for `NAME.LANG.md`: what a translation translates.
package func translatedPath(of path: String) -> String {
    guard let dot = path.lastIndex(of: "."), let mark = path[..<dot].lastIndex(of: ".") else { return path }
    return String(path[..<mark] + path[dot...])
}
