"""`check --format markdown`."""

from typing import Any

import pytest
from markdown_it import MarkdownIt

from clienthealth.checking.model import UNKNOWN_HEALTH, Suppression
from clienthealth.report.check.markdown_page import LENGTH, render

from .reports import ACME, FULL, GAMMA, HOSTILE, finding, hostile, own, report

GITHUB_COMMENT = 65_536


def test_clients_that_stayed_as_they_were_are_not_listed() -> None:
    text = render(report(clients=(ACME, GAMMA), compared_with="main"))
    assert "`acme`" in text
    assert "`gamma`" not in text


def test_without_a_comparison_there_is_no_table() -> None:
    assert "|" not in render(report())


def test_what_is_below_the_threshold_is_folded_away() -> None:
    text = render(report(finding("PAY001", "late-payment", "high")))
    head, details = text.split("<details>")
    assert "PAY001" not in head
    assert details.startswith("<summary>Not counted: 1 below the threshold</summary>\n\n- warning:")


def test_a_client_that_cannot_be_judged_is_among_the_findings() -> None:
    text = render(report(own(UNKNOWN_HEALTH, "too little is known", "acme", fails=True)))
    assert "### Findings\n\n- error: **CHK009 unknown-health**, `acme`: too little" in text


def test_every_result_is_told_once() -> None:
    assert render(FULL).count("\n- ") == len(FULL.results)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_but_its_own_markup_is_rendered(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(render(hostile(text)))
    kinds = {child.type for token in tokens for child in (token.children or ())}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "html_inline"}
    markup = {
        child.content
        for token in tokens
        for child in (token.children or ())
        if child.type == "html_inline"
    }
    assert markup <= {"<span>", "</span>"}
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert blocks == ["<details><summary>Already known: 1 waived</summary>\n", "</details>\n"]


@pytest.mark.parametrize("count", [100, 1_000])
def test_a_long_report_is_cut_and_says_so(count: int) -> None:
    fails = [
        finding("PAY001", "late-payment", "high", f"c{n}", message="late " * 60, fails=True)
        for n in range(count)
    ]
    known = [result._replace(fails=False) for result in fails]
    text = render(report(*fails, *known))
    assert LENGTH - 1_500 < len(text) <= LENGTH < GITHUB_COMMENT
    cut = [line for line in text.splitlines() if line.startswith("Cut here, ")]
    assert len(cut) == 1
    left = int(cut[0].split()[2])
    told = text.count("\n- ")
    assert told + left == (2 * count if "<details>" in text else count)
    assert text.count("<details>") == text.count("</details>")


def test_the_reason_for_accepting_is_told() -> None:
    waived = finding("PAY001", "late-payment", "high", suppressed=Suppression("waiver", "<b>x</b>"))
    assert "(&#60;b&#62;x&#60;/b&#62;)" in render(report(waived))


def test_an_intensity_that_rose_is_told_once() -> None:
    """The message of a worse finding says both intensities."""
    message = "pays 30.0 days late (intensity 0.90, 0.72 before)"
    more: dict[str, Any] = {
        "intensity": 0.9,
        "intensity_before": 0.72,
        "status": "worse",
        "fails": True,
    }
    text = render(report(finding("PAY001", "late-payment", "high", message=message, **more)))
    assert text.count("intensity") == 1
