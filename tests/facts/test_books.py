"""Books as they really are: credits, instalments, deductions, money back, terms that changed.

Each test reads as its docstring, the YAML of the client; the terms are 30 days.
"""

from datetime import date
from decimal import Decimal

import pytest

from clienthealth import assess
from clienthealth.facts.client import ClientFacts
from clienthealth.judging.alone import KeyFacts
from clienthealth.reviewing.receivables import receivables_of
from clienthealth.reviewing.what_if import Change, changed
from one_client import TODAY, facts_of, found, judged, ledger_with


def on(day: str, client: str, top: str = "") -> KeyFacts:
    """The facts of a client on a day."""
    return judged(ledger_with(client, "terms_days: 30", top=top), date.fromisoformat(day)).facts


def ageing(facts: KeyFacts | ClientFacts) -> dict[str, int]:
    """The bands of the ageing that hold anything."""
    return {name: int(amount) for name, amount in (facts.ageing or {}).items() if amount}


# Paid, in short


SHORT = """
invoices:
  - {number: "1", issued: 2026-01-05, amount: 1000, paid: 2026-02-01}
  - {number: "2", issued: 2026-02-05, amount: 1000, paid: 2026-03-20}
  - {number: "3", issued: 2026-03-05, amount: 1000, paid: 2026-04-01}
"""


def test_paid_on_a_day_is_one_payment_of_the_whole() -> None:
    long = SHORT
    for day in ("2026-02-01", "2026-03-20", "2026-04-01"):
        long = long.replace(f"paid: {day}", f"payments: [{{date: {day}, amount: 1000}}]")
    for day in ("2026-01-31", "2026-02-01", "2026-03-10", "2026-06-30"):
        assert on(day, SHORT) == on(day, long)
    assert on("2026-06-30", SHORT).late_share == pytest.approx(1 / 3)


def test_paid_on_a_day_is_what_was_open_on_it(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-01-05, amount: 1000, paid: 2026-03-01,
         payments: [{date: 2026-01-20, amount: 290, deducted: 10, reason: fee}],
         credit_notes: [{date: 2026-02-10, amount: 100}]}
    """
    [state] = facts.all_invoices
    assert state.slices == ((300, date(2026, 1, 20)), (600, date(2026, 3, 1)))
    assert facts.credit_balance == 0


def test_paid_on_a_day_leaves_the_credit_that_had_paid_a_part() -> None:
    """300 of an advance had paid a part: the client paid the other 700, and 0 are left."""
    client = """
    payments: [{date: 2026-01-02, amount: 300}]
    invoices: [{number: "1", issued: 2026-01-05, amount: 1000, paid: 2026-03-01}]
    """
    state = facts_of(ledger_with(client)).all_invoices[0]
    assert state.slices == ((300, date(2026, 1, 5)), (700, date(2026, 3, 1)))
    assert on("2026-06-30", client).credit_balance == 0


def test_settled_nobody_knows_when_is_not_open_and_not_judged() -> None:
    client = """
    invoices: [{number: "1", issued: 2026-01-05, amount: 1000, paid: unknown}]
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.revenue, facts.invoices_due) == (0, 1000, 0)
    assert (facts.late_share, facts.dbt_days, facts.days_to_pay) == (None, None, None)
    assert facts.late_risk is None


def test_those_of_an_unknown_day_are_left_out_of_every_figure_of_lateness() -> None:
    unknown = "".join(
        f'  - {{number: "{n}", issued: 2026-0{n}-05, amount: 9000, paid: unknown}}\n'
        for n in (4, 5)
    )
    plain, mixed = on("2026-06-30", SHORT), on("2026-06-30", f"{SHORT}{unknown}")
    assert mixed.dbt_days == plain.dbt_days
    assert mixed.late_share == plain.late_share
    assert mixed.days_to_pay == plain.days_to_pay
    assert mixed.late_risk == plain.late_risk
    assert mixed.revenue == 21000


# Draft and void


def test_a_draft_and_a_cancelled_invoice_are_owed_by_nobody() -> None:
    owed = '- {number: "1", issued: 2026-02-01, amount: 1000, status: sent, paid: 2026-03-01}'
    client = f"""
    invoices:
      {owed}
      - {{number: "2", issued: 2026-03-01, amount: 5000, status: void}}
      - {{number: "3", issued: 2026-04-01, amount: 2500, status: draft}}
      - {{number: "4", issued: 2026-04-01, amount: -5000, credits: "2"}}
    """
    assert on("2026-06-30", client) == on("2026-06-30", f"invoices:\n  {owed}")


