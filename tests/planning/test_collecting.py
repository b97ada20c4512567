"""Collecting: what is open, the next reminder and its day, how a client pays, what may be lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import FIRST, clients, modest
from clienthealth import Ledger, assess, collect, today
from clienthealth.facts.ageing import ageing_of
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents, context_of
from clienthealth.facts.working_days import is_working_day
from clienthealth.ledger.models import Business, Client
from clienthealth.ledger.policy import Policy
from clienthealth.planning.collecting import (
    STEPS,
    ClientAccount,
    NextReminder,
    Sent,
    next_reminder,
)
from clienthealth.planning.interest import simple_interest
from clienthealth.planning.late_payment_law import NEW_YORK
from clienthealth.report.collect.document import log_lines
from one_client import TODAY, facts_of, ledger_with


def account(ledger: Ledger, as_of: date = TODAY) -> ClientAccount:
    found = collect(ledger, as_of=as_of, client=ledger.clients[0].id).one
    assert found is not None
    return found


def step(day: str, name: str) -> NextReminder:
    assert name in STEPS
    return NextReminder(name, date.fromisoformat(day))


# What may be lost


PROVISION = """
invoices:
  - {number: "1", issued: 2026-06-20, due: 2026-07-20, amount: 300000}
  - {number: "2", issued: 2026-05-01, due: 2026-06-10, amount: 140000}
  - {number: "3", issued: 2026-04-01, due: 2026-05-10, amount: 60000}
  - {number: "4", issued: 2026-03-01, due: 2026-04-10, amount: 23000}
  - {number: "5", issued: 2026-01-01, due: 2026-02-10, amount: 5000}
"""


@pytest.mark.parametrize(
    ("third", "expected"), [("8.7", "27570.00"), ("8.695", "27567.00"), ("9", "27750.00")]
)
def test_the_expected_loss_is_the_provision_of_each_age(third: str, expected: str) -> None:
    """2, 4, 8.7, 25 and 100 % of 300,000, 140,000, 60,000, 23,000 and 5,000.

    The textbook's 27,567 comes of a third rate that is not yet rounded to 8.7.
    """
    ledger = ledger_with(
        PROVISION,
        top=f"policy: {{provision: {{current: 2, days_1_30: 4, days_31_60: {third}, "
        "days_61_90: 25, over_90: 100}}",
    )
    assert account(ledger).ageing.expected_loss == Decimal(expected)


# Reminders


OPEN = "invoices: [{number: '1', issued: 2026-01-01, due: DUE, amount: 100}]"


@pytest.mark.parametrize(
    ("due", "name", "day"),
    [
        ("2026-07-10", "friendly", "2026-07-13"),  # not due yet
        ("2026-06-30", "friendly", "2026-07-03"),
        ("2026-06-29", "friendly", "2026-07-02"),
        ("2026-06-20", "friendly", "2026-06-30"),  # late already: today
        ("2026-06-16", "firm", "2026-06-30"),
        ("2026-01-16", "firm", "2026-06-30"),  # never a final notice out of the blue
        ("2026-07-01", "friendly", "2026-07-06"),  # from Saturday to Monday
    ],
)
def test_the_first_reminder_goes_by_age(due: str, name: str, day: str) -> None:
    [item] = account(ledger_with(OPEN.replace("DUE", due))).items
    assert item.next == step(day, name)


SENT = """
invoices: [{number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 100}]
events:
  - {kind: reminder, at: 2026-05-05}
  - {kind: reminder, at: 2026-05-19, step: firm, invoice: "1"}
