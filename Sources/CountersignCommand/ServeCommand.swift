import ArgumentParser
import Checklists
import Foundation
import Git
import Ledger
import Synchronization

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Show the site of the working tree in a browser, anew after every change.",
        discussion: """
            Listens on this machine only, and writes nothing. Changes that are not committed count as one more commit on \
            HEAD, which signs nothing. Stop it with Ctrl-C.

            Examples:
              countersign serve
              countersign serve --open
              countersign serve -C referrals --port 8080
            """)

    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory = "."
    @Option(help: ArgumentHelp("The port; 0 for any. Default: the first free one from 8000 on.", valueName: "port"))
    var port: UInt16?
    @Flag(help: "Open the address in a browser.") var open = false
    @Option(
        help: ArgumentHelp(
            "The day for due dates, YYYY-MM-DD. Default: SOURCE_DATE_EPOCH, else today (UTC).", valueName: "date"),
        transform: dayOption)
    var asOf: Day?

    func run() throws {
        try performing {
            var preview = PreviewBuilder(directory, asOf: asOf)
            try preview.refuseWhatHasNoWorkingTree()
            let server = try PreviewServer(ports: port.map { [$0] } ?? Array(8000...8099) + [0])
            let stop = StopSignal()
            Thread.detachNewThread {
                server.run()
                stop.isServerDone.signal()
            }
            try Console.say("Preview: http://127.0.0.1:\(server.port)/ (stop it with Ctrl-C)\n")
            if open, let problem = BrowserOpening.open("http://127.0.0.1:\(server.port)/") { Console.note(problem) }
            while !stop.isAsked {
                if let news = preview.update() {
                    server.publish(preview.pages)
                    switch news {
                    case .built(let sentence): try Console.say(sentence + "\n")
                    case .failed(let sentence): Console.error(sentence)
                    }
                }
                stop.wait(atMost: preview.pause)
            }
            server.stop()
            stop.isServerDone.wait()
        }
    }
}

/// Whether somebody wants the program to end: Ctrl-C, or a polite kill. A build that is going on may end first, but not for
/// long, and not after a second time; there is nothing to clean up, since nothing was written.
private final class StopSignal: Sendable {
    let isServerDone = DispatchSemaphore(value: 0)
    private let asked = Mutex(false)
    private let semaphore = DispatchSemaphore(value: 0)

    /// Before any other thread is started: they must not take the signals.
    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let waited = signals
        Thread.detachNewThread { [self] in
            var (signals, number) = (waited, Int32(0))
            sigwait(&signals, &number)
            asked.withLock { $0 = true }
            semaphore.signal()
            Thread.detachNewThread {
                sleep(3)
                exit(0)
            }
            sigwait(&signals, &number)
            exit(0)
        }
    }

    var isAsked: Bool { asked.withLock { $0 } }

    /// Seconds; less when it is asked for.
    func wait(atMost pause: Double) { _ = semaphore.wait(timeout: .now() + pause) }
}