# Credits


def test_a_credit_note_of_its_own_pays_what_is_open() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000}
      - {number: C1, issued: 2026-04-15, amount: -1000}
    """
    assert (on("2026-04-14", client).overdue_balance, on("2026-04-14", client).revenue) == (
        1000,
        910,
    )
    after = on("2026-04-15", client)
    assert (after.open_balance, after.credit_balance, after.revenue) == (0, 0, 0)
    assert after.dbt_days == 43  # paid by the credit, on its day
    assert found(judged(ledger_with(client)), "PAY002") is None


def test_a_credit_note_for_an_invoice_is_that_invoice_s_own() -> None:
    of_its_own = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1190, tax: 190}
      - {number: C1, issued: 2026-04-15, amount: -595, credits: "1"}
    """
    listed = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1190, tax: 190,
         credit_notes: [{date: 2026-04-15, amount: 595}]}
    """
    for day in ("2026-04-14", "2026-04-15", "2026-06-30", "2027-04-14"):
        assert on(day, of_its_own) == on(day, listed)


def test_what_a_credit_note_exceeds_its_invoice_by_is_a_credit_of_the_client() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 60}
      - {number: C1, issued: 2026-02-15, amount: -100, credits: "1"}
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.credit_balance) == (0, 40)


def test_a_credit_note_for_a_paid_invoice_pays_another() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000, paid: 2026-02-20}
      - {number: "2", issued: 2026-03-01, amount: 1000}
      - {number: C1, issued: 2026-03-10, amount: -400, credits: "1"}
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.overdue_balance, facts.credit_balance) == (600, 600, 0)


def test_a_credit_that_was_paid_out_is_gone() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000, paid: 2026-02-20}
      - {number: C1, issued: 2026-03-10, amount: -400, credits: "1", paid: 2026-03-20}
      - {number: "2", issued: 2026-04-01, amount: 1000}
    """
    assert on("2026-03-19", client).credit_balance == 400
    assert on("2026-03-20", client).credit_balance == 0
    assert on("2026-06-30", client).open_balance == 1000
    by_hand = client.replace(
        "paid: 2026-03-20", "payments: [{date: 2026-03-20, amount: -400, reason: refund}]"
    )
    assert on("2026-06-30", by_hand) == on("2026-06-30", client)


def test_an_advance_is_drawn_down_by_the_invoices_that_follow() -> None:
    client = """
    payments: [{date: 2026-01-02, amount: 2500}]
    invoices:
      - {number: "1", issued: 2026-01-31, amount: 1000}
      - {number: "2", issued: 2026-02-28, amount: 1000}
      - {number: "3", issued: 2026-03-31, amount: 1000}
    """
    first = on("2026-01-30", client)
    assert (first.open_balance, first.credit_balance) == (0, 2500)
    assert on("2026-01-31", client).credit_balance == 1500
    last = on("2026-06-30", client)
    assert (last.open_balance, last.credit_balance) == (500, 0)
    assert ageing(last) == {"61-90": 500}
    states = facts_of(ledger_with(client)).all_invoices
    assert [state.settled for state in states] == [date(2026, 1, 31), date(2026, 2, 28), None]


def test_what_was_paid_too_much_pays_the_one_due_first() -> None:
    """The one due first, whatever was issued first; from the day on which both are there."""
    client = """
    invoices:
      - {number: "1", issued: 2026-01-10, amount: 1000,
         payments: [{date: 2026-02-20, amount: 1500}]}
      - {number: "2", issued: 2026-01-20, due: 2026-05-01, amount: 500}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 300}
    """
    states = {s.invoice.number: s for s in facts_of(ledger_with(client)).all_invoices}
    assert states["3"].slices == ((300, date(2026, 2, 20)),)
    assert states["2"].slices == ((200, date(2026, 2, 20)), (300, None))


def test_a_credit_goes_to_what_falls_due_sooner_while_nothing_is_due() -> None:
    """The later invoice is due first: it takes the credit, and the earlier is not due yet."""
    client = """
    payments: [{date: 2026-01-02, amount: 500}]
    invoices:
      - {number: "1", issued: 2026-01-10, due: 2026-06-01, amount: 500}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 500}
    """
    assert on("2026-01-31", client).open_balance == 0
    states = {s.invoice.number: s for s in facts_of(ledger_with(client)).all_invoices}
    assert states["2"].settled == date(2026, 2, 1)
    assert states["1"].settled is None


