import TestSupport

extension RuleFixture {
    /// What one file says.
    static let ofFiles: [RuleFixture] =
        ofOutputs + ofLinks + ofFragments + ofImages + ofBlanks + ofPeople + ofTranslations + ofOtherFiles

    /// These files, their items there before they are ticked: another rule minds those that come with their ticks.
    static func ticked(
        _ rule: String, _ label: String, others: Set<String> = [], _ files: [String: String]
    ) -> RuleFixture {
        RuleFixture(rule, label, others: others) { script, marks in
            let marked = marks.marked(files)
            script.commit("add", marked.mapValues { $0?.replacing("- [x]", with: "- [ ]") })
            script.commit("tick", marked)
            return nil
        }
    }

    static func ticked(_ rule: String, _ label: String, others: Set<String> = [], _ text: String) -> RuleFixture {
        ticked(rule, label, others: others, ["a.md": text])
    }

    /// With two roles and two people.
    static func configured(
        _ rule: String, _ label: String, others: Set<String> = [], _ text: String, configuration: String = configuration
    ) -> RuleFixture {
        ticked(rule, label, others: others, ["a.md": text, "countersign.yml": configuration])
    }

    static let configuration = """
        version: 1
        roles:
          data-protection-officer: { title: Data protection officer }
          ministry: { title: Ministry representative }
        people:
          dara: { name: Sok Dara, emails: [dara@ministry.example], organisation: Ministry of Health, roles: [ministry] }
          eve: { name: Eve, emails: [eve@team.example], roles: [] }

        """

    private static let ofOtherFiles = [
        ticked("overdue", "open", "- [ ] One¶\n  - Due: 2027-01-30\n- [ ] Two\n  - Due: 2027-01-31\n"),
        ticked(
            "overdue", "finished or not applicable",
            [
                "a.md": """
                - [ ] One¶
                  - Due: 2024-03-31
                - [x] Two
                  - Due: 2024-03-31
                - [ ] ~~Three~~
                  - Due: 2024-03-31
                  - Reason: none

                """
            ]),
        configured(
            "unknown-check", "misspelt",
            """
            - [ ] One

            """,
            configuration: """
                checks:
                  missing-output: warning
                  missing-outputs: warning¶
                  overdue: off
                  nonsense: note¶

                """),
        configured(
            "unknown-check", "the names of all kinds of rules", "- [ ] One\n",
            configuration: """
                checks: { duplicate-id: error, truncated-history: error, broken-link: off, broken-lnik: off }¶

                """),
        ticked(
            "not-applicable-without-reason", "with and without",
            """
            - [ ] ~~One~~¶
            - [x] ~~Two~~ {#two}¶
              - Owner: ann
            - [ ] ~~Three~~
              - Reason: covered by the platform's own test
            - [ ] ~~Four~~ is partly done
            - [ ] **~~Five~~**¶

            """),
        ticked(
            "not-applicable-without-reason", "in a paragraph below",
            """
            - [ ] ~~One~~

              Covered by the platform's own test.
            - [ ] ~~Two~~
              - [ ] Three
              - [ ] ~~Four~~¶
              - Reason: see three

            """),
    ]
}

// MARK: - Outputs