"""


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (0, step("2026-06-30", "firm")),
        (1, step("2026-06-30", "firm")),
        (2, step("2026-06-30", "final")),
    ],
)
def test_one_step_follows_the_other(events: int, expected: NextReminder) -> None:
    text = "\n".join(SENT.splitlines()[: 3 + events])
    [item] = account(ledger_with(text if events else text.replace("events:", ""))).items
    assert item.next == expected
    assert len(item.sent) == events


def test_reminders_are_a_week_apart() -> None:
    text = SENT.replace("2026-05-19", "2026-06-26")
    [item] = account(ledger_with(text)).items
    assert item.next == step("2026-07-03", "final")


def test_after_the_stop_of_work_nothing_is_left_to_send(ledger: Ledger) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 100}]
    events: [{kind: reminder, at: 2026-05-05, step: stop}]
    """
    [item] = account(ledger).items
    assert item.next is None


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-05-31", None),
        ("2026-06-29", None),
        ("2026-06-30", None),  # today, told of it by now
        ("2026-07-30", None),  # the notice of 30 days begins today
        ("2026-07-31", "stop"),
        ("2026-12-31", "stop"),
    ],
)
def test_who_was_told_that_you_part_gets_no_promise_to_go_on(
    until: str, expected: str | None
) -> None:
    """The final notice was sent on 1 June 2026, and the stop of work would be due on 30 June.

    Its letter says that you go on with the work once they have paid.
    """
    ledger = ledger_with(
        f"""
        since: 2025-01-01
        until: {until}
        invoices: [{{number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 100}}]
        events: [{{kind: reminder, at: 2026-06-01, step: final}}]
        """
    )
    found = account(ledger)
    assert (found.next.step if found.next else None) == expected
    dues = [each.what for each in today(ledger, as_of=TODAY).items if each.kind == "reminder"]
    assert dues == (["send the stop of work"] if expected else [])
    assert bool(collect(ledger, as_of=TODAY, client="example").letters) == bool(expected)


@pytest.mark.parametrize(("until", "expected"), [("2026-08-05", None), ("2026-08-06", "stop")])
def test_who_is_told_before_the_stop_of_work_gets_none(until: str, expected: str | None) -> None:
    """It is due on 6 July 2026, and the notice is 30 days."""
    ledger = ledger_with(
        f"""
        since: 2025-01-01
        until: {until}
        invoices: [{{number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 100}}]
        events: [{{kind: reminder, at: 2026-06-28, step: final}}]
        """
    )
    found = account(ledger).next
    assert found == (step("2026-07-06", "stop") if expected else None)


@pytest.mark.parametrize("until", ["2026-05-31", "2026-06-30", "2026-07-15"])
def test_who_was_told_gets_every_reminder_up_to_the_final_notice(until: str) -> None:
    """The firm reminder was sent on 1 June 2026."""
    ledger = ledger_with(
        f"""
        since: 2025-01-01
        until: {until}
        invoices: [{{number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 100}}]
        events: [{{kind: reminder, at: 2026-06-01, step: firm}}]
        """
    )
    assert account(ledger).next == step("2026-06-30", "final")


def test_a_reminder_of_another_invoice_or_before_the_due_date_is_none(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 100}
      - {number: "2", issued: 2026-04-01, due: 2026-06-20, amount: 100}
    events:
      - {kind: reminder, at: 2026-06-10, step: firm}
      - {kind: reminder, at: 2026-06-11, invoice: "3"}
    """
    first, second = account(ledger).items
    assert [each.step for each in first.sent] == ["firm"]
    assert second.sent == ()


def test_a_disputed_invoice_stands_apart_without_a_reminder(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 100, disputed: 2026-05-10}
      - {number: "2", issued: 2026-04-01, due: 2026-05-01, amount: 100}
    """
    found = account(ledger)
    assert [item.number for item in found.items] == ["2"]
    [disputed] = found.disputed
    assert disputed.next is None
    assert disputed.claim is None
    assert [i.number for i in account(ledger, date(2026, 5, 9)).items] == ["1", "2"]


