@testable import Images

extension FuzzTarget {
    /// A picture: what it is, a smaller copy; a drawing stays as it was cleaned.
    static let picture = FuzzTarget(name: "picture") { input in
        guard let picture = try? Picture(input) else { return }
        let (width, height) = (picture.width, picture.height)
        try require(
            (1...Picture.maximumSide).contains(width) && (1...Picture.maximumSide).contains(height),
            "\(width) by \(height)")
        guard picture.kind != .svg else {
            let again = try? Picture(picture.content)
            return try require(again?.content == picture.content && again?.isCleaned == false, "cleaned once more")
        }
        try require(picture.content == input, "a picture that is not the file")
        // Time is for what is inside, not for how much of it there is.
        guard width * height <= 1 << 20, let copy = picture.copy(atMost: max(1, width / 2)) else { return }
        try require(copy.width == max(1, width / 2) && copy.kind == picture.kind, "a copy of another width")
        try require(copy.content.count <= input.count / 4 * 3, "a copy that saves nothing")
        let read = try? Picture(copy.content)
        try require(read?.width == copy.width && read?.height == copy.height, "a copy that is no picture")
    }
}