def test_credits_are_left_alone_where_the_policy_says_so() -> None:
    client = """
    payments: [{date: 2026-01-02, amount: 500}]
    invoices: [{number: "1", issued: 2026-02-01, amount: 500}]
    """
    facts = on("2026-06-30", client, "policy: {set_off: false}")
    assert (facts.open_balance, facts.overdue_balance, facts.credit_balance) == (500, 500, 500)


def test_what_is_set_off_is_nothing_to_collect() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000,
         payments: [{date: 2026-02-20, amount: 1500}]}
      - {number: "2", issued: 2026-03-01, amount: 500}
      - {number: "3", issued: 2025-12-01, amount: 500, paid: 2025-12-20}
    """
    verdict = judged(ledger_with(client)).verdict
    assert verdict is not None
    assert "collect-first" not in [hold.kind for hold in verdict.holds]
    assert verdict.action != "renegotiate"


# What went back


RETURNED = """
invoices:
  - {number: "1", issued: 2026-02-01, amount: 1000,
     payments: [{date: 2026-02-20, amount: 1000},
       {date: 2026-02-27, amount: -1000, reason: returned}, {date: 2026-05-10, amount: 1000}]}
"""


@pytest.mark.parametrize(
    ("day", "open_", "overdue", "days"),
    [
        ("2026-02-25", 0, 0, None),
        ("2026-02-27", 1000, 0, None),
        ("2026-04-02", 1000, 1000, 30),
        ("2026-05-10", 0, 0, 68),
        ("2026-06-30", 0, 0, 68),
    ],
)
def test_a_payment_that_came_back_is_open_again_with_its_old_due_date(
    day: str, open_: int, overdue: int, days: int | None
) -> None:
    facts = on(day, RETURNED)
    assert (facts.open_balance, facts.overdue_balance, facts.dbt_days) == (open_, overdue, days)


def test_a_refund_takes_what_was_paid_too_much_first() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000,
         payments: [{date: 2026-02-20, amount: 1300},
           {date: 2026-03-20, amount: -300, reason: refund}]}
    """
    assert on("2026-03-19", client).credit_balance == 300
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.credit_balance, facts.dbt_days) == (0, 0, 0)


def test_a_refund_of_a_credit_that_has_paid_something_opens_it_again() -> None:
    client = """
    payments: [{date: 2026-01-02, amount: 500}, {date: 2026-04-01, amount: -200, reason: refund}]
    invoices: [{number: "1", issued: 2026-02-01, amount: 500}]
    """
    assert on("2026-03-31", client).open_balance == 0
    assert on("2026-04-01", client).overdue_balance == 200


def test_what_came_back_takes_no_credit_from_an_invoice_that_was_due() -> None:
    """The advance had paid the second when it fell due; the first queues from the day of return."""
    client = """
    payments: [{date: 2026-01-02, amount: 500}]
    invoices:
      - {number: "1", issued: 2026-01-05, due: 2026-01-20, amount: 500,
         payments: [{date: 2026-01-06, amount: 500},
           {date: 2026-05-01, amount: -500, reason: chargeback}]}
      - {number: "2", issued: 2026-02-05, due: 2026-03-05, amount: 500}
    """
    states = {s.invoice.number: s for s in facts_of(ledger_with(client)).all_invoices}
    assert states["2"].settled == date(2026, 2, 5)
    assert (states["1"].open, states["1"].settled) == (500, None)


# Instalments


def plan(*parts: tuple[str, int]) -> str:
    return ", ".join(f"{{date: {day}, amount: {amount}}}" for day, amount in parts)


THREE = plan(("2026-01-31", 3000), ("2026-03-02", 3000), ("2026-04-01", 3000))


def test_each_instalment_is_late_or_not_by_its_own_day() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
      payments: [{THREE}]}}]
    """
    facts = on("2026-06-20", client)
    assert (facts.dbt_days, facts.late_share, facts.invoices_due) == (0, 0, 3)
    assert facts.revenue == 9000


def test_of_three_instalments_the_last_is_open() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
      payments: [{{date: 2026-01-31, amount: 3000}}, {{date: 2026-03-22, amount: 3000}}]}}]
    """
    facts = on("2026-04-20", client)
    assert (facts.open_balance, facts.overdue_balance) == (3000, 3000)
    assert ageing(facts) == {"1-30": 3000}
    assert facts.dbt_days == 13  # (0 + 20 + 19) / 3
    assert facts.late_share == pytest.approx(2 / 3)


