"""Reasons to delay a verdict, each with its date or amount: money, your side, income, work owed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts, Path, paths
from clienthealth.facts.context import cents, month_ends
from clienthealth.facts.notice import told_on
from clienthealth.facts.words_of_revenue import of_active
from clienthealth.judging.actions import CLIENT_ACTIONS, Action
from clienthealth.judging.health import Finding
from clienthealth.judging.tones import complete
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import Money, OwnWords, ProgramWords
from clienthealth.ledger.events import LapseEvent
from clienthealth.ledger.models import Obligation
from clienthealth.rules.registry import rule_of

HoldKind = Literal[
    "collect-first",
    "our-side-first",
    "replace-income",
    "finish-obligations",
    "cool-off",
    "spare-capacity",
]


class Reason(NamedTuple):
    """The properties of a kind of hold."""

    on: tuple[Action, ...]
    """The verdicts it may delay."""
    withheld: str
    """The text for redacted output, without words from the ledger."""


HOLDS: dict[HoldKind, Reason] = {
    "collect-first": Reason(CLIENT_ACTIONS, "they owe overdue money"),
    "our-side-first": Reason(("let-go", "renegotiate"), "your own lapse came first"),
    "replace-income": Reason(
        ("fire", "let-go"), "they bring in much of your revenue; find other work first"
    ),
    "finish-obligations": Reason(("fire", "let-go"), "you still owe them something"),
    "cool-off": Reason(("let-go",), "the verdict is new; sleep on it"),
    "spare-capacity": Reason(("let-go",), "you have spare hours and nobody to fill them yet"),
}
"""Every kind of hold. Only the annual review uses the last one."""

complete(HOLDS, HoldKind)

AT_ONCE = {"fire", "let-go", "renegotiate"}
COLLECT_FROM = 15
"""Days overdue from which the money comes first under any verdict; `AT_ONCE` needs no days."""
YEAR = timedelta(days=365)
MONTHS = 12


class Hold(NamedTuple):
    """A reason to delay a verdict."""

    kind: HoldKind
    why: OwnWords
    amount: Money = None
    """In the business's currency."""
    until: date | None = None
    evidence: tuple[Path, ...] = ()


class Lapse(NamedTuple):
    """A lapse of yours that came before the first evidence of trouble."""

    position: int
    day: date
    what: ProgramWords


def with_holds(what: str, holds: Iterable[HoldKind]) -> str:
    """A verdict or a decision, never without its holds: `let-go, collect-first`."""
    return ", ".join([what, *holds])


def holds_of(
    action: Action,
    facts: ClientFacts,
    findings: Sequence[Finding],
    revenue: Decimal,
    was: Callable[[date], Action | None],
) -> tuple[Hold, ...]:
    """The holds on a verdict.

    Args:
        action: The verdict's action.
        facts: The client's facts.
        findings: The client's findings without the waived ones.
        revenue: The revenue of all active clients.
        was: The action of the verdict on an earlier day.
    """
    asked: dict[HoldKind, Iterator[Hold]] = {  # lazy: only the holds that apply are worked out
        "collect-first": _collect_first(action, facts),
        "our-side-first": _our_side_first(facts, findings),
        "replace-income": _replace_income(facts, revenue),
        "finish-obligations": _finish_obligations(facts),
        "cool-off": _cool_off(facts, was),
    }
    return tuple(
        hold for kind, holds in asked.items() if action in HOLDS[kind].on for hold in holds
    )


def _collect_first(action: Action, facts: ClientFacts) -> Iterator[Hold]:
    if facts.overdue_balance <= 0:
        return
    overdue = [s for s in facts.open_parts if s.due < facts.as_of]
    oldest = max((facts.as_of - s.due).days for s in overdue)
    if action not in AT_ONCE and oldest < COLLECT_FROM:
        return
    yield Hold("collect-first", _owed(facts), amount=facts.open_balance, evidence=paths(overdue))


def _owed(facts: ClientFacts) -> str:
    """What is open, and how much of it is overdue."""
    currency = facts.context.business.currency
    overdue = written.amount(facts.overdue_balance, currency)
    if facts.open_balance == facts.overdue_balance:
        return f"{overdue} overdue{_as_billed(facts)}"
    whole = written.amount(facts.open_balance, currency)
    return f"{whole} open, {overdue} of it overdue{_as_billed(facts)}"


def _as_billed(facts: ClientFacts) -> str:
    """What is overdue in the client's own currency, with the rate; empty in the business's."""
    exchange, currency = facts.context.exchange, facts.client.currency
    if currency is None or currency == exchange.home:
        return ""
    overdue = sum((s.open for s in facts.open_parts if s.due < facts.as_of), Decimal(0))
    rate = exchange.rate(currency, facts.as_of).normalize()
    return f" ({written.amount(overdue, currency)} at {rate:f})"


def _our_side_first(facts: ClientFacts, findings: Sequence[Finding]) -> Iterator[Hold]:
    lapses = causes(facts, findings)
    if not lapses:
        return
    repeated = sum(lapse.what == "broken-promise" for lapse in lapses) > 1
    named = ", ".join(
        f"{lapse.what.replace('-', ' ')} on {written.day(lapse.day)}" for lapse in lapses
    )
    why = f"your own lapse came first: {named}"
    yield Hold(
        "our-side-first",
        f"{why}; a second broken promise is not forgiven" if repeated else why,
        evidence=tuple(("events", lapse.position) for lapse in lapses),
    )


