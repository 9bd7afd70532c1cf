/// `jane@example.org` becomes `jane@…`: some people's names in git are their addresses, and messages quote them.
///
/// For all that comes from commits and is shown to readers, who get no addresses (SPEC sections 7 and 8).
package func withoutEmailDomains(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word -> Substring in
        guard let at = word.dropFirst().firstIndex(of: "@"), word[at...].contains(".") else { return word }
        return word[...at] + "…"
    }
    return words.joined(separator: " ")
}
