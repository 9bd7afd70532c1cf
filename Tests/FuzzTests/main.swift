// What `make fuzz` runs: libFuzzer on the target that FUZZ_TARGET names. Not a part of the tests.
import CLibFuzzer
import Foundation

let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    exit(name.isEmpty ? 0 : 64)
}
/// Outside, since a C callback can capture nothing.
let check = target.check

func run(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(error)")
    }
    return 0
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&count, &arguments, run))
