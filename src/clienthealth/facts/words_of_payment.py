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
    """How long paid invoices took: `paid invoices took 40 days`."""
    return f"{PAID_TOOK} {written.quantity(days, 'day')}"


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
    still = f", {OPEN_SO_FAR}" if so_far else ""
    return f"pays {written.quantity(days, 'day')} late on average (weighted by amount{still})"
