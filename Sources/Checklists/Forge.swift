/// Where the repository lives on the web, and how its addresses are built.
package struct Forge: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case github, gitlab, forgejo, bitbucket
        case azureDevOps = "azure-devops"

        /// `#12`, or GitLab's `!12`.
        package func reference(_ number: Int) -> String { self == .gitlab ? "!\(number)" : "#\(number)" }
    }

    package var kind: Kind
    /// Web address of the repository without a trailing slash: `https://github.com/owner/name`.
    package var base: String
    /// The branch into which changes go.
    package var branch: String

    package init(kind: Kind, base: String, branch: String = "main") {
        self.kind = kind
        self.base = base
        self.branch = branch
    }

    package func url(of commit: CommitID) -> String {
        switch kind {
        case .github, .forgejo, .azureDevOps: "\(base)/commit/\(commit)"
        case .gitlab: "\(base)/-/commit/\(commit)"
        case .bitbucket: "\(base)/commits/\(commit)"
        }
    }

    package func url(ofPullRequest number: Int) -> String {
        switch kind {
        case .github: "\(base)/pull/\(number)"
        case .gitlab: "\(base)/-/merge_requests/\(number)"
        case .forgejo: "\(base)/pulls/\(number)"
        case .bitbucket: "\(base)/pull-requests/\(number)"
        case .azureDevOps: "\(base)/pullrequest/\(number)"
        }
    }

    /// The page of a file as `commit` has it.
    package func url(ofFile path: String, at commit: CommitID) -> String {
        let path = percentEncoded(path)
        return switch kind {
        case .github: "\(base)/blob/\(commit)/\(path)"
        case .gitlab: "\(base)/-/blob/\(commit)/\(path)"
        case .forgejo: "\(base)/src/commit/\(commit)/\(path)"
        case .bitbucket: "\(base)/src/\(commit)/\(path)"
        case .azureDevOps: "\(base)?path=/\(path)&version=GC\(commit)"
        }
    }
}

extension Forge {
    /// The forge's editor for a file, at a 1-based line where the forge can.
    package func url(editing path: String, line: Int? = nil) -> String {
        let (path, branch) = (percentEncoded(path), percentEncoded(branch))
        let anchor = line.map { "#L\($0)" } ?? ""
        return switch kind {
        case .github: "\(base)/edit/\(branch)/\(path)\(anchor)"
        case .gitlab: "\(base)/-/edit/\(branch)/\(path)\(anchor)"
        case .forgejo: "\(base)/_edit/\(branch)/\(path)"
        case .bitbucket: "\(base)/src/\(branch)/\(path)?mode=edit&at=\(branch)"
        case .azureDevOps:
            "\(base)?path=/\(path)&version=GB\(branch)&_a=contents"
                + (line.map { "&line=\($0)&lineEnd=\($0 + 1)&lineStartColumn=1&lineEndColumn=1" } ?? "")
        }
    }
}

/// Percent-encodes a path for a URL: unreserved characters of RFC 3986 and `/` stay.
package func percentEncoded(_ path: some StringProtocol) -> String {
    var result = ""
    for byte in path.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let hex = String(byte, radix: 16, uppercase: true)
            result += "%" + (hex.count == 1 ? "0" + hex : hex)
        }
    }
    return result
}
