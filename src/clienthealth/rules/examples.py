"""Examples of a rule at work. Each serves as documentation and as a test."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import dedent, indent
from typing import NamedTuple

EXAMPLE_DATE = date(2026, 6, 30)
"""The date as of which the examples are assessed."""


class Example(NamedTuple):
    """A client that shows a rule at work."""

    client: str
    """The client as YAML, without its id and name."""
    business: str = ""
    """More keys of the business as YAML."""
    others: str = ""
    """More clients as YAML, for rules that compare clients."""


_ORDINARY = """
    - id: {id}
      name: {id}
      since: 2024-01-01
      invoices:
        - {{number: "1", issued: 2026-02-10, amount: {amount}, payments: [{{date: 2026-02-20, amount: {amount}}}]}}
        - {{number: "2", issued: 2026-03-10, amount: {amount}, payments: [{{date: 2026-03-20, amount: {amount}}}]}}
        - {{number: "3", issued: 2026-04-10, amount: {amount}, payments: [{{date: 2026-04-20, amount: {amount}}}]}}
      time: [{{date: 2026-02-02, hours: 12}}, {{date: 2026-03-02, hours: 12}}, {{date: 2026-04-02, hours: 6}}]
"""
OTHERS = "".join(_ORDINARY.format(id=f"other-{n}", amount=960 + 20 * n) for n in range(1, 6))
"""Five ordinary clients to compare with."""
KEEPS = """
    keeps: [stall, discount_request, payment_excuse, agreement_dispute, misconduct, decision]
"""
"""The kinds of event that the business of an example keeps, where its health must be known."""


_BUSINESS = {"name": "Studio Ada", "currency": "EUR", "target_rate": "95", "cost_rate": "48"}
_CLIENT = {"id": "example", "name": "Example", "since": "2024-01-01"}


def example_ledger(example: Example) -> str:
    """The whole ledger of an example, as YAML.

    Keys written in the example replace those of the studio and of the client. A client with a
    `first_contact` and no `since` is a prospect.
    """
    business, client = dedent(example.business).strip("\n"), dedent(example.client).strip("\n")
    own = set(_keys(client)) | ({"since"} if "first_contact" in _keys(client) else set())
    lines = [
        "version: 1",
        "business:",
        *(f"  {key}: {value}" for key, value in _BUSINESS.items() if key not in _keys(business)),
        indent(business, "  "),
        "clients:",
        *_listed(f"{key}: {value}" for key, value in _CLIENT.items() if key not in own),
        indent(client, "    "),
        indent(dedent(example.others).strip("\n"), "  "),
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())


def _keys(text: str) -> list[str]:
    return re.findall(r"^(\w+):", text, re.MULTILINE)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield f"    {line}" if index else f"  - {line}"
