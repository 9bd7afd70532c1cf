"""The browser tests. Usage: run.py [--report | --self-test] [--fixture NAME]… [--keep FOLDER]

Builds the fixtures' sites with the binary named by COUNTERSIGN, looks at them in Chromium, and prints what is wrong, one
line each: page, mode, fault. Ends with 1 when there is any.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import checks
import fixtures
import hostile
import report
import self_test
import sites
from browsing import Browser, Server

# Of the others that are built of it, the example comes first.
FIXTURES = [fixtures.demo, fixtures.truncated, fixtures.primero, fixtures.khmer, fixtures.arabic, fixtures.week, fixtures.large,
            hostile.hostile]
AT_ONCE = 3


class Run:
    """Collects findings, and does a few things at a time."""

    def __init__(self, browser):
        self.browser, self.gate, self.findings, self.visits = browser, asyncio.Semaphore(AT_ONCE), [], 0

    def tell(self, page, mode, found):
        for fault in found:
            self.findings.append((page, mode, fault))
            print(f"✗ {page} · {mode}: {fault}", flush=True)

    async def look(self, fixture, page, mode, *looks):
        """Opens a page from its file in a mode, and does the looks, each with the open page."""
        async with self.gate:
            self.visits += 1
            try:
                async with self.browser.visit(page.as_uri(), fixture.site.as_uri() + "/", mode) as visit:
                    for look in looks:
                        self.tell(fixture.label(page), mode, await look(visit.page))
                    self.tell(fixture.label(page), mode, visit.problems)
            except Exception as error:  # a page that cannot be looked at is a finding, and no reason not to look at the others
                self.tell(fixture.label(page), mode, [f"could not be looked at: {str(error)[:300]}"])

    async def serve(self, fixture, server, prefix, pages):
        """Loads the pages from a web server."""
        async with self.gate:
            for page in pages:
                base = server.origin + prefix
                async with self.browser.visit(base + str(page.relative_to(fixture.site)), base) as visit:
                    self.tell(fixture.label(page), f"served from {prefix}", visit.problems)

    async def attack(self, fixture, page, scripts):
        async with self.gate:
            self.visits += 1
            async with self.browser.visit(page.as_uri(), fixture.site.as_uri() + "/", without_policy=True) as visit:
                self.tell(fixture.label(page), "without policy", await checks.nothing_runs(visit, scripts))

    async def weigh(self, fixture, server, page, budget):
        base = server.origin + "/some/where/"
        async with self.browser.visit(base + str(page.relative_to(fixture.site)), base) as visit:
            self.tell(fixture.label(page), "weight", budget(visit.requests, base, fixture.site))


DESK = (checks.axe, checks.keyboard, checks.skip_link, checks.shows_more, checks.large_text, checks.text_spacing,
        checks.fits_narrow)


def visits(run, fixture):
    """What is looked at of a fixture."""
    jobs = []
    pages, kinds = fixture.pages(), sites.representatives(fixture)
    if fixture.name == "hostile":
        scripts = [file.as_uri() for file in fixture.site.rglob("*.js")]
        jobs += [run.attack(fixture, page, scripts) for page in pages]
        jobs += [run.look(fixture, page, "desktop", checks.axe, checks.fits_narrow) for page in kinds]
    elif fixture.name == "demo":
        for page in pages:
            jobs.append(run.look(fixture, page, "desktop", checks.printed, *(DESK if page in kinds else (checks.axe, checks.fits_narrow))))
        for mode in ("phone", "dark", "forced colours", "no script"):
            jobs += [run.look(fixture, page, mode, checks.axe, checks.fits, checks.shows_more) for page in kinds]
    elif fixture.name in ("khmer", "arabic"):
        jobs += [run.look(fixture, page, "desktop", *DESK) for page in kinds]
        jobs += [run.look(fixture, page, "phone", checks.axe, checks.fits, checks.shows_more) for page in kinds]
    elif fixture.name == "large":
        jobs += [run.look(fixture, page, "desktop", checks.axe, checks.fits_narrow) for page in kinds]
    else:
        jobs += [run.look(fixture, page, "desktop", checks.axe, checks.fits_narrow, checks.printed) for page in pages]
    return jobs


async def look_at(found, servers):
    async with Browser.launched() as browser:
        run = Run(browser)
        jobs = [job for fixture in found for job in visits(run, fixture)]
        for fixture in found:
            if fixture.name == "demo":
                jobs += [run.serve(fixture, servers["demo"], prefix, fixture.pages()) for prefix in ("/some/where/", "/strict/where/")]
            if fixture.name in ("week", "demo"):
                jobs.append(run.weigh(fixture, servers[fixture.name], fixture.site / "index.html", sites.overview_budget))
            if fixture.name == "week":
                pages = [page for page in fixture.pages() if sites.kind(page) == "checklist"]
                jobs += [run.weigh(fixture, servers["week"], page, sites.checklist_budget) for page in pages]

        def told(folder):
            return next((fixture for fixture in found if folder.is_relative_to(fixture.site)), None)

        async def whole(check, mode):
            for place, fault in await check:
                fixture = told(place)
                run.tell(fixture.label(place) if fixture else str(place), mode, [fault])

        jobs.append(whole(sites.valid([fixture.site for fixture in found]), "HTML"))
        jobs.append(whole(sites.styles(browser, found[0].site), "CSS"))
        jobs += [whole(sites.linked(fixture.site), "links") for fixture in found]
        await asyncio.gather(*jobs)
        return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true", help="print first paint on a slow phone and the biggest pages; check nothing")
    parser.add_argument("--self-test", action="store_true", help="only see that every check finds a planted fault")
    parser.add_argument("--fixture", action="append", help="only this one (may be repeated)")
    parser.add_argument("--keep", type=Path, help="make the repositories and sites in this folder, and leave them there")
    options = parser.parse_args()
    started = time.monotonic()

    if not (options.report or options.fixture) or options.self_test:
        missed = asyncio.run(self_test.run())
        if missed or options.self_test:
            return 1 if missed else 0

    countersign = Path(os.environ.get("COUNTERSIGN", fixtures.ROOT / ".build/debug/countersign")).resolve()
    with tempfile.TemporaryDirectory(prefix="countersign-browser-") as scratch:
        folder = options.keep.resolve() if options.keep else Path(scratch)
        if options.keep:
            shutil.rmtree(folder, ignore_errors=True)
        builder = fixtures.Builder(countersign, folder)
        wanted = set(options.fixture or [make.__name__ for make in FIXTURES])
        if "truncated" in wanted:
            wanted.add("demo")
        try:
            found = [make(builder) for make in FIXTURES if make.__name__ in wanted]
        except subprocess.CalledProcessError as error:
            print(f"A fixture cannot be built: {error}\n{(error.stderr or b'').decode()[-2000:]}", file=sys.stderr)
            return 2
        servers = {fixture.name: Server(fixture.site) for fixture in found}
        if options.report:
            asyncio.run(report.report(found, servers))
            return 0
        run = asyncio.run(look_at(found, servers))
        pages = sum(len(fixture.pages()) for fixture in found)
    print(f"{pages} pages of {len(found)} sites, {run.visits} visits, {time.monotonic() - started:.0f} s: "
          f"{len(run.findings)} found to be wrong")
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
