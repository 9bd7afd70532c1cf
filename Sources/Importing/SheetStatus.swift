import Markdown

/// What a cell says of how far an item is.
enum SheetStatus: Hashable {
    /// Nothing is said, or that nothing is done.
    case open
    case done
    case notApplicable
    /// Something else, in the spreadsheet's words: "In progress", "50 %".
    case other

    /// - Parameter isShare: numbers are shares of one, as in a column whose cells are formatted as percentages.
    init(_ cell: String, isShare: Bool) {
        let word = folded(cell)
        if word.isEmpty {
            self =
                ["✓", "✔", "✔️", "☑", "☑️", "✅", "🗹", "●"].contains(cell)
                ? .done : ["", "-", "–", "—", "☐", "✗", "✘", "❌", "○", "?"].contains(cell) ? .open : .other
        } else if let share = Self.number(cell).map({ $0.isPercentage || !isShare ? $0.value / 100 : $0.value }) {
            self = share >= 1 ? .done : share == 0 ? .open : .other
        } else {
            self =
                Self.doneWords.contains(word)
                ? .done
                : Self.notApplicableWords.contains(word)
                    ? .notApplicable : Self.openWords.contains(word) ? .open : .other
        }
    }

    /// A number, with or without a percent sign.
    static func number(_ cell: String) -> (value: Double, isPercentage: Bool)? {
        guard cell.utf8.count <= 20 else { return nil }
        let text = asciiDigits(cell).replacing(",", with: ".").replacing("٪", with: "%").filter { !$0.isWhitespace }
        guard text.utf8.allSatisfy({ "0123456789.%".utf8.contains($0) }) else { return nil }
        let isPercentage = text.hasSuffix("%")
        return Double(isPercentage ? text.dropLast() : text[...]).map { ($0, isPercentage) }
    }

    private static let doneWords = words([
        "Done", "Complete", "Completed", "Finished", "Closed", "Final", "Finalised", "Finalized", "Delivered",
        "Achieved", "Resolved", "Yes", "Y", "X", "True", "OK",
        "Signed off", "Signed-off", "Approved", "Changed since sign-off", "Awaiting sign-off",
        "Fait", "Faite", "Terminé", "Terminée", "Achevé", "Achevée", "Complété", "Finalisé", "Clos", "Clôturé", "Livré",
        "Validé", "Oui", "O", "Vrai",
        "Hecho", "Hecha", "Terminado", "Terminada", "Completado", "Completada", "Finalizado", "Cerrado", "Entregado",
        "Aprobado", "Sí", "Verdadero", "Listo",
        "រួចរាល់", "បានបញ្ចប់", "បញ្ចប់", "រួច", "เสร็จ", "เสร็จแล้ว", "เสร็จสิ้น", "เรียบร้อย", "منجز", "مكتمل", "تم", "نعم",
    ])
    private static let notApplicableWords = words([
        "N/A", "NA", "N.A.", "Not applicable", "Non applicable", "Sans objet", "S.O.", "S/O", "No aplica", "No procede",
        "Cancelled", "Canceled", "Annulé", "Cancelado", "Dropped",
        "Descoped", "Out of scope", "Hors périmètre", "Fuera de alcance", "មិនពាក់ព័ន្ធ", "ไม่เกี่ยวข้อง", "لا ينطبق",
        "غير قابل للتطبيق",
    ])
    private static let openWords = words([
        "Open", "To do", "Todo", "Not started", "Not yet started", "Not done", "Not complete", "Incomplete", "Pending",
        "New", "Outstanding", "No", "N", "False", "None", "Planned",
        "À faire", "Non commencé", "Pas commencé", "Non", "Faux", "En attente", "Ouvert", "Planifié",
        "Por hacer", "Pendiente", "No iniciado", "Sin empezar", "Falso", "Abierto", "Planificado",
    ])

    private static func words(_ words: [String]) -> Set<String> { Set(words.map(folded)) }
}

/// The text with the decimal digits of any script (Khmer, Thai, Arabic, …) as ASCII.
func asciiDigits(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue {
            result.append(contentsOf: String(Int(value)).unicodeScalars)
        } else {
            result.append(scalar)
        }
    }
    return String(result)
}
