import Checklists
import Testing

@Suite struct PullRequestNumberTests {
    @Test(
        arguments: [
            ("Merge pull request #12 from team/branch\n\nTitle", 12), ("Title (#12)", 12),
            ("Title (#12)\n\nBody (#13)", 12),
            ("Merge branch 'x' into 'main'\n\nTitle\n\nSee merge request group/project!12", 12),
            ("Merge branch 'x'\n\nSee merge request !7\n", 7),
            ("Merge pull request 'Title (#3) it' (#12) from team/x into main", 12),
            (
                "Merge pull request 'Title' (#12) from team/x into main\n\nReviewed-on: https://codeberg.org/a/b/pulls/12",
                12
            ),
            ("doc: title\n\nPR-URL: https://github.com/nodejs/node/pull/4711\nReviewed-By: X", 4711),
            ("title\n\nReviewed-on: https://review.example/c/project/+/123", 123),
            ("Merged in feature (pull request #9)\n\nTitle", 9), ("Merged PR 31: Title", 31),
            ("Title (#12)\r\n\r\nBody\r\n", 12),
            ("Merge branch 'x'\r\n\r\nTitle\r\n\r\nSee merge request !7\r\n", 7),
            ("Revert \"Title (#12)\" (#13)", 13), ("\n\nTitle (#5)\n", 5),
            ("Revert \"Title (#12)\"", nil), ("Fix #12", nil), ("Title (#12) and more", nil), ("Title", nil), ("", nil),
            ("Title\n\nSee also (#12)", nil), ("Title (#)", nil), ("Title (#99999999999999999999)", nil),
            ("Title\n\nReviewed-on: https://review.example/c/project", nil), ("Merged PR plans", nil),
        ] as [(String, Int?)])
    func messages(message: String, number: Int?) {
        #expect(pullRequestNumber(inMessage: message) == number)
    }
}

@Suite struct TimeTests {
    @Test(arguments: [
        (Int64(0), 0, "1970-01-01T00:00:00+00:00"), (1_772_438_400, 420, "2026-03-02T15:00:00+07:00"),
        (951_827_696, -210, "2000-02-29T09:04:56-03:30"), (-1, 0, "1969-12-31T23:59:59+00:00"),
        (Int64.max, 0, "9999-12-31T00:00:00+00:00"), (Int64.min, 0, "0001-01-02T00:00:00+00:00"),
        (0, 5000, "1970-01-01T00:00:00+00:00"),
    ])
    func timestamps(seconds: Int64, offset: Int, text: String) {
        #expect(Timestamp(seconds: seconds, offset: offset).description == text)
    }

    @Test(arguments: [
        "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-1", "27-01-01", "2027/01/01", "2027-01-01 ", "+027-01-01",
        "2027-01-00", "0000-01-01",
    ])
    func noDays(text: String) { #expect(Day(text) == nil) }

    @Test func days() {
        #expect(Day("2028-02-29")?.description == "2028-02-29")
        #expect(Day(daysSince1970: 20_515) == Day("2026-03-03"))
    }
}
