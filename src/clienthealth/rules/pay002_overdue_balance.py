"""A substantial balance has been overdue for a long time.

The measure is an age in days: at least 5 % of the window's revenue has been overdue for this long
or longer. If there is no revenue, any overdue amount counts.

Revenue is what was invoiced in the window, net of tax and expenses. Credit notes, provision, your
own costs and fees are not deducted, because a large debt would then make itself look larger. A
small remainder of an invoice does not count as overdue. An amount written off in the window still
counts with its age: writing a debt off does not make the client a better payer. It is named apart
from what is overdue, because you no longer ask for it.
"""

from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import overdue_age
from clienthealth.facts.words_of_payment import overdue_for
from clienthealth.ledger import written
from clienthealth.rules.base import (
    NOT_BILLED,
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import late_since
from clienthealth.rules.observed import invoices_due, invoices_in_time

ZERO = Decimal(0)
PAID_IN_TIME = "the next two invoices after a boundary talk are paid in time"


class OverdueOptions(Ramp):
    """A ramp over days, and the share of revenue that makes a balance substantial."""

    share_of_revenue: float = Field(
        0.05, ge=0, le=1, description="The share of revenue that must be overdue."
    )


def check(facts: ClientFacts, options: OverdueOptions) -> Outcome:
    """The age of the overdue balance."""
    if not _is_any_due(facts):
        if facts.is_pro_bono:
            return NOT_BILLED
        return NotAssessed("no invoice has come due yet", "log invoices with their payments")
    unpaid = _unpaid(facts)
    age = _judged_age(unpaid, facts, options)
    return Observation(
        options.intensity(age),
        Measure(age, "days", options.fine, options.bad, _how(unpaid, age, facts, options)),
        _message(unpaid, age, facts),
        paths(unpaid),
        _cure(unpaid, facts, options),
    )


def intensity(facts: ClientFacts, options: OverdueOptions) -> float:
    """That of the age alone."""
    if not _is_any_due(facts):
        return 0.0
    return options.intensity(_judged_age(_unpaid(facts), facts, options))


def _is_any_due(facts: ClientFacts) -> bool:
    """Whether any invoice has come due so far."""
    return any(s.due <= facts.as_of for s in facts.all_invoices)


def _unpaid(facts: ClientFacts) -> list[InvoiceState]:
    """The overdue invoices, and those that were written off in the window."""
    due = [s for s in facts.due_invoices if s.settled is None and s.due < facts.as_of]
    return [s for s in due if s.open + _lost(s, facts) > 0]


def _judged_age(unpaid: list[InvoiceState], facts: ClientFacts, options: OverdueOptions) -> int:
    """The age of a substantial part of what is unpaid; 0 where it is too little."""
    amounts = [(s.open + _lost(s, facts), _age(s, facts)) for s in unpaid]
    if not amounts:
        return 0
    share = Decimal(str(options.share_of_revenue))
    return overdue_age(amounts, facts.invoiced, share) or 0


def _cure(unpaid: list[InvoiceState], facts: ClientFacts, options: OverdueOptions) -> str:
    """What ends the finding where payment alone cannot, because of what was written off."""
    lost = [(amount, _age(s, facts)) for s in unpaid if (amount := _lost(s, facts))]
    share = Decimal(str(options.share_of_revenue))
    if not lost or (overdue_age(lost, facts.invoiced, share) or 0) <= options.fine:
        return ""
    is_open = any(s.open > 0 for s in unpaid)
    return f"they pay what is overdue, and {PAID_IN_TIME}" if is_open else PAID_IN_TIME


def _message(unpaid: list[InvoiceState], age: int, facts: ClientFacts) -> str:
    """What is overdue and what was written off, and for how long."""
    if not unpaid:
        return "nothing overdue"
    currency = facts.client.currency or facts.context.business.currency
    still_open = sum((s.open for s in unpaid), ZERO)
    lost = sum((_lost(s, facts) for s in unpaid), ZERO)
    sums = [(still_open, "overdue"), (lost, "written off")]
    told = " and ".join(f"{written.amount(each, currency)} {word}" for each, word in sums if each)
    if not age:
        return f"{told}, too little of it to matter"
    ages = [(s, (facts.as_of - s.due).days) for s in unpaid]
    oldest = max(days for _, days in ages)
    if lost:
        which = ", " if len(unpaid) == 1 else "; the oldest is "
        return f"{told}{which}{written.count(oldest, 'day')} past due"
    if _is_part(unpaid, age, facts):
        return f"{written.amount(still_open, currency)} {overdue_for(oldest, len(unpaid))}"
    old = sum((s.open for s, days in ages if days == oldest), ZERO)
    part = "" if old == still_open else f", {written.amount(old, currency)} of it"
    return f"{told}{part} for {written.count(oldest, 'day')}"


def _how(unpaid: list[InvoiceState], age: int, facts: ClientFacts, options: OverdueOptions) -> str:
    """Whose age is judged, where it is not simply that of the oldest."""
    share = f"the age of {written.percent(options.share_of_revenue)} of the revenue"
    is_cut = facts.restarted and any(s.due < facts.start for s in unpaid)
    told = [
        share if age and _is_part(unpaid, age, facts) else "",
        "since the talk" if is_cut else "",
    ]
    return ", ".join(filter(None, told))


def _is_part(unpaid: list[InvoiceState], age: int, facts: ClientFacts) -> bool:
    """Whether something is older than what is judged."""
    return max(_age(s, facts) for s in unpaid) > age


def _lost(state: InvoiceState, facts: ClientFacts) -> Decimal:
    """What was written off, if that was in the window."""
    is_lost_in_window = any(each.day > facts.start for each in state.given_up)
    return state.written_off if is_lost_in_window else ZERO


def _age(state: InvoiceState, facts: ClientFacts) -> int:
    terms_end = max(state.due, facts.start) if facts.restarted else state.due
    return (facts.as_of - terms_end).days


RULE = Rule(
    code="PAY002",
    name="overdue-balance",
    severity="high",
    articles=("A4", "A1"),
    title="leaves invoices unpaid for a long time",
    options=OverdueOptions.having(fine=15, bad=90),
    sources="house default; trade credit usually counts as doubtful from 90 days",
    check=check,
    intensity=intensity,
    cure="they pay what is overdue, or at least everything that is more than {fine:days} overdue",
    agreement="a date by which each invoice is paid, what is open now in instalments if need be, "
    "and no new work while one is overdue",
    observations=invoices_due,
    good=invoices_in_time,
    began=late_since,
    flagged=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, due: 2026-02-09, amount: 2000}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-03-10, amount: 1000}]}
        """),
    clean=Example("""
        invoices:
          - {number: "1", issued: 2026-05-20, due: 2026-06-19, amount: 2000}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-03-10, amount: 1000}]}
        """),
)
