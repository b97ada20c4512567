"""The pages on paper: A4, light, no row cut in two, a header on every page of a table."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from browser.browsing import MM, Browser
from depth import FULL

MARK = re.compile(r"\[(r|h)(\d+)x(\d+)\]")
"""Row or header, the number of its table, and its own."""

MARKED = """
document.querySelectorAll("table").forEach((table, t) => {
  const mark = (row, kind, r) => {
    for (const cell of row.cells) {
      const text = `[${kind}${t}x${r}]`;
      const [first, last] = [document.createElement("span"), document.createElement("span")];
      for (const each of [first, last]) {
        each.textContent = text;
        each.setAttribute("class", "mark");
      }
      cell.prepend(first);
      cell.append(last);
    }
  };
  mark(table.tHead.rows[0], "h", 0);
  [...table.tBodies[0].rows].forEach((row, r) => mark(row, "r", r));
});
for (const mark of document.querySelectorAll(".mark")) {
  mark.attributeStyleMap.set("font-size", CSS.px(1));
  mark.attributeStyleMap.set("white-space", "nowrap");
}
"""
"""Writes into the first and the last line of each cell which row it is of."""

both_pages = pytest.mark.parametrize(
    "name", ["studio review", "studio score"] if FULL else ["studio review"]
)
folded_or_not = pytest.mark.parametrize(
    "unfolded", [False, True] if FULL else [False], ids=lambda yes: "unfolded" if yes else "folded"
)
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"


class Paper(NamedTuple):
    """A printed page."""

    document: PdfReader
    texts: list[str]
    """Of each sheet."""
    places: list[tuple[float, str]]
    """How far from the left each piece of text begins, in points."""


@pytest.fixture(scope="module")
def paper(browser: Browser, pages: dict[str, Path]) -> Callable[[str, bool], Paper]:
    """Prints a page, once, as seen by somebody who likes it dark on the screen."""

    @cache
    def printed(name: str, unfolded: bool) -> Paper:
        browser.open(pages[name], scheme="dark")
        if unfolded:
            browser.run(UNFOLD)
        browser.run(MARKED)
        document = browser.printed()
        places: list[tuple[float, str]] = []

        def look(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
            places.append((tm[4] * cm[0] + cm[4], text))

        return Paper(document, [p.extract_text(visitor_text=look) for p in document.pages], places)

    return printed


@both_pages
def test_the_paper_is_a4_with_numbered_pages(
    paper: Callable[[str, bool], Paper], name: str
) -> None:
    document, texts, _ = paper(name, False)
    for number, (page, text) in enumerate(zip(document.pages, texts, strict=True), 1):
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=1)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=1)
        assert f"{number} / {len(texts)}" in text


@both_pages
@folded_or_not
def test_no_row_is_cut_and_headers_stand_on_every_page(
    paper: Callable[[str, bool], Paper], name: str, unfolded: bool
) -> None:
    rows: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    headers: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(paper(name, unfolded).texts, 1):
        for kind, table, row in MARK.findall(text):
            if kind == "h":
                headers[table].add(number)
            else:
                rows[table, row].add(number)
    assert len(rows) > 20
    assert {row: on for row, on in rows.items() if len(on) > 1} == {}
    assert [(row, on) for row, on in rows.items() if not on <= headers[row[0]]] == []
    with_rows = {(table, number) for (table, _), on in rows.items() for number in on}
    lonely = {(table, n) for table, on in headers.items() for n in on} - with_rows
    assert lonely == set(), "a header without a row below it"


@both_pages
@folded_or_not
def test_nothing_stands_beyond_the_margins(
    paper: Callable[[str, bool], Paper], name: str, unfolded: bool
) -> None:
    places = paper(name, unfolded).places
    assert [text for x, text in places if text.strip() and not 10 * MM <= x <= 200 * MM] == []


@both_pages
@folded_or_not
def test_everything_is_as_wide_as_the_paper_at_most(
    browser: Browser, pages: dict[str, Path], name: str, unfolded: bool
) -> None:
    content = round(180 * 96 / 25.4)
    browser.open(pages[name], width=content, media="print")
    if unfolded:
        browser.run(UNFOLD)
    wide = browser.ask(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('svg, .visually-hidden') "
        f"&& e.getBoundingClientRect().right > {content + 1}).map(e => e.outerHTML.slice(0, 120))"
    )
    assert wide == []


@both_pages
def test_links_lead_to_a_place_in_the_document(
    paper: Callable[[str, bool], Paper], name: str
) -> None:
    links: list[Any] = [
        annotation.get_object()
        for page in paper(name, False).document.pages
        for annotation in page.get("/Annots", [])
        if isinstance(annotation, IndirectObject)
    ]
    assert len(links) > 40  # a link over two lines counts twice
    assert all("/Dest" in link or "/GoTo" in str(link.get("/A")) for link in links)


@both_pages
def test_what_is_folded_and_what_is_for_the_screen_stays_there(
    paper: Callable[[str, bool], Paper], name: str
) -> None:
    text = "".join(paper(name, False).texts)
    for word in ("Skip to the content", "Unfold everything", "as a table"):
        assert word not in text
    for word in ("Knallpreis", "low-rate"):
        assert word in text


def test_the_brief_review_is_two_sheets_at_most(browser: Browser, pages: dict[str, Path]) -> None:
    for name in ("studio brief", "hostile brief"):
        browser.open(pages[name], scheme="dark")
        assert 1 <= len(browser.printed().pages) <= 2
