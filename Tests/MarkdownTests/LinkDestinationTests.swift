import Markdown
import Testing

@Suite struct LinkDestinationTests {
    @Test(
        arguments: [
            ("a%20b", "a b"), ("%e1%9E%81", "ខ"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("%", "%"), ("%2", "%2"),
            ("%ff", nil), ("%2525", "%25"), ("", ""),
        ] as [(String, String?)])
    func decoding(_ text: String, decoded: String?) { #expect(percentDecoded(text) == decoded) }

    @Test(
        arguments: [
            ("a/b.md", "a/b.md", nil), ("a.md#b", "a.md", "b"), ("a.md?c#b", "a.md", "b"),
            ("a.md#b?c#d", "a.md", "b?c#d"),
            ("#b", "", "b"), ("?c", "", nil), ("", "", nil), ("a#", "a", ""), ("#\u{fe0f}-b", "", "\u{fe0f}-b"),
            ("a.md?\u{301}c#\u{fe0f}b", "a.md", "\u{fe0f}b"),
        ] as [(String, String, String?)])
    func parts(_ text: String, path: String, fragment: String?) {
        let destination = LinkDestination(text)
        #expect(destination.path.unicodeScalars.elementsEqual(path.unicodeScalars))
        #expect(destination.fragment.map(String.init) == fragment)
        #expect(LinkDestination("x/\(text)".dropFirst(2)).path.unicodeScalars.elementsEqual(path.unicodeScalars))
    }
}
