"""A new entry in a ledger from a few words: what `clienthealth log` does."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from clienthealth.editing.amending import Amendment, CannotAmendError, amendment
from clienthealth.editing.changes import (
    Added,
    Value,
    Where,
    of_client,
    of_invoice,
    of_project,
)
from clienthealth.editing.log_kinds import LogKind, as_options
from clienthealth.editing.yaml_values import said as said_of
from clienthealth.facts.settlement import settlement_of
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.events import BoundaryEvent
from clienthealth.ledger.fields import MARK, PLAIN_NUMBER, Entry, shown
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.problems import Problem, did_you_mean
from clienthealth.ledger.validation import misfits
from clienthealth.rules.registry import vocabulary

Given = Mapping[str, str | bool | date | Sequence[str]]
"""The given values of an entry, by key; a text is read as the ledger reads it."""
_Said = dict[str, str | bool | date | Sequence[str]]


class LogError(ValueError):
    """An entry that the ledger would not accept; `messages` say everything that is wrong."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class Logged(NamedTuple):
    """An entry that is ready to be written."""

    client: Client
    kind: LogKind
    item: Mapping[str, Value]
    """The entry by its keys."""
    change: Amendment
    warnings: tuple[Problem, ...]
    """What looks odd in the ledger because of it."""


def log_entry(
    ledger: Ledger, where: Path, client: Client, kind: LogKind, given: Given, now: datetime
) -> Logged:
    """An entry of a client, checked and ready to be written.

    Args:
        ledger: The ledger as it was read.
        where: The path it was read from.
        client: One of its clients.
        kind: What is logged.
        given: Its values; `invoice` and `project` name the entry that it is added to, for kinds
        that have one.
        now: The time of logging, where the business is, without an offset. Nothing later can be
        logged, and a payment is of what is open now.

    Raises:
        LogError: the ledger would not accept it.
        CannotAmendError: insertions cannot continue the file as it is written.
    """
    said = dict(given)
    holder = _holder(client, kind, said)
    _check_written(ledger, where, holder, kind)
    if kind.has_default_day:
        said.setdefault(kind.placed_by, now.date())
    _fill_amount(ledger, holder, kind, said, now.date())
    if kind.model is BoundaryEvent and "about" in said:
        said["about"] = _topics(said["about"])
    entry = _validated(kind, said)
    _check_past(ledger, kind, entry, now)
    item = _item(kind, entry, said)
    try:
        change = amendment(ledger, where, [Added(holder, kind.list, (item,))])
    except CannotAmendError as error:
        if not error.problems:
            raise
        raise LogError(*(_told(problem) for problem in error.problems)) from None
    before = {problem.message for problem in ledger.warnings}
    new = tuple(each for each in change.ledger.warnings if each.message not in before)
    return Logged(client, kind, item, change, new)


