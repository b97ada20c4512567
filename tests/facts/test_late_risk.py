"""The chance that the next invoice is paid late: from 0 to 1, and never lower for paying later."""

import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks import late_risk as benchmark
from clienthealth import assess
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.late_risk import (
    EVEN_SCATTER_DAYS,
    PaymentRecord,
    late_risk,
    lateness,
    payment_record,
)
from depth import often
from one_client import TODAY, bills, facts_of, judged, ledger_with
from realdata import rows_of

Invoices = tuple[int, int | None]
"""How many days ago an invoice was due, and how late it was paid, if at all."""


def record(
    late: float = 0.5, scatter: float = EVEN_SCATTER_DAYS, count: int = 1000
) -> PaymentRecord:
    """Other clients with a share of late invoices and a scatter in days."""
    return PaymentRecord(count, round(late * count), count, count * math.log1p(scatter))


NOBODY = record(count=0)
LIKE_CLOCKWORK = record(scatter=0.5)
ALL_OVER_THE_PLACE = record(scatter=10)


def states_of(client: str) -> tuple[InvoiceState, ...]:
    return facts_of(ledger_with(client)).all_invoices


def risk_of(states: tuple[InvoiceState, ...], others: PaymentRecord) -> float | None:
    own = payment_record([states], TODAY)
    both: list[Any] = [a + b for a, b in zip(own, others, strict=True)]
    everyone = PaymentRecord(*both)
    return late_risk(states, TODAY, everyone)


def risk(*rows: Invoices, others: PaymentRecord = NOBODY) -> float | None:
    text = bills(*((str(TODAY - timedelta(days=due)), late) for due, late in rows))
    return risk_of(states_of(text), others)


def known(*rows: Invoices, others: PaymentRecord = NOBODY) -> float:
    value = risk(*rows, others=others)
    assert value is not None
    return value


def every_month(*late: int | None) -> list[Invoices]:
    """Invoices due a month apart, the latest last and due a few days ago."""
    return [(5 + 30 * (len(late) - n), days) for n, days in enumerate(late, 1)]


@pytest.mark.parametrize(
    "client",
    [
        "aliases: [x]",
        bills((str(TODAY + timedelta(days=1)), None)),  # not due yet, and open
        bills((str(TODAY), None)),
        bills((str(TODAY + timedelta(days=40)), None)),  # not issued yet
        """
        invoices:
          - number: "1"
            issued: 2026-01-05
            amount: 900
            credit_notes: [{date: 2026-05-01, amount: 900}]
        """,  # nothing was left to pay
    ],
)
def test_without_history_there_is_none(client: str) -> None:
    assert risk_of(states_of(client), NOBODY) is None
    assert judged(ledger_with(client)).facts.late_risk is None


def test_an_invoice_paid_before_it_is_due_is_history() -> None:
    assert known((-10, -20)) < known((40, 0))


def test_soft_lateness_grows_from_nothing_to_one() -> None:
    """It is a half half a scatter after the due day."""
    assert lateness(1, scatter=2) == 0.5
    assert lateness(0, scatter=2) == pytest.approx(1 / (1 + math.exp(0.5)))
    grown = [lateness(days, scatter=5) for days in (-100_000, *range(-70, 71), 100_000)]
    assert grown == sorted(grown)
    assert 0 < grown[0] < grown[-1] <= 1


histories = st.lists(
    st.tuples(st.integers(0, 900), st.one_of(st.none(), st.integers(-30, 200))),
    min_size=1,
    max_size=5,
)
portfolios = st.builds(
    record, st.floats(0, 1), st.floats(0, 100), st.sampled_from([0, 3, 40, 5000])
)


@often
@given(histories, portfolios)
def test_it_is_between_nothing_and_one(rows: list[Invoices], others: PaymentRecord) -> None:
    value = risk(*rows, others=others)
    assert value is None or 0 < value < 1


@often
@given(histories, st.data(), st.one_of(st.none(), st.integers(1, 300)), portfolios)
def test_later_payment_never_lowers_it(
    rows: list[Invoices], draw: st.DataObject, more: int | None, others: PaymentRecord
) -> None:
    """Of any invoice that has been due, by some days or for good, in any portfolio.

    To a hundred-thousandth: an open invoice does not fade and a paid one does, so that one due
    yesterday weighs a little more when it is open, and a day late is not yet very late.
    """
    at = draw.draw(st.integers(0, len(rows) - 1))
    due, late = rows[at]
    assume(late is not None and late <= due and due > 0)
    later = (due, None if more is None or late is None else late + more)
    worse = risk(*rows[:at], later, *rows[at + 1 :], others=others)
    before = risk(*rows, others=others)
    assert worse is not None
    assert before is not None
    assert worse >= before - 1e-5


def test_later_payment_never_lowers_it_in_a_whole_ledger() -> None:
    """The client's own invoices do not change what counts as much."""
    chances = []
    for days in (1, 2, 10, 40, 80):
        client = bills(*((f"2026-0{month}-05", 1) for month in (1, 2, 4, 5)), ("2026-03-05", days))
        chances.append(judged(ledger_with(client)).facts.late_risk)
    assert chances == sorted(chances, key=lambda chance: chance or 0)


def test_to_pay_a_day_less_early_among_late_ones_does_not_lower_it() -> None:
    """The invoice does not weigh more because it was paid more recently."""
    late = ((200, 60), (100, 60))
    chances = [known(*late, (150, days)) for days in range(-30, 100)]
    assert chances == sorted(chances)


