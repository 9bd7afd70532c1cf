/// What a destination without a scheme was meant to be.
enum MeantAddress: Hashable {
    case web, mail

    /// nil for what may as well be the name of a file.
    init?(_ destination: String) {
        let host = destination.prefix { !"/?#:".contains($0) }
        let isAlone = host.count == destination.count
        if isAlone, let at = host.firstIndex(of: "@"), at != host.startIndex,
            isHost(host[host.index(after: at)...], isAlone: false)
        {
            self = .mail
        } else if isHost(host, isAlone: isAlone) {
            self = .web
        } else {
            return nil
        }
    }
}

/// `isAlone`: nothing follows, so it may be a file: then its ending must be no file's.
private func isHost(_ text: Substring, isAlone: Bool) -> Bool {
    let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, labels.allSatisfy(isLabel) else { return false }
    if labels[0] == "www", labels.count >= 3 { return true }
    if domains.contains(String(last)) { return true }
    // Two letters are a country, unless they are a file's ending.
    guard last.count == 2, last.allSatisfy({ ("a"..."z").contains($0) }) else { return false }
    return !fileEndings.contains(String(last)) && (!isAlone || labels.count >= 3 || countries.contains(String(last)))
}

private func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0 == "-" || $0.isLetter || $0.isNumber }
}

/// Endings of hosts that no common file has.
private let domains: Set<String> = [
    "com", "org", "net", "edu", "gov", "int", "mil", "info", "io", "dev", "foundation", "health", "ngo", "online",
    "page", "site", "website", "example", "aero", "asia", "coop", "museum",
]

/// Countries that end a host of two words and hardly a file.
private let countries: Set<String> = [
    "be", "bd", "br", "ca", "ch", "cl", "cn", "co", "de", "dk", "ec", "eg", "es", "et", "eu", "fi", "fr", "gh", "gr",
    "gt", "hn", "id", "ie", "il", "in", "it", "jo", "jp", "ke", "kh", "kr", "lb", "lk", "ma", "mx", "my", "mz", "ng",
    "nl", "no", "np", "nz", "pe", "ph", "pk", "pt", "rw", "se", "sg", "sn", "th", "tn", "tz", "ua", "ug", "uk",
    "us", "uy", "ve", "vn", "za", "zm", "zw",
]

private let fileEndings: Set<String> = [
    "ac", "ai", "am", "as", "bz", "cc", "cs", "db", "do", "ex", "gz", "go", "hs", "jl", "js", "la", "md", "mk", "ml",
    "mm", "mo", "pl", "pm", "po", "ps", "py", "rb", "rs", "sc", "sh", "so", "st", "sv", "tf", "ts", "vb", "xz",
]
