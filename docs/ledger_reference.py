"""Every part of a ledger with its fields, as Markdown, from the models."""

import builtins
import re
import types
import typing
from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from clienthealth.ledger import events, fields, includes, models
from clienthealth.ledger.disclosure import InPublic
from clienthealth.ledger.policy import FourDays, Percent, Points, Share, Weight
from tables import table

WORDS: tuple[tuple[object, str], ...] = (
    (fields.Date, "date"),
    (fields.Moment, "date, or date and time"),
    (fields.DateOrFlag, "date, or true or false"),
    (fields.Clock, "time of day"),
    (fields.EndOfDay, "time of day, or 24:00"),
    (fields.Month, "month, such as 2026-01"),
    (fields.Number, "number"),
    (fields.Amount, "number, 0 or more"),
    (fields.PositiveAmount, "number above 0"),
    (fields.NonzeroAmount, "number above 0, or below 0"),
    (fields.EntryHours, "hours above 0, at most 24"),
    (fields.MonthHours, "hours above 0, at most 744"),
    (fields.Text, "text"),
    (fields.Texts, "text, or list of texts"),
    (includes.WordLists, "mapping of text to text, or to list of texts"),
    (models.Currency, "currency code"),
    (models.Country, "country code"),
    (models.Identifier, "short name"),
    (models.TermsDays, "whole number, or list of [dated days](#dated-days)"),
    (models.DueDays, "date, or list of [instalments](#instalment)"),
    (models.PaidDay, "date, or `unknown`"),
    (models.DatedNumbers, "number, or list of [dated numbers](#dated-number)"),
    (models.DatedFlags, "true or false, or list of [dated flags](#dated-flag)"),
    (events.Event, "[event](#events)"),
    (FourDays, "list of four whole numbers, rising"),
    (Percent, "number, 0 to 100"),
    (Share, "number, 0 to 1"),
    (Points, "number, 0 to 100"),
    (Weight, "number, 0 to below 1"),
    (bool, "true or false"),
    (int, "whole number"),
    (float, "number"),
    (str, "text"),
    (tuple[str, ...], "list of texts"),
)


def ledger_reference() -> str:
    """Every part of a ledger except the events, each with its fields."""
    parts = [
        f"### {heading(model)}\n\n{summary_of(model)}\n\n{field_table(model)}"
        for model in parts_of(models.Ledger, [])
    ]
    own = field_table(includes.Preset, fields_of(includes.ExportForm))
    also = "It also has the keys of an [include](#include), except `file`, `format` and `client`."
    return "\n\n".join([*parts, f"### Preset\n\n{summary_of(includes.Preset)} {also}\n\n{own}"])


