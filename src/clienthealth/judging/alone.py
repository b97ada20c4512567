"""What is known about one client whoever the others are; their entries may be let go after it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.facts import payment
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.facts.late_risk import PaymentHistory, PaymentRecord, payment_history
from clienthealth.facts.notice import told_words
from clienthealth.judging.basis import Basis, Payments, basis_of, payments_of
from clienthealth.judging.health import Health
from clienthealth.judging.holds import Lapse, causes
from clienthealth.judging.on_a_day import History, LedgerOnDate
from clienthealth.judging.quarter import trend_of
from clienthealth.judging.ranking import worth_of
from clienthealth.judging.strengths import Strength, strengths_of
from clienthealth.ledger.disclosure import Figure, Money, ProgramWords

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared


class KeyFacts(NamedTuple):
    """The figures of one client. Amounts are in the business's currency, None where withheld."""

    dbt_days: Figure | None
    """Days beyond terms, weighted by amount."""
    unpaid_in_dbt: payment.Unpaid
    """Which unpaid invoices are in the days beyond terms."""
    late_share: float | None
    """The share of due invoices that were late."""
    days_to_pay: Figure | None
    """Days from issue to payment, weighted by amount, over the payments in the window."""
    late_risk: float | None
    """The probability that the next invoice is paid late. Never part of the health; None for a
    former client, who gets no next invoice."""
    invoices_due: int
    revenue: Money
    """Net of tax and expenses, less losses, provision, own costs and platform fees."""
    provision: Money
    """What is likely written off of overdue amounts; the revenue and the rate are net of it."""
    hours: Figure
    hours_by_kind: Mapping[ProgramWords, Figure]
    """The hours of the window by kind, where the kind is recorded."""
    overhead_share: float | None
    """The share of meetings, administration and travel in all hours; None without any kind."""
    costs: Money
    """Own costs of the window; the revenue is net of them."""
    platform_fees: Money
    """Platform fees on the window's invoices; the revenue is net of them."""
    open_balance: Money
    overdue_balance: Money
    credit_balance: Money
    """What they paid beyond what was billed."""
    ageing: Mapping[ProgramWords, Money]
    """The open balance by days overdue."""


class Dormant(NamedTuple):
    """A client with whom nothing has happened for a long time."""

    since: date
    """The last day of work, invoice or event."""
    days: int
    """How long ago that was."""
    next_step: ProgramWords


class Alone(NamedTuple):
    """A client on a date, judged by themselves."""

    facts: "Compared"
    health: Health
    trend: float | None
    since: date | None
    until: date | None
    """The last day of a former client, or of one who was told that you part."""
    told: ProgramWords | None
    """That they were told, and until when the notice runs."""
    dormant: Dormant | None
    worth: Money
    strengths: tuple[Strength, ...]
    figures: KeyFacts
    """Without the chance that the next invoice is late, which the others take part in."""
    payment_history: PaymentHistory | None
    """What that is worked out from; None for a former client."""
    record: PaymentRecord
    basis: Basis
    payments: Payments
    ours: tuple[Lapse, ...]
    """Your lapses that may have caused some of the findings."""


def alone(now: LedgerOnDate, past: History, position: int) -> Alone:
    """What is known about the client at one place in the ledger, whoever the others are."""
    facts, health = member = now.member(position)
    is_former = facts.stage == "former"
    told = told_words(facts)
    return Alone(
        facts=facts,
        health=health,
        trend=trend_of(member, past, position),
        since=facts.since_day,
        until=facts.client.until if is_former or told is not None else None,
        told=told,
        dormant=_dormant(facts),
        worth=worth_of(facts, health),
        strengths=strengths_of(facts),
        figures=_key_facts(facts),
        payment_history=None if is_former else payment_history(facts.dues, facts.as_of),
        record=now.own_record(position),
        basis=basis_of(facts),
        payments=payments_of(facts),
        # no position finding says when the trouble began
        ours=causes(facts, [f for f in health.findings if f.waiver is None]),
    )


def _dormant(facts: ClientFacts) -> Dormant | None:
    last = facts.dormant_since if facts.stage == "dormant" else None
    if last is None:
        return None
    step = f"write to them, or set `until: {last}` to make them a former client"
    return Dormant(last, (facts.as_of - last).days, step)


def _key_facts(facts: ClientFacts) -> KeyFacts:
    late = len(facts.late_invoices)
    due = len(facts.due_invoices)
    return KeyFacts(
        dbt_days=facts.dbt,
        unpaid_in_dbt=facts.unpaid_in_dbt,
        late_share=late / due if due else None,
        days_to_pay=payment.days_to_pay(facts.dues, facts.start, facts.as_of),
        late_risk=None,
        invoices_due=due,
        revenue=cents(facts.revenue),
        provision=provision_of(facts),
        hours=facts.hours,
        hours_by_kind=facts.hours_by_kind,
        overhead_share=facts.overhead_share,
        costs=cents(facts.home(facts.cost_of_work)),
        platform_fees=cents(facts.home(facts.kept_by_platform)),
        open_balance=facts.open_balance,
        overdue_balance=facts.overdue_balance,
        credit_balance=facts.credit_balance,
        ageing=facts.ageing,
    )


def provision_of(facts: ClientFacts) -> Decimal:
    """What is likely written off of a client's overdue amounts, rounded to cents."""
    return cents(facts.provision) if facts.overdue_balance else Decimal("0.00")
