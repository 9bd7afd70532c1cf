import Checklists
import Git
import Ledger

/// The outputs that are web addresses, for whoever asks them whether they answer.
///
/// No rule does that by itself: whether a server answers depends on the day and the network, and the same commit must give the
/// same findings.
package struct ExternalAddresses {
    /// What came of asking an address.
    package enum Answer: Hashable, Sendable {
        /// Something is there; perhaps only for those who sign in.
        case there
        /// The server says that nothing is there: 404 or 410.
        case gone(Int)
        /// Why nobody knows, as a part of a sentence.
        case unknown(String)
    }

    private struct Place {
        let address: String
        let diagnostic: (Diagnostic.Rule, _ words: String, _ advice: String) -> Diagnostic
    }

    private let places: [Place]

    /// Each once, in the order of the files.
    package var addresses: [String] {
        var seen: Set<String> = []
        return places.map(\.address).filter { seen.insert($0).inserted }
    }

    package init(of project: CheckedProject) throws(GitError) {
        var places: [Place] = []
        for path in project.markdownPaths {
            guard let file = try project.files.markdown(at: path) else { continue }
            for output in project.pages.outputs(in: file) {
                guard case .address = LinkTarget(output.destination, from: path),
                    ["http://", "https://"].contains(where: output.destination.lowercased().hasPrefix)
                else { continue }
                let told = withoutEmailDomains(output.destination)
                places.append(
                    Place(address: output.destination) { rule, words, advice in
                        Diagnostic(
                            rule, path: path, line: output.place.line, columns: output.place.columns,
                            message: "the output \(quoted(told)) \(words)", advice: advice, item: output.item?.key,
                            detail: told)
                    })
            }
        }
        self.places = places
    }

    /// What is to be told of the answers; nothing of addresses without one.
    package func findings(_ answers: [String: Answer]) -> [Diagnostic] {
        places.compactMap { place in
            switch answers[place.address] {
            case .gone(let status)?:
                place.diagnostic(
                    Self.gone, "is not there any more: the server answers \(status)",
                    "Find where it went; better, put a copy into the repository.")
            case .unknown(let reason)?:
                place.diagnostic(
                    Self.unanswered, "could not be asked: \(reason)", "Open it yourself, and try again later.")
            case .there?, nil: nil
            }
        }
    }

    // MARK: Rules

    private static let gone = Diagnostic.Rule(
        "external-address-gone", .warning,
        summary: "With `--external`: an output is an address at which nothing is found.",
        rationale: "What showed that an item is done cannot be looked at any more, and git has no copy of it.",
        example: .init(
            wrong: "- Output: [Agreement](https://docs.example/deleted)", right: "- Output: [Agreement](agreement.pdf)")
    )
    private static let unanswered = Diagnostic.Rule(
        "external-address-unanswered", .note,
        summary: "With `--external`: an output is an address that could not be asked.",
        rationale: """
            The server may be down, or may answer people only. Addresses of one's own computer or network are never asked: \
            whoever writes a checklist could make a build server knock at doors that are not theirs.
            """,
        example: .init(
            wrong: "- Output: [Agreement](http://192.168.1.7/agreement)",
            right: "- Output: [Agreement](https://docs.example/agreement)"))

    package static let rules = [gone, unanswered]
}
