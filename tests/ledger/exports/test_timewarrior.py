"""Intervals that `timew export` prints, as time entries."""

import json

import pytest

from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.exports.timewarrior import timewarrior_table


@pytest.fixture
def rows(read):
    return lambda *intervals: read(timewarrior_table, json.dumps(intervals))


def test_an_interval_is_on_the_day_on_which_it_began_by_the_business_clock(rows):
    [row], problems = rows(
        {"id": 1, "start": "20260302T230000Z", "end": "20260303T003000Z", "tags": ["acme"]}
    )
    assert (row["client"], row["date"], row["hours"]) == ("acme", "2026-03-03", "1:30:00")
    assert problems == []


def test_tags_give_the_client_and_the_project_and_the_rest_is_the_note(rows):
    tags = ["design", "Web shop", "Acme GmbH"]
    [row], _ = rows(
        {"start": "20260302T080000Z", "end": "20260302T090000Z", "tags": tags, "annotation": "home"}
    )
    assert row["client"] == "Acme GmbH"
    assert row["project"] == "Web shop"
    assert row["note"] == "design, home"


def test_two_names_of_one_client_are_one_client(rows):
    interval = {"start": "20260302T080000Z", "end": "20260302T090000Z"}
    [row], _ = rows(interval | {"tags": ["ACME", "acme"]})
    assert row["client"] in {"ACME", "acme"}


def test_an_interval_of_two_clients_names_both_and_so_none(rows):
    interval = {"start": "20260302T080000Z", "end": "20260302T090000Z"}
    [row], _ = rows(interval | {"tags": ["acme", "bolt"]})
    assert row["client"] == "acme, bolt"


def test_what_is_still_running_has_no_hours_yet(rows):
    [row], problems = rows({"start": "20260302T080000Z", "tags": ["acme"]})
    assert (row["hours"], row["state"]) == ("", "still running")
    assert problems == []


def test_the_clocks_change_while_the_timer_runs(rows):
    [row], _ = rows({"start": "20260328T220000Z", "end": "20260329T020000Z", "tags": ["acme"]})
    assert (row["date"], row["hours"]) == ("2026-03-28", "4:00:00")


def test_every_wrong_interval_is_told_with_its_line(read):
    text = """[
        {"start": "yesterday", "end": "20260302T090000Z"},
        {"start": "20260302T080000Z", "end": 7},
        {"start": "20260302T080000Z", "end": "20260302T070000Z"},
        {"start": "99991231T080000Z", "end": "99991231T090000Z"},
        7,
        {"start": "00000302T080000Z"},
        {"start": "20260302T080000Z", "end": "20260302T090000Z", "tags": ["acme"]}
    ]"""
    found, problems = read(timewarrior_table, text)
    assert [row["client"] for row in found] == ["acme"]
    assert [line for line, _ in problems] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"start": 1}', "is not a JSON list"),
        ("[{} {}]", "a comma or \\] is missing"),
        ('[{"start": ]', "not valid JSON"),
        ("[" * 100_000, "nested too deep"),
        ("[" + "9" * 10_000 + "]", "too long"),
        ("[] []", "after the end"),
        ("[{}", "a comma or \\] is missing"),
        ("", "is not a JSON list"),
    ],
)
def test_what_is_no_export_is_told(read, text, what):
    with pytest.raises(TableError, match=what):
        read(timewarrior_table, text)
