import Foundation
import TestSupport
import Testing

/// A project in English and Khmer, from the repository to the pages.
@Suite struct TranslatedSiteTests {
    private static let configuration = """
        version: 1
        title: Referrals
        languages: [en, km]
        repository: https://github.com/team/referrals
        roles: { dpo: { title: Data protection officer } }
        people:
          ann: { name: Ann, emails: [ann@ministry.example], roles: [dpo] }

        """

    private static func english(_ item: String, _ box: String) -> String {
        "# Security\n\n- [\(item)] Access levels are confirmed {#access}\n  - Sign-off:\n    - [\(box)] dpo\n"
            + "- [ ] Logs are kept {#logs}\n"
    }

    private static func khmer(_ item: String, _ box: String, _ text: String = "កម្រិតចូលប្រើត្រូវបានបញ្ជាក់") -> String {
        "# សុវត្ថិភាព\n\n- [\(item)] \(text) {#access}\n  - Sign-off:\n    - [\(box)] dpo\n"
    }

    /// Signed off by Ann; the translation was there before, and had its boxes ticked along.
    private func script() -> RepositoryScript {
        let script = RepositoryScript()
        script.commit(
            "Start",
            [
                "countersign.yml": Self.configuration, "security.md": Self.english(" ", " "),
                "security.km.md": Self.khmer(" ", " "), "flows.md": "# Flows\n\n- [ ] Flows are drawn {#drawn}\n",
            ])
        script.commit(
            "Confirm the levels", ["security.md": Self.english("x", " "), "security.km.md": Self.khmer("x", " ")])
        script.commit(
            "Sign", ["security.md": Self.english("x", "x"), "security.km.md": Self.khmer("x", "x")],
            author: "Ann <ann@ministry.example>")
        return script
    }

    private func site(_ script: RepositoryScript) throws -> (page: (String) throws -> String, path: String) {
        let repository = try script.write()
        let output = repository.folder.path("site")
        try succeeding("build", "-C", repository.path, "--output", output, "--as-of", "2026-04-01")
        return ({ try String(contentsOfFile: output + "/" + $0, encoding: .utf8) }, repository.path)
    }

    private static let later = "ការបកប្រែនេះត្រូវបានសរសេរ ឬកែប្រែក្រោយការអនុម័ត។"

    @Test func theKhmerPageHasTheSignOffOfTheOriginal() throws {
        let page = try site(script()).page("km/security.html")
        #expect(page.contains("<html lang=\"km\" dir=\"ltr\">"))
        #expect(page.contains("<li class=\"item signed-off\" id=\"item-access\">"))
        #expect(page.contains("កម្រិតចូលប្រើត្រូវបានបញ្ជាក់"))
        #expect(page.contains("អនុម័តដោយ <bdi>Ann</bdi>, <bdi>Data protection officer</bdi>"))
        #expect(page.contains("<p>Logs are kept</p>") && page.contains("<h2>មិនទាន់បានបកប្រែ</h2>"))
        #expect(!page.contains(Self.later))
    }

    @Test func aLaterTranslationIsToldAndChangesNoStatus() throws {
        let script = script()
        script.commit("Say it better", ["security.km.md": Self.khmer("x", "x", "កម្រិតនៃការចូលប្រើត្រូវបានបញ្ជាក់ហើយ")])
        let site = try site(script)
        let khmer = try site.page("km/security.html")
        #expect(khmer.contains(Self.later))
        #expect(khmer.contains("<li class=\"item signed-off\" id=\"item-access\">"))
        #expect(!(try site.page("en/security.html")).contains("This translation"))
    }

    @Test func whatIsNotTranslatedIsShownInEnglish() throws {
        let page = try site(script()).page("km/flows.html")
        #expect(page.contains("<div class=\"document\" lang=\"en\" dir=\"ltr\">"))
        #expect(page.contains("<bdi lang=\"en\">English</bdi>"))
        #expect(page.contains("Flows are drawn"))
    }

    @Test func theDataKnowsNothingOfTranslations() throws {
        let site = try site(script())
        let printed = try succeeding(
            "status", "-C", site.path, "--format", "json", "--as-of", "2026-04-01")
        let data = try site.page("data/status.json")
        #expect(printed.output == data)
        #expect(!data.contains("security.km.md") && !data.contains("translation"))
    }
}
