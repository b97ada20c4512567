"""What is said below the table of `score`: ranks, totals, who is hardly known, what to log."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from clienthealth.facts.words_of_payment import beyond_terms
from clienthealth.facts.words_of_revenue import net_of
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.ledger import written
from clienthealth.report.text.beginning import first_step
from clienthealth.report.text.screen import Paragraph
from clienthealth.report.text.wording import few, payments_text, remedies
from clienthealth.report.view import View

NAMED = 10
"""How many clients are named in a line."""
PAYERS = 24
"""How many clients about whom little is known have a line."""
REMEDIES = 3
"""How many of the things to log are named."""
BELOW = "  "
"""The indent of a line that belongs to the one above it."""


def footer(view: View) -> Iterator[Paragraph]:
    """The paragraphs below the table."""
    assessment = view.assessment
    if (first := first_step(assessment)) is not None:
        yield Paragraph(first)
        return
    yield Paragraph(_ranked(view))
    yield from _totals(view)
    yield from _dormant(assessment)
    yield from _hardly_known(view)
    yield from _what_to_log(view.clients)
    if not view.in_detail and view.clients:
        yield Paragraph("`clienthealth explain CLIENT` shows where every point comes from.")


def _ranked(view: View) -> str:
    assessment, whose = view.assessment, "Of all clients, " if view.is_part else ""
    portfolio, percent = assessment.portfolio, assessment.policy.bottom_percent
    text = (
        f"{whose}{portfolio.ranked} of {portfolio.active} active clients ranked by "
        f"{portfolio.ranked_by}"
    )
    if portfolio.ranked_by == "health":
        text += " (fewer than half have hours to rank by worth)"
    bottom = sorted((c for c in assessment.clients if c.bottom), key=lambda c: -(c.rank or 0))
    if not bottom:
        return text
    return f"{text}; bottom {percent:g} %: {_named([client.id for client in bottom])}"


def _named(ids: Sequence[str]) -> str:
    named = few(ids, NAMED)
    more = len(ids) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _totals(view: View) -> Iterator[Paragraph]:
    """What clients brought and what they owe; nothing of an amount that is withheld."""
    assessment, whose = view.assessment, "All active" if view.is_part else "Active"
    portfolio, currency = assessment.portfolio, assessment.currency
    days, last = assessment.policy.window_days, written.day(assessment.as_of)
    yield Paragraph(f"{whose} clients, in the {written.count(days, 'day')} to {last}:")
    hours = f"{portfolio.hours:,.2f} hours"
    if portfolio.revenue is None:
        yield Paragraph(hours, f"{BELOW}worked: ")
    else:
        brought = f"{written.amount(portfolio.revenue, currency)} in {hours}"
        yield Paragraph(f"{brought}{net_of(portfolio.provision)}", f"{BELOW}brought: ")
    yield from _owed("owe", portfolio.open_balance, portfolio.overdue_balance, currency)
    if portfolio.active_dbt_days is not None:
        paid = beyond_terms(portfolio.active_dbt_days, portfolio.unpaid_in_active_dbt)
        yield Paragraph(paid, f"{BELOW}paid: ")
    if portfolio.former_open_balance:
        yield from _owed(
            "former clients still owe",
            portfolio.former_open_balance,
            portfolio.former_overdue_balance,
            currency,
        )


def _owed(
    who: str, owed: Decimal | None, overdue: Decimal | None, currency: str
) -> Iterator[Paragraph]:
    if owed is None:
        return
    whole = written.amount(owed, currency)
    late = written.of_it(written.amount(overdue, currency), whole) if overdue else ""
    yield Paragraph(f"{whole}, {late} overdue" if late else whole, f"{BELOW}{who}: ")


def _dormant(assessment: Assessment) -> Iterator[Paragraph]:
    if dormant := assessment.portfolio.dormant:
        days = written.count(assessment.policy.dormant_days, "day")
        yield Paragraph(
            f"Dormant, with no entry for {days} and nothing open: {_named(dormant)}. "
            "Close them with `until`, or write to them."
        )


def _hardly_known(view: View) -> Iterator[Paragraph]:
    """How clients paid about whom little is known."""
    unknown = [c for c in view.clients if c.action == "unknown" and c.stage == "active"]
    told = [(c, payments_text(c, view.assessment.currency)) for c in unknown]
    lines = [Paragraph(text or c.unknown_because or "", f"{BELOW}{c.id}: ") for c, text in told]
    if lines:
        yield Paragraph("Too little is known about these for a verdict. How they paid so far:")
        yield from few(lines, PAYERS)
    if more := len(lines) - len(few(lines, PAYERS)):
        yield Paragraph(f"and {more} more (`clienthealth explain CLIENT`)", BELOW)


def _what_to_log(clients: Sequence[ClientAssessment]) -> Iterator[Paragraph]:
    active = [c for c in clients if c.stage not in {"dormant", "former"}]
    best = remedies(active)[:REMEDIES]
    if best:
        yield Paragraph("To know more about your clients:")
    for remedy, count, rules in best:
        clients_ = written.count(count, "client")
        yield Paragraph(f"{remedy} ({clients_}; {', '.join(rules)})", f"{BELOW}- ")
