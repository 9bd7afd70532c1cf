import Checklists

@testable import Ledger

extension FuzzTarget {
    /// The text between the fences of a front matter.
    static let frontMatter = FuzzTarget(name: "front-matter") { input in
        let text = String(decoding: input, as: UTF8.self)
        var diagnostics: [Diagnostic] = []
        _ = FrontMatterValues(text, path: FuzzFile.path, firstLine: 2, diagnostics: &diagnostics)
        try checkLines(of: diagnostics, from: 2, in: text)
    }

    /// A `countersign.yml`.
    static let configuration = FuzzTarget(name: "configuration") { input in
        let text = String(decoding: input, as: UTF8.self)
        let (configuration, diagnostics): (Configuration, [Diagnostic])
        do throws(ConfigurationError) {
            (configuration, diagnostics) = try Configuration.read(text)
        } catch {
            try require(error.line >= 1 && error.line <= numberOfLines(in: text) + 1, "there is no line \(error.line)")
            try require(Configuration.rules(of: text) == nil, "what cannot be read is in force")
            return
        }
        try checkLines(of: diagnostics, from: 1, in: text)
        try checkRules(configuration.rules)
        if let selection = try? FileSelection(configuration) {
            let paths = Set([
                FuzzFile.path, "README.md", "docs/list.km.md", String(repeating: "a/", count: 100) + "a.md",
            ])
            for path in paths { _ = selection.includes(path) }
            try require(selection.translations(among: paths).isSubset(of: paths), "a translation that is no file")
        }
        if let address = configuration.repository.flatMap(webAddress) {
            let host = address.split(separator: "/").dropFirst().first ?? ""
            try require(address.hasPrefix("http") && !host.contains("@"), "\(address) is not a repository's")
            try require(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(address) is no address")
            _ = forge(at: address, by: configuration)
        }
    }
}

private func checkRules(_ rules: Rules) throws {
    let roles = Set(rules.roles.map(\.key))
    for person in rules.people {
        try require(isItemID(person.key), "\(person.key) is a person")
        try require(
            person.roles.allSatisfy { roles.contains($0.role) }, "\(person.key) holds a role that is not declared")
        for email in person.emails {
            try require(rules.person(at: email)?.key == person.key, "\(email) is somebody else's than \(person.key)'s")
        }
    }
    try require(rules.policy.revoke.allSatisfy(roles.contains), "a role may revoke that is not declared")
}

private func checkLines(of diagnostics: [Diagnostic], from first: Int, in text: String) throws {
    let last = first + numberOfLines(in: text)
    for diagnostic in diagnostics {
        guard let line = diagnostic.line else { throw Finding(description: "no line: \(diagnostic.message)") }
        try require((first...last).contains(line), "there is no line \(line): \(diagnostic.message)")
    }
}

/// As YAML counts them (YAML 1.1, section 4.1.4).
private func numberOfLines(in text: String) -> Int { text.count(where: \.isNewline) + 1 }
