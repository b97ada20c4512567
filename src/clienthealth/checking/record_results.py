"""The results about the records of clients: terms, history, and changes that may hide trouble."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.checking.baseline import is_worse
from clienthealth.checking.compared import Compared
from clienthealth.checking.differences import hashable
from clienthealth.checking.model import (
    CHANGED_TERMS,
    DATED_AHEAD,
    HIDDEN_TROUBLE,
    RECENT_CHANGE,
    REWRITTEN_HISTORY,
    OwnRule,
    Result,
)
from clienthealth.checking.record_differences import (
    Retold,
    happenings,
    happenings_within,
    is_dated_figure,
    names_of,
    retold,
)
from clienthealth.checking.waiver_results import own_result
from clienthealth.judging.health import TALK_TAKES_EFFECT
from clienthealth.ledger.events import BoundaryEvent
from clienthealth.ledger.fields import Entry, bare, unplaced
from clienthealth.ledger.models import Client

HISTORY_DAYS = 31
"""Entries older than this are history: changing them rewrites what others have relied on."""
MOST_NAMED = 5
MOST_RELATED = 10

_SAYINGS = {
    CHANGED_TERMS: "terms were changed",
    REWRITTEN_HISTORY: f"entries older than {HISTORY_DAYS} days were changed or removed",
    HIDDEN_TROUBLE: "this may hide trouble",
    RECENT_CHANGE: f"entries of the last {HISTORY_DAYS} days were changed or removed",
    DATED_AHEAD: "dated after the date of assessment",
}
"""The start of each rule's message."""
_NO_MEASURE = frozenset({"name", "aliases", "language", "email", "domains", "role", "waivers"})
"""Fields that no rule uses. For addresses, the events they give are compared. Waivers have a result
of their own."""
_OBSERVED = frozenset({"fit", "team_buy_in"})
"""Figures of a client that are observed from time to time: another one is news, not a change."""
_COMPLETED = frozenset(
    {
        *("paid", "done", "received", "answered_at", "finished", "billed", "kept", "invoice"),
        *("disputed", "since", "first_contact", "decision_maker", "champion"),
        *("signed", "walked_through", "statement_of_work"),
        *("note", "what", "excuse", "about"),
    }
)
"""Fields that are filled in when something happens, often long after the day of the entry."""
_NOT_YET = frozenset({"billed", "kept", "disputed", "walked_through"})
"""Fields where false means 'not yet'."""
_CLOSED_ON = ("paid", "answered_at", "received", "done", "finished", "billed", "kept", "signed")
"""Fields with the day on which something ended the entry."""
_HAPPENS_ON = frozenset({"issued", "date", "at", "disputed", "walked_through", *_CLOSED_ON})
"""Fields with the day on which something happened."""
_PLANNED = frozenset({("invoices",), ("time",), ("costs",)})
"""Lists whose entries may be planned ahead."""
_UNPAID = frozenset({None, "draft", "sent", "paid"})
_SAYS_NOTHING = frozenset({None, "sent", "paid"})
"""Statuses that change nothing about an invoice."""
_SETTLING = frozenset({"credit_notes", "write_offs"})
"""Lists whose entries settle an invoice without money."""


class _Said(NamedTuple):
    """The rule that reports a difference, and whether it may fail the check."""

    rule: OwnRule
    fails: bool = True


def record_results(compared: Compared) -> Iterator[Result]:
    """The changes to the records of clients who were there before.

    `fails` says whether the result is of a kind that fails until somebody has looked at it.
    """
    for client in compared.ledger.clients:
        before = compared.entry_before(client.id)
        of_rule = _by_rule(compared, before, client) if before else _new(compared, client)
        for said in (_Said(rule, fails) for rule in _SAYINGS for fails in (True, False)):
            if said in of_rule:
                result = _result(compared, client, said.rule, of_rule[said])
                yield result._replace(fails=said.fails)


def had_history(client: Client, as_of: date) -> bool:
    """Whether the ledger has anything about a client from more than 31 days ago."""
    return any(is_old_on(day, as_of) for day in happenings(client))


