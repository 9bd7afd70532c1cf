/// Somebody named in a trailer: `NAME <EMAIL>`, or one of both.
package struct Mention: Hashable, Sendable {
    /// Empty where only an address is there.
    package var name: String
    package var email: String?

    package init(name: String, email: String?) {
        self.name = name
        self.email = email
    }

    /// Reads the value of a trailer. nil for anything that could be read in two ways: two addresses, words behind one.
    package init?(_ text: some StringProtocol) {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let open = words.firstIndex(of: "<") else {
            guard !words.isEmpty, !words.contains(">") else { return nil }
            let isAddress = words.contains("@") && !words.contains(" ")
            self.init(name: isAddress ? "" : words, email: isAddress ? words : nil)
            return
        }
        let email = words[words.index(after: open)...].dropLast()
        guard words.last == ">", !email.isEmpty, !email.contains(where: { "<> ".contains($0) }) else { return nil }
        let name = words[..<open].split(separator: " ").joined(separator: " ")
        self.init(name: name, email: String(email))
    }
}

/// The value of a `Sign-off:` or `Revoke-sign-off:` trailer: `ITEM-ID [as ROLE] [by NAME <EMAIL>]` (SPEC section 4).
package struct SignOffTrailer: Hashable, Sendable {
    package var item: String
    package var role: String?
    package var by: Mention?

    /// nil if it is written in any other way: half a sign-off is none.
    package init?(_ value: some StringProtocol) {
        var words = value.split(whereSeparator: \.isWhitespace)[...]
        guard let item = words.popFirst() else { return nil }
        self.item = String(item)
        if words.first?.lowercased() == "as" {
            guard let role = words.dropFirst().first else { return nil }
            self.role = String(role)
            words = words.dropFirst(2)
        }
        guard let next = words.popFirst() else { return }
        guard next.lowercased() == "by", let by = Mention(words.joined(separator: " ")) else { return nil }
        self.by = by
    }
}
