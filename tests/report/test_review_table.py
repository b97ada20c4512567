"""`review` for a terminal and for a pipe."""

import io
import re
from typing import Any

import pytest
from rich.console import Console

from clienthealth.report.review.table import plain, print_to
from clienthealth.reviewing.model import Bottom, Review, Top

from .reviews import BOTTOM, bottom, review_of, rich_review, studio_review

NARROW, WIDE = 80, 160
TWO_SCREENS = 120
"""In lines, of the studio and with three questions asked."""


def printed(review: Review, width: int, **more: Any) -> str:
    out = io.StringIO()
    print_to(Console(file=out, width=width, **more), review)
    return out.getvalue()


def section(text: str, title: str) -> str:
    """What stands below a title, up to the next blank line."""
    return re.split(r"\n *\n", text[text.index(title) :])[0]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for review in (studio_review(), rich_review()):
        assert max(map(len, printed(review, width).splitlines())) <= width


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_cut_off(width: int) -> None:
    review = studio_review()
    text = printed(review, width)
    assert "…" not in text
    shown: list[Bottom | Top] = [*review.bottom, *review.top]
    for client in shown:
        assert re.search(rf"^ *{client.rank} +{client.id} ", text, re.MULTILINE)


def test_the_longest_ids_are_shown_whole_in_a_narrow_terminal() -> None:
    name = "x" * 64
    text = printed(rich_review(bottom=(bottom(name, 20),)), NARROW)
    table = section(text, "The bottom 15 %")
    assert max(map(len, text.splitlines())) <= NARROW
    assert table.split(f"{name[:3]} (")[0].count("x") >= 64


def test_the_studio_fits_on_two_screens() -> None:
    review = studio_review()._replace(what_if=None)
    assert len(printed(review, WIDE).splitlines()) <= TWO_SCREENS


def test_a_wide_terminal_has_more_columns() -> None:
    review = studio_review()
    assert "12 months" in printed(review, WIDE)
    assert "12 months" not in printed(review, NARROW)


def test_the_headline_says_what_was_reviewed_and_what_comes_of_it() -> None:
    title, whom, text, *_ = plain(studio_review()).splitlines()
    assert title == "Review of 1 Nov 2025 to 31 Oct 2026"
    assert whom == (
        "Fire dunmarra. Let go knallpreis (collect-first), bursztyn (collect-first, "
        "finish-obligations). Renegotiate with ellerfeld (collect-first), kleinod."
    )
    assert text.startswith("17 of 20 active clients ranked by worth; bottom 15 %: 3 clients (")


def row_of(review: Review, name: str) -> str:
    lines = section(plain(review), "The bottom 15 %").splitlines()
    return next(line for line in lines if re.match(rf" *\d+ +{name} ", line))


def test_a_coin_toss_does_not_read_like_a_verdict() -> None:
    (undecided,) = (each for each in BOTTOM if each.decision == "undecided")
    row = row_of(rich_review(), undecided.id)
    assert row.split()[2:9] == ["undecided", "-", "-", "a", "coin", "toss", "(55"]
    assert undecided.method not in row
    assert undecided.kind not in row
    assert "2026" not in row


def test_who_is_to_be_talked_to_is_not_parted_with() -> None:
    row = row_of(rich_review(), "epsilon")
    assert "renegotiate" in row
    assert "talk 1 Jul 2026, look again 31 Jul 2026" in row
    assert "graceful" not in row
    assert "last day" not in row


def test_who_is_to_go_has_a_way_and_a_last_day() -> None:
    row = row_of(rich_review(), "zeta")
    assert re.search(r"fire, collect-first, finish-obligations +abusive +firm +certain", row)
    assert "speak 1 Jul 2026, last day 31 Jul 2026" in row


def test_the_words_are_the_same_without_colours() -> None:
    review = rich_review()
    coloured = printed(review, WIDE, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == printed(review, WIDE)


def test_markup_in_a_name_is_shown() -> None:
    name = "[red]x[/red] :tada:"
    review = rich_review(bottom=(BOTTOM[0]._replace(name=name),))
    assert all(name in printed(review, width) for width in (NARROW, WIDE))


def test_a_number_in_place_of_a_share_is_not_called_a_share() -> None:
    review = rich_review()
    policy = review.assessment.policy.model_copy(update={"bottom_count": 4})
    text = plain(review._replace(assessment=review.assessment._replace(policy=policy)))
    assert "; bottom group: 4 clients (1 to fire, " in text
    assert "The bottom group\n" in text
    assert "The top group\n" in text


def test_a_ledger_of_one_invoice_says_of_every_part_that_there_is_nothing() -> None:
    invoice = "{number: '1', issued: 2026-06-01, amount: 100, paid: 2026-06-20}"
    former = f"since: 2026-05-20, until: 2026-06-25, invoices: [{invoice}]"
    text = plain(review_of(f"[{{id: acme, name: Acme, {former}}}]"))
    assert "The bottom 15 %\nNobody: too few" in text
    assert "No hours and no trouble are logged." in text
    assert "Nothing is open." in text
    assert "The ledger has nothing from before the period." in text
    assert "How sure" not in text


def test_long_lists_are_cut_and_say_so() -> None:
    review = studio_review()
    text = plain(review)
    assert f"{len(review.receivables.debtors) - 8} others owe less." in text


def test_a_what_if_shows_what_would_be_another_and_nothing_else() -> None:
    text = plain(rich_review())
    assert (
        "What if: zeta is let go, epsilon at 8,642.91 EUR an hour, acme on 14 days' terms" in text
    )
    assert re.search(r"^active clients +6 +5$", text, re.MULTILINE)
    assert not re.search(r"^utilisation +85 %", text, re.MULTILINE)
    assert re.search(r"^zeta +20 → - +41.2 +8,642.92 → 8,642.93 +fire → -$", text, re.MULTILINE)
    assert "1 other client moves." in text
