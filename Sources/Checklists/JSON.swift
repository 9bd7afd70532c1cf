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
    /// An array or object of so many elements, each made when it is written: for those as long as a history.
    case longArray(Int, @Sendable (Int) -> JSON)
    case longObject(Int, @Sendable (Int) -> (String, JSON))

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
        var text: [UInt8] = []
        write { text += $0 }
        return text
    }

    /// The same in pieces of about 64 KiB.
    package func write(_ sink: ([UInt8]) throws -> Void) rethrows {
        try withoutActuallyEscaping(sink) { sink in
            var writer = Writer(sink: sink)
            try writer.write(self, indent: 0)
            writer.bytes.append(UInt8(ascii: "\n"))
            try sink(writer.bytes)
        }
    }

    private var isFlat: Bool {
        switch self {
        case .array(let values): values.allSatisfy(\.isScalar)
        case .object(let members): members.allSatisfy { $0.1.isScalar }
        case .longArray(let count, _), .longObject(let count, _): count == 0
        default: true
        }
    }

    private var isScalar: Bool {
        switch self {
        case .array(let values): values.isEmpty
        case .object(let members): members.isEmpty
        case .longArray(let count, _), .longObject(let count, _): count == 0
        default: true
        }
    }

    private struct Writer {
        private static let pieceSize = 1 << 16

        let sink: ([UInt8]) throws -> Void
        var bytes: [UInt8] = []

        init(sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

        mutating func write(_ value: JSON, indent: Int) throws {
            if bytes.count >= Self.pieceSize {
                try sink(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
            switch value {
            case .null: append("null")
            case .bool(let flag): append(flag ? "true" : "false")
            case .int(let number): append(String(number))
            case .string(let text): writeString(text)
            case .array(let values): try writeArray(values.count, isFlat: value.isFlat, indent: indent) { values[$0] }
            case .longArray(let count, let element):
                try writeArray(count, isFlat: value.isFlat, indent: indent, element)
            case .object(let members):
                try writeObject(members.count, isFlat: value.isFlat, indent: indent) { members[$0] }
            case .longObject(let count, let member):
                try writeObject(count, isFlat: value.isFlat, indent: indent, member)
            }
        }

        private mutating func writeArray(_ count: Int, isFlat: Bool, indent: Int, _ element: (Int) -> JSON) throws {
            try writeAll(count, "[", "]", isFlat: isFlat, indent: indent) { writer, index in
                try writer.write(element(index), indent: indent + 2)
            }
        }

        private mutating func writeObject(
            _ count: Int, isFlat: Bool, indent: Int, _ member: (Int) -> (String, JSON)
        ) throws {
            try writeAll(count, "{", "}", isFlat: isFlat, indent: indent) { writer, index in
                let (key, value) = member(index)
                writer.writeString(key)
                writer.append(": ")
                try writer.write(value, indent: indent + 2)
            }
        }

        private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

        private mutating func writeAll(
            _ count: Int, _ open: String, _ close: String, isFlat: Bool, indent: Int,
            _ write: (inout Writer, Int) throws -> Void
        ) rethrows {
            append(open)
            for index in 0..<count {
                if index > 0 { append(isFlat ? ", " : ",") }
                if !isFlat { breakLine(indent + 2) }
                try write(&self, index)
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
            var text = text
            text.withUTF8 { text in
                var written = 0
                for index in text.indices {
                    guard let escape = Self.escape(of: text[index]) else { continue }
                    bytes.append(contentsOf: text[written..<index])
                    append(escape)
                    written = index + 1
                }
                bytes.append(contentsOf: text[written...])
            }
            bytes.append(UInt8(ascii: "\""))
        }

        private static func escape(of byte: UInt8) -> String? {
            switch byte {
            case UInt8(ascii: "\""): "\\\""
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "\n"): "\\n"
            case UInt8(ascii: "\r"): "\\r"
            case UInt8(ascii: "\t"): "\\t"
            case 0..<0x20, 0x7F: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
            default: nil
            }
        }
    }
}
