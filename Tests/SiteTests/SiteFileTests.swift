import Testing

@testable import Checklists
@testable import Site

/// Files of the site that are no pages of it.
@Suite struct SiteFileTests {
    private func report(_ items: [Item] = [Sample.item()], site: String? = nil, languages: [String] = ["en"]) -> Report
    {
        var report = Sample.report([Sample.checklist(items)])
        (report.project.siteAddress, report.project.languages) = (site, languages)
        return report
    }

    @Test func thePageOfWhatIsNotThereFindsItsWayFromAnywhere() throws {
        let page = try #require(Sample.files(report(site: "https://x.example/site/"))["404.html"])
        #expect(page.contains("href=\"https://x.example/site/style.css\""))
        #expect(page.contains("<a href=\"https://x.example/site/index.html\">Overview</a>"))
        #expect(page.contains("<h1>There is no such page</h1>"))
    }

    @Test func withoutAnAddressItsLinksAreRelative() throws {
        let page = try #require(Sample.files(report())["404.html"])
        #expect(page.contains("<a href=\"index.html\">Overview</a>"))
    }

    @Test func theSitemapHasEveryPageOfEveryLanguage() throws {
        var report = report(site: "https://x.example/site/", languages: ["en", "km"])
        report.commits[report.commit] = Sample.record(order: 2)
        let files = Sample.files(report)
        let map = try #require(files["sitemap.xml"])
        for path in files.keys where path.hasSuffix(".html") && path != "404.html" {
            #expect(map.contains("<loc>https://x.example/site/\(path)</loc>"), "\(path)")
        }
        #expect(!map.contains("404.html"))
        #expect(map.contains("<lastmod>2027-03-06T10:00:00+07:00</lastmod>"))
    }

    @Test func withoutAnAddressThereIsNoSitemap() {
        #expect(Sample.files(report())["sitemap.xml"] == nil)
    }

    @Test(arguments: [
        (["done", "open", "not-applicable"], "1 of 2 finished"), (["not-applicable"], "No item is applicable."),
        ([], "No item is applicable."),
    ]) func badges(_ statuses: [String], _ text: String) throws {
        let items = statuses.enumerated().map { Sample.item(anchor: "i\($0)", status: Status(rawValue: $1) ?? .open) }
        let badge = try #require(Sample.files(report(items))["badge.svg"])
        #expect(badge.contains("<title>\(text)</title>"))
        #expect(!badge.contains("<script") && !badge.contains("style"))
    }

    @Test func aBadgeSaysSignedOffOnlyWhereAllHasToBe() {
        let signed = SignOffSample.item(status: .signedOff, made: [SignOffSample.signOff()])
        let plain = Sample.item(anchor: "plain", status: .done)
        #expect(Badge(pages: Sample.pages(report([signed]))).text == "1 of 1 signed off")
        #expect(Badge(pages: Sample.pages(report([signed, plain]))).text == "2 of 2 finished")
    }

    @Test func dataAreNamedAtTheFootOfEveryPage() {
        let files = Sample.files(report())
        for file in DataFile.allCases {
            #expect(files["index.html"]?.contains("<a href=\"\(file.rawValue)\">") == true)
        }
    }

    @Test func everyLanguageIsToldThatThereIsNoSuchPage() throws {
        let page = try #require(Sample.files(report(languages: ["en", "km"]))["404.html"])
        #expect(page.contains("<a href=\"en/index.html\">") && page.contains("<a href=\"km/index.html\">"))
        #expect(page.count(of: "<h1>") == 1)
    }

    @Test func everyLanguageHasItsFeed() {
        let files = Sample.files(report(site: "https://x.example/", languages: ["en", "km"]))
        #expect(files["km/changes.atom"]?.contains("<id>https://x.example/km/changes.atom</id>") == true)
        #expect(files["en/changes.atom"] != nil && files["changes.atom"] == nil)
    }
}
