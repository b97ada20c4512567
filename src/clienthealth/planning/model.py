"""What a plan says: everything that a renderer may see.

Amounts are in the business's currency. A plan separates the program's own words, which anybody may
see, from quotes of the ledger: names, amounts and people's words.
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
from clienthealth.reviewing.ways import Way as Way  # noqa: PLC0414  # others find it here

PlanKind = Literal["letgo", "boundaries", "followup", "collect"]
Alternative = Literal["colleague", "kind-of-supplier", "none"]


class Step(NamedTuple):
    """One thing to do, in the order of the plan."""

    key: ProgramWords
    """The kind of step, the same in every run. Several obligations have a number."""
    title: ProgramWords
    """What to do, in the program's own words: no name, no amount, nothing from the ledger."""
    why: ProgramWords
    """The reason, in the program's own words too."""
    article: ProgramWords | None = None
    """The article that advises it, A0 to A4."""
    due: date | None = None
    """The day to do it; None where it has no day of its own."""
    done: date | None = None
    """The day on which it was done, by the ledger; None while it is open."""
    amount: Money = None
    """The amount at stake, in the business's currency."""
    command: Command | None = None
    """The command that records it, or continues from it."""
    advice: tuple[ProgramWords, ...] = ()
    """How to do it, in the program's own words."""
    notes: Annotated[tuple[str, ...], InPublic.OTHER] = ()
    """What the ledger says about it: names, amounts, people's words."""
    evidence: tuple[Path, ...] = ()
    """The entries it rests on, as paths from the client."""


class Recipient(NamedTuple):
    """The person to tell."""

    name: str
    email: str | None


class Plan(NamedTuple):
    """What to do about one client, step by step."""

    kind: PlanKind
    assessment: Assessment
    """The ledger, judged on the day of the plan."""
    client: ClientAssessment
    title: ProgramWords
    """The purpose of the plan, in the program's own words."""
    steps: tuple[Step, ...]
    """The steps in order."""
    method: Method | None = None
    """How to part; None where nobody parts."""
    chosen: Method | None = None
    """The method that the evidence speaks for."""
    reasons: tuple[ProgramWords, ...] = ()
    """Why this plan and this method, in the program's own words."""
    evidence: tuple[ProgramWords, ...] = ()
    """The evidence for the reasons."""
    warnings: tuple[ProgramWords, ...] = ()
    """What to consider first, in the program's own words."""
    instead: Command | None = None
    """The command that the verdict speaks for instead of this plan."""
    ways: tuple[Way, ...] = ()
    notice: Notice | None = None
    alternative: Alternative | None = None
    cost: CostOfParting | None = None
    """What parting costs, and what it frees."""
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
        """The verdict on the client; None for former and dormant clients."""
        return self.client.action

    @property
    def stage(self) -> Stage:
        """The stage of the client."""
        return self.client.stage

    @property
    def way(self) -> Way | None:
        """The recommended way."""
        return next((way for way in self.ways if way.advised), None)
