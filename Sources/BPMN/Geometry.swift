/// A place in a drawing, in the units of the file, which are about pixels.
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
    static func * (a: Point, factor: Double) -> Point { Point(x: a.x * factor, y: a.y * factor) }

    var length: Double { (x * x + y * y).squareRoot() }
    /// Of length 1; along x for two points that are one.
    var direction: Point { length > 0 ? self * (1 / length) : Point(x: 1, y: 0) }
    /// A quarter turn.
    var normal: Point { Point(x: -y, y: x) }
}

/// A rectangle with sides along the axes.
struct Rect: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var maxX: Double { x + width }
    var maxY: Double { y + height }
    var midX: Double { x + width / 2 }
    var midY: Double { y + height / 2 }
    var center: Point { Point(x: midX, y: midY) }

    init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    init(center: Point, width: Double, height: Double) {
        self.init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
    }

    func inset(by distance: Double) -> Rect {
        Rect(
            x: x + distance, y: y + distance, width: max(0, width - 2 * distance), height: max(0, height - 2 * distance)
        )
    }

    func union(_ other: Rect) -> Rect {
        let x = min(x, other.x)
        let y = min(y, other.y)
        return Rect(x: x, y: y, width: max(maxX, other.maxX) - x, height: max(maxY, other.maxY) - y)
    }

    func contains(_ other: Rect) -> Bool {
        x <= other.x && y <= other.y && maxX >= other.maxX && maxY >= other.maxY
    }

    /// Whether a name here could belong to a form there. Some files leave names at (0, 0).
    func isNear(_ other: Rect) -> Bool {
        let reach = other.inset(by: -300)
        return center.x >= reach.x && center.x <= reach.maxX && center.y >= reach.y && center.y <= reach.maxY
    }

    /// Where a line from the middle to a point leaves the rectangle.
    func border(towards point: Point) -> Point {
        let way = point - center
        guard way.length > 0 else { return center }
        let factor = min(
            way.x == 0 ? .infinity : width / 2 / abs(way.x), way.y == 0 ? .infinity : height / 2 / abs(way.y))
        return center + way * factor
    }
}

/// A line through points.
struct Polyline: Hashable, Sendable {
    var points: [Point]

    var length: Double { zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length } }

    /// The point in the middle of the way, and which way the line goes there.
    var middle: (point: Point, direction: Point) {
        var left = length / 2
        for (start, end) in zip(points, points.dropFirst()) {
            let way = end - start
            if way.length >= left, way.length > 0 { return (start + way.direction * left, way.direction) }
            left -= way.length
        }
        return (points.last ?? Point(x: 0, y: 0), Point(x: 1, y: 0))
    }

    /// Which way the line goes at its beginning, and at its end.
    var startDirection: Point {
        for point in points.dropFirst() where point != points[0] { return (point - points[0]).direction }
        return Point(x: 1, y: 0)
    }

    var endDirection: Point {
        guard let last = points.last else { return Point(x: 1, y: 0) }
        for point in points.reversed().dropFirst() where point != last { return (last - point).direction }
        return Point(x: 1, y: 0)
    }

    var bounds: Rect? {
        guard let first = points.first else { return nil }
        return points.reduce(Rect(x: first.x, y: first.y, width: 0, height: 0)) {
            $0.union(Rect(x: $1.x, y: $1.y, width: 0, height: 0))
        }
    }
}

extension Double {
    /// With two decimals at most, the same on every machine.
    var figures: String {
        let hundredths = Int((self * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
        guard rest > 0 else { return text }
        text += rest < 10 ? ".0\(rest)" : ".\(rest)"
        if text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
