"""Keys without a value: as good as absent where the model knows them, and told where it does not.

The reader lists them under `EMPTY`, which no model has as a field: pydantic refuses it, and only
then is it looked into. A ledger without such keys pays nothing for them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from clienthealth.ledger.fields import EMPTY, MARK
from clienthealth.ledger.validation import Misfit, known_keys, model_at, unknown_key

Loc = tuple[int | str, ...]


class Validated(NamedTuple):
    """What became of a mapping."""

    entry: BaseModel | None
    """None where it does not fit its model."""
    raw: dict[str, Any]
    """The mapping without the list of its keys without a value."""
    error: ValidationError | None
    unknown: tuple[Misfit, ...] = ()
    """Its keys without a value that the model does not know."""


def validated(model: type[BaseModel], raw: dict[str, Any]) -> Validated:
    """A mapping as an entry."""
    try:
        return Validated(model.__pydantic_validator__.validate_python(raw), raw, None)
    except ValidationError as error:
        places = [*_places(error)]
        if not places:
            return Validated(None, raw, error)
    unknown = tuple(misfit for loc in places for misfit in _unknown(raw, loc, model))
    for loc in places:
        raw = _without(raw, loc)
    # What stands inside an entry with such keys may not have been looked at yet.
    again = validated(model, raw)
    return again._replace(unknown=(*unknown, *again.unknown))


def _places(error: ValidationError) -> Iterator[Loc]:
    """Where mappings with such keys are."""
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        if item["type"] == "extra_forbidden" and item["loc"][-1] == EMPTY:
            yield item["loc"][:-1]


def _unknown(raw: Any, loc: Loc, model: type[BaseModel]) -> Iterator[Misfit]:
    for part in loc:
        raw = raw[part]
    at = model_at(model, loc)
    known = known_keys(at)
    for key in raw[EMPTY]:
        if key not in known:
            yield unknown_key(raw[MARK], key, at, is_empty=True)


def _without(raw: Any, loc: Loc) -> Any:
    """A copy of the mapping in which the one at `loc` has no list of such keys."""
    if not loc:
        return {key: value for key, value in raw.items() if key != EMPTY}
    copy = raw.copy()
    copy[loc[0]] = _without(raw[loc[0]], loc[1:])
    return copy