def _by_rule(compared: Compared, before: Client, now: Client) -> dict[_Said, list[Retold]]:
    found: dict[_Said, list[Retold]] = {}
    lessened: bool | None = None
    for each in retold(before, now):
        if _is_of_a_prospect(each, before, now) or _says_nothing(each):
            continue
        rule = told_as(each, before, compared.as_of)
        said = _Said(rule) if rule is not None else _ahead(each, compared.as_of)
        if said is None and not _is_completed(each, compared.as_of):
            if lessened is None:
                lessened = _is_lessened(compared, now.id)
            said = _recent(each, compared.as_of, lessened=lessened)
        if said is not None:
            found.setdefault(said, []).append(each)
    return found


def _new(compared: Compared, client: Client) -> dict[_Said, list[Retold]]:
    """The results about a new client: entries with a date in the future."""
    nothing = Client(id=client.id, name=client.name)
    found: dict[_Said, list[Retold]] = {}
    for each in retold(nothing, client):
        said = _ahead(each, compared.as_of)
        if said is not None:
            found.setdefault(said, []).append(each)
    return found


def _says_nothing(each: Retold) -> bool:
    return each.field in _NO_MEASURE or "waivers" in each.where


def _is_lessened(compared: Compared, name: str) -> bool:
    """Whether a finding of a client is gone or smaller than before."""
    earlier, now = compared.earlier(name), compared.now.client(name)
    shows = {finding.code: finding.intensity for finding in now.findings} if now else {}
    return any(
        is_worse(shows.get(finding.code, 0.0), finding.intensity)
        for finding in (earlier.findings if earlier else ())
        if finding.severity != "position"
    )


def _recent(each: Retold, as_of: date, *, lessened: bool) -> _Said | None:
    """How to report a difference that no other rule reports: a correction, a late entry."""
    if each.kind == "added":
        is_late = lessened and each.day is not None and is_old_on(each.day, as_of)
        return _Said(RECENT_CHANGE, fails=False) if is_late else None
    if lessened:
        return _Said(RECENT_CHANGE)
    return _Said(RECENT_CHANGE, fails=False) if each.kind == "removed" else None


def _ahead(each: Retold, as_of: date) -> _Said | None:
    """How to report something that has a date in the future and had none before."""
    if each.kind == "changed":
        comes = each.field in _HAPPENS_ON and _is_to_come(each.now, as_of)
        return _Said(DATED_AHEAD) if comes else None
    entry = each.entry
    if each.kind != "added" or entry is None:
        return None
    closed = (getattr(entry, name) for name in names_of(type(entry), _CLOSED_ON))
    days = [*closed, *happenings_within(entry)]
    if any(_is_to_come(day, as_of) for day in days):
        return _Said(DATED_AHEAD)
    kind = getattr(entry, "kind", None)
    first = getattr(entry, "first_day", each.day)
    if not each.happened or kind == "input_due" or not _is_to_come(first, as_of):
        return None
    return _Said(DATED_AHEAD, fails=kind != "meeting" and each.where not in _PLANNED)


def told_as(each: Retold, before: Client, as_of: date) -> OwnRule | None:
    """The rule that reports a difference. Each difference is reported once."""
    if _says_nothing(each):
        return None
    if _hides(each, before, as_of):
        return HIDDEN_TROUBLE
    is_known = each.day is None or is_old_on(each.day, as_of)
    if each.kind == "added" or not is_known or _is_completed(each, as_of):
        return None
    if each.happened:
        return REWRITTEN_HISTORY
    return None if _is_first_contract(each, before) else CHANGED_TERMS


def _is_of_a_prospect(each: Retold, before: Client, now: Client) -> bool:
    """Whether the field measured a prospect who has become a client."""
    was_client, is_client = (c.since is not None or bool(c.invoices) for c in (before, now))
    return each.field == "first_contact" and is_client and not was_client


def is_old_on(day: date, as_of: date) -> bool:
    """Whether a day is history on a date: more than 31 days before it."""
    return day < as_of - timedelta(days=HISTORY_DAYS)