def test_a_credit_note_comes_off_the_first_instalments() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}], paid: 2026-05-01,
      credit_notes: [{{date: 2026-01-20, amount: 4000}}]}}]
    """
    facts = on("2026-03-10", client)
    assert ageing(facts) == {"not_due": 3000, "1-30": 2000}
    assert on("2026-06-20", client).dbt_days == Decimal(2000 * 60 + 3000 * 30) / 5000


def test_what_is_given_up_comes_off_the_first_instalments_too() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
      write_offs: [{{date: 2026-02-20, amount: 3000}}]}}]
    """
    assert ageing(on("2026-03-10", client)) == {"not_due": 3000, "1-30": 3000}


# Deductions


def test_what_is_given_up_is_what_is_open_then(facts: ClientFacts) -> None:
    """
    payments: [{date: 2026-01-01, amount: 300}]
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000, due: 2026-03-03,
         payments: [{date: 2026-02-10, amount: 600}],
         write_offs: [{date: 2026-05-01, amount: 400}]}
    """
    [state] = facts.all_invoices
    assert (state.open, state.written_off, facts.credit_balance) == (0, 100, 0)
    assert [part.amount for part in state.slices if part.paid] == [300, 600]


def test_nor_is_a_credit_displaced_that_had_paid_an_instalment() -> None:
    client = """
    payments: [{date: 2026-01-01, amount: 1300}]
    invoices:
      - {number: "1", issued: 2026-01-10, amount: 2600,
         due: [{date: 2026-02-10, amount: 1300}, {date: 2026-03-10, amount: 1300}],
         write_offs: [{date: 2026-05-01, amount: 2600}]}
      - {number: "2", issued: 2026-02-15, amount: 2800}
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.credit_balance) == (2800, 0)


LOSS_OF_THE_FIRST = """
invoices:
  - {{number: "1", issued: 2025-05-10, amount: 4000,
     write_offs: [{{date: 2025-06-20, amount: 2500}}],
     due: [{{date: 2025-05-20, amount: 1000}}, {{date: 2025-06-10, amount: 1000}},
           {{date: 2025-07-30, amount: 1000}}, {{date: 2026-06-20, amount: 1000}}]{more}}}
"""


@pytest.mark.parametrize(
    "more",
    [
        "}\n  - {number: C, issued: 2025-08-09, amount: -500",
        ", payments: [{date: 2025-08-09, amount: 500}]",
        "}\npayments:\n  - {date: 2025-08-09, amount: 500",
    ],
    ids=["a credit note of its own", "a payment for it", "a payment on account"],
)
def test_what_comes_after_a_write_off_pays_what_was_left_open_by_it(more: str) -> None:
    """1000, 1000 and 500 were lost before the window; the other 500 of the third came late."""
    facts = on("2026-06-30", LOSS_OF_THE_FIRST.format(more=more))
    assert facts.open_balance == 1000
    # the rest of the third, what was lost of it, and the fourth
    assert facts.dbt_days == round(Decimal(500 * 10 + 500 * 335 + 1000 * 10) / 2000, 2)


def test_an_instalment_that_was_given_up_is_not_late_again_with_the_next_write_off() -> None:
    """The first was given up before the window, and the second in it."""
    client = """
    invoices:
      - {number: "1", issued: 2025-01-10, amount: 3000,
         due: [{date: 2025-02-10, amount: 1000}, {date: 2025-03-10, amount: 1000},
               {date: 2026-07-10, amount: 1000}],
         write_offs: [{date: 2025-05-01, amount: 1000}, {date: 2025-11-01, amount: 1000}]}
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.dbt_days) == (1, 477)


@pytest.mark.parametrize("came", [1500, 1490, 1400, 1600])
def test_what_a_write_off_left_open_counts_when_it_came_in_the_window(came: int) -> None:
    """4500 was due long ago and 3000 given up before the window; the rest came in it."""
    client = f"""
    invoices:
      - {{number: "1", issued: 2024-06-01, amount: 4500, due: 2024-06-10,
         write_offs: [{{date: 2025-03-01, amount: 3000}}],
         payments: [{{date: 2025-10-01, amount: {came}}}]}}
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.late_share) == (1, 1)


ON_TWO_DAYS = "[{date: 2026-01-31, amount: 2000}, {date: 2026-03-31, amount: 1000}]"


@pytest.mark.parametrize("second", ["2025-09-01", "2025-04-01"])
def test_a_second_write_off_gives_up_nothing_where_nothing_is_open(second: str) -> None:
    """600 came and 400 were given up before the window."""
    client = f"""
    invoices:
      - {{number: "1", issued: 2025-01-10, amount: 1000,
         payments: [{{date: 2025-01-15, amount: 600}}],
         write_offs: [{{date: 2025-03-01, amount: 400}}, {{date: {second}, amount: 200}}]}}
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.dbt_days, facts.revenue) == (0, None, 0)