def test_a_small_rest_is_not_reminded_of(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-04-01, due: 2026-05-01, amount: 1000,
         payments: [{date: 2026-04-20, amount: 999}]}
    """
    [item] = account(ledger).items
    assert (item.state, item.next, item.open) == ("small-rest", None, 1)


def test_the_friendly_reminder_waits_for_a_client_that_usually_pays_a_little_late() -> None:
    paid = "\n".join(
        f"  - {{number: 'p{n}', issued: 2026-0{n}-01, due: 2026-0{n}-15, amount: 100, "
        f"paid: 2026-0{n}-{15 + late}}}"
        for n, late in ((1, 5), (2, 6), (3, 7), (4, 6))
    )
    text = f"invoices:\n{paid}\n  - {{number: 'x', issued: 2026-06-01, due: 2026-06-29, amount: 9}}"
    found = account(ledger_with(text))
    assert found.habit is not None
    assert (found.habit.paid, found.habit.median_days, found.habit.median_late) == (4, 20.0, 6.0)
    assert found.habit.spread == (19.75, 20.25)
    [item] = found.items
    assert item.next == step("2026-07-06", "friendly")  # 7 days, not 3
    late = text.replace("-20}", "-28}").replace("-21}", "-28}").replace("-22}", "-28}")
    [item] = account(ledger_with(late)).items
    assert item.next == step("2026-07-09", "friendly")  # a week of patience at most


def test_the_policy_moves_the_days() -> None:
    text = OPEN.replace("DUE", "2026-06-24")  # three days later is a Saturday
    for way, day in (("later", "2026-06-29"), ("earlier", "2026-06-26"), ("never", "2026-06-27")):
        ledger = ledger_with(text, top=f"policy: {{planning: {{move: {way}}}}}")
        [item] = account(ledger, date(2026, 6, 25)).items
        assert item.next == step(day, "friendly")


def test_a_public_holiday_is_no_day_for_a_reminder() -> None:
    pytest.importorskip("holidays")
    text = OPEN.replace("DUE", "2026-04-30")  # 3 May 2027 would be a Sunday; 1 May is a holiday
    ledger = ledger_with(
        text,
        "country: DE",
        top="policy: {planning: {reminder_days: [1, 14, 30, 45], patience_days: 0}}",
    )
    [item] = account(ledger, date(2026, 4, 30)).items
    assert item.next == step("2026-05-04", "friendly")


@modest
@given(
    st.dates(date(2023, 12, 1), date(2028, 3, 31)),
    st.integers(-40, 200),
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 200)), max_size=3),
)
def test_a_reminder_is_on_a_working_day_of_the_future_and_never_skips_a_step(
    due: date, age: int, before: list[tuple[str, int]]
) -> None:
    business = Business(name="Ada", currency="EUR", country="DE")
    ledger = Ledger(version="1", business=business, clients=())
    context = context_of(ledger, due + timedelta(days=age), Policy())
    sent = [
        Sent(name, context.as_of - timedelta(days=days), ())  # type: ignore[arg-type]
        for name, days in before
    ]
    found = next_reminder(due, sent, None, context)
    if found is None:
        assert "stop" in {name for name, _ in before}
        return
    assert found.day >= context.as_of
    assert found.day > due
    assert is_working_day(context, found.day)
    place = STEPS.index(found.step)
    highest = max((STEPS.index(each.step) for each in sent), default=None)
    assert place <= 1 if highest is None else place == highest + 1
    assert all((found.day - each.day).days >= 7 for each in sent)


# As a whole


@modest
@given(clients(short=True), st.integers(0, 200))
def test_what_is_open_is_what_the_facts_say(client: Client, days: int) -> None:
    as_of = FIRST + timedelta(days=days)
    ledger = Ledger(version="1", business=Business(name="Ada", currency="EUR"), clients=(client,))
    facts = ClientFacts(client, context_of(ledger, as_of, Policy()))
    found = account(ledger, as_of)
    assert found.open == facts.open_balance
    assert found.ageing == ageing_of(facts)
    assert collect(ledger, as_of=as_of) == collect(ledger, as_of=as_of)


def test_the_gravest_come_first_and_who_owes_nothing_is_left_out() -> None:
    others = """
  - {id: small, name: Small, invoices: [{number: "1", issued: 2026-01-01, amount: 100}]}
  - {id: large, name: Large, invoices: [{number: "1", issued: 2026-01-01, amount: 900}]}
  - {id: soon, name: Soon, invoices: [{number: "1", issued: 2026-06-20, amount: 9000}]}
  - {id: quiet, name: Quiet}
