/// A table in a file.
package struct Table: Sendable {}
