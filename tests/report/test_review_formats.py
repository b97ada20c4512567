"""What is true of every format of `review`.

`UPDATE_SNAPSHOTS=1` writes the files in `review_snapshots/` anew. Read every line of the
difference.
"""

import io
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from clienthealth.redaction.redact import redact
from clienthealth.redaction.redactor import Redactor
from clienthealth.report.review import json_v1 as json_review
from clienthealth.report.review import markdown_page as markdown_review
from clienthealth.report.review import table as table_review
from clienthealth.reviewing.model import Review

from .reports import HOSTILE
from .reviews import (
    MARK,
    hostile_review,
    review_of,
    rich_review,
    studio_review,
    withheld_review,
)

SNAPSHOTS = Path(__file__).parent / "review_snapshots"
Render = Callable[[Review], str]


def printed(review: Review, width: int) -> str:
    """What a terminal of a width shows."""
    out = io.StringIO()
    table_review.print_to(Console(file=out, width=width, no_color=True), review)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


FORMATS: dict[str, Render] = {
    "json": json_review.render,
    "md": markdown_review.render,
    "txt": table_review.plain,
    "80.txt": lambda review: printed(review, 80),
    "160.txt": lambda review: printed(review, 160),
}
COMMAND = re.compile(r"^\s*::\w|##\w*\[", re.MULTILINE)
"""What a build server would obey, once it has passed over the characters without a weight."""
in_every_format = pytest.mark.parametrize("name", FORMATS)

SMALL = {
    "nobody": "[]",
    "a prospect": "[{id: one, name: One}]",
    "one client": "[{id: one, name: One, since: 2024-01-01, "
    "time: [{date: 2026-05-01, hours: 20}], "
    "invoices: [{number: '1', issued: 2026-05-02, amount: 3000}]}]",
    "a new client": "[{id: one, name: One, since: 2026-06-01}]",
    "a former client": "[{id: one, name: One, since: 2023-01-01, until: 2025-12-31, "
    "invoices: [{number: '1', issued: 2025-05-02, amount: 3000}]}]",
}


def scrubbed(text: str) -> str:
    """Without what depends on the version and the machine."""
    text = re.sub(r'("tool_version"|"policy_hash"): ".*"', r'\1: "..."', text)
    return re.sub(r'"file": ".*/', '"file": "', text)


@in_every_format
def test_the_output_is_as_it_was_read(name: str) -> None:
    path = SNAPSHOTS / f"rich.{name}"
    text = scrubbed(FORMATS[name](rich_review()))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


def test_no_snapshot_is_left_over() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == {f"rich.{name}" for name in FORMATS}


@in_every_format
def test_the_same_review_gives_the_same_bytes(name: str) -> None:
    render = FORMATS[name]
    assert render(studio_review()) == render(studio_review())
    assert scrubbed(render(rich_review())) == scrubbed(render(rich_review()))


@in_every_format
@pytest.mark.parametrize("clients", SMALL.values(), ids=SMALL)
def test_there_is_a_whole_review_of_hardly_anything(name: str, clients: str) -> None:
    text = FORMATS[name](review_of(clients))
    assert text.endswith("\n")
    assert "2025-07-01" in text or "1 Jul 2025" in text
    assert "None" not in text


@in_every_format
def test_parts_that_are_empty_are_said_or_left_out(name: str) -> None:
    bare = rich_review(bottom=(), beyond=(), top=(), changes=None, what_if=None, conversions=())
    assert FORMATS[name](bare)


@in_every_format
def test_withheld_amounts_are_nowhere(name: str) -> None:
    render = FORMATS[name]
    assert MARK in render(rich_review()).replace(",", "")
    assert MARK not in render(withheld_review()).replace(",", "")


@in_every_format
def test_withheld_output_is_the_same_whatever_the_amounts_are(name: str) -> None:
    told = rich_review()
    other = withheld_review(
        working_time=told.working_time._replace(revenue=Decimal(7), target_rate=None),
        bottom=tuple(each._replace(worth=None, effective_rate=None) for each in told.bottom),
    )
    assert scrubbed(FORMATS[name](withheld_review())) == scrubbed(FORMATS[name](other))


@in_every_format
def test_nothing_of_the_studio_is_in_its_redacted_review(name: str) -> None:
    review = studio_review()
    money = {
        str(value)
        for client in review.bottom
        for value in (*client.cost, client.effective_rate, client.worth)
        if isinstance(value, Decimal) and value > 0 and value != client.cost.hours_a_month
    }
    money |= {f"{debtor.ageing.open}" for debtor in review.receivables.debtors}
    money |= {f"{source.revenue}" for source in review.concentration.sources if source.revenue}
    words = {word for c in review.assessment.clients for word in (c.id, c.name)}
    shown = FORMATS[name](redact(review, Redactor("a key")))
    numbers = set(re.findall(r"\d+\.\d\d", shown.replace(",", "")))
    assert not money & numbers
    assert not [word for word in words if word in shown]


@in_every_format
def test_terms_of_a_what_if_are_withheld_too(name: str) -> None:
    shown = FORMATS[name](withheld_review())
    assert "14 days" not in shown
    assert '"terms_days": 14' not in shown


@in_every_format
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_name_does_anything(name: str, text: str) -> None:
    shown = FORMATS[name](hostile_review(text))
    assert all(each.isprintable() for each in shown.split("\n"))
    assert not COMMAND.search(re.sub("[\u034f\ufe00-\ufe0f]", "", shown))
    assert shown.encode()


@in_every_format
def test_a_bottom_client_is_told_with_all_that_speaks_for_it(name: str) -> None:
    review = studio_review()
    text = FORMATS[name](review).replace("&#8203;", "")
    text = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    words = " ".join(text.split())
    for client in review.bottom:
        assert client.id in words
        for told in (*client.facts, *(hold.why for hold in client.holds)):
            assert told in words
