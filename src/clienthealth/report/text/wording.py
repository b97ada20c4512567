"""How single values are written for a reader: signs, measures, bars."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from clienthealth.facts.words_of_payment import counted, overdue_for
from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.basis import Payments
from clienthealth.judging.health import Finding, Unassessed
from clienthealth.judging.holds import HoldKind
from clienthealth.ledger import written
from clienthealth.rules.base import Measure
from clienthealth.rules.registry import rule_of

if TYPE_CHECKING:
    from clienthealth.judging.trend import Point

T = TypeVar("T")

BAR_FULL, BAR_EMPTY = "█", "░"
SPARKS = "▁▂▃▄▅▆▇█"
THOUSAND = 1_000
FACTORS = (
    "factor = 1 - intensity x weight, where intensity = (measure - fine) / (bad - fine), from 0 "
    "to 1; in a family (PAY, SCO, ...) the strongest finding has its whole weight, the next half, "
    "the next a quarter"
)
POINTS = "points = (100 - health) x ln factor / ln (health / 100), rounded so that they add up"
_ORDINALS = {2: "2nd", 3: "3rd"}


def few(items: Sequence[T], most: int) -> Sequence[T]:
    """The first few; one more where it is the last, as `and 1 more` says less in as much room."""
    return items if len(items) <= most + 1 else items[:most]


def number(value: float | Decimal | None, digits: int = 1) -> str:
    """A figure with this many decimals, or a dash where it is unknown."""
    return "-" if value is None else f"{value:,.{digits}f}"


def signed(value: float | None) -> str:
    """A change with its sign, or a dash where it is unknown."""
    return "-" if value is None else f"{value:+.1f}"


def bar(health: float | None, width: int) -> str:
    """The health as a bar."""
    if health is None:
        return " " * width
    full = round(health / 100 * width)
    return BAR_FULL * full + BAR_EMPTY * (width - full)


def top_flags(client: ClientAssessment, count: int = 3) -> list[Finding]:
    """The heaviest findings that count."""
    return [f for f in client.findings if f.points > 0][:count]


def waived_flags(client: ClientAssessment) -> list[Finding]:
    """The red flags that are waived: they count for nothing, and are still shown."""
    return [f for f in client.waived if f.severity != "position"]


def flag_names(client: ClientAssessment) -> str:
    """The heaviest findings by name, then those that are waived."""
    waived = (f"{flag.name} (waived)" for flag in waived_flags(client))
    return ", ".join([*(flag.name for flag in top_flags(client)), *waived])


def first_reason(client: ClientAssessment) -> str:
    """Why the verdict is what it is, in a sentence; empty where nothing is found.

    Where everything found is waived, that is told.
    """
    if client.unknown_because and client.action in {"unknown", None}:
        return client.unknown_because
    because = client.verdict.because[:1] if client.verdict else ()
    found = [f for f in client.findings if f.code in because] or top_flags(client, 1)
    if not found and client.unknown_because is None:
        told = [(f.waiver.until, f.message) for f in waived_flags(client) if f.waiver is not None]
        return f"waived until {written.day(told[0][0])}: {told[0][1]}" if told else ""
    return found[0].message if found else client.unknown_because or ""


def action_of(client: ClientAssessment) -> str:
    """The verdict's action, or the stage of a client that has none."""
    return client.verdict.action if client.verdict else f"({client.stage})"


def in_words(holds: Iterable[HoldKind]) -> str:
    """Holds on a page or a sheet, where nobody types them: `collect first, cool off`."""
    return ", ".join(kind.replace("-", " ") for kind in holds)


def in_brackets(holds: Iterable[HoldKind]) -> str:
    """What comes before a decision, to follow it: ` (collect first)`; empty without holds."""
    told = in_words(holds)
    return f" ({told})" if told else ""


NO_TALK_MENDS = "nothing they do now; they were abusive, and no talk mends that"


def what_would_change(client: ClientAssessment) -> tuple[str, list[str]] | None:
    """What would change a client's verdict, with the conditions; None where there is no saying."""
    verdict = client.verdict
    if verdict is None:
        return None
    if verdict.would_change:
        return change_of_verdict(verdict.would_change)
    abused = any("abuse" in rule_of(code).marks for code in verdict.because)
    return (NO_TALK_MENDS, []) if abused and ACTIONS[verdict.action].parts else None


def change_of_verdict(changes: Sequence[str]) -> tuple[str, list[str]]:
    """What would change a verdict: a sentence, and the conditions below it if they are several."""
    *conditions, then = changes
    better, cures = then.removeprefix("then "), [each.removeprefix("if ") for each in conditions]
    if len(cures) == 1:
        return f"{better} if {cures[0]}", []
    return f"{better} if all of this comes true:", cures


def stage_began(client: ClientAssessment) -> date | None:
    """The first day of a client's stage; for a former client, their last day as a client."""
    if client.dormant is not None:
        return client.dormant.since
    return client.until if client.stage == "former" else client.since


def measured(finding: Finding) -> str:
    """The measure of a finding with its ramp: `22.9 days (5 is fine, 30 is bad)`."""
    measure = finding.measure
    write = _share if measure.unit == "share" else _figure
    value = "-" if measure.value is None else write(measure.value)
    text = value if measure.unit == "share" else _with_unit(value, measure)
    text += f", {measure.how}" if measure.how else ""
    if measure.fine is None or measure.bad is None:
        return f"{text} (no ramp)"
    return f"{text} ({write(measure.fine)} is fine, {write(measure.bad)} is bad)"


