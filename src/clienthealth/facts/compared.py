"""What of one client is asked for once all are compared with each other: small values.

Only types use it, so nothing loads it at run time.
"""

from datetime import date
from decimal import Decimal
from typing import Protocol

from clienthealth.facts.client import Stage
from clienthealth.facts.conduct import SeenEvent
from clienthealth.facts.context import Context
from clienthealth.ledger.models import Client


class Compared(Protocol):
    """A client among the others: `ClientFacts`, or what `Comparable` keeps of them."""

    @property
    def client(self) -> Client:
        """The client; without their entries, where only a little is kept."""

    @property
    def context(self) -> Context:
        """The business on the date."""

    @property
    def as_of(self) -> date:
        """The date of assessment."""

    @property
    def start(self) -> date:
        """The day before the window's first."""

    @property
    def stage(self) -> Stage:
        """Prospect, active, dormant or former client."""

    @property
    def dormant_since(self) -> date | None:
        """The last day of work, invoice or event of a dormant client."""

    @property
    def is_pro_bono(self) -> bool:
        """Whether they are worked for without pay."""

    @property
    def effective_rate(self) -> Decimal | None:
        """Revenue per hour, in the business's currency; None without hours."""

    @property
    def target_rate(self) -> Decimal | None:
        """The target rate on the date."""

    @property
    def acts_of_abuse(self) -> tuple[SeenEvent, ...]:
        """The acts of abuse so far, by day."""

    @property
    def contact_places(self) -> tuple[int, ...]:
        """The places of the messages and meetings of the window in the client's list."""

    @property
    def lacks_referral(self) -> bool:
        """Whether they referred nobody in two years."""

    @property
    def has_refused(self) -> bool:
        """Whether a prospect declined, or did not answer three calls and a letter."""

    @property
    def is_blank(self) -> bool:
        """Whether the ledger has nothing about a prospect but the first contact."""
