"""What is known of one client: the verdict with its reasons first, then figures and findings."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from clienthealth.facts.client import STAGE_NAMES
from clienthealth.facts.payment import AGE_BANDS
from clienthealth.facts.words_of_payment import beyond_terms, counted, paid_took
from clienthealth.facts.words_of_revenue import net_of
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.ledger import written
from clienthealth.report.text.safety import short
from clienthealth.report.text.screen import Paragraph
from clienthealth.report.text.styles import action_style, grade_style
from clienthealth.report.text.wording import (
    basis_text,
    payments_text,
    signed,
    stage_began,
    what_would_change,
)

BELOW = "  "
"""The indent of a line about the client."""
LABELS = {"not_due": "not due", "over_90": "over 90"}
"""How the bands of age are called that are more than a number of days."""


def about(assessment: Assessment, client: ClientAssessment) -> Iterator[Paragraph]:
    """Health, verdict, figures, findings, and what is not assessed."""
    yield from head(assessment, client)
    yield from figures(assessment, client)
    for finding in client.findings:
        yield Paragraph(
            f"{finding.code} {finding.name}: {finding.message}", f"{BELOW}{points(finding)}  "
        )
    yield from not_assessed(client)


def head(assessment: Assessment, client: ClientAssessment) -> Iterator[Paragraph]:
    """Who it is, the verdict, why, what holds it, what to do next, and what it rests on."""
    began = stage_began(client)
    since = f" since {written.day(began)}" if began else ""
    if client.was_told and client.until is not None:
        since += f", until {written.day(client.until)}"
    yield Paragraph(f"{short(client.name)} ({client.id}), {client.stage}{since}", style="bold")
    yield from _health(client)
    yield from _verdict(client)
    yield from _fairness(assessment, client)


def _health(client: ClientAssessment) -> Iterator[Paragraph]:
    health = "unknown" if client.health is None else f"{client.health:.1f} of 100"
    place = f"rank {client.rank}" if client.rank else f"not ranked ({client.rank_reason})"
    change = "" if client.trend is None else f", {signed(client.trend)} in a quarter"
    yield Paragraph(
        f"{health}{change}; {place}", f"{BELOW}health: ", style=grade_style(client.grade)
    )
    if client.unknown_because:
        yield Paragraph(client.unknown_because, f"{BELOW}unknown because: ")


def _verdict(client: ClientAssessment) -> Iterator[Paragraph]:
    verdict = client.verdict
    if verdict is None:
        yield Paragraph(f"no verdict: {STAGE_NAMES[client.stage]}", BELOW)
        if client.dormant is not None:
            days = f"no entry for {written.count(client.dormant.days, 'day')} and nothing open"
            yield Paragraph(f"{days}; {client.dormant.next_step}", f"{BELOW}next step: ")
        return
    yield Paragraph(verdict.held, f"{BELOW}verdict: ", style=action_style(verdict.action))
    for code in verdict.because:
        yield Paragraph(_reason(client, code), f"{BELOW}because: ")
    for hold in verdict.holds:
        yield Paragraph(hold.why, f"{BELOW}hold {hold.kind}: ")
    yield Paragraph(verdict.next_step, f"{BELOW}next step: ")
    if (told := what_would_change(client)) is not None:
        change, conditions = told
        yield Paragraph(change, f"{BELOW}what would change it: ")
        yield from (Paragraph(each, f"{BELOW}{BELOW}- ") for each in conditions)


def _reason(client: ClientAssessment, code: str) -> str:
    return next(
        (f"{f.code} {f.name}: {f.message}" for f in client.findings if f.code == code), code
    )


def _fairness(assessment: Assessment, client: ClientAssessment) -> Iterator[Paragraph]:
    """How much is known, what speaks for the client, and what may be our own doing."""
    yield Paragraph(basis_text(client), f"{BELOW}based on: ")
    if client.health is None and (told := payments_text(client, assessment.currency)):
        yield Paragraph(told, f"{BELOW}known so far: ")
    for strength in client.strengths:
        yield Paragraph(strength.message, f"{BELOW}strength: ")
    for lapse in client.ours:
        day = written.day(lapse.day)
        yield Paragraph(
            f"{lapse.what} on {day}, before the first trouble", f"{BELOW}perhaps your own doing: "
        )


# Figures


def figures(assessment: Assessment, client: ClientAssessment) -> Iterator[Paragraph]:
    """Work, payment and what is open, a line each; what is not known is left out."""
    for label, parts in _figures(client, assessment.currency):
        told = [part for part in parts if part]
        if told:
            yield Paragraph("; ".join(told), f"{BELOW}{label}: ")


def _figures(client: ClientAssessment, currency: str) -> Iterator[tuple[str, Iterable[str]]]:
    facts = client.facts
    yield "coverage", [f"{written.percent(client.coverage)} of what can be assessed"]
    yield "an hour brings in", _rates(client, currency)
    yield "deducted from the revenue", _costs(client, currency)
    if facts.overhead_share is not None:
        kinds = ", ".join(f"{kind} {hours:,.2f}" for kind, hours in facts.hours_by_kind.items())
        yield "overhead", [f"{written.percent(facts.overhead_share)} of the hours: {kinds}"]
    yield "pays", _payment(client)
    if facts.late_risk is not None:
        yield "chance that the next invoice is paid late", [written.percent(facts.late_risk)]
    if facts.open_balance:
        yield (
            "open",
            [f"{written.amount(facts.open_balance, currency)} ({_ageing(client, currency)})"],
        )
    if facts.credit_balance:
        yield "unused credit", [written.amount(facts.credit_balance, currency)]


def _rates(client: ClientAssessment, currency: str) -> Sequence[str]:
    return [
        _amount(client.effective_rate, currency, after=net_of(client.facts.provision)),
        _amount(client.worth, currency, "worth "),
    ]


def _costs(client: ClientAssessment, currency: str) -> Sequence[str]:
    facts = client.facts
    return [
        _amount(facts.costs or None, currency, "own costs "),
        _amount(facts.platform_fees or None, currency, "platform fees "),
    ]


def _amount(value: Decimal | None, currency: str, what: str = "", after: str = "") -> str:
    """An amount; empty where there is none to tell."""
    return "" if value is None else f"{what}{written.amount(value, currency)}{after}"


def _payment(client: ClientAssessment) -> Iterator[str]:
    facts = client.facts
    if facts.days_to_pay is not None:
        yield paid_took(facts.days_to_pay)
    if facts.dbt_days is not None:
        yield beyond_terms(facts.dbt_days, facts.unpaid_in_dbt)
    if facts.late_share is not None:
        invoices = counted(facts.invoices_due, client.basis.due_as)
        yield f"{written.percent(facts.late_share)} of {invoices} late"


def _ageing(client: ClientAssessment, currency: str) -> str:
    """How old what is open is, in the bands that hold something."""
    ageing = client.facts.ageing
    told = [(_band(band), ageing[band]) for band in AGE_BANDS if ageing[band]]
    return ", ".join(f"{written.cell(amount, currency)} {band}" for band, amount in told)


def _band(band: str) -> str:
    return LABELS.get(band, f"for {band} days").replace("over 90", "for over 90 days")


# Findings


def points(finding: Finding) -> str:
    """What a finding takes off, to be set below others."""
    if finding.waiver is not None:
        return "waived"
    return f"{-finding.points:6.1f}" if finding.points else "     -"


def not_assessed(client: ClientAssessment, *, everything: bool = True) -> Iterator[Paragraph]:
    """What is not known of the client, a line each; or folded into one."""
    if client.not_assessed and not everything:
        rules = written.count(len(client.not_assessed), "rule")
        yield Paragraph(f"{rules} (--all says what to log)", f"{BELOW}not assessed: ")
        return
    for each in client.not_assessed:
        yield Paragraph(
            f"{each.code} {each.name}: {each.why}; {each.remedy}", f"{BELOW}not assessed: "
        )
