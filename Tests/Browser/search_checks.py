"""What the script of the site does, in a real browser.

Every function takes a Playwright page and the address of a built site, and raises AssertionError where something is wrong.
They take what they look for from the site itself, so that any site will do.
"""

import unicodedata


def _open(page, site_url, file):
    page.goto("about:blank")
    page.goto(site_url.rstrip("/") + "/" + file)


def _search(page, query):
    """The titles found. Waits for the announcement, which comes when typing has ended."""
    page.fill("#search input", query)
    page.wait_for_timeout(500)
    return page.locator("#results > li > a").all_inner_texts()


def check_search(page, site_url):
    _open(page, site_url, "search.html")
    assert page.locator("#search").is_visible()
    assert page.locator("#everything").is_visible(), "without a query the list of everything is there"
    first = page.locator("#everything li a").first
    title, address = first.inner_text(), first.get_attribute("href")

    found = _search(page, title)
    assert title in found, f"{title} is not found by its whole title"
    assert not page.locator("#everything").is_visible()
    assert page.locator("#found").inner_text().strip(), "how many there are is announced"
    assert page.locator("#results mark").count() > 0, "what matches is marked"
    assert address in [link.get_attribute("href") for link in page.locator("#results a").all()]

    # Inside of a word, in the other case, as other code points: of one letter and its signs, nothing is cut apart.
    middle = title[1:7].strip()
    for query in (middle, middle.upper(), unicodedata.normalize("NFD", middle), unicodedata.normalize("NFC", middle)):
        assert title in _search(page, query), f"{title} is not found by {query!r}"
    assert _search(page, title + " qqqqzzzz") == [], "every word must be found"
    assert page.locator("#results mark").count() == 0

    # The address has the query, for links and for the way back.
    _search(page, middle)
    assert "#q=" in page.url
    page.locator("#results a").first.click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#results > li').length > 0")
    assert page.input_value("#search input") == middle
    page.evaluate("location.hash = '#q=qqqqzzzz'")
    page.wait_for_function("document.querySelectorAll('#results > li').length === 0")
    _search(page, "")
    assert page.locator("#everything").is_visible()

    # From any other page, with the keyboard alone.
    _open(page, site_url, "changes.html")
    field = page.locator("header form[role=search] input")
    field.focus()
    page.keyboard.type(middle)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=*")
    page.wait_for_function("document.querySelectorAll('#results > li').length > 0")
    assert page.input_value("#search input") == middle


def check_tables(page, site_url, file="index.html"):
    """Sorts every table of a page by every column, and filters where there is a field."""
    _open(page, site_url, file)
    for table in page.locator("table:has(thead button)").all():
        count = table.locator("tbody tr").count()
        before = sorted(table.locator("tbody tr").all_inner_texts())
        for button in table.locator("thead button").all():
            if not button.is_visible():
                continue
            heading = button.locator("xpath=ancestor::th")
            column = heading.evaluate("cell => cell.cellIndex")
            cells = "(table, column) => [...table.tBodies[0].rows].map((row) => row.cells[column].textContent.trim())"
            button.click()
            assert heading.get_attribute("aria-sort") == "ascending"
            up = table.evaluate(cells, column)
            button.press("Enter")
            assert heading.get_attribute("aria-sort") == "descending"
            down = table.evaluate(cells, column)
            assert table.locator("[aria-sort]").count() == 1
            assert sorted(table.locator("tbody tr").all_inner_texts()) == before, "no row gets lost"
            digits = [text.replace(",", "") for text in up if text]
            if digits and all(text.isdigit() for text in digits):
                assert digits == sorted(digits, key=int), f"{up} are numbers"
                assert [text.replace(",", "") for text in down if text] == digits[::-1] or len(set(digits)) < len(digits)
            filled = [bool(text) for text in up], [bool(text) for text in down]
            assert all(flags == sorted(flags, reverse=True) for flags in filled), "empty cells come last"
        field = table.locator("xpath=preceding-sibling::p[1]//input | ../preceding-sibling::p[1]//input")
        if count <= 30:
            continue
        word = table.locator("tbody th, tbody td").first.inner_text().split()[0]
        field.first.fill(word)
        page.wait_for_timeout(500)
        shown = [row for row in table.locator("tbody tr").all() if row.is_visible()]
        assert shown and all(word.lower() in row.inner_text().lower() for row in shown)
        field.first.fill("qqqqzzzz")
        assert not any(row.is_visible() for row in table.locator("tbody tr").all())
        assert not table.locator("tfoot").is_visible()
        field.first.fill("")
        assert table.locator("tbody tr").last.is_visible()


def check_copy(page, site_url, file):
    """Copies the link to an item. `file` is the page of a checklist."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _open(page, site_url, file)
    item = page.locator(".item").last
    anchor = item.get_attribute("id")
    link = item.locator(f'.actions a[href="#{anchor}"]')
    assert link.count() == 1 and link.inner_text().strip()
    link.click()
    page.wait_for_timeout(600)
    assert item.locator("[role=status]").inner_text().strip(), "it says that it is copied"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url and copied.endswith("#" + anchor), copied


def check_unfolding(page, site_url, file):
    """A link into closed details opens them."""
    _open(page, site_url, file)
    inner = "document.querySelector('.item details:not([open]) > ol')"
    if not page.evaluate(f"!!{inner}"):
        return
    page.evaluate(f"{inner}.id = 'inner'; location.hash = '#inner'")
    page.wait_for_function("document.getElementById('inner').closest('details').open")


def check_without_script(page, site_url):
    """For a page of a context with scripts off: everything is listed, and nothing shows that would not work."""
    _open(page, site_url, "search.html")
    assert page.locator("#everything li a").count() > 0
    assert not page.locator("input").first.is_visible()
    _open(page, site_url, "index.html")
    assert page.locator('header a[href="search.html"]').is_visible()
    assert page.locator("input, button").count() == 0
