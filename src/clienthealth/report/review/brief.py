"""`review --brief`: whom to part with, what else to do, and the business, on one or two sheets."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from clienthealth.judging.actions import is_graver
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.holds import with_holds
from clienthealth.ledger import written
from clienthealth.planning.after_review import PlannedReview
from clienthealth.report.page.elements import element
from clienthealth.report.page.frame import Page, rendered
from clienthealth.report.page.phrases import Money, on
from clienthealth.report.review.html_page import headline, in_short
from clienthealth.report.review.others import others, reason
from clienthealth.report.review.page_sections import page_section, tiles
from clienthealth.report.review.portfolio import business
from clienthealth.report.review.wording import (
    clients,
    decision_text,
    holds_of,
    is_fired,
    parting,
    when_text,
)
from clienthealth.report.text.beginning import first_step
from clienthealth.report.text.blocks import Cell, Column, Line, Section, grid, id_cell
from clienthealth.report.text.markdown_sections import page
from clienthealth.report.text.wording import action_of, few
from clienthealth.report.view import view_of
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import Beyond, Bottom, Review
from clienthealth.version import __version__

MOST = 15
"""How many clients a table has; the others are counted below it."""

DECIDED = (
    Column("client"),
    Column("decision"),
    Column("why", least=24),
    Column("when", least=24),
    Column("lost/year", right=True),
    Column("h/month", right=True),
    Column("overdue", right=True),
)
OTHERS = (
    Column("client"),
    Column("verdict"),
    Column("why", least=24),
    Column("overdue", right=True),
)


def render_html(found: Review | PlannedReview) -> str:
    """One self-contained file that prints on at most two sheets of A4."""
    review = found.review if isinstance(found, PlannedReview) else found
    shown = Money(review.currency, review.withheld)
    names = {client.id: client.name for client in review.assessment.clients}
    name = "" if review.withheld else f" of {review.assessment.ledger.business.name}"
    *tables, figures = _sections(review)
    parts = [page_section(f"part-{n}", each, names, stacks=True) for n, each in enumerate(tables)]
    last = page_section("figures", figures._replace(parts=()), names, tiles(figures))
    unit = "" if shown.withheld else f"Amounts are in {shown.currency}. "
    return rendered(
        Page(
            title=f"Annual review{name} in short, {written.day(review.last_day)}",
            kicker=[f"Annual review{name}, ", on(review.first_day), " to ", on(review.last_day)],
            headline=headline(review),
            summary=element("ul", [element("li", line) for line in in_short(review)]),
            sections=[*parts, last],
            footer=element("p", f"{unit}clienthealth {__version__}."),
            is_brief=True,
        )
    )


def render_markdown(review: Review) -> str:
    """The same for a wiki."""
    first, last = written.day(review.first_day), written.day(review.last_day)
    title = Section(f"Review in short, {first} to {last}", ())
    return page([title, *_sections(review)])


def _sections(review: Review) -> Iterator[Section]:
    """What to do, who else needs something, who needs nothing, and the figures of the business."""
    if (step := first_step(review.assessment)) is not None:
        yield Section("What to do", (Line(step),))
        yield business(review)
        return
    parted = [each for _, clients in parting(review) for each in clients]
    decided = [*parted, *(each for each in review.bottom if each not in parted)]
    told = {each.id for each in decided} - {each.id for each in others(review)}
    calm_title = "Verdict: keep" if review.withheld else "Nothing to decide or to collect"
    shown = view_of(review.assessment, sort="gravest").clients
    left = [client for client in shown if client.id not in told]
    busy = [client for client in left if _needs_something(client)]
    above = {each.id for each in few(decided, MOST)}
    if decided:
        rows = [_decided(each, review) for each in few(decided, MOST)]
        folded = [review.assessment.client(each.id) for each in decided[len(rows) :]]
        twice = {client.id for client in busy}
        there = [client for client in folded if client is not None and client.id not in twice]
        yield Section(
            "What to do", (grid(DECIDED, rows), *_more(len(folded), there, review.currency))
        )
    if busy:
        rows = [_other(client, review.currency, above) for client in few(busy, MOST)]
        rest = busy[len(rows) :]
        owing = [client for client in rest if client.id not in above]
        title = "What else to do" if decided else "What to do"
        yield Section(title, (grid(OTHERS, rows), *_more(len(rest), owing, review.currency)))
    calm = [c.id for c in left if c.action == "keep" and not _needs_something(c)]
    if calm:
        yield Section(calm_title, (Line((*clients(calm),)),))
    yield business(review)


def _needs_something(client: ClientAssessment) -> bool:
    """Whether there is something to decide or to collect; from former clients too."""
    verdict = client.verdict
    if client.stage != "active" or verdict is None:
        return _is_overdue(client)
    has_more = bool(verdict.holds) or client.was_told
    return is_graver("keep", verdict.action) or has_more or _is_overdue(client)


def _is_overdue(client: ClientAssessment) -> bool:
    return (client.facts.overdue_balance or 0) > 0


def _more(count: int, folded: Sequence[ClientAssessment], currency: str) -> Iterator[Line]:
    """How many are left out, and what they owe, so that the rows add up to what is overdue."""
    owed = sum((client.facts.overdue_balance or Decimal(0) for client in folded), Decimal(0))
    late = f", with {written.amount(owed, currency)} overdue" if owed else ""
    if count:
        yield Line(f"{count} more are in the long review{late}.")


def _decided(each: Bottom | Beyond, review: Review) -> list[Cell | str]:
    """A row with the cost of parting, and with what is overdue."""
    client = review.assessment.client(each.id)
    cost = each.cost
    hours = cost.hours_a_month
    what: str
    if isinstance(each, Beyond):
        what, why = with_holds(each.action, each.holds), reason(client) if client else ""
        when = when_text(each)
    else:
        what, why, when = _decision(each, review), _why(each, client), _when(each)
    return [
        id_cell(each.id),
        what,
        why,
        when,
        "" if cost.revenue_a_year is None else written.cell(cost.revenue_a_year, review.currency),
        "" if hours is None else f"{hours:,.1f}",
        "" if client is None else _overdue(client, review.currency),
    ]


def _decision(client: Bottom, review: Review) -> str:
    """A verdict to part as everywhere on the page, any other decision in words."""
    if client.decision == "go":
        return with_holds("fire" if is_fired(client) else "let-go", holds_of(client))
    return decision_text(review, client)


def _why(each: Bottom, client: ClientAssessment | None) -> str:
    """Why the decision; of a talk what it is about, as the column beside it has its day."""
    about = reason(client) if client and each.decision == "talk-first" else ""
    return about or each.why


def _when(client: Bottom) -> str:
    """The day to talk, and what follows on which."""
    return when_text(client) if DECISIONS[client.decision].acts else ""


def _other(client: ClientAssessment, currency: str, above: Container[str]) -> list[Cell | str]:
    """A row; what is overdue is in one row of a client, the first where they have two."""
    return [
        id_cell(client.id),
        with_holds(action_of(client), client.hold_kinds),
        reason(client),
        "" if client.id in above else _overdue(client, currency),
    ]


def _overdue(client: ClientAssessment, currency: str) -> str:
    overdue = client.facts.overdue_balance
    return written.cell(overdue, currency) if overdue else ""