"""
    ledger = ledger_with("since: 2026-01-01", others=others)
    assert [each.id for each in collect(ledger, as_of=TODAY).clients] == ["large", "soon", "small"]


def test_a_reminder_is_evidence_of_nothing() -> None:
    """Neither for nor against: with it and without it, a client is judged alike."""
    text = SENT.splitlines()
    with_it = ledger_with("\n".join(text))
    without = ledger_with("\n".join(text[:2]))
    judged, plain = (assess(each, as_of=TODAY).clients[0] for each in (with_it, without))
    assert judged._replace(basis=plain.basis) == plain
    assert facts_of(with_it).dated_entries == facts_of(without).dated_entries
    assert facts_of(with_it).quiet_entries == facts_of(without).quiet_entries


def test_the_days_of_plans_are_no_part_of_the_policys_hash() -> None:
    later = Policy.model_validate({"planning": {"days_apart": 5}})
    assert later.digest() == Policy().digest()


def test_one_overdue_invoice_is_enough_for_the_law_of_new_york(ledger: Ledger) -> None:
    """
    country: US
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}
      - {number: "2", issued: 2026-06-20, due: 2026-07-20, amount: 1000}
    """
    assert NEW_YORK in account(ledger).notes


def test_a_euro_that_is_overdue_is_overdue(ledger: Ledger) -> None:
    """
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1}]
    """
    [item] = account(ledger).items
    assert (item.overdue, item.state) == (1, "overdue")


def test_the_first_reminder_goes_the_day_after_they_usually_pay(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-03-01, due: 2026-03-15, amount: 100, paid: 2026-03-19}
      - {number: "2", issued: 2026-06-01, due: 2026-06-26, amount: 100}
    """
    [item] = account(ledger).items
    assert item.next == step("2026-07-01", "friendly")  # five days later: four are usual


@pytest.mark.parametrize(("paid", "spread"), [(2, None), (3, (10.0, 10.0))])
def test_three_payments_show_how_their_days_spread(
    paid: int, spread: tuple[float, float] | None
) -> None:
    bills = "\n".join(
        f"  - {{number: '{n}', issued: 2026-0{n}-01, amount: 100, paid: 2026-0{n}-11}}"
        for n in range(1, paid + 1)
    )
    text = f"invoices:\n{bills}\n  - {{number: 'x', issued: 2026-06-01, amount: 9}}"
    found = account(ledger_with(text))
    assert found.habit is not None
    assert found.habit.spread == spread


OVERDUE = """
country: DE
invoices:
  - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}
  - {number: "2", issued: 2026-05-10, due: 2026-06-10, amount: 2000}
"""


def test_interest_and_fixed_sums_of_a_client_are_those_of_all_that_is_overdue() -> None:
    """10.27 %: 8.44 for 1,000 over 30 days, 11.25 for 2,000 over 20 days."""
    found = account(ledger_with(OVERDUE))
    assert [item.claim.interest for item in found.items if item.claim] == [
        Decimal("8.44"),
        Decimal("11.25"),
    ]
    assert found.interest == Decimal("19.69")
    assert found.fixed_sums == (80, "EUR")


def test_where_the_interest_of_one_invoice_is_unknown_that_of_all_is_too() -> None:
    """The table of the reference rates begins on 1 July 2016."""
    found = account(ledger_with(OVERDUE.replace("2026-05-01, due: 2026-05-31", "2014-01-01")))
    assert [item.claim.interest is None for item in found.items if item.claim] == [True, False]
    assert found.interest is None
    assert found.fixed_sums == (80, "EUR")


@pytest.mark.parametrize(
    "client",
    [
        OVERDUE.replace("country: DE", "country: US"),  # no law, no contract
        OVERDUE.replace("2026-05-31", "2026-06-30").replace("2026-06-10", "2026-07-10"),
    ],
    ids=["no claim", "nothing overdue"],
)
def test_where_nothing_may_be_claimed_there_is_neither_interest_nor_a_sum(client: str) -> None:
    found = account(ledger_with(client))
    assert (found.interest, found.fixed_sums) == (None, None)


def test_a_claim_without_a_fixed_sum_adds_none() -> None:
    """British law grants none beside the interest of a contract."""
    client = OVERDUE.replace("country: DE", "country: GB\ncontract: {late_interest_percent: 10}")
    found = account(ledger_with(client))
    assert found.interest == Decimal("8.22") + Decimal("10.96")
    assert found.fixed_sums is None


