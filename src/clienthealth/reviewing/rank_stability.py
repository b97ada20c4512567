"""How sure the bottom group is: how often a client is in it when the figures are shaken.

The weights are a matter of opinion, and the window is a handful of months that could have turned
out differently. So the ranking is drawn again many times, each time with other weights and with a
window made of months that the client did have.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from clienthealth.facts.months import Month, monthly
from clienthealth.judging.health import Finding
from clienthealth.judging.on_a_day import LedgerOnDate
from clienthealth.judging.ranking import Member, RankedBy, merit_of

SEED = 1
DRAWS = 1000
LEAST_FACTOR, MOST_FACTOR = 0.5, 1.5
"""The range of the factor that scales a rule's weight."""
LARGEST_WEIGHT = 0.99
"""The limit of a scaled weight: at 1, a single finding would leave nothing to compare."""
CERTAIN, LIKELY = 0.95, 0.75
"""The share of draws from which a place in the bottom group is certain, or likely."""
CERTAIN_MONTHS = 10
"""The minimum of active months for anything to be certain."""
MICRO = 1_000_000

Word = Literal["certain", "likely", "a coin toss"]


class Sureness(NamedTuple):
    """How often a client is in the bottom group."""

    share: float
    """The share of the draws in which they are, from 0 to 1."""
    active_months: int
    """The calendar months of the window with hours or revenue."""
    word: Word | None
    """The share in a word, for clients in the bottom group; None for others."""

    @property
    def is_tied(self) -> bool:
        """Whether only the id puts them into the group. The share says nothing then."""
        return self.word == "a coin toss" and self.share >= LIKELY


def sureness_of(
    now: LedgerOnDate,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    bottom: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Sureness]:
    """Measure how sure the bottom group is.

    Each draw scales the weight of every rule by a factor from 0.5 to 1.5, the same for all
    clients. Intensities stay as they are. Each draw also replaces the active months of a client
    by the same number of months drawn with replacement, revenue and hours together. Then the
    clients are ranked in the usual way, with the usual ties. If only months without hours are
    drawn, the rate of the whole window counts. Months do not matter where the clients are ranked
    by health.

    The same seed gives the same shares, in any order of the ledger. Each rule and each client has
    a sequence of random numbers of its own, so an additional client without a rank changes
    nothing for the others.

    Args:
        now: The ledger judged on a date.
        draws: How often to draw, at least once.
        seed: The seed of the random numbers.
        bottom: The size of the bottom group, if not the ranking's own.
        progress: Called after each draw with the number of draws done and of all draws.

    Returns:
        For each ranked client, by id, how often they are in the bottom group. For clients who are
        in it by the ranking itself, also a word: certain from 95 % of the draws and ten active
        months, likely from 75 %, otherwise a coin toss. If only the id separates a client in the
        group from one outside it, it is a coin toss too.

    Raises:
        ValueError: `draws` is below 1, or `bottom` is negative.
    """
    ranks = now.ranking.ranks
    count = now.ranking.bottom_count if bottom is None else bottom
    if draws < 1 or count < 0:
        msg = f"draws is {draws} and bottom {count}; write at least 1 and 0"
        raise ValueError(msg)
    everyone = (now.member(position) for position in now.positions)
    members = sorted((m for m in everyone if m.id in ranks), key=_tie)
    weights = _Weights(seed)
    by_worth = now.ranking.by == "worth"
    shaken = [_Shaken(member, weights, seed, by_worth=by_worth) for member in members]
    falls: Counter[str] = Counter()
    for done in range(1, draws + 1):
        falls.update(_bottom(shaken, weights.drawn(), count))
        if progress is not None:
            progress(done, draws)
    bottom_ids = {name for name, place in ranks.items() if place > len(ranks) - count}
    tied = _tied(members, bottom_ids, now.ranking.by)
    found = {}
    for each in shaken:
        share = falls[each.id] / draws
        word = _word(share, each, tied=each.id in tied) if each.id in bottom_ids else None
        found[each.id] = Sureness(share, each.active_months, word)
    return found


def _tied(members: Sequence[Member], bottom: Container[str], by: RankedBy) -> set[str]:
    """The clients in the bottom group whom only the id separates from a client outside it."""
    merits = {member.id: merit_of(member, by)[:-1] for member in members}
    above = {merit for name, merit in merits.items() if name not in bottom}
    return {name for name, merit in merits.items() if name in bottom and merit in above}


