"""What can be logged with one line: every kind of event, and the entries of the other lists.

Everything comes from the models: a new kind of event needs no line here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from clienthealth.ledger.events import EVENT_MODELS
from clienthealth.ledger.fields import MARK, Entry
from clienthealth.ledger.models import (
    Adjustment,
    ChangeRequest,
    Cost,
    Invoice,
    MonthOfTime,
    Payment,
    Revision,
    TimeEntry,
)
from clienthealth.ledger.problems import did_you_mean

Holder = Literal["client", "invoice", "project"]
Shape = Literal["flag", "day", "moment", "texts", "choice", "text"]

_NAMES = frozenset({"project", "invoice", "credits", "number"})
"""Texts that identify an entry, rather than say what happened."""
_SPEAKS = {
    "against": "against the client",
    "for": "for the client",
    "of-us": "about your own side",
    "by-its-fields": "depends on its fields",
    "nothing": "of nothing",
}


class LogField(NamedTuple):
    """A key that an entry can have."""

    name: str
    shape: Shape
    choices: tuple[str, ...]
    """The allowed words, if it takes no others."""
    is_required: bool
    help: str


class LogKind(NamedTuple):
    """A kind of entry that can be logged."""

    name: str
    model: type[Entry]
    list: str
    """The list that it goes to."""
    holder: Holder
    """Whose list that is."""
    placed_by: str
    """The key that says when it was."""
    summary: str
    evidence: str
    """What it is evidence of."""
    fixed: Mapping[str, str] = {}
    """Keys that follow from the kind."""

    @property
    def fields(self) -> tuple[LogField, ...]:
        """The keys that it can have."""
        return _fields(self.model)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys in the order they are written: an event begins with its kind and its day."""
        names = [field.name for field in self.fields]
        if self.list == "events":
            shared = [name for name in ("note", "project") if name in names]
            own = [name for name in names if name not in shared]
            names = [*self.fixed, self.placed_by, *own, *shared]
        return tuple(dict.fromkeys(names))

    def field(self, name: str) -> LogField | None:
        """The key of that name."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def words(self) -> tuple[str, ...]:
        """The keys that need no option, in order; the last one takes the remaining words."""
        if self.name == "paid":
            return ("invoice",)
        holder = ("invoice",) if self.holder == "invoice" else ()
        own = [each for each in self.fields if each.name != self.placed_by]
        required = [each for each in own if each.is_required and each.shape != "flag"]
        required.sort(key=self.is_free_text)  # the one that takes the remaining words comes last
        words = (*holder, *(each.name for each in required))
        if required and self.is_free_text(required[-1]):
            return words
        texts = [each.name for each in own if not each.is_required and self.is_free_text(each)]
        best = [name for name in texts if name != "note"] or texts
        return (*words, *best[:1])

    def is_free_text(self, field: LogField) -> bool:
        """Whether a key takes free text, not a number or a name."""
        if field.name in _NAMES or field.shape not in {"text", "texts"}:
            return False
        return str in _leaves(self.model.model_fields[field.name].annotation)

    @property
    def has_default_day(self) -> bool:
        """Whether today is the default day."""
        return (
            self.model is not MonthOfTime and self.model.model_fields[self.placed_by].is_required()
        )


@cache
def _fields(model: type[Entry]) -> tuple[LogField, ...]:
    return tuple(_found_fields(model))


def _found_fields(model: type[Entry]) -> Iterator[LogField]:
    for name, field in model.model_fields.items():
        key = field.alias or name
        leaves = set(_leaves(field.annotation))
        is_entries = all(isinstance(leaf, type) and issubclass(leaf, BaseModel) for leaf in leaves)
        if (key in (MARK, "kind") and not _is_own_kind(model, key)) or is_entries:
            continue
        yield LogField(
            key,
            _shape(field, leaves),
            _choices(field),
            field.is_required(),
            field.description or "",
        )


def _is_own_kind(model: type[Entry], key: str) -> bool:
    """Whether `kind` is a field like others: that of hours, not that of an event."""
    return key == "kind" and not model.model_fields[key].is_required()


def _leaves(annotation: Any) -> Iterator[Any]:
    """The possible types of a value."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif origin in (Union, UnionType, tuple):
        for each in get_args(annotation):
            if each not in (type(None), Ellipsis):
                yield from _leaves(each)
    elif origin is Literal:
        yield str
    else:
        yield annotation


def _shape(field: FieldInfo, leaves: set[Any]) -> Shape:
    if leaves == {bool}:
        return "flag"
    if datetime in leaves:
        return "moment"
    if date in leaves:
        return "day"
    if _choices(field):
        return "choice"
    return "texts" if get_origin(field.annotation) is tuple else "text"


