"""`review --format json` and its documentation."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from clienthealth.report.review.json_v1 import document, render

from .reviews import ROOT, review_of, rich_review, studio_review, withheld_review

REQUIRED = (
    *("format", "tool_version", "policy_hash", "period", "as_of", "currency", "bottom", "top"),
    *("drain", "concentration", "ageing", "portfolio", "changes", "map", "pareto", "short"),
    *("unranked", "conversions", "what_if", "draws", "ranked_by"),
)
OF_THE_BOTTOM = (
    *("id", "name", "rank", "decision", "driven_by", "kind", "method", "holds", "sureness"),
    *("facts", "cost", "when", "why", "verdict", "health", "effective_rate", "worth", "months"),
)
STANDS_FOR = {
    "changes.*": tuple(
        f"changes.{kind}" for kind in ("joined", "left", "rose", "fell", "known_or_not")
    ),
    "what_if.*": ("what_if.before", "what_if.after"),
}
MONEY = re.compile(r"-?\d+\.\d\d")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| .+ \|$", re.MULTILINE)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_date(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


TYPES: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "money": lambda value: isinstance(value, str) and MONEY.fullmatch(value) is not None,
    "hours": lambda value: isinstance(value, str) and MONEY.fullmatch(value) is not None,
    "date": is_date,
    "share": lambda value: is_number(value) and round(value, 4) == value,
    "number": is_number,
    "whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "true or false": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "list of objects": lambda value: all(isinstance(each, dict) for each in value),
    "list of texts": lambda value: all(isinstance(each, str) for each in value),
    "null": lambda value: value is None,
}


@pytest.fixture(scope="module")
def documented() -> dict[str, str]:
    """The type of every key that the documentation has."""
    rows = ROW.findall((ROOT / "docs" / "review.md").read_text(encoding="utf-8"))
    types: dict[str, str] = {}
    for key, kind in rows:
        names = next((n for star, n in STANDS_FOR.items() if key.startswith(star)), None)
        for path in [name + key.partition("*")[2] for name in names] if names else [key]:
            assert path not in types
            types[path] = kind
    return types


def values(found: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path, in which the places in a list are left out."""
    if isinstance(found, dict):
        for key, value in found.items():
            inner = f"{path}.{key}" if path else key
            yield inner, value
            yield from values(value, inner)
    elif isinstance(found, list):
        for value in found:
            yield from values(value, f"{path}[]")


DOCUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "studio": lambda: document(studio_review()),
    "rich": lambda: document(rich_review()),
    "withheld": lambda: document(withheld_review()),
    "empty": lambda: document(review_of("[]")),
}


def test_every_promised_key_is_there() -> None:
    for make in DOCUMENTS.values():
        found = make()
        assert set(REQUIRED) <= found.keys()
        assert all(set(OF_THE_BOTTOM) <= each.keys() for each in found["bottom"])
    assert document(rich_review())["format"] == "clienthealth.review/1"


def test_every_key_is_documented_and_every_documented_key_is_there(
    documented: dict[str, str],
) -> None:
    assert {path for path, _ in values(document(rich_review()))} == documented.keys()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_value_is_of_the_documented_type(name: str, documented: dict[str, str]) -> None:
    for path, value in values(DOCUMENTS[name]()):
        kinds = documented[path].split(" or ") if path else []
        allowed = [documented[path]] if documented[path] in TYPES else kinds
        assert any(TYPES[kind](value) for kind in allowed), (path, value)


def test_what_the_program_prints_is_the_document() -> None:
    assert json.loads(render(studio_review())) == document(studio_review())


def test_every_hold_points_at_a_line_of_the_ledger() -> None:
    lines = (ROOT / "examples" / "studio.yaml").read_text(encoding="utf-8").splitlines()
    evidence = [
        each
        for client in document(studio_review())["bottom"]
        for hold in client["holds"]
        for each in hold["evidence"]
    ]
    assert evidence
    for each in evidence:
        assert Path(each["file"]).name == "studio.yaml"
        assert lines[each["line"] - 1][each["column"] - 1] not in {" ", ""}


def test_nothing_is_lost_that_the_tables_leave_out() -> None:
    review = studio_review()
    found = document(review)
    assert len(found["ageing"]["debtors"]) == len(review.receivables.debtors) > 8
    assert len(found["pareto"]) == len(review.pareto.takers)
    assert review.what_if is not None
    assert len(found["what_if"]["shifts"]) == len(review.what_if.shifts)


def test_money_is_null_where_it_is_withheld(documented: dict[str, str]) -> None:
    money = {path for path, kind in documented.items() if kind.startswith("money")}
    told = [value for path, value in values(document(withheld_review())) if path in money]
    assert told
    assert set(told) == {None}


def test_what_is_not_asked_is_null() -> None:
    found = document(rich_review(what_if=None, changes=None))
    assert (found["what_if"], found["changes"]) == (None, None)


def test_the_period_is_as_long_as_it_says() -> None:
    for make, key in product(DOCUMENTS.values(), ("from", "to")):
        period = make()["period"]
        assert date.fromisoformat(period[key])
        days = date.fromisoformat(period["to"]) - date.fromisoformat(period["from"])
        assert days.days + 1 == period["days"] == 365
