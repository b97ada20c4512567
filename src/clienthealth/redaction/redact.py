"""One walker over whatever the program finds; of each field it leaves what the type allows."""

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
"""What gives nothing away by itself, as a word of a `Literal` gives nothing away."""


def redact(found: Found, redactor: Redactor) -> Found:
    """What was found with pseudonyms in place of names, without money and words of the ledger.

    Everything is judged on the originals first. Counts, days, hours, shares, dates, ranks, health
    and verdicts stay, and of the ledger the places of its entries.

    Args:
        found: An assessment, a trend, a review, a plan, what is owed, the report of a check, or a
            policy in force.
        redactor: What gives the pseudonyms; one for all that is to agree.

    Raises:
        TypeError: this is no result, or the type of a field does not say what may be shown.
    """
    return cast("Found", _Walk(redactor, found).left(found, type(found)))


def redact_problems(problems: Sequence[Problem], redactor: Redactor) -> tuple[Problem, ...]:
    """Problems with pseudonyms for their files, and of their messages the field alone."""
    return tuple(redact(problem, redactor) for problem in problems)


def introduce(ledger: Ledger, redactor: Redactor) -> None:
    """Give the clients and files of a ledger their pseudonyms in the order of the ledger.

    So an ordinal does not depend on what is shown, and in which order.
    """
    for client in ledger.clients:
        redactor.client(client.id)
    for name in ledger.sources.names:
        redactor.file(name)


@cache
def fields_of(kind: type) -> Mapping[str, object]:
    """The fields of a named tuple or a model, each with its whole type."""
    hints = get_type_hints(kind, include_extras=True)
    own = kind.model_fields if issubclass(kind, BaseModel) else getattr(kind, "_fields", ())
    return {name: hints[name] for name in own}


def read(hint: Any) -> tuple[Any, InPublic | None]:
    """A type without None and marks, and what it says of its values."""
    said: InPublic | None = None
    while get_origin(hint) in {Annotated, Union, UnionType}:
        if get_origin(hint) is Annotated:
            said = next((m for m in hint.__metadata__ if isinstance(m, InPublic)), said)
            hint = hint.__origin__
        else:
            hint = next(arm for arm in get_args(hint) if arm is not type(None))
    return hint, said


class _Walk:
    """One result, from its outermost type to the last of its values."""

    def __init__(self, redactor: Redactor, whole: object) -> None:
        self._redactor = redactor
        self._whole = whole

    def left(self, value: Any, hint: object, owner: Any = None, field: str = "") -> Any:
        """What is left of a value of a type, which is a field of its owner."""
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
        """What is left of something whose type says nothing by itself."""
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
        """A ledger of which the currency and the places of its entries are left."""
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
    """Of an entry the place, and the parts that have places of their own."""
    if isinstance(value, BaseModel):
        parts = {name: _bare(part) for name, part in value}
        return value.model_copy(update={**parts, "mark": getattr(value, "mark", 0)})
    return tuple(map(_bare, value)) if isinstance(value, tuple) else None