def _word(share: float, client: "_Shaken", *, tied: bool) -> Word:
    if tied:
        return "a coin toss"  # the draws settle a tie by the id too, always in the same way
    if share >= CERTAIN and client.active_months >= CERTAIN_MONTHS:
        return "certain"
    return "likely" if share >= LIKELY else "a coin toss"


def _tie(member: Member) -> tuple[Decimal, str]:
    """The sort key for a tie of both worth and health. It is the same in every draw."""
    return member.facts.overdue_balance, member.id


def _bottom(clients: Sequence["_Shaken"], weights: Sequence[float], count: int) -> Iterator[str]:
    """The bottom clients of one draw. The clients come in the order that settles ties."""
    merits = [client.merit(weights) for client in clients]
    best_first = sorted(range(len(clients)), key=merits.__getitem__, reverse=True)
    yield from (clients[i].id for i in best_first[max(0, len(clients) - count) :])


class _Weights:
    """The weights of findings before damping, and their scaled values in a draw."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, Callable[[], float]] = {}
        self._places: dict[tuple[str, float], int] = {}

    def place(self, code: str, weight: float) -> int:
        """The place of a rule's weight in a draw. Clients may have different weights."""
        if code not in self._streams:
            self._streams[code] = _stream(f"{self._seed} rule {code}")
        return self._places.setdefault((code, weight), len(self._places))

    def drawn(self) -> list[float]:
        """The weights of the next draw."""
        spread = MOST_FACTOR - LEAST_FACTOR
        factors = {code: LEAST_FACTOR + spread * draw() for code, draw in self._streams.items()}
        return [min(weight * factors[code], LARGEST_WEIGHT) for code, weight in self._places]


def _stream(name: str) -> Callable[[], float]:
    # only random() gives the same numbers in every version of Python
    return random.Random(name).random  # noqa: S311  # nothing here is secret


class _Shaken:
    """A client reduced to what differs between the draws.

    Revenue and hours are whole numbers of millionths: their sums are exact and fast.
    """

    def __init__(self, member: Member, weights: _Weights, seed: int, *, by_worth: bool) -> None:
        self.id = member.id
        months = [month for month in monthly(member.facts) if month.is_active]
        self.active_months = len(months)
        self._months = _millionths(months) if by_worth else []
        self._window = sum(m[0] for m in self._months), sum(m[1] for m in self._months)
        self._random = _stream(f"{seed} client {member.id}")
        counted = [f for f in member.health.findings if f.waiver is None]
        families = [
            [(weights.place(f.code, f.own_weight), f.intensity) for f in family]
            for family in _families(counted)
        ]
        self._alone = [family[0] for family in families if len(family) == 1]
        self._families = [family for family in families if len(family) > 1]

    def merit(self, weights: Sequence[float]) -> tuple[int, int]:
        """Worth in cents (0 where worth does not rank) and health in tenths, in one draw."""
        health = self._health(weights)
        return (self._worth(health) if self._months else 0), health

    def _health(self, weights: Sequence[float]) -> int:
        # as in `health.weigh`: full weight for the strongest of a family, half for the next
        left = 1.0
        for place, intensity in self._alone:
            left *= 1 - weights[place] * intensity
        for family in self._families:
            damping = 1.0
            for cost in sorted([weights[p] * i for p, i in family], reverse=True):
                left *= 1 - cost * damping
                damping *= 0.5
        return round(1000 * left)

    def _worth(self, health: int) -> int:
        revenue, hours = self._drawn()
        if revenue > 0:
            return _half_up(revenue * health, hours * 10)
        return -_half_up(-revenue * 100, hours)

    def _drawn(self) -> tuple[int, int]:
        """The revenue and the hours of the same number of months, drawn with replacement."""
        months, chance, count = self._months, self._random, self.active_months
        revenue = hours = 0
        for _ in months:
            earned, worked = months[int(chance() * count)]
            revenue += earned
            hours += worked
        return (revenue, hours) if hours else self._window


def _millionths(months: Iterable[Month]) -> list[tuple[int, int]]:
    # exact for all values in a file; rounded up, so that a few hours never become none
    return [(round(m.revenue * MICRO), math.ceil(m.hours * MICRO)) for m in months]


def _families(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    by_code = sorted(findings, key=lambda f: f.code)
    yield from ([*family] for _, family in groupby(by_code, key=lambda f: f.family))


def _half_up(amount: int, by: int) -> int:
    """A quotient of two non-negative numbers, rounded half up to a whole number."""
    return (2 * amount + by) // (2 * by)
