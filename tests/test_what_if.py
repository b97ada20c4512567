"""What if: a client fired, another rate, other terms; the result is a ledger like any other."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clienthealth import Assessment, ClientAssessment, Ledger, assess
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.invoices import InvoiceState
from clienthealth.reviewing.what_if import ASSUMPTIONS, Change, WhatIfError, changed, parse_change
from one_client import TODAY, bills, facts_of, ledger_with
from strategies import Data, clients, day, days, ledgers, load
from strategies import changed as copied


def what_if(ledger: Ledger, *changes: Change, as_of: date = TODAY) -> Ledger:
    return changed(ledger, changes, as_of, ledger.policy)


def judged(ledger: Ledger, *changes: Change) -> Assessment:
    return assess(what_if(ledger, *changes), as_of=TODAY)


def client(assessment: Assessment, name: str) -> ClientAssessment:
    found = assessment.client(name)
    assert found is not None
    return found


# Reading what is asked for


@pytest.mark.parametrize(
    ("kind", "text", "change"),
    [
        ("fired", "acme", Change("fired", "acme")),
        ("rate", "acme=95", Change("rate", "acme", Decimal(95))),
        ("rate", "a.b-c_d=0.05", Change("rate", "a.b-c_d", Decimal("0.05"))),
        ("terms", "acme=0", Change("terms", "acme", 0)),
        ("terms", "acme=365", Change("terms", "acme", 365)),
    ],
)
def test_what_an_option_asks_for(kind: Any, text: str, change: Change) -> None:
    assert parse_change(kind, text) == change


@pytest.mark.parametrize(
    "text",
    ["acme", "acme=", "=95", "acme=0", "acme=0.00", "acme=-1", "acme=95.001", "acme=1e3", "acme=٣"],
)
def test_no_rate(text: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        parse_change("rate", text)
    assert str(caught.value) == (
        f'"{text}" is not a client and an hourly rate above 0; write ID=95 or ID=95.50'
    )


@pytest.mark.parametrize("text", ["acme", "acme=", "=14", "acme=366", "acme=14.5", "acme=-1"])
def test_no_terms(text: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        parse_change("terms", text)
    assert str(caught.value) == (
        f'"{text}" is not a client and its terms in days, 0 to 365; write ID=14'
    )


def test_each_kind_says_what_it_takes_for_granted() -> None:
    assert set(ASSUMPTIONS) == {"fired", "rate", "terms"}
    for sentence in ASSUMPTIONS.values():
        assert sentence.endswith(".")
        assert ". " not in sentence


# What cannot be


THREE = """
- id: gone
  name: Gone
  since: 2024-01-01
  until: 2026-01-31
- id: maybe
  name: Maybe
  first_contact: 2026-05-01
- id: later
  name: Later
  first_contact: 2026-07-01
