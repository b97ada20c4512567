"""What a red flag is: its identity, its options, and a function from facts to an observation.

A rule says what it saw and how strong that is; code, severity, weight and waiver are stamped
on by the engine.
"""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from clienthealth.facts.client import ClientFacts, Path, Stage
from clienthealth.ledger.disclosure import InPublic, ProgramWords
from clienthealth.ledger.policy import Severity
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import Began, Mark, Trait

Finite = Annotated[float, Field(allow_inf_nan=False)]
_MONEY = re.compile(r"[A-Z]{3}\b")

FamilyName = Literal["PAY", "SCO", "DEC", "BND", "VAL", "ENG", "SOL", "CON", "PRO"]

SHRINKAGE = 4
"""How many imaginary fine observations a share is mixed with before it is judged."""


class Options(BaseModel):
    """The options of a rule; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ramp(Options):
    """The two thresholds of a rule: `fine` and below is no finding, `bad` and beyond is the worst."""

    fine: Finite = Field(description="Up to here the intensity is 0.")
    bad: Finite = Field(description="From here on the intensity is 1.")

    def intensity(self, value: float) -> float:
        """The linear ramp from `fine` to `bad`, which may also fall."""
        if self.bad == self.fine:
            return 1.0 if value >= self.bad else 0.0
        share = (value - self.fine) / (self.bad - self.fine)
        return round(min(1.0, max(0.0, share)), 9)  # a threshold met exactly is met

    def shrunk(self, count: float, of: int) -> float:
        """A share, mixed with a few imaginary fine observations: (k + 4 fine) / (n + 4)."""
        return (count + SHRINKAGE * self.fine) / (of + SHRINKAGE)


_Measured = Annotated[float | None, InPublic.NOTHING_IF_MONEY]


class Measure(NamedTuple):
    """The figure that a rule looked at, with its unit and the thresholds it was held against."""

    value: _Measured
    """None where it is withheld."""
    unit: ProgramWords
    """An amount of money begins with its currency: `EUR an hour`."""
    fine: _Measured = None
    bad: _Measured = None

    @property
    def is_money(self) -> bool:
        """Whether the figure is an amount of money."""
        return _MONEY.match(self.unit) is not None


class Observation(NamedTuple):
    """What a rule saw of a client."""

    intensity: float
    """From 0, fine, to 1, as bad as it gets."""
    measure: Measure
    message: str
    evidence: tuple[Path, ...] = ()
    """The entries it rests on; none stands for the client as a whole."""


class NotAssessed(NamedTuple):
    """Why a rule could not judge, and what to log so that it can."""

    why: str
    remedy: str
    applies: bool = True
    """false where there is nothing to judge, such as projects of a client that has none."""


Outcome = Observation | NotAssessed

O_contra = TypeVar("O_contra", bound=Options, contravariant=True)


class Rule(NamedTuple, Generic[O_contra]):
    """A red flag."""

    code: str
    name: str
    severity: Severity
    articles: tuple[str, ...]
    """The articles that name it: A0 to A4, or none for a house rule."""
    title: str
    """What the client does, in a few words."""
    options: O_contra
    """The options with their defaults."""
    sources: str
    """Where the thresholds come from."""
    check: Callable[[ClientFacts, O_contra], Outcome]
    cure: str
    """What ends the finding, as the rest of a sentence that begins with 'if'."""
    flagged: Example
    clean: Example
    observations: Callable[[ClientFacts], int] = lambda facts: facts.dated_entries
    """How much was seen since a boundary talk: two are needed to judge what came of it."""
    good: Callable[[ClientFacts, Observation], int] = lambda facts, _: facts.quiet_entries
    """How much of that was good: two are needed to forgive what came before the talk."""
    stages: tuple[Stage, ...] = ("active", "former")
    """The stages of a client that it applies to."""
    marks: frozenset[Mark] = frozenset()
    """Its parts in the decision tables."""
    trait: Trait | None = None
    """The trait of a grinder that it shows from half its intensity on."""
    began: Began | None = None
    """From when an entry of its evidence is trouble; given where a lapse of ours may have caused it."""
    agreement: str | None = None
    """What to agree on in a boundary talk; None where a talk mends nothing."""
    former_names: tuple[str, ...] = ()
    """What it was called before: still understood in ledgers, with a note."""

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]

    @property
    def names(self) -> frozenset[str]:
        """What a ledger may call it: its code, its name and its former names."""
        return frozenset({self.code, self.name, *self.former_names})


def counted(facts: ClientFacts, options: Ramp, kind: str, noun: str, message: str) -> Outcome:
    """The outcome of a rule that counts the events of one kind."""
    events = facts.events_of_kind(kind)
    if not events and not facts.keeps(kind):
        return NotAssessed(
            f"no {noun} recorded", f"log `{kind}` events, or list the kind in `keeps`"
        )
    return count_outcome(facts, options, message, tuple(("events", e.position) for e in events))


def count_outcome(
    facts: ClientFacts, options: Ramp, message: str, evidence: Sequence[Path]
) -> Observation:
    """The ramp over a count for 365 days; `{n}` in the message is the count of the window."""
    value = facts.per_year(len(evidence))
    return Observation(
        options.intensity(value),
        Measure(value, "a year", options.fine, options.bad),
        message.format(n=len(evidence), times=times(len(evidence))),
        tuple(evidence),
    )


def times(count: int) -> str:
    """A count in words: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
