"""One client in detail, and where every point of its health comes from, as lines of text."""

from collections.abc import Iterator

from clienthealth.facts.payment import AGE_BANDS
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.report.text.safety import safe_line, short
from clienthealth.report.text.wording import (
    basis_text,
    measured,
    money,
    number,
    payments_text,
    signed,
)
from clienthealth.rules.articles import ARTICLES

EVIDENCE_SHOWN = 5


def lines(assessment: Assessment, client: ClientAssessment) -> Iterator[str]:
    """Health, verdict, figures, findings, and what is not assessed; safe lines."""
    return map(safe_line, _lines(assessment, client))


def _lines(assessment: Assessment, client: ClientAssessment) -> Iterator[str]:
    yield from _head(client)
    yield from _fairness(assessment, client)
    yield from _verdict(client)
    yield from _figures(assessment, client)
    for finding in client.findings:
        yield f"  {_points(finding)}  {finding.code} {finding.name}: {finding.message}"
    yield from _not_assessed(client)


def waterfall(
    assessment: Assessment, client: ClientAssessment, *, all_evidence: bool = False
) -> Iterator[str]:
    """From 100 down to the health, each step with its evidence; then the verdict. Safe lines."""
    return map(safe_line, _waterfall(assessment, client, all_evidence=all_evidence))


def _waterfall(
    assessment: Assessment, client: ClientAssessment, *, all_evidence: bool
) -> Iterator[str]:
    yield from _head(client)
    yield from _fairness(assessment, client)
    yield ""
    yield "  100.0  to begin with"
    for finding in (f for f in client.findings if f.points > 0):
        yield from _step(assessment, client, finding, all_evidence=all_evidence)
    yield f"  {client.computed_health:5.1f}  health" + (
        "" if client.health is not None else f", not shown elsewhere: {client.unknown_because}"
    )
    others = [f for f in client.findings if f.points <= 0]
    if others:
        yield ""
        yield "Without points"
    for finding in others:
        yield from _step(assessment, client, finding, all_evidence=all_evidence)
    yield ""
    if client.fine:
        yield f"Assessed and fine: {', '.join(client.fine)}"
    yield from _not_assessed(client)
    yield ""
    yield from _figures(assessment, client)
    yield from _verdict(client)


def _head(client: ClientAssessment) -> Iterator[str]:
    health = "unknown" if client.health is None else f"{client.health:.1f} of 100, {client.grade}"
    stage = f", {client.stage} since {client.since}" if client.since else f", {client.stage}"
    yield f"{short(client.name)} ({client.id}{stage}): health {health}"
    if client.unknown_because:
        yield f"  unknown because: {client.unknown_because}"


def _fairness(assessment: Assessment, client: ClientAssessment) -> Iterator[str]:
    """How much is known, what speaks for the client, and what may be our own doing."""
    yield f"  {basis_text(client)}"
    if client.health is None and (told := payments_text(client, assessment.currency)):
        yield f"  known all the same: {told}"
    yield from _strengths(client)
    for lapse in client.ours:
        yield f"  our own doing, perhaps: {lapse.what} on {lapse.day}, before the first trouble"


def _verdict(client: ClientAssessment) -> Iterator[str]:
    verdict = client.verdict
    if verdict is None:
        yield f"  no verdict: a {client.stage}"
        return
    because = f", because of {', '.join(verdict.because)}" if verdict.because else ""
    yield f"  verdict: {verdict.action}{because}"
    for hold in verdict.holds:
        yield f"    hold {hold.kind}: {hold.why}"
    for change in verdict.would_change:
        yield f"    {change}"
    yield f"  next step: {verdict.next_step}"


def _figures(assessment: Assessment, client: ClientAssessment) -> Iterator[str]:
    facts, currency = client.facts, assessment.currency
    place = f"rank {client.rank}" if client.rank else f"not ranked ({client.rank_reason})"
    yield (
        f"  {place}; trend {signed(client.trend)}; coverage {client.coverage:.0%}; "
        f"{money(client.effective_rate)} {currency} an hour, worth {money(client.worth)}"
    )
    late = "-" if facts.late_share is None else f"{facts.late_share:.0%}"
    yield (
        f"  pays in {number(facts.days_to_pay)} days, {number(facts.dbt_days, 2)} beyond terms; "
        f"{late} of {facts.invoices_due} invoices late"
    )
    if facts.late_risk is not None:
        yield f"  chance that the next invoice is paid late: {facts.late_risk:.0%}"
    if facts.open_balance:
        bands = (f"{band.replace('_', ' ')} {money(facts.ageing[band])}" for band in AGE_BANDS)
        yield f"  open {money(facts.open_balance)} {currency}: {', '.join(bands)}"
    if facts.credit_balance:
        yield f"  a credit of {money(facts.credit_balance)} {currency} is left"


def _strengths(client: ClientAssessment) -> Iterator[str]:
    for strength in client.strengths:
        yield f"  strength: {strength.name}: {strength.message}"


def _points(finding: Finding) -> str:
    if finding.waiver is not None:
        return "waived"
    return f"{-finding.points:6.1f}" if finding.points else "     -"


def _step(
    assessment: Assessment, client: ClientAssessment, finding: Finding, *, all_evidence: bool
) -> Iterator[str]:
    yield f" {_points(finding)}  {finding.code} {finding.name}: {finding.message}"
    yield f"         {_reckoning(finding)}"
    if finding.waiver is not None:
        yield f"         waived until {finding.waiver.until}: {finding.waiver.reason}"
    if finding.talk is not None:
        outcome = finding.since_the_talk
        yield f"         talked about on {finding.talk.day}, {outcome}"
    evidence = finding.evidence or ((),)
    shown = evidence if all_evidence else evidence[:EVIDENCE_SHOWN]
    for path in shown:
        place = assessment.place(client, path)
        if place is not None:
            line = assessment.line(place)
            yield f"         {place.name}:{place.line}  {line}".rstrip()
    if len(shown) < len(evidence):
        yield f"         and {len(evidence) - len(shown)} more (--all shows them)"


def _reckoning(finding: Finding) -> str:
    articles = ", ".join(ARTICLES[name].id for name in finding.articles) or "house rule"
    if finding.severity == "position":
        return f"{measured(finding)}; position only; {articles}"
    return (
        f"{measured(finding)}: intensity {finding.intensity:.2f} x weight {finding.weight:.4g} "
        f"({finding.severity}); {articles}"
    )


def _not_assessed(client: ClientAssessment) -> Iterator[str]:
    for missing in client.not_assessed:
        yield f"  not assessed: {missing.code} {missing.name}: {missing.why}; {missing.remedy}"
