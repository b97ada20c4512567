"""A small studio with eleven ordinary clients, around the one client under test."""

from datetime import date
from inspect import cleandoc
from textwrap import dedent, indent

from clienthealth import ClientAssessment, Ledger, assess
from clienthealth.judging.actions import Action
from one_client import loaded

DAY = date(2026, 6, 30)
"""The day on which all of them are judged."""

STUDIO = """
version: 1
business:
  name: Studio Ada
  currency: EUR
  target_rate: 95
  cost_rate: 48
  capacity_hours: 90
  working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}
  keeps: [message, meeting, feedback, complaint, praise, referral, stall, decision, input_due,
          proposal_request, free_advice, discount_request, future_work_promise, payment_excuse,
          agreement_dispute, price_shopping, hardball, misconduct, distress_signal, outreach,
          change_request, revision]
clients:
"""
"""A studio that writes things down."""

_ORDINARY = """
    - id: ordinary-{n}
      name: Ordinary Client {n}
      since: 2024-03-01
      contacts: [{{name: Robin, role: owner, decision_maker: true, champion: true}}]
      contract: {{signed: 2024-02-20, walked_through: true, terms_days: 30, notice_days: 30,
                 statement_of_work: see the offer, included_revisions: 2}}
      invoices:
        - {{number: "1", issued: 2025-09-30, amount: {bill}, payments: [{{date: 2025-10-{day}, amount: {bill}}}]}}
        - {{number: "2", issued: 2025-12-30, amount: {bill}, payments: [{{date: 2026-01-{day}, amount: {bill}}}]}}
        - {{number: "3", issued: 2026-03-30, amount: {bill}, payments: [{{date: 2026-04-{day}, amount: {bill}}}]}}
        - {{number: "4", issued: 2026-05-15, amount: {bill}, payments: [{{date: 2026-06-{day}, amount: {bill}}}]}}
      time:
        - {{date: 2025-09-{day}, hours: 8}}
        - {{date: 2025-12-{day}, hours: 8}}
        - {{date: 2026-03-{day}, hours: 8}}
        - {{date: 2026-05-12, hours: 8}}
      events:
        - {{kind: meeting, at: 2025-09-02, decision_maker_present: true}}
        - {{kind: feedback, at: 2025-09-29, clear: true}}
        - {{kind: message, at: 2025-12-{day}T10:30, channel: call}}
        - {{kind: feedback, at: 2025-12-29, clear: true}}
        - {{kind: meeting, at: 2026-03-02, decision_maker_present: true}}
        - {{kind: message, at: 2026-03-{day}T14:05, urgent: true}}
        - {{kind: praise, at: 2026-04-{day}}}
        - {{kind: referral, at: 2026-05-{day}}}
"""
ORDINARY = "".join(_ORDINARY.format(n=n, bill=8 * (94 + 2 * n), day=11 + n) for n in range(1, 12))
"""Eleven clients at 96 to 116 an hour that pay in two weeks or three and are clear."""


def surrounded(client: str) -> Ledger:
    """The ledger of the studio: the given client, which begins with its id, then the eleven."""
    first, last = indent(cleandoc(client), "    "), indent(dedent(ORDINARY), "  ")
    return loaded(f"{STUDIO.lstrip()}  -\n{first}\n{last}")


def judged(client: str) -> ClientAssessment:
    """The assessment of the given client among the eleven."""
    return assess(surrounded(client), as_of=DAY).clients[0]


def action(client: ClientAssessment) -> Action:
    """What is to be done about a client, which must have a verdict."""
    assert client.verdict is not None
    return client.verdict.action


def because(client: ClientAssessment) -> tuple[str, ...]:
    """The findings that the verdict rests on."""
    assert client.verdict is not None
    return client.verdict.because


def held_by(client: ClientAssessment) -> set[str]:
    """The holds on the verdict."""
    assert client.verdict is not None
    return {hold.kind for hold in client.verdict.holds}
