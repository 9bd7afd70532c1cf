import Checklists
import Ledger
import TestSupport
import Testing

/// `NAME.LANG.md`: what it says of the items of `NAME.md`, and when it was written.
@Suite struct TranslationTests {
    private let configuration = "version: 1\nlanguages: [en, km, ar]\n"

    private func script(_ files: [String: String]) -> RepositoryScript {
        let script = RepositoryScript()
        script.commit("start", ["countersign.yml": configuration].merging(files) { $1 })
        return script
    }

    /// For each item of the first translation: its key, its text, and the summary of the commit that changed it last.
    private func told(_ script: RepositoryScript) throws -> [String] {
        let reading = try Reading(script)
        let translation = try #require(reading.report.translations.first)
        let commits = try git(["log", "--reverse", "--topo-order", "--format=%s"], in: reading.repository.path)
            .output.split(separator: "\n")
        return translation.items.sorted { $0.key < $1.key }.map { key, item in
            "\(key): \(item.state.title)@\(item.changedAt.map { commits[$0] } ?? "not known")"
        }
    }

    @Test func itemsAreFoundByTheirIDs() throws {
        let script = script([
            "a.md": "# One\n\n- [x] Access {#access}\n- [ ] Logs {#logs}\n",
            "a.km.md": "---\nsummary: សង្ខេប\n---\n# មួយ\n\n- [ ] កំណត់ហេតុ {#logs}\n- [x] ការចូលប្រើ {#access}\n",
        ])
        let report = try Reading(script).report
        #expect(report.checklists.map(\.path) == ["a.md"])
        let translation = try #require(report.translations.first)
        #expect(report.translations.count == 1)
        #expect(translation.path == "a.km.md" && translation.base == "a.md" && translation.language == "km")
        #expect(translation.title == "មួយ" && translation.summary == "សង្ខេប")
        #expect(translation.items.mapValues(\.state.title) == ["access": "ការចូលប្រើ", "logs": "កំណត់ហេតុ"])
        #expect(translation.items.mapValues(\.state.line) == ["logs": 6, "access": 7])
    }

    @Test func itemsWithoutIDsAreFoundInTheirOrder() throws {
        let script = script(["a.md": "- [ ] One\n- [ ] Two\n", "a.ar.md": "- [ ] واحد\n- [ ] اثنان\n"])
        #expect(try told(script) == ["a.md#one: واحد@start", "a.md#two: اثنان@start"])
    }

    @Test func itemsWithoutIDsAreNotGuessedWhereOneIsMissing() throws {
        let script = script(["a.md": "- [ ] One\n- [ ] Two\n", "a.ar.md": "- [ ] اثنان\n"])
        #expect(try told(script) == [])
    }

    @Test func anItemThatOnlyTheTranslationHasIsNone() throws {
        let script = script(["a.md": "- [ ] One {#one}\n", "a.km.md": "- [ ] មួយ {#one}\n- [ ] ពីរ {#two}\n"])
        #expect(try told(script) == ["one: មួយ@start"])
    }

    @Test func theLanguageIsSpeltAsTheProjectDoes() throws {
        let script = script(["a.md": "- [ ] One {#one}\n", "a.KM.md": "- [ ] មួយ {#one}\n"])
        #expect(try Reading(script).report.translations.map(\.language) == ["km"])
    }

    @Test func aFileInALanguageThatTheProjectDoesNotHaveIsAChecklist() throws {
        let report = try Reading(script(["a.md": "- [ ] One\n", "a.th.md": "- [ ] หนึ่ง\n"])).report
        #expect(report.translations.isEmpty)
        #expect(report.checklists.map(\.path) == ["a.md", "a.th.md"])
    }

    @Test func aTranslationOfAFileWithoutItemsIsNone() throws {
        let report = try Reading(script(["a.md": "Text.\n", "a.km.md": "- [ ] មួយ\n"])).report
        #expect(report.translations.isEmpty && report.checklists.isEmpty)
    }

    @Test func theLastCommitThatChangedTheTextIsKnown() throws {
        let script = script([
            "a.md": "- [ ] One {#one}\n- [ ] Two {#two}\n", "a.km.md": "- [ ] មួយ {#one}\n- [ ] ពីរ {#two}\n",
        ])
        script.commit("say it better", ["a.km.md": "- [ ] ចំណុចទីមួយ {#one}\n- [ ] ពីរ {#two}\n"])
        script.commit("tick", ["a.km.md": "- [x] ចំណុចទីមួយ {#one}\n- [x] ពីរ {#two}\n"])
        #expect(try told(script) == ["one: ចំណុចទីមួយ@say it better", "two: ពីរ@start"])
    }

    @Test func aTranslationIsAsOldAsItsFile() throws {
        let script = script(["a.md": "- [ ] One {#one}\n"])
        script.commit("translate", ["a.km.md": "- [ ] មួយ {#one}\n"])
        #expect(try told(script) == ["one: មួយ@translate"])
    }

    @Test func beyondTheKnownHistoryItIsNotKnown() throws {
        let script = script(["a.md": "- [ ] One {#one}\n", "a.km.md": "- [ ] មួយ {#one}\n"])
        script.commit("other", ["b.txt": "x"])
        let report = try Reading(try script.write().clone(["--depth", "1"])).report
        let item = try #require(report.translations.first?.items["one"])
        #expect(item.state.title == "មួយ" && item.changedAt == nil)
    }

    @Test func aPullRequestsReportsHaveTheTranslationsOfWhatItConcerns() throws {
        let script = script([
            "a.md": "- [ ] One {#one}\n", "a.km.md": "- [ ] មួយ {#one}\n", "b.md": "- [ ] Two {#two}\n",
            "b.km.md": "- [ ] ពីរ {#two}\n",
        ])
        let head = script.commit("tick", ["a.md": "- [x] One {#one}\n"])
        let repository = try script.write()
        let sides = try ProjectReader(try repository.open()).readChange(
            from: "HEAD~1", to: repository.id(of: head).hex, asOf: Day(daysSince1970: 20_500), version: "test",
            tools: signatureTools)
        #expect(sides.base.report.translations.map(\.path) == ["a.km.md"])
        #expect(sides.head.report.translations.map(\.path) == ["a.km.md"])
        #expect(sides.head.report.translations.first?.items["one"]?.state.title == "មួយ")
    }
}