"""
WORKED = "time: [{date: 2026-03-02, hours: 10}]"
PAID = bills(("2026-04-09", 0))


@pytest.mark.parametrize("name", ["acme", "later", ""])
def test_who_is_not_known_on_the_day_is_named(name: str) -> None:
    with pytest.raises(LookupError) as caught:
        what_if(ledger_with("aliases: [x]", others=THREE), Change("fired", name))
    assert caught.value.args == (name,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [Change("fired", "gone")],
            "gone is a former client, not an active client; choose an active one",
        ),
        (
            [Change("terms", "maybe", 14)],
            "maybe is a prospect, not an active client; choose an active one",
        ),
        (
            [Change("rate", "example", 90), Change("rate", "example", 95)],
            "example has two values, 90 and 95; keep one of them",
        ),
        (
            [Change("terms", "example", 14), Change("fired", "example")],
            "example cannot be fired and changed at the same time; keep one of the two",
        ),
        (
            [Change("fired", "example"), Change("rate", "example", 95)],
            "example cannot be fired and changed at the same time; keep one of the two",
        ),
        (
            [Change("rate", "example", 0)],
            "the rate of example must be above 0; write a rate like 95",
        ),
        ([Change("rate", "example")], "the rate of example must be above 0; write a rate like 95"),
        (
            [Change("terms", "example")],
            "the terms of example must be whole days from 0 to 365; write a number like 14",
        ),
        (
            [Change("terms", "example", 366)],
            "the terms of example must be whole days from 0 to 365; write a number like 14",
        ),
    ],
)
def test_what_cannot_be_says_what_to_write(changes: Sequence[Change], message: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        what_if(ledger_with(f"{PAID}\n{WORKED}", others=THREE), *changes)
    assert str(caught.value) == message


def test_no_rate_to_begin_from() -> None:
    rate = Change("rate", "example", 95)
    with pytest.raises(
        WhatIfError, match="has no hours in the window, so there is no rate to change"
    ):
        what_if(ledger_with(PAID), rate)
    with pytest.raises(WhatIfError, match="brings in nothing in the window"):
        what_if(ledger_with(WORKED), rate)


def test_the_same_change_twice_is_one() -> None:
    ledger = ledger_with(f"{PAID}\n{WORKED}")
    once = what_if(ledger, Change("terms", "example", 14))
    assert what_if(ledger, *[Change("terms", "example", 14)] * 2) == once


# Fired


def test_who_is_fired_is_a_former_client_on_the_day_and_was_active_before() -> None:
    """One with an end that is still to come, too."""
    ledger = ledger_with(f"{PAID}\n{WORKED}\nuntil: 2026-12-31")
    after = what_if(ledger, Change("fired", "example"))
    assert after.clients[0].until == date(2026, 6, 29)
    assert ledger.clients[0].until == date(2026, 12, 31)
    assert facts_of(after).stage == "former"
    assert facts_of(after, date(2026, 6, 29)).stage == "active"
    assert facts_of(after).revenue == facts_of(ledger).revenue == 1000


# Another rate


RATE_CLIENT = """
projects: [{id: shop, fee: 2000, estimated_hours: 40, started: 2026-01-01}]
invoices:
  - {number: "1", issued: 2026-01-10, amount: 1390, tax: 190, expenses: 200,
     payments: [{date: 2026-01-20, amount: 1390}]}
  - {number: "2", issued: 2026-02-10, amount: 500, credit_notes: [{date: 2026-02-20, amount: 100}],
     payments: [{date: 2026-02-25, amount: 400}]}
  - {number: "3", issued: 2026-03-10, amount: 300, write_offs: [{date: 2026-05-20, amount: 300}]}
  - {number: "4", issued: 2026-04-20, amount: 400}
time:
  - {date: 2026-01-05, hours: 12.25}
  - {date: 2026-02-05, hours: 10, project: shop}
