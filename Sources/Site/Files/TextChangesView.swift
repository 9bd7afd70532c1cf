import Checklists

/// What became of a text: each place as it was and as it is, with the words that differ marked.
struct TextChangesView {
    let pages: Pages
    let old: String
    let new: String

    private static let maximumPlaces = 100
    /// Of one change, in characters.
    private static let maximumLength = 2_000
    /// On each side of one.
    private static let maximumContext = 150

    private var words: VersionWords { pages.words.versions }

    var html: HTML {
        guard let change = LineChange(from: old, to: new) else { return p { words.tooMuch } }
        guard !change.runs.isEmpty else { return p { words.onlySpacing } }
        let rest = change.runs.count - Self.maximumPlaces
        return ul(.class("attention")) {
            for run in change.runs.prefix(Self.maximumPlaces) { li { place(run) } }
            if rest > 0 { li { words.morePlaces(rest)([.count: pages.number(rest)]) } }
        }
    }

    private func place(_ run: LineChange.Run) -> HTML {
        let (before, after) = (Self.text(of: run.removed), Self.text(of: run.inserted))
        let change = WordChange(from: before, to: after)
        return HTML {
            span { words.atLine([.count: pages.number(run.line)]) }
            if !before.isEmpty {
                labelled(
                    after.isEmpty ? words.textRemoved : words.before, change.pieces.filter { $0.kind != .inserted })
            }
            if !after.isEmpty {
                labelled(before.isEmpty ? words.textAdded : words.now, change.pieces.filter { $0.kind != .removed })
            }
        }
    }

    private static func text(of lines: [String]) -> String { lines.joined(separator: " ") }

    private func labelled(_ name: String, _ pieces: [WordChange.Piece]) -> HTML {
        p {
            b { name }
            ": "
            bdi {
                for (index, piece) in pieces.enumerated() {
                    if index > 0, piece.isSpaced { " " }
                    switch piece.kind {
                    case .same: Self.context(piece.text, isFirst: index == 0, isLast: index == pieces.count - 1)
                    case .removed: del { shortened(piece.text, to: Self.maximumLength) }
                    case .inserted: ins { shortened(piece.text, to: Self.maximumLength) }
                    }
                }
            }
        }
    }

    /// Of what is the same only what stands beside a change: what differs must not be cut off for it.
    private static func context(_ text: String, isFirst: Bool, isLast: Bool) -> String {
        guard text.count > 3 * maximumContext else { return text }
        let (start, end) = (text.prefix(maximumContext), text.suffix(maximumContext))
        return (isFirst ? "" : start) + " … " + (isLast ? "" : end)
    }
}
