import Foundation
import TestSupport
import Testing

/// The schemas that reports must satisfy. Those of SARIF (OASIS, 2.1.0 with Errata 01) and JUnit (`junit-10.xsd` of Jenkins'
/// xUnit plugin, the one in common use) were brought by `scripts/report-schemas`, out of packages that carry them.
///
/// For GitLab's code quality report no package was found that has a schema: `FormatRulesTests.gitlab` looks for what its
/// documentation requires.
struct ReportSchemas {
    /// Path of a JSON Schema.
    let path: String

    static let check = ReportSchemas(path: "\(package)/schemas/check.schema.json")
    static let sarif = ReportSchemas(path: "\(package)/.build/report-schemas/sarif-2.1.0.json")
    private static let junit = "\(package)/.build/report-schemas/junit-10.xsd"

    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// What is wrong with the documents, by python3-jsonschema.
    func violations(in documents: [[UInt8]]) throws -> [String] {
        try #require(
            FileManager.default.fileExists(atPath: path), "make test brings the schemas, or scripts/report-schemas")
        let script = """
            import json, sys
            from jsonschema import validators
            schema = json.load(open(sys.argv[1]))
            Validator = validators.validator_for(schema)
            Validator.check_schema(schema)
            for document in json.load(sys.stdin):
                for error in Validator(schema).iter_errors(document):
                    print(error.json_path, error.message[:200].replace("\\n", " "))
            """
        let input = [UInt8(ascii: "[")] + documents.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
        let result = try run(["/usr/bin/python3", "-c", script, path], input: Array(input))
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    /// What is wrong with JUnit reports, by xmllint.
    static func junitViolations(in documents: [String]) throws -> [String] {
        try #require(
            FileManager.default.fileExists(atPath: junit), "make test brings the schemas, or scripts/report-schemas")
        let folder = try TemporaryFolder()
        for (number, document) in documents.enumerated() { try folder.write(document, to: "\(number).xml") }
        let files = documents.indices.map { folder.path("\($0).xml") }
        let result = try run(["xmllint", "--noout", "--schema", junit] + files)
        try FileManager.default.removeItem(atPath: folder.path)
        // It says of each file that it is valid.
        let lines = result.errors.split(separator: "\n").map(String.init).filter { !$0.hasSuffix(" validates") }
        return result.status == 0 ? lines : lines + ["xmllint: \(result.status)"]
    }
}
