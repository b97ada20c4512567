"""A plan as sections, the same for a terminal, a pipe and a wiki."""

from collections.abc import Iterator
from decimal import Decimal

from clienthealth.facts.words_of_revenue import net_of, of_active
from clienthealth.ledger import written
from clienthealth.planning.model import Letter, Plan
from clienthealth.report.plan.wording import (
    ALTERNATIVES,
    METHODS,
    amounts_of,
    articles_of,
    day_of,
    heading,
    if_unpaid,
    in_dispute,
    lines_of,
    points_of,
    sentence,
    weekday,
)
from clienthealth.report.text.blocks import (
    Cell,
    Column,
    Line,
    Part,
    Points,
    Section,
    Task,
    Tasks,
    grid,
)
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.wording import number
from clienthealth.reviewing.cost_of_parting import CostOfParting


def sections(plan: Plan) -> Iterator[Section]:
    """All sections; the first one is the headline."""
    figures = Figures(plan.withheld)
    yield headline(plan)
    if plan.ways:
        yield when(plan)
    if plan.script:
        yield Section("What to say", (Points(plan.script),))
    yield steps(plan, figures)
    if plan.cost is not None:
        yield cost(plan.cost, plan.currency, figures)
    yield from map(letter, plan.letters)
    if articles := articles_of(plan):
        yield Section("Articles", (Points(articles),))


def letter(found: Letter) -> Section:
    """A letter, ready to send."""
    paragraphs = (line for line in found.body.splitlines() if line.strip())
    return Section(f"In writing: {found.subject}", tuple(Line(line) for line in paragraphs))


def headline(plan: Plan) -> Section:
    """The client, the reasons, and what speaks against the plan."""
    client = plan.client
    name = client.id if client.name == client.id else f"{client.id} ({client.name})"
    parts: list[Part] = [Line(f"On {weekday(plan.as_of)}: {'; '.join(plan.reasons)}.")]
    if plan.evidence:
        parts.append(Line(f"Based on: {', '.join(plan.evidence)}."))
    if plan.method is not None:
        parts.append(Line(f"How to part: {METHODS[plan.method]}."))
    if plan.alternative is not None:
        parts.append(Line(f"Recommend to them: {ALTERNATIVES[plan.alternative]}."))
    parts += (Line(f"Note: {sentence(each)}", "yellow") for each in plan.warnings)
    if plan.instead is not None:
        parts.append(Line(f"Instead: {plan.instead.line}", "yellow"))
    return Section(f"{plan.title}: {name}", tuple(parts))


def when(plan: Plan) -> Section:
    """The ways to time the notice, side by side."""
    ways = plan.ways
    columns = [Column(""), *(Column(heading(plan, way)) for way in ways)]
    rows: list[list[Cell | str]] = [
        ["tell them", *(weekday(way.talk) for way in ways)],
        ["notice ends", *(weekday(way.notice_ends) for way in ways)],
        ["last working day", *(weekday(way.last_day) for way in ways)],
    ]
    amounts = () if plan.withheld else amounts_of(ways)
    rows += (
        [row.title, *(written.cell(each, plan.currency) for each in row.values)] for row in amounts
    )
    parts: list[Part] = [grid(columns, rows)]
    parts += (Line(f"{heading(plan, way).capitalize()}: {sentence(way.why)}") for way in ways)
    if amounts:
        parts += map(Line, in_dispute(ways, plan.currency))
        parts += map(Line, if_unpaid(ways, plan.currency))
        parts.append(Line(f"Amounts are in {plan.currency}."))
    return Section("When", tuple(parts))


def steps(plan: Plan, figures: Figures) -> Section:
    """The checklist."""
    if not plan.steps:
        return Section("Step by step", (Line("There is nothing to do."),))
    tasks = tuple(
        Task(
            title=step.title,
            day=day_of(step),
            done=step.done is not None,
            lines=lines_of(step, plan.currency, figures),
            points=points_of(step),
            command=step.command.line if step.command else "",
        )
        for step in plan.steps
    )
    return Section("Step by step", (Tasks(tasks),))


def cost(found: CostOfParting, currency: str, figures: Figures) -> Section:
    """What parting costs and frees."""
    return Section("What it costs and frees", (Points(tuple(_cost(found, currency, figures))),))


def _cost(found: CostOfParting, currency: str, figures: Figures) -> Iterator[str]:
    shares = [of_active(found.income_share)] if found.income_share is not None else []
    lost = _with_currency(found.revenue_a_year, currency)
    amounts = [] if figures.withheld else [f"{lost} a year{net_of(found.provision)}"]
    told = [*amounts, *(f"they brought in {share}" for share in shares)]
    yield f"revenue lost: {'; '.join(told) if told else 'not known'}"
    if found.hours_a_month is None:
        yield "hours freed: not known, because no hours are logged"
        return
    yield f"hours freed: {number(found.hours_a_month)} a month"
    if figures.withheld:
        return
    rate = _with_currency(found.break_even_rate, currency)
    yield f"sell those hours at {rate} an hour or more, and you lose nothing"
    target: Decimal | None = found.rate_to_target
    if target is not None:
        rate = (
            "leave them unsold"
            if target == 0
            else f"sell them at {_with_currency(target, currency)} an hour"
        )
        yield f"{rate}, and your active clients together are on target"


def _with_currency(amount: Decimal | None, currency: str) -> str:
    return f"{written.cell(amount, currency)} {currency}"
