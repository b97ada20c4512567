"""What of one client is asked for once all are compared with each other: small values."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from clienthealth.facts.client import ClientFacts, Stage
from clienthealth.facts.conduct import SeenEvent
from clienthealth.facts.context import Context
from clienthealth.ledger.models import Client


class Compared(Protocol):
    """A client among the others: `ClientFacts`, or the little of them that is kept."""

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


class Comparable(NamedTuple):
    """The same of one client as a value, once their entries have been let go."""

    client: Client
    context: Context
    as_of: date
    start: date
    stage: Stage
    dormant_since: date | None
    is_pro_bono: bool
    effective_rate: Decimal | None
    target_rate: Decimal | None
    acts_of_abuse: tuple[SeenEvent, ...]
    contact_places: tuple[int, ...]
    lacks_referral: bool
    has_refused: bool
    is_blank: bool


def comparable(facts: ClientFacts, client: Client) -> Comparable:
    """What is kept of a client's facts.

    Args:
        facts: The facts.
        client: The client without their entries, but with their waivers.
    """
    asked = (name for name in Comparable._fields if name != "client")
    return Comparable(client, **{name: getattr(facts, name) for name in asked})
