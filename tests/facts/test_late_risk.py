"""The chance that the next invoice is paid late: from 0 to 1, and higher the later one pays."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clienthealth import assess
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.late_risk import SOFTNESS_DAYS, late_risk, lateness, portfolio_lateness
from depth import often
from one_client import TODAY, bills, facts_of, judged, ledger_with

UNDECIDED = 0.5


def states_of(client: str) -> tuple[InvoiceState, ...]:
    return facts_of(ledger_with(client)).all_invoices


def risk(*rows: tuple[int, int | None], portfolio: float = UNDECIDED) -> float | None:
    """The chance after invoices due so many days ago, each paid so late if at all."""
    text = bills(*((str(TODAY - timedelta(days=due)), late) for due, late in rows))
    return late_risk(states_of(text), TODAY, portfolio)


def known(*rows: tuple[int, int | None], portfolio: float = UNDECIDED) -> float:
    value = risk(*rows, portfolio=portfolio)
    assert value is not None
    return value


@pytest.mark.parametrize(
    "client",
    [
        "aliases: [x]",
        bills((str(TODAY + timedelta(days=1)), None)),  # not due yet, and open
        bills((str(TODAY), None)),
        bills((str(TODAY + timedelta(days=40)), None)),  # not issued yet
    ],
)
def test_without_history_there_is_none(client: str) -> None:
    assert late_risk(states_of(client), TODAY, UNDECIDED) is None
    assert judged(ledger_with(client)).facts.late_risk is None


def test_an_invoice_paid_before_it_is_due_is_history() -> None:
    assert known((-10, -20)) < known((40, 0))


def test_soft_lateness_is_a_half_on_the_day_and_grows() -> None:
    assert lateness(0) == 0.5
    assert lateness(int(SOFTNESS_DAYS)) == pytest.approx(1 / (1 + math.exp(-1)))
    assert [lateness(d) for d in range(-70, 71)] == sorted(lateness(d) for d in range(-70, 71))
    assert lateness(-100_000) == lateness(-60) > 0
    assert lateness(100_000) == lateness(60) < 1


histories = st.lists(
    st.tuples(st.integers(0, 900), st.one_of(st.none(), st.integers(-30, 200))),
    min_size=1,
    max_size=5,
)


@often
@given(histories, st.floats(0.05, 0.95))
def test_it_is_between_nothing_and_one(rows: list[tuple[int, int | None]], shared: float) -> None:
    value = risk(*rows, portfolio=shared)
    assert value is None or 0 < value < 1


@often
@given(histories, st.data(), st.one_of(st.none(), st.integers(1, 300)), st.floats(0.05, 0.95))
def test_later_payment_never_lowers_it(
    rows: list[tuple[int, int | None]], draw: st.DataObject, more: int | None, shared: float
) -> None:
    """Of any invoice that has been due, by some days or for good."""
    at = draw.draw(st.integers(0, len(rows) - 1))
    due, late = rows[at]
    assume(late is not None and late <= due and due > 0)
    later = (due, None if more is None or late is None else late + more)
    worse = risk(*rows[:at], later, *rows[at + 1 :], portfolio=shared)
    before = risk(*rows, portfolio=shared)
    assert worse is not None
    assert before is not None
    assert worse >= before - 1e-12


def test_to_pay_a_day_less_early_among_late_ones_does_not_lower_it() -> None:
    """The invoice does not weigh more because it was paid more recently."""
    late = ((200, 60), (100, 60))
    chances = [known(*late, (150, days)) for days in range(-30, 100)]
    assert chances == sorted(chances)


def test_what_is_recent_weighs_more() -> None:
    """Late long ago and on time since is better than the other way round."""
    assert known((700, 40), (60, -5)) < known((700, -5), (60, 40))
    fading = [known((days, 40)) for days in (60, 240, 420, 600)]
    assert fading == sorted(fading, reverse=True)
    assert known((600, 40)) > known((600, -5))


def test_an_open_invoice_does_not_fade() -> None:
    assert known((700, None)) == known((60, None)) > known((60, 40))


def test_few_invoices_are_drawn_to_the_portfolio() -> None:
    punctual, tardy = 0.1, 0.9
    few = [known((60, 0), portfolio=shared) for shared in (punctual, UNDECIDED, tardy)]
    assert few == sorted(few)
    many = [(30 * n, 0) for n in range(1, 12)]
    spread = known(*many, portfolio=tardy) - known(*many, portfolio=punctual)
    assert 0 < spread < (few[2] - few[0]) / 2


def test_the_portfolio_begins_undecided() -> None:
    assert portfolio_lateness([], TODAY) == 0.5
    one = states_of(bills(("2026-05-01", 60)))
    many = states_of(bills(*((f"2026-0{month}-01", 60) for month in range(1, 5))))
    assert 0.5 < portfolio_lateness([one], TODAY) < portfolio_lateness([many], TODAY) < 1
    assert portfolio_lateness([one, many], TODAY) > portfolio_lateness([many], TODAY)
    unpaid = states_of(bills(("2026-05-01", None)))
    assert portfolio_lateness([unpaid], TODAY) == 0.5  # its end is not known


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