def test_the_next_reminder_of_a_client_is_the_earliest_and_of_one_day_the_gravest(
    ledger: Ledger,
) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}
      - {number: "2", issued: 2026-05-02, due: 2026-06-10, amount: 1000}
      - {number: "3", issued: 2026-05-03, due: 2026-06-29, amount: 1000}
      - {number: "4", issued: 2026-05-04, due: 2026-06-01, amount: 1000,
         payments: [{date: 2026-06-02, amount: 999}]}
    events: [{kind: reminder, at: 2026-06-23, step: firm, invoice: "1"}]
    """
    found = account(ledger)
    assert [(item.number, item.next) for item in found.items] == [
        ("1", step("2026-06-30", "final")),
        ("4", None),  # a small rest
        ("2", step("2026-06-30", "firm")),
        ("3", step("2026-07-02", "friendly")),
    ]
    assert found.next == step("2026-06-30", "final")
    assert [each.step for each in found.reminders] == ["final", "firm", "friendly"]
    assert [each.number for each in found.due_for(found.reminders[1])] == ["2"]


def test_who_owes_nothing_gets_no_reminder_and_is_not_late(ledger: Ledger) -> None:
    """
    invoices: [{number: "1", issued: 2026-05-01, amount: 1000, paid: 2026-05-20}]
    """
    found = account(ledger)
    assert (found.items, found.next, found.reminders, found.days) == ((), None, (), 0)
    assert (found.open, found.overdue, found.interest, found.fixed_sums) == (0, 0, None, None)


def test_where_no_loss_is_expected_the_overdue_come_first_and_of_them_the_largest() -> None:
    others = """
  - {id: soon, name: Soon, invoices: [{number: "1", issued: 2026-06-20, amount: 900}]}
  - {id: later, name: Later, invoices: [{number: "1", issued: 2026-06-20, amount: 9000}]}
  - {id: late, name: Late, invoices: [{number: "1", issued: 2026-01-01, amount: 100}]}
  - {id: later-still, name: Larger, invoices: [{number: "1", issued: 2026-01-01, amount: 200}]}
