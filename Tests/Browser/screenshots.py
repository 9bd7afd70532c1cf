"""Pictures: five for the README, or of everything, to be looked at. Usage: screenshots.py [--all FOLDER]"""

import argparse
import asyncio
import io
import os
import tempfile
from pathlib import Path

from PIL import Image

import fixtures
import sites
from browsing import MODES, Browser

# Name, page of the example, mode, where to scroll to, height.
README = [
    ("overview", "index.html", "desktop", None, 900),
    ("checklist", "checklists-1-preparing.html", "desktop", "#item-data-sharing-agreement", 900),
    ("diagram", "outputs-business-process.bpmn.html", "desktop", None, 900),
    ("mapping", "outputs-data-element-mapping.csv.html", "desktop", None, 900),
    ("phone", "checklists-4-data-flows.html", "phone", None, 844),
]


async def picture(browser, page, mode, target, selector=None, height=None, whole=False):
    context = await browser.chromium.new_context(**{**MODES[mode], "device_scale_factor": 1 if whole else 2})
    view = await context.new_page()
    await view.goto(page.as_uri() + (selector or ""))
    if height:
        await view.set_viewport_size({"width": MODES[mode]["viewport"]["width"], "height": height})
    await view.evaluate("for (const d of [...document.querySelectorAll('details')].slice(0, 1)) d.open = true")
    if selector:
        await view.evaluate("s => document.querySelector(s)?.scrollIntoView()", selector)
    shot = await view.screenshot(full_page=whole)
    await context.close()
    # 64 colours are plenty for text, and a quarter of the bytes.
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)


async def everything(browser, found, folder):
    for fixture in found:
        modes = ("desktop", "phone", "dark", "forced colours") if fixture.name == "demo" else ("desktop", "phone")
        for page in sites.representatives(fixture):
            name = "-".join([fixture.name, *page.relative_to(fixture.site).with_suffix("").parts])
            for mode in modes:
                await picture(browser, page, mode, folder / f"{name}-{mode.replace(' ', '-')}.png", whole=fixture.name != "large")


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path)
    options = parser.parse_args()
    folder = (options.all or fixtures.ROOT / "docs/images").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    countersign = Path(os.environ.get("COUNTERSIGN", fixtures.ROOT / ".build/debug/countersign")).resolve()
    with tempfile.TemporaryDirectory(prefix="countersign-screenshots-") as scratch:
        builder = fixtures.Builder(countersign, Path(scratch))
        demo = fixtures.demo(builder)
        async with Browser.launched() as browser:
            if options.all:
                makers = (fixtures.primero, fixtures.khmer, fixtures.arabic, fixtures.week, fixtures.large)
                await everything(browser, [demo, *(make(builder) for make in makers)], folder)
            else:
                for name, page, mode, selector, height in README:
                    await picture(browser, demo.site / page, mode, folder / f"{name}.png", selector, height)
    for file in sorted(folder.glob("*.png")):
        print(f"{file.stat().st_size / 1024:6.0f} KB  {file}")


asyncio.run(main())
