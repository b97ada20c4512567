"""A client's verdict on a day: the row of the table that decides, and the holds on it.

What would change the verdict, and the words for people, are no part of it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from clienthealth.judging.actions import Action
from clienthealth.judging.health import Finding
from clienthealth.judging.holds import HOLDS, Hold, holds_of
from clienthealth.judging.on_a_day import History, LedgerOnDate
from clienthealth.judging.quarter import trend_of
from clienthealth.judging.verdict import Case, Row, row_for

BEST_HEALTH = 100.0


class Decided(NamedTuple):
    """A case, and the row of the table that it matches."""

    case: Case
    row: Row


def decided(now: LedgerOnDate, past: History, position: int) -> Decided | None:
    """What the table decides about a client; None for a client without a verdict.

    The earlier health is worked out only where a fall could change the verdict.

    Args:
        now: The ledger on the date.
        past: The same ledger on other dates.
        position: The client's place in the ledger.
    """
    table = now.table(position)
    if table is None:
        return None
    case = now.case(position)
    row = row_for(case, table)
    # Nobody's health has ever been above 100, so it can have fallen by so much at the most.
    fallen = None if case.health is None else round(case.health - BEST_HEALTH, 1)
    if row_for(case._replace(trend=fallen), table) is row:
        return Decided(case, row)
    case = case._replace(trend=trend_of(now.member(position), past, position))
    return Decided(case, row_for(case, table))


def holds_on(
    now: LedgerOnDate,
    past: History,
    position: int,
    action: Action,
    findings: Sequence[Finding],
) -> tuple[Hold, ...]:
    """The holds on a verdict about a client.

    Args:
        now: The ledger on the date.
        past: The same ledger on other dates.
        position: The client's place in the ledger.
        action: The verdict's action, which may differ from the client's own.
        findings: The client's findings without the waived ones.
    """
    facts = now.facts(position)
    asked = action in HOLDS["replace-income"].on  # it takes all clients to know the revenue
    revenue = now.revenue if asked else Decimal(0)
    return holds_of(action, facts, findings, revenue, lambda day: past.action(position, day))
