"""The results as people are shown them: of warnings and the like a few of each kind.

Findings and verdicts are all shown, as they are what the check is for. Formats for machines have
every result.
"""

from collections.abc import Hashable, Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from clienthealth.checking.model import LEDGER_WARNING, Result
from clienthealth.ledger.problems import (
    EVERY_ONE,
    MOST_APART,
    Problem,
    few_of_each,
    kind_of,
    more_like_it,
)
from clienthealth.report.check.wording import is_about_a_client

MOST_OF_A_KIND = (20, 10, 5, 2, 1)
"""Fewer where that would be more than `MOST_IN_ALL`."""
MOST_IN_ALL = 200


def folded(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results in their order, of one kind a few; the last one says how many more there are.

    Warnings about one client that read the same are one result with their lines. Results of one
    of the check's own rules and one state are of one kind; a warning is of its message's kind.
    """
    once = _once([each for each in enumerate(results) if not is_about_a_client(each[1])])
    kinds = [_kind(each.result) for each in once]
    told = few_of_each(kinds, [each.times for each in once], MOST_OF_A_KIND, MOST_IN_ALL)
    shown = [each for each in enumerate(results) if is_about_a_client(each[1])]
    for few in told:
        position, result, times = once[few.position]
        shown.append((position, _with_more(result, few.times - times, is_mixed=few.is_mixed)))
    return tuple(result for _, result in sorted(shown, key=itemgetter(0)))


class _Once(NamedTuple):
    position: int
    result: Result
    times: int
    """How many results it represents: the same warning in many lines is one."""


def _kind(result: Result) -> Hashable:
    words = kind_of(result.message) if result.code == LEDGER_WARNING.code else ""
    return (result.code, result.status, result.fails, result.suppressed is None, words)


def _with_more(result: Result, more: int, *, is_mixed: bool) -> Result:
    if not more:
        return result
    left_out = more_like_it(more, is_mixed=is_mixed)
    return result._replace(message=f"{result.message} (and {left_out}; {EVERY_ONE})")


def _once(results: Sequence[tuple[int, Result]]) -> list[_Once]:
    same: dict[Hashable, list[tuple[int, Result]]] = {}
    for position, result in results:
        same.setdefault(_sameness(result) or position, []).append((position, result))
    once: list[_Once] = []
    for group in same.values():
        if len(group) <= MOST_APART:
            once += (_Once(position, result, 1) for position, result in group)
        else:
            together = _with_lines([result for _, result in group])
            once.append(_Once(group[0][0], together, len(group)))
    return sorted(once, key=itemgetter(0))


def _sameness(result: Result) -> Hashable:
    if result.code != LEDGER_WARNING.code or result.place is None:
        return None
    state = (result.status, result.fails, result.suppressed)
    return (result.client, result.place.file, result.message, *state)


def _with_lines(group: Sequence[Result]) -> Result:
    first = group[0]
    lines = dict.fromkeys(result.place.line for result in group if result.place)
    every = Problem(
        first.place, first.message, times=len(group), lines=tuple(islice(lines, MOST_APART))
    )
    return first._replace(message=every.told)