"""
    none = "current: 0, days_1_30: 0, days_31_60: 0, days_61_90: 0, over_90: 0"
    policy = f"policy: {{provision: {{{none}}}}}"
    ledger = ledger_with("since: 2026-01-01", others=others, top=policy)
    found = collect(ledger, as_of=TODAY)
    assert [each.id for each in found.clients] == ["later-still", "late", "later", "soon"]
    assert (found.open, found.overdue, found.expected_loss) == (10200, 300, 0)
    assert found.one is None


@pytest.mark.parametrize(
    ("country", "due", "told"),
    [
        ("US", "2026-06-29", True),
        ("US", "2026-06-30", False),  # due today: not late yet
        ("GB", "2026-06-29", False),
    ],
)
def test_the_law_of_new_york_is_told_of_where_an_american_client_is_late(
    country: str, due: str, told: bool
) -> None:
    text = f"""
    country: {country}
    invoices: [{{number: "1", issued: 2026-05-01, due: {due}, amount: 1000}}]
    """
    assert (NEW_YORK in account(ledger_with(text)).notes) is told


def test_an_account_is_in_the_clients_currency_or_that_of_the_business() -> None:
    text = "invoices: [{number: '1', issued: 2026-05-01, amount: 100}]"
    dollars = ledger_with(f"currency: USD\n{text}", top="exchange_rates: {USD: 0.5}")
    assert account(ledger_with(text)).currency == "EUR"
    assert account(dollars).currency == "USD"
    assert (account(dollars).open, account(dollars).ageing.open) == (100, 50)


@pytest.mark.parametrize(
    ("sent", "counts"),
    [
        ("{kind: reminder, at: 2026-06-23, step: friendly}", True),
        ("{kind: reminder, at: 2026-06-23, step: friendly, invoice: '1'}", True),
        ("{kind: reminder, at: 2026-06-23, step: friendly, invoice: '2'}", False),
        ("{kind: reminder, at: 2026-05-31, step: friendly}", False),  # due on that day
        ("{kind: reminder, at: 2026-06-01, step: friendly}", True),
        ("{kind: reminder, at: 2026-05-30, step: friendly, invoice: '1'}", True),
    ],
)
def test_a_reminder_counts_for_the_invoice_it_names_or_for_all_that_were_late(
    sent: str, counts: bool
) -> None:
    text = f"""
    invoices:
      - {{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}}
      - {{number: "2", issued: 2026-06-20, due: 2026-07-20, amount: 1000}}
    events: [{sent}]
    """
    first, second = account(ledger_with(text)).items
    assert bool(first.sent) is counts
    assert bool(second.sent) is ("'2'" in sent)


@pytest.mark.parametrize(
    ("signed", "basis"),
    [("", "the contract"), ("signed: 2026-06-30", "the contract"), ("signed: 2026-07-01", None)],
)
def test_the_interest_of_a_contract_may_be_claimed_from_its_day_on(
    signed: str, basis: str | None
) -> None:
    inner = ", ".join(each for each in (signed, "late_interest_percent: 5") if each)
    text = f"""
    country: US
    contract: {{{inner}}}
    invoices: [{{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}}]
    """
    [item] = account(ledger_with(text)).items
    assert (item.claim.basis if item.claim else None) == basis


@pytest.mark.parametrize(("day", "state"), [("2026-06-30", "disputed"), ("2026-07-01", "overdue")])
def test_an_invoice_is_disputed_from_the_day_on_which_it_was(day: str, state: str) -> None:
    text = OPEN.replace("DUE", "2026-05-31").replace("amount:", f"disputed: {day}, amount:")
    found = account(ledger_with(text))
    [item] = (*found.items, *found.disputed)
    assert item.state == state


@pytest.mark.parametrize(
    ("days", "next_step"),
    [
        (2, ("2026-07-01", "friendly")),  # three days after it was due
        (13, ("2026-06-30", "friendly")),
        (14, ("2026-06-30", "firm")),
        (80, ("2026-06-30", "firm")),  # nobody gets a final notice out of the blue
    ],
)
def test_the_age_of_a_debt_chooses_the_first_reminder(
    days: int, next_step: tuple[str, str]
) -> None:
    [item] = account(ledger_with(OPEN.replace("DUE", str(TODAY - timedelta(days=days))))).items
    assert item.next == step(*next_step)


@pytest.mark.parametrize(
    ("sent", "next_step"),
    [
        ("[{step: friendly, at: 2026-06-29}]", ("2026-07-06", "firm")),  # a week apart
        (
            "[{step: friendly, at: 2026-06-10}, {step: firm, at: 2026-06-20}]",
            ("2026-06-30", "final"),
        ),
        (
            "[{step: firm, at: 2026-06-20}, {step: friendly, at: 2026-06-29}]",
            ("2026-07-06", "final"),
        ),
        ("[{step: final, at: 2026-06-20}]", ("2026-07-15", "stop")),  # 45 days after it was due
        ("[{step: stop, at: 2026-06-20}]", None),
    ],
)
def test_the_reminders_follow_each_other(sent: str, next_step: tuple[str, str] | None) -> None:
    events = sent.replace("step:", "kind: reminder, step:")
    text = OPEN.replace("DUE", "2026-05-31").rstrip() + f"\nevents: {events}"
    [item] = account(ledger_with(text)).items
    assert item.next == (step(*next_step) if next_step else None)


@pytest.mark.parametrize(
    ("due", "state", "band"),
    [
        ("2026-06-29", "overdue", "1-30"),
        ("2026-06-30", "not-due", "not_due"),
        ("2026-07-30", "not-due", "not_due"),
    ],
)
def test_an_invoice_is_overdue_from_the_day_after_its_due_date(
    due: str, state: str, band: str
) -> None:
    text = f'invoices: [{{number: "1", issued: 2026-05-01, due: {due}, amount: 1000}}]'
    [item] = account(ledger_with(f"country: DE\n{text}")).items
    assert (item.state, item.band, item.claim is not None) == (state, band, state == "overdue")
    assert item.overdue == (1000 if state == "overdue" else 0)


# Instalments


INSTALMENTS = """
language: en
country: DE
invoices:
  - number: "1"
    issued: 2026-01-05
    amount: 1200
    due: [{date: 2026-02-04, amount: 300}, {date: 2026-03-16, amount: 300},
          {date: 2026-06-10, amount: 300}, {date: 2026-08-10, amount: 300}]
    payments: [{date: 2026-02-20, amount: 300}, {date: 2026-03-20, amount: 100}]
