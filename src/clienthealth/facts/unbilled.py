"""Work that is done but on no invoice: hours, earned fees and change requests.

The ledger has no price for an hour, so hours are priced at the target rate. Amounts are net of tax
and in the business's currency.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import cents
from clienthealth.facts.work import ProjectState, Worked, bills_of, done_on, tidy_hours
from clienthealth.ledger.models import ChangeRequest

ZERO = Decimal(0)


class Unbilled(NamedTuple):
    """Unbilled work of one kind and one project."""

    kind: Literal["time", "fee", "changes"]
    project: str | None
    hours: Decimal
    """The hours; 0 for a fee."""
    amount: Decimal | None
    """None without a target rate, or without hours."""
    evidence: tuple[Path, ...]


def unbilled_work(facts: ClientFacts) -> tuple[Unbilled, ...]:
    """All billable work done up to the date of assessment that is on no invoice."""
    if facts.is_pro_bono:
        return ()
    return (*_time(facts), *_fees(facts), *_changes(facts))


def _time(facts: ClientFacts) -> Iterator[Unbilled]:
    """The hours to bill. Hours for a fee are part of the fee."""
    fees = {project.id for project in facts.client.projects if project.fee is not None}
    bills = bills_of(facts.all_invoices)
    open_time: dict[str | None, list[Worked]] = {}
    for worked in facts.all_time:
        entry = worked.entry
        if entry.billable and entry.project not in fees and not bills.cover(entry):
            open_time.setdefault(entry.project, []).append(worked)
    for project, entries in open_time.items():
        hours = tidy_hours(sum((each.entry.hours for each in entries), ZERO))
        evidence = tuple(("time", each.position) for each in entries)
        yield Unbilled("time", project, hours, _at_target(facts, hours), evidence)


def _fees(facts: ClientFacts) -> Iterator[Unbilled]:
    """The earned and unbilled part of fixed fees, if the invoices name their projects."""
    if any(state.invoice.project is None for state in facts.all_invoices):
        return
    for state in facts.projects:
        amount = _earned(state) - _billed(facts, state.project.id)
        if amount > 0:
            evidence: tuple[Path, ...] = (("projects", state.position),)
            home = cents(facts.home(amount))
            yield Unbilled("fee", state.project.id, ZERO, home, evidence)


def _earned(state: ProjectState) -> Decimal:
    fee, estimate = state.project.fee, state.project.estimated_hours
    if fee is None:
        return ZERO
    if state.finished is not None:
        return fee
    return fee * min(Decimal(1), state.hours / estimate) if estimate else ZERO


def _billed(facts: ClientFacts, project: str) -> Decimal:
    states = (state for state in facts.all_invoices if state.invoice.project == project)
    return sum((state.billed * state.net_share for state in states), ZERO)


def _changes(facts: ClientFacts) -> Iterator[Unbilled]:
    """Change requests beyond a fee. For hourly work, they are part of the hours."""
    for state in facts.projects:
        if state.project.fee is None:
            continue
        found = [*unbilled_changes(facts, state)]
        if found:
            hours = sum((change.hours or ZERO for _, change in found), ZERO)
            amount = _at_target(facts, hours) if hours else None
            evidence = tuple(path for path, _ in found)
            yield Unbilled("changes", state.project.id, hours, amount, evidence)


CHANGE_DAYS = 30
"""The days after which a change request without `done` counts as done."""


def unbilled_changes(
    facts: ClientFacts, state: ProjectState, days: int = CHANGE_DAYS
) -> Iterator[tuple[Path, ChangeRequest]]:
    """The done and unbilled change requests of a project on the date of assessment."""
    for index, change in enumerate(state.project.change_requests):
        if change.date > facts.as_of or _is_billed(facts, change):
            continue
        if done_on(change, state, facts.all_time, days) <= facts.as_of:
            yield ("projects", state.position, "change_requests", index), change


def _is_billed(facts: ClientFacts, change: ChangeRequest) -> bool:
    return change.billed if isinstance(change.billed, bool) else change.billed <= facts.as_of


def _at_target(facts: ClientFacts, hours: Decimal) -> Decimal | None:
    return None if facts.target_rate is None else cents(hours * facts.target_rate)
