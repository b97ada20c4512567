"""The contract in force with a client, what it still obliges to, and the notice it asks for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.working_days import working_day_until
from clienthealth.ledger.models import Contract, Obligation

NOTICE_DAYS = 30
"""Where no contract names a notice period (article 001)."""


class Notice(NamedTuple):
    """How much notice is given."""

    days: int
    basis: Literal["contract", "custom"]
    """Whether the contract says so, or nothing does and it is what article 001 advises."""

    def ends(self, told: date) -> date:
        """The last day of the notice that is given on a day; the day itself does not count."""
        return told + timedelta(days=min(self.days, (date.max - told).days))

    def last_day(self, facts: ClientFacts, told: date) -> date:
        """The last working day within the notice, at the earliest the day it is given."""
        return max(told, working_day_until(facts.context, self.ends(told)))


def contract_of(facts: ClientFacts) -> Contract | None:
    """The contract with a client, as far as it holds on the date of assessment."""
    contract = facts.client.contract
    if contract is None or (contract.signed is not None and contract.signed > facts.as_of):
        return None
    return contract


def notice_of(facts: ClientFacts) -> Notice:
    """The contract's notice, or 30 days where it names none."""
    contract = contract_of(facts)
    if contract is not None and contract.notice_days is not None:
        return Notice(contract.notice_days, "contract")
    return Notice(NOTICE_DAYS, "custom")


def owed_to(facts: ClientFacts) -> Iterator[tuple[int, Obligation]]:
    """What was promised to a client and is not done, with its place in the contract's list."""
    contract = contract_of(facts)
    for index, each in enumerate(contract.obligations if contract is not None else ()):
        if each.done is None or each.done > facts.as_of:
            yield index, each
