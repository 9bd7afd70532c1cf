"""What is looked at on an open page. Each check gives what is wrong, one sentence each; nothing is fine."""

import asyncio
import json
import struct
import subprocess
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Error

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

DESCRIBE = """
const describe = e => {
  const name = e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('');
  return '<' + name + '> ' + JSON.stringify((e.textContent || '').trim().replace(/\\s+/g, ' ').slice(0, 50));
};
"""

# Elements that stick out, innermost first. What lies in a box that scrolls by itself does not.
TOO_WIDE = DESCRIBE + """
const limit = document.documentElement.clientWidth, rtl = getComputedStyle(document.documentElement).direction == 'rtl';
if (document.documentElement.scrollWidth <= limit) return null;
const held = e => { for (let a = e.parentElement; a; a = a.parentElement)
  if (a != document.body && a != document.documentElement && getComputedStyle(a).overflowX != 'visible') return true; return false };
const out = [...document.body.querySelectorAll('*')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && (rtl ? box.left < -1 : box.right > limit + 1) && !held(e);
});
const inner = out.filter(e => ![...e.children].some(c => out.includes(c)));
return [document.documentElement.scrollWidth, limit, inner.slice(0, 3).map(describe)];
"""

CLIPPED = DESCRIBE + """
return [...document.body.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e), hides = v => v == 'hidden' || v == 'clip';
  if (e.clientWidth <= 1 || e.clientHeight <= 1 || !e.textContent.trim() || e.closest('svg')) return false;
  return hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
}).slice(0, 3).map(describe);
"""

# WCAG 2.2, 1.4.12
TEXT_SPACING = """
const sheet = new CSSStyleSheet();
sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
  + 'p { margin-block-end: 2em !important }');
document.adoptedStyleSheets = [sheet];
"""

FOCUS = DESCRIBE + """
const e = document.activeElement;
if (!e || e == document.body || e == document.documentElement) return null;
const style = getComputedStyle(e), box = e.getBoundingClientRect();
return {
  index: [...document.querySelectorAll('*')].indexOf(e), name: describe(e), href: e.getAttribute('href') || '',
  outlined: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) > 0,
  visible: box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
};
"""

# Nothing of a box in which all is to be seen.
SIDEWAYS = """box => {""" + DESCRIBE + """
  if (box.scrollWidth <= box.clientWidth + 1 || !box.checkVisibility()) return null;
  return { name: describe(box), forced: matchMedia('(forced-colors: active)').matches, framed: box.clientLeft > 0,
    reached: [box, ...box.querySelectorAll('a[href], button, [tabindex]')].some(e => e.tabIndex >= 0) };
}"""

# Scrolls a box to an end; then where the pixels at its sides are, at its bottom, where no text is, and the page's colour.
AT_END = """(box, end) => {
  const isRTL = getComputedStyle(box).direction == 'rtl';
  box.scrollIntoView({ block: 'end' });
  box.scrollTo(end == 'left' ? (isRTL ? -1e6 : 0) : (isRTL ? 0 : 1e6), 1e6);
  const frame = box.getBoundingClientRect(), left = Math.ceil(frame.left + box.clientLeft);
  return { left, right: Math.floor(frame.left + box.clientLeft + box.clientWidth) - 1,
    y: Math.floor(frame.top + box.clientTop + box.clientHeight) - 5,
    page: getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number).slice(0, 3) };
}"""

HISTORIES = "return [...document.querySelectorAll('details')].map(d => d.textContent)"

# Fires what a hand would, at everything; in shadow roots there is nothing, as none can be declared.
TOUCH_EVERYTHING = """
for (const details of document.querySelectorAll('details')) details.open = true;
for (const summary of document.querySelectorAll('summary')) summary.click();
for (const e of document.querySelectorAll('*')) {
  for (const type of ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'pointerover', 'pointerenter', 'pointerdown',
                      'focusin', 'focusout', 'wheel', 'scroll', 'animationstart', 'transitionend', 'toggle', 'beforetoggle', 'input', 'change'])
    e.dispatchEvent(new Event(type, { bubbles: false }));
  if (e.focus) { e.focus({ preventScroll: true }); e.blur(); }
}
"""

