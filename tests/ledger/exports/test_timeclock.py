"""Timeclock files, as time entries."""

import pytest

from clienthealth.ledger.exports.timeclock import timeclock_table


@pytest.fixture
def rows(read):
    return lambda text: read(timeclock_table, text)


def test_a_session_over_midnight_is_on_the_day_on_which_it_began(rows):
    [row], problems = rows("i 2026-03-02 23:30:00 Acme GmbH:call\no 2026-03-03 01:00:00\n")
    assert (row["client"], row["date"], row["hours"]) == ("Acme GmbH", "2026-03-02", "1:30:00")
    assert row["note"] == "call"
    assert problems == []


def test_an_account_is_a_client_and_a_project_and_what_follows_two_spaces_is_the_note(rows):
    [row], _ = rows("i 2026/03/02 08:00 work:acme:Web shop  home page\no 2026/03/02 08:30\n")
    assert (row["client"], row["project"], row["note"]) == ("acme", "Web shop", "home page")
    assert row["hours"] == "0:30:00"


def test_the_hours_are_those_that_passed_when_the_clocks_change(rows):
    spring = "i 2026-03-28 23:00:00 acme\no 2026-03-29 04:00:00\n"
    autumn = "i 2026-10-24 23:00:00 acme\no 2026-10-25 04:00:00\n"
    found, _ = rows(spring + autumn)
    assert [row["hours"] for row in found] == ["4:00:00", "6:00:00"]


def test_a_session_in_the_hour_that_comes_twice(rows):
    [row], _ = rows("i 2026-10-25 02:50:00 acme\no 2026-10-25 02:10:00\n")
    assert row["hours"] == "0:20:00"


def test_comments_and_settings_of_the_hours_are_no_sessions(rows):
    text = "; a comment\n# another\n\nh 2026-03-02 08:00:00\ni 2026-03-02 08:00:00 acme\n"
    [row], problems = rows(f"{text}o 2026-03-02 10:00:00\n")
    assert row["hours"] == "2:00:00"
    assert problems == []


def test_what_is_still_running_has_no_hours_yet(rows):
    [row], problems = rows("i 2026-03-02 08:00:00 acme\n")
    assert (row["hours"], row["state"]) == ("", "still running")
    assert problems == []


def test_two_clocks_run_at_once_where_each_out_names_its_account(rows):
    found, problems = rows(
        "i 2026-03-02 08:00:00 acme\n"
        "i 2026-03-02 09:00:00 bolt\n"
        "o 2026-03-02 10:00:00 acme\n"
        "o 2026-03-02 12:00:00 bolt\n"
    )
    assert {row["client"]: row["hours"] for row in found} == {"acme": "2:00:00", "bolt": "3:00:00"}
    assert problems == []


def test_what_is_not_balanced_is_told_with_its_line(rows):
    found, problems = rows(
        "o 2026-03-01 10:00:00\n"
        "i 2026-03-02 08:00:00 acme\n"
        "i 2026-03-02 09:00:00 acme\n"
        "o 2026-03-02 08:30:00\n"
        "i 2026-03-02 10:00:00 acme\n"
        "i 2026-03-02 11:00:00 bolt\n"
        "o 2026-03-02 12:00:00\n"
        "2026-03-02 nothing\n"
        "i 0000-03-02 10:00:00 acme\n"
    )
    assert [row["client"] for row in found] == ["bolt"]
    assert sorted(line for line, _ in problems) == [1, 2, 4, 5, 8, 9]
