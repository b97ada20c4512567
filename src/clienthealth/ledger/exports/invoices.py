"""Rows of invoices: what is paid and open, and what several rows of one number mean."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.cells import UnclearError
from clienthealth.ledger.exports.columns import Column
from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.fields import MARK, bare, shown
from clienthealth.ledger.includes import RowsMeaning
from clienthealth.ledger.models import UNKNOWN

Values = dict[str, Any]

_STATUS = {
    **dict.fromkeys(("draft", "entwurf"), "draft"),
    **dict.fromkeys(
        ("void", "voided", "cancelled", "canceled", "deleted", "reversed", "storniert", "storno"),
        "void",
    ),
    **dict.fromkeys(
        (
            *("sent", "open", "unpaid", "overdue", "partially paid", "partial", "viewed", "due"),
            *("outstanding", "awaiting payment", "pending", "late", "past due", "unsent"),
            *("authorised", "approved", "disputed", "offen", "überfällig", "fällig", "gemahnt"),
            *("versendet", "gesendet", "teilbezahlt", "teilweise bezahlt", "part paid"),
        ),
        "sent",
    ),
    **dict.fromkeys(("paid", "paid in full", "closed", "bezahlt", "auto paid", "settled"), "paid"),
}
"""The words of exports for the status of an invoice, and ours."""
_WITH_A_DAY = re.compile(
    r"(overdue|past due|due|sent|viewed|paid)(?: |, )(?:by |in |on |since |for |today|tomorrow|\d)"
)
"""A status that also says when, as in `Overdue by 12 days`."""
ZERO = Decimal(0)


class Statuses:
    """What the statuses of one file mean."""

    def __init__(self, form: Form, columns: Sequence[Column]) -> None:
        self._statuses = {**_STATUS, **form.statuses}
        self._is_named = any(c.field == "status" and c.named for c in columns)

    def read(self, values: Values) -> None:
        """Read the status of a row.

        Raises:
            UnclearError: it is not known, and its column was named.
        """
        word = values.pop("status", None)
        if word is None:
            return
        status = self._statuses.get(folded(word)) or self._statuses.get(_plain(word))
        if status is not None:
            values["status"] = status
        elif self._is_named:
            text = f"status: unknown status {shown(word)}"
            raise UnclearError(f"{text}; write what it means: `statuses: {{{bare(word)}: sent}}`")


def _plain(word: str) -> str:
    """A status for comparison: without case, joining signs, or the day it names."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", word) if word not in _STATUS else word
    text = folded(parted)
    known = _WITH_A_DAY.match(text)
    return known[1] if known is not None else text


def meaning_of(form: Form, groups: Sequence[Sequence[Values]]) -> tuple[RowsMeaning, str]:
    """What several rows of one invoice number are, and what shows it."""
    headers = folded(" ".join(form.columns.get("amount", ())))
    if any(word in headers.replace("lineamount", "line ") for word in ("line", "item", "position")):
        return "items", "the `amount` column is one of items"
    alike = all(len({row.get("amount") for row in group}) == 1 for group in groups)
    if not alike:
        return "items", "their amounts differ"
    if any(
        len({(row.get("paid"), row.get("paid_amount")) for row in group}) > 1 for group in groups
    ):
        return "payments", "they differ in what was paid"
    return "totals", "their amounts are the same"


def combined(rows: Sequence[Values], meaning: RowsMeaning) -> Values:
    """One invoice from all rows of its number.

    Raises:
        UnclearError: they contradict each other.
    """
    if meaning == "account":
        return _account(rows)
    if len(rows) == 1:
        return rows[0]
    first = dict(rows[0])
    for row in rows[1:]:
        for key, value in row.items():
            first.setdefault(key, value)
    _one_value(rows, "issued")
    if meaning == "items":
        return _of_items(first, rows)
    _one_value(rows, "amount")
    if meaning == "payments":
        first["payments"] = [payment for row in rows for payment in _payments(dict(row))]
        for field in ("paid", "paid_amount"):
            first.pop(field, None)
    return first


