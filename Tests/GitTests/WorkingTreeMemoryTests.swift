import Foundation
import TestSupport
import Testing

@testable import Git

/// When a file need not be read again.
@Suite struct WorkingTreeMemoryTests {
    private let path = Array("a.md".utf8)
    private let id = ObjectID.zero

    /// A file of last year.
    private func status(_ change: (inout stat) -> Void = { _ in }) -> stat {
        var status = stat()
        (status.st_mtim.tv_sec, status.st_ctim.tv_sec, status.st_size, status.st_ino) = (
            1_700_000_000, 1_700_000_000, 1, 7
        )
        change(&status)
        return status
    }

    private func remembered(_ file: stat) -> WorkingTreeMemory {
        var memory = WorkingTreeMemory()
        memory.remember(id, size: 1, at: path, file)
        return memory.ofThisTime
    }

    @Test func theSameFileIsKnown() {
        var memory = remembered(status())
        #expect(memory.blob(at: path, status())?.id == id)
        #expect(memory.blob(at: path, status())?.size == 1)
        #expect(memory.blob(at: Array("b.md".utf8), status()) == nil)
    }

    @Test(
        arguments: [
            { $0.st_mtim.tv_sec += 1 }, { $0.st_mtim.tv_nsec += 1 }, { $0.st_ctim.tv_nsec += 1 }, { $0.st_size += 1 },
            { $0.st_ino += 1 },
        ] as [@Sendable (inout stat) -> Void]) func anythingElseIsAnother(change: @Sendable (inout stat) -> Void)
    {
        var memory = remembered(status())
        #expect(memory.blob(at: path, status(change)) == nil)
    }

    /// The next write might leave the same times.
    @Test func whatHasJustBeenWrittenIsReadAgain() {
        let now = status { $0.st_ctim.tv_sec = time(nil) }
        var memory = remembered(now)
        #expect(memory.blob(at: path, now) == nil)
    }

    @Test func whatIsNotMetAgainIsForgotten() {
        var memory = remembered(status()).ofThisTime
        #expect(memory.blob(at: path, status()) == nil)
    }
}