def causes(facts: ClientFacts, findings: Sequence[Finding]) -> tuple[Lapse, ...]:
    """Your lapses shortly before the first evidence of trouble, unless you have talked since.

    Broken promises come first, then the latest lapses.
    """
    own = [seen for seen in facts.so_far("lapse") if isinstance(seen.event, LapseEvent)]
    first = first_evidence(facts, findings) if own else None
    if first is None:
        return ()
    earliest = first - timedelta(days=facts.context.policy.holds.lapse_days)
    talked = max((talk.day for talk in facts.talks), default=date.min)
    lapses = [
        Lapse(seen.position, seen.day, seen.event.what)
        for seen in own
        if isinstance(seen.event, LapseEvent) and max(earliest, talked) <= seen.day <= first
    ]
    return tuple(
        sorted(lapses, key=lambda each: (each.what != "broken-promise", -each.day.toordinal()))
    )


def first_evidence(facts: ClientFacts, findings: Sequence[Finding]) -> date | None:
    """The first day of the kind of trouble that a lapse of yours may have caused."""
    days = (
        day
        for each in findings
        if (began := rule_of(each.code).began) is not None
        for path in each.evidence
        if (day := began(facts, path)) is not None
    )
    return min(days, default=None)


def _replace_income(facts: ClientFacts, revenue: Decimal) -> Iterator[Hold]:
    limit = facts.context.policy.holds.income_percent
    if revenue <= 0 or facts.revenue * 100 <= revenue * limit:
        return
    amount, currency = cents(facts.revenue), facts.context.business.currency
    yield Hold(
        "replace-income",
        f"they bring in {of_active(facts.revenue / revenue)}; "
        f"find other work for {written.amount(amount, currency)} first",
        amount=amount,
    )


def _finish_obligations(facts: ClientFacts) -> Iterator[Hold]:
    from clienthealth.facts.notice import owed_to  # noqa: PLC0415  # for those to part with

    owed = [*owed_to(facts)]
    if owed:
        yield Hold(
            "finish-obligations",
            f"you still owe them: {', '.join(_named(each) for _, each in owed)}",
            until=max((each.due for _, each in owed if each.due), default=None),
            evidence=tuple(("contract", "obligations", i) for i, _ in owed),
        )


def _named(obligation: Obligation) -> str:
    prepaid = " (prepaid)" if obligation.prepaid else ""
    due = f" by {written.day(obligation.due)}" if obligation.due else ""
    return f"{obligation.what}{prepaid}{due}"


def _cool_off(facts: ClientFacts, was: Callable[[date], Action | None]) -> Iterator[Hold]:
    """A new let-go waits a few days, unless you considered it before or they know already."""
    if told_on(facts) is not None or _was_so_at_month_end(facts, was):
        return
    begin = considered_since(facts, was)
    if begin.earlier is None:
        until = begin.day + timedelta(days=facts.context.policy.holds.cool_off_days)
        yield Hold(
            "cool-off",
            f"the verdict came on {written.day(begin.day)}; sleep on it until {written.day(until)}",
            until=until,
        )


def _was_so_at_month_end(facts: ClientFacts, was: Callable[[date], Action | None]) -> bool:
    """Whether the verdict was the same at the last month-end before the days of cooling off.

    Then it has lasted longer than these days, or there was an earlier spell of it. One day to judge
    instead of several, and in a trend one that has been judged.
    """
    ends = islice(month_ends(facts.as_of), MONTHS)
    days = facts.context.policy.holds.cool_off_days
    before = next((end for end in ends if (facts.as_of - end).days >= days), None)
    return before is not None and was(before) == "let-go"


class Considered(NamedTuple):
    """How long letting a client go has been considered."""

    day: date
    """The first day of the current let-go, as far back as it matters."""
    earlier: date | None
    """An earlier day on which you considered it, so that no cooling off is needed; or None."""


def considered_since(facts: ClientFacts, was: Callable[[date], Action | None]) -> Considered:
    """Whether letting a client go is a new idea.

    It is not new if the ledger recorded it in the last year (`firing_considered`), if the verdict
    has lasted longer than the policy's days of cooling off, or if it was the verdict at one of the
    twelve month-ends before.

    Args:
        facts: The client's facts.
        was: The action of the verdict on an earlier day.
    """
    thought = _thought_of(facts)
    if thought is not None:
        return Considered(facts.as_of, thought)
    days = facts.context.policy.holds.cool_off_days
    begin = _spell_begin(facts.as_of, days, was)
    if begin is None:
        lasting = facts.as_of - timedelta(days=days)
        return Considered(lasting, lasting)
    return Considered(begin, _spell_before(begin, was))


def _spell_begin(as_of: date, days: int, was: Callable[[date], Action | None]) -> date | None:
    """The first day of the current let-go; None where it is old enough."""
    begin = as_of
    for back in range(1, days + 1):
        day = as_of - timedelta(days=back)
        if was(day) != "let-go":
            return begin
        begin = day
    return None


def _thought_of(facts: ClientFacts) -> date | None:
    """The first day in the last year on which the ledger recorded the idea."""
    days = (
        seen.day for seen in facts.so_far("firing_considered") if facts.as_of - seen.day <= YEAR
    )
    return min(days, default=None)


def _spell_before(begin: date, was: Callable[[date], Action | None]) -> date | None:
    """The latest of twelve month-ends before the current spell that was a let-go too."""
    ends = islice(month_ends(begin), MONTHS)
    return next((day for day in ends if was(day) == "let-go"), None)
