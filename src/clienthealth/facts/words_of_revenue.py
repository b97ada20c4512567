"""How it is said whether likely write-offs are off a revenue or a rate, and whose revenue it is.

Revenue and effective rate are net of what will likely never be paid, and low-rate looks at the rate
as if everything overdue were paid. The two differ while something is overdue, so each is named.
"""

from decimal import Decimal

from clienthealth.ledger import written


def net_of(provision: Decimal | None) -> str:
    """What follows an amount that likely write-offs are off; empty where there are none."""
    return " after likely write-offs" if provision else ""


def if_paid(provision: Decimal) -> str:
    """What follows an amount that they are not off; empty where there are none."""
    return " if they pay what is overdue" if provision else ""


def of_active(share: Decimal | float) -> str:
    """A share of what all active clients bring in; those who left and prospects do not count."""
    return f"{written.percent(share)} of your active clients' revenue"
