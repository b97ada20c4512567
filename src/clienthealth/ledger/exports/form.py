"""How one export is read: the keys of its include, and the preset's for the others."""

from collections.abc import Mapping
from typing import NamedTuple

from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.includes import ExportForm, ExportKind, Include, Preset, RowsMeaning

Headers = tuple[str, ...]


class Form(NamedTuple):
    """The keys of an include and its preset together; see `ExportForm` for what they mean."""

    kind: ExportKind
    preset: str | None
    columns: Mapping[str, Headers]
    own: frozenset[str]
    """The fields whose columns the include itself names: they must be there."""
    skip: Mapping[str, frozenset[str]]
    only: Mapping[str, frozenset[str]]
    own_choice: frozenset[str]
    """The headers of `skip` and `only` that the include itself names."""
    statuses: Mapping[str, str]
    client: str | None
    no_client: str | None
    ignores_unknown_clients: bool
    ignores_unknown_projects: bool
    client_above: bool
    header_line: int
    has_totals: bool
    """Whether rows that do not fit are totals."""
    delimiter: str | None
    decimal: tuple[str, ...]
    date_format: tuple[str, ...]
    timezone: str | None
    rows: RowsMeaning | None


def form_of(include: Include, kind: ExportKind, preset: Preset | None, name: str | None) -> Form:
    """The form of an include with its preset; the include goes first."""
    base = preset or ExportForm()
    own = include.model_fields_set

    def chosen(key: str) -> ExportForm:
        return include if key in own else base

    header_line = chosen("header_line").header_line
    choices = ({**base.skip, **include.skip}, {**base.only, **include.only})
    skip, only = ({h: frozenset(map(folded, w)) for h, w in each.items()} for each in choices)
    statuses = {**base.statuses, **include.statuses}
    return Form(
        kind=kind,
        preset=name,
        columns={**base.columns, **include.columns},
        own=frozenset(include.columns),
        skip=skip,
        only=only,
        own_choice=frozenset((*include.skip, *include.only)),
        statuses={folded(word): status for word, status in statuses.items()},
        client=include.client,
        no_client=chosen("no_client").no_client,
        ignores_unknown_clients=chosen("unknown_clients").unknown_clients == "ignore",
        ignores_unknown_projects=chosen("unknown_projects").unknown_projects == "ignore",
        client_above=chosen("client_above").client_above,
        header_line=header_line or 1,
        has_totals=header_line is not None,
        delimiter=chosen("delimiter").delimiter,
        decimal=chosen("decimal").decimal,
        date_format=chosen("date_format").date_format,
        timezone=chosen("timezone").timezone,
        rows=chosen("rows").rows,
    )
