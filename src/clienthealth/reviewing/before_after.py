"""The portfolio as it would be with some changes, beside the portfolio as it is."""

from collections.abc import Iterator, Sequence

from clienthealth.facts.context import cents
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.reviewing.concentration import concentration_of
from clienthealth.reviewing.model import Shift, State, WhatIf
from clienthealth.reviewing.period import Sight
from clienthealth.reviewing.receivables import receivables_of
from clienthealth.reviewing.utilisation import working_time
from clienthealth.reviewing.what_if import ASSUMPTIONS, Change, changed


def what_if(sight: Sight, changes: Sequence[Change]) -> WhatIf:
    """The portfolio before and after.

    Raises:
        LookupError: a client is not known on that day; the message is the id.
        WhatIfError: a change cannot be made.
    """
    policy = sight.assessment.policy
    ledger = changed(sight.assessment.ledger, changes, sight.day, policy)
    after = Sight.of(ledger, policy, sight.day)
    kinds = dict.fromkeys(change.kind for change in changes)
    return WhatIf(
        changes=tuple(changes),
        assumptions=tuple(ASSUMPTIONS[kind] for kind in kinds),
        before=state_of(sight),
        after=state_of(after),
        shifts=tuple(_shifts(sight, after)),
    )


def state_of(sight: Sight) -> State:
    """The portfolio in a few figures: of the active clients, the balances of all."""
    owed = receivables_of(sight.everyone, sight.now.context)
    return State(
        active=len(sight.active),
        revenue=cents(sight.revenue),
        hours=sight.hours,
        effective_rate=cents(sight.revenue / sight.hours) if sight.hours > 0 else None,
        open_balance=owed.ageing.open,
        overdue_balance=owed.ageing.overdue,
        expected_loss=owed.ageing.expected_loss,
        days_sales_outstanding=owed.days_sales_outstanding,
        days_to_pay=owed.days_to_pay,
        largest_share=concentration_of(sight.active).largest,
        utilisation=working_time(sight.active, sight.now.context).utilisation,
        bottom=tuple(client.id for client in sight.bottom),
    )


def _shifts(before: Sight, after: Sight) -> Iterator[Shift]:
    """The clients that stay; of one that goes there is no more to say than that."""
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
    )
