import Checklists
import Ledger

/// Every rule there is. A rule that is not here is not looked for, and not in the documentation.
package enum Catalogue {
    static let fileRules: [any FileRule.Type] = [
        BrokenFragment.self,
        BrokenLink.self,
        LinkNotRead.self,
        LinkWithoutScheme.self,
        MalformedTaskMarker.self,
        MisleadingFileName.self,
        MissingAlternativeText.self,
        MissingOutput.self,
        OutputNotCovered.self,
        OutputOutsideRepository.self,
        PictureNotShown.self,
        Placeholder.self,
        TickedWithoutOutput.self,
        UnknownAskedRole.self,
        UnknownOwner.self,
    ]
    /// Those of them that also look at documents that the site shows and no item names: what readers follow there.
    static let linkRules: [any FileRule.Type] = [
        BrokenFragment.self,
        BrokenLink.self,
        LinkNotRead.self,
        LinkWithoutScheme.self,
        PictureNotShown.self,
    ]
    static let tableRules: [any TableRule.Type] = [
        MappingColumnMissing.self,
        MappingDestinationMissing.self,
        MappingDestinationTwice.self,
        MappingFieldUnmapped.self,
        MappingRuleMissing.self,
        MappingTypesDiffer.self,
        TableNotRead.self,
        TableQuotationMark.self,
        TableRaggedRow.self,
    ]
    static let diagramRules: [any DiagramRule.Type] = [
        DiagramFlawed.self,
        DiagramNotRead.self,
    ]
    static let projectRules: [any ProjectRule.Type] = [
        BornTicked.self,
        ChangedSinceSignOff.self,
        ExcludedWithoutSignOff.self,
        ManyTickedAtOnce.self,
        NotApplicableWithoutReason.self,
        Overdue.self,
        SelfGrantedRole.self,
        SignOffMissing.self,
        SquashLostSignOffs.self,
        ThemeFileUnknown.self,
        ThemeNotUsable.self,
        TickedAndReworded.self,
        TranslationMismatch.self,
        TruncatedHistory.self,
        UnknownCheck.self,
    ]
    static let changeRules: [any ChangeRule.Type] = [
        AlarmAcknowledged.self,
        BaseConfigurationDiffers.self,
        IDChanged.self,
        KeyAdded.self,
        MinimumEvidenceLowered.self,
        PolicyWeakened.self,
        RoleGranted.self,
        RoleGrantedByHolder.self,
        RolesChangedWithSignOffs.self,
        SignOffEnded.self,
        SignOffMadeStale.self,
        SignOffNoLongerAsked.self,
        SignedChecklistDeleted.self,
        SignedItemRemoved.self,
    ]

    /// By name.
    package static let rules: [Diagnostic.Rule] =
        (Diagnostic.Rule.ofReading + fileRules.map { $0.rule } + tableRules.map { $0.rule }
        + diagramRules.map { $0.rule } + projectRules.map { $0.rule } + changeRules.map { $0.rule }
        + ExternalAddresses.rules).sorted { $0.name < $1.name }

    /// Rules about what single commits did.
    static let ofCommits = Set(projectRules.filter { $0 is any CommitRule.Type }.map { $0.rule })

    package static func rule(named name: String) -> Diagnostic.Rule? { rules.first { $0.name == name } }
}
