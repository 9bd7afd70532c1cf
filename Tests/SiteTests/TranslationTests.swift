import Checklists
import Markdown
import Testing

@testable import Site

/// Checklists on the pages of a language: their translation where there is one, else the original.
@Suite struct TranslationTests {
    private static let english = """
        # Security

        - [x] Access levels are confirmed {#access}
          - Reason: asked by the ministry
          - Output: [Specification](spec.pdf)
        - [ ] Logs are kept {#logs}

        """

    private static let khmer = """
        # សុវត្ថិភាព

        សូមមើល [English](list.md) និង [ភាសាអារ៉ាប់](list.ar.md)។

        - [x] កម្រិតចូលប្រើត្រូវបានបញ្ជាក់ {#access}
          - Reason: ស្នើដោយក្រសួង
          - Output: [លក្ខណៈបច្ចេកទេស](spec.pdf)
        - [ ] ចំណុចដែលគ្មានក្នុងដើម {#other}

        """

    private static let arabic = "# الأمن\n\n- [x] تأكدت مستويات الوصول {#access}\n- [ ] تُحفظ السجلات {#logs}\n"

    private static let output = "spec.pdf"

    private func item(_ id: String, _ text: String, line: Int, fields: ItemFields = ItemFields(), lines: [Int] = [])
        -> Item
    {
        let state = Sample.state(text, id: id, line: line, isChecked: id == "access", fields: fields, fieldLines: lines)
        var item = Sample.item(state, anchor: id, status: id == "access" ? .done : .open, isOverdue: id == "logs")
        item.key = id
        return item
    }

    private func translated(
        _ id: String, _ text: String, line: Int, fields: ItemFields = ItemFields(), lines: [Int] = [], order: Int? = 1
    ) -> Translation.Item {
        Translation.Item(
            state: Sample.state(text, id: id, line: line, fields: fields, fieldLines: lines), changedAt: order)
    }

    /// In English, Khmer, Arabic and French; the Khmer translation lacks an item, there is no French one.
    private func report(change: (inout Report) -> Void = { _ in }) -> Report {
        let fields = ItemFields(
            reason: "asked by the ministry", outputs: [Output(title: "Specification", path: Self.output)])
        var report = Sample.report([
            Sample.checklist([
                item("access", "Access levels are confirmed", line: 3, fields: fields, lines: [4, 5]),
                item("logs", "Logs are kept", line: 6),
            ])
        ])
        report.project.languages = ["en", "km", "ar", "fr"]
        let khmer = ItemFields(
            reason: "ស្នើដោយក្រសួង", outputs: [Output(title: "លក្ខណៈបច្ចេកទេស", path: Self.output)])
        report.translations = [
            Translation(
                path: "list.ar.md", language: "ar", base: "list.md", title: "الأمن",
                items: [
                    "access": translated("access", "تأكدت مستويات الوصول", line: 3),
                    "logs": translated("logs", "تُحفظ السجلات", line: 4),
                ]),
            Translation(
                path: "list.km.md", language: "km", base: "list.md", title: "សុវត្ថិភាព", summary: "សង្ខេប",
                items: [
                    "access": translated(
                        "access", "កម្រិតចូលប្រើត្រូវបានបញ្ជាក់", line: 5, fields: khmer, lines: [6, 7])
                ]),
        ]
        change(&report)
        return report
    }

    private func files(change: (inout Report) -> Void = { _ in }) -> [String: String] {
        let texts = ["list.md": Self.english, "list.km.md": Self.khmer, "list.ar.md": Self.arabic]
        return Sample.files(
            report(change: change), documents: texts.mapValues { Document(parsing: Array($0.utf8)) })
    }

