"""distress-signals: a count for 365 days, from 0 to 3, doubled while payments slow down."""

from datetime import date

import pytest

from clienthealth.rules.sol001_distress_signals import RULE
from one_client import Seen, Unseen, bills, facts_of, ledger_with, observed, unjudged
from rules.counts import check_a_count_of_events

DUE = ("2026-01-09", "2026-02-09", "2026-03-12", "2026-04-09", "2026-05-10")


def signs(count: int) -> str:
    lines = (
        f"  - {{kind: distress_signal, at: 2026-02-0{n + 1}, what: layoffs}}" for n in range(count)
    )
    return "\n".join(["events:", *lines]) if count else "events: []"


def client(count: int, *late: int | None) -> str:
    return f"{signs(count)}\n{bills(*zip(DUE, late, strict=False))}"


def test_it_counts_its_events(see: Seen, cannot_see: Unseen) -> None:
    check_a_count_of_events("distress_signal", 0, 3, see, cannot_see, more="what: new-owner")
    assert (RULE.options.fine, RULE.options.bad) == (0, 3)


@pytest.mark.parametrize(("count", "value", "intensity"), [(1, 2, 2 / 3), (2, 4, 1.0)])
def test_it_doubles_while_payments_slow_down(
    count: int, value: int, intensity: float, see: Seen
) -> None:
    """Five invoices each later than the one before: p is 1/120. The last is open for 51 days."""
    seen = see(client(count, 0, 7, 16, 25, None))
    assert seen.measure.value == value
    assert seen.intensity == pytest.approx(intensity)
    events = tuple(("events", index) for index in range(count))
    assert seen.evidence == (*events, ("invoices", 2), ("invoices", 3), ("invoices", 4))
    assert seen.message.endswith("and pays more and more slowly: may become insolvent")


@pytest.mark.parametrize(
    ("late", "value"),
    [
        ((0, 7, 16, 25), 2),  # four are no series
        ((51, 25, 16, 7, 0), 2),  # ever faster
        ((10, 10, 10, 10, 10), 2),
        ((0, 16, 7, 25, 26), 4),  # one pair of ten falls: p is 5/120, beyond chance
        ((0, 16, 7, 26, 25), 2),  # two pairs fall: p is 14/120, which may be chance
        ((0, 1, 2, 3, 4), 4),  # too little for slowing-payments, but a rise
    ],
)
def test_only_a_rise_beyond_chance_doubles(late: tuple[int, ...], value: int, see: Seen) -> None:
    seen = see(client(2, *late))
    assert seen.measure.value == value
    assert len(seen.evidence) == (5 if value == 4 else 2)
    said = "showed signs of distress twice"
    assert (seen.message == said) is (value == 2)


def test_due_dates_within_two_months_are_no_series(see: Seen) -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04")
    late = [*zip(days, (0, 5, 10, 15), strict=True)]
    short = f"{signs(1)}\n{bills(*late, ('2026-04-29', 20))}"
    long = f"{signs(1)}\n{bills(*late, ('2026-04-30', 20))}"
    assert see(short).measure.value == 1  # 59 days
    assert see(long).measure.value == 2  # 60 days


def test_what_comes_after_the_day_is_not_seen(see: Seen) -> None:
    """On 9 May the last invoice is not due yet, on 10 May it is on time so far."""
    text = client(1, 0, 7, 16, 25, None)
    assert see(text, as_of=date(2026, 5, 9)).measure.value == 1
    assert see(text, as_of=date(2026, 5, 10)).measure.value == 1  # 0, 7, 16, 25, 0
    # Open for 16 days it ties with the third, and two pairs of ten do not rise.
    assert see(text, as_of=date(2026, 5, 26)).measure.value == 1
    assert see(text, as_of=date(2026, 5, 27)).measure.value == 2


def test_without_a_sign_slow_payment_is_not_its_matter(see: Seen) -> None:
    seen = see(client(0, 0, 7, 16, 25, None), "keeps: [distress_signal]")
    assert (seen.measure.value, seen.intensity, seen.evidence) == (0, 0, ())
    assert seen.message == "no sign of distress"


def test_after_a_talk_only_later_signs_and_invoices_count() -> None:
    facts = facts_of(ledger_with(client(3, 0, 7, 16, 25, None)))
    seen = observed(RULE, facts.since(date(2026, 2, 2)))
    assert seen.measure.value == 1  # four invoices fell due since
    assert seen.evidence == (("events", 2),)


INSOLVENT = "{kind: distress_signal, at: 2026-06-29, what: insolvent, note: filed for bankruptcy}"


def test_insolvency_is_as_bad_as_it_gets_at_once(see: Seen) -> None:
    seen = see(f"events:\n  - {INSOLVENT}")
    assert (seen.measure.value, seen.intensity, seen.evidence) == (1, 1, (("events", 0),))
    assert seen.message == "showed signs of distress once, insolvent since 29 Jun 2026"


def test_no_talk_ends_an_insolvency() -> None:
    """Not one before it; nor does one after it say that the talk was in vain."""
    facts = facts_of(ledger_with(f"events:\n  - {INSOLVENT}"))
    for talk in (date(2026, 6, 30), date(2026, 2, 1)):
        assert unjudged(RULE, facts.since(talk)).why == "insolvent"


def test_one_more_sign_does_not_show_that_a_talk_had_its_effect() -> None:
    facts = facts_of(ledger_with(signs(3)))
    assert RULE.good(facts, observed(RULE, facts)) == 0
    quiet = signs(2) + "\n  - {kind: praise, at: 2026-02-01}"
    facts = facts_of(ledger_with(quiet))
    assert RULE.good(facts, observed(RULE, facts)) == 1
