/// The words of the charts.
struct ChartWords: Sendable, Decodable {
    let byPhase, overTime, lines, asTable, date, completed, signOffs: String
    let completedOn, inForce: Plural
}
