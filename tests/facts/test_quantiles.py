"""The middle of figures and of their halves is what Python's own module for statistics gives."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from clienthealth.facts.quantiles import median, quartiles

figures = st.one_of(
    st.integers(-10_000, 10_000), st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False)
)


@given(st.lists(figures, min_size=1, max_size=40).map(sorted))
def test_the_median_is_that_of_statistics(ordered: list[float]) -> None:
    assert median(ordered) == statistics.median(ordered)


@given(st.lists(figures, min_size=2, max_size=40).map(sorted))
def test_the_quartiles_are_those_of_statistics(ordered: list[float]) -> None:
    lower, _, upper = statistics.quantiles(ordered, n=4, method="inclusive")

    assert quartiles(ordered) == (lower, upper)
