import Checklists
import Yams

extension RulesReader {
    /// What limits: one of these that is misspelt, or stands where it is not read, still limits.
    private static let limits = ["minimum-evidence", "independent"]
    private static let policyKeys = ["minimum-evidence", "approval-trailers", "independent", "revoke", "acknowledged"]

    /// The policy that `mapping`, the whole configuration, has.
    mutating func readPolicy(of mapping: YAMLMapping) -> Policy {
        let policy = mapping.entries.first { $0.key == "policy" }.map { readPolicy($0) } ?? Policy()
        return mapping.entries.contains(where: Self.mayBePolicy) ? .strictest : policy
    }

    /// Whether an unknown key of the configuration was likely meant for `policy`, or for what limits in it. That it is unknown
    /// is told with the others.
    static func mayBePolicy(_ entry: YAMLMapping.Entry) -> Bool {
        guard !Configuration.knownKeys.contains(entry.key), !entry.key.hasPrefix("x-") else { return false }
        let limits = ["policy", "policies"] + limits
        return nearest(to: entry.key, among: Configuration.knownKeys + limits).map(limits.contains) ?? false
    }

    private mutating func readPolicy(_ entry: YAMLMapping.Entry) -> Policy {
        guard let fields = entry.value.entries else {
            tell(entry.line, "\"policy\" is not a list of settings", advice: Self.strictly)
            return .strictest
        }
        var policy = Policy()
        for field in fields { take(field, into: &policy) }
        return policy
    }

    static let strictPolicy = "It may be meant for the policy: until it is mended, the strictest is taken for meant."
    private static let strictly = "Until it is mended, the strictest is taken for meant."

    private mutating func take(_ field: YAMLMapping.Entry, into policy: inout Policy) {
        switch field.key {
        case "minimum-evidence": readMinimumEvidence(field, into: &policy)
        case "approval-trailers": policy.approvalTrailers = readTrailerKeys(field)
        case "independent":
            if field.value.bool == nil {
                tell(field.line, "\"independent\" is neither true nor false", advice: Self.strictly)
            }
            policy.isIndependent = field.value.bool ?? true
        case "revoke":
            let roles = field.value.words ?? []
            if field.value.words == nil { tell(field.line, "\"revoke\" is not a list of roles") }
            policy.revoke = roles.filter { isDeclared($0, line: field.line) }
        case "acknowledged":
            policy.acknowledged = field.value.elements.compactMap { readAcknowledgement($0, line: field.line) }
        default: takeUnknown(field, into: &policy)
        }
    }

    /// What is not surely another key may be a limit, and is one.
    private mutating func takeUnknown(_ field: YAMLMapping.Entry, into policy: inout Policy) {
        let isOwn = field.key.hasPrefix("x-")
        let near = isOwn || diagnostics.count >= 100 ? nil : nearest(to: field.key, among: Self.policyKeys)
        let isHarmless = isOwn || near.map { !Self.limits.contains($0) } ?? false
        tellUnknown(field, of: "policy", known: Self.policyKeys, effect: isHarmless ? nil : Self.strictly)
        guard !isHarmless else { return }
        if near != "independent" { policy.minimumEvidence = .verified }
        if near != "minimum-evidence" { policy.isIndependent = true }
    }

    private mutating func readMinimumEvidence(_ field: YAMLMapping.Entry, into policy: inout Policy) {
        guard field.value.mapping != nil, let entries = field.value.entries else {
            if !field.value.isNull { policy.minimumEvidence = level(field) }
            return
        }
        // Whose role is misspelt is not known.
        var ofUnknown = EvidenceLevel.stated
        for entry in entries {
            if entry.key == "default" {
                policy.minimumEvidence = level(entry)
            } else if isDeclared(entry.key, line: entry.line, effect: Self.forEveryRole) {
                policy.minimumEvidenceByRole[entry.key] = level(entry)
            } else {
                ofUnknown = max(ofUnknown, level(entry))
            }
        }
        policy.minimumEvidence = max(policy.minimumEvidence, ofUnknown)
    }

    private static let forEveryRole =
        "Until it is mended, at least its level is asked of every role that has none of its own."

    private mutating func level(_ entry: YAMLMapping.Entry) -> EvidenceLevel {
        if let level = entry.value.string.flatMap(EvidenceLevel.init(rawValue:)) { return level }
        let levels = EvidenceLevel.allCases.map(\.rawValue).joined(separator: ", ")
        tell(
            entry.line, "\"\((entry.value.string ?? "").prefix(80))\" is not a level of evidence: \(levels)",
            advice: Self.strictly)
        return .verified
    }

    private mutating func readTrailerKeys(_ field: YAMLMapping.Entry) -> [String] {
        guard let keys = field.value.words else {
            tell(field.line, "\"approval-trailers\" is not a list of trailers such as [Approved-by, Reviewed-by]")
            return []
        }
        return keys.filter { key in
            // git-interpret-trailers(1): a token of letters, digits and hyphens.
            if !key.isEmpty, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) { return true }
            tell(
                field.line, "\"\(key.prefix(80))\" cannot be the key of a trailer",
                advice: "Write it without the colon.")
            return false
        }
    }

    private mutating func readAcknowledgement(_ node: Node, line: Int) -> Acknowledgement? {
        let line = node.mark?.line ?? line
        guard node.mapping != nil, let fields = node.entries else {
            tell(line, "\"acknowledged\" is not a list of { commit: …, reason: … }")
            return nil
        }
        for field in fields where !["commit", "reason"].contains(field.key) {
            tellUnknown(field, of: "an acknowledgement", known: ["commit", "reason"])
        }
        func value(_ key: String) -> Node? { fields.first { $0.key == key }?.value }
        let hex = (value("commit")?.string ?? "").lowercased()
        guard [40, 64].contains(hex.utf8.count), hex.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
            tell(
                line, "\"\(hex.prefix(80))\" is not the id of a commit",
                advice: "Write all 40 digits, as git log prints them.")
            return nil
        }
        guard let reason = value("reason").flatMap({ self.line($0, "the reason of an acknowledgement") }) else {
            tell(line, "the acknowledgement of \(hex.prefix(10)) gives no reason", advice: "Say what was found out.")
            return nil
        }
        return Acknowledgement(commit: CommitID(hex: hex), reason: reason)
    }
}
