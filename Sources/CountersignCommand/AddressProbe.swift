import Checks
import Foundation
import Signatures

/// Asks web addresses whether they answer, with `curl`: GET, a few at a time, each for seconds at most, and nothing that comes
/// back is kept.
///
/// Whoever writes a checklist chooses the addresses. So the host is looked up here, and curl goes to the very address that was
/// looked at, whatever it would make of the name: nothing but public addresses, redirects included, and no other protocol.
/// Neither proxies nor `.curlrc`, cookies or passwords of the user have a say.
struct AddressProbe: Sendable {
    let tools: SignatureTools
    /// Whether an address, as numbers, may be asked; tests have a server on the loopback.
    var isAllowed: @Sendable (String) -> Bool = isPublic(address:)
    /// Seconds for one request.
    var timeLimit = 15
    /// How many addresses are asked; of the others nothing is known.
    var maximumCount = 500

    static let maximumRedirects = 5

    /// Throws when there is no `curl`.
    func answers(of addresses: [String]) throws(ToolFailure) -> [String: ExternalAddresses.Answer] {
        guard !addresses.isEmpty else { return [:] }
        let curl = try tools.tool("curl")
        return try ScratchFolder.with(in: tools.temporaryFolder) { (folder) throws(ToolFailure) in
            let asked = Array(addresses.prefix(maximumCount))
            var answers = Dictionary(
                zip(asked, mapConcurrently(asked) { answer(of: $0, curl, folder) }),
                uniquingKeysWith: { first, _ in first })
            for address in addresses.dropFirst(maximumCount) {
                answers[address] = .unknown("more than \(maximumCount) addresses are not asked")
            }
            return answers
        }
    }

    private func answer(of address: String, _ curl: Tool, _ folder: ScratchFolder) -> ExternalAddresses.Answer {
        var next = address
        for _ in 0...Self.maximumRedirects {
            guard let place = WebPlace(next) else { return .unknown("it is no address of the web") }
            let numbers = place.numbers
            guard let first = numbers.first else { return .unknown("its server's name is not known") }
            guard numbers.allSatisfy(isAllowed) else {
                return .unknown("it leads to a computer that is not on the public network")
            }
            do throws(ToolFailure) {
                let output = try curl.run(arguments(next, place, first), in: folder)
                let lines = output.output.split(separator: "\n", omittingEmptySubsequences: false)
                let status = lines.first.flatMap { Int($0) } ?? 0
                switch status {
                case 300..<400 where status != 304 && lines.count > 1 && !lines[1].isEmpty: next = String(lines[1])
                // Who has to sign in, or asked for too little, found something.
                case 200..<400, 401, 403, 407, 416: return .there
                case 404, 410: return .gone(status)
                case 0: return .unknown(output.firstComplaint)
                default: return .unknown("the server answers \(status)")
                }
            } catch {
                return .unknown(error.sentence)
            }
        }
        return .unknown("it leads on and on")
    }

    private func arguments(_ address: String, _ place: WebPlace, _ number: String) -> [String] {
        let host = number.contains(":") ? "[\(number)]" : number
        return [
            "--disable", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--noproxy", "*",
            "--connect-to", "::\(host):\(place.port)", "--connect-timeout", "10", "--max-time", "\(timeLimit)",
            "--max-filesize", "1048576", "--range", "0-1023", "--user-agent", "countersign", "--output", "/dev/null",
            "--write-out", "%{http_code}\n%{redirect_url}", "--url", address,
        ]
    }
}

/// The server of a web address.
private struct WebPlace {
    let host: String
    let port: Int

    /// nil for what is not HTTP, and for names and passwords in the address, which only make it look like another.
    init?(_ address: String) {
        guard let url = URLComponents(string: address), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), url.user == nil, url.password == nil,
            let host = url.encodedHost, !host.isEmpty
        else { return nil }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }

    /// Its addresses, as numbers; none where the name is not known.
    var numbers: [String] {
        var hints = addrinfo()
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var numbers: [String] = []
        var next = list
        while let entry = next?.pointee {
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(name.count)
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &name, length, nil, 0, NI_NUMERICHOST) == 0 {
                numbers.append(String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
            }
            next = entry.ai_next
        }
        return numbers
    }
}

/// Whether a computer of the public network may have this address: not one of those that IANA's registries of special-purpose
/// addresses (RFC 6890) keep for loopback, private networks, documentation, or ways to carry one kind inside another.
func isPublic(address: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, address, &four) == 1 {
        let bits = UInt32(bigEndian: four.s_addr)
        return !specialNetworks.contains { network, length in bits >> (32 - length) == network >> (32 - length) }
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, address, &six) == 1 else { return false }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    let isGlobal = bytes[0] & 0xe0 == 0x20
    // Teredo, benchmarks, ORCHID and the rest of 2001::/23; documentation; 6to4.
    let isSpecial =
        bytes[0] == 0x20 && (bytes[1] == 1 && (bytes[2] < 2 || bytes[2] == 0x0d && bytes[3] == 0xb8) || bytes[1] == 2)
        || bytes[0] == 0x3f && bytes[1] == 0xff
    return isGlobal && !isSpecial
}

private let specialNetworks: [(UInt32, UInt32)] = [
    (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
    (0xc000_0000, 24), (0xc000_0200, 24), (0xc058_6300, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24),
    (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
]