@pytest.mark.parametrize("paid", ["", "{date: 2025-04-15, amount: 300}, "])
def test_a_second_write_off_gives_up_what_the_first_left_open(paid: str) -> None:
    """The first, before the window, was of 400; the second is entered with more than is open."""
    client = f"""
    invoices:
      - {{number: "1", issued: 2025-01-10, amount: 1000,
         payments: [{paid}{{date: 2025-09-15, amount: 100}}],
         write_offs: [{{date: 2025-03-01, amount: 400}}, {{date: 2025-10-01, amount: 600}}]}}
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.open_balance) == (1, 0)
    assert facts.revenue == (-200 if paid else -500)


@pytest.mark.parametrize(
    ("noted", "paid", "late"),
    [
        ("2026-01-20", "", 0),
        ("2026-02-20", "", 1),
        ("2026-02-20", "payments: [{date: 2026-01-20, amount: 2}]", 0),
        ("2026-01-20", "payments: [{date: 2026-02-20, amount: 2}]", 0),
    ],
    ids=["noted in time", "noted too late", "paid in time", "paid after the note"],
)
@pytest.mark.parametrize(
    "due", ["2026-01-31", "[{date: 2026-01-31, amount: 1000}, {date: 2026-12-31, amount: 3000}]"]
)
def test_a_small_rest_that_a_credit_note_leaves_is_settled(
    noted: str, paid: str, late: int, due: str
) -> None:
    """Of the whole invoice or of its first instalment: by the note, or a payment before it."""
    amount = 4000 if "[" in due else 1000
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: {amount}, due: {due},
      credit_notes: [{{date: {noted}, amount: 998}}], {paid}}}]
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.late_share) == (1, late)


@pytest.mark.parametrize(
    ("due", "settled", "paid", "rest", "judged"),
    [
        ("2026-01-31", 2995, "", 5, (0, None)),
        ("2026-01-31", 2995, "payments: [{date: 2026-03-01, amount: 5}]", 0, (0, None)),
        ("2026-01-31", 3000, "", 0, (0, None)),
        ("2026-01-31", 2980, "", 20, (1, 1)),
        (ON_TWO_DAYS, 1995, "", 1005, (1, 1)),
        (ON_TWO_DAYS, 1980, "", 1020, (2, 1)),
        (ON_TWO_DAYS, 2995, "", 5, (0, None)),
    ],
)
def test_a_small_rest_beside_what_was_paid_nobody_knows_when_is_open_and_not_judged(
    due: str, settled: int, paid: str, rest: int, judged: tuple[int, int | None]
) -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 3000, due: {due},
      settled: {settled}, {paid}}}]
    """
    facts = on("2026-06-30", client)
    assert facts.open_balance == rest
    assert (facts.invoices_due, facts.late_share) == judged
    assert sum(amount or 0 for amount in (facts.ageing or {}).values()) == rest


