"""What a red flag is: its identity, its options, and a function from facts to an observation.

A rule reports what it saw and how strong that is. The engine adds code, severity, weight and
waiver.
"""

import re
from collections.abc import Callable, Sequence
from string import Formatter
from typing import Annotated, Generic, Literal, NamedTuple, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from clienthealth.facts.client import ClientFacts, Path, Stage
from clienthealth.facts.history import Part
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import InPublic, ProgramWords
from clienthealth.ledger.policy import Severity
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import Began, Mark, Trait

Finite = Annotated[float, Field(allow_inf_nan=False)]
_MONEY = re.compile(r"[A-Z]{3}\b")

FamilyName = Literal["PAY", "SCO", "DEC", "BND", "VAL", "ENG", "SOL", "CON", "PRO"]

SHRINKAGE = 4
"""How many imaginary fine observations are mixed into a share before it is judged."""


EVENED_OUT = "evened out"
"""How a share is made: fine observations are mixed in, so that a few cases weigh little."""


class Options(BaseModel):
    """The options of a rule. Unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def having(cls, **values: float) -> Self:
        """The options with these values, which are not checked: those of the rules are right.

        Most policies change no option, so that most options need no schema.
        """
        kinds = {name: cls.model_fields[name].annotation for name in values}
        given = {name: float(v) if kinds[name] is float else v for name, v in values.items()}
        return cast("Self", cls.model_construct(None, **given))


def ramp(value: float, fine: float, bad: float) -> float:
    """The intensity of a value: 0 up to `fine`, 1 from `bad` on, linear between them.

    `bad` may also be the lower one.
    """
    if bad == fine:
        return 1.0 if value >= bad else 0.0
    share = (value - fine) / (bad - fine)
    if 0.0 < share < 1.0:
        return round(share, 9)  # a threshold met exactly is met
    return 1.0 if share >= 1.0 else 0.0


class Ramp(Options):
    """The two thresholds of a rule: no finding up to `fine`, the worst from `bad` on."""

    fine: Finite = Field(description="Up to here the intensity is 0.")
    bad: Finite = Field(description="From here on the intensity is 1.")

    def intensity(self, value: float) -> float:
        """The linear ramp from `fine` to `bad`; `bad` may also be the lower one."""
        return ramp(value, self.fine, self.bad)

    def shrunk(self, count: float, of: int) -> float:
        """A share with a few imaginary fine observations mixed in: (k + 4 fine) / (n + 4)."""
        return (count + SHRINKAGE * self.fine) / (of + SHRINKAGE)


_Measured = Annotated[float | None, InPublic.NOTHING_IF_MONEY]


class Measure(NamedTuple):
    """The figure that a rule looked at, with its unit and thresholds."""

    value: _Measured
    """None where it is withheld."""
    unit: ProgramWords
    """An amount of money begins with its currency: `EUR an hour`."""
    fine: _Measured = None
    bad: _Measured = None
    how: ProgramWords = ""
    """How the value was made of what is seen, where it is not the plain figure: `evened out`."""
    limit: ProgramWords = ""
    """Why the intensity is not that of the ramp; empty where it is."""

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
    """The entries it rests on. Empty where it rests on the client as a whole."""
    cure: str = ""
    """What ends the finding as things are, where that is something else than the rule's `cure`."""


class NotAssessed(NamedTuple):
    """Why a rule could not judge, and what to log so that it can."""

    why: str
    remedy: str
    applies: bool = True
    """False where there is nothing to judge: a rule about projects, a client without any."""


PRO_BONO = NotAssessed("pro bono client", "nothing to log: no rate is expected", applies=False)
"""The answer of a rule about rates for a client who is not to pay any."""
NOT_BILLED = NotAssessed("pro bono client", "nothing to log: no invoice is expected", applies=False)
"""The answer of a rule about invoices for a pro bono client without any."""


Outcome = Observation | NotAssessed

O_contra = TypeVar("O_contra", bound=Options, contravariant=True)


