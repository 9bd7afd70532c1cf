/// Source with the places marked where a rule must find something, and nowhere else: `«offending text»` for columns, `¶` at the
/// end of a line for the whole line, `¤` at the beginning of the file for the file.
struct MarkedText {
    struct Place: Hashable, CustomStringConvertible {
        var path: String
        var line: Int?
        var columns: Range<Int>?

        var description: String {
            path + (line.map { ":\($0)" } ?? "") + (columns.map { ":\($0.lowerBound)-\($0.upperBound)" } ?? "")
        }
    }

    /// Without the marks.
    let text: String
    /// In the order of the text.
    let places: [Place]

    init(_ marked: String, path: String) {
        var text = ""
        var places: [Place] = []
        var (line, column) = (1, 1)
        var start: Int?
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "«": start = column
            case "»": places.append(Place(path: path, line: line, columns: (start ?? 0)..<column))
            case "¶": places.append(Place(path: path, line: line))
            case "¤": places.append(Place(path: path))
            default:
                text.unicodeScalars.append(scalar)
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
        self.text = text
        self.places = places
    }
}
