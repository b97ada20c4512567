"""The contract in force with a client, its open obligations, its notice, and when it was given."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.working_days import working_day_until
from clienthealth.ledger import written
from clienthealth.ledger.models import Contract, Obligation

NOTICE_DAYS = 30
"""The notice if no contract names one (article 001)."""


class Notice(NamedTuple):
    """The notice to give."""

    days: int
    basis: Literal["contract", "custom"]
    """Whether the contract names it, or it is the advice of article 001."""

    def ends(self, told: date) -> date:
        """The last day of a notice given on a day. The day itself does not count."""
        return told + timedelta(days=min(self.days, (date.max - told).days))

    def last_day(self, facts: ClientFacts, told: date) -> date:
        """The last working day within the notice, not before the day it is given."""
        return max(told, working_day_until(facts.context, self.ends(told)))


def contract_of(facts: ClientFacts) -> Contract | None:
    """The contract in force with a client on the date of assessment."""
    contract = facts.client.contract
    if contract is None or (contract.signed is not None and contract.signed > facts.as_of):
        return None
    return contract


def notice_of(facts: ClientFacts) -> Notice:
    """The contract's notice, or 30 days if it names none."""
    contract = contract_of(facts)
    if contract is not None and contract.notice_days is not None:
        return Notice(contract.notice_days, "contract")
    return Notice(NOTICE_DAYS, "custom")


def told_on(facts: ClientFacts) -> date | None:
    """The earliest day on which a client was told that you part; None where they were not yet.

    A last day in the future means that they were told. It does not count before the notice for
    that day could have been given.
    """
    until = facts.client.until
    told = notice_begins(facts)
    if until is None or told is None or until < facts.as_of:
        return None
    return told if told <= facts.as_of else None


def notice_begins(facts: ClientFacts) -> date | None:
    """The day to give notice at the latest for the last day in the ledger; None without one."""
    until = facts.client.until
    if until is None:
        return None
    return until - timedelta(days=min(notice_of(facts).days, (until - date.min).days))


def told_words(facts: ClientFacts) -> str | None:
    """That a client was told, and the end of the notice; None where they were not told yet."""
    until = facts.client.until
    if told_on(facts) is None or until is None:
        return None
    return f"you have told them; the notice ends on {written.day(until)}"


def agreed_end(facts: ClientFacts) -> date | None:
    """A last day in the ledger that is further off than the notice; None where there is none.

    Nobody knows whether they were told of it, but it is the day on which the work ends.
    """
    until = facts.client.until
    if until is None or until < facts.as_of or told_on(facts) is not None:
        return None
    return until


def owed_to(facts: ClientFacts) -> Iterator[tuple[int, Obligation]]:
    """The open obligations to a client, with their places in the contract's list."""
    contract = contract_of(facts)
    for index, each in enumerate(contract.obligations if contract is not None else ()):
        if each.done is None or each.done > facts.as_of:
            yield index, each
