"""Strengths: praise, referrals, early payment and clear decisions, beside the flags."""

from datetime import date

import pytest

from clienthealth.judging.strengths import Strength, strengths_of
from one_client import TODAY, bills, facts_of, happenings, judged, ledger_with

DUE = ("2026-02-20", "2026-03-20", "2026-04-20", "2026-05-20")


def strengths(client: str, as_of: date = TODAY) -> tuple[Strength, ...]:
    return strengths_of(facts_of(ledger_with(client), as_of))


def events(*lines: str) -> str:
    return "\n".join(["events:", *(f"  - {{{line}, at: 2026-03-01}}" for line in lines)])


@pytest.mark.parametrize(
    ("kind", "done"), [("praise", "praised the work"), ("referral", "recommended you")]
)
def test_good_words_of_the_window_are_counted(kind: str, done: str) -> None:
    days = ("2025-06-30", "2025-07-01", "2026-06-30", "2026-07-01")
    client = happenings(kind, *days)
    assert strengths(client) == (Strength(kind, f"{done} twice", (("events", 1), ("events", 2))),)
    (more,) = strengths(client, as_of=date(2026, 7, 1))
    assert more.evidence == (("events", 2), ("events", 3))
    (once,) = strengths(happenings(kind, "2026-03-01"))
    assert once.message == f"{done} once"
    assert strengths(happenings(kind, "2025-06-30", "2026-07-01")) == ()


@pytest.mark.parametrize(
    ("late", "days"),
    [
        ((-5, -5, -5), 5),
        ((-4, -4, -6), None),  # 4.67 days
        ((0, 0, -15), 5),
        ((0, 0, -14), None),
        ((-20, -20, -20, -20), 20),
        ((-30, -30, 1), None),  # one day late is not early
        ((-30, -30), None),  # two are too few
        ((0, 0, 0), None),
    ],
)
def test_early_payment_is_five_days_before_the_due_date_by_money(
    late: tuple[int, ...], days: int | None
) -> None:
    found = strengths(bills(*zip(DUE, late, strict=False)))
    if days is None:
        assert found == ()
    else:
        (strength,) = found
        assert strength.name == "early-payment"
        assert strength.message == f"pays {days} days early on average"


def test_each_payment_counts_with_its_amount_and_an_invoice_is_named_once() -> None:
    """(100 x 0 + 900 x 8 + 1000 x 4 + 1000 x 4) / 3000 = 5.07 days."""
    client = """
    invoices:
      - {number: "1", issued: 2026-01-21, due: 2026-02-20, amount: 1000,
          payments: [{date: 2026-02-12, amount: 900}, {date: 2026-02-20, amount: 100}]}
      - {number: "2", issued: 2026-02-21, due: 2026-03-20, amount: 1000,
          payments: [{date: 2026-03-16, amount: 1000}]}
      - {number: "3", issued: 2026-03-21, due: 2026-04-20, amount: 1000,
          payments: [{date: 2026-04-16, amount: 1000}]}
    """
    (strength,) = strengths(client)
    assert strength.message == "pays 5 days early on average"
    assert strength.evidence == (("invoices", 0), ("invoices", 1), ("invoices", 2))
    assert strengths(client.replace("2026-02-12", "2026-02-13")) == ()  # 4.77 days


def test_what_is_open_past_its_day_takes_it_away() -> None:
    early = [(day, -10) for day in DUE[:3]]
    assert len(strengths(bills(*early, ("2026-06-30", None)))) == 1  # due today
    assert strengths(bills(*early, ("2026-06-29", None))) == ()


def test_a_payment_of_tomorrow_is_not_seen() -> None:
    client = bills(("2026-07-10", -9), *((day, -10) for day in DUE[:2]))
    assert strengths(client) == ()  # the third is neither due nor paid
    assert len(strengths(client, as_of=date(2026, 7, 10))) == 1


CLEAR, VAGUE = "kind: feedback, clear: true", "kind: feedback, clear: false"
DECIDED, REVERSED = "kind: decision", "kind: decision, reversed: true"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([CLEAR] * 3, "3 of 3 answers and decisions were clear"),
        ([CLEAR, DECIDED, CLEAR], "3 of 3 answers and decisions were clear"),
        ([CLEAR, DECIDED], None),
        ([CLEAR] * 4 + [VAGUE], "4 of 5 answers and decisions were clear"),
        ([DECIDED] * 4 + [REVERSED], "4 of 5 answers and decisions were clear"),
        ([CLEAR] * 3 + [VAGUE], None),  # three quarters
        ([DECIDED] * 2 + [REVERSED], None),
    ],
)
def test_clear_decisions_are_four_of_five(lines: list[str], message: str | None) -> None:
    found = strengths(events(*lines))
    assert [strength.message for strength in found] == ([message] if message else [])
    if found:
        assert found[0].name == "clear-decisions"
        clear = {index for index, line in enumerate(lines) if line in {CLEAR, DECIDED}}
        assert {path[1] for path in found[0].evidence} == clear


def test_they_are_told_in_one_order_and_change_nothing() -> None:
    money = bills(*((day, -10) for day in DUE))
    lines = ["kind: referral", "kind: praise", CLEAR, CLEAR, DECIDED]
    with_them = judged(ledger_with(f"{money}\n{events(*lines)}"))
    names = [strength.name for strength in with_them.strengths]
    assert names == ["praise", "referral", "early-payment", "clear-decisions"]
    without = judged(ledger_with(money))
    assert without.strengths == with_them.strengths[2:3]
    assert without.computed_health == with_them.computed_health == 100.0
    assert without.findings == with_them.findings == ()


def test_a_client_without_anything_has_none() -> None:
    assert judged(ledger_with("aliases: [x]")).strengths == ()