def test_what_is_given_up_stays_so_where_a_credit_note_takes_its_instalment_off() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
      write_offs: [{{date: 2026-02-20, amount: 3000}}],
      credit_notes: [{{date: 2026-02-25, amount: 3000}}]}}]
    """
    assert ageing(on("2026-03-10", client)) == {"not_due": 3000}


def test_a_write_off_of_more_than_is_open_takes_what_comes_back_later() -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
      payments: [{{date: 2026-01-31, amount: 3000}}, {{date: 2026-02-25, amount: -3000}}],
      write_offs: [{{date: 2026-02-20, amount: 9000}}]}}]
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.overdue_balance) == (0, 0)


@pytest.mark.parametrize(
    "paid",
    [
        "payments: [{date: 2026-03-03, amount: 1000}]",
        "payments: [{date: 2026-02-10, amount: 600}, {date: 2026-03-03, amount: 400}]",
        "paid: 2026-03-01",
        "payments: [{date: 2026-03-03, amount: 999}]",  # the rest is a small one
    ],
)
def test_what_was_paid_in_time_and_credited_later_was_on_time(paid: str) -> None:
    note = "credit_notes: [{date: 2026-05-01, amount: 1000}]"
    bill = f'{{number: "1", issued: 2026-02-01, due: 2026-03-03, amount: 1000, {paid}, {note}}}'
    assert on("2026-04-30", f"invoices: [{bill}]").late_share == 0
    assert on("2026-06-30", f"invoices: [{bill}]").late_share == 0


def test_what_an_advance_paid_in_time_and_was_credited_later_was_on_time() -> None:
    client = """
    payments: [{date: 2026-01-01, amount: 1000}]
    invoices:
      - {number: "1", issued: 2026-02-01, due: 2026-03-03, amount: 1000}
      - {number: "2", issued: 2026-05-01, amount: -1000, credits: "1"}
    """
    assert on("2026-06-30", client).late_share == 0


@pytest.mark.parametrize("more", ["", ", {date: 2026-02-20, amount: -600, reason: returned}"])
def test_what_was_credited_in_full_after_it_was_due_and_never_paid_was_late(more: str) -> None:
    paid = f"payments: [{{date: 2026-02-10, amount: 600}}{more}]"
    note = "credit_notes: [{date: 2026-05-01, amount: 1000}]"
    bill = f'{{number: "1", issued: 2026-02-01, due: 2026-03-03, amount: 1000, {paid}, {note}}}'
    assert on("2026-06-30", f"invoices: [{bill}]").late_share == 1


def test_a_refund_opens_what_its_credit_had_paid_of_an_invoice_paid_in_short() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-05, due: 2026-02-04, amount: 1000, payments: [
          {date: 2026-03-01, amount: 1500}, {date: 2026-04-01, amount: -500, reason: refund}]}
      - {number: "2", issued: 2026-02-20, due: 2026-03-02, amount: 2000, paid: 2026-03-05}
    """
    before, after = on("2026-03-31", client), on("2026-06-30", client)
    assert (before.open_balance, before.credit_balance) == (0, 0)
    assert (after.open_balance, after.credit_balance) == (500, 0)


@pytest.mark.parametrize(
    ("reason", "revenue"), [("discount", 7840), ("fee", 7840), ("withheld-tax", 8000)]
)
def test_what_is_deducted_is_settled_and_not_late(reason: str, revenue: int) -> None:
    rows = "\n".join(
        f"""  - {{number: "{month}", issued: 2026-0{month}-03, amount: 1000,
        payments: [{{date: 2026-0{month}-10, amount: 980, deducted: 20, reason: {reason}}}]}}"""
        for month in range(1, 9)
    )
    facts = on("2026-08-31", f"invoices:\n{rows}")
    assert (facts.open_balance, facts.late_share, facts.dbt_days) == (0, 0, 0)
    assert facts.revenue == revenue
    assert facts.late_risk is not None
    assert facts.late_risk < 0.3


@pytest.mark.parametrize(
    ("reason", "revenue"), [("discount", "980.00"), ("fee", "976.20"), ("withheld-tax", "1000.00")]
)
def test_a_discount_takes_its_tax_along_and_a_fee_does_not(reason: str, revenue: str) -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-03, amount: 1190, tax: 190,
      payments: [{{date: 2026-01-10, amount: 1166.20, deducted: 23.80, reason: {reason}}}]}}]
    """
    assert on("2026-06-30", client).revenue == Decimal(revenue)


# Terms that changed


RENEWED = """
contract: {signed: 2025-01-01, terms_days: [{days: 60}, {days: 30, from: 2026-06-01}]}
invoices:
  - {number: "1", issued: 2025-11-01, amount: 1000, paid: 2025-12-31}
  - {number: "2", issued: 2026-05-31, amount: 1000}
  - {number: "3", issued: 2026-06-01, amount: 1000}
"""


def test_an_invoice_has_the_terms_of_the_day_it_was_issued() -> None:
    states = facts_of(ledger_with(RENEWED, "terms_days: 14")).all_invoices
    dues = {s.invoice.number: str(s.due) for s in states}
    assert dues == {"1": "2025-12-31", "2": "2026-07-30", "3": "2026-07-01"}
    assert on("2026-06-30", RENEWED).dbt_days == 0


def test_the_business_s_terms_change_too() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-01, amount: 1000}
      - {number: "2", issued: 2026-02-01, amount: 1000}
      - {number: "3", issued: 2026-03-01, amount: 1000}
    """
    business = "terms_days: [{days: 10, from: 2026-02-01}, {days: 20, from: 2026-03-01}]"
    dues = [str(s.due) for s in facts_of(ledger_with(client, business)).all_invoices]
    assert dues == ["2026-01-31", "2026-02-11", "2026-03-21"]  # 30 days before any are named


# Receivables as other accounting systems report them, to the cent


