import Foundation
import Testing

/// Every kept input: what `make fuzz` starts from, and what it once found.
@Suite struct ReplayTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/fuzz")

    @Test(arguments: FuzzTarget.all.map(\.name))
    func keptInputs(_ name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = try FileManager.default.contentsOfDirectory(
            at: Self.folder.appending(path: name), includingPropertiesForKeys: nil)
        #expect(!inputs.isEmpty)
        for input in inputs {
            do {
                try target.check(Array(Data(contentsOf: input)))
            } catch {
                Issue.record("\(name)/\(input.lastPathComponent): \(error)")
            }
        }
    }

    @Test func everyFolderBelongsToATarget() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.contains(".") }
        #expect(names.sorted() == FuzzTarget.all.map(\.name).sorted())
    }
}
