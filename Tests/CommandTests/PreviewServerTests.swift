import Foundation
import TestSupport
import Testing

@testable import CountersignCommand

/// The preview's server over real connections.
@Suite struct PreviewServerTests {
    /// A server that runs while the body does, and its end.
    private func serving(
        _ pages: PreviewPages = PreviewPages(version: "1", files: ["index.html": Array("<p>One</p>".utf8)]),
        _ body: (PreviewServer) throws -> Void
    ) throws {
        let server = try PreviewServer(ports: [0])
        let isDone = DispatchSemaphore(value: 0)
        server.publish(pages)
        Thread.detachNewThread {
            server.run()
            isDone.signal()
        }
        defer {
            server.stop()
            #expect(isDone.wait(timeout: .now() + 300) == .success)
        }
        try body(server)
    }

    @Test func answers() throws {
        try serving { server in
            let answer = try HTTPClient.get("/", port: server.port)
            let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
            let lines = parts[0].split(separator: "\r\n")
            #expect(lines.first == "HTTP/1.1 200 OK")
            #expect(parts[1].hasPrefix("<p>One</p>"))
            #expect(lines.contains("Content-Length: \(parts[1].utf8.count)"))
            for line in [
                "Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
                "Cross-Origin-Resource-Policy: same-origin", "Content-Security-Policy: frame-ancestors 'none'",
                "Connection: close",
            ] {
                #expect(lines.contains(Substring(line)), "\(line)")
            }
        }
    }

    @Test func headOnly() throws {
        try serving { server in
            let whole = try HTTPClient.get("/", port: server.port)
            let answer = try HTTPClient.answer("HEAD / HTTP/1.1", "Host: localhost", port: server.port)
            let end = try #require(whole.firstRange(of: "\r\n\r\n")).upperBound
            #expect(answer == whole.prefix(upTo: end))
        }
    }

    @Test func refusals() throws {
        try serving { server in
            let foreign = try HTTPClient.answer("GET / HTTP/1.1", "Host: evil.example", port: server.port)
            #expect(foreign.hasPrefix("HTTP/1.1 421 Misdirected Request\r\n"))
            #expect(!foreign.contains("One"))
            let posted = try HTTPClient.answer(
                "POST / HTTP/1.1", "Host: localhost", "Content-Length: 3", port: server.port)
            #expect(
                posted.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n") && posted.contains("\r\nAllow: GET, HEAD\r\n"))
            #expect(try HTTPClient.get("/../secret", port: server.port).hasPrefix("HTTP/1.1 404 Not Found\r\n"))
            #expect(try HTTPClient.answer("rubbish", port: server.port).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        }
    }

    @Test func endlessHead() throws {
        try serving { server in
            let client = try HTTPClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: PreviewRequest.maximumHead))
            #expect(try client.read().hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n"))
        }
    }

    @Test func requestInPieces() throws {
        try serving { server in
            let client = try HTTPClient(port: server.port)
            for piece in ["GE", "T / HTTP/1.1\r", "\nHost: local", "host\r\n\r", "\n"] {
                client.send(piece)
                usleep(5_000)
            }
            #expect(try client.read().contains("<p>One</p>"))
        }
    }

    @Test func largeAnswer() throws {
        let large = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
        try serving(PreviewPages(version: "1", files: ["a.txt": large])) { server in
            let answer = try HTTPClient.get("/a.txt", port: server.port)
            #expect(answer.utf8.suffix(large.count).elementsEqual(large))
        }
    }

    /// Those who say nothing do not keep others out.
    @Test func manyMuteConnections() throws {
        try serving { server in
            let mute = try (0..<200).map { _ in try HTTPClient(port: server.port) }
            #expect(try HTTPClient.get("/", port: server.port).contains("<p>One</p>"))
            withExtendedLifetime(mute) {}
        }
    }

    @Test func clientsThatGoAway() throws {
        let large = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
        try serving(PreviewPages(version: "1", files: ["a.txt": large])) { server in
            for _ in 0..<20 {
                let client = try HTTPClient(port: server.port)
                client.send("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            #expect(try HTTPClient.get("/a.txt", port: server.port).utf8.count > large.count)
        }
    }

    // MARK: Listening

    private func listener(_ server: PreviewServer) throws -> HTTPClient {
        let client = try HTTPClient(port: server.port)
        client.send("GET /.countersign/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return client
    }

    @Test func pagesAreTold() throws {
        try serving { server in
            let client = try listener(server)
            let first = try client.read(until: "}\n\n")
            #expect(first.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"))
            #expect(first.hasSuffix("\r\n\r\ndata: {\"version\": \"1\", \"failure\": null}\n\n"))
            server.publish(PreviewPages(version: "1", failure: "It is broken"))
            #expect(try client.read(until: "\n\n") == "data: {\"version\": \"1\", \"failure\": \"It is broken\"}\n\n")
            server.publish(PreviewPages(version: "2", files: ["index.html": Array("<p>Two</p>".utf8)]))
            #expect(try client.read(until: "\n\n") == "data: {\"version\": \"2\", \"failure\": null}\n\n")
            #expect(try HTTPClient.get("/", port: server.port).contains("<p>Two</p>"))
        }
    }

    @Test func onlySoManyListen() throws {
        try serving { server in
            var listeners: [HTTPClient] = []
            for _ in 0..<32 {
                let client = try listener(server)
                #expect(try client.read(until: "}\n\n").contains("text/event-stream"))
                listeners.append(client)
            }
            #expect(try listener(server).read().hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(try HTTPClient.get("/", port: server.port).contains("<p>One</p>"))
            withExtendedLifetime(listeners) {}
        }
    }

    @Test func stoppingClosesWhatIsOpen() throws {
        var client: HTTPClient?
        try serving { server in
            client = try listener(server)
            _ = try client?.read(until: "}\n\n")
        }
        #expect(try client?.read() == "")
    }

    // MARK: Ports

    @Test func portThatIsTaken() throws {
        let first = try PreviewServer(ports: [0])
        let error = try #require(throws: Failure.self) { try PreviewServer(ports: [first.port]) }
        #expect(error.description.hasPrefix("port \(first.port) is not free: "))
        #expect(error.description.hasSuffix("Choose another one with --port, or any with --port 0"))
    }

    @Test func nextFreePort() throws {
        let first = try PreviewServer(ports: [0])
        let second = try PreviewServer(ports: [first.port, 0])
        #expect(second.port != first.port && second.port != 0)
    }
}
