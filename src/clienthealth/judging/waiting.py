"""A client whose entries may be let go before they are compared with the others."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts, Stage
from clienthealth.facts.conduct import SeenEvent
from clienthealth.facts.context import Context
from clienthealth.facts.late_risk import PaymentRecord
from clienthealth.judging.actions import Action
from clienthealth.judging.alone import Alone, alone
from clienthealth.judging.assessment import ClientAssessment, among_others, judged
from clienthealth.judging.decided import holds_on
from clienthealth.judging.holds import HOLDS, Hold
from clienthealth.judging.on_a_day import (
    History,
    LedgerOnDate,
    RuleBook,
    case_of,
    findings_among,
    table_of,
)
from clienthealth.judging.ranking import Comparison
from clienthealth.judging.verdict import row_for, verdict_of
from clienthealth.ledger.models import Client

HELD_BY_MORE = {*HOLDS["replace-income"].on, *HOLDS["cool-off"].on}
"""The verdicts whose holds ask for the revenue of all clients, or for days before."""


class Comparable(NamedTuple):
    """What a comparison asks of a client (`Compared`), once their entries have been let go."""

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


class Waiting(NamedTuple):
    """A client judged by themselves, whose entries are not needed if the others change nothing."""

    own: Alone
    action: Action | None
    """The verdict if the others change nothing; None for one whose holds take the entries."""
    holds: tuple[Hold, ...]
    """The holds on that verdict."""


def waiting_client(
    now: LedgerOnDate, past: History, position: int, without_entries: Callable[[Client], Client]
) -> Waiting:
    """The client at one place in a ledger, as they wait to be compared.

    Args:
        now: The ledger on the date.
        past: The same ledger on other dates.
        position: The client's place.
        without_entries: What gives the client without their entries.
    """
    facts, own = now.facts(position), alone(now, past, position)
    bare = without_entries(facts.client).model_copy(update={"waivers": facts.client.waivers})
    own = own._replace(facts=comparable(facts, bare))
    table = now.table(position)
    if table is None:
        return Waiting(own, None, ())
    case = now.case_alone(position, own.trend)
    action = row_for(case, table).action
    if action in HELD_BY_MORE:
        return Waiting(own, None, ())
    return Waiting(own, action, holds_on(now, past, position, action, case.findings))


def compared(
    position: int, waiting: Waiting, comparison: Comparison, book: RuleBook, record: PaymentRecord
) -> ClientAssessment | None:
    """A client compared with the others; None where that takes their entries.

    Args:
        position: The client's place.
        waiting: The client.
        comparison: All active clients.
        book: The rules.
        record: The payment record of all clients.
    """
    own = waiting.own
    rules = book.rules(own.facts.client.id)
    found = findings_among(own.facts, own.health, comparison, rules)
    table, judgement = table_of(own.facts.stage), None
    if table is not None:
        verdict = verdict_of(case_of(own, found[0], own.trend, book), table)
        if verdict.action != waiting.action:
            return None
        judgement = judged(verdict, own, waiting.holds)
    return among_others(position, own, found, judgement, comparison.ranking, record)
