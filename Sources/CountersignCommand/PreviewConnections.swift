import Foundation

/// The connections of the preview's server, and what becomes of each.
struct PreviewConnections {
    private struct Connection {
        enum Stage {
            /// The request is not whole yet.
            case reading
            case writing
            /// A page that waits to be told something.
            case listening
            /// All is said; what the client still sends is thrown away, since closing before would take the answer back.
            case leaving
        }

        let socket: Int32
        var stage = Stage.reading
        var input: [UInt8] = []
        var output: ArraySlice<UInt8> = []
        /// When it is closed, if nothing has happened by then.
        var deadline: Double
    }

    private var connections: [Connection] = []

    private static let maximum = 64
    private static let maximumListeners = 32
    /// Seconds: for the whole head of a request, for some of an answer to be taken, and for the client to close.
    private static let readingTime = 10.0
    private static let writingTime = 20.0
    private static let leavingTime = 2.0
    /// Between two signs of life to a page that listens.
    private static let silence = 15.0

    /// The oldest of those that have not said what they want makes room for a new one.
    var hasRoom: Bool { connections.count < Self.maximum || connections.contains { $0.stage == .reading } }

    var polled: [pollfd] {
        connections.map { connection in
            let listens = connection.stage == .writing ? 0 : POLLIN
            let speaks = connection.output.isEmpty ? 0 : POLLOUT
            return pollfd(fd: connection.socket, events: Int16(listens | speaks), revents: 0)
        }
    }

    mutating func add(_ socket: Int32) {
        if connections.count >= Self.maximum, let oldest = connections.firstIndex(where: { $0.stage == .reading }) {
            close(connections.remove(at: oldest).socket)
        }
        guard connections.count < Self.maximum else {
            close(socket)
            return
        }
        connections.append(Connection(socket: socket, deadline: Self.now + Self.readingTime))
    }

    mutating func closeAll() {
        for connection in connections { close(connection.socket) }
        connections = []
    }

    /// Sends an event to all pages that listen.
    mutating func tellListeners(_ event: [UInt8]) {
        for index in connections.indices where connections[index].stage == .listening {
            say(event, to: index)
        }
    }

    /// Goes on with every connection. `ready` is what the system says of each, in the order of `polled`.
    mutating func advance(_ ready: [Int16], _ pages: PreviewPages) {
        var closed: Set<Int32> = []
        for (index, events) in zip(connections.indices, ready) {
            if !goOn(index, events, pages) { closed.insert(connections[index].socket) }
        }
        for socket in closed { close(socket) }
        connections.removeAll { closed.contains($0.socket) }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: One connection

    /// False when it is done with.
    private mutating func goOn(_ index: Int, _ events: Int16, _ pages: PreviewPages) -> Bool {
        if events & Int16(POLLIN | POLLHUP | POLLERR) != 0, !receive(index, pages) { return false }
        if !connections[index].output.isEmpty, !send(index) { return false }
        guard Self.now > connections[index].deadline else { return true }
        guard connections[index].stage == .listening, connections[index].output.isEmpty else { return false }
        // A comment: it does nothing, and fails where nobody is there any more.
        say(Array(":\n\n".utf8), to: index)
        return true
    }

    private mutating func say(_ bytes: [UInt8], to index: Int) {
        connections[index].output += bytes
        connections[index].deadline = Self.now + Self.silence
    }

    private mutating func receive(_ index: Int, _ pages: PreviewPages) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(connections[index].socket, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        guard count > 0 else { return connections[index].stage == .writing }
        guard connections[index].stage == .reading else { return true }
        connections[index].input += buffer[..<count]
        let input = connections[index].input
        if let end = PreviewRequest.headEnd(in: input), end <= PreviewRequest.maximumHead {
            answer(index, Array(input[..<end]), pages)
        } else if input.count >= PreviewRequest.maximumHead {
            let refusal = PreviewRequest.Refusal(status: 431, sentence: "This request is too long.")
            write(index, .init(refusal))
        }
        return true
    }

    private mutating func answer(_ index: Int, _ head: [UInt8], _ pages: PreviewPages) {
        do throws(PreviewRequest.Refusal) {
            let request = try PreviewRequest(head: head)
            if request.path == PreviewPages.eventsPath, !request.isHead { return try listen(index, pages) }
            let response = pages.response(to: request.path)
            write(index, response, isHeadOnly: request.isHead)
        } catch {
            write(index, .init(error))
        }
    }

    private mutating func listen(_ index: Int, _ pages: PreviewPages) throws(PreviewRequest.Refusal) {
        guard connections.count(where: { $0.stage == .listening }) < Self.maximumListeners else {
            throw PreviewRequest.Refusal(status: 503, sentence: "Too many pages of this preview are open.")
        }
        connections[index].stage = .listening
        say(PreviewAnswer.eventsHead + pages.event, to: index)
    }

    private mutating func write(_ index: Int, _ response: PreviewPages.Response, isHeadOnly: Bool = false) {
        connections[index].stage = .writing
        connections[index].output = (PreviewAnswer.head(of: response) + (isHeadOnly ? [] : response.content))[...]
        connections[index].deadline = Self.now + Self.writingTime
    }

    private mutating func send(_ index: Int) -> Bool {
        let output = connections[index].output
        let socket = connections[index].socket
        let count = output.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, 0) }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        connections[index].output = output.dropFirst(count)
        switch (connections[index].stage, connections[index].output.isEmpty) {
        case (.listening, _): break
        case (_, false): connections[index].deadline = Self.now + Self.writingTime
        case (_, true):
            shutdown(socket, Int32(SHUT_WR))
            connections[index].stage = .leaving
            connections[index].deadline = Self.now + Self.leavingTime
        }
        return true
    }
}

/// Heads of answers.
enum PreviewAnswer {
    /// What every answer says: nothing is kept, guessed at, or given to pages from elsewhere.
    private static let common = """
        Cache-Control: no-store\r
        X-Content-Type-Options: nosniff\r
        Cross-Origin-Resource-Policy: same-origin\r
        Content-Security-Policy: frame-ancestors 'none'\r
        Connection: close\r

        """

    static func head(of response: PreviewPages.Response) -> [UInt8] {
        let location = response.location.map { "Location: \($0)\r\n" } ?? ""
        let allowed = response.status == 405 ? "Allow: GET, HEAD\r\n" : ""
        return Array(
            """
            HTTP/1.1 \(response.status) \(reasons[response.status] ?? "")\r
            Content-Type: \(response.type)\r
            Content-Length: \(response.content.count)\r
            \(location)\(allowed)\(common)\r

            """.utf8)
    }

    /// Of a stream that ends when one side goes away.
    static var eventsHead: [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\(common)\r\n".utf8)
    }

    private static let reasons = [
        200: "OK", 308: "Permanent Redirect", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed",
        421: "Misdirected Request", 431: "Request Header Fields Too Large", 503: "Service Unavailable",
    ]
}

extension PreviewPages.Response {
    /// The refusal in its own words.
    init(_ refusal: PreviewRequest.Refusal) {
        self.init(status: refusal.status, content: Array((refusal.sentence + "\n").utf8))
    }
}
