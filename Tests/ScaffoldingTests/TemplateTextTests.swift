import Testing

@testable import Scaffolding

/// Tags of a template, filled in by the rules of the file.
@Suite struct TemplateTextTests {
    private func filled(_ text: String, in path: String, title: String = "T", systems: [String] = []) throws -> String {
        let kind = try #require(TemplateText.Kind(path: path))
        let template = TemplateText(
            values: ["title": title], settings: ["people": "people: {}", "url": nil, "languages": "en, fr"],
            systems: try TargetSystem.all(named: systems))
        return try template.filled(text, in: path, as: kind)
    }

    @Test func sectionsRepeat() throws {
        let text = "# A\n{{#systems}}\n- [ ] API of {{name}} {#api-{{id}}}\n{{/systems}}\nEnd {{title}}\n"
        #expect(
            try filled(text, in: "a.md", systems: ["One", "Two Ö"])
                == "# A\n- [ ] API of One {#api-one}\n- [ ] API of Two Ö {#api-two-o}\nEnd T\n")
        #expect(try filled(text, in: "a.md") == "# A\nEnd T\n")
        #expect(
            try filled("x {{#systems}}({{name}}){{/systems}}", in: "a.md", systems: ["a", "b"]) == "x (a)(b)")
        #expect(try filled("  {{#systems}}\n- {{id}}\n{{/systems}}", in: "a.md", systems: ["A"]) == "- a\n")
    }

    @Test func sectionsThatDoNotMatch() {
        for text in ["{{#systems}}\na\n", "a {{#systems}} b {{#systems}} c {{/systems}}"] {
            #expect(
                throws: ScaffoldProblem("p/a.md of the template: every {{#systems}} needs one {{/systems}} behind it")
            ) { try filled(text, in: "p/a.md") }
        }
        #expect(
            throws: ScaffoldProblem("a.csv of the template: {{/systems}} without {{#systems}} before it")
        ) { try filled("a\n{{/systems}}\n", in: "a.csv") }
    }

    @Test func whatElseStandsInBracesStays() throws {
        let text = "{{ title }} {{page.title}} {{{title}}} {% raw %} {{name}} {{ {{"
        #expect(try filled(text, in: "a.md") == "{{ title }} {{page.title}} {T} {% raw %} {{name}} {{ {{")
    }

    @Test func valuesAreNotLookedThrough() throws {
        #expect(
            try filled(
                "{{title}}\n{{#systems}}{{name}}{{/systems}}", in: "a.csv", title: "{{name}}", systems: ["{{title}}"])
                == "{{name}}\n{{title}}")
        #expect(
            try filled("{{#systems}}{{name}} {{title}}{{/systems}}", in: "a.csv", title: "T", systems: ["{{/systems}}"])
                == "{{/systems}} T")
    }

    @Test func markdown() throws {
        #expect(
            try filled("# {{title}}\n", in: "a.md", title: "*a* _b_ [c](d) <e> `f` {#g} h|i ~~j~~ &amp; \\ #k")
                == "# \\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\{\\#g\\} h\\|i \\~\\~j\\~\\~ \\&amp; \\\\ \\#k\n")
    }

    @Test func frontMatterIsYAML() throws {
        let text = "---\ntitle: \"{{title}}\"\n---\n\n# {{title}}\n"
        #expect(
            try filled(text, in: "a.md", title: "a \"b\" *c*")
                == "---\ntitle: \"a \\\"b\\\" *c*\"\n---\n\n# a \"b\" \\*c\\*\n")
    }

    @Test func yaml() throws {
        #expect(
            try filled("title: \"{{title}}\"\n", in: "a.yml", title: "a \"b\" \\ c \u{85} \u{202E}d")
                == "title: \"a \\\"b\\\" \\\\ c \\u0085 \u{202E}d\"\n")
    }

    @Test func settings() throws {
        #expect(
            try filled("a: 1\n{{url}}\n{{people}}\nlanguages: [{{languages}}]\n", in: "a.yml")
                == "a: 1\npeople: {}\nlanguages: [en, fr]\n")
        #expect(try filled("{{people}}\n", in: "a.md") == "{{people}}\n")
    }

    @Test func xml() throws {
        #expect(
            try filled("<a name=\"{{title}}\"/>", in: "a.bpmn", title: "a <b> & \"c\" 'd' \u{1}\u{FFFE}")
                == "<a name=\"a &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos; \u{FFFD}\u{FFFD}\"/>")
    }

    @Test(arguments: [
        ("{{title}},x", "plain", "plain,x"), ("{{title}},x", "a, b", "\"a, b\",x"),
        ("{{title}},x", "a \"b\"", "\"a \"\"b\"\"\",x"),
        ("\"API of {{title}}\",x", "a, \"b\"", "\"API of a, \"\"b\"\"\",x"),
        ("\"a\"\n{{title}}", "b;c", "\"a\"\n\"b;c\""), ("{{title}}", "=1+1", "'=1+1"), ("{{title}}", "@a", "'@a"),
    ])
    func csv(_ text: String, _ title: String, _ expected: String) throws {
        #expect(try filled(text, in: "a.csv", title: title) == expected)
    }

    @Test func filesThatAreCopied() {
        for path in [
            ".github/workflows/a.yml", ".gitlab-ci.yml", "a/.hidden/b.md", "a.png", "a.yaml", "md", "a.md.txt", "a.MD",
        ] {
            #expect(TemplateText.Kind(path: path) == nil, "\(path)")
        }
        #expect(TemplateText.Kind(path: "a.b/c.bpmn") == .xml)
    }
}
