/// The words of the charts.
struct ChartWords: Sendable, Decodable {
    let byPhase, overTime, completedOverTime, lines, asTable, date, completed, signOffs: String
    let scale: Phrase
    let completedOn, inForce: Plural
}
