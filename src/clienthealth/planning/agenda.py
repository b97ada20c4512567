"""What is due: of all plans, reminders, follow-ups, talks, waivers and promises, in one list."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.facts.notice import owed_to
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import TALK_TAKES_EFFECT
from clienthealth.ledger.events import ProposalRequestEvent
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.planning.collecting import STEPS, NextReminder, ReminderStep, account_of
from clienthealth.planning.following_up import followup_of
from clienthealth.planning.letting_go import letgo_of
from clienthealth.planning.model import Command, Plan
from clienthealth.planning.moving import moved
from clienthealth.planning.on_a_client import OnClient
from clienthealth.planning.setting_boundaries import boundaries_of
from clienthealth.reviewing.period import ReviewedPeriod

DueKind = Literal[
    "fire",
    "let-go",
    "reminder",
    "obligation",
    "boundaries",
    "talk-over",
    "hold-lifts",
    "waiver-ends",
    "answer",
    "follow-up",
]
KINDS: tuple[DueKind, ...] = (
    *("fire", "let-go", "reminder", "obligation", "boundaries", "talk-over"),
    *("hold-lifts", "waiver-ends", "answer", "follow-up"),
)
"""What may be due, the gravest first."""
DAYS = 14
"""So many days ahead are looked at."""
LATE_DAYS = 14
"""So long after its day a talk, a waiver or an answer is still told of."""
STEP_NAMES: dict[ReminderStep, str] = {
    "friendly": "friendly reminder",
    "firm": "firm reminder",
    "final": "final notice",
    "stop": "stop of work",
}


class Due(NamedTuple):
    """One thing that is due."""

    day: date
    kind: DueKind
    client: str
    """The id."""
    name: str
    what: str
    """What to do, in the program's own words."""
    why: str
    """The reason, in the program's own words."""
    amount: Decimal | None
    """What it is about, in the business's currency."""
    command: Command
    """What goes on from it."""
    key: str
    """What tells it from the others of the client, the same from run to run."""


class Agenda(NamedTuple):
    """What is due within some days, by date, and of each day the gravest first."""

    assessment: Assessment
    """The ledger, judged on the day."""
    until: date
    """The last day that is looked at."""
    items: tuple[Due, ...]
    only: Literal["follow-up"] | None = None
    """Whether one kind alone was asked for."""
    withheld: bool = False
    """Whether names are pseudonyms and no amount may be shown."""

    @property
    def as_of(self) -> date:
        """The day."""
        return self.assessment.as_of

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assessment.currency


def today(ledger: Ledger, *, as_of: date, policy: Policy | None = None, days: int = DAYS) -> Agenda:
    """What is due on a day and in the days after it.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        as_of: The day; nothing later is seen.
        policy: The policy, where it is not the ledger's own.
        days: How many days ahead to look.
    """
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    until = as_of + timedelta(days=days)
    found = (
        due
        for client in period.assessment.clients
        for due in _of_client(OnClient(period, client), until)
    )
    return Agenda(period.assessment, until, tuple(sorted(found, key=_order)))


def followups(
    ledger: Ledger, *, as_of: date, policy: Policy | None = None, days: int | None = None
) -> Agenda:
    """The next step with every prospect.

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        as_of: The day; nothing later is seen.
        policy: The policy, where it is not the ledger's own.
        days: How many days ahead to look; left out, as far as there is something to do.
    """
    period = ReviewedPeriod.of(ledger, policy or ledger.policy, as_of)
    until = date.max if days is None else as_of + timedelta(days=days)
    found = (
        due
        for client in period.assessment.clients
        if client.stage == "prospect"
        for due in _follow_up(OnClient(period, client), until)
    )
    items = tuple(sorted(found, key=_order))
    last = max((due.day for due in items), default=as_of)
    return Agenda(period.assessment, min(until, last), items, only="follow-up")


def _order(due: Due) -> tuple[date, int, Decimal, str, str]:
    return (due.day, KINDS.index(due.kind), -(due.amount or Decimal(0)), due.client, due.key)


def _of_client(about: OnClient, until: date) -> Iterator[Due]:
    client = about.client
    if client.stage == "prospect":
        yield from _follow_up(about, until)
        yield from _answers(about, until)
    else:
        yield from _reminders(about, until)
    if client.stage in {"active", "dormant"}:
        yield from _plans(about, until)
        yield from _obligations(about, until)
        yield from _holds(about, until)
    if client.stage != "former":
        yield from _talks(about, until)
        yield from _waivers(about, until)


def _due(  # what a thing that is due has
    client: ClientAssessment,
    day: date,
    kind: DueKind,
    what: str,
    why: str,
    command: str,
    *,
    amount: Decimal | None = None,
    key: str = "",
) -> Due:
    go_on = Command(command, client.id)
    return Due(day, kind, client.id, client.name, what, why, amount, go_on, key or kind)


def _reminders(about: OnClient, until: date) -> Iterator[Due]:
    facts = about.facts
    account = account_of(facts, about.client.position)
    for reminder in account.reminders:
        chosen = account.due_for(reminder)
        late = max(item.days for item in chosen)
        # What is not due yet is paid by itself more often than not.
        if reminder.day <= until and late > 0:
            amount = cents(facts.home(sum((item.overdue for item in chosen), Decimal(0))))
            yield _due(
                about.client,
                reminder.day,
                "reminder",
                f"send the {STEP_NAMES[reminder.step]}",
                f"overdue for up to {late} day{'' if late == 1 else 's'}",
                "collect",
                amount=amount,
                key=_reminder_key(reminder),
            )


