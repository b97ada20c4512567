"""Text from a ledger in Markdown, rendered as CommonMark with tables renders it."""

import html
import re
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from clienthealth.report.text import markdown
from clienthealth.report.text.safety import visible

from .reports import HOSTILE

MARKDOWN = MarkdownIt("commonmark").enable("table").enable("strikethrough")
MARKUP = {"inline", "text", "code_inline", "softbreak"}
POSTPROCESSED = re.compile(r"@[\w-]|#\d|\bGH-\d|:[\w+-]+:|\w://|\bwww\.\w", re.IGNORECASE)
"""What GitHub looks for in what was rendered."""


def inline(source: str) -> list[Token]:
    return [t for block in MARKDOWN.parse(source) for t in (block.children or ())]


def rendered(source: str) -> str:
    """What a reader sees, without the span that GitHub's documentation asks for."""
    tokens = inline(source)
    strange = {t.content or t.type for t in tokens if t.type not in MARKUP}
    assert strange <= {"<span>", "</span>"}
    return "".join(t.content for t in tokens if t.type in MARKUP)


@pytest.mark.parametrize("write", [markdown.text, markdown.code])
@pytest.mark.parametrize("around", ["{}", "- x: {}", "| a | b |\n|---|---|\n| {} | c |"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_comes_out_as_text(text: str, around: str, write: Callable[[str], str]) -> None:
    source = around.format(write(text))
    blocks = {t.type for t in MARKDOWN.parse(source)}
    assert blocks == {t.type for t in MARKDOWN.parse(around.format("x"))} or not text.strip()
    seen = rendered(source)
    shown = visible(text).strip()
    assert (shown if len(shown) <= markdown.VALUE_LENGTH else shown[:400]) in seen.replace(
        "\u200b", ""
    )
    assert (
        POSTPROCESSED.search("".join(t.content for t in inline(source) if t.type == "text")) is None
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_comes_out_as_text_in_html_too(text: str) -> None:
    written = markdown.text(text)
    assert re.findall(r"<[^>]*>", written.replace("<span>$</span>", "")) == []
    assert "<" not in html.unescape(written.replace("<span>$</span>", "")) or "<" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Acme GmbH & Co. KG", "Acme GmbH &#38; Co. KG"),
        (
            "pays 22.9 days late; 5 of 7 (late-payment)",
            "pays 22.9 days late; 5 of 7 (late-payment)",
        ),
        ("@org/team", "@&#8203;org/team"),
        ("#12", "&#35;&#8203;12"),
        ("C# shop", "C&#35; shop"),
        ("- item", "&#45; item"),
        ("12) item", "12&#41; item"),
        ("12.", "12&#46;"),
        ("600.00 EUR", "600.00 EUR"),
        ("log `message` events", "log &#96;message&#96; events"),
        ("a - b", "a - b"),
        ("$5 and $6", "<span>$</span>5 and <span>$</span>6"),
        ("", ""),
    ],
)
def test_text_is_written(text: str, written: str) -> None:
    assert markdown.text(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("log `distress_signal` events", "log `distress_signal` events"),
        ("under `clients:`, or `clienthealth explain CLIENT`",) * 2,
        (
            "`<b>` and `@a` and ``b``",
            "&#96;&#60;b&#62;&#96; and &#96;@&#8203;a&#96; and &#96;&#96;b&#96;&#96;",
        ),
        ("`a|b` *c*", "&#96;a&#124;b&#96; &#42;c&#42;"),
    ],
)
def test_code_in_a_sentence_of_the_program_is_code(text: str, written: str) -> None:
    assert markdown.own(text) == written


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_sentence_of_the_program_renders_no_other_markup(text: str) -> None:
    source = markdown.own(text)
    assert rendered(source) or not text.strip()
    told = "".join(t.content for t in inline(source) if t.type == "text")
    assert POSTPROCESSED.search(told) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ledger/clients.yaml:100:7", "`ledger/clients.yaml:100:7`"),
        ("<b>*x*</b>", "`<b>*x*</b>`"),
        ("a`b", "a&#96;b"),
        ("a|b", "a&#124;b"),
        ("@a", "@&#8203;a"),
        ("##[group]x", "&#35;&#35;&#91;group&#93;x"),
        (" ", ""),
    ],
)
def test_code_is_written(text: str, written: str) -> None:
    assert markdown.code(text) == written


def test_a_long_value_is_cut() -> None:
    assert markdown.text("w" * 501) == "w" * 499 + "…"
