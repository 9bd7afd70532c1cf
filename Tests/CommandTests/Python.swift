import Foundation
import TestSupport

/// Python with the Debian package python3-jsonschema: a second opinion on JSON, schemas and CSV that shares no code with us.
enum Python {
    /// Runs a script, which must succeed, and gives what it printed.
    static func run(_ script: String, _ arguments: String..., input: [UInt8] = []) throws -> String {
        let result = try TestSupport.run(["/usr/bin/python3", "-c", script] + arguments, input: input)
        guard result.status == 0 else { throw TestSupportError("python failed: \(result.errors)") }
        return result.output
    }

    /// For each JSON document, what is wrong with it by a schema of `schemas/`; empty for a valid one.
    static func violations(of schema: String, in documents: [[UInt8]]) throws -> [String] {
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            for line in sys.stdin.buffer:
                errors = sorted(validator.iter_errors(json.loads(line)), key=lambda e: e.json_path)
                print("; ".join(f"{e.json_path}: {e.message[:200]}" for e in errors[:5]).replace("\\n", " "))
            """
        // One document a line.
        let lines = try documents.map { document in
            let value = try JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)
            return Array(try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed))
        }
        let output = try run(
            script, "\(Tool.package)/schemas/\(schema)", input: Array(lines.joined(separator: [0x0A])) + [0x0A])
        return output.split(separator: "\n", omittingEmptySubsequences: false).prefix(documents.count).map(String.init)
    }
}
