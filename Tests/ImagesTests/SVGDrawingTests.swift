import Images
import Testing

@Suite struct SVGDrawingTests {
    private func text(_ svg: String) -> String? {
        SVGDrawing(Array(svg.utf8)).map { drawing in
            String(decoding: drawing.content, as: UTF8.self)
                .replacing(" xmlns=\"http://www.w3.org/2000/svg\"", with: "")
        }
    }

    private func size(_ attributes: String) -> [Int]? {
        SVGDrawing(Array("<svg \(attributes)></svg>".utf8)).map { [$0.width, $0.height] }
    }

    @Test func shapesStayAsTheyAre() {
        let svg = """
            <svg viewBox="0 0 9 9"><defs><linearGradient id="a"><stop offset="1" stop-color="#fff"/></linearGradient></defs>\
            <g transform="translate(1, 2)" style="fill:url(#a)"><path d="M0 0"/><text x="1">ខ្មែរ &amp; b</text></g></svg>
            """
        let written = """
            <svg viewBox="0 0 9 9"><defs><linearGradient id="a"><stop offset="1" stop-color="#fff"></stop></linearGradient>\
            </defs><g transform="translate(1, 2)" style="fill:url(#a)"><path d="M0 0"></path>\
            <text x="1">ខ្មែរ &amp; b</text></g></svg>
            """
        #expect(text(svg) == written)
        #expect(SVGDrawing(Array(svg.utf8))?.leftOut == [])
    }

    @Test func whatStandsBeforeTheDrawing() {
        let start = "\u{feff}<?xml version=\"1.0\"?>\n<!-- Made by hand -->\n<!DOCTYPE svg PUBLIC \"a\" \"b\">\n"
        #expect(text(start + "<svg/>") == "<svg></svg>")
        #expect(text("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>") == nil)
        #expect(text("<!-- <svg> ") == nil)
        #expect(text("<?xml <svg/>") == nil)
    }

    @Test func aDrawingWithEntitiesIsOneThatIsRefused() {
        let bytes = Array("<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg>&a;</svg>".utf8)
        #expect(PictureKind(bytes) == .svg)
        #expect(throws: Picture.Problem.refused(.svg)) { try Picture(bytes) }
    }

    @Test(arguments: [
        ("<svg><script>x()</script></svg>", "script"), ("<svg onload='x()'></svg>", "onload"),
        ("<svg><foreignObject><body onload='x()'/></foreignObject></svg>", "foreignobject"),
        ("<svg><use href='https://x.example/a.svg#b'/></svg>", "href"),
        ("<svg><use href='data:image/svg+xml,<svg/>'/></svg>", "href"),
        ("<svg><image href='https://x.example/a.png'/></svg>", "href"),
        ("<svg><image href='data:image/svg+xml;base64,AAAA'/></svg>", "href"),
        ("<svg><a href='javascript:x()'/></svg>", "a"), ("<svg><set attributeName='href' to='x'/></svg>", "set"),
        ("<svg><animate attributeName='href'/></svg>", "animate"), ("<svg><iframe src='x'/></svg>", "iframe"),
        ("<svg><path fill='url(https://x.example)'/></svg>", "fill"),
        // What is not written must not hide what is.
        ("<svg><path fill='url\u{C}(https://x.example)'/></svg>", "fill"),
        ("<svg><style>a{b:url\u{C}(https://x.example)}</style></svg>", "style"),
        ("<svg><path style='fill:u\\72l(x)'/></svg>", "style"),
        ("<svg><path fill=\"image-set('x' 1x)\"/></svg>", "fill"),
        ("<svg><style>@import 'x'</style></svg>", "style"),
        ("<svg><style>a{b:url( 'https://x.example' )}</style></svg>", "style"),
        ("<svg><style>a{b:src('x')}</style></svg>", "style"), ("<svg><feImage href='#a'/></svg>", "feimage"),
        ("<svg><metadata><rdf>x</rdf></metadata></svg>", "metadata"), ("<svg><p>x</p></svg>", "p"),
    ])
    func whatRunsOrLoadsIsLeftOut(_ svg: String, _ name: String) {
        let drawing = SVGDrawing(Array(svg.utf8))
        if name != "p" { #expect(drawing?.leftOut.first == name) }
        let written = drawing.map { String(decoding: $0.content, as: UTF8.self) }
        for word in ["x()", "x.example", "onload", "script", "import", "data:", "<p>"] {
            #expect(written?.contains(word) != true)
        }
    }

    @Test func whatIsInsideStaysInside() {
        let picture = "<svg><image href=\"data:image/png;base64,AAAA\"></image></svg>"
        #expect(text(picture) == picture)
        let old = "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><g id='a'/><use xlink:href='#a'/></svg>"
        #expect(text(old) == "<svg><g id=\"a\"></g><use href=\"#a\"></use></svg>")
        let style = "<svg><style>.a &gt; b{fill:rgb(1,2,3);stroke:url(#b)}</style></svg>"
        #expect(text(style) == style)
    }

    @Test func commentsAndCDATAGo() {
        #expect(
            text("<svg><!-- <script> --><text><![CDATA[<script>]]></text></svg>")
                == "<svg><text>&lt;script&gt;</text></svg>")
    }

    /// Each group copies the one before it ten times.
    @Test func copiesOfCopiesAreBounded() {
        var svg = "<svg><g id='g0'><path d='M0 0'/></g>"
        for level in 1...9 {
            svg += "<g id='g\(level)'>" + String(repeating: "<use href='#g\(level - 1)'/>", count: 10) + "</g>"
        }
        let drawing = SVGDrawing(Array((svg + "</svg>").utf8))
        #expect(drawing?.leftOut == ["use"])
        #expect(SVGDrawing(Array("<svg><g id='a'><use href='#a'/></g></svg>".utf8))?.leftOut == ["use"])
    }

    @Test func tooManyElementsAreNoDrawing() {
        #expect(SVGDrawing(Array(("<svg>" + String(repeating: "<g/>", count: 10_001) + "</svg>").utf8)) == nil)
        #expect(SVGDrawing(Array(String(repeating: "<svg>", count: 100).utf8)) == nil)
    }

    @Test func sizes() {
        #expect(size("width='30' height='20px'") == [30, 20])
        #expect(size("width='1in' height='2.54cm'") == [96, 96])
        #expect(size("viewBox='0 0 30 20'") == [30, 20])
        #expect(size("width='60' viewBox='0,0,30,20'") == [60, 40])
        #expect(size("height='60' viewBox='0 0 30 20'") == [90, 60])
        #expect(size("width='100%' height='100%' viewBox='0 0 30 20'") == [30, 20])
        #expect(size("") == [300, 150])
        #expect(size("width='-1' height='nan' viewBox='0 0 0 0'") == [300, 150])
        #expect(size("width='99999999' height='inf'") == [30_000, 150])
    }
}
