"""The results about the records of clients: changed terms, rewritten history, hidden trouble."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from clienthealth.checking.compared import Compared
from clienthealth.checking.model import (
    CHANGED_TERMS,
    HIDDEN_TROUBLE,
    REWRITTEN_HISTORY,
    OwnRule,
    Result,
)
from clienthealth.checking.record_differences import (
    Retold,
    happenings,
    is_dated_figure,
    plain,
    retold,
)
from clienthealth.checking.waiver_results import own_result
from clienthealth.ledger.fields import Entry, bare
from clienthealth.ledger.models import Client

HISTORY_DAYS = 31
"""An entry from longer ago is history: whoever changes it rewrites what others have relied on."""
MOST_NAMED = 5
MOST_RELATED = 10

_SAYINGS = {
    CHANGED_TERMS: "terms were changed",
    REWRITTEN_HISTORY: f"history older than {HISTORY_DAYS} days was rewritten",
    HIDDEN_TROUBLE: "this may hide trouble",
}
"""Each rule with the beginning of its message."""
_NO_MEASURE = frozenset({"name", "aliases", "language", "email", "domains", "role", "waivers"})
"""What no rule measures by: of addresses the events that they give are compared. Waivers have a
result of their own."""
_OBSERVED = frozenset({"fit", "team_buy_in"})
"""Figures of a client that are observed from time to time: one more is news, not a change."""
_COMPLETED = frozenset(
    {
        *("paid", "done", "received", "answered_at", "finished", "billed", "kept", "invoice"),
        *("disputed", "since", "first_contact", "decision_maker", "champion"),
        *("signed", "walked_through", "statement_of_work"),
        *("note", "what", "excuse", "about"),
    }
)
"""What is filled in when it has come about, often long after the day of the entry."""
_NOT_YET = frozenset({"billed", "kept", "disputed", "walked_through"})
"""Of these, false means: not yet."""
_UNPAID = frozenset({None, "draft", "sent", "paid"})
_SAYS_NOTHING = frozenset({None, "sent", "paid"})
"""A status that leaves an invoice as it would be without one."""
_SETTLING = frozenset({"credit_notes", "write_offs"})
"""Lists whose entries settle an invoice without money."""


def record_results(compared: Compared) -> Iterator[Result]:
    """What was changed of the records of the clients that were there before."""
    for client in compared.ledger.clients:
        before = compared.entry_before(client.id)
        if before is None:
            continue
        of_rule = _by_rule(before, client, compared.as_of)
        for rule in _SAYINGS:
            if rule in of_rule:
                yield _result(compared, client, rule, of_rule[rule])


def had_history(client: Client, as_of: date) -> bool:
    """Whether anything that happened longer than 31 days ago was recorded of a client."""
    return any(_is_old(day, as_of) for day in happenings(client))


def _by_rule(before: Client, now: Client, as_of: date) -> dict[OwnRule, list[Retold]]:
    found: dict[OwnRule, list[Retold]] = {}
    for each in retold(before, now):
        rule = None if _is_of_a_prospect(each, before, now) else _rule(each, before, as_of)
        if rule is not None:
            found.setdefault(rule, []).append(each)
    return found


def _rule(each: Retold, before: Client, as_of: date) -> OwnRule | None:
    """The rule that has something to say of a difference; one difference is told once."""
    if each.field in _NO_MEASURE or "waivers" in each.where:
        return None
    if _hides(each, before):
        return HIDDEN_TROUBLE
    is_known = each.day is None or _is_old(each.day, as_of)
    if each.kind == "added" or not is_known or _is_completed(each, as_of):
        return None
    if each.happened:
        return REWRITTEN_HISTORY
    return None if _is_first_contract(each, before) else CHANGED_TERMS


def _is_of_a_prospect(each: Retold, before: Client, now: Client) -> bool:
    """Whether it measured a prospect who has become a client."""
    was_client, is_client = (c.since is not None or bool(c.invoices) for c in (before, now))
    return each.field == "first_contact" and is_client and not was_client


def _is_old(day: date, as_of: date) -> bool:
    return day < as_of - timedelta(days=HISTORY_DAYS)


def _hides(each: Retold, before: Client) -> bool:
    """Whether something no longer counts that did: cancelled, of unknown lateness, settled."""
    if each.kind == "added":
        return _settles(each, before)
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
    # A client's own end takes the verdict away; that of a contact does not.
    if each.field in _COMPLETED or (each.field == "until" and each.label):
        comes = each.field != "until" and _is_to_come(each.now, as_of)
        return _is_fresh(each, as_of) and not comes
    return False


def _is_fresh(each: Retold, as_of: date) -> bool:
    """Whether a field was open until now, or was filled in with a day that is no history yet."""
    if each.was is None or (each.was is False and each.field in _NOT_YET):
        return True
    return isinstance(each.was, date) and not _is_old(_day(each.was), as_of)


def _is_to_come(value: object, as_of: date) -> bool:
    return isinstance(value, date) and _day(value) > as_of


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _all_in(before: object, now: object) -> bool:
    if not isinstance(before, tuple) or not isinstance(now, tuple):
        return False
    return {*map(plain, before)} <= {*map(plain, now)}


def _is_first_contract(each: Retold, before: Client) -> bool:
    """Whether a contract is agreed before the first invoice: there is nothing it could hide."""
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
        return f"{label} was {'added' if each.kind == 'added' else 'taken out'}"
    field = each.field.removesuffix("_")
    if not each.label:
        field = ".".join((*each.where, field))
    change = f"{field} {_said(each.was)} -> {_said(each.now)}"
    if isinstance(each.was, Entry) and each.now is None:
        change = f"{field} was taken out"
    return f"{label}: {change}" if label else change


def _said(value: object) -> str:
    """A value in a few words."""
    if value is None or value == ():
        return "unset"
    if isinstance(value, tuple):
        return bare(", ".join(map(_said, value)))
    if isinstance(value, Entry):
        joint = " from " if is_dated_figure(value) else " "
        return joint.join(_said(part) for part in value.model_dump().values() if part is not None)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:%H:%M}" if isinstance(value, time) else bare(str(value))
