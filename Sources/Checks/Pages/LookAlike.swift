import Foundation

/// A text with letters replaced by those of a-z that they look like, in lower case, invisible characters left out: two texts
/// that people take for the same have the same. After Unicode Technical Standard 39, 4, for the letters that keyboards have.
func looks(of text: String) -> String {
    var result = ""
    for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
        let category = scalar.properties.generalCategory
        if category == .format || category == .control { continue }
        if category == .dashPunctuation || scalar == "\u{2212}" {
            result += "-"
        } else {
            result.unicodeScalars.append(latin[scalar] ?? scalar)
        }
    }
    return result
}

private let latin: [Unicode.Scalar: Unicode.Scalar] = [
    // Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "н": "h", "і": "i", "ї": "i", "ј": "j",
    "к": "k", "ӏ": "l", "м": "m", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "у": "y", "ԝ": "w",
    "х": "x",
    // Greek
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "τ": "t",
    "υ": "u", "χ": "x",
    // Latin
    "ı": "i", "ɡ": "g",
]
