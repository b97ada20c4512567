"""A ledger that includes timers in formats other than CSV."""

from decimal import Decimal

import pytest

from clienthealth import load_ledger

LEDGER = """\
version: 1
business:
  name: Ada
  currency: EUR
  working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}
clients:
- {id: acme, name: Acme GmbH, projects: [{id: shop, name: Web shop}]}
include:
"""
TIMEWARRIOR = """[
{"id":3,"start":"20260302T080000Z","end":"20260302T103000Z","tags":["Acme GmbH","Web shop"]},
{"id":2,"start":"20260302T223000Z","end":"20260303T000000Z","tags":["Acme GmbH","call"]},
{"id":1,"start":"20260303T080000Z","tags":["Acme GmbH"]}
]"""
TIMECLOCK = """\
i 2026-03-02 09:00:00 Acme GmbH:shop  home page
o 2026-03-02 11:30:00
i 2026-03-02 23:30:00 Acme GmbH:call
o 2026-03-03 01:00:00
"""


@pytest.fixture
def ledger(folder_of):
    def load(include, **files):
        named = {name.replace("_", "."): text for name, text in files.items()}
        return load_ledger(folder_of({"ledger.yaml": f"{LEDGER}- {include}\n"} | named))

    return load


@pytest.mark.parametrize("include", ["{file: x.json, format: timewarrior}", "{file: x.json}"])
def test_timewarrior_by_its_preset_or_by_how_it_begins(ledger, include):
    found = ledger(include, x_json=TIMEWARRIOR)
    assert [(t.hours, t.project, t.note) for t in found.clients[0].time] == [
        (Decimal("2.5"), "shop", None),
        (Decimal("1.5"), None, "call"),
    ]
    [account] = found.accounts
    assert str(account).endswith("3 rows: 2 taken, 1 still running")


@pytest.mark.parametrize("include", ["{file: x.t, format: timeclock}", "{file: x.t}"])
def test_a_timeclock_by_its_preset_or_by_how_it_begins(ledger, include):
    found = ledger(include, x_t=TIMECLOCK)
    assert [(t.hours, t.project, t.note) for t in found.clients[0].time] == [
        (Decimal("2.5"), "shop", "home page"),
        (Decimal("1.5"), None, "call"),
    ]


def test_two_exports_that_overlap_count_once(ledger):
    day = TIMEWARRIOR.replace('{"id":1,"start":"20260303T080000Z","tags":["Acme GmbH"]}', "{}")
    first = day.replace(",\n{}", "")
    found = ledger("{file: '*.json', format: timewarrior}", a_json=first, b_json=TIMEWARRIOR)
    assert sum(t.hours for t in found.clients[0].time) == 4


def test_two_intervals_of_the_same_length_on_one_day_are_two(ledger):
    one = '{"start":"20260302T080000Z","end":"20260302T090000Z","tags":["acme"]}'
    other = one.replace("T08", "T10").replace("T09", "T11")
    found = ledger("{file: '*.json', format: timewarrior}", a_json=f"[{one}]", b_json=f"[{other}]")
    assert sum(t.hours for t in found.clients[0].time) == 2


def test_problems_of_a_timeclock_are_told_with_file_and_line(folder_of, problems_in):
    files = {
        "ledger.yaml": f"{LEDGER}- {{file: x.t, format: timeclock}}\n",
        "x.t": "i 2026-03-02 09:00:00 acme\nwhat is this\no 2026-03-02 08:00:00\n",
    }
    first, second = problems_in(folder_of(files) / "ledger.yaml")
    assert "x.t:2:1:" in first
    assert "x.t:3:1: clocks out before line 1 clocks in" in second
