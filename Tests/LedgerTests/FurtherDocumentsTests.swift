import Checklists
import Signatures
import TestSupport
import Testing

@testable import Ledger

/// Which files the site shows although no item names them.
@Suite struct FurtherDocumentsTests {
    private static let files: [String: String?] = [
        "README.md": "- [ ] An item\n", "docs/index.md": "---\ntitle: The solution\n---\n# Something else\n",
        "docs/deep/plan.MD": "# The *plan*\n", "docs/map.csv": "a,b\n", "docs/notes.txt": "no page",
        "docs/empty.md": "no heading\n", "docs/picture.png": "x", "docs/list.md": "- [ ] A checklist\n",
        "guides/flow.bpmn": "<x/>", "outputs/a.md": "# A\n", "docs-old/b.md": "# Not in docs\n", "src/c.md": "# C\n",
    ]

    private func documents(_ configuration: String?, _ files: [String: String?] = files) throws -> [ProjectDocument] {
        let script = RepositoryScript()
        var files = files
        files["countersign.yml"] = configuration
        script.commit("All", files)
        return try ProjectReader(try script.write().open())
            .read(
                "HEAD", asOf: Day(daysSince1970: 20_500), version: "test", tellsOfFiles: true,
                tools: SignatureTools(searchPath: "")
            ).report
            .documents
    }

    @Test func theFoldersWhereTeamsKeepThem() throws {
        let found = try documents(nil)
        #expect(
            found.map(\.path) == [
                "docs/deep/plan.MD", "docs/empty.md", "docs/index.md", "docs/map.csv", "guides/flow.bpmn",
                "outputs/a.md",
            ])
        #expect(found.map(\.title) == ["The plan", "empty.md", "The solution", "map.csv", "flow.bpmn", "A"])
    }

    @Test(
        arguments: [
            ("documents: []", []), ("documents: [docs/deep/]", ["docs/deep/plan.MD"]),
            ("documents: [src, \"*.csv\"]", ["docs/map.csv", "src/c.md"]),
            ("documents: [docs]\nexclude: [docs/deep, \"docs/e*\"]", ["docs/index.md", "docs/map.csv"]),
            (
                "theme: docs/deep",
                ["docs/empty.md", "docs/index.md", "docs/map.csv", "guides/flow.bpmn", "outputs/a.md"]
            ),
        ] as [(String, [String])])
    func asTheConfigurationSays(_ configuration: String, _ expected: [String]) throws {
        #expect(try documents("version: 1\n" + configuration + "\n").map(\.path) == expected)
    }

    /// A translation is shown in place of what it translates.
    @Test func translationsOfChecklistsAreNone() throws {
        let found = try documents(
            "languages: [en, km]\n", ["docs/a.md": "- [ ] One {#one}\n", "docs/a.km.md": "- [ ] មួយ {#one}\n"])
        #expect(found.isEmpty)
    }
}
