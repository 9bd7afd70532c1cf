import Markdown

/// Where the site reads the files of the report's commit from.
package protocol SiteSource {
    /// The parsed Markdown of a file, without its front matter; nil where there is none, or it is no text.
    func document(at path: String) -> Document?
    /// The blob of the regular file at a path, hexadecimal; nil where something else or nothing lies there.
    func blob(at path: String) -> String?
    /// What any blob of the repository holds; nil where it is not there, or too large to be shown.
    func content(ofBlob blob: String) -> [UInt8]?
}

/// Of a report whose files cannot be had: items are listed without their documents.
package struct NoSource: SiteSource {
    package init() {}
    package func document(at path: String) -> Document? { nil }
    package func blob(at path: String) -> String? { nil }
    package func content(ofBlob blob: String) -> [UInt8]? { nil }
}