@pytest.mark.parametrize("late", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("scatter", [0.0, 1.0, 5.0, 50.0])
@pytest.mark.parametrize("count", [0, 20, 2000])
def test_who_always_pays_on_the_due_day_is_no_late_payer(
    late: float, scatter: float, count: int
) -> None:
    """Twelve of twelve, whatever the other clients do."""
    punctual = every_month(*[0] * 12)
    assert known(*punctual, others=record(late, scatter, count)) < 0.2


def test_who_always_pays_on_the_due_day_is_no_late_payer_alone_in_a_ledger() -> None:
    days = [(str(TODAY - timedelta(days=due)), late) for due, late in every_month(*[0] * 12)]
    chance = judged(ledger_with(bills(*days))).facts.late_risk
    assert chance is not None
    assert chance < 0.15


def test_what_is_recent_weighs_more() -> None:
    """Late long ago and on time since is better than the other way round."""
    assert known((700, 40), (60, -5)) < known((700, -5), (60, 40))
    fading = [known((days, 40)) for days in (60, 240, 420, 600)]
    assert fading == sorted(fading, reverse=True)
    assert known((600, 40)) > known((600, -5))


def test_an_open_invoice_is_late_so_far_and_does_not_fade() -> None:
    waiting = [known((days, None), others=ALL_OVER_THE_PLACE) for days in (1, 5, 20, 60, 700)]
    assert waiting == sorted(waiting)
    assert waiting[0] < waiting[2]
    assert known((60, None)) > known((60, 40))


def test_an_invoice_that_was_given_up_was_late() -> None:
    """It is no better than one that is still open, and it fades."""

    def written_off(day: str) -> float:
        text = f"""
        invoices:
          - number: "1"
            issued: 2025-01-05
            amount: 900
            write_offs: [{{date: {day}, amount: 900}}]
        """
        value = risk_of(states_of(text), NOBODY)
        assert value is not None
        return value

    assert known((500, -5)) < written_off("2025-06-30") < written_off("2026-06-30")


def test_few_invoices_are_drawn_to_the_other_clients() -> None:
    punctual, tardy = record(late=0.1), record(late=0.9)
    few = [known((60, 0), others=others) for others in (punctual, record(), tardy)]
    assert few == sorted(few)
    many = every_month(*[0, 9] * 6)
    spread = known(*many, others=tardy) - known(*many, others=punctual)
    assert 0 < spread < (few[2] - few[0]) / 2


def test_how_late_says_more_where_payment_scatters() -> None:
    """Three of six late by a day or by a month: whether, or how late."""
    slightly, badly = every_month(*[-1, 1] * 3), every_month(*[-1, 30] * 3)
    scattered, punctual = (
        known(*badly, others=others) - known(*slightly, others=others)
        for others in (ALL_OVER_THE_PLACE, LIKE_CLOCKWORK)
    )
    assert scattered > 2 * punctual >= 0


def test_other_clients_begin_undecided() -> None:
    none = payment_record([], TODAY)
    assert none.late_share == 0.5
    assert none.scatter_days == pytest.approx(EVEN_SCATTER_DAYS)
    one = states_of(bills(("2026-05-01", 60)))
    many = states_of(bills(*((f"2026-0{month}-01", month) for month in range(1, 5))))
    assert 0.5 < payment_record([one], TODAY).late_share < payment_record([many], TODAY).late_share
    assert payment_record([many], TODAY).scatter_days < EVEN_SCATTER_DAYS
    both = payment_record([one, many], TODAY)
    assert both.changes == 3  # from one client to the next is no change
    assert both.without(payment_record([many], TODAY)).late_share == pytest.approx(6 / 11)
    unpaid = states_of(bills(("2026-05-01", None)))
    assert payment_record([unpaid], TODAY) == none  # its end is not known


def test_other_clients_inform_it_and_the_health_stays() -> None:
    late = "\n".join(f"  {line}" for line in bills(("2026-03-01", 60)).splitlines())
    other = f"- id: other\n  name: Other\n  since: 2024-01-01\n{late}\n"
    own = bills(("2026-04-01", 0))
    alone, among = judged(ledger_with(own)), judged(ledger_with(own, others=other))
    assert alone.facts.late_risk is not None
    assert among.facts.late_risk is not None
    assert among.facts.late_risk > alone.facts.late_risk
    assert among.computed_health == alone.computed_health


def test_later_payments_are_not_seen() -> None:
    ledger = ledger_with(bills(("2026-03-01", 0), ("2026-05-01", 90)))
    then = assess(ledger, as_of=date(2026, 4, 1)).clients[0].facts.late_risk
    before = ledger_with(bills(("2026-03-01", 0)))
    assert then == assess(before, as_of=date(2026, 4, 1)).clients[0].facts.late_risk


@pytest.mark.parametrize("name", benchmark.SETS)
def test_real_invoices_are_ranked_as_well_as_by_any_plain_figure(name: str) -> None:
    """By the late share, DBT, PAYDEX or the mean days late; and the chances come true.

    Of the larger set only customers with at most 60 invoices are asked about, for time.
    """
    rows = [benchmark.SETS[name](row) for row in rows_of(name)]
    histories = benchmark.histories_of(rows)
    few = {customer: own for customer, own in histories.items() if len(own) <= 60}
    rated = benchmark.ratings(benchmark.questions(few))
    once = benchmark.everyone_once(rated[benchmark.OURS])
    areas = {each: benchmark.Ranking(said).auc(once) for each, said in rated.items()}
    assert areas[benchmark.OURS] == max(areas.values())
    assert len(rated[benchmark.OURS]) > 1500
    intercept, slope = benchmark.fitted(rated[benchmark.OURS])
    assert abs(intercept) < 0.2
    assert 0.85 < slope < 1.15


def test_a_bill_of_one_euro_is_history_as_any_other() -> None:
    assert risk_of(states_of(bills(("2026-05-10", 3), amount=1)), NOBODY) == known((51, 3))
