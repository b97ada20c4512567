"""What the annual review says: everything that a renderer may see.

Amounts are in the business's currency, at the exchange rates of the last day of the period.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import Assessment
from clienthealth.judging.health_map import HealthMap
from clienthealth.judging.holds import Hold, HoldKind
from clienthealth.judging.ranking import RankedBy
from clienthealth.judging.trend import Trend
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    Figure,
    InPublic,
    Money,
    OwnWords,
    ProgramWords,
)
from clienthealth.reviewing.concentration import Concentration
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.decisions import Decision, Driver
from clienthealth.reviewing.exchange_rates import Conversion
from clienthealth.reviewing.pareto import Pareto
from clienthealth.reviewing.rank_stability import Sureness
from clienthealth.reviewing.receivables import Receivables
from clienthealth.reviewing.utilisation import WorkingTime
from clienthealth.reviewing.ways import Timed
from clienthealth.reviewing.what_if import Change

Kind = Literal["abusive", "grinder", "budget-but-decent"]
Method = Literal["graceful", "firm"]
Outcome = Literal["left", "out-of-the-bottom", "talked", "nothing-happened"]


class Timing(NamedTuple):
    """When to do what about a client of the bottom group."""

    act_on: date
    """The day to speak to the client, as in the plan for parting or for a talk. It is earlier than
    the day of the review where they have been told, and `look_again` where they were talked to."""
    last_day: date | None
    """The last working day of the notice, if the client is to go."""
    look_again: date | None
    """The day from which a talk can be judged, if a talk comes first."""
    timed: Timed | None = None
    """How the day to part was chosen: now, after the money has arrived, or already told."""


class Bottom(NamedTuple):
    """One client of the bottom group, and what to do about them."""

    id: ClientId
    name: ClientName
    rank: int
    decision: Decision
    why: OwnWords
    """The reason for the decision, in a sentence."""
    driven_by: Driver
    """What the decision rests on, in a word."""
    kind: Kind
    """The kind of bad client (article 000), which says how to part."""
    method: Method
    """How to part, if it comes to that."""
    action: Action | None
    """The verdict of `score`."""
    holds: tuple[Hold, ...]
    sureness: Sureness
    facts: Annotated[tuple[str, ...], InPublic.OTHER]
    """The three facts that weigh most, heaviest first."""
    when: Timing
    cost: CostOfParting
    health: float
    effective_rate: Money
    worth: Money
    months: Figure
    """The months of the period in which they were a client."""


class Beyond(NamedTuple):
    """A client to part with who is not in the bottom group."""

    id: ClientId
    name: ClientName
    rank: int | None
    action: Action
    """`fire` or `let-go`."""
    because: tuple[ProgramWords, ...]
    """The codes of the findings that the verdict rests on."""
    holds: tuple[HoldKind, ...]
    method: Method
    when: Timing
    cost: CostOfParting


class Top(NamedTuple):
    """One client of the top group, who deserves your time."""

    id: ClientId
    name: ClientName
    rank: int
    health: float
    effective_rate: Money
    worth: Money
    hours_share: float | None
    """The share of the hours of all active clients, from 0 to 1."""
    revenue_share: float | None
    """The share of the revenue of all active clients, from 0 to 1."""
    action: Action | None
    months: Figure


class Move(NamedTuple):
    """A client at the end of the period, and a period before."""

    id: ClientId
    name: ClientName
    health_before: float | None
    health: float | None
    rank_before: int | None
    rank: int | None
    action_before: Action | None
    action: Action | None
    holds: tuple[HoldKind, ...] = ()
    """The holds on the verdict at the end of the period."""


class Earlier(NamedTuple):
    """A client who was in the bottom group a period before, and what happened since."""

    id: ClientId
    name: ClientName
    rank: int
    """The rank at that time."""
    decision: Decision
    """The decision of a review at that time, under today's policy."""
    outcome: Outcome
    when: date | None
    """The day they left, or the day of the first talk since."""
    rank_now: int | None


class Changes(NamedTuple):
    """What changed since the end of the period before."""

    before: date
    """The last day of the period before."""
    ranked_before: int
    joined: tuple[Move, ...]
    left: tuple[Move, ...]
    rose: tuple[Move, ...]
    """Clients whose health rose by ten or more, or whose verdict improved."""
    fell: tuple[Move, ...]
    """Clients whose health fell by ten or more, or whose verdict got worse; gravest first."""
    known_or_not: tuple[Move, ...]
    """Clients who have a verdict now and were unknown, or the other way round; gravest first."""
    bottom_then: tuple[Earlier, ...]


class State(NamedTuple):
    """The whole portfolio in a few figures, for a comparison."""

    active: int
    revenue: Money
    hours: Figure
    effective_rate: Money
    open_balance: Money
    overdue_balance: Money
    expected_loss: Money
    days_sales_outstanding: Figure | None
    days_to_pay: Figure | None
    largest_share: float | None
    utilisation: Figure | None
    bottom: tuple[ClientId, ...]
    """The ids of the bottom group."""


class Shift(NamedTuple):
    """One client whose place would change."""

    id: ClientId
    name: ClientName
    rank_before: int | None
    rank: int | None
    health_before: float | None
    health: float | None
    worth_before: Money
    worth: Money
    action_before: Action | None
    action: Action | None
    holds: tuple[HoldKind, ...] = ()
    """The holds on the verdict as it would be."""


class WhatIf(NamedTuple):
    """The portfolio as it would be, compared with the portfolio as it is."""

    changes: tuple[Change, ...]
    assumptions: tuple[ProgramWords, ...]
    before: State
    after: State
    shifts: tuple[Shift, ...]
    """Clients whose rank, health, worth or verdict would change."""


class Unranked(NamedTuple):
    """An active client without a rank, and why."""

    id: ClientId
    name: ClientName
    why: ProgramWords


class Review(NamedTuple):
    """The annual review of a ledger."""

    assessment: Assessment
    """Every client on the last day of the period."""
    first_day: date
    last_day: date
    draws: int
    """How often the ranking was drawn again, to measure how sure it is."""
    ranked_by: RankedBy
    bottom: tuple[Bottom, ...]
    """Lowest first."""
    beyond: tuple[Beyond, ...]
    """Clients outside the bottom group whose verdict is to part, gravest first."""
    top: tuple[Top, ...]
    """Best first."""
    short: tuple[tuple[ClientId, Figure], ...]
    """Ranked clients with fewer than twelve months in the period, and their months."""
    unranked: tuple[Unranked, ...]
    pareto: Pareto
    health_map: HealthMap
    concentration: Concentration
    receivables: Receivables
    working_time: WorkingTime
    conversions: tuple[Conversion, ...]
    changes: Changes | None
    """None where the ledger has nothing before the period."""
    what_if: WhatIf | None
    trend: Trend
    """The health over the last twelve months of the clients that it was asked for."""
    withheld: Annotated[bool, InPublic.OTHER] = False
    """Whether names are pseudonyms and all amounts, rates and worth are hidden."""

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assessment.currency

    @property
    def calendar_months(self) -> int:
        """How many calendar months the period touches, whole or in part."""
        first, last = self.first_day, self.last_day
        return 12 * (last.year - first.year) + last.month - first.month + 1

    @property
    def other_revenue(self) -> Money:
        """The revenue from former clients and prospects; below 0 where losses exceed it."""
        all_of_it, active = self.working_time.revenue, self.assessment.portfolio.revenue
        return None if all_of_it is None or active is None else all_of_it - active

    @property
    def to_go(self) -> tuple[Bottom, ...]:
        """The clients to let go."""
        return tuple(each for each in self.bottom if each.decision == "go")
