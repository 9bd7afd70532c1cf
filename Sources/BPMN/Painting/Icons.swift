import Foundation

/// Paths of icons, around (0, 0). Those of tasks are 16 units wide, those of events 18, those of markers 12.
enum Icon {
    // MARK: Tasks

    static let person =
        "M-3.6 -4a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0M-7 7.5c0 -4.5 2.5 -7 4.5 -7.4M7 7.5c0 -4.5 -2.5 -7 -4.5 -7.4M-7 7.5h14"
    static let hand =
        "M-6.5 -0.5L-2 -5C-1 -5.8 0 -4.8 -0.7 -3.8L-2.2 -2H5.5C7 -2 7 0 5.5 0H1.5H6.5C8 0 8 2.2 6.5 2.2H1.5H5.8C7.2 2.2 7.2 4.2 5.8 4.2H1.5H4.3C5.6 4.2 5.6 6.2 4.3 6.2H-3C-5 6.2 -6.5 5 -6.5 3Z"
    static let scroll =
        "M-4 -7H7C3 -4 3 -2 5.5 0.5C7.5 3 7 5 4 7H-6.5C-3 4.5 -3 3 -5.5 0C-7.5 -2.5 -7 -5 -4 -7ZM-3.5 -4H2M-3.5 -1.3H2.7M-1 1.3H4.5M-0.8 4H4.5"
    static let table = "M-7 -6H7V6H-7ZM-7 2H7M-2.5 -2V6"
    static let tableHead = "M-7 -6H7V-2H-7Z"
    static let envelope = "M-8 -5.5H8V5.5H-8ZM-8 -5.5L0 0.5L8 -5.5"
    static let closedEnvelope = "M-8 -5.5H8L0 -0.3ZM-8 -4L0 1.2L8 -4V5.5H-8Z"
    static let gears = gear(at: (-1.5, -1.5), radius: 4.2) + gear(at: (4, 4), radius: 2.6)

    private static func gear(at center: (x: Double, y: Double), radius: Double) -> String {
        let teeth = 8
        var path = ""
        for step in 0..<teeth * 4 {
            let angle = (Double(step) - 0.5) / Double(teeth * 4) * 2 * .pi
            let distance = step % 4 < 2 ? radius * 1.35 : radius
            let point = (center.x + cos(angle) * distance, center.y + sin(angle) * distance)
            path += (step == 0 ? "M" : "L") + point.0.figures + " " + point.1.figures
        }
        let hole = radius * 0.45
        return path + "ZM\((center.x - hole).figures) \(center.y.figures)"
            + "a\(hole.figures) \(hole.figures) 0 1 0 \((2 * hole).figures) 0"
            + "a\(hole.figures) \(hole.figures) 0 1 0 \((-2 * hole).figures) 0Z"
    }

    // MARK: Markers

    static let loop = "M-2 4.8A5 5 0 1 1 2 4.8M-5.6 5.2L-1.6 5L-2.2 1"
    static let parallelBars = "M-4 -5V5M0 -5V5M4 -5V5"
    static let sequentialBars = "M-5 -4H5M-5 0H5M-5 4H5"
    static let rewind = "M0 -4.5L-6 0L0 4.5ZM6 -4.5L0 0L6 4.5Z"
    static let tilde = "M-6 1.5C-4 -4 -1.5 -3 0 -0.5C1.5 2 4 3 6 -2.5L6 -0.5C4 5 1.5 4 0 1.5C-1.5 -1 -4 -2 -6 3.5Z"
    static let plusBox = "M-6 -6H6V6H-6ZM-3.5 0H3.5M0 -3.5V3.5"

    // MARK: Events

    static let clock =
        "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M0 -9V-6.5M0 9V6.5M9 0H6.5M-9 0H-6.5M6.36 -6.36L4.9 -4.9M-6.36 -6.36L-4.9 -4.9M6.36 6.36L4.9 4.9M-6.36 6.36L-4.9 4.9M1.5 -6L0 0H4.5"
    static let bolt = "M-8 8L-3.5 -7L2.5 1L8 -8.5L4 8L-2 0Z"
    static let arrowUp = "M0 -9.5L7 8L0 1L-7 8Z"
    static let cross = "M-8.5 -5.5L-5.5 -8.5L0 -3L5.5 -8.5L8.5 -5.5L3 0L8.5 5.5L5.5 8.5L0 3L-5.5 8.5L-8.5 5.5L-3 0Z"
    static let eventRewind = "M0 -6.5L-9 0L0 6.5ZM9 -6.5L0 0L9 6.5Z"
    static let page = "M-6.5 -8.5H6.5V8.5H-6.5ZM-4 -5H4M-4 -1.7H4M-4 1.7H4M-4 5H4"
    static let arrowRight = "M-9 -3H2V-8L10 0L2 8V3H-9Z"
    static let triangle = "M0 -9.5L9 6.5H-9Z"
    static let pentagon = "M0 -9.5L9.5 -2.6L5.9 8.2H-5.9L-9.5 -2.6Z"
    static let plus = "M-2.5 -9H2.5V-2.5H9V2.5H2.5V9H-2.5V2.5H-9V-2.5H-2.5Z"

    // MARK: Gateways, in a form of 50 units

    static let exclusive = "M-8 -10H-3.6L0 -4L3.6 -10H8L2.3 -0.3L8.5 10H4L0 3.7L-4 10H-8.5L-2.3 -0.3Z"
    static let parallel = "M-2.5 -13H2.5V-2.5H13V2.5H2.5V13H-2.5V2.5H-13V-2.5H-2.5Z"
    static let star = "M0 -13V13M-13 0H13M-9 -9L9 9M-9 9L9 -9"

    // MARK: Data

    static let dataArrow = "M-7 -2.5H1V-6L7 0L1 6V2.5H-7Z"
}