@pytest.mark.parametrize(
    ("shares", "bands"),
    [((30, 50, 20), {"not_due": 60}), ((50, 30, 20), {"not_due": 50, "1-30": 10})],
)
def test_three_terms_with_forty_paid_on_day_45(
    shares: tuple[int, int, int], bands: dict[str, int]
) -> None:
    """The second part is due on day 60: what is paid beyond the first part is paid early."""
    terms = plan(*zip(("2026-01-31", "2026-03-02", "2026-04-01"), shares, strict=True))
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, amount: 100, due: [{terms}],
      payments: [{{date: 2026-02-15, amount: 40}}]}}]
    """
    assert ageing(on("2026-02-15", client)) == bands


def test_ninety_thousand_in_three_instalments() -> None:
    terms = plan(("2026-02-01", 27000), ("2026-07-31", 36000), ("2026-08-31", 27000))
    client = f'invoices: [{{number: "1", issued: 2026-01-01, amount: 90000, due: [{terms}]}}]'
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.overdue_balance) == (90000, 27000)
    assert ageing(facts) == {"not_due": 63000, "over_90": 27000}


def test_a_payment_before_any_invoice() -> None:
    facts = on("2026-06-30", "since: 2026-01-01\npayments: [{date: 2026-06-01, amount: 1000}]")
    assert (facts.open_balance, facts.credit_balance) == (0, 1000)
    assert ageing(facts) == {}


def test_a_credit_of_one_invoice_is_used_for_the_next() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 100, payments: [{date: 2026-02-10, amount: 180}]}
      - {number: "2", issued: 2026-03-01, amount: 80}
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.credit_balance) == (0, 0)


def test_a_larger_credit_note_of_its_own() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 60}
      - {number: C1, issued: 2026-02-15, amount: -100}
    """
    facts = on("2026-06-30", client)
    assert (facts.open_balance, facts.credit_balance) == (0, 40)


# The whole business


def test_days_sales_outstanding_know_credits_and_instalments() -> None:
    client = f"""
    invoices:
      - {{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}]}}
      - {{number: C1, issued: 2026-02-15, amount: -1000}}
      - {{number: "2", issued: 2026-02-01, amount: 500, paid: unknown}}
    """
    facts = facts_of(ledger_with(client))
    found_ = receivables_of([facts], facts.context)
    assert found_.credit_sales == 8500  # less the credit note
    assert (found_.ageing.open, found_.credit) == (8000, 0)
    assert [str(band.open) for band in found_.ageing.bands][3:] == ["3000.00", "5000.00"]


def test_an_amount_in_foreign_currency_is_rounded_once() -> None:
    """Three credits of 0.333 each, at 0.5: 0.4995 and not three times 0.17."""
    client = """
    currency: USD
    payments: [{date: 2026-01-01, amount: 0.333}, {date: 2026-01-02, amount: 0.333},
      {date: 2026-01-03, amount: 0.333}]
    """
    ledger = ledger_with(client, top="exchange_rates: {USD: 0.5}")
    assert judged(ledger).facts.credit_balance == Decimal("0.50")


def test_a_small_rest_that_a_credit_leaves_is_settled() -> None:
    client = """
    payments: [{date: 2026-01-01, amount: 998}]
    invoices: [{number: "1", issued: 2026-01-05, amount: 1000}]
    """
    facts = on("2026-06-30", client)
    assert (facts.dbt_days, facts.late_share, facts.open_balance) == (0, 0, 2)


def test_a_score_of_the_past_is_what_it_was() -> None:
    """What is entered with a later day changes nothing that was said before."""
    before = """
    payments: [{date: 2026-01-02, amount: 500}]
    invoices:
      - {number: "1", issued: 2026-01-05, amount: 800}
      - {number: "2", issued: 2026-02-05, amount: 800}
    """
    after = """
    payments: [{date: 2026-01-02, amount: 500}, {date: 2026-04-01, amount: -500, reason: refund}]
    invoices:
      - {number: "1", issued: 2026-01-05, amount: 800, paid: 2026-04-01}
      - {number: "2", issued: 2026-02-05, amount: 800,
         payments: [{date: 2026-05-01, amount: 780, deducted: 20, reason: fee}]}
      - {number: C1, issued: 2026-06-01, amount: -100, credits: "2"}
    """
    first, second = (ledger_with(text) for text in (before, after))
    day = date(2026, 3, 31)
    assert assess(first, as_of=day).clients[0].facts == assess(second, as_of=day).clients[0].facts
    assert judged(first, TODAY).facts != judged(second, TODAY).facts


