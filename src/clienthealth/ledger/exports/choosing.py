"""The form of dates and numbers that fits all rows of a file, where several are possible."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from clienthealth.ledger.exports.cells import fits_decimal, parsed
from clienthealth.ledger.exports.columns import Columns
from clienthealth.ledger.exports.table import Table
from clienthealth.ledger.fields import shown

_ENOUGH = 200_000
"""The rows that are looked at."""


def date_format(
    formats: tuple[str, ...], columns: Columns, table: Callable[[], Table]
) -> tuple[tuple[str, ...], str | None]:
    """The form that every date of a file fits, and what is wrong where that is not clear.

    A form is ruled out if a cell that is a date in another form does not fit it, or if an invoice
    would be due before it was issued.
    """
    if len(formats) < 2:
        return formats, None
    at = {c.field: c.place for c in columns.fields if c.type in ("date", "moment")}
    left = list(formats)
    tells_apart: tuple[str, str, str] | None = None
    for row in table().rows:
        dates = {
            field: {form: parsed(cell, (form,)) for form in left}
            for field, index in at.items()
            if index < len(row.cells) and (cell := row.cells[index].strip())
        }
        for found in dates.values():
            if any(found.values()):
                left = [form for form in left if found[form] is not None]
        left = [form for form in left if _in_order(form, dates)] or left
        tells_apart = _told_apart(left, row.cells, at) or tells_apart
        if len(left) < 2 or row.line > _ENOUGH:
            break
    if not left:
        forms = " or ".join(map(shown, formats))
        return formats, f"none of {forms} fits all dates; write the right `date_format`"
    if len(left) > 1 and tells_apart is not None and {*tells_apart[1:]} <= {*left}:
        cell, one, other = tells_apart
        text = (
            f"{shown(cell)} fits {shown(one)} and {shown(other)}, and no row shows which is right"
        )
        return formats, f"{text}; write one as `date_format` in the include"
    return (left[0],), None


def _in_order(form: str, dates: dict[str, dict[str, datetime | None]]) -> bool:
    issued, due = (dates.get(field, {}).get(form) for field in ("issued", "due"))
    return issued is None or due is None or issued.date() <= due.date()


def _told_apart(
    forms: Sequence[str], cells: Sequence[str], at: dict[str, int]
) -> tuple[str, str, str] | None:
    """A cell that is one day in one form and another day in another."""
    for index in at.values():
        cell = cells[index].strip() if index < len(cells) else ""
        days = [(form, parsed(cell, (form,))) for form in forms] if cell else []
        for (one, first), (other, second) in pairwise(days):
            if first is not None and second is not None and first != second:
                return cell, one, other
    return None


def decimal_sign(
    signs: tuple[str, ...], columns: Columns, table: Callable[[], Table]
) -> tuple[str, str | None]:
    """The decimal sign that every number of a file fits, and what is wrong where none does."""
    if len(signs) < 2:
        return signs[0], None
    numbers = [c.place for c in columns.fields if c.type in ("number", "hours")]
    left, doubtful = list(signs), None
    for row in table().rows:
        for index in numbers:
            cell = row.cells[index].strip() if index < len(row.cells) else ""
            if not any(sign in cell for sign in ".,"):
                continue
            fitting = [sign for sign in signs if fits_decimal(cell, sign)]
            doubtful = cell if len(fitting) > 1 else doubtful
            left = [sign for sign in left if sign in fitting] if fitting else left
    if not left:
        return signs[0], "no single decimal sign fits all numbers; write the right `decimal`"
    if len(left) > 1 and doubtful is not None:
        text = f"{shown(doubtful)} may have a decimal point or a decimal comma"
        return signs[0], f"{text}; write `decimal` in the include"
    return left[0], None