def parts_of(model: type[BaseModel], found: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """A model and those its fields lead to, in the order in which they are met."""
    if model not in found and not issubclass(model, events.DatedEvent):
        found.append(model)
        for hint in hints_of(model).values():
            for part in models_in(hint):
                parts_of(part, found)
    return found


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names of the fields that a file may have."""
    return [name for name in model.model_fields if name not in fields.Entry.model_fields]


def hints_of(model: type[BaseModel]) -> dict[str, object]:
    """The fields that a file may have, with their types."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in fields_of(model)}


def models_in(hint: object) -> Iterator[type[BaseModel]]:
    """The models that a type leads to."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from models_in(part)


def heading(model: type[BaseModel]) -> str:
    """A model's name in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def summary_of(model: type[BaseModel]) -> str:
    """The first paragraph of what a model is."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def field_table(model: type[BaseModel], leave_out: Sequence[str] = ()) -> str:
    """The fields of a model."""
    rows = (
        (
            f"`{model.model_fields[name].alias or name}`",
            words(hint, model.model_fields[name]),
            default_of(model.model_fields[name]),
            model.model_fields[name].description or "",
        )
        for name, hint in hints_of(model).items()
        if name not in leave_out
    )
    return table(("key", "what to write", "default", "meaning"), rows)


def words(hint: object, field: FieldInfo | None = None) -> str:
    """A type in plain words; add a missing one to `WORDS`."""
    hint = without_marks(hint)
    named = next((text for kind, text in WORDS if without_marks(kind) == hint), None)
    if named is not None:
        return f"{named}{bounds(field)}" if hint in (int, float) else named
    if get_origin(hint) is Annotated:
        inner, *extras = get_args(hint)
        return words(inner, next((m for m in extras if isinstance(m, FieldInfo)), field))
    return words_of_compound(hint, [a for a in get_args(hint) if a is not NoneType], field)


def without_marks(hint: Any) -> object:
    """A type without its mark for redaction, which does not matter to a ledger's author."""
    if get_origin(hint) is not Annotated:
        return hint
    inner, *extras = get_args(hint)
    kept = [extra for extra in extras if not isinstance(extra, InPublic)]
    return Annotated[inner, *kept] if kept else inner


def words_of_compound(hint: object, parts: Sequence[Any], field: FieldInfo | None) -> str:
    """A type made of others in plain words."""
    match get_origin(hint) or hint:
        case typing.Union | types.UnionType:
            return " or ".join(words(part, field) for part in parts)
        case typing.Literal:
            return ", ".join(f"`{value}`" for value in dict.fromkeys(map(shown, parts)))
        case builtins.tuple:
            return f"list of {words(parts[0])}"
        case builtins.dict:
            return f"mapping of {words(parts[0])} to {words(parts[1])}"
        case type() as model if issubclass(model, BaseModel):
            return f"[{heading(model).lower()}](#{heading(model).lower().replace(' ', '-')})"
        case _:
            msg = f"no words for the type {hint}; add them to WORDS"
            raise LookupError(msg)


def bounds(field: FieldInfo | None) -> str:
    """The bounds of a number."""
    limits_ = {type(m).__name__: m for m in (field.metadata if field else ())}
    low, high = (getattr(limits_.get(n), n.lower(), None) for n in ("Ge", "Le"))
    if low is not None and high is not None:
        return f", {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return f", {high} or less" if high is not None else ""


def default_of(field: FieldInfo) -> str:
    """What applies if a field is left out."""
    if field.is_required():
        return "**required**"
    if field.default_factory not in (None, dict):
        return "its defaults"
    return (
        "-" if field.default_factory or field.default in (None, ()) else f"`{shown(field.default)}`"
    )


def shown(value: object) -> str:
    """A value as it is written in a ledger."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], models.DatedDays):
        return str(value[0].days)  # a value from the beginning is written as a number
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown, value))}]"
    return f"{value:g}" if isinstance(value, float | Decimal) else repr(value).strip("'")


def event_reference() -> str:
    """The kinds of event, and the fields of those that have their own."""
    shared = tuple(hints_of(events.DatedEvent))
    rows = (
        (f"`{kind}`", what_happened(kind, model)) for kind, model in events.EVENT_MODELS.items()
    )
    parts = [
        table(("kind", "what happened"), rows),
        f"Every event has these keys besides its `kind`:\n\n{field_table(events.DatedEvent)}",
    ]
    for kind, model in events.EVENT_MODELS.items():
        own = [n for n in hints_of(model) if n not in (*shared, "kind") or differs(model, n)]
        if own:
            hidden = [n for n in hints_of(model) if n not in own]
            parts.append(f"### {kind}\n\n{field_table(model, hidden)}")
    return "\n\n".join(parts)


def what_happened(kind: str, model: type[events.DatedEvent]) -> str:
    """What the model's docstring says of this kind, or of all its kinds."""
    _, _, more = (model.__doc__ or "").partition("\n\n")
    clauses = " ".join(more.split()).split("; ")
    said = next((clause for clause in clauses if f"`{kind}`" in clause), None)
    return summary_of(model) if said is None else f"{said.rstrip('.')}."


def differs(model: type[events.DatedEvent], name: str) -> bool:
    """Whether a kind of event describes a shared field in its own way."""
    if name == "kind":
        return False
    common = events.DatedEvent.model_fields[name]
    return model.model_fields[name].description != common.description