    private func page(_ path: String, change: (inout Report) -> Void = { _ in }) throws -> String {
        Sample.withoutIcons(try #require(files(change: change)[path]))
    }

    @Test func theTranslationIsShownWithTheItemsOfTheOriginal() throws {
        let page = try page("km/list.html")
        #expect(page.contains("<html lang=\"km\" dir=\"ltr\">"))
        #expect(page.contains("<title>សុវត្ថិភាព – Referrals</title>"))
        #expect(page.contains("<h1 id=\"title\"><bdi>សុវត្ថិភាព</bdi></h1>"))
        #expect(page.contains("<bdi>សង្ខេប</bdi>"))
        let item = try #require(page.range(of: "<li class=\"item done\" id=\"item-access\">"))
        let text = try #require(page.range(of: "កម្រិតចូលប្រើត្រូវបានបញ្ជាក់"))
        #expect(item.upperBound < text.lowerBound)
        #expect(page.contains("បានបញ្ចប់</b>"))
        #expect(!page.contains("{#access}") && !page.contains("Access levels are confirmed"))
    }

    @Test func fieldsAreSaidInTheTranslationsWords() throws {
        let page = try page("km/list.html")
        #expect(page.contains("<dd><bdi>ស្នើដោយក្រសួង</bdi></dd>"))
        #expect(page.contains("<bdi>លក្ខណៈបច្ចេកទេស</bdi>"))
        #expect(!page.contains("asked by the ministry") && !page.contains("Reason:"))
    }

    @Test func aFieldThatIsNotTranslatedSaysItsLanguage() throws {
        let page = try page("ar/list.html")
        #expect(page.contains("<dd><bdi lang=\"en\">asked by the ministry</bdi></dd>"))
    }

    @Test func anItemThatIsNotTranslatedStandsAtTheEndInItsOwnLanguage() throws {
        let page = try page("km/list.html")
        let heading = try #require(page.range(of: "<h2>មិនទាន់បានបកប្រែ</h2>"))
        let list = try #require(page.range(of: "<ul class=\"items\" role=\"list\" lang=\"en\" dir=\"ltr\">"))
        let item = try #require(page.range(of: "<li class=\"item open\" id=\"item-logs\">"))
        #expect(heading.upperBound <= list.lowerBound && list.upperBound <= item.lowerBound)
        #expect(page[item.upperBound...].contains("<p>Logs are kept</p>"))
        #expect(page[item.upperBound...].contains("<p class=\"status\" lang=\"km\" dir=\"ltr\">"))
        #expect(!(try self.page("ar/list.html")).contains("Logs are kept"))
    }

    @Test func whatOnlyTheTranslationHasIsNoItem() throws {
        let page = try page("km/list.html")
        #expect(page.contains("[ ] ចំណុចដែលគ្មានក្នុងដើម"))
        #expect(page.count(of: "<li class=\"item ") == 2)
        #expect(!page.contains("id=\"item-other\""))
    }

    @Test func withoutATranslationTheOriginalIsShownAndThatIsSaid() throws {
        let page = try page("fr/list.html")
        #expect(
            page.contains(
                "<p class=\"notice\">Cette liste de contrôle n’est pas encore traduite. Elle est présentée dans sa propre langue\u{a0}: <bdi lang=\"en\">English</bdi>.</p>"
            ))
        #expect(page.contains("<div class=\"document\" lang=\"en\" dir=\"ltr\">"))
        #expect(page.contains("<h1 id=\"title\"><bdi lang=\"en\">Security</bdi></h1>"))
        #expect(!(try self.page("en/list.html")).contains("class=\"notice\""))
    }

    @Test func arabicReadsFromTheRight() throws {
        let page = try page("ar/list.html")
        #expect(page.contains("<html lang=\"ar\" dir=\"rtl\">"))
        #expect(page.contains("<div class=\"document\">"))
        #expect(page.contains("تأكدت مستويات الوصول"))
    }

    @Test func referencesAreIsolatedInArabic() throws {
        let events = [Event(kind: .added, commit: Sample.a)]
        func page(_ language: String) throws -> String {
            try self.page("\(language)/list.html") { $0.checklists[0].items[0].life = ItemLife(events: events) }
        }
        #expect(try page("ar").contains("(<bdi>#12</bdi>، الإيداع <bdi><a href="))
        #expect(try page("fr").contains("(#12, commit <a href="))
    }

