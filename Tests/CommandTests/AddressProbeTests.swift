import Checks
import Foundation
import Signatures
import TestSupport
import Testing

@testable import CountersignCommand

/// Asking addresses, with a server on the loopback for those that answer.
@Suite struct AddressProbeTests {
    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1",
    ]) func publicAddresses(_ address: String) { #expect(isPublic(address: address)) }

    @Test(arguments: [
        "127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
        "fe80::1", "fc00::1", "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1", "3fff::1",
        "ff02::1",
        "fe80::1%eth0", "localhost", "", "0x7f.1",
    ]) func addressesThatAreNotAsked(_ address: String) { #expect(!isPublic(address: address)) }

    /// What answers at paths that say with what.
    private static let server = """
        import http.server, os, threading
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, _, rest = self.path[1:].partition("/")
                if "Authorization" in self.headers or "Cookie" in self.headers: status = "500"
                self.send_response(int(status))
                if status[0] == "3": self.send_header("Location", "/" + rest if rest[:4] != "away" else rest[5:])
                self.end_headers()
                self.wfile.write(b"x" * 5000)
            def log_message(self, *_): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_port, flush=True)
        threading.Timer(60, lambda: os._exit(1)).start()
        server.serve_forever()
        """

    private static let tools = SignatureTools(
        searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")

    /// Gives the answers for paths of a server, by path.
    private func answers(_ paths: [String], isAllowed: @escaping @Sendable (String) -> Bool = { _ in true }) throws
        -> [ExternalAddresses.Answer?]
    {
        let folder = try TemporaryFolder()
        let port = folder.path + "/port"
        let start = "python3 -c \"$0\" > \(port) 2>/dev/null < /dev/null & echo $!"
        let server = try run(["/bin/sh", "-c", start, Self.server])
        defer { if let process = Int32(server.output.dropLast()) { kill(process, SIGKILL) } }
        var written = ""
        while !written.hasSuffix("\n") {
            usleep(10_000)
            written = (try? String(contentsOfFile: port, encoding: .utf8)) ?? ""
        }
        let addresses = paths.map { "http://127.0.0.1:\(written.dropLast())/\($0)" }
        let found = try AddressProbe(tools: Self.tools, isAllowed: isAllowed).answers(of: addresses)
        return addresses.map { found[$0] }
    }

    @Test func whatServersAnswer() throws {
        #expect(
            try answers(["200", "404", "410", "403", "401", "500", "302/200", "301/404", "302/302/302/200"])
                == [
                    .there, .gone(404), .gone(410), .there, .there, .unknown("the server answers 500"), .there,
                    .gone(404),
                    .there,
                ])
    }

    @Test func redirectsComeToAnEnd() throws {
        let path = String(repeating: "302/", count: 9) + "200"
        #expect(try answers([path]) == [.unknown("it leads on and on")])
    }

    @Test func redirectsAreLookedAtLikeAddresses() throws {
        #expect(
            try answers(["302/away/file:///etc/passwd", "302/away/http://10.0.0.1/", "302/away/ftp://127.0.0.1/"]) {
                $0 == "127.0.0.1"
            } == [
                .unknown("it is no address of the web"),
                .unknown("it leads to a computer that is not on the public network"),
                .unknown("it is no address of the web"),
            ])
    }

    @Test func theLoopbackIsNotAsked() throws {
        let probe = AddressProbe(tools: Self.tools)
        let addresses = [
            "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
            "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data",
        ]
        for (address, answer) in try probe.answers(of: addresses) {
            #expect(
                answer == .unknown("it leads to a computer that is not on the public network")
                    || answer == .unknown("its server's name is not known")
                    || answer == .unknown("it is no address of the web"), "\(address)")
        }
    }

    @Test(arguments: ["http://a:b@127.0.0.1/", "file:///etc/passwd", "http://", "gopher://x/", "http:// /", "-o/tmp/x"])
    func whatIsNoAddress(_ address: String) throws {
        let probe = AddressProbe(tools: Self.tools, isAllowed: { _ in true })
        #expect(try probe.answers(of: [address]) == [address: .unknown("it is no address of the web")])
    }

    @Test func onlySoManyAreAsked() throws {
        let probe = AddressProbe(tools: Self.tools, maximumCount: 1)
        #expect(try probe.answers(of: ["x:", "y:"])["y:"] == .unknown("more than 1 addresses are not asked"))
    }

    @Test func withoutCurlThereIsAReason() {
        let probe = AddressProbe(tools: SignatureTools(searchPath: "/nonexistent"))
        #expect(throws: ToolFailure.self) { try probe.answers(of: ["http://example.org"]) }
    }

    /// Nothing is asked unless somebody wants it.
    @Test func theCommandTellsFileAndLine() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "a.md": "- [ ] One\n  - Output: [it](http://127.0.0.1:9/x), [mail](mailto:a@x.example), [b](b.md)\n",
                "b.md": "",
            ])
        let folder = try script.write()
        let quiet = try countersign("check", in: folder.path)
        #expect(!quiet.output.contains("external-address"))
        let asked = try countersign("check", "--external", in: folder.path)
        #expect(asked.status == 0)
        #expect(
            asked.output.contains(
                "a.md:2:18: note: the output \"http://127.0.0.1:9/x\" could not be asked: it leads to a computer that is not on"
            ))
        #expect(asked.output.count(of: "external-address") == 1)
        #expect(try countersign("check", "--external", "--base", "HEAD", in: folder.path).status == 64)
    }
}

extension String {
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
