"""The pages in a real browser: they render, sort, fold, fit, and nothing in them runs."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from browser.browsing import Browser
from depth import thorough

KINDS = ("review", "brief", "score", "check", "plan", "collect", "today")
every_page = pytest.mark.parametrize(
    "name", ["studio review", "studio score", "hostile review", "hostile score"]
)
each_kind = pytest.mark.parametrize(
    "name", [f"{whose} {kind}" for whose in ("studio", "hostile") for kind in KINDS]
)
both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])
WIDTHS = (360, 390, 768, 1280, 1600)


@every_page
def test_nothing_is_complained_of_and_nothing_is_fetched(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name])
    assert browser.complaints() == []
    assert browser.ask("performance.getEntriesByType('resource').length") == 0
    assert browser.ask("getComputedStyle(document.querySelector('h1')).fontWeight") == "650"


@every_page
def test_no_text_runs_or_becomes_an_element(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name])
    assert browser.ask("window.hit ?? null") is None
    strange = "img, iframe, object, embed, link, form, script:not(body > script)"
    assert browser.ask(f"document.querySelectorAll('{strange}').length") == 0
    assert browser.ask("document.scripts.length") == 1
    attributes = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    assert browser.ask(f"{attributes}.filter(n => n.startsWith('on')).length") == 0


def test_hostile_names_are_read_as_they_stand(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["hostile review"])
    text = browser.ask("document.body.innerText")
    for shown in (
        "<script>window.hit = 1</script>",
        '"><img src=x onerror="window.hit = 2">',
        "\\u202egnp.exe \\u001b[31m \\u0000 \\u000a<iframe",
        "שלום",
    ):
        assert shown in text
    assert "<script>window.hit = 8</script>" in browser.driver.title


@each_kind
def test_the_page_never_scrolls_sideways(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name])
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = {}
    for width in WIDTHS:
        browser.see(width=width)
        found[width] = browser.ask(beyond)
    assert found == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("name", ["score", "review"])
def test_a_narrow_screen_shows_the_verdict_and_what_is_overdue_without_scrolling(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[f"studio {name}"], width=390)
    right = browser.ask(
        "[...document.querySelectorAll('#all tr')].map("
        "row => Math.max(...[...row.cells].slice(0, 3).map(c => c.getBoundingClientRect().right)))"
    )
    assert max(right) <= 390


@pytest.mark.parametrize("name", ["review", "brief"])
def test_the_first_screen_of_a_phone_says_whom_to_part_with_and_what_is_overdue(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[f"studio {name}"], width=390)
    ends = browser.ask(
        "[document.querySelector('h1'), ...[...document.querySelectorAll('.summary li')].filter("
        "e => e.textContent.includes('overdue'))].map(e => e.getBoundingClientRect().bottom)"
    )
    assert len(ends) == 2
    assert max(ends) <= 844


def test_the_brief_review_has_its_holds_on_a_phone_without_scrolling_sideways(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["studio brief"], width=390)
    beyond = browser.ask(
        "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.textContent)"
    )
    assert beyond == []
    right = browser.ask(
        "[...document.querySelectorAll('.hold')].map(e => e.getBoundingClientRect().right)"
    )
    assert len(right) > 3
    assert max(right) <= 390


def test_a_table_that_scrolls_says_so(browser: Browser, pages: dict[str, Path]) -> None:
    shown = "[...document.querySelectorAll('#all .cue')].filter(e => !e.hidden).length"
    browser.open(pages["studio score"], width=390)
    browser.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert browser.ask(shown) == 1
    browser.open(pages["studio score"], width=1280)
    browser.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert browser.ask(shown) == 0


@every_page
def test_what_scrolls_can_be_scrolled_by_keyboard(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name], width=360)
    unreachable = browser.ask(
        "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && "
        "getComputedStyle(e).overflowX === 'auto' && e.tabIndex < 0).length"
    )
    assert unreachable == 0


# Sorting


def column(browser: Browser, title: str) -> list[str]:
    """The cells of a column of the table of all clients, from above."""
    return browser.ask(
        "(() => { const table = document.querySelector('#all table');"
        "const at = [...table.tHead.rows[0].cells].findIndex("
        "  c => c.textContent.trim() === arguments[0]);"
        "return [...table.tBodies[0].rows].map(r => r.cells[at].textContent.trim()) })()",
        title,
    )


def directions(browser: Browser) -> dict[str, str]:
    """How each header of that table says it is sorted."""
    cells = "document.querySelector('#all table').tHead.rows[0].cells"
    return browser.ask(f"Object.fromEntries([...{cells}].map(c => [c.textContent, c.ariaSort]))")


def header(browser: Browser, title: str) -> WebElement:
    """The button of a column."""
    path = f"//section[@id='all']//th[.='{title}']/button"
    return browser.driver.find_element(By.XPATH, path)


def figures(cells: list[str]) -> list[float]:
    return [float(cell.replace(",", "")) for cell in cells if cell != "-"]


@pytest.mark.parametrize(("name", "by"), [("studio review", None), ("studio score", "rank")])
def test_a_click_sorts_and_another_turns_the_order(
    browser: Browser, pages: dict[str, Path], name: str, by: str | None
) -> None:
    """A review begins with the gravest, which is the order of no column alone."""
    browser.open(pages[name])
    assert [title for title, order in directions(browser).items() if order != "none"] == [
        *filter(None, [by])
    ]
    header(browser, "health").click()
    cells = column(browser, "health")
    assert figures(cells) == sorted(figures(cells))
    assert cells[-1] == "-", "what is not known comes last"
    assert directions(browser)["health"] == "ascending"
    assert [title for title, order in directions(browser).items() if order != "none"] == ["health"]
    header(browser, "health").click()
    cells = column(browser, "health")
    assert figures(cells) == sorted(figures(cells), reverse=True)
    assert cells[-1] == "-"
    assert directions(browser)["health"] == "descending"
    status = "document.getElementById('status').textContent"
    assert browser.ask(status) == "Sorted by health, descending"


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_sorts_too_and_keeps_the_focus(
    browser: Browser, pages: dict[str, Path], key: str
) -> None:
    browser.open(pages["studio review"])
    browser.run("document.querySelector('#all th:nth-child(2) button').focus()")
    browser.press("Tab", shift=True)
    assert browser.ask("document.activeElement.textContent") == "client"
    browser.press(key)
    names = column(browser, "client")
    assert [n.casefold() for n in names[:3]] == sorted(n.casefold() for n in names)[:3]
    assert directions(browser)["client"] == "ascending"
    assert browser.ask("document.activeElement.textContent") == "client"


def test_every_column_sorts_without_losing_a_row(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["studio review"])
    before = sorted(column(browser, "client"))
    for title in directions(browser):
        header(browser, title).click()
        assert sorted(column(browser, "client")) == before
    overdue = figures(column(browser, "overdue"))
    header(browser, "overdue").click()
    assert figures(column(browser, "overdue")) == sorted(overdue)


# The keyboard, links, folding


def test_the_first_tab_leads_past_the_contents(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["studio review"])
    browser.press("Tab")
    assert browser.ask("document.activeElement.textContent") == "Skip to the content"
    assert browser.ask("document.activeElement.getBoundingClientRect().left") >= 0
    assert browser.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.press("Enter")
    assert browser.ask("document.activeElement.id") == "content"


@both_schemes
def test_the_focus_is_always_to_be_seen(
    browser: Browser, pages: dict[str, Path], scheme: str
) -> None:
    browser.open(pages["studio review"], scheme=scheme)
    for _ in range(40):
        browser.press("Tab")
        shown = browser.ask("getComputedStyle(document.activeElement).outlineStyle")
        assert shown == "solid", browser.ask("document.activeElement.outerHTML.slice(0, 80)")


def test_a_link_opens_what_is_folded(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["studio review"])
    browser.run(
        "const row = document.querySelector('#client-oosterwolde details table');"
        "location.hash = row.id"
    )
    is_open = "document.querySelector('#client-oosterwolde details').open"
    browser.driver.implicitly_wait(2)
    browser.driver.find_element(By.CSS_SELECTOR, "#client-oosterwolde details[open]")
    assert browser.ask(is_open) is True


def test_a_button_unfolds_everything_and_folds_it_again(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["studio review"])
    button = browser.driver.find_element(By.CSS_SELECTOR, "button.unfold")
    closed = "document.querySelectorAll('details:not([open])').length"
    assert browser.ask(closed) > 10
    button.click()
    assert browser.ask(closed) == 0
    browser.driver.implicitly_wait(2)
    browser.driver.find_element(By.XPATH, "//button[.='Fold everything']").click()
    assert browser.ask("document.querySelectorAll('details[open]').length") == 0


def test_without_its_script_the_page_is_whole_and_has_no_dead_buttons(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(pages["studio review"])
        assert not browser.driver.find_elements(By.CSS_SELECTOR, "button")
        assert browser.driver.find_element(By.CSS_SELECTOR, "#all caption").is_displayed()
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


# How it looks


@every_page
def test_no_label_of_the_map_covers_another(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name])
    overlaps = browser.ask(
        "(() => { const boxes = [...document.querySelectorAll('.map .picture .label')]"
        "  .map(e => [e.textContent, e.getBoundingClientRect()]);"
        "const found = [];"
        "boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {"
        "  if (p.left < q.right - 1 && q.left < p.right - 1 && p.top + 3 < q.bottom - 3"
        "      && q.top + 3 < p.bottom - 3) found.push([a, b]) }));"
        "return found })()"
    )
    assert overlaps == []


@every_page
def test_no_label_is_cut_at_the_edge_of_its_picture(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    for width in (360, 1280):
        browser.open(pages[name], width=width)
        cut = browser.ask(
            "[...document.querySelectorAll('svg.picture')].flatMap(s => {"
            "  const box = s.getBoundingClientRect();"
            "  return [...s.querySelectorAll('text')].filter(t => {"
            "    const r = t.getBoundingClientRect();"
            "    return r.left < box.left - 1 || r.right > box.right + 1 }).map(t => t.textContent)"
            "})"
        )
        assert cut == []


def brightness(browser: Browser) -> float:
    """How bright the background is, from 0 to 255."""
    colour = browser.ask("getComputedStyle(document.documentElement).backgroundColor")
    return sum(int(part) for part in colour.strip("rgb()").split(",")) / 3


def test_the_page_follows_the_scheme_but_paper_is_white(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["studio review"], scheme="light")
    assert brightness(browser) > 240
    browser.see(width=1280, scheme="dark")
    assert brightness(browser) < 40
    browser.see(width=1280, scheme="dark", media="print")
    assert brightness(browser) == 255


def test_it_scrolls_at_once_for_those_who_want_no_motion(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.open(pages["studio review"])
    behavior = "getComputedStyle(document.documentElement).scrollBehavior"
    assert browser.ask(behavior) == "auto"
    features = [{"name": "prefers-reduced-motion", "value": "no-preference"}]
    browser.command("Emulation.setEmulatedMedia", features=features)
    assert browser.ask(behavior) == "smooth"


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("studio review", "light", 360),
        pytest.param("studio review", "dark", 1600, marks=thorough),
        ("studio score", "dark", 390),
        pytest.param("hostile review", "light", 1280, marks=thorough),
        ("studio brief", "light", 390),
        ("hostile brief", "dark", 768),
        ("studio check", "dark", 360),
        ("hostile check", "light", 1280),
        ("studio plan", "light", 768),
        ("studio collect", "dark", 390),
        ("hostile collect", "light", 768),
        ("studio today", "dark", 1280),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], axe: str, name: str, scheme: str, width: int
) -> None:
    browser.open(pages[name], width=width, scheme=scheme)
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    browser.driver.execute_script(axe)
    browser.driver.set_script_timeout(120)
    violations = browser.driver.execute_async_script(
        "axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(arguments[0])"
    )["violations"]
    told = [(v["id"], v["nodes"][0]["html"][:200], len(v["nodes"])) for v in violations]
    assert told == []
