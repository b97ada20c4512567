"""slowing-payments: the Theil-Sen rise of days late, unless it may be chance."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import NotAssessed
from clienthealth.rules.pay003_slowing_payments import RULE
from one_client import Seen, Unseen, bills

FIRST = date(2025, 12, 1)


def every(days: int, *late: int | None) -> str:
    dues = (FIRST + timedelta(days=days * n) for n in range(len(late)))
    return bills(*((str(due), each) for due, each in zip(dues, late, strict=True)))


@pytest.mark.parametrize(
    ("late", "change", "intensity"),
    [
        ((0, 1, 2, 3, 4, 5), 5, 0.0),
        ((0, 3, 6, 9, 12, 15), 15, 0.4),
        ((0, 6, 12, 18, 24, 30), 30, 1.0),
        ((-25, -20, -15, -10, -5, 0), 25, 0.8),
        ((30, 24, 18, 12, 6, 0), 0, 0.0),
        ((9, 9, 9, 9, 9, 9), 0, 0.0),
    ],
)
def test_the_rise_over_the_span(
    late: tuple[int, ...], change: float, intensity: float, see: Seen
) -> None:
    seen = see(every(30, *late))
    assert seen.measure.value == pytest.approx(change)
    assert seen.intensity == pytest.approx(intensity)


def test_the_median_slope_is_not_moved_by_one_outlier(see: Seen) -> None:
    # Slopes for 30 days, of ten pairs: 1 six times, then 1.25, 1.33, 1.5 and 2.
    assert see(every(30, 0, 1, 2, 3, 5)).measure.value == pytest.approx(4)
    # With 90 at the end the six pairs without it still have a slope of 1, and the median too.
    assert see(every(30, 0, 1, 2, 3, 90)).measure.value == pytest.approx(4)


@pytest.mark.parametrize(
    ("late", "counts"),
    [
        ((0, 20, 10, 30, 40), True),  # 1 inversion of 5 values: p = 5/120 = 0.042
        ((10, 0, 30, 20, 40), False),  # 2 inversions: p = 14/120 = 0.117
        ((0, 10, 10, 20, 30), True),  # one tie counts like half an inversion
        ((0, 0, 10, 10, 10), False),  # S = 6 of 10
    ],
)
def test_a_rise_that_may_be_chance_counts_for_nothing(
    late: tuple[int, ...], counts: bool, see: Seen
) -> None:
    seen = see(every(30, *late))
    assert ((seen.measure.value or 0) > 0) is counts
    assert (seen.intensity > 0) is counts


def test_an_open_invoice_counts_with_its_days_so_far(see: Seen) -> None:
    # Due on 2025-12-01 and every 30 days; the last, due on 2026-03-31, is open for 91 days.
    # Slopes for 30 days: 2, 15.5, 20.3, 22.75, 29, 29.5, 29.7, 30, 30, 30.
    assert see(every(30, 0, 30, 60, 89, None)).measure.value == pytest.approx(4 * 29.25)


def test_the_last_twelve_count(see: Seen) -> None:
    rising = tuple(range(0, 24, 2))
    seen = see(every(15, 500, *rising))
    assert seen.measure.value == pytest.approx(22)
    assert len(seen.evidence) == 12
    assert ("invoices", 0) not in seen.evidence


@pytest.mark.parametrize(
    ("days", "why"), [(15, None), (14, "the due dates span 56 days, 60 needed")]
)
def test_the_due_dates_must_span_sixty_days(
    days: int, why: str | None, see: Seen, cannot_see: Unseen
) -> None:
    client = every(days, 0, 5, 10, 15, 20)
    if why is None:
        assert see(client).measure.value == pytest.approx(20)
    else:
        assert cannot_see(client).why == why


def test_invoices_due_on_one_day_are_no_pair(see: Seen) -> None:
    client = bills(*(("2026-01-01", 0),) * 3, *(("2026-04-01", 20),) * 3)
    # Nine pairs rise, six tie: S = 9 of 15, whose chance is above 5 %.
    assert see(client).measure.value == 0


def test_four_invoices_are_too_few(not_seen: NotAssessed) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-12-10, due: 2026-01-09, amount: 900}
      - {number: "2", issued: 2026-01-10, due: 2026-02-09, amount: 900}
      - {number: "3", issued: 2026-02-10, due: 2026-03-12, amount: 900}
      - {number: "4", issued: 2026-03-10, due: 2026-04-09, amount: 900}
      - {number: "5", issued: 2026-04-10, due: 2026-07-01, amount: 900}
    """
    assert not_seen.why == "4 invoices due in the window, 5 needed"
    assert RULE.options.least == 5
