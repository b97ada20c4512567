"""From pydantic's errors to problems a person can act on: what is wrong, what to write instead."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from clienthealth.ledger.events import EVENT_MODELS
from clienthealth.ledger.fields import MARK, PLAIN_NUMBER, bare, one_line, shown
from clienthealth.ledger.places import Divided
from clienthealth.ledger.problems import did_you_mean, nearest

_PATTERNS = {
    "^[A-Z]{3}$": "write the ISO 4217 code in capitals, such as EUR",
    "^[A-Z]{2}$": "write the ISO 3166 code in capitals, such as DE",
    "^[A-Za-z0-9][A-Za-z0-9._-]*$": "write letters, digits, dots, dashes and underscores only",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}
_WORDINGS = {
    "int_parsing": "is not a whole number; write digits only",
    "int_from_float": "is not a whole number; write digits only",
    "int_parsing_size": "is too large; write a number of days",
    "int_type": "is not a whole number; write digits only",
    "float_parsing": "is not a number; write a plain number such as 0.35",
    "float_type": "is not a number; write a plain number such as 0.35",
    "finite_number": "is not a finite number; write a plain number such as 0.35",
    "decimal_parsing": "is not a number; write a plain number such as 12.50",
    "decimal_type": "is not a number; write a plain number such as 12.50",
    "bool_parsing": "is neither true nor false; write true or false",
    "bool_type": "is neither true nor false; write true or false",
    "string_type": "is not text; write one line of text",
    "string_too_long": "is too long; write at most 64 characters",
    "string_too_short": "is too short; write one character",
}
_QUOTES = "text with a comma or a colon needs quotation marks"
_WHOLE_NUMBERS = {"int_parsing", "int_from_float"}
_FIGURES = re.compile(r"[-+]?\d[\d.,' ]*")
_NO_TEXT = re.compile(r"true|false|yes|no|[-+\d.:T]+", re.IGNORECASE)
_QUOTED = re.compile("'([^']*)'")
_TAG_TYPES = {"union_tag_invalid", "union_tag_not_found"}
_LIST_TYPES = {"tuple_type", "list_type"}
_MAPPING_TYPES = {"model_type", "model_attributes_type", "dict_type"}


class Misfit(NamedTuple):
    """A problem before its place is known: the mapping's mark, the key in it, the message."""

    mark: int
    key: str | None
    at_key: bool
    message: str
    earlier: int | None = None
    """The mark of the first entry, where this one is its duplicate."""
    is_piece: bool = False
    """Whether the key may be a piece of a text or number that a comma has split."""
    client: str | None = None
    """The id of the client a warning is about."""


def misfits(
    error: ValidationError, raw: dict[str, Any], model: type[BaseModel], *, partial: bool = False
) -> Iterator[Misfit]:
    """The errors of a validation, each tied to the nearest mapping in a file.

    In a `partial` entry nothing is reported as missing, because it may be in a file that could
    not be read.
    """
    from clienthealth.ledger.hints import key_hint  # noqa: PLC0415  # only where there are problems

    items = error.errors(include_url=False)
    renamed = {
        (item["loc"][:-1], key_hint(model_at(model, item["loc"][:-1]), str(item["loc"][-1])))
        for item in items
        if item["type"] == "extra_forbidden"
    }
    for item in items:
        loc = item["loc"]
        mark, key = _nearest(raw, loc)
        kind = item["type"]
        if kind == "missing":
            # Where the key only has another name, saying so is enough.
            if not partial and (loc[:-1], str(loc[-1])) not in renamed:
                yield Misfit(mark, None, at_key=False, message=_missing(model, loc))
        elif kind == "extra_forbidden":
            yield unknown_key(mark, str(loc[-1]), model_at(model, loc[:-1]))
        else:
            message = _message(item, loc, bare(key or ""), model)
            at_key = loc[-1:] == ("[key]",)
            piece = key is not None and key.isdigit()  # of {USD: 0,92}, where any key is allowed
            yield Misfit(mark, key, at_key=at_key, message=message, is_piece=piece)


def unknown_key(
    mark: int, name: str, model: type[BaseModel] | None, *, is_empty: bool = False
) -> Misfit:
    """What is wrong with a key that a model does not have; one without a value may be a piece."""
    remedy = _key_remedy(model, name)
    message = f"unknown key {shown(name)}; {remedy}"
    piece = is_empty and (" " in name or not remedy.startswith("did you mean"))
    return Misfit(mark, name, at_key=True, message=message, is_piece=piece)


def _key_remedy(model: type[BaseModel] | None, name: str) -> str:
    from clienthealth.ledger.hints import key_hint, remedy  # noqa: PLC0415  # as above

    hint = key_hint(model, name)
    near = did_you_mean(name, known_keys(model))
    if hint is not None:
        return remedy(hint)
    return f"{near}; {_QUOTES}" if " " in name and not near.startswith("did you") else near


@lru_cache(maxsize=8)  # the pieces of a value follow each other
def comma_problem(divided: Divided) -> str | None:
    """What to say where a comma has split a value in braces; None where that is unlikely."""
    from clienthealth.ledger.spellings import number_remedy  # noqa: PLC0415  # as below

    key, value, whole = divided.key, divided.value, divided.whole
    if _FIGURES.fullmatch(whole):
        return f"{bare(key)}: a comma splits {shown(whole)}; {number_remedy(whole, PLAIN_NUMBER)}"
    if _NO_TEXT.fullmatch(value):
        return None
    text = shown(re.sub(r"\s+", " ", whole))
    remedy = f"put the text in quotation marks: `{bare(key)}: {text}`"
    return f"{bare(key)}: a comma ends the text after {shown(value)}; {remedy}"


