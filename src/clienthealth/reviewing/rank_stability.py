"""How sure the bottom group is: how often a client is in it when the figures are shaken.

The weights are a matter of opinion, and the window is a handful of months that could have turned
out differently. So the ranking is drawn again many times, each time with other weights and with a
window made of months that the client did have.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, groupby
from typing import Literal, NamedTuple

from clienthealth.facts.months import Month, monthly
from clienthealth.judging.health import Finding
from clienthealth.judging.on_a_day import LedgerOnDate
from clienthealth.judging.ranking import Member, RankedBy, merit_of
from clienthealth.reviewing.random_places import Places

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
BLOCK = 100
"""How many draws are made at once of each client."""

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
    fallen, drawn = _split(shaken, count)
    falls = Counter({client.id: draws for client in fallen})
    for begin in range(0, draws, BLOCK):
        columns = weights.drawn(min(BLOCK, draws - begin))
        by_client = [client.merits(columns) for client in drawn]
        by_draw = [*zip(*by_client, strict=True)] or [()] * columns.draws
        for done, merits in enumerate(by_draw, begin + 1):
            falls.update(drawn[i].id for i in _lowest(merits, count - len(fallen)))
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


def _split(clients: Sequence["_Shaken"], count: int) -> tuple[list["_Shaken"], list["_Shaken"]]:
    """Those that are among the last in every draw, and those that are in some and not in others.

    Whoever has as many clients surely below as the group is large is in none, and is in neither.
    """
    spans = [client.span() for client in clients]
    worst = sorted(low for low, _ in spans)
    best = sorted(high for _, high in spans)
    fallen, drawn = [], []
    for client, (low, high) in zip(clients, spans, strict=True):
        surely_below = bisect_left(best, low)
        surely_above = len(worst) - bisect_right(worst, high)
        if surely_above >= len(clients) - count:
            fallen.append(client)
        elif surely_below < count:
            drawn.append(client)
    return fallen, drawn


Merit = int
"""Worth in cents (0 where worth does not rank), and within a cent health in tenths."""
CENT = 1024
"""More than any health in tenths."""


def _lowest(merits: Sequence[Merit], count: int) -> Sequence[int]:
    """The places of the lowest merits of one draw; of equal ones, the last place is the lowest."""
    return sorted(range(len(merits) - 1, -1, -1), key=merits.__getitem__)[:count]


class _Weights:
    """The weights of findings before damping, and their scaled values in a draw."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, Callable[[], float]] = {}
        self._places: dict[tuple[str, float], int] = {}

    def place(self, code: str, weight: float) -> int:
        """The place of a rule's weight in a draw. Clients may have different weights."""
        if code not in self._streams:
            self._streams[code] = _source(f"{self._seed} rule {code}").random
        return self._places.setdefault((code, weight), len(self._places))

    def drawn(self, draws: int) -> "Columns":
        """The weights of the next draws."""
        spread = MOST_FACTOR - LEAST_FACTOR
        factors = {
            code: [LEAST_FACTOR + spread * draw() for _ in range(draws)]
            for code, draw in self._streams.items()
        }
        return Columns(draws, [_scaled(weight, factors[code]) for code, weight in self._places])

    @property
    def extremes(self) -> "Columns":
        """The lightest weights that can be drawn, and the heaviest."""
        ends = (LEAST_FACTOR, MOST_FACTOR)
        return Columns(len(ends), [_scaled(weight, ends) for _, weight in self._places])


class Columns(NamedTuple):
    """The weights of some draws: for each place, the weight in each of them."""

    draws: int
    weights: list[list[float]]


def _scaled(weight: float, factors: Sequence[float]) -> list[float]:
    return [min(weight * factor, LARGEST_WEIGHT) for factor in factors]


def _source(name: str) -> random.Random:
    # only the numbers of random() are the same in every version of Python
    return random.Random(name)  # noqa: S311  # nothing here is secret


