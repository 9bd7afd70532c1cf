import Git
import Testing

@Suite struct ObjectIDTests {
    @Test func digitsAndBytes() throws {
        let digits = "0123456789abcdef00112233445566778899aabb"
        let id = try #require(ObjectID(hex: digits))
        #expect(id.hex == digits)
        #expect("\(id)" == digits)
        #expect(id.bytes.prefix(4) == [0x01, 0x23, 0x45, 0x67])
        #expect(id.bytes.suffix(2) == [0xAA, 0xBB])
        #expect(id.bytes.count == 20)
        #expect(ObjectID(hex: digits.uppercased()) == id)
        #expect(Set([id, try #require(ObjectID(hex: "0123456789abcdef00112233445566778899aabc"))]).count == 2)
        #expect(ObjectID.zero.hex == String(repeating: "0", count: 40))
    }

    @Test(arguments: [
        "", "0123456789abcdef00112233445566778899aab", "0123456789abcdef00112233445566778899aabb0",
        "g123456789abcdef00112233445566778899aabb", "0123456789abcdef00112233445566778899aab ",
        "0123456789abcdef00112233445566778899aaé",
    ])
    func anythingElse(_ text: String) {
        #expect(ObjectID(hex: text) == nil)
    }

    @Test func orderIsThatOfTheDigits() throws {
        let zeros = String(repeating: "0", count: 40)
        let ordered = (0..<40).reversed().map { place in
            var digits = Array(zeros)
            digits[place] = "8"
            return String(digits)
        }
        #expect(ordered.compactMap { ObjectID(hex: $0) }.sorted().map(\.hex) == ordered)
    }
}
