/// What a project asks of sign-offs (`policy` in `countersign.yml`, SPEC section 4).
package struct Policy: Hashable, Sendable {
    /// What a sign-off must be proven by, for roles that `minimumEvidenceByRole` does not name.
    package var minimumEvidence: EvidenceLevel
    package var minimumEvidenceByRole: [String: EvidenceLevel]
    /// Keys of trailers that approve: `Approved-by`, `Reviewed-by`.
    package var approvalTrailers: [String]
    /// The signer is neither the author of the completion nor of the last change to a covered output.
    package var isIndependent: Bool
    /// Roles whose holders may revoke the sign-offs of others.
    package var revoke: [String]
    package var acknowledged: [Acknowledgement]

    package init(
        minimumEvidence: EvidenceLevel = .authored, minimumEvidenceByRole: [String: EvidenceLevel] = [:],
        approvalTrailers: [String] = [], isIndependent: Bool = false, revoke: [String] = [],
        acknowledged: [Acknowledgement] = []
    ) {
        self.minimumEvidence = minimumEvidence
        self.minimumEvidenceByRole = minimumEvidenceByRole
        self.approvalTrailers = approvalTrailers
        self.isIndependent = isIndependent
        self.revoke = revoke
        self.acknowledged = acknowledged
    }

    /// A policy that could not be read asks for as much as any could, and allows nothing.
    package static let strictest = Policy(minimumEvidence: .verified, isIndependent: true)

    package func minimumEvidence(for role: String) -> EvidenceLevel { minimumEvidenceByRole[role] ?? minimumEvidence }

    /// Whether a trailer with this key approves. Keys of trailers have no case.
    package func approves(byTrailer key: String) -> Bool {
        approvalTrailers.contains { $0.lowercased() == key.lowercased() }
    }

    /// What the project has to say of an alarm. It turns the alarm into a note; the sign-off still does not count.
    package func acknowledgement(of commit: CommitID) -> Acknowledgement? {
        acknowledged.first { $0.commit == commit }
    }
}

/// An alarm that somebody has looked into: which commit's, and what came out.
package struct Acknowledgement: Hashable, Sendable {
    package var commit: CommitID
    package var reason: String

    package init(commit: CommitID, reason: String) {
        self.commit = commit
        self.reason = reason
    }
}
