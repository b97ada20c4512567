"""What is due by the dates in the ledger: money, promises, talks, waivers, calls, verdicts."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.ageing import total_of
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents, context_of
from clienthealth.facts.notice import owed_to, told_on, told_words
from clienthealth.facts.words_of_payment import overdue_for
from clienthealth.facts.working_days import working_day_from
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import TALK_TAKES_EFFECT
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    InPublic,
    Money,
    ProgramWords,
)
from clienthealth.planning.collecting import STEP_NAMES, OpenItem, ReminderStep, account_of
from clienthealth.planning.command import Command
from clienthealth.planning.moving import moved
from clienthealth.planning.outreach import ASK, CLOSE, TURNS, Outreach, standing
from clienthealth.reviewing.raising import Raising
from clienthealth.rules.registry import find_rule, rule_of

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
"""The kinds of thing that may be due, gravest first."""
DAYS = 14
"""The default number of days to look ahead."""
LATE_DAYS = 14
"""How many days a talk or a waiver stays on the list after its day."""


class Due(NamedTuple):
    """One thing that is due."""

    day: date
    kind: DueKind
    client: ClientId
    """The id."""
    name: ClientName
    what: ProgramWords
    """What to do, in the program's own words."""
    why: ProgramWords
    """The reason, in the program's own words."""
    amount: Money
    """The amount at stake, in the business's currency."""
    command: Command
    """The command to continue with."""
    key: ProgramWords
    """A key that is unique for the client and the same in every run."""


class Agenda(NamedTuple):
    """What is due within some days, by date, and gravest first within each day."""

    assessment: Assessment
    """The ledger, judged on the day."""
    until: date
    """The last day to look at."""
    items: tuple[Due, ...]
    only: Literal["follow-up"] | None = None
    """The only kind that was wanted, if any."""
    withheld: Annotated[bool, InPublic.OTHER] = False
    """Whether names are pseudonyms and no amount may be shown."""

    @property
    def as_of(self) -> date:
        """The day."""
        return self.assessment.as_of

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assessment.currency


class About(NamedTuple):
    """A judged client, with their facts."""

    client: ClientAssessment
    facts: ClientFacts

    @property
    def as_of(self) -> date:
        """The day."""
        return self.facts.as_of


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """Sorted by date; within a day gravest first, then largest amount first."""
    return tuple(sorted(found, key=_order))


def _order(due: Due) -> tuple[date, int, Decimal, str, str]:
    return (due.day, KINDS.index(due.kind), -(due.amount or Decimal(0)), due.client, due.key)


def dated(about: About, until: date) -> Iterator[Due]:
    """What is due with a client, without the steps of a plan that the verdict calls for."""
    stage = about.client.stage
    if stage == "prospect":
        yield from follow_up(about, until)
    else:
        yield from _reminders(about, until)
    if stage in {"active", "dormant"}:
        yield from _obligations(about, until)
        yield from _holds(about, until)
    if stage != "former":
        yield from _talks(about, until)
        yield from _waivers(about, until)


def glance(assessment: Assessment, days: int = DAYS, dues: Iterable[Due] | None = None) -> Agenda:
    """What is due, at a glance: a verdict is listed without the steps of its plan.

    It judges nothing again, so another report can end with it. `dues` are what `dues_of` gave for
    the parts of the ledger, where the assessment is without entries.
    """
    found = dues_of(assessment, days) if dues is None else dues
    return Agenda(assessment, _until(assessment, days), in_order(found))


def dues_of(assessment: Assessment, days: int = DAYS) -> tuple[Due, ...]:
    """What is due with the clients of an assessment, in no order."""
    context = context_of(assessment.ledger, assessment.as_of, assessment.policy)
    until, clients = _until(assessment, days), assessment.ledger.clients
    abouts = (About(c, ClientFacts(clients[c.position], context)) for c in assessment.clients)
    return tuple(due for each in abouts for due in (*dated(each, until), *_verdict(each, until)))


def _until(assessment: Assessment, days: int) -> date:
    return assessment.as_of + timedelta(days=days)


def _verdict(about: About, until: date) -> Iterator[Due]:
    """A verdict that calls for a plan, on the day on which the plan begins."""
    client, facts = about.client, about.facts
    action, day = client.action, working_day_from(facts.context, about.as_of)
    if client.stage == "former" or day > until:
        return
    why = why_of(about)
    if told_on(facts) is not None:
        yield due_with(client, day, "let-go", "part with them, step by step", why, "letgo")
    elif action == "fire" or action == "let-go":  # noqa: PLR1714  # so a type checker follows
        what = "prepare to part with them"
        yield due_with(client, day, action, what, why, "letgo")
    elif action == "renegotiate" and Raising(facts, client).is_due:
        what = "prepare a talk with them"
        yield due_with(client, day, "boundaries", what, why, "boundaries")


def why_of(about: About) -> str:
    """Why a plan is due with a client: they know that you part; or the verdict, held, with why."""
    verdict = about.client.verdict
    if (told := told_words(about.facts)) is not None:
        return told
    if verdict is None:
        return ""
    because = [f": the client {rule_of(code).title}" for code in verdict.because[:1]]
    return f"{verdict.held}{''.join(because)}"


