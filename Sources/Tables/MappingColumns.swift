import Foundation

/// A column of a data element mapping: how a field of one system becomes a field of another.
package enum MappingColumn: String, Hashable, Sendable, CaseIterable {
    case sourceSystem, sourceObject, sourceField, sourceType
    case required, rule
    case destinationSystem, destinationObject, destinationField, destinationType
    case notes

    /// What the practice expects of every mapping.
    package static let expected: [MappingColumn] = [
        .sourceSystem, .sourceField, .sourceType, .required, .rule, .destinationSystem, .destinationField,
    ]
}

/// Which column of a table holds what, by the columns' names.
package struct MappingColumns: Hashable, Sendable {
    private var places: [MappingColumn: Int] = [:]

    package subscript(column: MappingColumn) -> Int? { places[column] }
    package var found: [MappingColumn] { MappingColumn.allCases.filter { places[$0] != nil } }

    /// A table is a mapping if it says which field becomes which.
    package var isMapping: Bool { places[.sourceField] != nil && places[.destinationField] != nil }

    /// What is missing in a table that has one field column and, of the other side or of what happens in between, enough that
    /// nothing else can be meant. nil for a mapping, and for every other table.
    package var missingField: MappingColumn? {
        let hasSource = places[.sourceField] != nil
        guard hasSource != (places[.destinationField] != nil) else { return nil }
        let others: [MappingColumn] =
            hasSource
            ? [.destinationSystem, .destinationObject, .destinationType, .rule]
            : [.sourceSystem, .sourceObject, .rule]
        guard others.contains(where: { places[$0] != nil }) else { return nil }
        return hasSource ? .destinationField : .sourceField
    }

    /// By the names in a row. Of several columns of one meaning the first counts.
    package init(_ header: Table.Row) {
        // More columns than anybody maps with are a row of data.
        for column in header.indices.prefix(200) {
            let name = folded(withoutBrackets(header.cellBytes(column)))
            guard var meaning = Self.meanings[name] else { continue }
            // "Source field, Type, Destination field, Type": what has no side is that of the field before it.
            if places[.destinationField] != nil, Self.sideless.contains(name), meaning == .sourceType {
                meaning = .destinationType
            }
            if places[meaning] == nil { places[meaning] = column }
        }
    }

    private static let sideless: Set<String> = ["type", "datatype", "fieldtype", "typededonnees", "tipodedato"]

    private static let meanings: [String: MappingColumn] = {
        var meanings: [String: MappingColumn] = [:]
        func add(_ meaning: MappingColumn, _ names: [String]) { for name in names { meanings[name] = meaning } }
        typealias Side = (
            words: [String], system: MappingColumn, object: MappingColumn, field: MappingColumn, type: MappingColumn
        )
        let sides: [Side] = [
            (
                ["source", "src", "origin", "from", "input"],
                .sourceSystem, .sourceObject, .sourceField, .sourceType
            ),
            (
                ["destination", "dest", "target", "tgt", "to", "output"],
                .destinationSystem, .destinationObject, .destinationField, .destinationType
            ),
        ]
        for side in sides {
            for word in side.words {
                add(side.system, ["system", "systemname", "application", "app"].map { word + $0 })
                add(
                    side.object,
                    ["object", "table", "tablename", "form", "module", "resource", "entity", "recordtype"].map {
                        word + $0
                    })
                add(
                    side.field,
                    [
                        "field", "fields", "fieldname", "fieldid", "column", "columnname", "element", "dataelement",
                        "dataelementname", "attribute", "attributename", "variable", "variablename", "property", "path",
                        "fieldpath", "question",
                    ].map { word + $0 })
                add(
                    side.type,
                    ["type", "datatype", "fieldtype", "columntype", "fielddatatype", "columndatatype"].map { word + $0 }
                )
            }
        }
        // French and Spanish, with and without "de".
        let otherSides: [(words: [String], side: Side)] = [
            (["source", "desource", "dorigine", "origine", "dedepart", "origen", "deorigen", "fuente"], sides[0]),
            (["cible", "decible", "destination", "dedestination", "destino", "dedestino"], sides[1]),
        ]
        for (words, side) in otherSides {
            for word in words {
                add(side.system, ["systeme" + word, "sistema" + word])
                add(side.object, ["table" + word, "formulaire" + word, "tabla" + word, "formulario" + word])
                add(
                    side.field, ["champ" + word, "colonne" + word, "campo" + word, "columna" + word, "variable" + word])
                add(side.type, ["type" + word, "tipo" + word])
            }
        }
        add(.sourceType, Array(sideless) + ["tipo"])
        add(
            .required,
            ["required", "isrequired", "mandatory", "ismandatory", "obligatoire", "requis", "obligatorio", "requerido"])
        add(
            .rule,
            [
                "rule", "rules", "transformationrule", "transformationrules", "transformation", "transformations",
                "transformrule", "transform", "mappingrule", "mappingrules", "transformationlogic", "mappinglogic",
                "conversion", "conversionrule", "businessrule", "businessrules", "regle", "regles",
                "regledetransformation", "reglesdetransformation", "regledemappage", "regledegestion", "regla",
                "reglas",
                "transformacion", "regladetransformacion", "reglasdetransformacion",
            ])
        add(
            .notes,
            [
                "note", "notes", "comment", "comments", "remark", "remarks", "remarque", "remarques", "commentaire",
                "commentaires", "nota", "notas", "comentario", "comentarios", "observacion", "observaciones",
                "observations",
            ])
        return meanings
    }()
}

/// Letters and digits in small letters without accents: what names are compared by.
func folded(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// The same of UTF-8. What is ASCII, and nearly all is, needs no tables.
func folded(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return folded(String(decoding: bytes, as: UTF8.self)) }
    let kept = bytes.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: nil
        }
    }
    return String(decoding: kept, as: UTF8.self)
}

/// "Source field (Primero)" names the system in passing.
private func withoutBrackets(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var depth = 0
    var kept: [UInt8] = []
    for byte in name.prefix(1000) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(depth - 1, 0)
        default: if depth == 0 { kept.append(byte) }
        }
    }
    return kept
}
