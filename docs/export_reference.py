"""A page for each preset of exports, made of the preset itself."""

from collections.abc import Iterator
from pathlib import Path

from clienthealth.ledger.exports.preset import preset, preset_names
from clienthealth.ledger.includes import Preset
from tables import table

EXPORTS = Path("docs", "exports")
ROWS = {
    "items": "Several rows with one number are the items of one invoice.",
    "totals": "Several rows with one number repeat the total of one invoice.",
    "payments": "Several rows with one number are payments of one invoice.",
    "account": "Rows with one number are an account: above 0 is billed, below 0 is paid.",
}


def export_pages() -> dict[Path, str]:
    """A page for each preset."""
    return {EXPORTS / f"{name}.md": page(name, preset(name)) for name in preset_names()}


def export_list() -> str:
    """The table of all presets."""
    rows = (
        (f"[`{name}`](exports/{name}.md)", known.tool, str(known.kind), known.export or "")
        for name in preset_names()
        if (known := preset(name))
    )
    return table(("`format`", "program", "rows are", "where it is exported"), rows)


def page(name: str, known: Preset) -> str:
    """The page of a preset: what it reads, and what it leaves out."""
    parts = (
        f"# {known.tool}: `format: {name}`",
        f"Where to export it: {known.export}. Each row is read as one of `{known.kind}`.",
        *_recognised(known),
        *_columns(known),
        *_choices(known),
        *_forms(known),
        f"Left out: {known.left_out}" if known.left_out else "",
        "You can set every key differently in the [include](../ledger.md#include).",
    )
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _recognised(known: Preset) -> Iterator[str]:
    if known.headers:
        line = f", on line {known.header_line}" if known.header_line else ""
        yield f"Recognised by these headers{line}: {_list(known.headers)}."


def _columns(known: Preset) -> Iterator[str]:
    rows = [(f"`{field}`", _list(names)) for field, names in known.columns.items() if any(names)]
    if rows:
        yield table(("what is read", "its column"), rows)
    if known.client_above:
        yield "A row of its own names the client, above the client's rows."


def _choices(known: Preset) -> Iterator[str]:
    for verb, choice in (("taken", known.only), ("left out", known.skip)):
        for header, words in choice.items():
            named = ", ".join(f"`{word}`" if word else "nothing" for word in words)
            yield f"Rows are {verb} if `{header}` is one of: {named}."
    if known.no_client == "ignore":
        yield "Rows without a client are left out."
    if known.unknown_clients == "ignore":
        yield "Rows of clients that are not in the ledger are left out."
    if known.unknown_projects == "ignore":
        yield "If the client has no such project in the ledger, the row counts without it."


def _forms(known: Preset) -> Iterator[str]:
    formats = known.date_format
    yield (
        f"Dates are written as one of {_list(formats)}; the one that fits every row is taken."
        if len(formats) > 1
        else f"Dates are written as {_list(formats)}."
    )
    if known.rows is not None:
        yield ROWS[known.rows]
    if known.statuses:
        pairs = ", ".join(f"`{word}` is {status}" for word, status in known.statuses.items())
        yield f"Statuses: {pairs}."


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
