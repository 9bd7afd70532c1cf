import Foundation
import Synchronization

/// Shows the pages of a preview to browsers on this machine: HTTP/1.1 on the loopback addresses, one request a connection.
///
/// One thread looks after all connections. Each has little time and little room, so that a client that is slow, mute or
/// malicious costs nothing but its own connection.
final class PreviewServer: Sendable {
    /// The port that was free.
    let port: UInt16

    private let listeners: [Int32]
    /// A byte written into the second wakes the thread up.
    private let wake: (reading: Int32, writing: Int32)
    private let state = Mutex(State())

    private struct State {
        var pages = PreviewPages()
        var isStopped = false
    }

    /// Takes the first of the ports that is free; 0 is any. Browsers take `localhost` for either address, so both are
    /// listened on where there are both.
    init(ports: [UInt16]) throws {
        // A client that goes away is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        var found: (port: UInt16, socket: Int32)?
        for port in ports where found == nil { found = Self.listen(on: port, family: AF_INET) }
        guard let found else {
            let asked = ports.count == 1 ? "port \(ports[0]) is not free" : "no port from \(ports[0]) on is free"
            throw Failure("\(asked): \(reason(errno)). Choose another one with --port, or any with --port 0")
        }
        port = found.port
        listeners = [found.socket] + [Self.listen(on: found.port, family: AF_INET6)?.socket].compactMap(\.self)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure("no pipe can be made: \(reason(errno))") }
        for end in ends { Self.makeNonblocking(end) }
        wake = (ends[0], ends[1])
    }

    /// The threads must be through with it.
    deinit { for descriptor in listeners + [wake.reading, wake.writing] { close(descriptor) } }

    /// Shows other pages from now on.
    func publish(_ pages: PreviewPages) {
        state.withLock { $0.pages = pages }
        wakeUp()
    }

    /// Ends `run`.
    func stop() {
        state.withLock { $0.isStopped = true }
        wakeUp()
    }

    private func wakeUp() { _ = write(wake.writing, [0], 1) }

    // MARK: Serving

    /// Answers requests until `stop`.
    func run() {
        var connections = PreviewConnections()
        defer { connections.closeAll() }
        var version = ""
        while true {
            let (pages, isStopped) = state.withLock { ($0.pages, $0.isStopped) }
            if isStopped { return }
            let current = pages.version + (pages.failure ?? "")
            if current != version { connections.tellListeners(pages.event) }
            version = current

            // The listeners first, then the pipe, then the connections in their order.
            let accepts = connections.hasRoom
            var polled = listeners.map { pollfd(fd: $0, events: accepts ? Int16(POLLIN) : 0, revents: 0) }
            polled.append(pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0))
            polled += connections.polled
            let count = poll(&polled, nfds_t(polled.count), 1000)
            if count < 0, errno != EINTR { return }
            if polled[listeners.count].revents != 0 { drainPipe() }
            connections.advance(polled[(listeners.count + 1)...].map(\.revents), pages)
            for index in listeners.indices where polled[index].revents & Int16(POLLIN) != 0 {
                let socket = accept(listeners[index], nil, nil)
                guard socket >= 0 else { continue }
                Self.makeNonblocking(socket)
                connections.add(socket)
            }
        }
    }

    private func drainPipe() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(wake.reading, &bytes, bytes.count) > 0 {}
    }

    // MARK: Sockets

    private static func makeNonblocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// A socket that listens on the loopback address of a family; nil, with `errno`, where that cannot be.
    private static func listen(on port: UInt16, family: Int32) -> (port: UInt16, socket: Int32)? {
        #if canImport(Darwin)
            let descriptor = socket(family, SOCK_STREAM, 0)
        #else
            let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return nil }
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        // A port that a preview has just left is free.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        let isBound: Bool
        if family == AF_INET6 {
            setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, size)
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            isBound = bind(descriptor, to: &address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            isBound = bind(descriptor, to: &address)
        }
        guard isBound, Foundation.listen(descriptor, 64) == 0 else {
            let code = errno
            close(descriptor)
            errno = code
            return nil
        }
        makeNonblocking(descriptor)
        return (port == 0 ? boundPort(of: descriptor) : port, descriptor)
    }

    private static func bind<Address>(_ descriptor: Int32, to address: inout Address) -> Bool {
        let size = socklen_t(MemoryLayout<Address>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Foundation.bind(descriptor, $0, size) == 0 }
        }
    }

    private static func boundPort(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
