/// Gives the headings of one document their fragments, in their order: what stands behind `#` in a link to them.
package struct HeadingFragments {
    private var taken: Set<String> = []
    /// The next number to try, so that a thousand equal headings are not a million tries.
    private var numbers: [String: Int] = [:]

    package init() {}

    /// The fragment of the next heading; of equal ones the second has `-1` behind it, the third `-2`.
    package mutating func next(for text: String) -> String {
        let base = fragment(ofHeading: text)
        var number = numbers[base] ?? 0
        var candidate = number == 0 ? base : "\(base)-\(number)"
        while !taken.insert(candidate).inserted {
            number += 1
            candidate = "\(base)-\(number)"
        }
        numbers[base] = number + 1
        return candidate
    }
}

/// GitHub's anchor of a heading: lower case, only letters, marks, digits, `-` and `_`, spaces as `-`.
package func fragment(ofHeading text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "0"..."9", "_", "-": result.unicodeScalars.append(scalar)
            case " ": result += "-"
            default: break
            }
            continue
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
            result.unicodeScalars.append(scalar)
        default: break
        }
    }
    return result
}

extension [Block] {
    /// The headings, also those within lists, quotations and footnotes, in order.
    package var headings: [(level: Int, block: Block)] {
        var found: [(level: Int, block: Block)] = []
        collectHeadings(into: &found)
        return found
    }

    private func collectHeadings(into found: inout [(level: Int, block: Block)]) {
        for block in self {
            if case .heading(let level) = block.kind { found.append((level, block)) }
            block.children.collectHeadings(into: &found)
        }
    }
}
