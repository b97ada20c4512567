"""Comparing two ledgers costs as much more as they are longer: comparisons are counted."""

from typing import Any

from clienthealth.checking.differences import differing
from clienthealth.ledger.models import Waiver

_compared = 0


class _Counted:
    """A value that counts how often it is compared."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        global _compared  # noqa: PLW0603  # a count
        _compared += 1
        return isinstance(other, _Counted) and self.number == other.number


def waivers(numbers: range) -> Any:
    made: Any = Waiver.model_construct  # a reason that counts is none that a ledger has
    return [made(reason=_Counted(number)) for number in numbers]


def test_entries_are_looked_up_and_not_compared_with_all_others() -> None:
    """A thousand includes or waivers on each side, all but one the same."""
    found = differing(waivers(range(1000)), waivers(range(1, 1001)))
    assert [waiver.reason.number for waiver in found.added] == [1000]
    assert [waiver.reason.number for waiver in found.removed] == [0]
    assert _compared < 5_000
