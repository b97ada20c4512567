"""Red flags about a client's place among the others.

They have no weight, so another client never changes this one's health. They are shown, and the
ranks, the verdict and the review use them.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from clienthealth.facts.client import Stage
from clienthealth.ledger.policy import Severity
from clienthealth.rules.base import Options, Outcome
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import Began, Mark, Trait

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared

P_contra = TypeVar("P_contra", bound=Options, contravariant=True)


class Standing(NamedTuple):
    """The place of one active client among all active clients."""

    facts: "Compared"
    active: int
    """How many active clients there are."""
    hours_share: float | None = None
    trouble_share: float | None = None
    revenue_share: float | None = None
    drain_rank: int | None = None
    """1 for the client who takes the most time and trouble for their revenue."""
    drain_count: int = 0
    """How many clients make up the 20 % who take the most."""
    demands: int = 0
    """Urgent messages, calls and messages outside working hours, and meetings in the window."""
    demands_top_quartile: bool = False
    rate_bottom_quartile: bool = False
    rank: int | None = None
    rank_reason: str | None = None
    ranked: int = 0
    bottom: bool = False
    bottom_count: int = 0
    worth: Decimal | None = None
    traits: tuple[str, ...] = ()
    """The grinder traits that this client shows, each by the name of its rule."""


class PositionRule(NamedTuple, Generic[P_contra]):
    """A red flag about a client's place among the others."""

    code: str
    name: str
    articles: tuple[str, ...]
    title: str
    options: P_contra
    sources: str
    check: Callable[[Standing, P_contra], Outcome]
    cure: str
    flagged: Example
    clean: Example
    severity: Severity = "position"
    stages: tuple[Stage, ...] = ("active",)
    marks: frozenset[Mark] = frozenset()
    trait: Trait | None = None
    began: Began | None = None
    former_names: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]

    @property
    def names(self) -> frozenset[str]:
        """The names a ledger may use for it: code, name and former names."""
        return frozenset({self.code, self.name, *self.former_names})
