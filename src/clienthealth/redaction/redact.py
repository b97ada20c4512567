"""One walker over all results. It keeps of each field what the field's type allows."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel

from clienthealth.ledger.disclosure import InPublic
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import Problem
from clienthealth.redaction.instead import INSTEAD, Seen
from clienthealth.redaction.redactor import WITHHELD, Redactor

Found = TypeVar("Found")

HARMLESS = (bool, int, float, date)
"""Types that give nothing away by themselves, like the words of a `Literal`."""


def redact(found: Found, redactor: Redactor) -> Found:
    """A result with pseudonyms for names, and without amounts and words from the ledger.

    Everything is judged on the originals first. Counts, days, hours, shares, dates, ranks, health
    and verdicts stay, and so do the places of the ledger's entries.

    Args:
        found: An assessment, a trend, a review, a plan, a collection, the report of a check, or a
            policy in force.
        redactor: The source of the pseudonyms. Use one for all results that have to agree.

    Raises:
        TypeError: this is not a result, or the type of a field does not say what may be shown.
    """
    return cast("Found", _Walk(redactor, found).left(found, type(found)))


def redact_problems(problems: Sequence[Problem], redactor: Redactor) -> tuple[Problem, ...]:
    """Problems with pseudonyms for their files, and with only the field of their messages."""
    return tuple(redact(problem, redactor) for problem in problems)


def introduce(ledger: Ledger, redactor: Redactor) -> None:
    """Give the clients and files of a ledger their pseudonyms in the ledger's order.

    An ordinal then does not depend on what is shown, or in which order.
    """
    for client in ledger.clients:
        redactor.client(client.id)
    for name in ledger.sources.names:
        redactor.file(name)


@cache
def fields_of(kind: type) -> Mapping[str, object]:
    """The fields of a named tuple or a model, each with its full type."""
    hints = get_type_hints(kind, include_extras=True)
    own = kind.model_fields if issubclass(kind, BaseModel) else getattr(kind, "_fields", ())
    return {name: hints[name] for name in own}


def read(hint: Any) -> tuple[Any, InPublic | None]:
    """A type without None and marks, and its statement about its values."""
    said: InPublic | None = None
    while get_origin(hint) in {Annotated, Union, UnionType}:
        if get_origin(hint) is Annotated:
            said = next((m for m in hint.__metadata__ if isinstance(m, InPublic)), said)
            hint = hint.__origin__
        else:
            hint = next(arm for arm in get_args(hint) if arm is not type(None))
    return hint, said


class _Walk:
    """Walks through one result, from its outermost type to its last value."""

    def __init__(self, redactor: Redactor, whole: object) -> None:
        self._redactor = redactor
        self._whole = whole

    def left(self, value: Any, hint: object, owner: Any = None, field: str = "") -> Any:
        """What is left of a field's value, by its type."""
        kind, said = read(hint)
        if said is InPublic.OTHER:
            instead = INSTEAD.get(f"{type(owner).__name__}.{field}")
            return instead(Seen(owner, self._whole, self._redactor)) if instead else WITHHELD
        if value is None or said is InPublic.ITSELF:
            return value
        return self._parts(value, kind) if said is None else self._marked(value, said, owner)

    def _marked(self, value: Any, said: InPublic, owner: Any) -> Any:
        if said is InPublic.PSEUDONYM_OF_ID:
            said, value = InPublic.PSEUDONYM, getattr(owner, _id_of(owner.__class__))
        if said is InPublic.PSEUDONYM:
            return self._redactor.client(value)
        if said is InPublic.FILE:
            return self._redactor.file(value)
        if said is InPublic.FINGERPRINT:
            return self._redactor.fingerprint(value)
        return value if said is InPublic.NOTHING_IF_MONEY and not owner.is_money else None

    def _parts(self, value: Any, kind: Any) -> Any:
        """What is left of a value whose type says nothing by itself."""
        if isinstance(value, Ledger):
            return self._places(value)
        if isinstance(value, BaseModel):
            return value.model_copy(update=self._fields(value))
        if hasattr(value, "_fields"):
            return value._replace(**self._fields(value))
        if isinstance(value, Mapping):
            key, each = get_args(kind)
            return {self.left(k, key): self.left(v, each) for k, v in value.items()}
        if isinstance(value, tuple):
            kinds = get_args(kind)
            kinds = kinds[:1] * len(value) if kinds[-1] is ... else kinds
            return tuple(map(self.left, value, kinds))
        if isinstance(value, HARMLESS) or get_origin(kind) is Literal:
            return value
        raise TypeError(f"nothing says what may be shown of a {type(value).__name__}")

    def _fields(self, owner: Any) -> dict[str, object]:
        kinds = fields_of(owner.__class__).items()
        return {name: self.left(getattr(owner, name), kind, owner, name) for name, kind in kinds}

    def _places(self, ledger: Ledger) -> Ledger:
        """A ledger with only the currency and the places of its entries."""
        introduce(ledger, self._redactor)
        bare: Ledger = _bare(ledger)
        business = bare.business.model_copy(update={"currency": ledger.business.currency})
        copy = bare.model_copy(update={"business": business})
        copy._sources = ledger.sources.renamed(self._redactor.file)
        copy._warnings = redact_problems(ledger.warnings, self._redactor)
        named = ((self._redactor.file(each.file), each) for each in ledger.accounts)
        copy._accounts = tuple(each.renamed(file) for file, each in named)
        return copy


@cache
def _id_of(kind: type) -> str:
    """The field with the client's id."""
    return next(n for n, hint in fields_of(kind).items() if read(hint)[1] is InPublic.PSEUDONYM)


def _bare(value: Any) -> Any:
    """Only the place of an entry, and its parts with places of their own."""
    if isinstance(value, BaseModel):
        parts = {name: _bare(part) for name, part in value}
        return value.model_copy(update={**parts, "mark": getattr(value, "mark", 0)})
    return tuple(map(_bare, value)) if isinstance(value, tuple) else None