class _Shaken:
    """A client reduced to what differs between the draws.

    Revenue and hours are whole numbers, so that their sums are exact and fast.
    """

    def __init__(self, member: Member, weights: _Weights, seed: int, *, by_worth: bool) -> None:
        self.id = member.id
        months = [month for month in monthly(member.facts) if month.is_active]
        self.active_months = len(months)
        self._months = _whole_numbers(months) if by_worth else []
        self._window = sum(m[0] for m in self._months), sum(m[1] for m in self._months)
        self._is_plain = all(earned > 0 and worked for earned, worked in self._months)
        self._hour_bits = (self._window[1] * 10 * len(months)).bit_length()
        self._places = Places(_source(f"{seed} client {member.id}"), len(months))
        self._weights = weights
        counted = [f for f in member.health.findings if f.waiver is None]
        families = [
            [(weights.place(f.code, f.own_weight), f.intensity) for f in family]
            for family in _families(counted)
        ]
        self._alone = [family[0] for family in families if len(family) == 1]
        self._families = [family for family in families if len(family) > 1]

    def merits(self, columns: "Columns") -> list[Merit]:
        """What it is ranked by in each of some draws."""
        healths = self._healths(columns)
        if not self._months:
            return healths
        drawn = zip(self._drawn(columns.draws), healths, strict=True)
        if not self._is_plain:
            return [_worth(self._bill(both), health) * CENT + health for both, health in drawn]
        bits, mask = self._hour_bits, (1 << self._hour_bits) - 1
        return [  # as `_worth` has it, without a call
            ((both >> bits) * health + ((tenfold := both & mask) >> 1)) // tenfold * CENT + health
            for both, health in drawn
        ]

    def span(self) -> tuple[Merit, Merit]:
        """What no draw falls below, and what none goes beyond."""
        best, worst = self._healths(self._weights.extremes)
        # One tenth more: the factors of a product may be rounded in another order.
        low, high = max(0, worst - 1), best + 1
        if not self._months:
            return low, high
        bills = [*_rates_within(self._months), self._window]
        lowest = min(_worth(bill, health) for bill in bills for health in (low, high))
        return lowest * CENT + low, max(_worth(bill, high) for bill in bills) * CENT + high

    def _healths(self, columns: "Columns") -> list[int]:
        # as in `health.weigh`: full weight for the strongest of a family, half for the next
        left = [1.0] * columns.draws
        for place, intensity in self._alone:
            column = columns.weights[place]
            left = [a * (1 - w * intensity) for a, w in zip(left, column, strict=True)]
        for family in self._families:
            costs = [[w * i for w in columns.weights[p]] for p, i in family]
            if len(costs) == 2:  # as most families have it
                left = [
                    a * (1 - x) * (1 - y * 0.5) if x >= y else a * (1 - y) * (1 - x * 0.5)
                    for a, x, y in zip(left, *costs, strict=True)
                ]
                continue
            ordered = [sorted(row, reverse=True) for row in zip(*costs, strict=True)]
            for rank, each in enumerate(zip(*ordered, strict=True)):
                damping = 0.5**rank
                left = [a * (1 - cost * damping) for a, cost in zip(left, each, strict=True)]
        return [round(1000 * each) for each in left]

    def _drawn(self, draws: int) -> Iterator[int]:
        """As many months, drawn with replacement: revenue and tenfold hours in one number."""
        count, bits = self.active_months, self._hour_bits
        # Both are added up at once: no sum of hours has more bits.
        months = [(earned << bits) + 10 * worked for earned, worked in self._months]
        picked = map(months.__getitem__, self._places.drawn(draws * count))
        return map(sum, zip(*[picked] * count, strict=True))

    def _bill(self, both: int) -> tuple[int, int]:
        """The revenue and the hours of drawn months; without hours, those of the window."""
        hours = (both & ((1 << self._hour_bits) - 1)) // 10
        return (both >> self._hour_bits, hours) if hours else self._window


def _worth(bill: tuple[int, int], health: int) -> int:
    """Worth in cents, rounded half up, of revenue and hours in one unit and health in tenths."""
    revenue, hours = bill
    if revenue > 0:
        return (revenue * health + 5 * hours) // (10 * hours)
    return -((hours - 200 * revenue) // (2 * hours))


def _rates_within(months: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Revenues and hours between whose rates lies that of any of the months together."""
    if all(worked for _, worked in months):
        return [*months]
    earned, worked = zip(*months, strict=True)
    few, many = min((each for each in worked if each), default=0), max(worked) * len(months)
    ends = (min(earned) * len(months), max(earned) * len(months), min(earned), max(earned))
    return [(end, hours) for end in ends for hours in (few, many) if hours]


def _whole_numbers(months: Iterable[Month]) -> list[tuple[int, int]]:
    """Revenue and hours of each month in the largest unit in which all of them are whole."""
    # exact for all values in a file; rounded up, so that a few hours never become none
    in_millionths = [(round(m.revenue * MICRO), math.ceil(m.hours * MICRO)) for m in months]
    unit = math.gcd(*chain.from_iterable(in_millionths)) or 1
    return [(earned // unit, worked // unit) for earned, worked in in_millionths]


def _families(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    by_code = sorted(findings, key=lambda f: f.code)
    yield from ([*family] for _, family in groupby(by_code, key=lambda f: f.family))
