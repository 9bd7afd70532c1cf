import Foundation
import Testing

@testable import Checklists
@testable import Site

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The changes for feed readers.
@Suite struct FeedTests {
    /// The texts of all elements of a name, in order.
    private final class Reader: NSObject, XMLParserDelegate {
        private(set) var texts: [String: [String]] = [:]
        private(set) var links: [String] = []
        private var open: [String] = []

        init?(_ text: String) {
            super.init()
            let parser = XMLParser(data: Data(text.utf8))
            parser.delegate = self
            guard parser.parse() else { return nil }
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            texts[name, default: []].append("")
            if name == "link" { links.append("\(attributes["rel"] ?? "") \(attributes["href"] ?? "")") }
            open.append(name)
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) { open.removeLast() }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            guard let name = open.last, let last = texts[name]?.indices.last else { return }
            texts[name]?[last] += text
        }
    }

    private func report(_ title: String = "First") -> Report {
        let events = [Event(kind: .added, commit: Sample.a), Event(kind: .completed, commit: Sample.b)]
        return Sample.report([Sample.checklist([Sample.item(Sample.state(title), events: events)])])
    }

    private func feed(_ report: Report) -> String { Sample.files(report)["changes.atom"] ?? "" }

    @Test func everyCommitIsAnEntryNewestFirst() throws {
        let reader = try #require(Reader(feed(report())))
        #expect(
            reader.texts["title"] == ["Changes – Referrals", "Chan Dara completed 1 item", "Chan Dara added 1 item"])
        #expect(
            reader.texts["updated"] == [
                "2027-03-06T10:00:00+07:00", "2027-03-06T10:00:00+07:00", "2027-03-05T10:00:00+07:00",
            ])
        #expect(
            reader.texts["id"]?.dropFirst() == [
                "urn:uuid:b2b2b2b2-b2b2-82b2-82b2-b2b2b2b2b2b2", "urn:uuid:a1a1a1a1-a1a1-81a1-81a1-a1a1a1a1a1a1",
            ])
        #expect(reader.texts["content"]?.first == "<p>Completed</p>\n<ul><li>First</li>\n</ul>\n")
        #expect(reader.texts["name"]?.count == 3)
    }

    @Test func linksLeadToTheSiteWhereItsAddressIsKnown() throws {
        var report = report()
        report.project.siteAddress = "https://ministry.example/referrals/"
        let reader = try #require(Reader(feed(report)))
        #expect(
            reader.links == [
                "self https://ministry.example/referrals/changes.atom",
                "alternate https://ministry.example/referrals/changes.html",
                "alternate https://ministry.example/referrals/changes.html#commit-b2b2b2b2b2",
                "alternate https://ministry.example/referrals/changes.html#commit-a1a1a1a1a1",
            ])
        #expect(reader.texts["id"]?.first == "https://ministry.example/referrals/changes.atom")
        let page = try #require(Sample.files(report)["changes.html"])
        #expect(page.contains("<li id=\"commit-b2b2b2b2b2\">"))
    }

    @Test func onlyAWorkingTreeIsSaidToBeOne() throws {
        #expect(try #require(Reader(feed(report()))).texts["subtitle"] == nil)
        var report = report()
        report.includesWorktree = true
        #expect(try #require(Reader(feed(report))).texts["subtitle"] == ["Includes uncommitted changes."])
    }

    @Test func elseToTheForge() throws {
        let reader = try #require(Reader(feed(report())))
        #expect(reader.links.first == "alternate https://github.com/team/implementation/commit/\(Sample.b)")
        #expect(reader.texts["id"]?.first == "https://github.com/team/implementation#changes.atom")
    }

    @Test func elseNowhere() throws {
        var report = report()
        report.project.forge = nil
        let reader = try #require(Reader(feed(report)))
        #expect(reader.links.isEmpty)
        #expect(reader.texts["id"]?.first?.hasPrefix("urn:uuid:") == true)
    }

    @Test func hostileTextStaysXML() throws {
        let reader = try #require(Reader(feed(report("</li>]]><b>&\u{1}\u{fffe}\u{202e}"))))
        #expect(
            reader.texts["content"]?.first?.contains("&lt;/li&gt;]]&gt;&lt;b&gt;&amp;\\u{1}\\u{fffe}\\u{202e}") == true)
    }

    @Test func theNewestFiftyAreThere() throws {
        let ids = (0..<60).map { CommitID(hex: String(String(100_000 + $0).reversed()) + "c") }
        let commits = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, Sample.record(order: $0)) })
        let events = ids.map { Event(kind: .amended, commit: $0, attribute: .owner, from: "a", to: "b") }
        let report = Sample.report([Sample.checklist([Sample.item(events: events)])], commits: commits)
        let reader = try #require(Reader(feed(report)))
        #expect(reader.texts["entry"]?.count == 50)
        #expect(Set(reader.texts["id"] ?? []).count == 51)
        #expect(reader.texts["id"]?[1] == ChangesFeed.uuid(ids[59].hex))
    }

    @Test func whatIsNotCommittedIsNoNews() throws {
        var report = report()
        report.includesWorktree = true
        let unwritten = CommitID(hex: String(repeating: "0", count: 40))
        report.checklists[0].items[0].life.events.append(Event(kind: .reopened, commit: unwritten))
        #expect(try #require(Reader(feed(report))).texts["entry"]?.count == 2)
    }

    @Test func withoutChangesItIsStillAFeed() throws {
        let reader = try #require(Reader(feed(Sample.report())))
        #expect(reader.texts["updated"] == ["2027-07-01T00:00:00Z"] && reader.texts["entry"] == nil)
    }

    @Test func theChangesPageLeadsToIt() throws {
        let files = Sample.files(report())
        let page = try #require(files["changes.html"])
        #expect(page.contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"changes.atom\">"))
        #expect(page.contains("<a href=\"changes.atom\" type=\"application/atom+xml\">"))
        #expect(files["index.html"]?.contains("<link rel=\"alternate\"") == false)
    }
}
