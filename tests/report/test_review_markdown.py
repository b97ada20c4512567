"""`review --format markdown`."""

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from clienthealth.report.review.document import sections
from clienthealth.report.review.markdown_page import render
from clienthealth.reviewing.model import Review

from .reports import HOSTILE
from .reviews import hostile_review, review_of, rich_review, studio_review


def parsed(review: Review) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(render(review))


def test_every_section_has_its_heading() -> None:
    for review in (studio_review(), rich_review(), review_of("[]")):
        heads = [token.tag for token in parsed(review) if token.type == "heading_open"]
        assert heads == ["h2", *["h3"] * (len([*sections(review)]) - 1)]


def shape(review: Review) -> list[tuple[int, int]]:
    """The columns and the rows of every table."""
    tables = re.split(r"table_open", " ".join(token.type for token in parsed(review)))[1:]
    return [(each.count("th_open"), each.count("tr_open")) for each in tables]


def test_every_table_is_one() -> None:
    expected = [
        (len(part.columns), len(part.rows) + 1)
        for section in sections(rich_review())
        for part in section.parts
        if hasattr(part, "columns")
    ]
    assert shape(rich_review()) == expected


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_but_its_own_markup_is_rendered(text: str) -> None:
    review = hostile_review(text)
    tokens = parsed(review)
    children = [child for token in tokens for child in (token.children or ())]
    kinds = {child.type for child in children}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "html_inline"}
    html = {child.content for child in children if child.type == "html_inline"}
    assert html <= {"<span>", "</span>"}
    assert not any(token.type == "html_block" for token in tokens)
    assert shape(review) == shape(rich_review())


def test_figures_are_written_as_they_are() -> None:
    text = render(studio_review())
    assert re.search(
        r"\| 17 \| `knallpreis` \| let go, collect-first \|.* \| \d+\.\d \| \d+\.\d\d \|", text
    )
    assert "| - |" in text
