/// Whether a file may hold a task item: `[ ]`, `[x]` or `[X]` before white space somewhere in it. What this denies
/// has none; it costs a fraction of parsing. UTF-16 is always held possible.
package func mayContainTaskItem(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if SourceFile.Encoding(ofMarkIn: bytes) != nil { return true }
    var index = 0
    while let bracket = bytes.firstIndex(of: UInt8(ascii: "["), from: index), bracket + 3 < bytes.count {
        if bytes[bracket + 1].isTaskMark, bytes[bracket + 2] == UInt8(ascii: "]"), bytes[bracket + 3].isWhiteSpace {
            return true
        }
        index = bracket + 1
    }
    return false
}
