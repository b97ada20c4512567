"""The basis of the plan for parting: how to part, when to start, and what is still owed."""

from datetime import date
from functools import cached_property

from clienthealth.facts.client import Path
from clienthealth.facts.notice import owed_to
from clienthealth.judging.holds import Hold, HoldKind
from clienthealth.ledger.events import MessageEvent, MisconductEvent
from clienthealth.ledger.models import Obligation
from clienthealth.planning.model import Alternative
from clienthealth.planning.on_a_client import OnClient
from clienthealth.reviewing.model import Method
from clienthealth.reviewing.raising import agreement_on
from clienthealth.reviewing.time_to_part import TimeToPart

RUDE = ("disrespectful", "abusive")
"""The levels of misconduct after which you recommend nobody, by gravity (article 001)."""


class Parting(TimeToPart):
    """One client to let go, on a day."""

    def __init__(self, about: OnClient, method: Method | None) -> None:
        super().__init__(about.period, about.client)
        self.about = about
        self.method: Method = method or self.manner.method

    @cached_property
    def rude_acts(self) -> tuple[tuple[Path, date, str], ...]:
        """All disrespectful or abusive acts so far, with day and level."""
        return tuple(
            (("events", seen.position), seen.day, seen.event.level)
            for seen in self.facts.so_far("misconduct")
            if isinstance(seen.event, MisconductEvent) and seen.event.level in RUDE
        )

    @cached_property
    def alternative(self) -> Alternative:
        """Whom to recommend: nobody after disrespect, and no colleague to serious trouble."""
        if self.method == "firm" or self.rude_acts:
            return "none"
        return "kind-of-supplier" if self.manner.is_grind or self.is_trouble else "colleague"

    @property
    def is_trouble(self) -> bool:
        """Whether their behaviour is a serious problem. What an hour brings in is none."""
        return any(
            finding.is_serious and agreement_on(finding) is not None and not finding.has("rate")
            for finding in self.client.findings
        )

    def hold(self, kind: HoldKind) -> Hold | None:
        """The hold of a kind, if there is one."""
        return next((hold for hold in self.holds if hold.kind == kind), None)

    @cached_property
    def owed(self) -> tuple[tuple[int, Obligation], ...]:
        """The obligations still open."""
        return tuple(owed_to(self.facts))

    @cached_property
    def confirmed(self) -> date | None:
        """The day of the first letter or mail to the client since they were told."""
        told = self.told
        days = (
            seen.day
            for seen in self.facts.so_far("message")
            if isinstance(seen.event, MessageEvent)
            and seen.event.direction == "out"
            and seen.event.channel in {"letter", "email"}
            and told is not None
            and seen.day >= told
        )
        return min(days, default=None)
