"""Everything due, in one list: plans, reminders, follow-ups, talks, waivers and promises."""

from collections.abc import Iterator
from datetime import date, timedelta

from clienthealth.facts.notice import told_on
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.due import (
    DAYS,
    About,
    Agenda,
    Due,
    DueKind,
    dated,
    due_with,
    follow_up,
    in_order,
    why_of,
)
from clienthealth.planning.letting_go import letgo_of
from clienthealth.planning.model import Plan
from clienthealth.planning.on_a_client import OnClient
from clienthealth.planning.setting_boundaries import boundaries_of
from clienthealth.reviewing.period import ReviewedPeriod


def today(ledger: Ledger, *, as_of: date, policy: Policy | None = None, days: int = DAYS) -> Agenda:
    """What is due on a day and in the days after it.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        as_of: The day. Later entries are ignored.
        policy: The policy, if not the ledger's own.
        days: How many days ahead to look.
    """
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    until = as_of + timedelta(days=days)
    found = (
        due
        for client in period.assessment.clients
        for due in _of_client(OnClient(period, client), until)
    )
    return Agenda(period.assessment, until, in_order(found))


def followups(
    ledger: Ledger, *, as_of: date, policy: Policy | None = None, days: int | None = None
) -> Agenda:
    """The next step with every prospect.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        as_of: The day. Later entries are ignored.
        policy: The policy, if not the ledger's own.
        days: How many days ahead to look. The default has no limit.
    """
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    until = date.max if days is None else as_of + timedelta(days=days)
    found = (
        due
        for client in period.assessment.clients
        if client.stage == "prospect"
        for due in follow_up(About(client, period.facts(client)), until)
    )
    items = in_order(found)
    last = max((due.day for due in items), default=as_of)
    return Agenda(period.assessment, min(until, last), items, only="follow-up")


def _of_client(about: OnClient, until: date) -> Iterator[Due]:
    yield from dated(About(about.client, about.facts), until)
    if about.client.stage in {"active", "dormant"}:
        yield from _plans(about, until)


def _plans(about: OnClient, until: date) -> Iterator[Due]:
    action = about.client.action
    if told_on(about.facts) is not None:
        yield from _next_step(about, letgo_of(about), "let-go", "letgo", until)
    elif action == "fire" or action == "let-go":  # noqa: PLR1714  # so a type checker follows
        yield from _next_step(about, letgo_of(about), action, "letgo", until)
    elif action == "renegotiate":
        yield from _next_step(about, boundaries_of(about), "boundaries", "boundaries", until)


def _next_step(
    about: OnClient, plan: Plan, kind: DueKind, command: str, until: date
) -> Iterator[Due]:
    """The first open step of a plan with a day."""
    steps = [step for step in plan.steps if step.done is None and step.due is not None]
    # The outcome of a talk is an item of its own.
    steps = [step for step in steps if step.key != "look-again"]
    if not steps:
        return
    step = min(steps, key=lambda each: each.due or date.max)
    if step.due is not None and step.due <= until:
        what = f"{step.title[:1].lower()}{step.title[1:]}"
        yield due_with(
            plan.client,
            max(step.due, plan.as_of),
            kind,
            what,
            why_of(About(about.client, about.facts)),
            command,
            amount=step.amount,
            key=f"{kind}-{step.key}",
        )