# Conventions


def test_early_payments_and_invoices_of_zero_are_on_time() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-05, amount: 1000, paid: 2026-01-06}
      - {number: "2", issued: 2026-01-05, amount: 0}
      - {number: "3", issued: 2026-01-05, amount: 1000, paid: 2026-03-06}
      - {number: "4", issued: 2026-01-05, amount: 500}
      - {number: C1, issued: 2026-02-20, amount: -500, credits: "4"}
    """
    facts = on("2026-06-30", client)
    assert (facts.invoices_due, facts.late_share) == (4, 0.5)  # the fourth on the day of the note
    assert facts.dbt_days == 15  # (0 + 30) / 2, by money


@pytest.mark.parametrize(("given_up", "due"), [("2025-06-30", 0), ("2025-07-01", 1)])
def test_an_older_invoice_counts_where_it_was_given_up_in_the_window(
    given_up: str, due: int
) -> None:
    client = f"""
    invoices: [{{number: "1", issued: 2025-01-01, amount: 1000,
      write_offs: [{{date: {given_up}, amount: 1000}}]}}]
    """
    assert on("2026-06-30", client).invoices_due == due


def test_an_open_amount_in_foreign_currency_is_converted_at_the_rate_of_the_day() -> None:
    """Each open instalment is rounded by itself: 0.005 and 0.005 are 0.01 and 0.01."""
    client = """
    currency: USD
    invoices: [{number: "1", issued: 2026-01-01, amount: 0.02,
      due: [{date: 2026-06-01, amount: 0.01}, {date: 2026-08-01, amount: 0.01}]}]
    """
    rates = "exchange_rates: {USD: [{value: 3}, {value: 0.5, from: 2026-06-30}]}"
    facts = on("2026-06-30", client, rates)
    assert (facts.open_balance, facts.overdue_balance) == (Decimal("0.02"), Decimal("0.01"))
    assert on("2026-06-29", client, rates).open_balance == Decimal("0.06")


# What if


def test_what_if_knows_books_as_they_are() -> None:
    """At twice the rate every amount is twice as much, and nothing is late that was not."""
    client = f"""
    payments: [{{date: 2026-01-02, amount: 500}}]
    invoices:
      - {{number: "1", issued: 2026-01-01, amount: 9000, due: [{THREE}],
         payments: [{{date: 2026-01-31, amount: 2400, deducted: 100, reason: fee}},
           {{date: 2026-03-10, amount: 3000}},
           {{date: 2026-03-20, amount: -1000, reason: returned}}]}}
      - {{number: "2", issued: 2026-02-05, amount: 1000, paid: 2026-04-01}}
      - {{number: C1, issued: 2026-02-20, amount: -300, credits: "2"}}
      - {{number: C2, issued: 2026-02-20, amount: -200}}
    time: [{{date: 2026-01-10, hours: 20}}]
    """
    ledger = ledger_with(client)
    before = judged(ledger)
    rate = 2 * (facts_of(ledger).effective_rate or 0)
    after = judged(changed(ledger, [Change("rate", "example", rate)], TODAY, ledger.policy))
    assert after.facts.open_balance == 2 * (before.facts.open_balance or 0)
    assert after.facts.revenue == 2 * (before.facts.revenue or 0)
    assert after.facts.dbt_days == before.facts.dbt_days
    assert after.facts.credit_balance == 2 * (before.facts.credit_balance or 0)


def test_other_terms_move_what_was_paid_in_short_and_leave_instalments() -> None:
    client = f"""
    payments: [{{date: 2026-01-02, amount: 500}}]
    contract: {{terms_days: [{{days: 60}}, {{days: 30, from: 2026-01-01}}]}}
    invoices:
      - {{number: "1", issued: 2026-01-05, amount: 1000, paid: 2026-02-14}}
      - {{number: "2", issued: 2026-01-01, amount: 9000, due: [{THREE}]}}
      - {{number: "3", issued: 2026-01-05, amount: 1000, paid: unknown}}
    """
    ledger = ledger_with(client)
    after = changed(ledger, [Change("terms", "example", 40)], TODAY, ledger.policy).clients[0]
    first, second, third = after.invoices
    assert (first.due, first.paid) == (date(2026, 2, 14), date(2026, 2, 24))
    assert (second, third) == ledger.clients[0].invoices[1:]
    assert after.payments == ledger.clients[0].payments
    assert after.contract is not None
    assert [each.days for each in after.contract.terms_days or ()] == [40]