extension RuleFixture {
    private static let ofOutputs = [
        ticked(
            "missing-output", "links, images and plain paths",
            [
                "lists/a.md": """
                - [x] One
                  - Output: [spec](../outputs/spec.md) and [data](<«../outputs/data set.csv»>)
                - [x] Two
                  - Outputs:
                    - [Spec](../outputs/spec.md#levels)
                    - ![Drawing](«drawing.png»)
                - [x] Three
                  - Output: «../outputs/Spec.md»
                - [x] Four
                  - Output: ../outputs/spec.md
                - [ ] Five
                  - Output: [spec](/outputs/spec.md), [folder](../outputs), [folder](../outputs/), [web](https://x.example/a.md)
                - [ ] Six
                  - Output: the minutes in the drawer
                - [ ] Seven
                  - Output: [openfn.org](«openfn.org»)

                """,
                "outputs/spec.md": "# Levels\n",
            ]),
        ticked(
            "missing-output", "in the front matter, once",
            [
                "a.md": """
                ---
                outputs: [b.md, «c.md»]
                ---

                - [x] One
                - [x] Two
                - [x] Three
                  - Output: b.md

                """,
                "b.md": "Text\n",
            ]),
        ticked(
            "missing-output", "in a list of the front matter",
            [
                "a.md": "---\noutputs:\n  - b.md\n  - «docs/b.md»\n---\n\n- [x] One\n", "b.md": "Text\n",
            ]),
        ticked(
            "missing-output", "several in one line, with escapes",
            """
            - [x] One
              - Output: [b.md](«b.md») [b](«b.md») [c](«c%20d.md»)

            """),
        RuleFixture("missing-output", "behind a symbolic link or in a submodule", others: ["born-ticked"]) {
            script, files in
            script.commit(
                "add",
                files.marked([
                    "a.md": """
                    - [x] One
                      - Output: [a](link), [b](link/b.md), [c](module), [d](module/x/y.md), [e](«modules/x»), [f](«a.md/x»)

                    """,
                    "link": "elsewhere", "module": "1234567890123456789012345678901234567890",
                ]),
                modes: ["link": .symbolicLink, "module": .submodule])
            return nil
        },
        ticked(
            "output-outside-repository", "relative, local and on a share",
            [
                "lists/a.md": """
                - [x] One
                  - Output: [a](../b.md), [c](«../../c.md»)
                - [x] Two
                  - Output: [a](«file:///home/ann/c.md») [b](<«C:\\Users\\Ann\\c.md»>) [c](<\\«\\server\\share\\c.md»>)
                - [x] Three
                  - Output: «../../../c.md»
                - [x] Four
                  - Output: [a](http://x.example/../..) [b](mailto:) [c](../lists/../b.md) [d](«/../lists/a.md»)

                """,
                "b.md": "Text\n",
            ]),
        ticked(
            "output-outside-repository", "in the front matter",
            """
            ---
            outputs: [ https://x.example/a, «../a.md» ]
            ---

            - [x] One

            """),
        ticked(
            "ticked-without-output", "empty or a placeholder",
            """
            - [x] One
              - «Output»:
            - [x] Two
              - «Output»: TBD
            - [x] Three
              - «Outputs»: [specification](TODO)
            - [x] Four
              - «Output»: [specification]()
            - [x] Five
              - Output:
                - the minutes in the drawer
            - [x] Six
              - Output: https://x.example
            - [ ] Seven
              - Output:
            - [x] ~~Eight~~
              - Reason: none
              - Output:
            - [x] Nine
            - [x] Ten
              - «Output»: ____
              - Outputs: ...

            """),
        ticked(
            "ticked-without-output", "documents that say so themselves",
            [
                "a.md": """
                - [x] One
                  - Output: [One](«outputs/one.md»)
                - [ ] Two
                  - Output: [Two](outputs/two.md)
                - [x] Three
                  - Outputs: [Three](outputs/three.md), [four](outputs/four.csv)
                - [x] Four
                  - Output: [Two](«outputs/two.md»)

                """,
                "outputs/one.md": "# One\n\n*Not written yet. What stands here is an example.*\n",
                "outputs/two.md": "# Two\n\nPas encore rédigé.\n",
                "outputs/three.md": "# Three\n\nWritten. Not written yet is the second part.\n",
                "outputs/four.csv": "Not written yet\n",
            ]),
        RuleFixture("ticked-without-output", "signed off before it is ticked") { script, files in
            let text = { (box: String, link: String, field: String) in
                """
                - [ ] By a box {#box}
                  - Output: [One](\(link))
                  - Sign-off:
                    - [\(box)] dpo
                - [ ] In a message {#message}
                  - Output: [One](\(link))
                  - Sign-off: dpo
                - [ ] By nobody
                  - Output: [One](outputs/one.md)
                  - Sign-off: dpo
                - [ ] Not named {#unnamed}
                  - \(field):
                  - Sign-off:
                    - [\(box)] dpo
                - [ ] ~~Not applicable~~ {#excluded}
                  - Reason: none
                  - Output: [One](outputs/one.md)
                  - Sign-off:
                    - [\(box)] dpo

                """
            }
            script.setUp(["outputs/one.md": "# One\n\n*Not written yet.*\n"])
            script.write("add", text(" ", "outputs/one.md", "Output"), by: .eve)
            script.commit(
                "sign\n\nSign-off: message as dpo\n",
                files.marked(["a.md": text("x", "«outputs/one.md»", "«Output»")]), author: .ann)
            return nil
        },
        ticked(
            "ticked-without-output", "in the front matter",
            """
            ---
            outputs: [«TBD»]
            ---

            - [x] One
            - [ ] Two

            """),
        ticked(
            "ticked-without-output", "of items that have their own",
            """
            ---
            outputs: TBD
            ---

            - [x] One
              - Output: https://x.example
            - [ ] Two
            - [x] Three
              - «Output»:

            """),
    ]
}