def _one_value(rows: Sequence[Values], field: str) -> None:
    values = sorted({str(row.get(field)) for row in rows})
    if len(values) > 1:
        text = f"{field}: the rows of {shown(rows[0].get('number'))} say {values[0]}, {values[1]}"
        remedy = "write `rows: items` where they are items" if field == "amount" else "correct one"
        raise UnclearError(f"{text}; {remedy}")


def _of_items(first: Values, rows: Sequence[Values]) -> Values:
    for field in ("amount", "tax", "expenses"):
        _sum(first, rows, field)
    for field in ("paid_amount", "balance", "write_off"):
        if len({row.get(field) for row in rows}) > 1:
            _sum(first, rows, field)
    return first


def _payments(row: Values) -> Iterator[Values]:
    paid, amount = row.get("paid"), row.get("paid_amount")
    if paid is not None and paid != UNKNOWN and (amount is None or Decimal(amount)):
        yield {MARK: row[MARK], "date": paid, "amount": amount or row["amount"]}


def _sum(first: Values, rows: Sequence[Values], field: str) -> None:
    cells = [row[field] for row in rows if field in row]
    if cells:
        first[field] = f"{sum(map(Decimal, cells), ZERO):f}"


def _account(rows: Sequence[Values]) -> Values:
    """An invoice from its rows in an account, where payments are negative."""
    bills = [row for row in rows if not row["amount"].startswith("-")]
    first = dict((bills or rows)[0])
    _sum(first, bills or rows, "amount")
    if bills:
        first["payments"] = [
            {MARK: row[MARK], "date": row["issued"], "amount": row["amount"][1:]}
            for row in rows
            if row["amount"].startswith("-")
        ]
    return first


def finished(values: Values, form: Form) -> Values:
    """The raw invoice from everything in its rows.

    What was paid without a day counts as settled.
    """
    negative = values.get("amount", "").startswith("-")
    if negative:
        _align(values)
    elif "credits" not in form.columns:
        values.pop("credits", None)
    paid, balance = values.pop("paid", None), values.pop("balance", None)
    amount_paid, lost = values.pop("paid_amount", None), values.pop("write_off", None)
    lost_on = values.pop("written_off", None)
    if "amount" not in values or values.get("status") in ("draft", "void"):
        return values
    if negative:
        _credit_note(values, paid)
        return values
    if paid is not None and amount_paid is balance is lost is None:
        _pay(values, ZERO, paid, None)
        return values
    amount = Decimal(values["amount"])
    came = None if amount_paid is None else Decimal(amount_paid)
    loss = ZERO if lost is None else Decimal(lost)
    if balance is not None:
        open_ = Decimal(balance)
        if came is None:
            came = amount - open_ - loss
        elif lost is None and amount - came - open_ > 0:
            loss = amount - came - open_
    if loss > 0:
        day = lost_on or (paid if paid != UNKNOWN else None) or values.get("issued")
        values["write_offs"] = [{MARK: values[MARK], "date": day, "amount": f"{loss:f}"}]
    _pay(values, amount, paid, came)
    return values


def _pay(values: Values, amount: Decimal, paid: str | None, came: Decimal | None) -> None:
    """What was paid of an invoice above 0: on a day, or on an unknown day."""
    if paid == UNKNOWN:
        values["paid"] = UNKNOWN
    elif paid is not None:
        if came is None or came:
            sum_ = values["amount"] if came is None else f"{came:f}"
            values["payments"] = [{MARK: values[MARK], "date": paid, "amount": sum_}]
    elif came is not None and came >= amount > 0:
        values["paid"] = UNKNOWN
    elif came is not None and came > 0:
        values["settled"] = f"{came:f}"
    elif came is None and values.get("status") == "paid" and "payments" not in values:
        values["paid"] = UNKNOWN


def _credit_note(values: Values, paid: str | None) -> None:
    if paid is not None:
        values["paid"] = paid
    elif values.get("status") == "paid":
        values["paid"] = UNKNOWN


def _align(values: Values) -> None:
    """In a credit note, tax and expenses have its sign."""
    for field in ("tax", "expenses"):
        if values.get(field, "-").strip("0.") not in {"", "-"} and values[field][0] != "-":
            values[field] = f"-{values[field]}"
