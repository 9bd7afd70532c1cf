"""Every check is shown a page with the fault that it is for, and must tell it; and a sound page, where it must be silent."""

import asyncio
import tempfile
from pathlib import Path

import checks
import sites
from browsing import Browser, Server

STYLE = """:focus-visible { outline: 3px solid #06c } body { overflow-wrap: anywhere }
.skip { position: absolute; inset-block-start: -10rem } .skip:focus { inset-block-start: 0 }
@media print { details::details-content { content-visibility: visible !important; block-size: auto !important; display: block } }
"""

SOUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Sound</title><link rel="stylesheet" href="style.css">
<link rel="icon" href="data:,"></head>
<body><a class="skip" href="#content">Skip to content</a><header><nav aria-label="Main"><a href="index.html">Overview</a></nav></header>
<main id="content"><h1>Sound</h1><p>Some text and <a href="index.html#content">a link</a>.</p>
<details><summary>History</summary><p>Completed by Zoe on the twelfth</p></details>
</main></body></html>
"""


def add(html):
    return SOUND.replace("</main>", html + "</main>")


def swap(old, new):
    assert old in SOUND, old
    return SOUND.replace(old, new)


# A box that scrolls sideways, and does not show it.
BOX = '<div class="scroll" tabindex="0"><p>x</p></div>'
BOXED = "body { background: #fff } .scroll { width: 300px; overflow: auto } .scroll p { width: 900px; height: 60px }"

# What is planted: the check that must tell it, words of what it must say, the page, and more of the stylesheet.
PLANTED = [
    (checks.axe, "axe image-alt", add('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), ""),
    (checks.axe, "axe color-contrast", add('<p class="pale">pale</p>'), ".pale { color: #ccc; background: #fff }"),
    (checks.axe, "axe region", swap("<main id", "<p>outside</p><main id"), ""),
    (checks.axe, "axe target-size", add('<p class="tiny"><a href="#a">a</a><a href="#content">b</a></p>'),
     ".tiny a { display: inline-block; font-size: 6px; line-height: 6px }"),
    (checks.fits_narrow, "<p.wide>", add('<p class="wide">x</p>'), ".wide { width: 400px }"),
    (checks.large_text, "with text of 200 %", add('<p class="wide">x</p>'), ".wide { width: 50rem }"),
    (checks.large_text, "cuts text of 200 %", add('<p class="cut">one line</p>'), ".cut { height: 30px; overflow: hidden }"),
    (checks.text_spacing, "cuts spaced text", add('<p class="cut">a line of text</p>'),
     ".cut { width: max-content; max-width: 7em; white-space: nowrap; overflow: hidden; font: 16px monospace; inline-size: 8.7em }"),
    (checks.keyboard, "does not reach a skip link first", swap('<a class="skip" href="#content">Skip to content</a>', ""), ""),
    (checks.keyboard, "focus is not outlined", SOUND, "nav a:focus-visible { outline: 0 }"),
    (checks.keyboard, "focus is out of sight", SOUND, "nav a { position: fixed; left: -900px }"),
    (checks.keyboard, "positive tabindex", add('<a href="#content" tabindex="3">x</a>'), ""),
    (checks.keyboard, "Tab goes back", swap('<a class="skip" href="#content">', '<span tabindex="0">x</span><a href="#content" tabindex="1">'), ""),
    (checks.keyboard, "Tab is caught", add('<script src="trap.js"></script>'), ""),
    (checks.skip_link, "'nowhere'", swap('href="#content"', 'href="#nowhere"'), ""),
    (checks.shows_more, "more on the right", add(BOX), BOXED),
    (checks.shows_more, "where there is none", add(BOX), BOXED + ".scroll { background: #888 }"),
    (checks.shows_more, "cannot be reached", add(BOX.replace(' tabindex="0"', "")), BOXED),
    (checks.printed, "not on paper", SOUND, "@media print { details { display: none } }"),
    (checks.printed, "on paper", add('<p class="wide">x</p>'), "@media print { .wide { width: 900px } }"),
]

# What the page does by itself, told by the visit.
NOTICED = [
    ("Content Security Policy", add('<p style="color: red">x</p>')),
    ("request outside of the site", add('<img alt="" src="https://elsewhere.invalid/x.png">')),
    ("request failed", add('<img alt="" src="missing.png">')),
    ("console error: told", add('<script src="error.js"></script>')),
    ("script error", add('<script src="throw.js"></script>')),
    ("dialog", add('<script src="dialog.js"></script>')),
]

GOES_AWAY = swap("</head>", "<meta http-equiv=refresh content='0;url=https://elsewhere.invalid/'></head>")

# What a page without its policy lets through.
RUN = [
    ("ran a vector", add("<img alt='' src='data:,' onerror='window.__xss=1'>")),
    ("ran a vector", add("<p onmouseover='window.__xss=1'>x</p>")),
    ("ran a vector", add("<details ontoggle='window.__xss=1'><summary>x</summary></details>")),
    ("ran a vector", add("<iframe srcdoc='<script>window.__xss=1</script>'></iframe>")),
    ("dialog", add("<script>alert(1)</script>")),
    ("active content: href", add("<a href='java&#10;script:window.x=1'>x</a>")),
    ("active content: handler", add("<p onbeforematch='x'>x</p>")),
    ("active content: element <base>", swap("</head>", "<base></head>")),
    ("request outside", add("<img alt='' srcset='https://elsewhere.invalid/x.png 1x'>")),
    ("went away", GOES_AWAY),
]

SCRIPTS = {
    "trap.js": "document.addEventListener('keydown', e => { if (document.activeElement.matches('nav a')) e.preventDefault() })",
    "error.js": "console.error('told')", "throw.js": "throw new Error('thrown')", "dialog.js": "alert(1)",
}


class Folder:
    """A site of one page; each planted fault gets one of its own."""

    def __init__(self, scratch, number, html, style=""):
        self.site = Path(scratch) / str(number)
        self.site.mkdir()
        for name, text in {"index.html": html, "style.css": STYLE + style, **SCRIPTS}.items():
            (self.site / name).write_text(text)
        self.page, self.base = (self.site / "index.html").as_uri(), self.site.as_uri() + "/"


async def run():
    """What was missed, or told of a sound page; printed, too."""
    missed, gate = [], asyncio.Semaphore(3)

    def expect(what, words, found):
        if words is None and found or words is not None and not any(words in fault for fault in found):
            missed.append(what)
            print(f"✗ self-test · {what}: {'is sound' if words is None else f'“{words}” is not told'}, but: {found}", flush=True)

    with tempfile.TemporaryDirectory(prefix="countersign-self-test-") as scratch:
        folders = iter(range(1000))

        def folder(html, style=""):
            return Folder(scratch, next(folders), html, style)

        async with Browser.launched() as browser:
            async def planted(check, words, html, style):
                async with gate:
                    made = folder(html, style)
                    async with browser.visit(made.page, made.base) as visit:
                        expect(check.__name__, words, await check(visit.page))

            async def noticed(words, html, **how):
                async with gate:
                    made = folder(html)
                    async with browser.visit(made.page, made.base, **how) as visit:
                        await visit.page.wait_for_timeout(50)
                        expect("visit", words, visit.problems)

            async def ran(words, html, gone=False):
                async with gate:
                    made = folder(html)
                    async with browser.visit(made.page, made.base, without_policy=True) as visit:
                        if gone:  # before the first look at it
                            async with asyncio.timeout(30):
                                while visit.page.url == made.page:
                                    await asyncio.sleep(0.02)
                        expect("nothing_runs", words, await checks.nothing_runs(visit, []))

            async def weighed(budget, words, html, style=""):
                async with gate:
                    made = folder(html, style)
                    with Server(made.site) as server:
                        base = server.origin + "/some/where/"
                        async with browser.visit(base + "index.html", base) as visit:
                            expect(budget.__name__, words, visit.problems + budget(visit.requests, base, made.site))

            async def strict():
                """The policy holds in both ways of serving, and is sent in one."""
                made = folder(add('<img alt="" src="data:,">').replace("img-src 'self' data:;", ""))
                with Server(made.site) as server:
                    for prefix in ("/some/where/", "/strict/where/"):
                        base = server.origin + prefix
                        async with browser.visit(base + "index.html", base) as visit:
                            expect(f"served from {prefix}", "Content Security Policy", visit.problems)
                            sent = (await visit.page.request.get(base + "index.html")).headers.get("content-security-policy", "none")
                            expect(f"header from {prefix}", "frame-ancestors" if "strict" in prefix else "none", [sent])
                            if "strict" in prefix:
                                expect("header", "default-src 'none'", [sent])

            async def whole():
                expect("valid", "vnu", [fault for _, fault in await sites.valid([folder(add("<p><div></p>")).site])])
                expect("valid", None, await sites.valid([folder(SOUND).site]))
                for fault in ("p { colour: red }", "p { color: rde }", "p::nothing { color: red }", "p { color: red"):
                    expect(f"styles: {fault}", "CSS not understood", [what for _, what in await sites.styles(browser, folder(SOUND, fault).site)])
                expect("styles", None, await sites.styles(browser, folder(SOUND).site))
                for link in ("missing.html", "index.html#missing", "#missing"):
                    expect("linked", "broken link", [what for _, what in await sites.linked(folder(add(f'<a href="{link}">x</a>')).site)])
                expect("linked", None, await sites.linked(folder(SOUND).site))

            sound = [planted(check, None, SOUND, "") for check in dict.fromkeys(check for check, *_ in PLANTED)]
            big = "x" * 50_000
            await asyncio.gather(
                *sound, noticed(None, SOUND), noticed(None, SOUND, mode="no script"), ran(None, SOUND), strict(), whole(),
                *[planted(*case) for case in PLANTED], *[noticed(*case) for case in NOTICED], *[ran(*case) for case in RUN], ran("went away", GOES_AWAY, gone=True),
                weighed(sites.checklist_budget, None, SOUND), weighed(sites.overview_budget, None, SOUND),
                weighed(sites.checklist_budget, "HTML of", add(f"<!--{big}-->")),
                weighed(sites.checklist_budget, "CSS of", SOUND, f"/*{big}*/"),
                weighed(sites.checklist_budget, "requests", add("".join(f'<script src="{name}"></script>' for name in list(SCRIPTS)[:3]))),
                weighed(sites.overview_budget, "overview of", SOUND, f"/*{big}*/"))
    if not missed:
        print(f"Every check finds its planted fault ({next(folders)} pages)")
    return missed
