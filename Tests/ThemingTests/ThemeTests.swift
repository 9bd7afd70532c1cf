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
        ("{{{head}}}", "", "{{{head}}} is missing, or has two braces instead of three"),
        ("{{{notices}}}", "", "{{{notices}}} is missing, or has two braces instead of three"),
        ("{{{footer}}}", "<!-- {{{foot}}} -->", "there is no \"foot\" for layouts"),
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
        ("</footer>", "</footer><a href=\"javascript:x()\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a href=\"java&#10;script:x()\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a href=\"//x.example\">x</a>", "this link leads nowhere safe"),
        ("</footer>", "</footer><a title=\"{{title}}\">x</a>", "in an attribute there is room for"),
        ("</footer>", "</footer><a title={{project}}>x</a>", "in an attribute there is room for"),
        ("</footer>", "</footer><{{project}} x>", "layouts have no element"),
        ("</footer>", "</footer><img src=\"https://x.example/p.gif\" alt=\"\">", "pictures of a layout are the logo"),
        ("</footer>", "</footer>{{> other}}", "layouts have no tags with \">\""),
        ("</footer>", "</footer>{{#project}}", "this is not a Mustache template: a section is not closed"),
    ])
    func layoutsThatCannotBeUsed(_ part: String, _ changed: String, _ message: String) {
        let (theme, found) = read(["look/layout.mustache": builtIn.replacing(part, with: changed)])
        #expect(theme.layout == nil)
        #expect(found.contains { $0.message.hasPrefix(message) }, "\(found.map(\.message))")
        #expect(found.allSatisfy { $0.rule == .themeNotUsable && $0.path == "look/layout.mustache" })
    }

    @Test func theLineOfWhatIsWrong() {
        let (_, found) = read(["look/layout.mustache": builtIn + "\n<blink>x</blink>\n<p style=\"x\">y</p>"])
        let last = builtIn.count { $0 == "\n" } + 1
        #expect(found.map(\.line) == [last + 2])
    }

    @Test func ownElementsAreTheTeams() {
        let own = builtIn.replacing(
            "</footer>",
            with:
                "<p class=\"thanks\" lang=\"en\">By the <a href=\"https://ministry.example/\">Ministry</a></p></footer>"
        )
        #expect(read(["look/layout.mustache": own]).1 == [])
    }

    // MARK: Style, logo, pages

    @Test(arguments: ["a { background: url(https://x.example/a.png) }", "@IMPORT 'x.css';", "\u{0}\u{1}"])
    func stylesThatLoadOthers(_ style: String) {
        let (theme, found) = read(["look/theme.css": style])
        let isText = style.hasPrefix("\u{0}")
        #expect((theme.style == nil) == !isText && found.isEmpty == isText)
    }

    @Test func stylesWithPicturesInside() {
        #expect(read(["look/theme.css": "a { background: url(data:image/png;base64,AA==) }"]).1 == [])
    }

    @Test(arguments: [
        "<svg><script>x()</script></svg>", "<svg onload=\"x()\"></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg><use href=\"https://x.example/a.svg#b\"/></svg>", "<svg><a href=\"javascript:x()\"><path/></a></svg>",
        "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg></svg>", "<svg><![CDATA[<script>]]></svg>",
        "<svg><path fill=\"url(https://x.example)\"/></svg>",
        "<svg><style>@import 'x'</style></svg>", "<svg><set attributeName=\"href\" to=\"javascript:x()\"/></svg>",
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
        #expect(found == [] && theme.logo == Logo(name: "logo.svg", content: Array(svg.utf8)))
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
