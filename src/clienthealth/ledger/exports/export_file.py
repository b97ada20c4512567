"""One included file: from its text to the rows that count, and an account of the others."""

from collections import Counter

from clienthealth.ledger.exports import choosing
from clienthealth.ledger.exports.account import FileAccount, Stranger
from clienthealth.ledger.exports.cells import Dates
from clienthealth.ledger.exports.columns import Columns, found_columns
from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.opened import Opened, Say
from clienthealth.ledger.exports.overlap import STATE_FIELDS
from clienthealth.ledger.exports.rows import Row, RowReader
from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.fields import shown

_MOST_REASONS = 8


class ExportFile:
    """The rows of one file that count."""

    def __init__(self, opened: Opened, rows: list[Row], reader: RowReader, found: Columns) -> None:
        self.name, self.form, self.rows = opened.name, opened.form, rows
        self.signature = (opened.form.preset, *(f"{c.field}:{c.place}" for c in found.fields))
        self.state = {c.place for c in found.fields if c.field in STATE_FIELDS}
        self._read, self.left_out = reader.rows, reader.left_out
        self._strangers = tuple(
            Stranger(name, code, rows, reader.near(name))
            for (name, code), rows in reader.strangers.items()
        )

    def account(self) -> FileAccount:
        """What became of all its rows."""
        return FileAccount(
            file=self.name,
            kind=self.form.kind,
            format=self.form.preset,
            rows=self._read,
            taken=self._read - self.left_out.total(),
            left_out=tuple(_few(self.left_out)),
            strangers=self._strangers,
        )


def _few(reasons: Counter[str]) -> list[tuple[str, int]]:
    found = reasons.most_common()
    rest = sum(count for _, count in found[_MOST_REASONS:])
    few = [(shown(why)[1:-1], count) for why, count in found[:_MOST_REASONS]]
    return [*few, ("others", rest)] if rest else few


def read_export(opened: Opened, names: Names, report: Say, warn: Say) -> ExportFile | None:
    """The rows of a file; None where its headers do not fit.

    `report` is called for problems, `warn` for what is odd but accepted.
    """
    form = opened.form
    try:
        table = opened.table()
        found = found_columns(form, table)
        for problem in found.problems:
            report(form.header_line, problem)
        for warning in found.warnings:
            warn(form.header_line, warning)
        if found.columns is None:
            return None
        reader = _reader(opened, found.columns, names, report)
        rows = [*reader.read(table)]
    except TableError as error:
        report(error.line, str(error))
        return None
    _tell_unknown(reader, report, warn)
    return ExportFile(opened, rows, reader, found.columns)


def _reader(opened: Opened, columns: Columns, names: Names, report: Say) -> RowReader:
    form = opened.form
    formats, problem = choosing.date_format(form.date_format, columns, opened.table)
    decimal, other = choosing.decimal_sign(form.decimal, columns, opened.table)
    for each in filter(None, (problem, other)):
        report(form.header_line, each)
    return RowReader(opened, columns, names, report, Dates(formats), decimal)


def _tell_unknown(reader: RowReader, report: Say, warn: Say) -> None:
    """Report each unknown name once, with the number of its rows."""
    unknown = reader.unknown
    for name, count in unknown.counts.items():
        what, _, remedy = unknown.problems[name].partition("; ")
        rows = f" ({count} rows)" if count > 1 else ""
        report(unknown.lines[name], f"{what}{rows}; {remedy}")
    if reader.unknown_projects:
        projects = reader.unknown_projects
        few = ", ".join(shown(name) for name, _ in projects.most_common(3))
        more = f" and {len(projects) - 3} more" if len(projects) > 3 else ""
        rows = "1 row counts" if projects.total() == 1 else f"{projects.total()} rows count"
        text = f"project: no client has {few}{more}, so {rows} without one"
        warn(1, f'{text}; write it under `projects`, or `columns: {{project: ""}}`')
