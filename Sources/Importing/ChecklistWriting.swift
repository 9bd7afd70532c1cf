import Checklists
import Foundation
import Ledger
import Yams

/// A checklist that is to be written.
struct ChecklistDraft {
    /// From the repository's root.
    let path: String
    let title: String
    let phase: Int?
    var items: [ImportedItem] = []

    /// What all items have, so that it can stand in the front matter.
    var commonOwner: String? {
        guard let owner = items.first?.owner, items.allSatisfy({ $0.owner == owner }) else { return nil }
        return owner
    }

    /// The file, in the form of the project's own templates.
    ///
    /// - Parameter roles: those that are declared. A box of any other would be an item.
    func markdown(roles: Set<String>) throws -> [UInt8] {
        var text = "---\n" + (try frontMatter) + "---\n"
        let owner = commonOwner
        var section: [String] = []
        var isInList = false
        for item in items {
            if item.section != section {
                text += headings(from: section, to: item.section)
                section = item.section
                isInList = false
            }
            if !isInList { text += "\n" }
            isInList = true
            text += ItemText(item: item, path: path, owner: owner, roles: roles).markdown
        }
        return Array(text.utf8)
    }

    private var frontMatter: String {
        get throws {
            var entries: [(Node, Node)] = [("title", try title.represented())]
            if let phase { entries.append(("phase", try phase.represented())) }
            if let commonOwner { entries.append(("owner", try commonOwner.represented())) }
            return try Yams.serialize(node: .mapping(.init(entries)), width: -1, allowUnicode: true)
        }
    }

    /// The headings that lead from one place to another. To go up, the last one is said again.
    private func headings(from old: [String], to new: [String]) -> String {
        let common = zip(old, new).prefix { $0 == $1 }.count
        let first = common == new.count ? max(common - 1, 0) : common
        return new.indices.dropFirst(first).map { level in
            var words = ImportText.escaped(new[level])
            // A heading loses number signs at its end, and what looks like an id.
            if words.hasSuffix("#") { words = words.dropLast() + "\\#" }
            let isID = words.hasSuffix("}") && words.contains("{#")
            return "\n\(String(repeating: "#", count: level + 1)) \(words)\(isID ? " {#section}" : "")\n"
        }.joined()
    }
}

/// The lines of one item.
private struct ItemText {
    let item: ImportedItem
    let path: String
    /// The front matter's.
    let owner: String?
    let roles: Set<String>

    private var indent: String { String(repeating: "  ", count: item.depth) }

    var markdown: String {
        var lines = [titleLine]
        for group in item.textGroups.dropFirst() { lines.append(bullet("", group)) }
        if let owner = item.owner, owner != self.owner { lines.append(bullet("Owner: ", [owner])) }
        if let due = item.due { lines.append("\(indent)  - Due: \(due)") }
        lines += item.outputs.map { "\(indent)  - Output: \(link($0))" }
        if let reason = item.reason { lines.append(bullet("Reason: ", [reason])) }
        if !item.notes.isEmpty { lines.append(bullet("Note: ", item.noteLines)) }
        return (lines + signOffs).joined(separator: "\n") + "\n"
    }

    private var titleLine: String {
        let box = item.isTicked ? "[x]" : "[ ]"
        let text = ImportText.paragraph(item.textGroups.first ?? [], indent: indent + "  ", startsLine: false)
        let words = item.isExcluded ? "~~\(text)~~" : text
        return "\(indent)- \(box) \(words)" + (item.id.map { " {#\($0)}" } ?? "")
    }

    private func bullet(_ name: String, _ lines: [String]) -> String {
        let text = ImportText.paragraph(lines, indent: indent + "    ", startsLine: name.isEmpty)
        return "\(indent)  - \(name)\(text)"
    }

    /// A box for each role that is declared. Others are asked by name: a box of theirs would be read as an item.
    private var signOffs: [String] {
        var lines: [String] = []
        var isInBoxes = false
        for role in item.asked {
            let isDeclared = roles.contains(role)
            if isDeclared {
                if !isInBoxes { lines.append("\(indent)  - Sign-off:") }
                lines.append("\(indent)    - [ ] \(ImportText.escaped(role))")
            } else {
                lines.append(bullet("Sign-off: ", [role]))
            }
            isInBoxes = isDeclared
        }
        return lines
    }

    private func link(_ output: ImportedOutput) -> String {
        let words = ImportText.escaped(output.title, isLinkText: true)
        if let address = output.address {
            return output.title.isEmpty ? address.autolink : "[\(words)](\(address.destination))"
        }
        return "[\(words)](\(relative(output.path ?? "")))"
    }

    /// A path as seen from the checklist, every character that Markdown or an address could read otherwise as its number.
    private func relative(_ target: String) -> String {
        let folder = path.split(separator: "/").dropLast()
        let parts = target.split(separator: "/")
        let common = zip(folder, parts.dropLast()).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: folder.count - common)
        return (up + parts.dropFirst(common).map { encoded(String($0)) }).joined(separator: "/")
    }

    private func encoded(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            let isPlain = scalar.isASCII ? Self.plain.contains(scalar) : !scalar.properties.isWhitespace
            if isPlain {
                result.unicodeScalars.append(scalar)
            } else {
                for byte in String(scalar).utf8 {
                    result += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
                }
            }
        }
        return result
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._".unicodeScalars)
}
