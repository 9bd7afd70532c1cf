import Checklists
import Git

/// Something by which one commit may have signed an item off, or revoked that: what the walk through history keeps for
/// their evaluation. Nothing of it is judged.
struct Signing {
    enum Kind: Hashable {
        /// The role's box became ticked.
        case box(role: String)
        /// The item became ticked, and asks for sign-offs.
        case completion
        /// The commit brought such a completion in.
        case integration
        case trailer(role: String?, by: Mention?)
        case revocation(role: String?)
    }

    let kind: Kind
    let commit: CommitGraph.Index
    /// The item as the commit leaves it, and the file it is in.
    let item: ReadItem
    let path: [UInt8]
    let tick: Tick?
    let boxTicks: [String: TickSources]
    /// What was ticked was not there before.
    var isBornTicked = false

    /// A box or a trailer: made to sign, whoever made it.
    var isExplicit: Bool {
        switch kind {
        case .box, .trailer: true
        case .completion, .integration, .revocation: false
        }
    }
}

/// That an item which asks for sign-offs became ticked: what the commit that integrates this one may approve.
struct AskedCompletion {
    let life: Life
    let commit: CommitGraph.Index
    /// The item came with its tick.
    let isBorn: Bool
}

extension ItemFields {
    /// Whether all boxes of the role are ticked; nil where it has none.
    func isTicked(_ role: String) -> Bool? {
        let boxes = boxes.lazy.filter { $0.role == role }
        return boxes.isEmpty ? nil : boxes.allSatisfy(\.isChecked)
    }

    /// How many boxes of the role are ticked.
    func tickCount(_ role: String) -> Int { boxes.count { $0.role == role && $0.isChecked } }
}

extension ItemRecorder {
    /// The item was not ticked, is now, and asks for sign-offs.
    var isAskedCompletion: Bool {
        state.isChecked && !isBeforeUnknown && !state.fields.asked.isEmpty
            && origins.allSatisfy { !$0.state.isChecked }
    }

    /// By what this commit may have signed the item off. `tick` is that of the item as the commit leaves it.
    func signings(_ tick: Tick?) -> [Signing] {
        guard !isBeforeUnknown else { return [] }
        let boxes = boxChanges.filter(\.isTicked).map { change in
            signing(.box(role: change.role), tick, isBornTicked: change.isBorn)
        }
        return isAskedCompletion ? boxes + [signing(.completion, tick, isBornTicked: origins.isEmpty)] : boxes
    }

    private func signing(_ kind: Signing.Kind, _ tick: Tick?, isBornTicked: Bool) -> Signing {
        Signing(
            kind: kind, commit: commit, item: item, path: path, tick: tick, boxTicks: boxTicks ?? [:],
            isBornTicked: isBornTicked)
    }

    /// For each role whose box is ticked, where that comes from. While a role is not declared its box is not seen: what was
    /// known of it stays.
    var boxTicks: [String: TickSources]? {
        let named = state.fields.boxes.map(\.role) + origins.flatMap(\.boxTicks.keys)
        guard !named.isEmpty else { return nil }
        let ticked = isBeforeUnknown ? [] : boxChanges.filter(\.isTicked).map(\.role)
        var result: [String: TickSources] = [:]
        for role in named.uniqued() {
            let isKnown = version.knows(role)
            if isKnown, state.fields.isTicked(role) != true { continue }
            if ticked.contains(role) {
                result[role] = [commit]
                continue
            }
            let sources = origins.filter {
                !isKnown || !$0.file.version.knows(role) || $0.state.fields.isTicked(role) == true
            }.flatMap { $0.boxTicks[role] ?? [] }
            result[role] = sources.isEmpty && isBeforeUnknown ? [nil] : sources.uniqued()
        }
        return result
    }

    /// A sign-off box that is ticked, or is not any more, in no parent as here.
    struct BoxChange {
        let role: String
        let isTicked: Bool
        /// The ticked box was not there before, or was ticked already: only another one beside it went away.
        let isBorn: Bool
    }

    /// A box that is taken away counts as unticked. One that was no box in a parent, since the role was not declared there,
    /// or is none here for that reason, tells nothing: nobody ticked or unticked it.
    var boxChanges: [BoxChange] {
        let named = state.fields.boxes.map(\.role) + origins.flatMap { $0.state.fields.boxes.map(\.role) }
        guard !named.isEmpty else { return [] }
        return named.uniqued().compactMap { role in
            let now = state.fields.isTicked(role)
            if origins.isEmpty { return now == true ? BoxChange(role: role, isTicked: true, isBorn: true) : nil }
            guard version.roles.contains(role) else { return nil }
            let earlier = origins.filter { $0.file.version.knows(role) }.map(\.state.fields)
            let before = earlier.map { $0.isTicked(role) }
            guard !before.isEmpty, !before.contains(now) else { return nil }
            if now == true {
                let ticks = state.fields.tickCount(role)
                let isBorn =
                    before.allSatisfy { $0 == nil } || earlier.contains { $0.tickCount(role) >= ticks }
                return BoxChange(role: role, isTicked: true, isBorn: isBorn)
            }
            return before.contains(true) ? BoxChange(role: role, isTicked: false, isBorn: false) : nil
        }
    }
}

extension FileVersion {
    /// Whether a box of the role would have been seen in it. A file without any is not read again when roles change.
    fileprivate func knows(_ role: String) -> Bool { roles.contains(role) || !file.dependsOnRoles }
}
