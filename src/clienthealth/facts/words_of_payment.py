"""What the days of payments are called wherever a person reads them.

Paid invoices have taken their days. Days beyond terms count what is still open or was written off,
too, with the days so far. They are never told without saying which they are.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import Unpaid
from clienthealth.ledger import written

Bills = Literal["invoice", "instalment", "invoice and instalment"]
"""What is counted where each instalment counts: invoices, instalments, or both."""

PAID_IN = "paid in"
"""The title of the days from issue to payment, over paid invoices, in a table."""
PAID_TOOK = "paid invoices took"
"""The same in front of the days."""


def _unpaid(unpaid: Unpaid) -> str:
    """What unpaid invoices are: `open and written-off`; empty where all are paid."""
    kinds = {"open": unpaid.open, "written-off": unpaid.written_off}
    return " and ".join(kind for kind, there in kinds.items() if there)


def bills_in(states: Iterable[InvoiceState]) -> Bills:
    """What invoices and instalments are called together."""
    in_parts = {isinstance(s.invoice.due, tuple) and len(s.invoice.due) > 1 for s in states}
    if len(in_parts) > 1:
        return "invoice and instalment"
    return "instalment" if in_parts == {True} else "invoice"


def counted(number: int, bills: Bills, before: str = "") -> str:
    """How many bills: `1 invoice`, `5 due invoices and instalments`; `before` is such as `due `."""
    return written.count(number, f"{before}{bills}", f"{before}{_SEVERAL[bills]}")


def several(bills: Bills) -> str:
    """What more than one of them is called: `invoices`."""
    return _SEVERAL[bills]


_SEVERAL: dict[Bills, str] = {
    "invoice": "invoices",
    "instalment": "instalments",
    "invoice and instalment": "invoices and instalments",
}


def paid_took(days: Decimal) -> str:
    """How long paid invoices took: `paid invoices took 40 days on average`."""
    return f"{PAID_TOOK} {on_average(days)}"


def on_average(days: Decimal) -> str:
    """A mean, weighted by amount; the habit of a client has a median."""
    return f"{written.quantity(days, 'day')} on average"


def beyond_terms(days: Decimal, unpaid: Unpaid) -> str:
    """How late a client or a business is paid.

    Args:
        days: The days beyond terms, weighted by amount.
        unpaid: Which unpaid invoices are in them.
    """
    which = _unpaid(unpaid)
    still = f", with the {which} invoices so far" if which else ""
    return f"{written.quantity(days, 'day')} beyond terms{still}"


def late_on_average(days: float, unpaid: Unpaid) -> str:
    """The same as a finding."""
    which = _unpaid(unpaid)
    still = f", {which} ones so far" if which else ""
    return f"pays {written.quantity(days, 'day')} late on average (weighted by amount{still})"


def overdue_for(days: int, invoices: int) -> str:
    """How long invoices are overdue: one for its days, several for up to those of the oldest."""
    up_to = "up to " if invoices > 1 else ""
    return f"overdue for {up_to}{written.count(days, 'day')}"


def from_due_date(days: float) -> str:
    """How long after a due date something is, or before it: `3 days after the due date`."""
    if not days:
        return "on the due date"
    side = "after" if days > 0 else "before"
    return f"{written.quantity(abs(days), 'day')} {side} the due date"
