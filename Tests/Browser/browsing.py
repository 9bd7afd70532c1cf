"""Opening pages as readers do: on a desk, on a phone, in the dark, with forced colours, without script, from a server."""

import http.server
import re
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.async_api import async_playwright

MODES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "no script": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
POLICY = re.compile(r"""<meta\s+http-equiv=["']content-security-policy["']\s+content="([^"]*)"[^>]*>""", re.IGNORECASE)


@dataclass
class Visit:
    """An open page, and what it did that it should not have done."""

    page: object
    address: str
    base: str
    requests: list = field(default_factory=list)
    problems: list = field(default_factory=list)


class Browser:
    """One Chromium; every visit has a context of its own."""

    def __init__(self, chromium):
        self.chromium = chromium

    @classmethod
    @asynccontextmanager
    async def launched(cls):
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--force-color-profile=srgb"])
            try:
                yield cls(chromium)
            finally:
                await chromium.close()

    @asynccontextmanager
    async def visit(self, address, base, mode="desktop", without_policy=False):
        """Loads a page. Nothing that it asks for outside of `base` is answered."""
        context = await self.chromium.new_context(**MODES[mode], locale="en")
        try:
            page = await context.new_page()
            page.set_default_timeout(30_000)
            visit = Visit(page, address, base)
            self.listen(visit)

            async def answer(route):
                url = route.request.url
                if not inside(url, base):
                    await route.abort()
                elif without_policy and url.endswith(".html"):
                    text = Path(unquote(urlsplit(url).path)).read_text()
                    stripped, count = POLICY.subn("", text)
                    if count != 1:
                        visit.problems.append("no Content-Security-Policy to be taken out")
                    await route.fulfill(body=stripped, content_type="text/html; charset=utf-8")
                else:
                    await route.continue_()

            await page.route(re.compile(".*"), answer)
            if mode == "no script":
                session = await context.new_cdp_session(page)
                await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
                await page.goto(address)
                # The page is as it is without script; axe needs timers.
                await session.send("Emulation.setScriptExecutionDisabled", {"value": False})
            else:
                await page.goto(address)
            yield visit
        finally:
            await context.close()

    @staticmethod
    def listen(visit):
        def console(message):
            if message.type in ("error", "warning"):
                visit.problems.append(f"console {message.type}: {message.text[:300]}")

        def request(request):
            visit.requests.append(request.url)
            if not inside(request.url, visit.base):
                visit.problems.append(f"request outside of the site: {request.url[:200]}")

        def response(response):
            if response.status >= 400:
                visit.problems.append(f"answered {response.status}: {response.url}")

        async def dialog(dialog):
            visit.problems.append(f"dialog: {dialog.message[:100]}")
            await dialog.dismiss()

        visit.page.on("console", console)
        visit.page.on("pageerror", lambda error: visit.problems.append(f"script error: {str(error)[:300]}"))
        visit.page.on("request", request)
        visit.page.on("requestfailed", lambda request: visit.problems.append(f"request failed: {request.url[:200]}"))
        visit.page.on("response", response)
        visit.page.on("dialog", dialog)
        visit.page.on("popup", lambda popup: visit.problems.append(f"popup: {popup.url[:200]}"))


def inside(url, base):
    return url.startswith(base) or url.startswith("data:") or url == "about:blank"


class Server:
    """A site below `/some/where/` of a web server: as it is, and with each page's policy as a header, too."""

    def __init__(self, site):
        handler = partial(_Handler, directory=str(site))
        self.server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that closes a page while it loads is no fault."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    PREFIXES = ("/some/where/", "/strict/where/")

    def translate_path(self, path):
        for prefix in self.PREFIXES:
            if path.startswith(prefix):
                return super().translate_path("/" + path[len(prefix):])
        return str(Path(self.directory) / "outside of the site")

    def end_headers(self):
        if self.path.startswith("/strict/"):
            file = Path(self.translate_path(self.path))
            policy = POLICY.search(file.read_text()) if file.suffix == ".html" and file.is_file() else None
            if policy:
                # What only a header can say, besides: https://www.w3.org/TR/CSP3/#meta-element
                self.send_header("Content-Security-Policy", policy[1].replace("&#39;", "'") + "; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_):
        pass
