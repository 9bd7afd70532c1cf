@testable import Scaffolding

/// The sentence that a refusal must be.
typealias Problem = ScaffoldProblem
