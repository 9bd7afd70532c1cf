extension RuleFixture {
    private static let list = "# List\n\n- [ ] One {#one}\n"
    private static let frame = """
        <!doctype html>
        <html lang="{{language}}" dir="{{direction}}"><head>{{{head}}}</head><body>{{{navigation}}}{{{notices}}}
        <main id="content">{{{main}}}</main>{{{footer}}}</body></html>

        """

    static let ofThemes: [RuleFixture] = [
        RuleFixture(
            "theme-not-usable", "a script in the layout",
            [
                "list.md": list, "countersign.yml": "theme: look\n",
                "look/layout.mustache": frame + "<script src=\"https://elsewhere.example/x.js\"></script>¶\n",
            ]),
        RuleFixture(
            "theme-not-usable", "a stylesheet that loads another",
            [
                "list.md": list, "countersign.yml": "theme: look\n",
                "look/theme.css": ":root { --accent: #123 }\n@import \"https://elsewhere.example/x.css\";¶\n",
            ]),
        RuleFixture(
            "theme-not-usable", "a folder that is not there"
        ) { script, marks in
            marks.expect("look")
            script.commit("add", marks.marked(["list.md": list, "countersign.yml": "theme: look\n"]))
            return nil
        },
        RuleFixture("theme-file-unknown", "a stylesheet by another name") { script, marks in
            marks.expect("look/style.css")
            script.commit(
                "add",
                marks.marked([
                    "list.md": list, "countersign.yml": "theme: look\n", "look/style.css": "a { color: red }\n",
                    "look/theme.css": ":root { --link: blue }\n",
                ]))
            return nil
        },
    ]
}
