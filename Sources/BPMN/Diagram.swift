/// A BPMN 2.0 file, read.
package struct Diagram: Sendable {}
