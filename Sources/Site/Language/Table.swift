/// A value for every case of an enumeration, by its raw value: neither a case nor a key may be left over.
struct Table<Key, Value>: Sendable, Decodable
where Key: RawRepresentable<String> & CaseIterable & Hashable & Sendable, Value: Decodable & Sendable {
    private let values: [Key: Value]

    init(from decoder: any Decoder) throws {
        let written = try decoder.singleValueContainer().decode([String: Value].self)
        guard Set(written.keys) == Set(Key.allCases.map(\.rawValue)) else {
            let difference = Set(written.keys).symmetricDifference(Key.allCases.map(\.rawValue))
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "missing or unknown: \(difference.sorted().joined(separator: ", "))"))
        }
        values = written.reduce(into: [:]) { values, entry in
            if let key = Key(rawValue: entry.key) { values[key] = entry.value }
        }
    }

    subscript(key: Key) -> Value {
        guard let value = values[key] else { preconditionFailure("every case was there when it was decoded") }
        return value
    }
}
