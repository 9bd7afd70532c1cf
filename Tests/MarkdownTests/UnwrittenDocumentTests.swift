import Testing

@testable import Markdown

/// Documents that say of themselves that nobody has written them yet.
@Suite struct UnwrittenDocumentTests {
    @Test(arguments: [
        "# Contacts\n\n*Not written yet. What stands in italics is an example.*\n\n| Name |\n| --- |\n",
        "Not written yet\n", "---\ntitle: Contacts\n---\n\n# Contacts\n\nNOT  written\nyet.\n",
        "# Contacts\n\n*Pas encore rédigé. Ce qui est en italique est un exemple.*\n",
    ]) func saysSo(_ text: String) {
        #expect(isUnwritten(Array(text.utf8)))
    }

    @Test(arguments: [
        "# Contacts\n\nAnn Bright, project lead.\n",
        // Of something else.
        "# Plan\n\nThe appendix is not written yet.\n", "# Not written yet\n\nA heading is no remark.\n",
        "# Plan\n\n- Not written yet\n", "# Plan\n\n```\nNot written yet\n```\n",
        // No more than the beginning counts.
        "# Plan\n\n" + String(repeating: "A paragraph.\n\n", count: 6) + "Not written yet.\n", "",
    ]) func doesNotSaySo(_ text: String) {
        #expect(!isUnwritten(Array(text.utf8)))
    }

    /// Where the beginning that is read ends in the middle of a letter, the rest still counts.
    @Test(arguments: 0..<3) func aLetterCutInTwo(_ shift: Int) {
        let text =
            "Pas encore rédigé.\n\n" + String(repeating: "a", count: shift) + String(repeating: "é", count: 4_000)
        #expect(isUnwritten(Array(text.utf8)))
    }
}
