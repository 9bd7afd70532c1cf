/// What a browser asks of the preview: the head of an HTTP/1.1 request (RFC 9112), as far as a preview needs it.
struct PreviewRequest: Hashable {
    /// The path decoded, without the slash at its beginning.
    let path: String
    /// `HEAD`: the answer without its content.
    let isHead: Bool

    /// Why a request is not answered.
    struct Refusal: Error, Hashable {
        let status: Int
        let sentence: String
    }

    /// The longest head that is read.
    static let maximumHead = 16 << 10

    /// Where a head ends; nil while there is more to come.
    static func headEnd(in bytes: [UInt8]) -> Int? {
        bytes.firstRange(of: [13, 10, 13, 10])?.upperBound
    }

    /// Reads the head of a request.
    ///
    /// Only requests that name this machine as their host are answered: a page from elsewhere whose name was made to lead
    /// here ("DNS rebinding") says its own name.
    init(head: [UInt8]) throws(Refusal) {
        guard let text = String(validating: head, as: UTF8.self) else { throw Self.malformed }
        // CR LF is one character of a Swift string.
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        let words = (lines.popFirst() ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, ["HTTP/1.1", "HTTP/1.0"].contains(words[2]) else { throw Self.malformed }
        var hosts: [Substring] = []
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), line.first?.isWhitespace == false else { throw Self.malformed }
            if line[..<colon].lowercased() == "host" { hosts.append(line[line.index(after: colon)...]) }
        }
        guard hosts.count == 1 else { throw Self.malformed }
        guard Self.isThisMachine(String(hosts[0])) else {
            throw Refusal(
                status: 421, sentence: "This is a preview. It answers to localhost, 127.0.0.1 and [::1] only.")
        }
        guard words[0] == "GET" || words[0] == "HEAD" else {
            throw Refusal(status: 405, sentence: "This is a preview. It can only be read.")
        }
        let target = words[1].prefix { $0 != "?" && $0 != "#" }
        guard target.first == "/" else { throw Self.malformed }
        guard let path = target.dropFirst().removingPercentEncoding, !path.utf8.contains(0) else {
            throw Self.malformed
        }
        self.path = path
        isHead = words[0] == "HEAD"
    }

    private static let malformed = Refusal(status: 400, sentence: "This is not a request that can be understood.")

    /// Any port: a preview may be reached through another one.
    private static func isThisMachine(_ host: String) -> Bool {
        host.lowercased().wholeMatch(of: /[ \t]*(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?[ \t]*/) != nil
    }
}
