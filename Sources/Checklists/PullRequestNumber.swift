/// Finds the number of the pull request that a commit message names, in the words the forges write.
///
/// - GitHub and Gitea/Forgejo merges: `Merge pull request #12 from …`, `Merge pull request 'T' (#12) from …`
/// - squashes there: `Title (#12)`, at the very end of the first line
/// - GitLab: `See merge request group/project!12` on a line of its own
/// - Bitbucket: `Merged in branch (pull request #12)`; Azure DevOps: `Merged PR 12: Title`
/// - Node's and Gerrit's trailers: `PR-URL: https://…/pull/12`, `Reviewed-on: https://…/+/12`
package func pullRequestNumber(inMessage message: String) -> Int? {
    let lines = message.split(whereSeparator: \.isNewline)
    guard let summary = lines.first(where: { !$0.isBlank })?.trimmingBlanks else { return nil }
    return numberInSummary(summary) ?? lines.lazy.compactMap { numberInBody($0.trimmingBlanks) }.first
}

private func numberInSummary(_ summary: Substring) -> Int? {
    if let rest = summary.removing(prefix: "Merge pull request #") { return leadingNumber(rest) }
    if let rest = summary.removing(prefix: "Merged PR "), let number = leadingNumber(rest) { return number }
    if summary.hasPrefix("Merge pull request "), let mark = summary.range(ofLast: " (#") {
        return leadingNumber(summary[mark.upperBound...])
    }
    if summary.hasPrefix("Merged in "), let mark = summary.range(ofLast: "(pull request #") {
        return leadingNumber(summary[mark.upperBound...])
    }
    guard summary.hasSuffix(")"), let mark = summary.range(ofLast: "(#") else { return nil }
    let digits = summary[mark.upperBound...].dropLast()
    return digits.utf8.allSatisfy(isDigit) ? Int(digits) : nil
}

private func numberInBody(_ line: Substring) -> Int? {
    if let rest = line.removing(prefix: "See merge request "), let mark = rest.lastIndex(of: "!") {
        let digits = rest[rest.index(after: mark)...]
        return digits.utf8.allSatisfy(isDigit) ? Int(digits) : nil
    }
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let key = line[..<colon].lowercased()
    guard key == "pr-url" || key == "reviewed-on" else { return nil }
    let url = line[line.index(after: colon)...].trimmingBlanks
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    return url.split(separator: "/").last.flatMap { $0.utf8.allSatisfy(isDigit) ? Int($0) : nil }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

private func leadingNumber(_ text: Substring) -> Int? { Int(text.prefix { $0.isASCII && $0.isNumber }) }

extension Substring {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

    fileprivate var trimmingBlanks: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? start.prefix(0)
    }

    fileprivate func removing(prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }

    fileprivate func range(ofLast mark: String) -> Range<Index>? {
        var end = endIndex
        while end > startIndex {
            if self[..<end].hasSuffix(mark) { return index(end, offsetBy: -mark.count)..<end }
            end = index(before: end)
        }
        return nil
    }
}
