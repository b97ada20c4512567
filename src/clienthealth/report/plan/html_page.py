"""A plan as a page to print and tick off: when, what to say, and every step with its box."""

from collections.abc import Iterator

from clienthealth.facts.words_of_revenue import net_of, of_active
from clienthealth.ledger import written
from clienthealth.planning.command import Command
from clienthealth.planning.model import Letter, Plan, Step
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Page, Section, rendered
from clienthealth.report.page.phrases import Money, capital, marked, name_of, on
from clienthealth.report.page.tables import Column, facts, table
from clienthealth.report.plan.wording import (
    ALTERNATIVES,
    METHODS,
    amounts_of,
    articles_of,
    heading,
    if_unpaid,
    in_dispute,
    sentence,
    why_of,
)
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.version import __version__

OPEN, DONE = "☐", "☑"


def render(plan: Plan) -> str:
    """One self-contained file."""
    money = Money(plan.currency, plan.withheld)
    return rendered(
        Page(
            title=f"{plan.title}: {plan.client.name}, {written.day(plan.as_of)}",
            kicker=[f"{plan.title}, ", on(plan.as_of)],
            headline=name_of(plan.client.name),
            summary=element("ul", [element("li", line) for line in _summary(plan)]),
            sections=[*_sections(plan, money)],
            footer=_footer(plan),
        )
    )


def _summary(plan: Plan) -> Iterator[Content]:
    yield from (sentence(each) for each in plan.reasons)
    if plan.evidence:
        yield f"Based on: {', '.join(plan.evidence)}."
    if plan.method is not None:
        yield f"How to part: {METHODS[plan.method]}."
    if plan.alternative is not None:
        yield f"Recommend to them: {ALTERNATIVES[plan.alternative]}."
    for each in plan.warnings:
        yield [element("b", "Note: "), *marked(sentence(each))]
    if plan.instead is not None:
        yield ["Instead: ", element("code", plan.instead.line)]


def _sections(plan: Plan, money: Money) -> Iterator[Section]:
    if plan.ways:
        yield Section("when", "When", when(plan, money))
    if plan.script:
        said = [element("p", line) for line in plan.script]
        yield Section("say", "What to say", element("blockquote", said))
    yield Section("steps", "Step by step", checklist(plan, money))
    if plan.cost is not None:
        yield Section("cost", "What it costs and frees", _cost(plan.cost, money))
    for number, found in enumerate(plan.letters):
        yield Section(f"letter-{number}", f"In writing: {found.subject}", _letter(found))
    if articles := articles_of(plan):
        yield Section("articles", "Articles", element("ul", [element("li", a) for a in articles]))


def _letter(found: Letter) -> Content:
    paragraphs = [element("p", line) for line in found.body.splitlines() if line.strip()]
    return element("blockquote", paragraphs, lang=found.language)


def when(plan: Plan, money: Money, name: str = "ways") -> list[Content]:
    """The ways to time the notice, side by side; the name is the table's on its page."""
    ways = plan.ways
    columns = [Column("what", heads=True), *(Column(heading(plan, way), "number") for way in ways)]
    rows: list[list[Content]] = [
        ["tell them", *(on(way.talk) for way in ways)],
        ["notice ends", *(on(way.notice_ends) for way in ways)],
        ["last working day", *(on(way.last_day) for way in ways)],
    ]
    amounts = () if money.withheld else amounts_of(ways)
    rows += ([row.title, *map(money.exact, row.values)] for row in amounts)
    why = [
        element("li", element("b", capital(heading(plan, w))), f": {sentence(w.why)}") for w in ways
    ]
    lines = (*in_dispute(ways, money.currency), *if_unpaid(ways, money.currency)) if amounts else ()
    unpaid = [element("p", line) for line in lines]
    unit = element("p", f"Amounts are in {money.currency}.") if amounts else None
    caption = "When to tell them, and what each way costs"
    return [
        table(name, caption, columns, rows, hidden_caption=True),
        element("ul", why),
        *unpaid,
        unit,
    ]


def checklist(plan: Plan, money: Money) -> list[Content]:
    """The steps, each with a box to tick."""
    if not plan.steps:
        return [element("p", "There is nothing to do.")]
    return [element("article", _step(step, money, "h3"), class_="card") for step in plan.steps]


def folded(plan: Plan, money: Money, name: str) -> Content:
    """A plan to unfold inside another page; the name is its table's there."""
    return element(
        "details",
        element("summary", f"{plan.title}: {written.count(len(plan.steps), 'step')}"),
        element("ul", [element("li", line) for line in _summary(plan)]),
        when(plan, money, name) if plan.ways else None,
        element("ol", [element("li", _step(step, money, "h4")) for step in plan.steps]),
        element("p", "For what to say and the letter, run ", element("code", _command(plan))),
        class_="plan",
    )


def _command(plan: Plan) -> str:
    return Command(plan.kind, plan.client.id).line


def _step(step: Step, money: Money, heading: str) -> list[Content]:
    day = step.done or step.due
    box, said = (DONE, "done") if step.done else (OPEN, "to do")
    amount = money.fact("Amount", money.exact(step.amount))
    return [
        element(heading, element("span", box, aria_label=said, role="img"), " ", step.title),
        element("p", [element("b", on(day)), ": "] if day else None, why_of(step)),
        element("p", f"{amount[1]} {money.currency}") if amount else None,
        _points(step),
        element("p", element("code", step.command.line)) if step.command else None,
    ]


def _points(step: Step) -> Content:
    lines = (*step.advice, *step.notes)
    return element("ul", [element("li", *marked(line)) for line in lines]) if lines else None


def _cost(cost: CostOfParting, money: Money) -> Content:
    part = None if cost.income_share is None else of_active(cost.income_share)
    amount = (
        None
        if money.withheld
        else f"{money.total(cost.revenue_a_year)} a year{net_of(cost.provision)}"
    )
    hours = "not known, because no hours are logged"
    if cost.hours_a_month is not None:
        hours = f"{cost.hours_a_month:,.1f} a month"
    return facts(
        ("Revenue lost", ", ".join(each for each in (amount, part) if each) or "withheld"),
        ("Hours freed", hours),
        money.fact("To lose nothing, sell them at", money.rate(cost.break_even_rate)),
        money.fact("To reach the target, at", money.rate(cost.rate_to_target or None)),
    )


def _footer(plan: Plan) -> list[Content]:
    return [
        element("p", f"Policy {plan.assessment.policy_hash}. clienthealth {__version__}."),
        element("p", "Names, amounts and the ledger's own words are withheld.")
        if plan.withheld
        else None,
    ]
