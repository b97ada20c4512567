"""What a plan says, and all that a renderer of it may see.

Money is in the business's currency. A plan keeps apart what the program says in its own words,
which may be shown to anybody, and what it quotes of the ledger: names, sums, and words of people.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.client import Path, Stage
from clienthealth.facts.notice import Notice
from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.ledger.disclosure import InPublic, Money, ProgramWords
from clienthealth.planning.command import Command
from clienthealth.planning.letter_model import Letter as Letter  # noqa: PLC0414  # others find it here
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.model import Method

PlanKind = Literal["letgo", "boundaries", "followup", "collect"]
Timed = Literal["now", "after-payment", "told"]
Alternative = Literal["colleague", "kind-of-supplier", "none"]


class Step(NamedTuple):
    """One thing to do, in the order of the plan."""

    key: ProgramWords
    """What kind of step it is, the same from run to run; of several obligations, with a number."""
    title: ProgramWords
    """What to do, in the program's own words: no name, no sum, nothing of the ledger's."""
    why: ProgramWords
    """The reason, in the program's own words too."""
    article: ProgramWords | None = None
    """The article that advises it: A0 to A4, as the rules name them."""
    due: date | None = None
    """The day to do it; None where it has no day of its own."""
    done: date | None = None
    """The day on which it was done, by the ledger; None while it is open."""
    amount: Money = None
    """What it is about, in the business's currency."""
    command: Command | None = None
    """What records it, or goes on from it."""
    advice: tuple[ProgramWords, ...] = ()
    """How to do it, in the program's own words."""
    notes: Annotated[tuple[str, ...], InPublic.OTHER] = ()
    """What the ledger holds of it: names, sums, words of people."""
    evidence: tuple[Path, ...] = ()
    """The entries that it rests on, from the client on."""


class Way(NamedTuple):
    """One of the ways to time the notice: at once, or after the money has come.

    `told` is the only one where the client has been told already.
    """

    timed: Timed
    talk: date
    """The day to tell the client."""
    notice_ends: date
    """The last day of the notice."""
    last_day: date
    """The last working day by then."""
    waiting_days: int
    """How many days later the talk is than it could be."""
    at_risk: Money
    """What is still to come on the day of the talk, unbilled work included, if all goes well."""
    expected_loss: Money
    """What of the invoices that are open now would be given up by their age, by the policy's
    provision, were they still open on the day of the talk."""
    waiting_cost: Money
    """What the hours of the wait bring less than the target; None where that cannot be told."""
    advised: bool
    why: ProgramWords
    """What speaks for it, in the program's own words."""


class Recipient(NamedTuple):
    """Who at the client is told."""

    name: str
    email: str | None


class Plan(NamedTuple):
    """What to do about one client, step by step."""

    kind: PlanKind
    assessment: Assessment
    """The ledger, judged on the day of the plan."""
    client: ClientAssessment
    title: ProgramWords
    """What the plan is for, in the program's own words."""
    steps: tuple[Step, ...]
    """In the order in which they are to be done."""
    method: Method | None = None
    """How to part; None where nobody parts."""
    chosen: Method | None = None
    """What the evidence speaks for, where another was asked for."""
    reasons: tuple[ProgramWords, ...] = ()
    """Why this plan and this method, in the program's own words."""
    evidence: tuple[ProgramWords, ...] = ()
    """What of the ledger the reasons rest on."""
    warnings: tuple[ProgramWords, ...] = ()
    """What to think of before, in the program's own words."""
    instead: Command | None = None
    """What the verdict speaks for in place of this plan."""
    ways: tuple[Way, ...] = ()
    notice: Notice | None = None
    alternative: Alternative | None = None
    cost: CostOfParting | None = None
    """What parting costs and frees."""
    script: tuple[ProgramWords, ...] = ()
    """What to say: at most three sentences."""
    letters: Annotated[tuple[Letter, ...], InPublic.OTHER] = ()
    """The same in writing; the first is the draft that a mail program opens."""
    recipient: Annotated[Recipient | None, InPublic.OTHER] = None
    withheld: Annotated[bool, InPublic.OTHER] = False
    """Whether names are pseudonyms and no amount may be shown."""

    @property
    def as_of(self) -> date:
        """The day of the plan."""
        return self.assessment.as_of

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assessment.currency

    @property
    def action(self) -> Action | None:
        """The verdict on the client; None of former and dormant clients."""
        return self.client.action

    @property
    def stage(self) -> Stage:
        """The stage of the client."""
        return self.client.stage

    @property
    def way(self) -> Way | None:
        """The way that is advised."""
        return next((way for way in self.ways if way.advised), None)