def _missing(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    name = str(loc[-1])
    described = _field_description(model_at(model, loc[:-1]), name)
    return f'"{name}" is missing; add `{name}: ...`{described}'


@lru_cache(maxsize=256)  # a list may lack the same key in every entry
def _field_description(model: type[BaseModel] | None, name: str) -> str:
    fields = model.model_fields.items() if model else ()
    field = next((f for n, f in fields if (f.alias or n) == name), None)
    if field is None or not field.description:
        return ""
    return f" ({field.description.split('. ')[0].rstrip('.')})"


def _nearest(raw: Any, loc: tuple[int | str, ...]) -> tuple[int, str | None]:
    mark, key = raw[MARK], None
    for part in loc:
        if isinstance(raw, dict) and isinstance(part, str):
            mark, key = raw.get(MARK, mark), part
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            raw = raw[part]
        else:
            break
    return mark, key


def model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that validates the mapping at a location."""
    found: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and found is not None:
            found = _model_under(found, part)
    return found


@lru_cache(maxsize=256)  # as above
def _model_under(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    by_key = {f.alias or name: f.annotation for name, f in model.model_fields.items()}
    return _model_in(by_key.get(key)) or (model if key not in by_key else None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def known_keys(model: type[BaseModel] | None) -> list[str]:
    """The keys that a mapping of this model may have."""
    if model is None:
        return []
    return [f.alias or name for name, f in model.model_fields.items() if f.alias != MARK]


def _message(item: Any, loc: tuple[int | str, ...], name: str, model: type[BaseModel]) -> str:
    from clienthealth.ledger.hints import remedy, value_hint  # noqa: PLC0415  # as above

    kind, value = item["type"], item["input"]
    parents = loc[: loc.index(name)] if name in loc else loc
    hint = value_hint(model_at(model, parents), name, value)
    if kind == "clienthealth":
        said = str(item["msg"])
        if hint is not None:
            said = f"{said.partition('; ')[0]}; {remedy(hint)}"
        return f"{name}: {said}" if name else said
    shape = _shape_message(kind, name, in_list=isinstance(loc[-1] if loc else None, int))
    if shape and hint is not None:
        return f"{shape.partition('; ')[0]}; {remedy(hint)}"
    return shape or f"{name}: {shown(value)} {_wording(item, name, hint)}"


def _wording(item: Any, name: str, hint: str | None) -> str:
    """What to say of a single value, after the value itself."""
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "literal_error" and name == "version":
        return "is not a known version; write 1, or use a newer clienthealth"
    if kind == "literal_error":
        return f"is not allowed here; {_literal_remedy(value, context['expected'], hint)}"
    if kind == "string_pattern_mismatch":
        remedy = f"write {hint}" if hint else _PATTERNS.get(context["pattern"], "see the schema")
        return f"is not valid; {remedy}"
    if kind in _WHOLE_NUMBERS and isinstance(value, str):
        from clienthealth.ledger.spellings import whole_number_remedy  # noqa: PLC0415  # as above

        return f"is not a whole number; {whole_number_remedy(value)}"
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return f"is out of range; write {words} {context[bound]:g}"
    return _WORDINGS.get(kind) or one_line(item["msg"])


def _literal_remedy(value: object, expected: str, hint: str | None) -> str:
    """The expected values, and the one that is most likely meant."""
    known = _QUOTED.findall(expected)
    word = re.sub(r"[\s_]+", "-", value).lower() if isinstance(value, str) else ""
    meant = hint or nearest(word, known)
    return (
        f"write {expected}"
        if meant is None
        else f"did you mean {shown(meant)}? Allowed: {expected}"
    )


def _shape_message(kind: str, name: str, *, in_list: bool) -> str | None:
    """What to say where something else takes the place of a list or a mapping."""
    if kind in _LIST_TYPES:
        return f'"{name}" must be a list; write each item on its own line after "- "'
    if kind in _MAPPING_TYPES and in_list:
        return f'each item of "{name}" must be a mapping; write its parts as `key: value`'
    if kind in _MAPPING_TYPES:
        return f'"{name}" must be a mapping; write its parts as `key: value`'
    if kind in _TAG_TYPES:
        return f'"{name}" must list events; write each event as a mapping with a `kind`'
    return f'"{name}" is empty; write at least one item' if kind == "too_short" else None


def event_model(raw: dict[str, Any]) -> tuple[type[BaseModel] | None, str]:
    """The model of an event by its kind; without one, what is wrong."""
    kind = raw.get("kind")
    if isinstance(kind, str) and kind in EVENT_MODELS:
        return EVENT_MODELS[kind], ""
    from clienthealth.ledger.hints import kind_hint, remedy  # noqa: PLC0415  # as above

    if kind is None and isinstance(raw.get("type"), str):
        return None, f'"kind" is missing; write `kind: {bare(raw["type"])}` in place of `type`'
    if kind is None:
        return None, '"kind" is missing; add `kind: message` or another kind of event'
    word = kind if isinstance(kind, str) else ""
    hint = kind_hint(word)
    near = remedy(hint) if hint else did_you_mean(word, [*EVENT_MODELS])
    return None, f"kind: {shown(kind)} is not an event kind; {near}"
