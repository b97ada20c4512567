"""The middle of figures and of their halves, as `statistics` gives them.

To import that module takes a hundredth of the start of a command at a terminal.
"""

from collections.abc import Sequence


def median(ordered: Sequence[float]) -> float:
    """The middle one of some figures in order, or the mean of the two in the middle."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def quartiles(ordered: Sequence[float]) -> tuple[float, float]:
    """Between which figures the middle half of two or more lies, which are in order.

    Of a quartile between two figures each counts by how near it is, where the least and the
    largest figure are the ends of all (`inclusive`).
    """
    return _quartile(ordered, 1), _quartile(ordered, 3)


def _quartile(ordered: Sequence[float], number: int) -> float:
    place, beyond = divmod(number * (len(ordered) - 1), 4)
    return (ordered[place] * (4 - beyond) + ordered[place + 1] * beyond) / 4