def due_with(  # the fields of a due thing
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
    """Something that is due with a client, and the command to continue with."""
    go_on = Command(command, client.id)
    return Due(day, kind, client.id, client.name, what, why, amount, go_on, key or kind)


def _reminders(about: About, until: date) -> Iterator[Due]:
    facts = about.facts
    # Most invoices that are not due yet get paid without a reminder.
    if all(part.due >= facts.as_of for part in facts.open_parts):
        return
    account = account_of(facts, about.client.position)
    for reminder in account.reminders:
        chosen = account.due_for(reminder)
        late = max(item.days for item in chosen)
        if reminder.day <= until and late > 0:
            amount = cents(facts.home(total_of(item.overdue for item in chosen) or Decimal(0)))
            yield due_with(
                about.client,
                reminder.day,
                "reminder",
                f"send the {STEP_NAMES[reminder.step]}",
                overdue_for(late, sum(item.days > 0 for item in chosen)),
                "collect",
                amount=amount,
                key=_reminder_key(reminder.step, chosen),
            )


def _reminder_key(step: ReminderStep, items: tuple[OpenItem, ...]) -> str:
    return "-".join(("reminder", step, *(item.key for item in items)))


def follow_up(about: About, until: date) -> Iterator[Due]:
    """The next step with a prospect: the answer to ask for, or the next call, or the end."""
    outreach = Outreach(about.facts, about.client.action)
    yield from _answer(about, outreach, until)
    if outreach.asking is not None:  # it takes the place of the next call
        return
    day, what = outreach.end_day, CLOSE
    if not outreach.ends:
        found = next(outreach.turns(), None)
        if found is None:
            return
        day, what = found[1], TURNS[found[0]].title
    if day <= until:
        title = f"{what[:1].lower()}{what[1:]}"
        yield due_with(
            about.client, day, "follow-up", title, standing(outreach, about.client), "followup"
        )


def _answer(about: About, outreach: Outreach, until: date) -> Iterator[Due]:
    """The day to ask for a yes or no that a prospect promised."""
    promise, day = outreach.promise, outreach.asking
    if promise is not None and day is not None and day <= until:
        yield due_with(
            about.client,
            day,
            "answer",
            f"{ASK[:1].lower()}{ASK[1:]}",
            promise.why,
            "followup",
            key=f"answer-{promise.position}",
        )


def _is_near(day: date, as_of: date, until: date) -> bool:
    return as_of - timedelta(days=LATE_DAYS) <= day <= until


def _talks(about: About, until: date) -> Iterator[Due]:
    """The latest talk, if its 30 days are over."""
    for talk in about.facts.talks[:1]:
        day = talk.day + TALK_TAKES_EFFECT
        if _is_near(day, about.as_of, until):
            yield due_with(
                about.client,
                _workday(max(day, about.as_of), about.facts),
                "talk-over",
                "check what has changed since the talk",
                f"30 days have passed since the talk on {written.day(talk.day)}",
                "explain",
                key=f"talk-{talk.day}",
            )


def _workday(day: date, facts: ClientFacts) -> date:
    return moved(day, facts.context, not_before=facts.as_of)


def _waivers(about: About, until: date) -> Iterator[Due]:
    for place, waiver in enumerate(about.facts.client.waivers):
        if waiver.from_ <= about.as_of and _is_near(waiver.until, about.as_of, until):
            over = waiver.until < about.as_of
            rule = find_rule(waiver.rule)
            yield due_with(
                about.client,
                max(waiver.until, about.as_of),
                "waiver-ends",
                f"the waiver of {rule.name if rule else waiver.rule} "
                f"{'has ended' if over else 'ends'}; "
                "check whether you still need it",
                f"its last day {'was' if over else 'is'} {written.day(waiver.until)}",
                "explain",
                key=f"waiver-{place}",
            )


def _obligations(about: About, until: date) -> Iterator[Due]:
    for place, owed in owed_to(about.facts):
        if owed.due is not None and owed.due <= until:
            late = owed.due < about.as_of
            paid = ", and they have paid for it" if owed.prepaid else ""
            yield due_with(
                about.client,
                max(owed.due, about.as_of),
                "obligation",
                "deliver what you promised",
                f"{'it was' if late else 'it is'} due on {written.day(owed.due)}{paid}",
                "explain",
                key=f"obligation-{place}",
            )


def _holds(about: About, until: date) -> Iterator[Due]:
    verdict = about.client.verdict
    for hold in verdict.holds if verdict else ():
        if hold.until is not None and about.as_of <= hold.until <= until:
            yield due_with(
                about.client,
                hold.until,
                "hold-lifts",
                f"the hold {hold.kind} ends",
                f"it delayed the verdict {verdict.action if verdict else ''}",
                "letgo",
                amount=hold.amount,
                key=f"hold-{hold.kind}",
            )


def first_line(agenda: Agenda) -> str | None:
    """The first thing due in a sentence, for the end of other reports; None if nothing is due."""
    for due in agenda.items[:1]:
        amount = f" ({written.amount(due.amount, agenda.currency)})" if due.amount else ""
        more = len(agenda.items) - 1
        rest = f"; `clienthealth today` shows {more} more" if more else ""
        day = written.day(due.day)
        return f"Next, {day}: {due.client}: {due.what}{amount}: `{due.command.line}`{rest}."
    return None