    @Test func aTextInTheLanguageOfThePageIsNoTranslation() throws {
        let page = try page("km/list.html") { report in
            report.checklists[0].language = "km"
            report.translations = []
        }
        #expect(!page.contains("class=\"notice\""))
        #expect(page.contains("<div class=\"document\">"))
        #expect(
            try self.page("en/list.html") { $0.checklists[0].language = "km" }
                .contains("It is shown in its own language: <bdi lang=\"km\">ភាសាខ្មែរ</bdi>."))
    }

    @Test func otherPagesCallItemsAndChecklistsByTheirTranslation() throws {
        let overview = try page("km/index.html")
        #expect(overview.contains("<th scope=\"row\"><a href=\"list.html\"><bdi>សុវត្ថិភាព</bdi></a></th>"))
        #expect(overview.contains("<a href=\"list.html#item-logs\"><bdi lang=\"en\">Logs are kept</bdi></a>"))
        #expect(try page("ar/index.html").contains("<a href=\"list.html#item-logs\"><bdi>تُحفظ السجلات</bdi></a>"))
        #expect(try page("fr/index.html").contains("<a href=\"list.html\"><bdi lang=\"en\">Security</bdi></a>"))
    }

    @Test func theRegisterAndTheChangesDoSo() throws {
        let events = [Event(kind: .added, commit: Sample.a)]
        let files = files { report in
            report.checklists[0].items[0].life = ItemLife(events: events)
            report.checklists[0].items[0].signOffs = [SignOffSample.signOff(in: "a1")]
        }
        let register = try #require(files["ar/sign-offs.html"])
        #expect(register.contains("<h2><bdi>الأمن</bdi></h2>"))
        #expect(register.contains("<a href=\"list.html#item-access\"><bdi>تأكدت مستويات الوصول</bdi></a>"))
        let changes = try #require(files["ar/changes.html"])
        #expect(changes.contains("<a href=\"list.html#item-access\"><bdi>تأكدت مستويات الوصول</bdi></a>"))
    }

    @Test func thePagesOfWhatIsOutstandingAndOfTheHandOverDoSo() throws {
        let files = files()
        let outstanding = try #require(files["ar/outstanding.html"])
        #expect(outstanding.contains("<a href=\"list.html\"><bdi>الأمن</bdi></a>"))
        #expect(outstanding.contains("<a href=\"list.html#item-logs\"><bdi>تُحفظ السجلات</bdi></a>"))
        #expect(!outstanding.contains("Logs are kept"))
        let pack = try #require(files["ar/hand-over.html"])
        #expect(pack.contains("<p><bdi>تأكدت مستويات الوصول</bdi></p>"))
        #expect(!pack.contains("Access levels are confirmed"))
    }

    @Test func inTheHandOverPackWhatIsNotTranslatedSaysItsLanguage() throws {
        let pack = try #require(files()["km/hand-over.html"])
        #expect(pack.contains("<p><bdi>កម្រិតចូលប្រើត្រូវបានបញ្ជាក់</bdi></p>"))
        #expect(pack.contains("<p><bdi lang=\"en\">Logs are kept</bdi></p>"))
    }

    @Test func theSearchFindsTheWordsOfTheTranslation() throws {
        let files = files()
        let khmer = try #require(files["km/search.html"])
        #expect(khmer.contains("កម្រិតចូលប្រើត្រូវបានបញ្ជាក់") && !khmer.contains("Access levels are confirmed"))
        #expect(try #require(files["km/search-index.js"]).contains("កម្រិតចូលប្រើត្រូវបានបញ្ជាក់"))
        #expect(try #require(files["en/search-index.js"]).contains("Access levels are confirmed"))
    }

    // MARK: Links

    @Test func linksBetweenLanguagesLeadToTheSamePage() throws {
        let page = try page("km/list.html")
        #expect(page.contains("<link rel=\"alternate\" hreflang=\"ar\" href=\"../ar/list.html\">"))
        #expect(page.contains("<a lang=\"fr\" hreflang=\"fr\" href=\"../fr/list.html\">"))
    }

    @Test func aLinkToATranslationLeadsToThePageOfItsLanguage() throws {
        let page = try page("km/list.html")
        #expect(page.contains("<a href=\"../ar/list.html\">ភាសាអារ៉ាប់</a>"))
        #expect(page.contains("<a href=\"list.html\">English</a>"))
    }

    @Test func aChangeOfATranslatedPageIsProposedInTheTranslation() throws {
        #expect(
            try page("km/list.html").contains(
                "<a href=\"https://github.com/team/implementation/edit/main/list.km.md\">ស្នើកែប្រែទំព័រនេះ</a>"))
        #expect(
            try page("fr/list.html").contains(
                "<a href=\"https://github.com/team/implementation/edit/main/list.md\">"))
    }

    // MARK: Sign-offs

    private func signedPage(changedAt order: Int?, _ signOff: SignOff) throws -> String {
        try page("km/list.html") { report in
            report.commits = SignOffSample.commits
            report.checklists[0].items[0].signOffs = [signOff]
            report.translations[1].items["access"]?.changedAt = order
        }
    }

    private static let later = "<p>ការបកប្រែនេះត្រូវបានសរសេរ ឬកែប្រែក្រោយការអនុម័ត។</p>"

    @Test func aTranslationThatIsLaterThanTheSignOffIsTold() throws {
        // The sign-off's commit is the second.
        #expect(try signedPage(changedAt: 3, SignOffSample.signOff(in: "b2")).contains(Self.later))
        #expect(!(try signedPage(changedAt: 2, SignOffSample.signOff(in: "b2")).contains(Self.later)))
        #expect(!(try signedPage(changedAt: 1, SignOffSample.signOff(in: "b2")).contains(Self.later)))
    }

    @Test func aTranslationFromBeforeTheKnownHistoryIsNotLater() throws {
        #expect(!(try signedPage(changedAt: nil, SignOffSample.signOff(in: "b2")).contains(Self.later)))
    }

    @Test func onlySignOffsThatHoldAreComparedWithTheTranslation() throws {
        let end = SignOff.End(commit: SignOffSample.id("c3"), reason: .revoked)
        #expect(!(try signedPage(changedAt: 3, SignOffSample.signOff(failure: .role)).contains(Self.later)))
        #expect(!(try signedPage(changedAt: 3, SignOffSample.signOff(isCurrent: false)).contains(Self.later)))
        #expect(!(try signedPage(changedAt: 3, SignOffSample.signOff(end: end)).contains(Self.later)))
    }

    @Test func translatedPagesSayWhatSignOffsCover() throws {
        let notice =
            "<p class=\"notice\">នេះជាការបកប្រែ។ ការអនុម័តគ្របដណ្ដប់លើអត្ថបទដើម៖ <a href=\"../en/list.html\" hreflang=\"en\"><bdi lang=\"en\">English</bdi></a>។</p>"
        #expect(try signedPage(changedAt: 1, SignOffSample.signOff()).contains(notice))
        #expect(!(try page("km/list.html").contains("class=\"notice\"")))
    }

    // MARK: Titles

    @Test func titlesAreToldInTheLanguageOfThePage() throws {
        var item = SignOffSample.item(missing: [MissingSignOff(role: "dpo", reason: .none)])
        item.state.fields.owner = "មន្ត្រី"
        var report = SignOffSample.report([item])
        report.project.languages = ["en", "km", "fr"]
        report.project.titles = ["en": "Referrals", "km": "ការបញ្ជូន"]
        report.rules = Rules(
            roles: [Role(key: "dpo", title: "Officer", titles: ["en": "Officer", "km": "មន្ត្រី"])])
        let files = Sample.files(report)
        #expect(files["km/index.html"]?.contains("<h1><bdi>ការបញ្ជូន</bdi></h1>") == true)
        #expect(files["en/index.html"]?.contains("<h1><bdi>Referrals</bdi></h1>") == true)
        #expect(files["km/people.html"]?.contains("<bdi>មន្ត្រី</bdi>") == true)
        #expect(files["en/people.html"]?.contains("<bdi>Officer</bdi>") == true)
        // What is not there in a language is told in the first; an owner is the role in any language.
        #expect(files["fr/index.html"]?.contains("<h1><bdi>Referrals</bdi></h1>") == true)
        #expect(files["fr/outstanding.html"]?.contains("<h3 id=\"owner-dpo\"><bdi>Officer</bdi> (1)</h3>") == true)
    }
}