def _choices(field: FieldInfo) -> tuple[str, ...]:
    def literals(annotation: Any) -> Iterator[str]:
        if get_origin(annotation) is Literal:
            yield from map(str, get_args(annotation))
        else:
            for each in get_args(annotation):
                yield from literals(each)

    if date in set(_leaves(field.annotation)):
        return ()
    return tuple(literals(field.annotation))


def _events() -> Iterator[LogKind]:
    for name, model in EVENT_MODELS.items():
        yield LogKind(
            name, model, "events", "client", "at", _summary(name, model),
            _SPEAKS[model.speaks], {"kind": name},
        )  # fmt: skip


def _summary(name: str, model: type[BaseModel]) -> str:
    """What a kind is, in one line: its own sentence where the model has several kinds."""
    text = " ".join((model.__doc__ or "").split())
    own = re.search(rf"`{name}`[^;.]*", text)
    if not own:
        return text.split(". ")[0].rstrip(".")
    shared = re.match(r".*?\.", text)
    return f"{shared[0].rstrip('.') if shared else text}: {name.replace('_', ' ')}"


_BOOKS = (
    LogKind(
        "paid", Payment, "payments", "invoice", "date",
        "A payment of all that is open on an invoice, or of an amount; an advance without an "
        "invoice", "for or against, by its date",
    ),
    LogKind(
        "invoice", Invoice, "invoices", "client", "issued", "A bill to the client, gross",
        "late payments, and revenue",
    ),
    LogKind(
        "hours", TimeEntry, "time", "client", "date", "Time worked for the client",
        "the hourly rate",
    ),
    LogKind(
        "month", MonthOfTime, "time", "client", "month",
        "A month's hours, if you do not know the days", "the hourly rate",
    ),
    LogKind(
        "credit_note", Adjustment, "credit_notes", "invoice", "date",
        "A credit note for an invoice", "less to pay, and less revenue",
    ),
    LogKind(
        "write_off", Adjustment, "write_offs", "invoice", "date",
        "What you give up as lost on an invoice: all that is open, or an amount",
        "against the client: lost revenue",
    ),
    LogKind(
        "cost", Cost, "costs", "client", "date", "Money spent on the work for the client",
        "the hourly rate",
    ),
    LogKind(
        "change_request", ChangeRequest, "change_requests", "project", "date",
        "A change the client asked for after the scope was agreed",
        "against the client, if there are many",
    ),
    LogKind(
        "revision", Revision, "revisions", "project", "date",
        "A round of revisions of something you delivered",
        "against the client, if there are many",
    ),
)  # fmt: skip

_OTHER_WORDS = {
    "time": "hours",
    "hour": "hours",
    "work": "hours",
    "payment": "paid",
    "pay": "paid",
    "bill": "invoice",
    "credit": "credit_note",
    "writeoff": "write_off",
    "change": "change_request",
    "expense": "cost",
}

_OTHER_HINTS = {
    "refund": "log it as `paid` on the invoice, with a negative --amount and --reason refund",
    "chargeback": "log it as `paid` on the invoice, with a negative --amount and its --reason",
    "deduction": "log it as `paid` on the invoice, with --deducted and a --reason",
    "waiver": "use `clienthealth waive`",
    "waive": "use `clienthealth waive`",
}


@cache
def log_kinds() -> Mapping[str, LogKind]:
    """Everything that can be logged, by its name: the books first, then the events."""
    return {kind.name: kind for kind in (*_BOOKS, *_events())}


class UnknownKindError(LookupError):
    """A word that is not a kind of entry; the message says what to write instead."""


def find_kind(word: str) -> LogKind:
    """The kind that a word means; `-` and `_` are the same.

    Raises:
        UnknownKindError: there is none.
    """
    kinds = log_kinds()
    name = re.sub(r"[\s_-]+", "_", word.strip()).casefold()
    found = kinds.get(name) or kinds.get(_OTHER_WORDS.get(name, ""))
    if found is not None:
        return found
    from clienthealth.ledger.hints import kind_hint, remedy  # noqa: PLC0415  # only where there is a problem

    hint = _OTHER_HINTS.get(name) or kind_hint(word)
    how = as_options(remedy(hint)) if hint else did_you_mean(name, [*kinds])
    msg = f'"{word[:60]}" is not a kind that can be logged; {how}'
    raise UnknownKindError(msg)


def as_options(hint: str) -> str:
    """A hint about keys of the ledger, as options of the command line."""
    hint = re.sub(r"`kind: ([\w-]+)`", r"`\1`", hint)
    hint = re.sub(r"`(\w+): \.\.\.`", r"`--\1`", hint)
    hint = re.sub(r"`(\w+): true`", r"`--\1`", hint)
    hint = re.sub(r"`(\w+): false`", r"`--no-\1`", hint)
    hint = re.sub(r"`(\w+): ([\w-]+)`", r"`--\1 \2`", hint)
    return re.sub(r"--\w+", lambda option: option[0].replace("_", "-"), hint)
