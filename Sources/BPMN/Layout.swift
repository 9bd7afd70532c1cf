enum Layout {
    static func planes(of model: Model) -> [Plane] { [] }
}
