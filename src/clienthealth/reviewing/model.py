"""What the annual review says, and all that a renderer of it may see.

Money is in the business's currency, at the rates of the last day of the period.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import Assessment
from clienthealth.judging.health_map import HealthMap
from clienthealth.judging.holds import Hold
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
from clienthealth.reviewing.decisions import Decision
from clienthealth.reviewing.exchange_rates import Conversion
from clienthealth.reviewing.pareto import Pareto
from clienthealth.reviewing.rank_stability import Sureness
from clienthealth.reviewing.receivables import Receivables
from clienthealth.reviewing.utilisation import WorkingTime
from clienthealth.reviewing.what_if import Change

Kind = Literal["abusive", "grinder", "budget-but-decent"]
Method = Literal["graceful", "firm"]
Outcome = Literal["left", "out-of-the-bottom", "talked", "nothing-happened"]


class Timing(NamedTuple):
    """When to do what about a client of the bottom group."""

    act_on: date
    """The day to speak to the client: the first on which no hold with a date stands."""
    last_day: date | None
    """The last working day after the notice period, where the client is to go."""
    look_again: date | None
    """The day from which a talk can be judged, where one comes first."""


class Bottom(NamedTuple):
    """One client of the bottom group, and what is to be done about it."""

    id: ClientId
    name: ClientName
    rank: int
    decision: Decision
    why: OwnWords
    """The reason for the decision, in a sentence."""
    kind: Kind
    method: Method
    """How to part, should it come to that."""
    action: Action | None
    """What `score` says of it."""
    holds: tuple[Hold, ...]
    sureness: Sureness
    facts: Annotated[tuple[str, ...], InPublic.OTHER]
    """The three facts that weigh most, the heaviest first."""
    when: Timing
    cost: CostOfParting
    health: float
    effective_rate: Money
    worth: Money
    months: Figure
    """The months of the period in which it was a client."""


class Beyond(NamedTuple):
    """A client that is to be parted with although it is not in the bottom group."""

    id: ClientId
    name: ClientName
    rank: int | None
    action: Action
    """`fire` or `let-go`."""
    because: tuple[ProgramWords, ...]
    """The codes of the findings that the verdict rests on."""


class Top(NamedTuple):
    """One client of the top group, to whom the time should go."""

    id: ClientId
    name: ClientName
    rank: int
    health: float
    effective_rate: Money
    worth: Money
    hours_share: float | None
    """Of the hours of all active clients, from 0 to 1."""
    revenue_share: float | None
    """Of their revenue, from 0 to 1."""
    action: Action | None
    months: Figure


class Move(NamedTuple):
    """A client that was ranked, or there, both at the end of the period and a period before."""

    id: ClientId
    name: ClientName
    health_before: float | None
    health: float | None
    rank_before: int | None
    rank: int | None
    action_before: Action | None
    action: Action | None


class Earlier(NamedTuple):
    """A client that was in the bottom group a period before, and what came of it."""

    id: ClientId
    name: ClientName
    rank: int
    """Its rank then."""
    decision: Decision
    """What the review would have said then, under today's policy."""
    outcome: Outcome
    when: date | None
    """The day it left, or of the first talk since."""
    rank_now: int | None


class Changes(NamedTuple):
    """What changed since the end of the period before."""

    before: date
    """The last day of the period before."""
    ranked_before: int
    joined: tuple[Move, ...]
    left: tuple[Move, ...]
    rose: tuple[Move, ...]
    """Those whose health rose by ten or more, or whose verdict became better."""
    fell: tuple[Move, ...]
    """Those whose health fell by ten or more, or whose verdict became worse."""
    bottom_then: tuple[Earlier, ...]


class State(NamedTuple):
    """The whole portfolio in a few figures, to be held beside what it would be."""

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
    """One client whose standing would be another."""

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


class WhatIf(NamedTuple):
    """The portfolio as it would be, beside the portfolio as it is."""

    changes: tuple[Change, ...]
    assumptions: tuple[ProgramWords, ...]
    before: State
    after: State
    shifts: tuple[Shift, ...]
    """Clients whose rank, health, worth or verdict would be another."""


class Unranked(NamedTuple):
    """An active client that was not ranked, and why."""

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
    """How often the ranking was drawn again to tell how sure it is."""
    ranked_by: RankedBy
    bottom: tuple[Bottom, ...]
    """The lowest first."""
    beyond: tuple[Beyond, ...]
    """Clients outside of the bottom group whose verdict is to part; the gravest first."""
    top: tuple[Top, ...]
    """The best first."""
    short: tuple[tuple[ClientId, Figure], ...]
    """Ranked clients with fewer than twelve months in the period, and how many they had."""
    unranked: tuple[Unranked, ...]
    pareto: Pareto
    health_map: HealthMap
    concentration: Concentration
    receivables: Receivables
    working_time: WorkingTime
    conversions: tuple[Conversion, ...]
    changes: Changes | None
    """None where the ledger knows of nothing before the period."""
    what_if: WhatIf | None
    trend: Trend
    """The health over the last twelve months of the clients that it was asked for."""
    withheld: Annotated[bool, InPublic.OTHER] = False
    """Whether names are pseudonyms and no amount may be shown, rates and worth included."""

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assessment.currency

    @property
    def to_go(self) -> tuple[Bottom, ...]:
        """The clients that are to go."""
        return tuple(each for each in self.bottom if each.decision == "go")
