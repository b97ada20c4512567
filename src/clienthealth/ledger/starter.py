"""The ledger to start from: commented, valid, with dates around the day it is written."""

from datetime import date, timedelta
from string import Template
from typing import NamedTuple

LEDGER_NAME = "clienthealth.yaml"
SCHEMA_NAME = "clienthealth.schema.json"

_PAID_AFTER = 12
"""The days from issue to payment of the good client; their terms are 30."""

_STARTER = Template("""\
# yaml-language-server: $$schema=./clienthealth.schema.json
# The ledger of your clients$hint; keep it in git.
# `clienthealth score` scores every client, `clienthealth schema` describes every key.
version: 1
business:
  name: $name
  currency: $currency
$rates  terms_days: $terms_days            # days to pay, unless a contract or an invoice says otherwise
$hours
# exchange_rates: {USD: 0.92}    # what one dollar is worth, for clients billed in dollars
# policy: {bottom_percent: 15}   # your own thresholds and weights

clients:
$clients""")

_HINT = ". Replace the two examples with your own clients"

_EXAMPLES = Template("""\
  # A good client: they pay early and say clearly what they want.
  - id: good-example
    name: Good Example Ltd
    since: $since
    contacts: [{name: Kim Doe, role: owner, decision_maker: true}]
    contract: {signed: $since, walked_through: true, terms_days: 30, notice_days: 30, included_revisions: 2, statement_of_work: website care}
    invoices:   # amount is gross; tax is the part of it that is tax
      # Other ways to settle an invoice, or not:
      #   paid: 2026-02-20, short for one payment of all that is open (or paid: unknown)
      #   status: void, cancelled, so nobody owes it
      #   amount: -952, credits: G-1, a credit note
      #   due: [{date: ..., amount: 500}, {date: ..., amount: 452}], instalments
      #   payments: [{date: ..., amount: 932, deducted: 20, reason: discount}], or fee, withheld-tax
      - {number: G-1, issued: $m5, amount: 952, tax: 152, payments: [{date: $p5, amount: 952}]}
      - {number: G-2, issued: $m4, amount: 952, tax: 152, payments: [{date: $p4, amount: 952}]}
      - {number: G-3, issued: $m3, amount: 952, tax: 152, payments: [{date: $p3, amount: 952}]}
      - {number: G-4, issued: $m2, amount: 952, tax: 152, payments: [{date: $p2, amount: 952}]}
      - {number: G-5, issued: $m1, amount: 952, tax: 152, payments: [{date: $p1, amount: 952}]}
    time:
      - {date: $m5, hours: 7.5}
      - {date: $m4, hours: 8}
      - {date: $m3, hours: 7}
      - {date: $m2, hours: 8}
      - {date: $m1, hours: 7.5}
    events:
      - {kind: feedback, at: $m3, clear: true}
      - {kind: praise, at: $m2, note: said so unasked}

  # A client that pays late and calls in the evening. Nobody has talked to them yet: when you do,
  # log it as {kind: boundary, at: ..., about: late-payment}.
  - id: late-example
    name: Late Example GmbH
    since: $since
    contacts: [{name: Ada Doe, role: assistant, decision_maker: false}]
    invoices:
      - {number: L-1, issued: $m5, amount: 1190, tax: 190, payments: [{date: $m3, amount: 1190}]}
      - {number: L-2, issued: $m4, amount: 1190, tax: 190, payments: [{date: $m2, amount: 1190}]}
      - {number: L-3, issued: $m3, amount: 1190, tax: 190, payments: [{date: $m1, amount: 1190}]}
      - {number: L-4, issued: $m2, amount: 1190, tax: 190}
    time:
      - {date: $m5, hours: 8}
      - {date: $m4, hours: 8}
      - {date: $m3, hours: 8}
      - {date: $m2, hours: 8}
    events:
      - {kind: message, at: ${m3}T21:40, urgent: true}
      - {kind: payment_excuse, at: $m2, invoice: L-3, excuse: the signatory is away}
      - {kind: stall, at: $m1, excuse: needs to think about it}
""")

_RATES = """\
  target_rate: 95           # what an hour should bring
  cost_rate: 48             # what an hour costs you; below it you lose money
"""
_OWN_RATES = """\
  target_rate: {}           # what an hour should bring
  # cost_rate: 48           # what an hour costs you; below it you lose money
"""
_NO_RATES = """\
  # target_rate: 95         # what an hour should bring
  # cost_rate: 48           # what an hour costs you; below it you lose money
"""
_HOURS = (
    '  working_hours: {days: [mon, tue, wed, thu, fri], start: "09:00", end: "18:00", '
    "timezone: Europe/Berlin}\n"
)


class OwnBusiness(NamedTuple):
    """What the owner said about the business: the text of each value in YAML."""

    name: str
    currency: str
    target_rate: str | None
    terms_days: str
    examples: bool = True
    """Whether the two examples are there; a ledger fed by exports does not need them."""


def starter_ledger(today: date, own: OwnBusiness | None = None) -> str:
    """The starter ledger, with invoices over the months before a day."""
    words = {"name": "My business", "currency": "EUR", "terms_days": "30"}
    words |= {"rates": _RATES, "hours": _HOURS}
    if own is not None:
        rates = _OWN_RATES.format(own.target_rate) if own.target_rate else _NO_RATES
        words = {"name": own.name, "currency": own.currency, "terms_days": own.terms_days}
        words |= {"rates": rates, "hours": _HOURS.replace(", timezone: Europe/Berlin", "")}
    days = {"since": today - timedelta(days=400)}
    for month in range(1, 6):
        issued = today - timedelta(days=31 * month)
        days |= {f"m{month}": issued, f"p{month}": issued + timedelta(days=_PAID_AFTER)}
    if own is not None and not own.examples:
        return _STARTER.substitute(words, hint="", clients="")
    examples = _EXAMPLES.substitute({key: str(day) for key, day in days.items()})
    return _STARTER.substitute(words, hint=_HINT, clients=examples)
