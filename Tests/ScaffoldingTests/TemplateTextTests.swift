import Testing

@testable import Scaffolding

/// Tags of a template, filled in by the rules of the file.
@Suite struct TemplateTextTests {
    private func filled(_ text: String, in path: String, title: String = "T", systems: [String] = []) throws -> String {
        let kind = try #require(TemplateText.Kind(path: path))
        let template = TemplateText(
            values: ["title": title], settings: ["people": "people: {}", "url": nil],
            systems: try TargetSystem.all(named: systems))
        return try template.filled(text, in: path, as: kind)
    }

    @Test func sectionsRepeat() throws {
        let text = "# A\n{{#systems}}\n- [ ] API of {{name}} {#api-{{id}}}\n{{/systems}}\nEnd {{title}}\n"
        #expect(
            try filled(text, in: "a.md", systems: ["One", "Two Ö"])
                == "# A\n- [ ] API of One {#api-one}\n- [ ] API of Two Ö {#api-two-o}\nEnd T\n")
        #expect(try filled(text, in: "a.md") == "# A\nEnd T\n")
        #expect(try filled("x {{#systems}}({{name}}){{/systems}}", in: "a.md", systems: ["a", "b"]) == "x (a)(b)")
    }
}
