"""Figures to look at, not to test: first paint on a slow phone, and the biggest pages."""

import sites
from browsing import MODES, Browser

# 400 kbit/s, 400 ms there and back, a processor a quarter as fast.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


async def paint(browser, address):
    context = await browser.chromium.new_context(**MODES["phone"])
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await page.goto(address)
    await page.wait_for_timeout(500)
    figures = await page.evaluate(
        "[performance.getEntriesByName('first-contentful-paint')[0]?.startTime, performance.timing.loadEventEnd - performance.timing.navigationStart]")
    await context.close()
    return figures


async def report(found, servers):
    print("First paint and load on a slow phone (400 kbit/s, 400 ms, processor ÷ 4):")
    async with Browser.launched() as browser:
        for fixture in found:
            for page in sites.representatives(fixture):
                if fixture.name in ("week", "demo", "large") and sites.kind(page) in ("overview", "checklist", "hand-over"):
                    first, load = await paint(browser, f"{servers[fixture.name].origin}/some/where/{page.relative_to(fixture.site)}")
                    print(f"  {(first or 0) / 1000:5.1f} s  {load / 1000:5.1f} s  {page.stat().st_size / 1024:6.1f} KB  {fixture.label(page)}")
    print("Biggest page of each site:")
    for fixture in found:
        page = max(fixture.pages(), key=lambda page: page.stat().st_size)
        print(f"  {page.stat().st_size / 1024:8.1f} KB  {fixture.label(page)}")
