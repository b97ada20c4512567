"""What applies on a day: the last entry that began by then."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.facts.in_force import SHORT, in_force_on
from clienthealth.facts.invoices import Terms
from clienthealth.ledger.models import DatedDays, DatedNumber
from counted_calls import calls_of

FIRST = date(2020, 1, 1)


def series(*starts: int | None) -> tuple[DatedNumber, ...]:
    """Numbers from these days after the first on; None is from the beginning."""
    return tuple(
        DatedNumber.model_validate(
            {"value": n, "from": None if start is None else FIRST + timedelta(start)}
        )
        for n, start in enumerate(starts)
    )


def test_the_last_that_began_counts_and_before_the_first_none_does() -> None:
    rates = series(10, 0, 20)
    assert in_force_on(rates, FIRST - timedelta(1)) is None
    assert [in_force_on(rates, FIRST + timedelta(n)) for n in (0, 9, 10, 30)] == [
        rates[1],
        rates[1],
        rates[0],
        rates[2],
    ]
    assert in_force_on(series(None), date.min) is not None


@given(st.lists(st.none() | st.integers(0, 40), max_size=4 * SHORT), st.integers(-1, 41))
def test_a_long_series_is_read_as_a_short_one_is(starts: list[int | None], wanted: int) -> None:
    day, found = FIRST + timedelta(wanted), series(*starts)
    valid = [each for each in found if each.from_ is None or each.from_ <= day]
    last = max(valid, key=lambda each: each.from_ or date.min, default=None)
    assert in_force_on(found, day) is last


@pytest.mark.parametrize("times", [1, 4])
def test_two_series_of_the_same_figures_are_two(times: int) -> None:
    """What is kept of one is not given for the other."""
    one, other = (series(*range(SHORT * times + 1)) for _ in range(2))
    for found, wanted in product((one, other), range(3)):
        assert in_force_on(found, FIRST + timedelta(wanted)) is found[wanted]


def test_a_look_up_in_a_long_series_costs_no_more_than_in_a_short_one() -> None:
    """Terms that changed 4,000 times, and an invoice on each of those days."""

    def work(size: int) -> int:
        days = [FIRST + timedelta(n) for n in range(size)]
        terms = Terms(
            tuple(DatedDays.model_validate({"days": 30, "from": day}) for day in days), None
        )
        return calls_of(lambda: [terms.on(day) for day in days])

    work(1)
    assert work(4000) < 5 * work(1000)
