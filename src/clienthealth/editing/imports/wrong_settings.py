"""What is wrong with the settings of an import, before any file is read."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from clienthealth.editing.changes import Item
from clienthealth.editing.imports.exported import raw_item
from clienthealth.ledger.exports import preset
from clienthealth.ledger.exports.kinds import unknown_field
from clienthealth.ledger.fields import MARK
from clienthealth.ledger.includes import Include
from clienthealth.ledger.validation import misfits


def wrong_settings(form: Item) -> tuple[tuple[str, str], ...]:
    """The keys of an include that are wrong, each with what to write instead.

    Args:
        form: The keys, such as `kind` and `columns`.
    """
    return tuple(_wrong(form))


def _wrong(form: Item) -> Iterator[tuple[str, str]]:
    if "file" in form:
        yield "file", "name the file itself, without an option"
        return
    raw = {MARK: 0, "file": "export", **raw_item(form)}
    try:
        include = Include.model_validate(raw)
    except ValidationError as error:
        for each in misfits(error, raw, Include):
            yield _key_of(form, each.key), each.message.removeprefix(f"{each.key}: ")
        return
    kind, name = include.kind, include.format
    if name is not None and not preset.is_file_of_preset(name):
        if name not in preset.preset_names():
            yield "format", preset.unknown_preset(name).removeprefix("format: ")
            return
        kind = kind or preset.preset(name).kind
    if kind is not None:
        for field in include.columns:
            if problem := unknown_field(kind, field):
                yield "columns", problem.removeprefix("columns: ")


def _key_of(form: Item, key: str | None) -> str:
    """The key itself, or the one that has it in its mapping."""
    holders = (own for own, value in form.items() if isinstance(value, Mapping) and key in value)
    return key if key is not None and key in form else next(holders, str(key))
