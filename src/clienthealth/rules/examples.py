"""Examples: a client that shows a rule at work, as its documentation and as its test."""

from datetime import date
from typing import NamedTuple

EXAMPLE_DATE = date(2026, 6, 30)
"""The date on which the examples are assessed."""


class Example(NamedTuple):
    """A ledger's client that shows a rule at work; documentation and test in one."""

    client: str
    """The client as YAML, without its id and name."""
    business: str = ""
    """More keys of the business as YAML."""
    others: str = ""
    """More clients as YAML, for rules that compare."""


_ORDINARY = """
    - id: {id}
      name: {id}
      since: 2024-01-01
      invoices: [{{number: "1", issued: 2026-04-10, amount: {amount}, payments: [{{date: 2026-04-20, amount: {amount}}}]}}]
      time: [{{date: 2026-04-01, hours: 12}}, {{date: 2026-04-02, hours: 12}}, {{date: 2026-04-03, hours: 6}}]
"""
OTHERS = "".join(_ORDINARY.format(id=f"other-{n}", amount=2900 + 50 * n) for n in range(1, 6))
"""Five ordinary clients to stand among."""
