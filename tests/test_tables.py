"""Each verdict, grade, decision and hold, and what a rule means, is defined in one place."""

import re
from pathlib import Path
from typing import Literal, get_args

import pytest

import clienthealth
from clienthealth.judging.actions import (
    ACTIONS,
    CLIENT_ACTIONS,
    PROSPECT_ACTIONS,
    Action,
    is_graver,
)
from clienthealth.judging.tones import complete
from clienthealth.judging.verdict import CLIENTS, PROSPECTS
from clienthealth.rules.meaning import Mark, Trait
from clienthealth.rules.registry import all_rules, marked

SOURCE = Path(clienthealth.__file__).parent
CODE = re.compile(r"""["'](?:PAY|SCO|DEC|BND|VAL|ENG|SOL|CON|PRO)\d{3}["']""")


def test_no_file_outside_the_rules_names_a_rule_by_its_code() -> None:
    files = [path for path in SOURCE.rglob("*.py") if "rules" not in path.parts]
    assert len(files) > 100
    named = {path.name: found for path in files if (found := CODE.findall(path.read_text("utf-8")))}
    assert named == {}


def test_every_part_of_the_tables_and_every_trait_has_a_rule() -> None:
    for mark in get_args(Mark):
        assert marked(mark), mark
    assert {rule.trait for rule in all_rules()} - {None} == {*get_args(Trait)}


def test_a_table_with_a_gap_fails_when_it_is_imported() -> None:
    names = Literal["one", "two"]
    complete({"one": 1, "two": 2}, names)
    with pytest.raises(ImportError, match="two"):
        complete({"one": 1}, names)
    with pytest.raises(ImportError, match="three"):
        complete({"one": 1, "two": 2, "three": 3}, names)


def test_every_verdict_has_a_row_and_every_row_one_of_its_verdicts() -> None:
    assert {row.action for row in CLIENTS} == {*CLIENT_ACTIONS}
    assert {row.action for row in PROSPECTS} <= {*PROSPECT_ACTIONS}
    assert {*ACTIONS} == {*CLIENT_ACTIONS, *PROSPECT_ACTIONS}


def test_graver_is_what_comes_first_in_the_table_of_the_same_sort_of_client() -> None:
    assert CLIENT_ACTIONS == ("keep", "unknown", "watch", "renegotiate", "let-go", "fire")
    assert (
        *("pursue", "unknown", "ask-for-commitment", "three-calls-and-letter", "drop"),
    ) == PROSPECT_ACTIONS
    assert is_graver("watch", "renegotiate")
    assert not is_graver("renegotiate", "renegotiate")


@pytest.mark.parametrize(
    ("before", "now", "is_news"),
    [
        ("pursue", "let-go", True),
        ("pursue", "fire", True),
        ("drop", "let-go", True),
        ("pursue", "renegotiate", False),
        ("pursue", "keep", False),
        ("drop", "watch", False),
        ("keep", "drop", True),  # the entries that made it a client were taken back
        ("fire", "pursue", False),
    ],
)
def test_of_a_prospect_who_became_a_client_only_to_part_is_graver(
    before: Action, now: Action, is_news: bool
) -> None:
    assert is_graver(before, now) == is_news
