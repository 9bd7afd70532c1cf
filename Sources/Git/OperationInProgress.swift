import CLibgit2

extension Repository {
    /// Something that git began and that goes on over several commands; a commit would become a part of it.
    package enum Operation: String, Sendable {
        case merge, revert, rebase, bisect
        case cherryPick = "cherry-pick"
        case patches = "git am"
    }

    /// What is under way in this working tree.
    package var operationInProgress: Operation? {
        switch git_repository_state_t(UInt32(bitPattern: git_repository_state(handle))) {
        case GIT_REPOSITORY_STATE_MERGE: .merge
        case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: .revert
        case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: .cherryPick
        case GIT_REPOSITORY_STATE_BISECT: .bisect
        case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE, GIT_REPOSITORY_STATE_REBASE_MERGE:
            .rebase
        case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: .patches
        // Between two commits of a sequence only its list is there.
        default: (try? fileContent(gitDirectory + "sequencer/todo")) == nil ? nil : .cherryPick
        }
    }

    /// HEAD names a commit, not a branch.
    package var isHeadDetached: Bool { git_repository_head_detached(handle) == 1 }
}
