"""What the days of payments are called wherever a person reads them.

Paid invoices have taken their days. Days beyond terms count what is still open, too, with the days
so far. The two are never told without saying which they are.
"""

from decimal import Decimal

from clienthealth.ledger import written

PAID_IN = "paid in"
"""The title of the days from issue to payment, over paid invoices, in a table."""
PAID_TOOK = "paid invoices took"
"""The same in front of the days."""
OPEN_SO_FAR = "with the open invoices so far"


def paid_took(days: Decimal) -> str:
    """How long paid invoices took: `paid invoices took 40 days on average`."""
    return f"{PAID_TOOK} {on_average(days)}"


def on_average(days: Decimal) -> str:
    """A mean, weighted by amount; the habit of a client has a median."""
    return f"{written.quantity(days, 'day')} on average"


def beyond_terms(days: Decimal, *, so_far: bool) -> str:
    """How late a client or a business is paid.

    Args:
        days: The days beyond terms, weighted by amount.
        so_far: Whether overdue invoices that are still open are in them.
    """
    still = f", {OPEN_SO_FAR}" if so_far else ""
    return f"{written.quantity(days, 'day')} beyond terms{still}"


def late_on_average(days: float, *, so_far: bool) -> str:
    """The same as a finding."""
    still = ", open ones so far" if so_far else ""
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
