/// What the cells of a mapping mean.
struct MappingCell {
    private let bytes: ArraySlice<UInt8>
    /// Of what is short enough to be one of the words below.
    private let key: String

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        key = bytes.count > 60 ? "" : folded(bytes)
        if bytes.isEmpty || bytes.count > 60 {
            isOpen = bytes.isEmpty
            isNothing = false
        } else {
            isOpen = key.isEmpty ? !Self.isDash(bytes) : Self.open.contains(key)
            isNothing = !isOpen && (key.isEmpty || Self.nothing.contains(key))
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Nothing is said yet: empty, "TBD", "?".
    let isOpen: Bool
    /// It is said that there is nothing: "n/a", "not mapped", "–".
    let isNothing: Bool
    /// Something is said.
    var isFilled: Bool { !isOpen && !isNothing }

    /// A plain yes, in words or a tick. Conditions ("Yes, if referred") are none.
    var isYes: Bool { key.isEmpty ? ["✓", "✔", "✔️", "☑", "✅"].contains(text) : Self.yes.contains(key) }

    /// What kind of value a type has, if it is one that everybody knows.
    var typeFamily: TypeFamily? {
        TypeFamily.known[folded(bytes.prefix(60).prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "[") })]
    }

    private static func isDash(_ bytes: ArraySlice<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
            $0.properties.generalCategory == .dashPunctuation || $0 == "−" || $0 == "/"
        }
    }

    private static let open: Set<String> = [
        "tbd", "tbc", "todo", "tobedefined", "tobedetermined", "tobeconfirmed", "pending", "adefinir", "aconfirmer",
        "pordefinir",
    ]
    private static let nothing: Set<String> = [
        "na", "none", "null", "notmapped", "nomapping", "unmapped", "donotmap", "notapplicable", "ignore", "ignored",
        "skip",
        "skipped", "excluded", "notsent", "so", "sansobjet", "aucun", "aucune", "nonmappe", "nonapplicable", "neant",
        "ninguno", "ninguna", "noaplica", "nomapeado",
    ]
    private static let yes: Set<String> = [
        "y", "yes", "true", "1", "x", "required", "mandatory", "must", "always", "oui", "o", "vrai", "obligatoire",
        "requis",
        "si", "verdadero", "obligatorio", "requerido", "نعم", "ใช", "ใช่", "បាទ", "មាន",
    ]
}

/// Types of which a value of one is none of another without some rule. Codes of a list are texts.
package enum TypeFamily: Hashable, Sendable {
    case text, number, boolean, date, file

    fileprivate static let known: [String: TypeFamily] = {
        var known: [String: TypeFamily] = [:]
        let names: [(TypeFamily, [String])] = [
            (
                .text,
                [
                    "text", "string", "str", "varchar", "nvarchar", "char", "nchar", "character", "charactervarying",
                    "longtext",
                    "shorttext", "textfield", "textarea", "freetext", "code", "coded", "select", "selectone",
                    "selectbox",
                    "dropdown", "radio", "radiobutton", "choice", "singlechoice", "enum", "option", "optionset",
                    "picklist",
                    "lookup", "uuid", "guid", "email", "phone", "phonenumber", "url", "texte", "chaine",
                    "chainedecaracteres",
                    "liste", "listederoulante", "texto", "cadena",
                ]
            ),
            (
                .number,
                [
                    "number", "numeric", "numericfield", "integer", "int", "bigint", "smallint", "int32", "int64",
                    "long",
                    "decimal", "float", "double", "real", "positiveinteger", "positiveint", "unsignedint", "percentage",
                    "currency", "nombre", "entier", "numerique", "numero", "entero", "numerico",
                ]
            ),
            (
                .boolean,
                ["boolean", "bool", "bit", "tickbox", "checkbox", "truefalse", "trueonly", "booleen", "booleano"]
            ),
            (
                .date,
                [
                    "date", "datefield", "datetime", "dateandtime", "timestamp", "instant", "time", "localdate",
                    "dateheure",
                    "heure", "fecha", "fechahora", "fechayhora",
                ]
            ),
            (
                .file,
                ["file", "image", "photo", "attachment", "binary", "blob", "audio", "video", "fichier", "archivo"]
            ),
        ]
        for (family, words) in names { for word in words { known[word] = family } }
        return known
    }()
}
