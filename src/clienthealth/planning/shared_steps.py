"""Steps and parts of steps that more than one plan has."""

from collections.abc import Iterator

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.holds import Hold
from clienthealth.planning.model import Recipient, Step


def own_side(hold: Hold) -> Step:
    """What comes before any reproach, where a lapse of ours came first."""
    return Step(
        "own-side",
        "Put right what went wrong on your own side first",
        "your own lapse came before their trouble, and may have caused it",
        "A3",
        notes=(hold.why,),
        evidence=hold.evidence,
    )


def decision_makers(facts: ClientFacts) -> Iterator[str]:
    """Who at the client can decide, with their roles."""
    for _, contact in facts.contacts:
        if contact.decision_maker:
            yield f"{contact.name}, {contact.role}" if contact.role else contact.name


def recipient_of(facts: ClientFacts) -> Recipient | None:
    """Who is written to: the first who can decide and has an address, else the first with one."""
    people = [contact for _, contact in facts.contacts if contact.email]
    people.sort(key=lambda contact: not contact.decision_maker)  # the order is kept otherwise
    return Recipient(people[0].name, people[0].email) if people else None


def addressee(facts: ClientFacts) -> str | None:
    """The name of the person that is written to: who has an address, else who decides."""
    recipient = recipient_of(facts)
    if recipient is not None:
        return recipient.name
    people = sorted((each for _, each in facts.contacts), key=lambda each: not each.decision_maker)
    return people[0].name if people else None
