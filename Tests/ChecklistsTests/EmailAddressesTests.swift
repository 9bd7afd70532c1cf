import Checklists
import Testing

@Suite struct EmailAddressesTests {
    @Test(arguments: [
        ("jane@example.org", "jane@…"), ("Jane <jane@example.org> did", "Jane <jane@… did"), ("Jane Doe", "Jane Doe"),
        ("@mention", "@mention"), ("a@b", "a@b"), ("fix @ 5.0", "fix @ 5.0"), ("a@b.c d@e.f", "a@… d@…"), ("", ""),
        ("a@b.c,d@e.f", "a@…"), ("@a@b.c", "@a@…"),
    ])
    func domains(text: String, shown: String) {
        #expect(withoutEmailDomains(text) == shown)
    }
}