# What a browser would run or follow, whether or not this one did just now.
ACTIVE = DESCRIBE + """
const found = [];
const scripts = new Set(%s);
for (const e of document.querySelectorAll('*')) {
  for (const a of e.attributes) {
    if (/^on/i.test(a.name)) found.push('handler ' + a.name + ' on ' + describe(e));
    if (a.name == 'style' || a.name == 'srcdoc') found.push(a.name + ' on ' + describe(e));
    if (['href', 'xlink:href', 'src', 'action', 'formaction', 'data', 'poster', 'cite', 'background', 'ping', 'to', 'values'].includes(a.name)) {
      let scheme;
      try { scheme = new URL(a.value, document.baseURI).protocol } catch { continue }
      const fine = a.name == 'src' || e.localName == 'link' ? ['file:', 'data:'] : ['file:', 'http:', 'https:', 'mailto:'];
      if (!fine.includes(scheme) || /^\\s*(file:|[\\/\\\\]{2})/i.test(a.value)) found.push(a.name + '=' + JSON.stringify(a.value.slice(0, 80)) + ' on ' + describe(e));
    }
  }
  if (/^(iframe|frame|object|embed|base|portal|applet|style|foreignobject|animate|set|math)$/i.test(e.localName)) found.push('element ' + describe(e));
  if (e.localName == 'form' && e.hasAttribute('action')) found.push('element ' + describe(e));
  if (e.localName == 'script' && !scripts.has(e.src)) found.push('element ' + describe(e));
  if (e.localName == 'meta' && /refresh/i.test(e.httpEquiv)) found.push('refresh ' + describe(e));
  if (e.id && /^(?:body|head|forms|images|links|cookie|title|location|document|window|self|name)$/i.test(e.id) && e.id != 'title')
    found.push('clobbering id ' + describe(e));
}
return [...new Set(found)].slice(0, 10);
"""


def call(page, script):
    return page.evaluate("() => {" + script + "}")


async def axe(page):
    await page.evaluate(AXE_SCRIPT)
    violations = await page.evaluate(
        "tags => axe.run({ runOnly: tags, resultTypes: ['violations'], preload: false }).then(r => r.violations"
        ".map(v => [v.id, v.impact, v.help, v.nodes.length, v.nodes[0].target.join(' '), v.nodes[0].failureSummary || '']))", AXE_TAGS)
    return [f"axe {rule} ({impact}, {count}×): {help}, first at {target}: {' '.join(why.split())[:240]}"
            for rule, impact, help, count, target, why in violations]


async def fits(page, situation=""):
    wide = await call(page, TOO_WIDE)
    return [f"scrolls sideways{situation}: {wide[0]} px in {wide[1]}, because of {', '.join(wide[2]) or 'nothing visible'}"] if wide else []


async def fits_narrow(page):
    await page.set_viewport_size({"width": 320, "height": 640})
    return await fits(page)