// MARK: - Links and images

extension RuleFixture {
    private static let ofLinks = [
        ticked(
            "broken-link", "in documents that the site shows and no item names",
            [
                "a.md": "- [ ] One\n",
                "guides/one.md": "# One\n\n[a](../a.md) [b](«b.md») ![c](«c.png») [web](https://x.example)\n",
                "docs/deep/two.md": "![](«../d.png») TODO ____\n",
                "other/three.md": "[b](b.md)\n",
                "guides.md": "[b](b.md)\n",
            ]),
        ticked(
            "broken-link", "in documents that the configuration names",
            [
                "a.md": "- [ ] One\n",
                "countersign.yml": "documents: [\"*.txt.md\", plans/]\nexclude: [plans/old]\n",
                "x/one.txt.md": "[b](«b.md»)\n",
                "plans/two.md": "[b](«b.md»)\n",
                "plans/old/three.md": "[b](b.md)\n",
                "docs/four.md": "[b](b.md)\n",
            ]),
        ticked(
            "broken-fragment", "in documents that no item names",
            ["a.md": "- [ ] One\n", "docs/one.md": "# One\n\n[here](#one) [there](«#two»)\n"]),
        ticked(
            "broken-link", "to files that are not there",
            [
                "docs/a.md": """
                # Links

                [a](a.md) [b](«b.md») [c](../c.md) [d](/c.md) [e](«/docs/c.md»)
                ![an image](«x.png») [![an image](«y.png»)](«z.md»)
                [a](a.md?plain=1#L3) [a](./a.md) [a](<a%2Emd>) [docs](.) [root](..)
                [web](https://x.example/b.md) [mail](mailto:x) [other](//x.example/b.md) [tel](tel:123)
                `[code](b.md)` [b again](«b.md» "with a title")

                - [ ] One, see [b](«b.md#part») and
                  [c](«c.md»)

                ```
                [b](b.md)
                ```

                <a href="«b.md»">b</a> <img src='«x.png»' alt="X"> <!-- <a href="b.md"> -->

                """,
                "c.md": "Text\n",
            ]),
        ticked(
            "broken-link", "by reference, once where it is defined",
            """
            - [ ] One, see [first][ref], [second][ref] and [ref]
            - [ ] Two, see [ok]

            [ref]: «missing.md»
            [ok]: <a.md>
            [unused]: unused.md

            """),
        ticked(
            "broken-link", "out of the repository",
            """
            - [ ] One, see [issue](../../issues/1), [wiki](../../wiki), [pull requests](../../pulls)
            - [ ] Two, see [a](«../b.md») and [c](«../../c.md»), [mine](«file:///c.md»), [mine](<«D:/c.md»>)

            """),
        ticked(
            "broken-link", "where a site generator reads them otherwise",
            [
                "docs/mkdocs.yml": "site_name: x\n",
                "docs/a.md": """
                - [ ] One, [a](/about), [b](other), [c](other/), [d](other.html), [e](../b/), [f]({{ site.url }}/x.md)
                - [ ] Two, [a](../img.png), [b](«c.md»), [c](«img2.png»)

                """,
                "docs/img.png": "", "img.png": "",
            ]),
        ticked(
            "broken-link", "where there is none",
            [
                "a.md": "- [ ] One, [a](«/about»), [b](«other»), [c](«other.html»)\n", "other.md": "Text\n",
            ]),
        ticked(
            "broken-link", "in a page that says so itself",
            """
            ---
            layout: default
            ---

            - [ ] One, [a](/about), [b](other), [c](«other.md»)

            """),
        ticked(
            "broken-link", "in an output, where it is none",
            [
                "a.md": """
                - [ ] One
                  - Output: [a](a.md), ~~[b](«b.md»)~~, [![an image](«c.png»)](a.md), <a href="«d.md»">d</a>

                """
            ]),
        ticked(
            "broken-link", "in an output and a translation, and in no other file",
            [
                "countersign.yml": "languages: [en, fr]\n",
                "a.md": "- [ ] One\n  - Output: [b](b.md)\n", "a.fr.md": "- [ ] Un\n  - Output: [b](«c.md»)\n",
                "b.md": "[c](«c.md»)\n", "d.md": "[c](c.md)\n",
                ".github/ISSUE_TEMPLATE/bug.md": "- [ ] I read [this](CONTRIBUTING.md) []()\n",
            ]),
        ticked(
            "link-not-read", "spaces in the address, or before it",
            [
                "a.md": """
                - [ ] See «[the data](data set.csv)» and «[it] (data.csv)», [again](<data set.csv>), [and](data.csv)
                  - Output: «[it](./data set.csv)»

                See [1] (a note), [the plan](as agreed by all), `[the data](data set.csv)`, [a](b c.csv), [a] (data).
                [x] (x)

                """,
                "data set.csv": "", "data.csv": "",
            ]),
        ticked(
            "link-not-read", "in a document that is an output",
            ["a.md": "- [ ] One\n  - Output: [b](b.md)\n", "b.md": "«[a] (a.md)» [b](./b.md and more)\n"]),
        ticked(
            "link-without-scheme", "hosts and addresses",
            """
            # Links

            [OpenFn](«openfn.org») [docs](«docs.openfn.org/jobs») [x](«www.x.y/z») [kh](«moh.gov.kh»)
            [me](«ann@ministry.example»)
            [github](«github.com/OpenFn») https://openfn.org www.openfn.org <https://openfn.org>

            - [ ] See [them](«openfn.org/about#us»)

            """),
        ticked(
            "link-without-scheme", "files, even such as look like hosts", others: ["broken-link"],
            [
                "a.md": """
                - [ ] [a](example.com) [b](readme.md) [c](script.sh) [d](data.zip) [e](drawing.ai) [f](main.rs)
                - [ ] [g](v1.2) [h](a.b.c) [i](report.doc) [j](notes.txt#x.org) [k](a/openfn.org) [m](.org) [n](x..org)
                - [ ] [o](«openfn.org»)

                """,
                "example.com": "a file",
            ]),
    ]

