import Checklists
import Markdown
import Testing

@testable import Site

@Suite struct ItemTests {
    private func done(_ completion: Completion, events: [Event] = []) -> Item {
        Sample.item(Sample.state(isChecked: true), events: events, completion: completion, status: .done)
    }

    private let shallow = HistoryExtent(truncation: .shallow, boundaries: [Sample.a])

    // MARK: The sentence

    @Test func completed() {
        let page = Sample.page(of: done(Completion(commit: Sample.a, isBornTicked: false, isInferred: false)))
        let request = "<a href=\"https://github.com/team/implementation/pull/12\">#12</a>"
        #expect(page.contains("<p>Completed by <bdi>Chan Dara</bdi> on 5 March 2027 in \(request).</p>"))
        #expect(!page.contains("likeness"))
    }

    @Test func completedWithoutPullRequest() {
        let page = Sample.page(of: done(Completion(commit: Sample.a, isBornTicked: false, isInferred: false))) {
            $0.commits[Sample.a]?.pullRequest = nil
        }
        #expect(
            page.contains(
                "in commit <a href=\"https://github.com/team/implementation/commit/\(Sample.a.hex.prefix(20))\">a1a1a1a1a1</a>."
            ))
    }

    @Test func mergeRequestsOfGitLab() {
        let page = Sample.page(of: done(Completion(commit: Sample.a, isBornTicked: false, isInferred: false))) {
            $0.project.forge = Forge(kind: .gitlab, base: "https://gitlab.example/team/x")
        }
        #expect(page.contains("<a href=\"https://gitlab.example/team/x/-/merge_requests/12\">!12</a>"))
    }

    @Test func withoutForgeNothingIsLinked() {
        let page = Sample.page(of: done(Completion(commit: Sample.a, isBornTicked: false, isInferred: false))) {
            $0.project.forge = nil
        }
        #expect(page.contains("on 5 March 2027 in #12.</p>"))
        #expect(!page.contains("http://") && !page.contains("https://"))
    }

    @Test func bornTicked() {
        let item = done(
            Completion(commit: Sample.a, isBornTicked: true, isInferred: false),
            events: [Event(kind: .added, commit: Sample.a)])
        let page = Sample.page(of: item)
        #expect(page.contains("Already ticked when it was added by <bdi>Chan Dara</bdi> on 5 March 2027 in "))
        #expect(page.contains("<li>5 March 2027: Added by <bdi>Chan Dara</bdi>, already ticked ("))
    }

    @Test func completionNotKnown() {
        let item = done(Completion(commit: nil, isBornTicked: false, isInferred: false))
        let page = Sample.page(of: item) { $0.history = shallow }
        #expect(
            page.contains(
                "Completed; when and by whom is not known. History before 5 March 2027 is not in this clone."))
        let undated = Sample.page(of: item) { $0.history = HistoryExtent(truncation: .partial) }
        #expect(undated.contains("is not known. Part of the history is not in this clone."))
    }

    @Test func inferredCompletion() {
        let page = Sample.page(of: done(Completion(commit: Sample.a, isBornTicked: false, isInferred: true)))
        #expect(page.contains("The item was recognised by likeness, not by its id or its exact text.</p>"))
    }

    @Test func reopened() {
        let events = [
            Event(kind: .added, commit: Sample.a), Event(kind: .completed, commit: Sample.a),
            Event(kind: .reopened, commit: Sample.b),
        ]
        #expect(
            Sample.page(of: Sample.item(events: events)).contains("<p>Reopened by <bdi>Chan Dara</bdi> on 6 March 2027")
        )
        let overview = Sample.files(Sample.report([Sample.checklist([Sample.item(events: events)])]))["index.html"]
        #expect(overview?.contains("<h3>Reopened (1)</h3>") == true)
    }

    @Test func excluded() {
        let item = Sample.item(
            Sample.state(isExcluded: true, fields: ItemFields(reason: "not <ours>")),
            events: [Event(kind: .excluded, commit: Sample.b)], status: .notApplicable)
        let page = Sample.page(of: item)
        #expect(page.contains("<p>Marked as not applicable by <bdi>Chan Dara</bdi> on 6 March 2027"))
        #expect(page.contains("<dt>Reason</dt>\n<dd><bdi>not &lt;ours&gt;</bdi></dd>"))
    }

    @Test func notCommittedYet() {
        let zero = CommitID(hex: String(repeating: "0", count: 40))
        let item = done(
            Completion(commit: zero, isBornTicked: false, isInferred: false),
            events: [Event(kind: .completed, commit: zero)])
        let page = Sample.page(of: item) { $0.includesWorktree = true }
        #expect(page.contains("<p>Completed in changes that are not committed yet.</p>"))
        #expect(page.contains("<li>Not committed yet: Completed</li>"))
        #expect(page.contains("Includes uncommitted changes."))
        #expect(!page.contains("/commit/0000"))
    }

    @Test func withoutAnyCommitThereIsNoneToLinkTo() {
        let page = Sample.page(of: Sample.item()) {
            $0.includesWorktree = true
            $0.commit = CommitID(hex: String(repeating: "0", count: 40))
        }
        #expect(page.contains("0000000000"))
        #expect(!page.contains("/commit/0000"))
    }

    @Test func onlyOpen() {
        let page = Sample.page(of: Sample.item())
        #expect(page.contains("<p class=\"status\"><b>Open</b></p>"))
        #expect(page.contains("<div class=\"about\"><p class=\"actions\">"))
    }

    // MARK: Status

    @Test(arguments: Status.allCases) func statusesAreSymbolAndWordNeverACheckbox(_ status: Status) {
        let page = Sample.page(of: Sample.item(status: status))
        #expect(page.contains("<b>\(status.word)</b>"))
        #expect(page.contains("<li class=\"item \(status.rawValue)\" id=\"item-access-levels\">"))
        #expect(!page.contains("<input") && !page.contains("☑") && !page.contains("☐"))
    }

    @Test func overdueIsAWordBesideTheStatus() {
        let item = Sample.item(Sample.state(fields: ItemFields(due: Day("2027-02-15"))), isOverdue: true)
        let page = Sample.page(of: item)
        #expect(page.contains("Open</b> <b class=\"overdue\">Overdue</b>"))
        #expect(page.contains("<dt>Due</dt>\n<dd>15 February 2027</dd>"))
    }

    // MARK: Fields

    @Test func outputs() {
        let fields = ItemFields(outputs: [
            Output(title: "Plan", path: "outputs/plan.md", blob: "9f3c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b"),
            Output(title: "Site", url: "https://docs.example.org/x"),
            Output(title: "Bad", url: "javascript:alert(1)"),
            Output(title: "Gone", path: "outputs/gone.pdf"),
        ])
        let page = Sample.page(of: Sample.item(Sample.state(fields: fields)))
        #expect(page.contains("<dt>Outputs</dt>"))
        #expect(
            page.contains(
                "<a href=\"outputs-plan.html\"><bdi>Plan</bdi></a> – Markdown document, version 9f3c0a1b2c</dd>"
            ))
        #expect(
            page.contains(
                "<a rel=\"external\" href=\"https://docs.example.org/x\"><bdi>Site</bdi></a> – external; may need sign-in; not checked"
            ))
        #expect(page.contains("<dd><bdi>Bad</bdi> – external"))
        #expect(page.contains("<bdi>Gone</bdi> (outputs/gone.pdf) – no file of this name in this commit"))
    }

    @Test func ownerAndNote() {
        let fields = ItemFields(owner: "ministry", note: "soon")
        let page = Sample.page(of: Sample.item(Sample.state(fields: fields)))
        #expect(page.contains("<dt>Owner</dt>\n<dd><bdi>ministry</bdi></dd>"))
        #expect(page.contains("<dt>Note</dt>\n<dd><bdi>soon</bdi></dd>"))
    }

    // MARK: History

    @Test func historyTellsEveryEvent() {
        let events = [
            Event(kind: .added, commit: Sample.a),
            Event(kind: .reworded, commit: Sample.a, from: "old <b>", to: "new", isInferred: true),
            Event(kind: .moved, commit: Sample.a, attribute: .section, from: "Top › A › B", to: "Top › C"),
            Event(kind: .moved, commit: Sample.b, attribute: .file, from: "a.md", to: "list.md"),
            Event(kind: .renamed, commit: Sample.b, from: nil, to: "access"),
            Event(kind: .amended, commit: Sample.b, attribute: .due, from: "2027-01-01", to: nil),
            Event(kind: .amended, commit: Sample.b, attribute: .signOff, from: "a", to: "b"),
        ]
        let page = Sample.page(of: Sample.item(events: events))
        let commit =
            "commit <a href=\"https://github.com/team/implementation/commit/\(Sample.a.hex.prefix(20))\">a1a1a1a1a1</a>"
        #expect(page.contains("<details><summary>History (7)</summary>\n<ol><li>"))
        #expect(page.contains("<li>5 March 2027: Added by <bdi>Chan Dara</bdi> (#12, \(commit))</li>"))
        #expect(
            page.contains(
                "from “<bdi>old &lt;b&gt;</bdi>” to “<bdi>new</bdi>” (#12, \(commit), inferred by likeness)"))
        #expect(page.contains("from the section “<bdi>A › B</bdi>” to “<bdi>C</bdi>”"))
        #expect(page.contains("from the file <bdi>a.md</bdi> to <bdi>list.md</bdi>"))
        #expect(page.contains("Id <bdi>access</bdi> given by"))
        #expect(page.contains("Due date taken away by <bdi>Chan Dara</bdi>; it was “<bdi>2027-01-01</bdi>”"))
        #expect(page.contains("Asked sign-offs changed by"))
    }

    @Test(arguments: Event.Kind.allCases) func everyKindHasItsWords(_ kind: Event.Kind) {
        let page = Sample.page(of: Sample.item(events: [Event(kind: kind, commit: Sample.a)]))
        #expect(page.contains(" by <bdi>Chan Dara</bdi>"))
    }

    @Test(arguments: ["<script>alert(1)</script>", "a\u{202e}b", "\" onclick=\"x", "x\u{200f}y", "a\nb", "\u{1b}[31m"])
    func hostileNames(_ name: String) {
        let item = done(
            Completion(commit: Sample.a, isBornTicked: false, isInferred: false),
            events: [Event(kind: .completed, commit: Sample.a)])
        let report = Sample.report([Sample.checklist([item])], commits: [Sample.a: Sample.record(name)])
        for (_, page) in Sample.files(report) {
            #expect(!page.contains(name))
            #expect(page.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
        }
    }

    @Test func namelessPeople() {
        let item = done(Completion(commit: Sample.a, isBornTicked: false, isInferred: false))
        let page = Sample.page(of: item) { $0.commits[Sample.a]?.author.name = " " }
        #expect(page.contains("Completed by somebody without a name on"))
    }
}
