"""What a ledger says of a file that it includes: how its rows become entries."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from clienthealth.ledger.fields import Entry, Text, Texts, shown, unmarked, wrong

ExportKind = Literal["invoices", "payments", "time", "events"]
RowsMeaning = Literal["items", "totals", "payments", "account"]
StatusWord = Literal["draft", "sent", "paid", "void"]

_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
_DATE_SIGNS = {
    **dict.fromkeys("Yy", "year"),
    **dict.fromkeys("mbB", "month"),
    "d": "day",
    **dict.fromkeys("HI", "hour"),
    "M": "minute",
    "S": "second",
    "f": "fraction",
    "p": "half of the day",
    "z": "offset",
    "a": "weekday",
    "A": "full weekday",
    "%": "per cent",
}
_WORDS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
}


def _tells_a_date(formats: tuple[str, ...]) -> tuple[str, ...]:
    for text in formats:
        signs = _DIRECTIVE.findall(text)
        unknown = next((sign for sign in signs if sign not in _DATE_SIGNS), None)
        if unknown is not None:
            sign = shown(f"%{unknown}")
            raise wrong(f"{shown(text)} holds the unknown sign {sign}; write one like %d.%m.%Y")
        parts = [_DATE_SIGNS[sign] for sign in signs if sign != "%"]
        if not {"year", "month", "day"} <= set(parts) or len(set(parts)) < len(parts):
            raise wrong(
                f"{shown(text)} must tell day, month and year once; write one like %d.%m.%Y"
            )
    return formats


def _known_encoding(name: str) -> str:
    from clienthealth.ledger.exports.encodings import known_encoding  # noqa: PLC0415  # rarely used

    return known_encoding(name)


def _lists(value: object) -> object:
    """A mapping of words to lists, each of which may be written as one word."""
    value = unmarked(value)
    if isinstance(value, dict):
        return {k: [v] if v is None or isinstance(v, str) else v for k, v in value.items()}
    return value


def _empty_words(value: object) -> object:
    value = _lists(value)
    if isinstance(value, dict):
        return {k: [w or "" for w in v] if isinstance(v, list) else v for k, v in value.items()}
    return value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], WithJsonSchema(_WORDS_SCHEMA)]
WordLists = Annotated[dict[str, Words], BeforeValidator(_empty_words)]
"""For each word one other or a list of them."""


class ExportForm(Entry):
    """How the rows of an export are read."""

    kind: ExportKind | None = Field(
        None, description="What each row is; left out: what the preset says."
    )
    columns: WordLists = Field(
        default_factory=dict,
        description="Our field: the header of its column, or a list of which the first that is "
        'there counts; "" leaves the field out. Fields not named here are looked for under their '
        "own name. Invoices also take `paid_amount`, `balance`, `write_off` (an amount), "
        "`written_off` (its day) and `currency`; payments `invoice`, `reference`, `gross`, "
        "`refunded` and `currency`; time `seconds`, `minutes`, `start`, `stop`, "
        "`start_time`, `end_date`, `end_time`, `from` and `until`.",
    )
    skip: WordLists = Field(
        default_factory=dict,
        description="Header: what a cell under it holds in rows that are left out.",
    )
    only: WordLists = Field(
        default_factory=dict,
        description="Header: what a cell under it holds in the rows that are taken.",
    )
    statuses: Annotated[dict[str, StatusWord], BeforeValidator(unmarked)] = Field(
        default_factory=dict,
        description="What the column of `status` calls it: draft, sent, paid or void. Usual "
        "English words are known.",
    )
    no_client: Text | None = Field(
        None,
        description="ignore: rows without a client are left out; or the id of the client that "
        "they are given to.",
    )
    unknown_clients: Literal["ignore", "error"] = Field(
        "error", description="ignore: rows of clients that are not in the ledger are left out."
    )
    unknown_projects: Literal["ignore", "error"] = Field(
        "error",
        description="ignore: what is of a project that the client does not have counts without it.",
    )
    client_above: bool = Field(
        False,
        description="true where the client's name stands in the first column of a row of its own, "
        "above its rows.",
    )
    header_line: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        None,
        description="The line of the headers, below lines with a title; lines that do not fit "
        "are then totals, which are left out.",
    )
    encoding: Annotated[Text, AfterValidator(_known_encoding)] | None = Field(
        None,
        description="How the file's characters are written, such as cp1252; left out: UTF-8, or "
        "UTF-16 by its mark.",
    )
    delimiter: Literal[",", ";", "\t", "|"] | None = Field(
        None,
        description="What separates columns, a comma where nothing says otherwise; a tab is "
        'written "\\t", in quotation marks.',
    )
    decimal: Annotated[
        tuple[Literal[".", ","], ...],
        BeforeValidator(_one_or_many),
        WithJsonSchema({"anyOf": [{"enum": [".", ","]}, {"type": "array"}]}),
    ] = Field(
        (".",),
        min_length=1,
        description="The decimal sign of numbers; of a list, the one that fits all rows.",
    )
    date_format: Annotated[Texts, AfterValidator(_tells_a_date)] = Field(
        ("%Y-%m-%d",),
        min_length=1,
        description="How dates are written, as in strptime; of a list, the one that fits all rows.",
    )
    timezone: Text | None = Field(
        None,
        description="The IANA time zone of `start` and `stop`; left out: the business's.",
    )
    rows: RowsMeaning | None = Field(
        None,
        description="What the rows of one invoice number are: its items, which are summed; its "
        "total, repeated; its payments; or an account of it, where what is paid is negative. Left "
        "out: guessed, and told.",
    )


class Include(ExportForm):
    """A file whose rows are entries, so that an export is used as it is."""

    file: Text = Field(
        description="The file, or a pattern of files such as exports/*.csv, relative to this one "
        "and inside its folder."
    )
    format: Text | None = Field(
        None,
        description="The program that wrote it, such as toggl, or a file with a preset of your "
        "own, such as ./mytool.yaml; left out with `kind` and `columns`: known by its headers.",
    )
    client: Text | None = Field(
        None, description="The client's id for all rows; left out: the column `client` tells."
    )


class Preset(ExportForm):
    """How the exports of one program are read: what an include says of a file, for all of them."""

    tool: Text = Field(description="The program, as it calls itself.")
    export: Text | None = Field(None, description="Where in the program the export is found.")
    headers: Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)] = Field(
        (), description="The headers by which its files are known; all of them must be there."
    )
    reads: Text = Field("csv", description="The form of its files.")
    left_out: Text | None = Field(None, description="What is not read, and why.")

    @property
    def keys(self) -> set[str]:
        """The keys that it sets for an include."""
        return self.model_fields_set & ExportForm.model_fields.keys()
