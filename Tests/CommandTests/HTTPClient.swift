import Foundation
import TestSupport

/// A connection to a port of this machine. Reading gives up after a while, so that no test waits for ever.
final class HTTPClient {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var time = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw TestSupportError("port \(port): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What comes until a text is in it, or until the other side closes.
    func read(until end: String? = nil) throws -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw TestSupportError("after \(received.text): \(String(cString: strerror(errno)))")
            }
            if count == 0 { return received.text }
            received += buffer[..<count]
            if let end, received.text.contains(end) { return received.text }
        }
    }

    /// The whole answer to a request.
    static func answer(_ head: String..., port: UInt16) throws -> String {
        let client = try HTTPClient(port: port)
        client.send(head.joined(separator: "\r\n") + "\r\n\r\n")
        return try client.read()
    }

    static func get(_ path: String, port: UInt16) throws -> String {
        try answer("GET \(path) HTTP/1.1", "Host: localhost:\(port)", port: port)
    }
}
