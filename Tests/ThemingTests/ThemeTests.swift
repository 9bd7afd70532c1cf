import Checklists
import Resources
import Testing

@testable import Theming

@Suite struct ThemeTests {
    private func read(_ files: [String: String]) -> (Theme, [Diagnostic]) {
        let contents = files.mapValues { Array($0.utf8) }
        return read(contents)
    }

    private func read(_ files: [String: [UInt8]]) -> (Theme, [Diagnostic]) {
        Theme.read(
            "look",
            names: { folder -> [String] in
                let names = files.keys.compactMap { path -> String? in
                    guard path.hasPrefix(folder + "/") else { return nil }
                    return path.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init)
                }
                return Set(names).sorted()
            }, content: { files[$0] })
    }

    private let builtIn = EmbeddedFiles.site.first { $0.path == "layout.mustache" }?.text ?? ""

    // MARK: Layout

    @Test func theBuiltInLayoutIsOneThatATeamCouldHave() {
        let (theme, found) = read(["look/layout.mustache": builtIn])
        #expect(found == [])
        #expect(theme.layout != nil)
    }

    /// Each is the built-in layout with one thing changed, and what is told of it.
    @Test(arguments: [
        ("{{{head}}}", "", "{{{head}}} is missing"),
        ("{{{head}}}", "<meta charset=\"utf-8\">{{{head}}}", "layouts have no element \"meta\""),
        ("{{{notices}}}", "", "{{{notices}}} is missing"),
        ("{{{notices}}}", "<!-- {{{notices}}} -->", "layouts have no comments"),
        ("{{{notices}}}", "<dialog>{{{notices}}}</dialog>", "layouts have no element \"dialog\""),
        ("{{{notices}}}", "<details>{{{notices}}}</details>", "layouts have no element \"details\""),
        ("{{{notices}}}", "<div hidden>{{{notices}}}</div>", "layouts have no attribute \"hidden\""),
        ("{{{notices}}}", "<div aria-hidden=\"true\">{{{notices}}}</div>", "layouts have no attribute \"aria-hidden\""),
        ("{{{notices}}}", "<div class=\"skip\">{{{notices}}}</div>", "a class of a layout begins with"),
        ("{{{notices}}}", "<div class=\"theme-x\">{{{notices}}}</div>", "an element around {{{notices}}} has no class"),
        ("{{{notices}}}", "<a href=\"x\">{{{notices}}}</a>", "{{{notices}}} stands in header"),
        ("{{{footer}}}", "{{{foot}}}", "there is no \"foot\" for layouts"),
        ("{{{main}}}", "{{main}}", "main is markup: {{{main}}}"),
        ("{{{main}}}", "{{{main}}}{{{main}}}", "{{{main}}} stands there more than once"),
        ("{{skip}}", "{{{title}}}", "title is text: {{title}}"),
        ("<main id=\"content\">", "<main>", "{{{main}}} stands in <main id=\"content\">"),
        ("lang=\"{{language}}\"", "lang=\"en-GB\"", "the element html has lang=\"{{language}}\""),
        ("</head>", "</head>\n<body onload=\"x()\">", "layouts have no attribute \"onload\""),
        ("</footer>", "</footer><script>x()</script>", "layouts have no element \"script\""),
        ("</footer>", "</footer><SCRIPT SRC=//x.example></SCRIPT>", "layouts have no element \"script\""),
        ("</footer>", "</footer><iframe src=\"x\"></iframe>", "layouts have no element \"iframe\""),
        ("</footer>", "</footer><svg><a></a></svg>", "layouts have no element \"svg\""),
        ("</footer>", "</footer><p style=\"color: red\">x</p>", "layouts have no attribute \"style\""),
        ("</footer>", "</footer><p id=\"item-a1\">x</p>", "an id of a layout begins with"),
        ("</footer>", "</footer><p class=\"notice\">x</p>", "a class of a layout begins with"),
        ("</footer>", "</footer><a href=\"javascript:x()\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a href=\"java&#10;script:x()\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a href=\"//x.example\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a title=\"{{title}}\">x</a>", "in an attribute there is room for"),
        ("</footer>", "</footer><a title={{project}}>x</a>", "in an attribute there is room for"),
        ("</footer>", "</footer><{{project}} x>", "layouts have no element whose name is filled in"),
        ("</footer>", "</footer><img src=\"https://x.example/p.gif\" alt=\"\">", "layouts have no element \"img\""),
        ("</footer>", "</footer>{{> other}}", "there is no \"> other\" for layouts"),
        ("</footer>", "</footer>{{#project}}", "there is no \"#project\" for layouts"),
        // What a comment of Mustache takes away is not what a browser reads.
        ("{{{head}}}", "<!-- --{{! }}><script>x()</script><!-- -->{{{head}}}", "there is no \"! \" for layouts"),
        ("{{{head}}}", "{{=<% %>=}}{{{head}}}", "there is no \"=<% %>=\" for layouts"),
        ("</footer>", "</footer>{{", "a tag is not closed"),
    ])
    func layoutsThatCannotBeUsed(_ part: String, _ changed: String, _ message: String) {
        let (theme, found) = read(["look/layout.mustache": builtIn.replacing(part, with: changed)])
        #expect(theme.layout == nil)
        #expect(found.contains { $0.message.hasPrefix(message) }, "\(found.map(\.message))")
        #expect(found.allSatisfy { $0.rule == .themeNotUsable && $0.path == "look/layout.mustache" })
    }

    @Test func longLayoutsAreReadInTimeAndWithoutDepth() {
        for text in [
            "{{!" + String(repeating: " ", count: 60_000) + "} }}", String(repeating: "{{#page}}", count: 7_000),
        ] {
            #expect(read(["look/layout.mustache": builtIn + text]).0.layout == nil)
        }
    }

    @Test func theLineOfWhatIsWrong() {
        let (_, found) = read(["look/layout.mustache": builtIn + "\n<blink>x</blink>\n<p style=\"x\">y</p>"])
        let last = builtIn.count { $0 == "\n" } + 1
        #expect(found.map(\.line) == [last + 1, last + 2])
    }

    @Test func ownElementsAreTheTeams() {
        let own = builtIn.replacing(
            "</footer>",
            with:
                "<p class=\"theme-thanks\" lang=\"en\">By the <a href=\"https://ministry.example/\">Ministry</a></p></footer>"
        )
        #expect(read(["look/layout.mustache": own]).1 == [])
    }

    // MARK: Style, logo, pages

    @Test(arguments: [
        ":root { --accent: #7a1f1f; --font: \"Noto Serif\", serif }",
        "@media (prefers-color-scheme: dark) { :root { --link: #e9a3a3; } }\n.theme-thanks, .theme-a:hover { color: red; }",
        "/* @import, url(x) */ :root { --text: #000 }", "",
    ])
    func styles(_ style: String) {
        #expect(read(["look/theme.css": style]).1 == [])
    }

    @Test(arguments: [
        "a { color: red }", ".notice { display: none }", ".theme-x ~ .notice { display: none }",
        ".theme-x .item { color: red }",
        ".theme-x, .notice { display: none }", ":root { color: red }", "@import 'x.css';", "@\\69mport 'x.css';",
        "@font-face { src: url(x) }", ":root { --a: url(https://x.example/a.png) }", ":root { --a: u\\72l(x) }",
        ".theme-x { background: image-set('https://x.example/a.png' 1x) }", ".theme-x::after { content: 'Signed off' }",
        ":root { --a: 1 } } .notice { display: none }", "@media print; .notice { display: none }",
        "@media print { .notice { display: none } }", ":root{--a:\"/*\"} .notice{display:none} .theme-x{color:\"*/\"}",
        ":root { --a: \"\n\" } ", ":root { --a: 1", ".theme-x:has(~ .notice) { color: red }",
        ":root:has(.notice) { --a: 1 }",
        ".notice", ":root { --a: \" } .notice { display: none } \"",
    ])
    func stylesThatReachMoreThanTheTheme(_ style: String) {
        let (theme, found) = read(["look/theme.css": style])
        #expect(theme.style == nil)
        #expect(found.count == 1)
    }

    @Test(arguments: [
        "<svg><script>x()</script></svg>", "<svg onload=\"x()\"></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg><use href=\"https://x.example/a.svg#b\"/></svg>", "<svg><a href=\"javascript:x()\"><path/></a></svg>",
        "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg></svg>", "<svg><![CDATA[<script>]]></svg>",
        "<svg><path fill=\"url(https://x.example)\"/></svg>",
        "<svg><style>@import 'x'</style></svg>", "<svg style=\"fill:u\\72l(x)\"><path/></svg>",
        "<svg><path fill=\"image-set('x' 1x)\"/></svg>",
        "<svg><set attributeName=\"href\" to=\"javascript:x()\"/></svg>",
        "<p>x</p>", "",
        "<svg>&#60;script></svg>",
    ])
    func drawingsThatDoMoreThanBeLookedAt(_ svg: String) {
        let (theme, found) = read(["look/logo.svg": svg])
        #expect(theme.logo == nil && found.count == 1)
    }

    @Test func drawingsOfShapes() {
        let svg =
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>"
        let (theme, found) = read(["look/logo.svg": svg])
        let written = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>"
        #expect(found == [] && theme.logo == Logo(name: "logo.svg", content: Array(written.utf8)))
    }

    @Test func picturesAreWhatTheirNameSays() {
        let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]
        #expect(read(["look/logo.png": png]).0.logo?.content == png)
        #expect(read(["look/logo.jpg": png]).0.logo == nil)
        #expect(read(["look/logo.png": Array("<svg onload=x()>".utf8)]).0.logo == nil)
    }

    @Test func pagesAndUnknownFiles() {
        let (theme, found) = read([
            "look/pages/about.md": "# About", "look/pages/x.html": "<p>", "look/style.css": "", "look/README.md": "",
        ])
        #expect(theme.pages == ["look/pages/about.md"])
        #expect(found.map(\.path) == ["look/pages/x.html", "look/style.css"])
        #expect(found.allSatisfy { $0.rule == .themeFileUnknown })
    }
}
