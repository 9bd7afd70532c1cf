/// A JSON value whose objects keep the order in which their keys were written.
///
/// Foundation's encoder leaves out nil and sorts keys; the data contract has explicit nulls, and its order is for readers.
package enum JSON: Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .int(value) }

    /// A string, or null.
    package static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    /// A number, or null.
    package static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }

    /// The text in UTF-8 with a line feed at its end. Arrays and objects that hold others are written over several lines,
    /// indented by two spaces, so that two versions can be compared line by line.
    package var text: [UInt8] {
        var writer = Writer()
        writer.write(self, indent: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return writer.bytes
    }

    private var isFlat: Bool {
        switch self {
        case .array(let values): values.allSatisfy(\.isScalar)
        case .object(let members): members.allSatisfy { $0.1.isScalar }
        default: true
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array(let values): values.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func write(_ value: JSON, indent: Int) {
            switch value {
            case .null: append("null")
            case .bool(let flag): append(flag ? "true" : "false")
            case .int(let number): append(String(number))
            case .string(let text): writeString(text)
            case .array(let values):
                writeAll(values, "[", "]", isFlat: value.isFlat, indent: indent) { writer, value, indent in
                    writer.write(value, indent: indent)
                }
            case .object(let members):
                writeAll(members, "{", "}", isFlat: value.isFlat, indent: indent) { writer, member, indent in
                    writer.writeString(member.0)
                    writer.append(": ")
                    writer.write(member.1, indent: indent)
                }
            }
        }

        private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

        private mutating func writeAll<Element>(
            _ elements: [Element], _ open: String, _ close: String, isFlat: Bool, indent: Int,
            _ write: (inout Writer, Element, Int) -> Void
        ) {
            append(open)
            for (index, element) in elements.enumerated() {
                if index > 0 { append(isFlat ? ", " : ",") }
                if !isFlat { breakLine(indent + 2) }
                write(&self, element, indent + 2)
            }
            if !isFlat { breakLine(indent) }
            append(close)
        }

        private mutating func breakLine(_ indent: Int) {
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
        }

        /// RFC 8259: quotation mark, reverse solidus and control characters are escaped; so is DEL, for terminals.
        private mutating func writeString(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""): append("\\\"")
                case UInt8(ascii: "\\"): append("\\\\")
                case UInt8(ascii: "\n"): append("\\n")
                case UInt8(ascii: "\r"): append("\\r")
                case UInt8(ascii: "\t"): append("\\t")
                case 0..<0x20, 0x7F:
                    let hex = String(byte, radix: 16)
                    append("\\u00" + (hex.count == 1 ? "0" : "") + hex)
                default: bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }
}
