"""The portfolio with some changes, compared with the portfolio as it is."""

from collections.abc import Iterator, Sequence

from clienthealth.facts.context import cents
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.reviewing.concentration import concentration_of
from clienthealth.reviewing.model import Shift, State, WhatIf
from clienthealth.reviewing.period import ReviewedPeriod
from clienthealth.reviewing.receivables import receivables_of
from clienthealth.reviewing.utilisation import working_time
from clienthealth.reviewing.what_if import ASSUMPTIONS, Change, changed


def what_if(period: ReviewedPeriod, changes: Sequence[Change]) -> WhatIf:
    """The portfolio before and after.

    Raises:
        LookupError: a client is not known on that day. The message is the id.
        WhatIfError: a change cannot be made.
    """
    policy = period.assessment.policy
    ledger = changed(period.assessment.ledger, changes, period.day, policy)
    after = ReviewedPeriod.of(ledger, policy, period.day)
    kinds = dict.fromkeys(change.kind for change in changes)
    return WhatIf(
        changes=tuple(changes),
        assumptions=tuple(ASSUMPTIONS[kind] for kind in kinds),
        before=state_of(period),
        after=state_of(after),
        shifts=tuple(_shifts(period, after)),
    )


def state_of(period: ReviewedPeriod) -> State:
    """The portfolio in a few figures: those of active clients, and the balances of all clients."""
    owed = receivables_of(period.everyone, period.now.context)
    return State(
        active=len(period.active),
        revenue=cents(period.revenue),
        hours=period.hours,
        effective_rate=cents(period.revenue / period.hours) if period.hours > 0 else None,
        open_balance=owed.ageing.open,
        overdue_balance=owed.ageing.overdue,
        expected_loss=owed.ageing.expected_loss,
        days_sales_outstanding=owed.days_sales_outstanding,
        days_to_pay=owed.days_to_pay,
        largest_share=concentration_of(period.active).largest,
        utilisation=working_time(period.active, period.now.context).utilisation,
        bottom=tuple(client.id for client in period.bottom),
    )


def _shifts(before: ReviewedPeriod, after: ReviewedPeriod) -> Iterator[Shift]:
    """The changes for the clients who stay."""
    then = {c.id: c for c in after.assessment.clients if c.stage != "former"}
    for client in before.assessment.clients:
        other = then.get(client.id)
        if other is not None and _standing(client) != _standing(other):
            yield _shift(client, other)


def _standing(client: ClientAssessment) -> tuple[object, ...]:
    return client.rank, client.health, client.worth, client.action


def _shift(before: ClientAssessment, after: ClientAssessment) -> Shift:
    return Shift(
        id=before.id,
        name=before.name,
        rank_before=before.rank,
        rank=after.rank,
        health_before=before.health,
        health=after.health,
        worth_before=before.worth,
        worth=after.worth,
        action_before=before.action,
        action=after.action,
        holds=after.hold_kinds,
    )
