import Checklists
import Yams

extension RulesReader {
    private static let policyKeys = ["minimum-evidence", "approval-trailers", "independent", "revoke", "acknowledged"]

    mutating func readPolicy(_ entry: YAMLMapping.Entry) -> Policy {
        guard let fields = entry.value.entries else {
            tell(entry.line, "\"policy\" is not a list of settings", advice: Self.strictly)
            return .strictest
        }
        var policy = Policy()
        for field in fields { take(field, into: &policy) }
        return policy
    }

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

    /// A misspelt limit is still a limit.
    private mutating func takeUnknown(_ field: YAMLMapping.Entry, into policy: inout Policy) {
        tellUnknown(field, of: "policy", known: Self.policyKeys)
        guard !field.key.hasPrefix("x-"), diagnostics.count < 100 else { return }
        switch nearest(to: field.key, among: Self.policyKeys) {
        case "minimum-evidence": policy.minimumEvidence = .verified
        case "independent": policy.isIndependent = true
        default: break
        }
    }

    private mutating func readMinimumEvidence(_ field: YAMLMapping.Entry, into policy: inout Policy) {
        guard field.value.mapping != nil, let entries = field.value.entries else {
            if !field.value.isNull { policy.minimumEvidence = level(field) }
            return
        }
        for entry in entries {
            if entry.key == "default" {
                policy.minimumEvidence = level(entry)
            } else if isDeclared(entry.key, line: entry.line) {
                policy.minimumEvidenceByRole[entry.key] = level(entry)
            }
        }
    }

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