def reckoned(finding: Finding) -> str:
    """How a finding takes points off: the measure, its intensity and weight, and the factor."""
    if finding.severity == "position":
        return "no points: their place among the other clients"
    limit = f" ({finding.measure.limit})" if finding.measure.limit else ""
    intensity = f"{measured(finding)}: intensity {finding.intensity:.4f}{limit}"
    if finding.waiver is not None:
        return f"{intensity}, no points while it is waived"
    return (
        f"{intensity} x weight {_weight(finding)} = {finding.weight * finding.intensity:.4f}, "
        f"so a factor of {finding.factor:.4f}"
    )


def _weight(finding: Finding) -> str:
    """The effective weight, and how the family makes it of the rule's own."""
    severity, weight = finding.severity, f"{finding.weight:.4g}"
    if finding.place_in_family <= 1:
        return f"{weight} ({severity})"
    place = _ORDINALS.get(finding.place_in_family, f"{finding.place_in_family}th")
    whole, part = f"{finding.own_weight:.4g}", 2 ** (finding.place_in_family - 1)
    return f"{weight} ({severity}, {whole} / {part} as the {place} of {finding.family})"


def reckoning_of(client: ClientAssessment) -> tuple[str, ...]:
    """How the factors make the health, and the points of the findings; empty without points."""
    costly = [finding for finding in client.findings if finding.points > 0]
    if not costly:
        return ()
    health = number(client.computed_health)
    factors = " x ".join(f"{finding.factor:.4f}" for finding in costly)
    first = costly[0]
    points = f"(100 - {health}) x ln {first.factor:.4f} / ln ({health} / 100)"
    return (
        f"health = 100 x {factors} = {health}",
        FACTORS,
        f"{POINTS}; {first.code}: {points} = {number(first.points)}",
    )


def _with_unit(value: str, measure: Measure) -> str:
    """A figure with its unit: `3 days`, `1 reason`; of a yes or no the word alone: `missing`."""
    if measure.unit == "rank":
        return f"rank {value}"
    counts = " " not in measure.unit and measure.unit.endswith("s")
    if not counts and measure.bad is None and measure.value in {0, 1}:
        return measure.unit
    unit = measure.unit.removesuffix("s") if counts and measure.value == 1 else measure.unit
    return f"{value} {unit}"


def _share(value: float) -> str:
    """A share of a measure, with the digits of any other figure."""
    return f"{_figure(value * 100)} %"


def _figure(value: float) -> str:
    """A figure of a measure, with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= THOUSAND else f"{value:.4g}"


def basis_text(client: ClientAssessment) -> str:
    """How many entries the verdict on a client is based on."""
    basis = client.basis
    hours = written.quantity(basis.hours, "hour", decimals=2)
    if basis.in_progress == basis.hours > 0:
        hours += " in progress"
    elif basis.in_progress:
        hours += f", {written.hours(basis.in_progress).removesuffix(' h')} of them in progress,"
    return (
        f"{counted(basis.invoices_due, basis.due_as, 'due ')}, {hours} "
        f"and {written.count(basis.events, 'event')} over {written.count(basis.days, 'day')}"
    )


def payments_text(client: ClientAssessment, currency: str) -> str:
    """How a client paid about whom little is known; empty where nothing was billed."""
    paid = client.payments
    told = []
    if paid.paid:
        told.append(f"{written.count(paid.paid, 'invoice')} paid{_took(paid)}")
    if paid.overdue_days:
        one = "something is" if paid.overdue_count > 1 else "an invoice is"
        amount = one if paid.overdue is None else written.amount(paid.overdue, currency)
        told.append(f"{amount} {overdue_for(paid.overdue_days, paid.overdue_count)}")
    return "; ".join(told)


def _took(paid: Payments) -> str:
    if paid.days_to_pay is None or paid.terms is None:
        return ""
    days, terms = round(paid.days_to_pay), written.count(paid.terms, "day")
    mean = " on average" if paid.paid > 1 else ""
    return f", in {written.count(days, 'day')}{mean} with {terms} to pay"


def remedies(clients: Sequence[ClientAssessment]) -> list[tuple[str, int, list[str]]]:
    """What to log to know more: the remedy, for how many clients, the rules' names; best first."""
    grouped: dict[str, list[tuple[str, Unassessed]]] = {}
    for client in clients:
        for missing in client.not_assessed:
            if missing.weight > 0:
                grouped.setdefault(missing.remedy, []).append((client.id, missing))
    gains = sorted(grouped.items(), key=lambda item: (-sum(m.weight for _, m in item[1]), item[0]))
    return [
        (remedy, len({client for client, _ in items}), _names({m.code for _, m in items}))
        for remedy, items in gains
    ]


def _names(codes: Iterable[str]) -> list[str]:
    return [rule_of(code).name for code in sorted(codes)]


def sparkline(points: "tuple[Point, ...]") -> str:
    """One character a month: the higher the healthier; a dot where the health is unknown."""
    return "".join(
        "·" if p.health is None else SPARKS[min(7, int(p.health / 12.5))] for p in points
    )
