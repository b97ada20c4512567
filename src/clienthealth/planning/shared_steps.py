"""Steps and parts of steps that several plans share."""

from collections.abc import Iterator

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.holds import Hold
from clienthealth.planning.model import Recipient, Step


def own_side(hold: Hold) -> Step:
    """The step before any reproach, if your own lapse came first."""
    return Step(
        "own-side",
        "Put right what went wrong on your own side first",
        "your own lapse came before their trouble, and may have caused it",
        "A3",
        notes=(hold.why,),
        evidence=hold.evidence,
    )


def decision_makers(facts: ClientFacts) -> Iterator[str]:
    """The contacts who can decide, with their roles."""
    for _, contact in facts.contacts:
        if contact.decision_maker:
            yield f"{contact.name}, {contact.role}" if contact.role else contact.name


def recipient_of(facts: ClientFacts) -> Recipient | None:
    """The recipient: the first decision-maker with an address, or the first contact with one."""
    people = [contact for _, contact in facts.contacts if contact.email]
    people.sort(key=lambda contact: not contact.decision_maker)  # the order is kept otherwise
    return Recipient(people[0].name, people[0].email) if people else None


def addressee(facts: ClientFacts) -> str | None:
    """The name of the addressee: the recipient, or a decision-maker if there is none."""
    recipient = recipient_of(facts)
    if recipient is not None:
        return recipient.name
    people = sorted((each for _, each in facts.contacts), key=lambda each: not each.decision_maker)
    return people[0].name if people else None