def _hides(each: Retold, before: Client, as_of: date) -> bool:
    """Whether something that counted no longer does: cancelled, paid on an unknown day, settled."""
    if each.kind == "added":
        return _settles(each, before) or _forgives(each, as_of)
    if each.field == "status":
        return each.now not in _SAYS_NOTHING and each.was in _SAYS_NOTHING
    if each.field == "paid":
        return each.now == "unknown"
    if each.field in ("deducted", "settled"):
        return isinstance(each.now, Decimal) and each.now > _number(each.was)
    return False


def _settles(each: Retold, before: Client) -> bool:
    """Whether a new entry settles something without money: a credit, a deduction."""
    if _SETTLING.intersection(each.where):
        return True
    if each.where == ("invoices",) and _number(getattr(each.entry, "amount", None)) < 0:
        credited = getattr(each.entry, "credits", None)
        return credited is None or credited in {invoice.number for invoice in before.invoices}
    return _number(getattr(each.entry, "deducted", None)) > 0


def _forgives(each: Retold, as_of: date) -> bool:
    """Whether a boundary talk was added that takes effect at once."""
    talk = isinstance(each.entry, BoundaryEvent)
    return talk and each.day is not None and as_of - each.day >= TALK_TAKES_EFFECT


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _is_completed(each: Retold, as_of: date) -> bool:
    """Whether a field was filled in, or corrected soon after."""
    if each.kind != "changed":
        return False
    if each.field == "status":
        return each.was in _UNPAID and each.now in _SAYS_NOTHING
    if each.field in _OBSERVED:
        return _all_in(each.was, each.now)
    # A client's own `until` ends the verdict; that of a contact does not.
    if each.field in _COMPLETED or (each.field == "until" and each.label):
        comes = each.field != "until" and _is_to_come(each.now, as_of)
        return _is_fresh(each, as_of) and not comes
    return False


def _is_fresh(each: Retold, as_of: date) -> bool:
    """Whether a field was empty until now, or its earlier day is not history yet."""
    if each.was is None or (each.was is False and each.field in _NOT_YET):
        return True
    return isinstance(each.was, date) and not is_old_on(_day(each.was), as_of)


def _is_to_come(value: object, as_of: date) -> bool:
    return isinstance(value, date) and _day(value) > as_of


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _all_in(before: object, now: object) -> bool:
    if not isinstance(before, tuple) or not isinstance(now, tuple):
        return False
    return {*map(hashable, before)} <= {*map(hashable, now)}


def _is_first_contract(each: Retold, before: Client) -> bool:
    """Whether a contract is agreed before the first invoice: it cannot hide anything."""
    return each.where[:1] == ("contract",) and before.contract is None and not before.invoices


def _result(compared: Compared, client: Client, rule: OwnRule, found: Sequence[Retold]) -> Result:
    count = f" ({len(found)} changes)" if len(found) > 1 else ""
    named = "; ".join(_told(each) for each in found[:MOST_NAMED])
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    places = [compared.place(each.mark) for each in found]
    first, *others = dict.fromkeys(place for place in places if place is not None) or (None,)
    result = own_result(rule, f"{_SAYINGS[rule]}{count}: {named}{more}", first, client.id)
    related = tuple(place for place in others[:MOST_RELATED] if place is not None)
    return result._replace(related=related)


def _told(each: Retold) -> str:
    label = bare(each.label)
    if each.field is None:
        return f"{label} was {each.kind}"
    field = each.field.removesuffix("_")
    if not each.label:
        field = ".".join((*each.where, field))
    change = f"{field} {_said(each.was)} -> {_said(each.now)}"
    if isinstance(each.was, Entry) and each.now is None:
        change = f"{field} was removed"
    return f"{label}: {change}" if label else change


def _said(value: object) -> str:
    """A value in a few words."""
    if value is None or value == ():
        return "unset"
    if isinstance(value, tuple):
        return bare(", ".join(map(_said, value)))
    if isinstance(value, Entry):
        joint = " from " if is_dated_figure(value) else " "
        return joint.join(_said(part) for part in unplaced(value).values() if part is not None)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:%H:%M}" if isinstance(value, time) else bare(str(value))
