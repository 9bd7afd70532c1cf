import Foundation
import Ledger

extension ImportedOutput {
    /// What one line of a cell names: an address with the words around it, or a path from the repository's root. Empty where
    /// it names none: "Signed agreement".
    static func all(in line: String) -> [ImportedOutput] {
        var outputs: [ImportedOutput] = []
        var rest = line[...]
        while let address = WebAddress(firstIn: rest) {
            let words = rest[..<address.range.lowerBound]
            outputs.append(ImportedOutput(title: trimmed(words), path: nil, address: address))
            rest = rest[address.range.upperBound...]
        }
        guard outputs.isEmpty else {
            // Words behind the only address are its words, too.
            let behind = trimmed(rest)
            if !behind.isEmpty, let last = outputs.indices.last {
                let words = outputs[last].title
                outputs[last].title = words.isEmpty ? behind : "\(words) \(behind)"
            }
            return outputs
        }
        let parts = line.split { ";,".contains($0) }.map { ImportText.line(of: String($0)) }.filter { !$0.isEmpty }
        let paths = parts.compactMap(ImportedOutput.init(filePath:))
        return paths.count == parts.count ? paths : []
    }

    /// A path that is meant as one: no space before its folder, and a file of some kind or a folder at its end.
    private init?(filePath text: String) {
        guard !text.contains(" "), text.contains("/") || text.contains("."), text.contains(where: \.isLetter),
            text.wholeMatch(of: /.*[\p{L}\p{Nd}_\-]\.[\p{L}\p{Nd}]{1,8}|.+\/.*/) != nil
        else { return nil }
        self.init(path: text)
    }

    /// A cell of a status table: whatever is no address is a path.
    init?(ofStatus line: String) {
        if let address = WebAddress(whole: line) {
            self.init(title: "", path: nil, address: address)
        } else {
            self.init(path: line)
        }
    }

    private init?(path text: String) {
        let path = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !["", ".", ".."].contains($0) } && !path.contains("\\") && !path.contains(":")
        // A mark on a slash would make another path of it.
        guard isPlain, path.utf8.count(where: { $0 == UInt8(ascii: "/") }) == parts.count - 1,
            path.unicodeScalars.first?.properties.isGraphemeExtend == false
        else { return nil }
        self.init(title: String(parts.last ?? ""), path: path, address: nil)
    }

    /// Without the marks that part words from an address, and brackets and quotation marks that stood around it.
    private static func trimmed(_ words: Substring) -> String {
        let marks = " :-–—|,;"
        let start = words.drop { marks.contains($0) || ")>\"".contains($0) }
        return String(start.reversed().drop { marks.contains($0) || "(<\"".contains($0) }.reversed())
    }

    func isSame(as other: ImportedOutput) -> Bool { path == other.path && address?.text == other.address?.text }
}
