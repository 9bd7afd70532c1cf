import Testing

@testable import BPMN
