/// What a picture is, without what it shows.
package struct Picture: Sendable {}