def _reminder_key(reminder: NextReminder) -> str:
    return f"reminder-{STEPS.index(reminder.step) + 1}"


def _plans(about: OnClient, until: date) -> Iterator[Due]:
    action = about.client.action
    if action == "fire" or action == "let-go":  # noqa: PLR1714  # so a type checker follows
        yield from _next_step(letgo_of(about), action, "letgo", until)
    elif action == "renegotiate":
        yield from _next_step(boundaries_of(about), "boundaries", "boundaries", until)


def _next_step(plan: Plan, kind: DueKind, command: str, until: date) -> Iterator[Due]:
    """The first step of a plan that is open and has a day."""
    steps = [step for step in plan.steps if step.done is None and step.due is not None]
    # What comes of a talk is told by itself.
    steps = [step for step in steps if step.key != "look-again"]
    if not steps:
        return
    step = min(steps, key=lambda each: each.due or date.max)
    if step.due is not None and step.due <= until:
        what = f"{step.title[:1].lower()}{step.title[1:]}"
        yield _due(
            plan.client,
            max(step.due, plan.as_of),
            kind,
            what,
            f"the verdict is {plan.action}",
            command,
            amount=step.amount,
            key=f"{kind}-{step.key}",
        )


def _follow_up(about: OnClient, until: date) -> Iterator[Due]:
    plan = followup_of(about)
    steps = [step for step in plan.steps if step.done is None and step.due is not None]
    for step in steps[:1]:
        if step.due is not None and step.due <= until:
            what = f"{step.title[:1].lower()}{step.title[1:]}"
            yield _due(plan.client, step.due, "follow-up", what, plan.reasons[0], "followup")


def _answers(about: OnClient, until: date) -> Iterator[Due]:
    """The days by which prospects promised a yes or no."""
    facts = about.facts
    for seen in facts.all_events:
        if isinstance(seen.event, ProposalRequestEvent) and seen.event.answer_by is not None:
            day = seen.event.answer_by
            answered = any(
                each.day > seen.day and each.kind in {"decision", "outreach"}
                for each in facts.all_events
            )
            if not answered and _is_near(day, about.as_of, until):
                yield _due(
                    about.client,
                    max(day, about.as_of),
                    "answer",
                    "ask for the yes or no that they promised",
                    f"they promised it by {day}",
                    "followup",
                    key=f"answer-{seen.position}",
                )


def _is_near(day: date, as_of: date, until: date) -> bool:
    return as_of - timedelta(days=LATE_DAYS) <= day <= until


def _talks(about: OnClient, until: date) -> Iterator[Due]:
    """The talks whose thirty days are over; of several the last one."""
    for talk in about.facts.talks[:1]:
        day = talk.day + TALK_TAKES_EFFECT
        if _is_near(day, about.as_of, until):
            yield _due(
                about.client,
                _workday(max(day, about.as_of), about.facts),
                "talk-over",
                "look at what came of the talk",
                f"thirty days after the talk of {talk.day}, what came since decides",
                "explain",
                key=f"talk-{talk.day}",
            )


def _workday(day: date, facts: ClientFacts) -> date:
    return moved(day, facts.context, not_before=facts.as_of)


def _waivers(about: OnClient, until: date) -> Iterator[Due]:
    for place, waiver in enumerate(about.facts.client.waivers):
        if waiver.from_ <= about.as_of and _is_near(waiver.until, about.as_of, until):
            over = waiver.until < about.as_of
            yield _due(
                about.client,
                max(waiver.until, about.as_of),
                "waiver-ends",
                f"the waiver {'has ended' if over else 'ends'}; see whether it is still needed",
                f"its last day is {waiver.until}",
                "explain",
                key=f"waiver-{place}",
            )


def _obligations(about: OnClient, until: date) -> Iterator[Due]:
    for place, owed in owed_to(about.facts):
        if owed.due is not None and owed.due <= until:
            late = owed.due < about.as_of
            paid = ", and it is paid for" if owed.prepaid else ""
            yield _due(
                about.client,
                max(owed.due, about.as_of),
                "obligation",
                "deliver what was promised",
                f"{'it was' if late else 'it is'} due on {owed.due}{paid}",
                "explain",
                key=f"obligation-{place}",
            )


def _holds(about: OnClient, until: date) -> Iterator[Due]:
    verdict = about.client.verdict
    for hold in verdict.holds if verdict else ():
        if hold.until is not None and about.as_of <= hold.until <= until:
            yield _due(
                about.client,
                hold.until,
                "hold-lifts",
                f"the hold {hold.kind} lifts",
                f"it delayed the verdict {verdict.action if verdict else ''}",
                "letgo",
                amount=hold.amount,
                key=f"hold-{hold.kind}",
            )


def first_line(agenda: Agenda) -> str | None:
    """The gravest thing in a sentence, for the end of other reports; None where nothing is due."""
    for due in agenda.items[:1]:
        amount = f" ({due.amount:.2f} {agenda.currency})" if due.amount else ""
        more = len(agenda.items) - 1
        rest = f"; `clienthealth today` shows {more} more" if more else ""
        return f"Next, {due.day}: {due.client}: {due.what}{amount}: `{due.command.line}`{rest}."
    return None


def of_kind(agenda: Agenda, kinds: Iterable[DueKind]) -> Agenda:
    """An agenda with some kinds alone."""
    chosen = frozenset(kinds)
    return agenda._replace(items=tuple(due for due in agenda.items if due.kind in chosen))