events:
  - {kind: reminder, at: 2026-04-20, step: friendly, invoice: "1"}
"""


def test_each_open_instalment_is_a_debt_of_its_own_day() -> None:
    found = account(ledger_with(INSTALMENTS))
    assert [(item.due.isoformat(), item.open, item.days, item.band) for item in found.items] == [
        ("2026-03-16", 200, 106, "over_90"),
        ("2026-06-10", 300, 20, "1-30"),
        ("2026-08-10", 300, -41, "not_due"),
    ]
    assert [item.state for item in found.items] == ["overdue", "overdue", "not-due"]
    assert (found.open, found.overdue, found.overdue_count) == (800, 500, 2)


def test_the_provision_of_the_rows_is_the_likely_write_off() -> None:
    found = account(ledger_with(INSTALMENTS))
    percent = {band.name: band.loss_percent for band in found.ageing.bands}
    by_row = sum((item.open or 0) * (percent[item.band] or 0) / 100 for item in found.items)
    assert by_row == found.ageing.expected_loss == Decimal("218.00")


def test_each_instalment_has_its_own_next_reminder() -> None:
    """The reminder of April was for what was overdue then, not for what fell due in June."""
    found = account(ledger_with(INSTALMENTS))
    assert [[each.step for each in item.sent] for item in found.items] == [["friendly"], [], []]
    assert [item.next.step for item in found.items if item.next] == ["firm", "firm", "friendly"]


def test_a_grave_reminder_is_not_for_an_instalment_too_young_for_it() -> None:
    """What is logged names the invoice; a firm reminder is due 14 days after a due date."""
    late = INSTALMENTS + '  - {kind: reminder, at: 2026-06-16, step: firm, invoice: "1"}\n'
    first, second, third = account(ledger_with(late)).items
    assert [each.step for each in first.sent] == ["friendly", "firm"]
    assert (second.sent, third.sent) == ((), ())


def test_interest_is_by_instalment_and_the_fixed_sum_by_invoice() -> None:
    """The first instalment was paid 16 days late; its interest is in the sum, and in no row."""
    found = account(ledger_with(INSTALMENTS))
    claims = [item.claim for item in found.items]
    rows = [claim.interest if claim else None for claim in claims]
    rate = Decimal("10.27")
    paid_in_part = simple_interest(Decimal(100), rate, 4)
    assert rows == [
        cents(paid_in_part + simple_interest(Decimal(200), rate, 106)),
        cents(simple_interest(Decimal(300), rate, 20)),
        None,
    ]
    assert [claim.fixed_sum if claim else None for claim in claims] == [40, None, None]
    assert found.paid_late == cents(simple_interest(Decimal(300), rate, 16))
    assert found.interest == sum(filter(None, rows), Decimal(0)) + found.paid_late


def test_the_letter_lists_each_instalment_that_is_overdue() -> None:
    ledger = ledger_with(INSTALMENTS)
    letter = collect(ledger, as_of=TODAY, client="example").letters[0]
    lines = [line for line in letter.body.splitlines() if line.startswith("- ")]
    assert lines == [
        "- 1, due on 16 March 2026: €200.00",
        "- 1, due on 10 June 2026: €300.00",
    ]
    assert "€500.00" in letter.body
    assert "106 days" not in letter.body


def test_today_says_up_to_where_instalments_are_overdue() -> None:
    [due] = [
        each
        for each in today(ledger_with(INSTALMENTS), as_of=TODAY).items
        if each.kind == "reminder"
    ]
    assert (due.amount, due.why) == (500, "overdue for up to 106 days")


def test_a_whole_invoice_in_instalments_is_logged_by_one_line_each_time() -> None:
    found = account(ledger_with(INSTALMENTS))
    lines = [log_lines(found, each) for each in found.reminders]
    begin = "clienthealth log example reminder --step"
    assert lines == [
        (f"{begin} firm --at 2026-06-30",),
        (f"{begin} friendly --at 2026-08-20 --invoice 1",),
    ]
