"""What every plan begins with: the ledger judged on a day, and one client of it."""

from datetime import date

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.assessment import ClientAssessment
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
        LookupError: no client has this id; the message is the id.
        NoPlanError: the client is not known yet on that day.
    """
    if all(client.id != name for client in ledger.clients):
        raise LookupError(name)
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    client = period.assessment.client(name)
    if client is None:
        message = f"nothing is known of {name} on {as_of}; its first entry is later"
        raise NoPlanError(message, f"nothing is known of this client on {as_of}")
    return OnClient(period, client)


def refuse_unless_client(about: OnClient) -> None:
    """Refuse a plan about somebody who is no client, or none any more.

    Raises:
        NoPlanError: it is a prospect or a former client.
    """
    client = about.client
    if client.stage == "prospect":
        raise NoPlanError(
            f"{client.id} is a prospect on {about.as_of}, and no client yet; "
            f"`clienthealth followup {client.id}` says what to do next",
            f"this is a prospect on {about.as_of}; `clienthealth followup` says what to do next",
        )
    if client.stage == "former":
        raise NoPlanError(
            f"{client.id} has been a former client since {client.until}; "
            f"`clienthealth collect {client.id}` shows what is still open",
            "this is a former client; `clienthealth collect` shows what is still open",
        )
