"""The start of every plan: the ledger judged on a day, and one of its clients."""

from datetime import date

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.errors import NoPlanError
from clienthealth.reviewing.period import ReviewedPeriod


class OnClient:
    """One client on a day, among the others."""

    def __init__(self, period: ReviewedPeriod, client: ClientAssessment) -> None:
        self.period = period
        self.client = client

    @property
    def facts(self) -> ClientFacts:
        """The client's facts."""
        return self.period.facts(self.client)

    @property
    def as_of(self) -> date:
        """The day."""
        return self.period.day


def on_client(ledger: Ledger, name: str, as_of: date, policy: Policy | None) -> OnClient:
    """A client on a day.

    Raises:
        LookupError: no client has this id. The message is the id.
        NoPlanError: the client is not known yet on that day.
    """
    if all(client.id != name for client in ledger.clients):
        raise LookupError(name)
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    client = period.assessment.client(name)
    if client is None:
        nothing = f"on {written.day(as_of)} the ledger has nothing yet about"
        raise NoPlanError(
            f"{nothing} {name}; their first entry is later",
            f"{nothing} this client; their first entry is later",
        )
    return OnClient(period, client)


def refuse_unless_client(about: OnClient) -> None:
    """Refuse a plan for a prospect or a former client.

    Raises:
        NoPlanError: they are a prospect or a former client.
    """
    client = about.client
    today = written.day(about.as_of)
    if client.stage == "prospect":
        raise NoPlanError(
            f"{client.id} is a prospect on {today}, not a client yet; "
            f"`clienthealth followup {client.id}` says what to do next",
            f"this is a prospect on {today}; `clienthealth followup` says what to do next",
        )
    if client.stage == "former":
        until = f" since {written.day(client.until)}" if client.until else ""
        raise NoPlanError(
            f"{client.id} has been a former client{until}; "
            f"`clienthealth collect {client.id}` shows what is still open",
            "this is a former client; `clienthealth collect` shows what is still open",
        )