    private static let ofFragments = [
        ticked(
            "broken-fragment", "of headings",
            [
                "a.md": """
                # One & two

                ## Same
                ## Same
                ## `code` and [link](b.md) {#own}

                [a](#one--two) [b](#same) [c](#same-1) [d](«#same-2») [e](#code-and-link-own) [f](#code-and-link) [g](#own)
                [h](«#one») [i](#user-content-same) [j](#Same) [k](b.md#b) [l](«b.md#c») [m](b.md#L10) [n](c.txt#x)
                [o](b.md#%E1%9E%80) [p](#top) [top](#) [r](docs#x)

                - [ ] Item {#item}
                - [ ] See [the item](#item) and [that](«#itme»)

                """,
                "b.md": "# B\n\n## ក\n", "c.txt": "", "docs/x": "",
            ]),
        ticked(
            "broken-fragment", "of HTML and footnotes",
            """
            <a name="Here"></a> <h2 id='there'>There</h2>

            <p id=third>

            - [ ] [a](#here) [b](#there) [c](#third) [d](«#fourth») [e](#fn-1) [f](#user-content-fnref-1) [g](#:~:text=x)

            <!-- <a name="fourth"></a> -->

            """),
        ticked(
            "broken-fragment", "as other forges write them",
            """
            # 1. The way: up

            - [ ] [a](#1-the-way-up) [b](#the-way-up) [c](#markdown-header-1-the-way-up) [d](«#the-way»)

            """),
        ticked(
            "broken-fragment", "as site generators write them",
            [
                "mkdocs.yml": "site_name: x\n",
                "a.md": """
                # One way { #one-id .big }

                ## Another {: id="other" }

                - [ ] [a](#one-id) [b](#one-way) [c](#other) [d](#another) [e](#9.7.0) [f](«#anoter») [g](#option)

                """,
            ]),
        ticked(
            "broken-fragment", "as GitHub does not write them",
            [
                "countersign.yml": "repository: https://github.com/team/implementation\n",
                "a.md": "# 1. The - way\n\n- [ ] [a](#1-the---way) [b](«#1-the-way») [c](«#the-way»)\n",
            ]),
    ]