def find_client(ledger: Ledger, word: str) -> Client:
    """The client of an id, a name or an alias, or of a clear beginning of one.

    Raises:
        LogError: there is none, or several.
    """
    for fits in (_is_id, _is_name, _begins):
        found = [client for client in ledger.clients if fits(client, word)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{each.id} ({each.name})" for each in found[:10])
            more = f" and {len(found) - 10} more" if len(found) > 10 else ""
            raise LogError(f"{shown(word)} may be {names}{more}; write more of the name, or the id")
    known = [name for each in ledger.clients for name in (each.id, each.name)]
    ids = [each.id for each in ledger.clients]
    near = did_you_mean(word, known)
    raise LogError(
        f"no client {shown(word)}; {near if 'mean' in near else did_you_mean(word, ids)}"
    )


def _is_id(client: Client, word: str) -> bool:
    return client.id == word


def _is_name(client: Client, word: str) -> bool:
    return word.casefold() in map(str.casefold, _names(client))


def _begins(client: Client, word: str) -> bool:
    return bool(word) and any(
        name.casefold().startswith(word.casefold()) for name in _names(client)
    )


def _names(client: Client) -> Iterator[str]:
    yield from (client.id, client.name, *client.aliases)


# Whose list it goes to


def _holder(client: Client, kind: LogKind, said: _Said) -> Where:
    if kind.holder == "project":
        return of_project(client.id, _known_project(client, said.pop("project", None)))
    if kind.holder == "client":
        return of_client(client.id)
    number = said.pop("invoice", None)
    if number is None:
        if kind.name == "paid" and "amount" in said:
            return of_client(client.id)  # an advance
        raise LogError(_which_invoice(client, kind))
    known = [each.number for each in client.invoices]
    if number not in known:
        text = f"no invoice {shown(number)} of {client.id}; {did_you_mean(str(number), known)}"
        raise LogError(text)
    return of_invoice(client.id, str(number))


def _check_written(ledger: Ledger, where: Path, holder: Where, kind: LogKind) -> None:
    """Refuse an entry of an invoice in an export: exports are not changed."""
    if kind.holder != "invoice" or len(holder) < 2:
        return
    client = next(each for each in ledger.clients if each.id == holder[0].value)
    invoice = next(each for each in client.invoices if each.number == holder[1].value)
    place = ledger.sources.place(invoice.mark)
    if place is None or place.file in map(DISK.name, DISK.of_ledger(where)):
        return
    text = f"invoice {invoice.number} of {client.id} is in the export {place.name}; enter this in "
    text += "the program that wrote the export, and export again"
    if kind.name == "paid":
        text += ", or log a payment without an invoice, with only --amount"
    raise LogError(text)


def _which_invoice(client: Client, kind: LogKind) -> str:
    numbers = ", ".join(each.number for each in client.invoices[-5:])
    known = f"the latest of {client.id}: {numbers}" if numbers else f"{client.id} has none"
    advance = ", or only --amount for an advance" if kind.name == "paid" else ""
    return f"name the invoice{advance}; {known}"


def _known_project(client: Client, name: object) -> str:
    known = [each.id for each in client.projects]
    if name is None:
        if len(known) == 1:
            return known[0]
        raise LogError(f"name the project with --project; {did_you_mean('', known)}")
    if name not in known:
        raise LogError(f"no project {shown(name)} of {client.id}; {did_you_mean(str(name), known)}")
    return str(name)


def _fill_amount(ledger: Ledger, holder: Where, kind: LogKind, said: _Said, today: date) -> None:
    """Without an amount, a payment or write-off is of all that is open."""
    if kind.name not in {"paid", "write_off"} or "amount" in said or len(holder) < 2:
        return
    number = holder[-1].value
    client = next(each for each in ledger.clients if each.id == holder[0].value)
    left = _open(ledger, client, number, today)
    deducted = said.get("deducted")
    if isinstance(deducted, str) and PLAIN_NUMBER.fullmatch(deducted):
        left -= Decimal(deducted)
    if left <= 0:
        how = "write an --amount if there was more"
        raise LogError(f"nothing is open on invoice {number} of {client.id}; {how}")
    said["amount"] = f"{left:f}"


def _open(ledger: Ledger, client: Client, number: str, today: date) -> Decimal:
    """What is open on an invoice today, in the client's currency."""
    draws = ledger.policy.set_off
    found = settlement_of(client, ledger.business.terms_days, today, draws=draws)
    states = [each for each in found.invoices if each.invoice.number == number]
    if not states:
        text = f"nobody owes invoice {number} of {client.id} today: it is a draft, void, a credit "
        raise LogError(f"{text}note or issued later; write an --amount if it was paid anyway")
    return states[0].open


def _topics(said: object) -> tuple[str, ...]:
    """The topics of a talk, where `scope` and `payment` also mean families."""
    words = [said] if isinstance(said, str) else [*said] if isinstance(said, Sequence) else []
    known = vocabulary()
    codes = {code.casefold(): code for code in known.families}
    return tuple(
        word if word in known.rules else codes.get(word[:3].casefold(), word) for word in words
    )


# What is written


def _validated(kind: LogKind, said: _Said) -> Entry:
    """The entry, checked as when it is read."""
    raw = {key: _raw(value) for key, value in (*kind.fixed.items(), *said.items())} | {MARK: 0}
    try:
        return kind.model.model_validate(raw)
    except ValidationError as error:
        found = [as_options(each.message) for each in misfits(error, raw, kind.model)]
        raise LogError(*found) from None


def _raw(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return said_of(value)
    return [*value] if isinstance(value, tuple) else value


def _check_past(ledger: Ledger, kind: LogKind, entry: Entry, now: datetime) -> None:
    when = _value(entry, kind.placed_by)
    if (kind.list == "time" and kind.placed_by == "month") or not isinstance(when, date):
        return
    if _moment(ledger, when) > now:
        what = said_of(when).replace("T", " ")
        text = f"{what} is in the future; log it when it has happened"
        raise LogError(text)


def _moment(ledger: Ledger, when: date) -> datetime:
    """The beginning of a day, or a moment, where the business is."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    hours = ledger.business.working_hours
    zone = ZoneInfo(hours.timezone) if hours and hours.timezone else None
    return when.astimezone(zone).replace(tzinfo=None) if when.tzinfo else when


def _value(entry: Entry, key: str) -> object:
    fields = type(entry).model_fields.items()
    name = next(name for name, field in fields if (field.alias or name) == key)
    return getattr(entry, name)


def _item(kind: LogKind, entry: Entry, said: _Said) -> dict[str, Value]:
    """The entry as it is written."""
    given = {**kind.fixed, **said}
    return {key: _written(_value(entry, key), given[key]) for key in kind.order if key in given}


def _written(value: object, given: object) -> Value:
    if isinstance(value, tuple):
        texts = [str(each) for each in value]
        return texts[0] if len(texts) == 1 else texts
    if isinstance(given, str):
        if isinstance(value, bool):
            return value
        if isinstance(value, date):  # a month is kept as a day but written as a month
            return value if said_of(value) == given else given
        is_plain = isinstance(value, Decimal) and PLAIN_NUMBER.fullmatch(given)
        return Decimal(given) if is_plain else given  # hours stay as a clock shows them
    assert isinstance(value, str | date | bool | Decimal)  # noqa: S101  # scalars are left
    return value


def _told(problem: Problem) -> str:
    return as_options(problem.message) if problem.place is None else str(problem)
