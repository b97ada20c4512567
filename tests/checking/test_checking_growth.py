"""Comparing two ledgers costs as much more as they are longer: comparisons are counted."""

from typing import Any

from clienthealth.checking.differences import differing

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


class _Entry:
    """An entry of a ledger with one value."""

    def __init__(self, number: int) -> None:
        self.number = number

    def model_dump(self) -> dict[str, object]:
        """Its content."""
        return {"value": _Counted(self.number)}


def entries(numbers: range) -> Any:
    return [_Entry(number) for number in numbers]


def test_entries_are_looked_up_and_not_compared_with_all_others() -> None:
    """A thousand includes or waivers on each side, all but one the same."""
    found = differing(entries(range(1000)), entries(range(1, 1001)))
    assert [entry.number for entry in found.added] == [1000]
    assert [entry.number for entry in found.removed] == [0]
    assert _compared < 5_000
