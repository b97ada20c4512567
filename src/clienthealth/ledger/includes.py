"""What a ledger says about a file that it includes: how its rows become entries."""

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
            raise wrong(f"{shown(text)} has the unknown code {sign}; write one like %d.%m.%Y")
        parts = [_DATE_SIGNS[sign] for sign in signs if sign != "%"]
        if not {"year", "month", "day"} <= set(parts) or len(set(parts)) < len(parts):
            raise wrong(
                f"{shown(text)} must have day, month and year once; write one like %d.%m.%Y"
            )
    return formats


def _known_encoding(name: str) -> str:
    from clienthealth.ledger.exports.encodings import known_encoding  # noqa: PLC0415  # rarely used

    return known_encoding(name)


def _lists(value: object) -> object:
    """A mapping of words to lists; a list of one may be written as a single word."""
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
"""Another word, or a list of words, for each word."""


class ExportForm(Entry):
    """How the rows of an export are read."""

    kind: ExportKind | None = Field(None, description="What each row is. Default: the preset's.")
    columns: WordLists = Field(
        default_factory=dict,
        description="A field, and the header of its column, or a list of headers: the first one "
        'found counts; "" leaves the field out. Other fields are looked for under their own '
        "name. Invoices also take `paid_amount`, `balance`, `write_off` (an amount), "
        "`written_off` (its day) and `currency`; payments `invoice`, `reference`, `gross`, "
        "`refunded` and `currency`; time `seconds`, `minutes`, `start`, `stop`, "
        "`start_time`, `end_date`, `end_time`, `from` and `until`.",
    )
    skip: WordLists = Field(
        default_factory=dict,
        description="A header, and the words in its column that leave a row out.",
    )
    only: WordLists = Field(
        default_factory=dict,
        description="A header, and the words in its column that rows need to be read.",
    )
    statuses: Annotated[dict[str, StatusWord], BeforeValidator(unmarked)] = Field(
        default_factory=dict,
        description="A word in the `status` column, and what it means: draft, sent, paid or void. "
        "Usual English words are known.",
    )
    no_client: Text | None = Field(
        None,
        description="ignore leaves out rows without a client; a client's id gives them to that "
        "client.",
    )
    unknown_clients: Literal["ignore", "error"] = Field(
        "error", description="ignore leaves out rows of clients that are not in the ledger."
    )
    unknown_projects: Literal["ignore", "error"] = Field(
        "error",
        description="ignore reads rows of an unknown project without the project.",
    )
    client_above: bool = Field(
        False,
        description="true where each client's name is in the first column of a row of its own, "
        "above their rows.",
    )
    header_line: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        None,
        description="The line of the headers, where title lines are above them. Lines that do not "
        "fit are then left out as totals.",
    )
    encoding: Annotated[Text, AfterValidator(_known_encoding)] | None = Field(
        None,
        description="The file's encoding, such as cp1252. Default: UTF-8, or UTF-16 with a byte "
        "order mark.",
    )
    delimiter: Literal[",", ";", "\t", "|"] | None = Field(
        None,
        description="What separates columns. Default: a comma, or with a preset what the headers "
        'have. A tab is written "\\t", in quotation marks.',
    )
    decimal: Annotated[
        tuple[Literal[".", ","], ...],
        BeforeValidator(_one_or_many),
        WithJsonSchema({"anyOf": [{"enum": [".", ","]}, {"type": "array"}]}),
    ] = Field(
        (".",),
        min_length=1,
        description="The decimal sign of numbers, or a list; the one that fits all rows counts.",
    )
    date_format: Annotated[Texts, AfterValidator(_tells_a_date)] = Field(
        ("%Y-%m-%d",),
        min_length=1,
        description="The form of dates as in strptime, or a list; the one fitting all rows counts.",
    )
    timezone: Text | None = Field(
        None,
        description="The IANA time zone of `start` and `stop`. Default: the business's.",
    )
    rows: RowsMeaning | None = Field(
        None,
        description="What several rows of one invoice number are: items, which are added up; the "
        "total, repeated; payments; or an account, where payments are negative. Default: guessed, "
        "with a warning.",
    )


class Include(ExportForm):
    """An export of another program, used as it is: its rows are entries."""

    file: Text = Field(
        description="The file, or a pattern such as exports/*.csv, relative to this file and in "
        "its folder."
    )
    format: Text | None = Field(
        None,
        description="The program that wrote it, such as toggl, or a file with your own preset, "
        "such as ./mytool.yaml. Default: recognized by its headers.",
    )
    client: Text | None = Field(
        None, description="The client's id for all rows. Default: the `client` column."
    )


class Preset(ExportForm):
    """How the exports of one program are read: the keys of an include, for all its files."""

    tool: Text = Field(description="The program's name.")
    export: Text | None = Field(None, description="Where to find the export in the program.")
    headers: Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)] = Field(
        (), description="The headers that its files are recognized by; all must be there."
    )
    reads: Text = Field("csv", description="The file format.")
    left_out: Text | None = Field(None, description="What is not read, and why.")

    @property
    def keys(self) -> set[str]:
        """The keys that it sets for an include."""
        return self.model_fields_set & ExportForm.model_fields.keys()