    /// A picture of one pixel.
    private static let gif = "GIF89a\u{1}\0\u{1}\0\0\0\0;"

    private static let ofImages = [
        RuleFixture(
            "picture-not-shown", "what is none, or none that browsers show", others: ["misleading-file-name"],
            [
                "a.md": """
                - [ ] One ![A](«text.png») ![A](«cut.gif») ![A](«pointer.png») ![A](«old.bmp») ![A](«entity.svg»)
                - [ ] Two ![A](whole.gif) ![A](plain.svg) ![A](empty.png) [A](text.png) ![A](https://x.example/a.png)

                <img src="«text.png»" alt="A"> ![A][text] ![Again][text]

                [text]: «text.png»

                """,
                "text.png": "text", "cut.gif": "GIF89a", "old.bmp": "BM1234", "empty.png": "", "whole.gif": gif,
                "pointer.png": "version https://git-lfs.github.com/spec/v1\nsize 9\n", "plain.svg": "<svg></svg>",
                "entity.svg": "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg></svg>",
            ]),
        RuleFixture(
            "misleading-file-name", "outputs and images",
            [
                "a.md": """
                - [ ] One ![A](«x.png») ![A](x.gif)
                  - Output: [One](«a.docx»)
                - [ ] Two
                  - Output: [Two](a.pdf), [Three](«b.md»), [Four](plain.txt), [Five](empty.pdf), [Six](pointer.pdf)

                """,
                "x.png": gif, "x.gif": gif, "a.docx": "%PDF-1.7", "a.pdf": "%PDF-1.7", "b.md": "%PDF-1.7",
                "plain.txt": "text", "empty.pdf": "", "pointer.pdf": "version https://git-lfs.github.com/spec/v1\n",
            ]),
        ticked(
            "missing-alternative-text", "Markdown and HTML",
            [
                "a.md": """
                ![](«x.png») ![ ](«x.png») ![A drawing](x.png) ![][x]

                <img src="«x.png»"> <img alt="" src="x.png"> <img src=x.png alt="A drawing"> <IMG SRC='«x.png»'>

                - [ ] See ![](«https://x.example/x.png»)

                [x]: «x.png»

                """,
                "x.png": "",
            ]),
        ticked(
            "missing-alternative-text", "in links",
            [
                "a.md": "- [ ] [![](«x.png»)](a.md) [![](x.png) The drawing](a.md) `![](x.png)`\n", "x.png": "",
            ]),
    ]
}

// MARK: - Blanks

extension RuleFixture {
    private static let ofBlanks = [
        ticked(
            "placeholder", "links",
            [
                "a.md": """
                «[one]()» [two](«TODO») [three](«#») [four](«url») [five](«...») ![six](«____») [seven](«https://»)
                [Back to top](#) [⬆](#) [eight](link) [nine](#todo-list) [TODO](a.md)

                # Todo list

                - [ ] See «[ten]()»
                  - Output: [eleven](«TBD»)

                """,
                "link": "a file",
            ]),
        ticked(
            "placeholder", "texts and blanks of items",
            """
            - [x] Data sharing agreement finalized? Link: «______»
            - [x] Signed on «____», by the ministry
            - [ ] ~~Signed on ____~~
              - Reason: none
            - [x] Names such as __init__ and snake___case, and `____`
            - [x] «TODO»
            - [ ] «...»
            - [ ] TODO: write the plan
            - [ ] The list of TODOs is empty
            - [x] Three
              with a second line: «___»

              and a paragraph «_____».

            Prose with a TODO and a ____.

            """),
        ticked(
            "placeholder", "fields", others: ["sign-off-missing"],
            """
            ---
            owner: «TBD»
            ---

            - [x] One
              - Owner: «TBD»
              - Reason: «????»
              - Note: «to be defined»
              - Sign-off: «TODO»
            - [ ] Two
              - Output: «TBD»
              - Owner:
              - Note: TBD by the ministry
            - [ ] Three
              - Note: ...
                - and more

            """),
    ]