class Rule(NamedTuple, Generic[O_contra]):
    """A red flag."""

    code: str
    name: str
    severity: Severity
    articles: tuple[str, ...]
    """The articles that name it, A0 to A4. Empty for a house rule."""
    title: str
    """What the client does, in a few words."""
    options: O_contra
    """The options with their defaults."""
    sources: str
    """Where the thresholds come from."""
    check: Callable[[ClientFacts, O_contra], Outcome]
    cure: str
    """What ends the finding: the rest of a sentence that begins with 'if'; see `cure_of`."""
    flagged: Example
    clean: Example
    observations: Callable[[ClientFacts], int] = lambda facts: facts.dated_entries
    """How many observations came since a boundary talk. It takes two to judge the outcome."""
    good: Callable[[ClientFacts, Observation], int] = lambda facts, _: facts.quiet_entries
    """How many of them were good. It takes two to forgive what came before the talk."""
    intensity: Callable[[ClientFacts, O_contra], float] | None = None
    """The intensity that `check` sees, 0 where it is not assessed; without the words and the evidence,
    where they take long. None: `check` is asked."""
    kinds: tuple[str, ...] = ()
    """The kinds of event without any of which it finds nothing, under its own options. Empty for a
    rule that also looks at anything else."""
    parts: tuple[Part, ...] = ()
    """The parts of the ledger without any of which it finds nothing on any day, under its own
    options. Empty for a rule that also looks at anything else."""
    stages: tuple[Stage, ...] = ("active", "former")
    """The stages it applies to: prospect, active, former."""
    marks: frozenset[Mark] = frozenset()
    """The parts it plays in the decision tables."""
    trait: Trait | None = None
    """The grinder trait that it shows from an intensity of one half."""
    began: Began | None = None
    """The day an entry of its evidence became trouble; set where a lapse of ours may be the cause."""
    agreement: str | None = None
    """What to agree on in a boundary talk. None where a talk cannot help."""
    former_names: tuple[str, ...] = ()
    """Its earlier names. Ledgers may still use them, and get a note."""

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]

    @property
    def names(self) -> frozenset[str]:
        """The names a ledger may use for it: code, name and former names."""
        return frozenset({self.code, self.name, *self.former_names})


class _Cures(Formatter):
    """Writes thresholds in words: `{fine:share}` is 20 %, `{fine:times}` once, `{fine:days}` 5 days."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, (int, float)) and format_spec == "share":
            return written.percent(value)
        if isinstance(value, (int, float)) and format_spec == "times":
            return times(value)
        if isinstance(value, (int, float)) and format_spec.startswith("no more than "):
            noun = format_spec.removeprefix("no more than ")
            several = written.quantity(value, noun)
            return f"no {noun}" if value == 0 else f"at most {several}"
        if isinstance(value, (int, float)) and format_spec == "days":
            return written.quantity(value, "day")
        return str(super().format_field(value, format_spec))


def cure_of(cure: str, options: Options) -> str:
    """A rule's cure with the figures of its options: `at most {fine:times} a year`."""
    return _Cures().vformat(cure, (), dict(options))


def counted(facts: ClientFacts, options: Ramp, kind: str, noun: str, message: str) -> Outcome:
    """The outcome of a rule that counts the events of one kind."""
    events = facts.events_of_kind(kind)
    if not events and not facts.keeps(kind):
        return NotAssessed(
            f"no {noun} recorded",
            f"log `{kind}` events, or add the kind to `keeps` if there were none",
        )
    return count_outcome(facts, options, message, tuple(("events", e.position) for e in events))


def intensity_of_count(facts: ClientFacts, options: Ramp, kind: str) -> float:
    """The intensity of `counted` alone."""
    events = facts.events_of_kind(kind)
    if not events and not facts.keeps(kind):
        return 0.0
    return options.intensity(facts.per_year(len(events)))


def count_outcome(
    facts: ClientFacts, options: Ramp, message: str, evidence: Sequence[Path]
) -> Observation:
    """The ramp over a count per 365 days; `{times}` in the message is the count in the window."""
    value = facts.per_year(len(evidence))
    return Observation(
        options.intensity(value),
        Measure(value, "a year", options.fine, options.bad),
        message.format(times=times(len(evidence))),
        tuple(evidence),
    )


def times(count: float) -> str:
    """A count in words: once, twice, 3 times."""
    if count == 1:
        return "once"
    return "twice" if count == 2 else f"{count:g} times"
