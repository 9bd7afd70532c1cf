import Testing

@testable import CountersignCommand

/// What the preview's server understands of a request, and what it refuses.
@Suite struct PreviewRequestTests {
    private func request(_ lines: String...) throws -> PreviewRequest {
        try PreviewRequest(head: Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    }

    private func status(_ lines: String...) throws -> Int? {
        do {
            _ = try PreviewRequest(head: Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
            return nil
        } catch let refusal as PreviewRequest.Refusal {
            return refusal.status
        }
    }

    @Test func path() throws {
        #expect(try request("GET / HTTP/1.1", "Host: localhost:8000").path == "")
        #expect(try request("GET /km/index.html?x=1 HTTP/1.1", "Host: localhost").path == "km/index.html")
        #expect(try request("GET /outputs%20a-%C3%A9.html HTTP/1.1", "Host: localhost").path == "outputs a-é.html")
        #expect(try request("GET /a HTTP/1.1", "Host: localhost").isHead == false)
        #expect(try request("HEAD /a HTTP/1.1", "Host: localhost").isHead)
    }

    /// Nothing is resolved: the path names a file of the site, or nothing.
    @Test func dotsAreNames() throws {
        #expect(try request("GET /../a HTTP/1.1", "Host: localhost").path == "../a")
        #expect(try request("GET /%2e%2e/a HTTP/1.1", "Host: localhost").path == "../a")
    }

    @Test(arguments: ["localhost", "localhost:8000", "LOCALHOST", "127.0.0.1:1", "[::1]", "[::1]:8000", " localhost "])
    func hostsOfThisMachine(host: String) throws {
        #expect(try status("GET / HTTP/1.1", "Host: \(host)") == nil)
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example", "evil.example:8000", "127.0.0.1.evil.example", "127.0.0.2", "0.0.0.0",
        "localhost:", "localhost:80a", "", "localhost@evil.example", "localhost.", "::1", "[::1", "[::]", "127.1",
        "2130706433", "localhost, evil.example",
    ])
    func foreignHosts(host: String) throws {
        #expect(try status("GET / HTTP/1.1", "Host: \(host)") == 421)
    }

    @Test func hostIsNeededOnce() throws {
        #expect(try status("GET / HTTP/1.1") == 400)
        #expect(try status("GET / HTTP/1.0", "Accept: */*") == 400)
        #expect(try status("GET / HTTP/1.1", "Host: localhost", "host: localhost") == 400)
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get", "TRACE"])
    func nothingButReading(method: String) throws {
        #expect(try status("\(method) / HTTP/1.1", "Host: localhost") == 405)
    }

    @Test(arguments: [
        "", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/2.0", "GET / HTTP/1.1 x", "GET a HTTP/1.1",
        "GET http://localhost/ HTTP/1.1", "GET /%zz HTTP/1.1", "GET /%00 HTTP/1.1", "GET /%ff HTTP/1.1",
        "GET * HTTP/1.1",
    ])
    func malformedLines(line: String) throws {
        #expect(try status(line, "Host: localhost") == 400)
    }

    @Test func malformedHeaders() throws {
        #expect(try status("GET / HTTP/1.1", "Host: localhost", "no colon") == 400)
        #expect(try status("GET / HTTP/1.1", "Host: localhost", " folded: line") == 400)
    }

    @Test func bytesThatAreNoText() throws {
        #expect(throws: PreviewRequest.Refusal.self) {
            try PreviewRequest(head: Array("GET /".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
        }
    }

    @Test func whereAHeadEnds() {
        #expect(PreviewRequest.headEnd(in: Array("GET / HTTP/1.1\r\n\r\nmore".utf8)) == 18)
        #expect(PreviewRequest.headEnd(in: Array("GET / HTTP/1.1\r\n\r".utf8)) == nil)
        #expect(PreviewRequest.headEnd(in: []) == nil)
    }
}