"""
"""Net 1000 + (500 - 100) + (300 - 300) + 400 less 9 % for 41 days past due, and a quarter of the
fee, 500: 2264 for 22.25 hours, 101.75 an hour."""


def test_the_rate_is_the_one_asked_for_to_the_cent() -> None:
    ledger = ledger_with(RATE_CLIENT)
    assert facts_of(ledger).revenue == 2264
    before = assess(ledger, as_of=TODAY).clients[0]
    assert before.effective_rate == Decimal("101.75")
    for rate in ("0.01", "48", "95", "101.75", "133.33", "99999.99"):
        after = judged(ledger, Change("rate", "example", Decimal(rate))).clients[0]
        assert after.effective_rate == Decimal(rate)
        assert after.facts.hours == before.facts.hours


def test_all_amounts_change_by_one_factor_and_nothing_else() -> None:
    """Doubled: 203.505... an hour; the unrounded rate of 2264 / 22.25 is asked for twice."""
    ledger = ledger_with(RATE_CLIENT)
    rate = 2 * (facts_of(ledger).effective_rate or 0)
    after = what_if(ledger, Change("rate", "example", Decimal(rate))).clients[0]
    first, second, third, fourth = after.invoices
    assert (first.amount, first.tax, first.expenses) == (2780, 380, 400)
    assert [each.amount for each in first.payments] == [2780]
    assert [each.amount for each in second.credit_notes] == [200]
    assert [each.amount for each in third.write_offs] == [600]
    assert fourth.amount == 800
    assert after.projects[0].fee == 4000
    assert after.projects[0].estimated_hours == 40
    assert after.time == ledger.clients[0].time


def test_a_rate_is_in_the_business_s_currency() -> None:
    top = "exchange_rates: {USD: 0.8}"
    ledger = ledger_with(f"currency: USD\n{PAID}\n{WORKED}", top=top)
    assert facts_of(ledger).effective_rate == 80  # 1000 USD for 10 hours
    after = what_if(ledger, Change("rate", "example", 100))
    assert after.clients[0].invoices[0].amount == 1250
    assert facts_of(after).effective_rate == 100


# Other terms


def issued(number: int, day: str, *paid: str, more: str = "") -> str:
    payments = ", ".join(f"{{date: {each}, amount: {900 // len(paid)}}}" for each in paid)
    extra = f", {more}" if more else ""
    return f'  - {{number: "{number}", issued: {day}, amount: 900, payments: [{payments}]{extra}}}'


def on_terms(days: int, *invoices: str, contract: str = "") -> list[tuple[str, list[str]]]:
    """The due date and the payments of each invoice on other terms than thirty days."""
    ledger = ledger_with("\n".join(["invoices:", *invoices, contract]))
    after = what_if(ledger, Change("terms", "example", days)).clients[0]
    return [(str(i.due), [str(p.date) for p in i.payments]) for i in after.invoices]


def test_payments_move_by_as_many_days_as_the_due_date() -> None:
    assert on_terms(
        14,
        issued(1, "2026-01-01", "2026-02-05"),  # five days beyond terms
        issued(2, "2026-02-01", "2026-02-25", "2026-03-25", more="due: 2026-02-21"),
        issued(3, "2026-03-01", "2026-03-10"),  # 7 days before its issue: not before it
    ) == [
        ("2026-01-15", ["2026-01-20"]),
        ("2026-02-15", ["2026-02-19", "2026-03-19"]),
        ("2026-03-15", ["2026-03-01"]),
    ]


def test_deposits_stay() -> None:
    assert on_terms(
        14,
        issued(1, "2026-02-01", "2026-01-15", "2026-03-05", more="deposit: true"),
        '  - {number: "2", issued: 2026-03-01, amount: 9, '
        "payments: [{date: 2026-03-20, amount: 9, deposit: true}]}",
    ) == [("2026-02-15", ["2026-01-15", "2026-02-17"]), ("2026-03-15", ["2026-03-20"])]


def test_a_payment_moved_beyond_the_day_is_not_seen_yet() -> None:
    ledger = ledger_with("\n".join(["invoices:", issued(1, "2026-05-10", "2026-06-19")]))
    after = what_if(ledger, Change("terms", "example", 60))
    assert after.clients[0].invoices[0].payments[0].date == date(2026, 7, 19)
    state = facts_of(after).all_invoices[0]
    assert (state.open, state.due) == (900, date(2026, 7, 9))


USUAL = (issued(1, "2026-01-01", "2026-02-05"), issued(2, "2026-02-01", "2026-03-10"))
"""Paid 5 and 7 days beyond terms: 6 days are usual."""


@pytest.mark.parametrize(
    ("day", "due", "paid"),
    [
        ("2026-06-11", "2026-06-25", []),  # usually on 1 July: still open
        ("2026-06-10", "2026-06-24", ["2026-06-30"]),  # usually today
        ("2026-05-25", "2026-06-08", ["2026-06-14"]),  # due on 24 June, usual until the 30th
        ("2026-05-24", "2026-06-23", []),  # a day later than usual: stays
        ("2026-03-01", "2026-03-31", []),
    ],
)
def test_what_is_open_and_not_later_than_usual_counts_as_paid_as_usual(
    day: str, due: str, paid: list[str]
) -> None:
    open_ = f'  - {{number: "3", issued: {day}, amount: 900}}'
    assert on_terms(14, *USUAL, open_)[-1] == (due, paid)


def test_an_open_rest_is_paid_as_usual_too() -> None:
    part = "payments: [{date: 2026-06-30, amount: 400}]"
    rest = f'  - {{number: "3", issued: 2026-05-25, amount: 900, {part}}}'
    ledger = ledger_with("\n".join(["invoices:", *USUAL, rest]))
    after = what_if(ledger, Change("terms", "example", 14)).clients[0].invoices[2]
    assert [(str(p.date), p.amount) for p in after.payments] == [
        ("2026-06-14", 400),
        ("2026-06-14", 500),
    ]


def test_without_a_payment_in_the_window_nothing_is_usual() -> None:
    lines = [issued(1, "2025-01-01", "2025-02-05"), issued(2, "2026-06-01", "2026-07-05")]
    assert on_terms(14, *lines)[1] == ("2026-07-01", ["2026-07-05"])
    deposit = issued(1, "2026-02-01", "2026-01-15", more="deposit: true")  # says nothing of terms
    assert on_terms(14, deposit, lines[1])[1] == ("2026-07-01", ["2026-07-05"])


@pytest.mark.parametrize(
    ("day", "paid"),
    [
        ("2026-01-31", ["2026-06-30"]),  # before the invoice: 6 days are usual, as without it
        ("2026-02-01", ["2026-06-18"]),  # on its day: 30 days early, so 6 days early are usual
    ],
)
def test_a_deposit_says_nothing_of_what_is_usual(day: str, paid: list[str]) -> None:
    open_ = '  - {number: "4", issued: 2026-06-10, amount: 900}'
    early = issued(3, "2026-02-01", day, more="deposit: true")
    assert on_terms(14, *USUAL, early, open_)[-1] == ("2026-06-24", paid)


@pytest.mark.parametrize(
    ("days", "due", "paid"), [(0, "2026-01-01", "2026-01-06"), (365, "2027-01-01", "2027-01-06")]
)
def test_terms_are_from_none_to_a_year(days: int, due: str, paid: str) -> None:
    assert on_terms(days, issued(1, "2026-01-01", "2026-02-05")) == [(due, [paid])]


@pytest.mark.parametrize(("paid", "moved"), [("06-30", "06-14"), ("07-01", "07-01")])
def test_what_was_paid_today_moves_and_what_is_paid_tomorrow_does_not(
    paid: str, moved: str
) -> None:
    whole = f'  - {{number: "1", issued: 2026-05-20, amount: 900, paid: 2026-{paid}}}'
    ledger = ledger_with("\n".join(["invoices:", whole]))
    after = what_if(ledger, Change("terms", "example", 14)).clients[0].invoices[0]
    assert str(after.paid) == f"2026-{moved}"


@pytest.mark.parametrize(
    "end",
    [
        "write_offs: [{date: 2026-06-01, amount: 900}]",
        "credit_notes: [{date: 2026-06-01, amount: 900}]",
        "payments: [{date: 2026-05-05, amount: 1}], write_offs: [{date: 2026-06-01, amount: 899}]",
    ],
)
def test_what_was_given_up_or_credited_stays_on_shorter_terms(end: str) -> None:
    lost = f'  - {{number: "3", issued: 2026-04-01, amount: 900, {end}}}'
    assert on_terms(14, *USUAL, lost)[-1][0] == "2026-05-01"
    assert on_terms(60, *USUAL, lost)[-1][0] == "2026-05-31"


def test_an_open_invoice_gets_the_longer_terms() -> None:
    assert on_terms(60, *USUAL, issued(3, "2026-04-01", "2026-07-05"))[-1] == (
        "2026-05-31",
        ["2026-07-05"],
    )


def test_the_contract_follows_where_it_names_terms() -> None:
    ledger = ledger_with("contract: {signed: 2024-01-01, terms_days: 30}")
    after = what_if(ledger, Change("terms", "example", 14)).clients[0].contract
    assert after is not None
    assert after.terms_days is not None
    assert (after.terms_days[0].days, after.signed) == (14, date(2024, 1, 1))
    silent = ledger_with("contract: {signed: 2024-01-01}")
    assert what_if(silent, Change("terms", "example", 14)) == silent
    none = ledger_with("aliases: [x]")
    assert what_if(none, Change("terms", "example", 14)) == none


def test_an_invoice_that_stays_keeps_its_day_under_a_new_contract() -> None:
    """Its day followed from the contract, which is another now."""
    open_ = '  - {number: "3", issued: 2026-03-01, amount: 900}'
    contract = "contract: {signed: 2024-01-01, terms_days: 20}"
    assert on_terms(14, *USUAL, open_, contract=contract)[-1] == ("2026-03-21", [])


def test_shorter_terms_make_a_punctual_client_s_money_come_sooner_and_nothing_worse() -> None:
    lines = [issued(n, f"2026-0{n}-01", f"2026-0{n}-28", more="") for n in range(1, 6)]
    open_ = '  - {number: "6", issued: 2026-06-10, amount: 900}'
    ledger = ledger_with("\n".join(["invoices:", *lines, open_, WORKED]))
    before = assess(ledger, as_of=TODAY).clients[0]
    after = judged(ledger, Change("terms", "example", 14)).clients[0]
    assert (before.facts.days_to_pay, before.facts.open_balance) == (27, 900)
    assert after.facts.days_to_pay is not None
    assert 11 <= after.facts.days_to_pay <= 13
    assert after.facts.open_balance == 0  # usually paid three days before it is due: 21 June
    assert after.health == before.health


def test_a_rate_on_new_terms_is_that_under_the_new_terms() -> None:
    """On 90 days the last invoice is no longer overdue and no provision is taken off."""
    lines = "\n".join(["invoices:", *USUAL, issued(3, "2026-04-20", "2026-08-01"), WORKED])
    ledger = ledger_with(lines)
    rate, terms = Change("rate", "example", 95), Change("terms", "example", 90)
    assert facts_of(what_if(ledger, terms)).revenue > facts_of(ledger).revenue
    both = what_if(ledger, rate, terms)
    assert assess(both, as_of=TODAY).clients[0].effective_rate == 95
    assert what_if(ledger, terms, rate) == both


# What stays


def test_evidence_still_points_at_the_lines() -> None:
    late = bills(("2026-02-01", 40), ("2026-03-01", 40), ("2026-04-01", 40), ("2026-05-01", None))
    ledger = ledger_with(f"{late}\n{WORKED}")
    changes = [Change("terms", "example", 45), Change("rate", "example", 20)]
    for assessment in (assess(ledger, as_of=TODAY), judged(ledger, *changes)):
        found = next(f for f in client(assessment, "example").findings if f.code == "PAY001")
        lines = [assessment.place(assessment.clients[0], path) for path in found.evidence]
        assert [place.line for place in lines if place] == [13, 14, 15, 16]
        assert assessment.ledger.warnings == ledger.warnings


# For any ledger


def told(found: ClientAssessment) -> dict[str, Any]:
    """All that is said of a client, apart from where its waivers stand in the file."""
    findings = [(f._replace(waiver=None), f.waiver and f.waiver.rule) for f in found.findings]
    return {**found._asdict(), "findings": findings}


def rounded(found: ClientAssessment) -> dict[str, Any]:
    """The same; averages that a factor of one changes in the 26th digit are rounded."""
    days = {
        name: value and round(value, 9)
        for name, value in found.facts._asdict().items()
        if name in {"dbt_days", "days_to_pay"}
    }
    return {**told(found), "facts": found.facts._replace(**days)}


def active(data: Data) -> list[str]:
    found = assess(load(data), as_of=TODAY).clients
    return [each.id for each in found if each.stage == "active"]


@given(ledgers(most=3, among=2), st.data())
def test_who_is_fired_is_gone_and_the_others_are_as_healthy(
    data: Data, draw: st.DataObject
) -> None:
    ledger = load(data)
    before = assess(ledger, as_of=TODAY)
    name = draw.draw(st.sampled_from(active(data)))
    after = judged(ledger, Change("fired", name))
    assert client(after, name).stage == "former"
    assert client(after, name).verdict is None
    assert after.portfolio.active == before.portfolio.active - 1
    for old, new in zip(before.clients, after.clients, strict=True):
        if old.id != name:
            assert new.computed_health == old.computed_health
            assert (new.health, new.trend, new.facts) == (old.health, old.trend, old.facts)


def current_rate(ledger: Ledger, name: str) -> Decimal | None:
    context = context_of(ledger, TODAY, ledger.policy)
    found = next(each for each in ledger.clients if each.id == name)
    return ClientFacts(found, context).effective_rate


@given(ledgers(most=2, among=1), st.data())
def test_the_current_rate_changes_nothing(data: Data, draw: st.DataObject) -> None:
    ledger = load(data)
    name = draw.draw(st.sampled_from(active(data)))
    rate = current_rate(ledger, name)
    assume(rate is not None and rate > 0)
    after = judged(ledger, Change("rate", name, rate))
    before = assess(ledger, as_of=TODAY)
    assert [rounded(each) for each in after.clients] == [rounded(each) for each in before.clients]
    whole, same = (found.portfolio for found in (before, after))
    assert same._replace(dbt_days=None, active_dbt_days=None) == whole._replace(
        dbt_days=None, active_dbt_days=None
    )


def ends(facts: ClientFacts) -> list[tuple[date | None, date | None]]:
    """When each invoice, and each instalment, was settled and closed."""
    return [(state.settled, state.closed) for state in (*facts.all_invoices, *facts.dues)]


@given(clients("client"), st.integers(1, 50_000), st.integers(1, 50_000))
def test_a_higher_rate_never_lowers_worth(data: Data, first: int, second: int) -> None:
    """Where no small rest becomes too large to be let be."""
    ledger = load(_alone(data))
    assume(active(_alone(data)))
    rate = current_rate(ledger, "client")
    assume(rate is not None and rate > 0)
    found = []
    for cents in sorted((first, second)):
        after = what_if(ledger, Change("rate", "client", Decimal(cents) / 100))
        found.append(assess(after, as_of=TODAY).clients[0])
        assert found[-1].effective_rate == Decimal(cents) / 100
        assume(ends(facts_of(after)) == ends(facts_of(ledger)))
    low, high = found
    assert low.computed_health <= high.computed_health
    if low.worth is not None and high.worth is not None:  # a poor rate alone may make it known
        assert low.worth <= high.worth


def _alone(data: Data) -> Data:
    return {
        "version": 1,
        "business": {"name": "A", "currency": "EUR", "target_rate": "95", "cost_rate": "48"},
        "exchange_rates": {"USD": "0.92"},
        "clients": [data],
    }


@given(clients("client"), st.integers(0, 120))
def test_the_current_terms_change_nothing(data: Data, terms: int) -> None:
    """Where all invoices follow them; a contract that is silent stays so."""
    for invoice in data["invoices"]:
        issued = date.fromisoformat(invoice["issued"])
        invoice["due"] = str(issued + timedelta(days=terms))
    if "terms_days" in data.get("contract", {}):
        data["contract"]["terms_days"] = terms
    assume(active(_alone(data)))
    ledger = load(_alone(data))
    after, before = judged(ledger, Change("terms", "client", terms)), assess(ledger, as_of=TODAY)
    assert [told(each) for each in after.clients] == [told(each) for each in before.clients]


def _is_moved(state: InvoiceState, was: InvoiceState) -> bool:
    """Whether an invoice is settled on another day, and after it was issued."""
    if state.settled is None or was.settled is None:
        return False
    return state.settled > state.invoice.issued and state.settled != was.settled


@given(clients("client"), st.integers(0, 365))
def test_due_dates_follow_and_lateness_does_not(data: Data, terms: int) -> None:
    """Of what is paid for itself: a credit of the client goes by no terms.

    Nor does a credit note or a write-off, and where one left a small rest it settled the invoice.
    Instalments have days of their own, and what was paid nobody knows when is not judged.
    """
    assume(active(_alone(data)))
    ledger = load({**_alone(data), "policy": {"set_off": False}})
    before = facts_of(ledger)
    after = facts_of(what_if(ledger, Change("terms", "client", terms)))
    old = {state.position: state for state in before.all_invoices}
    for state in after.all_invoices:
        was, invoice = old[state.position], state.invoice
        if isinstance(invoice.due, tuple) or not was.is_judged:
            due = was.due if isinstance(invoice.due, tuple) else state.due
            assert state == was._replace(due=due)
            continue
        days = (state.due - invoice.issued).days
        assert days == terms or (state.due == was.due and days > terms)
        is_plain = not invoice.credit_notes and not invoice.write_offs
        if is_plain and days == terms and _is_moved(state, was):
            assert state.days_late(TODAY) == was.days_late(TODAY)
        assert state.open <= was.open or terms > (was.due - invoice.issued).days


@given(clients("client"), st.integers(0, 365), days(1, 60), st.data())
def test_nothing_after_the_day_makes_a_difference(
    data: Data, terms: int, later: int, draw: st.DataObject
) -> None:
    """A payment that is still to come is not seen because it would have come sooner."""
    assume(data["invoices"] and active(_alone(data)))
    more = copied(data)
    bill = draw.draw(st.sampled_from(more["invoices"]))
    payments = bill.setdefault("payments", [])
    payments.append({"date": day(later), "amount": bill["amount"]})
    change = Change("terms", "client", terms)
    before, after = judged(load(_alone(data)), change), judged(load(_alone(more)), change)
    assert told(after.clients[0]) == told(before.clients[0])


def test_a_rate_of_one_and_a_revenue_of_one_are_enough_to_begin_from() -> None:
    ledger = ledger_with(f"{bills(('2026-04-09', 0), amount=1)}\n{WORKED}")
    found = client(judged(ledger, Change("rate", "example", Decimal(1))), "example")
    assert found.effective_rate == 1


def test_the_terms_they_have_pay_nothing_that_is_open() -> None:
    """Usual is on the due day, and the last invoice is due today."""
    text = bills(("2026-03-31", 0), ("2026-04-30", 0), ("2026-06-30", None))
    ledger = ledger_with(text.replace("deposit: true, ", ""))
    after = facts_of(what_if(ledger, Change("terms", "example", 30)))
    assert [s.open for s in after.all_invoices] == [0, 0, 1000]
    assert after.open_balance == 1000


def test_a_rest_of_one_is_paid_as_usual_too() -> None:
    text = bills(("2026-03-31", 0), ("2026-04-30", 0), ("2026-06-30", None), amount=1)
    after = facts_of(what_if(ledger_with(text.replace("deposit: true, ", "")), TWO_WEEKS))
    assert after.open_balance == 0


TWO_WEEKS = Change("terms", "example", 14)
