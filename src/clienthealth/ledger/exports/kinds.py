"""The fields that rows of each kind of export may fill, and their types.

The types are those of the models: a field added there is read from a CSV file at once.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from clienthealth.ledger.events import EVENT_MODELS, DatedEvent
from clienthealth.ledger.fields import bare, shown
from clienthealth.ledger.models import Instalment, Invoice, Payment, TimeEntry
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.validation import known_keys

CellType = Literal["date", "moment", "number", "hours", "seconds", "minutes", "text"]

MODELS: dict[str, tuple[type[BaseModel], ...]] = {
    "invoices": (Invoice,),
    "payments": (Payment,),
    "time": (TimeEntry,),
    "events": tuple(EVENT_MODELS.values()),
}
"""What the rows of a kind become."""
REQUIRED = {
    "invoices": ("number", "issued", "amount"),
    "payments": ("date", "amount"),
    "time": ("date", "hours"),
    "events": ("kind",),
}
"""The fields that a row needs to be an entry of its kind."""
INSTEAD = {
    ("payments", "amount"): ("gross",),
    ("time", "date"): ("start", "from"),
    ("time", "hours"): ("seconds", "minutes", "stop", "end_time"),
}
"""Fields that a required field can be worked out from."""
_BESIDE: dict[str, dict[str, CellType]] = {
    "invoices": {
        "paid_amount": "number",
        "balance": "number",
        "write_off": "number",
        "written_off": "date",
        "currency": "text",
    },
    "payments": {
        "invoice": "text",
        "reference": "text",
        "gross": "number",
        "refunded": "number",
        "currency": "text",
    },
    "time": {
        "seconds": "number",
        "minutes": "number",
        "start": "moment",
        "stop": "moment",
        "start_time": "text",
        "end_date": "date",
        "end_time": "text",
        "from": "date",
        "until": "date",
    },
    "events": {},
}
"""Fields of a row that its model does not have."""
_NOT_BY_THEMSELVES = {
    "write_off",
    "written_off",
    "from",
    "until",
    "reference",
    "gross",
    "refunded",
    "balance",
}
"""Fields that are only read where the include or a preset names their column."""


@cache
def fields_of(kind: str) -> dict[str, CellType]:
    """The fields that a row of this kind may fill, each with its type."""
    found: dict[str, CellType] = {}
    for model in MODELS[kind]:
        for name in known_keys(model):
            cell_type = _type_of(model, name)
            if cell_type is not None:
                found[name] = cell_type
    return found | _BESIDE[kind]


def read_by_itself(field: str) -> bool:
    """Whether a column is read without being named, because it has the field's name."""
    return field not in _NOT_BY_THEMSELVES


def _type_of(model: type[BaseModel], name: str) -> CellType | None:
    """The type of a field of a model; None for what is a list of entries."""
    fields = model.model_fields.items()
    field = next(field for key, field in fields if (field.alias or key) == name)
    types = {*_parts(field.annotation)}
    if any(_is_entry(each) for each in types - {Instalment}):
        return None
    if datetime in types:
        return "moment"
    if date in types:
        return "date"
    if Decimal in types:
        return "hours" if name == "hours" and model is TimeEntry else "number"
    return "text"


def _is_entry(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, BaseModel)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def unknown_field(kind: str, field: str) -> str | None:
    """What is wrong with a key of `columns`; None where it is a field."""
    from clienthealth.ledger.hints import key_hint, remedy  # noqa: PLC0415  # only for messages

    known = [*fields_of(kind), "client"]
    if field in known:
        return None
    model = DatedEvent if kind == "events" else MODELS[kind][0]
    hint = key_hint(model, field)
    near = remedy(hint) if hint in known else did_you_mean(field, known)
    return f"columns: unknown field {shown(field)}; {near}"


def described(fields: tuple[str, ...]) -> str:
    """Fields as they are named in a message."""
    return " or ".join(map(bare, fields))