    private static let ofPeople = [
        configured(
            "unknown-asked-role", "inline",
            """
            - [ ] One
              - Sign-off: data-protection-officer, «data-protection-oficer»
            - [ ] Two
              - Sign-off: ministry
            - [ ] Three
              - Sign-off: «Ministry», «Sok Dara»,
            - [ ] Four
              - Sign-off:

            """),
        configured(
            "unknown-asked-role", "boxes and bullets",
            """
            - [ ] One
              - Sign-off:
                - [ ] ministry (Sok Dara)
                - [ ] «ministri» (Sok Dara)
                - «data protection officer»
                - by the end of March
                - ministry
            - [ ] Two
              - [ ] ministri
              - ministri

            """),
        configured(
            "unknown-asked-role", "in lists below lists",
            """
            - [ ] One
              - Sign-off:
                - Ministry
                  - [ ] ministry (Sok Dara)
                  - [ ] «ministri» (Sok Dara)
                    - [ ] no business of the field
                  1. «data protection officer»
                - [ ] data-protection-officer
                  - [ ] «donor»

            """),
        configured(
            "unknown-asked-role", "with letters that look alike", others: ["sign-off-missing"],
            """
            ---
            sign-off: [ministry, «dаta-protection-officer»]
            ---

            - [ ] One
            - [ ] Two
              - Sign-off:
                - [x] «mіnistry»

            """),
        configured(
            "unknown-asked-role", "where none are declared",
            """
            - [ ] One
              - Sign-off: «ann»

            """, configuration: "title: Title\n"),
        configured(
            "unknown-owner", "neither role nor person",
            """
            ---
            owner: «Somebody»
            ---

            - [ ] One
              - Owner: «minstry»
            - [ ] Two
              - Owner: ministry, Sok Dara and dara / @account
            - [ ] Three
              - Owner: Ministry representative & «Ann»
            - [ ] Four
              - Owner: Ministry of Health
            - [ ] Five
              - Owner: dara@ministry.example
            - [ ] Six
              - Owner:

            """),
        ticked(
            "unknown-owner", "only where some are declared",
            [
                "countersign.yml": "people:\n  ann: { name: Ann, emails: [ann@x.example] }\n",
                "a.md": "- [ ] One\n  - Owner: «Ben»\n- [ ] Two\n  - Owner: ANN\n",
            ]),
    ]

    private static let ofTranslations = [
        ticked(
            "translation-mismatch", "by id", others: ["signed-file-excluded"],
            [
                "countersign.yml": configuration + "languages: [en, fr]\n",
                "a.md": """
                - [x] One {#one}
                - [ ] Two {#two}
                  - Sign-off:
                    - [ ] ministry
                - [ ] ~~Three~~ {#three}
                  - Reason: none
                - [x] Four {#four}
                - [ ] Five {#five}

                """,
                "a.fr.md": """
                ¤- [ ] Un {#one}¶
                - [ ] Deux {#two}
                  - Sign-off:
                    - [x] ministry¶
                - [ ] Trois {#three}¶
                - [x] Quatre {#four}
                - [x] Six {#«six»}

                """,
                "b.fr.md": "- [x] Une liste sans original\n",
            ]),
        ticked(
            "translation-mismatch", "in their order",
            [
                "countersign.yml": "languages: [en, fr]\n",
                "a.md": "- [x] One\n- [ ] Two\n", "a.fr.md": "- [x] Un\n- [x] Deux¶\n",
            ]),
        ticked(
            "translation-mismatch", "of other numbers, or without ids",
            [
                "countersign.yml": "languages: [en, fr, km]\n",
                "a.md": "- [x] One\n- [ ] Two\n", "a.fr.md": "¤- [ ] Un\n", "a.km.md": "¤Text\n",
                "b.md": "- [x] One {#one}\n", "b.fr.md": "¤- [x] Un\n", "c.md": "Text\n", "c.fr.md": "Texte\n",
            ]),
    ]
}