async def large_text(page):
    """WCAG 2.2, 1.4.4: twice the text size, in a window of 1280 px."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = await fits(page, " with text of 200 %") + [f"cuts text of 200 %: {e}" for e in await call(page, CLIPPED)]
    await page.evaluate("document.documentElement.style.fontSize = ''")
    return found


async def text_spacing(page):
    found = []
    await call(page, TEXT_SPACING)
    for width in (1280, 390):
        await page.set_viewport_size({"width": width, "height": 900})
        found += await fits(page, f" with spaced text at {width} px")
        found += [f"cuts spaced text at {width} px: {e}" for e in await call(page, CLIPPED)]
    await page.evaluate("document.adoptedStyleSheets = []")
    await page.set_viewport_size({"width": 1280, "height": 900})
    return found


async def keyboard(page, steps=120):
    """Tab from the top: the skip link first, then as the text reads, always seen, never caught."""
    found = [f"positive tabindex: {e}" for e in await call(page, DESCRIBE + """
        return [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).map(describe)""")]
    before = None
    for step in range(steps):
        await page.keyboard.press("Tab")
        now = await call(page, FOCUS)
        if now is None:
            if step == 0:
                found.append("Tab reaches nothing")
            break
        if step == 0 and not now["href"].startswith("#") and await page.query_selector("nav"):
            found.append(f"Tab does not reach a skip link first, but {now['name']}")
        if not now["outlined"]:
            found.append(f"focus is not outlined on {now['name']}")
        if not now["visible"]:
            found.append(f"focus is out of sight on {now['name']}")
        if before and now["index"] == before["index"]:
            found.append(f"Tab is caught at {now['name']}")
            break
        if before and now["index"] < before["index"]:
            found.append(f"Tab goes back from {before['name']} to {now['name']}")
            break
        before = now
    return found[:6]


async def skip_link(page):
    """The skip link leads to what it names. Where there is no navigation there is nothing to skip."""
    if not await page.query_selector("nav"):
        return []
    target = await page.evaluate("document.querySelector('a[href^=\"#\"]')?.getAttribute('href').slice(1)")
    if not target or not await page.evaluate("id => !!document.getElementById(id)?.closest('main')", target):
        return [f"the skip link leads to {target!r}, which is not the main content"]
    return []


async def shows_more(page):
    """A box that scrolls sideways shows on which side there is more, and the keyboard reaches it."""
    found = []
    for box in await page.query_selector_all(".scroll"):
        state = await box.evaluate(SIDEWAYS)
        if not state:
            continue
        if not state["reached"]:
            found.append(f"cannot be reached with the keyboard: {state['name']}")
        if state["forced"]:
            if not state["framed"]:
                found.append(f"has no frame: {state['name']}")
            continue
        for end in ("left", "right"):
            place = await box.evaluate(AT_END, end)
            page_colour = place.pop("page")
            for side in ("left", "right"):
                clip = {"x": place[side], "y": place["y"], "width": 1, "height": 1}
                colour = first_pixel(await page.screenshot(clip=clip))
                distance = max(abs(a - b) for a, b in zip(colour, page_colour))
                if side != end and distance < 60:
                    found.append(f"does not show that there is more on the {side}: {state['name']}")
                if side == end and distance > 10:
                    found.append(f"shows more on the {side}, where there is none: {state['name']}")
        if len(found) > 3:
            break
    return found


def first_pixel(png):
    """Red, green and blue of the pixel at the top left, which no filter of PNG changes."""
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        data += png[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return tuple(zlib.decompress(data)[1:4])


async def printed(page):
    """On paper every history is open, and nothing is wider than the sheet."""
    details = await call(page, HISTORIES)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        await page.pdf(path=str(file), format="A4")
        text = await asyncio.to_thread(
            subprocess.run, ["pdftotext", "-raw", file, "-"], check=True, stdout=subprocess.PIPE)
    squeezed = "".join(text.stdout.decode().split())
    expected = "".join("".join(details).split())
    missing = [word for word in Counter(" ".join(details).split())
               if squeezed.count(word) < expected.count(word)]
    found = [f"not on paper of what is in details: {', '.join(missing[:8])}"] if missing else []
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 680, "height": 990})  # A4 less 15 mm on both sides
    found += await fits(page, " on paper")
    await page.emulate_media(media="screen")
    await page.set_viewport_size({"width": 1280, "height": 900})
    return found


async def nothing_runs(visit, own_scripts):
    """For a page that was loaded without its policy: what came from the repository does nothing, whatever one does."""
    page, found = visit.page, []
    try:
        await call(page, TOUCH_EVERYTHING)
        await page.wait_for_timeout(150)
        for frame in page.frames:
            if (value := await frame.evaluate("window.__xss === undefined ? null : String(window.__xss)")) is not None:
                found.append(f"ran a vector: window.__xss is {value}")
        found += [f"active content: {e}" for e in await call(page, ACTIVE % json.dumps(list(own_scripts)))]
    except Error as error:  # Playwright's, when the page goes away under its hands
        found.append(f"went away: {error.message[:100]}")
    # A page may be gone before the first look at it, so it is held to the address that was asked for.
    if unquote(page.url.split("#")[0]) != unquote(visit.address.split("#")[0]):
        found.append(f"went away, to {page.url[:200]}")
    return visit.problems + found
