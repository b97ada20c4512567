"""The headline of a review, its bottom group and its top group."""

from collections.abc import Iterator, Sequence

from clienthealth.facts.words_of_revenue import net_of, of_active
from clienthealth.judging.actions import Action
from clienthealth.judging.holds import with_holds
from clienthealth.ledger import written
from clienthealth.report.review.others import also
from clienthealth.report.review.wording import (
    counted,
    decision_text,
    holds_of,
    other_verdict,
    parting,
    share_text,
    sureness_text,
    told_text,
    when_text,
)
from clienthealth.report.text.blocks import (
    Cell,
    Client,
    Column,
    Grid,
    Line,
    Part,
    Points,
    Section,
    grid,
    id_cell,
)
from clienthealth.report.text.styles import NAMED, STYLES, action_style, grade_style
from clienthealth.report.text.wording import few, number, sparkline
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.decisions import DECISIONS, DRIVERS
from clienthealth.reviewing.model import Beyond, Bottom, Review, Top
from clienthealth.reviewing.rank_stability import CERTAIN, LIKELY
from clienthealth.rules.registry import names_with_codes

BOTTOM = (
    Column("#", right=True),
    Column("client", least=12),
    Column("decision", least=14, speaks=True),
    Column("driven by", wide_only=True),
    Column("way", wide_only=True),
    Column("how sure"),
    Column("when", least=17, speaks=True),
    Column("health", right=True, wide_only=True),
    Column("worth/h", right=True, wide_only=True),
    Column("12 months", wide_only=True, on_page=False),
)
TOP = (
    Column("#", right=True),
    Column("client", least=12),
    Column("name", from_width=NAMED, least=16, most=40, on_page=False),
    Column("health", right=True),
    Column("an hour", right=True),
    Column("worth/h", right=True),
    Column("of hours", right=True),
    Column("of revenue", right=True),
    Column("verdict", least=13, speaks=True),
    Column("12 months", wide_only=True, on_page=False),
)
BEYOND = (
    Column("#", right=True),
    Column("client", least=12),
    Column("name", from_width=NAMED, least=16, most=40, on_page=False),
    Column("verdict", least=13, speaks=True),
    Column("because"),
    Column("when", least=17, speaks=True),
)
VERBS: dict[Action, str] = {"fire": "Fire", "let-go": "Let go"}
"""What to do with those whose verdict is to part."""
MOST_NAMED = 5
"""How many clients of one verdict the headline names."""
NOBODY = Line("Nobody: too few clients are ranked, or the policy asks for none.")


def title(review: Review) -> str:
    """The period of a review."""
    return f"Review of {written.day(review.first_day)} to {written.day(review.last_day)}"


def headline(review: Review) -> Section:
    """What was reviewed, and what comes of it."""
    portfolio = review.assessment.portfolio
    ranked = f"{portfolio.ranked} of {portfolio.active} active clients ranked by {review.ranked_by}"
    amounts = "" if review.withheld else f" Amounts are in {review.currency}."
    counts = Line(f"{ranked}; {_counts(review)}.{amounts}")
    return Section(title(review), (Line(tuple(_whom(review)), "bold"), counts, *also(review)))


def _whom(review: Review) -> Iterator[str | Client]:
    """Whom to fire, to let go and to renegotiate with, never without what comes first."""
    parts: list[tuple[str, Sequence[Bottom | Beyond]]] = [
        (VERBS[action], clients) for action, clients in parting(review)
    ]
    if not parts:
        is_open = any(other_verdict(review, each) for each in review.bottom)
        yield "Nobody to let go for certain." if is_open else "Nobody to let go."
    if talks := [each for each in review.bottom if each.decision == "talk-first"]:
        parts.append(("Renegotiate with", talks))
    for place, (verb, clients) in enumerate(parts):
        yield f"{' ' if place or not parting(review) else ''}{verb} "
        yield from _named(clients)


def _named(clients: Sequence[Bottom | Beyond]) -> Iterator[str | Client]:
    """The first few clients by id, and how many more; with what comes first, or that they know."""
    named = few(clients, MOST_NAMED)
    for place, client in enumerate(named):
        yield from (", ",) if place else ()
        yield Client(client.id)
        if first := ", ".join(filter(None, (told_text(client), *holds_of(client)))):
            yield f" ({first})"
    more = len(clients) - len(named)
    yield f" and {more} more." if more else "."


def _counts(review: Review) -> str:
    """How many clients are at the bottom, and what is to be done about how many of them."""
    words = counted(review.bottom)
    text = f"bottom {_size(review)}: {written.count(len(review.bottom), 'client')}"
    return f"{text} ({', '.join(words)})" if words else text


def _size(review: Review) -> str:
    """How large the bottom group was asked to be."""
    policy = review.assessment.policy
    return f"{policy.bottom_percent:g} %" if policy.bottom_count is None else "group"


def bottom_group(review: Review) -> Section:
    """Who is last, what to do about it, and why."""
    title = f"The bottom {_size(review)}"
    if not review.bottom:
        return Section(title, (NOBODY,))
    return Section(title, tuple(_bottom(review)))


def _bottom(review: Review) -> Iterator[Part]:
    yield grid(BOTTOM, [_bottom_row(review, each) for each in review.bottom])
    yield Line(_how_sure(review.draws), "dim")
    for each in review.bottom:
        yield Points(tuple(_reasons(each, review.currency)), _title(review, each))
    if commands := ", ".join(_commands(review.bottom)):
        yield Line(f"To plan it: {commands}")
    left_open = [each.id for each in review.bottom if other_verdict(review, each)]
    if commands := ", ".join(f"clienthealth letgo {name}" for name in left_open):
        yield Line(f"To plan parting, if you decide to: {commands}")


def _commands(bottom: Sequence[Bottom]) -> Iterator[str]:
    """The commands that plan what was decided, lowest client first."""
    for each in bottom:
        if (plan := DECISIONS[each.decision].plan) is not None:
            yield f"clienthealth {plan} {each.id}"


def _how_sure(draws: int) -> str:
    """What the percentage of a place in the bottom group means."""
    return (
        f"How sure: in what part of {draws:,} draws, with other weights and months, they are in "
        f"this group. From {written.percent(CERTAIN)} on certain, from {written.percent(LIKELY)} "
        "likely, otherwise a coin toss."
    )


def _bottom_row(review: Review, client: Bottom) -> list[Cell | str]:
    decided = DECISIONS[client.decision]
    is_tossed = client.decision == "undecided" and not other_verdict(review, client)
    return [
        str(client.rank),
        id_cell(client.id, "bold"),
        Cell(
            decision_text(review, client),
            STYLES[decided.tone],
        ),
        "-" if is_tossed else DRIVERS[client.driven_by],
        client.method if client.decision == "go" else "-",
        sureness_text(client.sureness),
        when_text(client),
        _health(review, client.id, client.health),
        written.cell(client.worth, review.currency),
        _months(review, client.id),
    ]


def _title(review: Review, client: Bottom) -> str:
    name = "" if client.name == client.id else f" ({client.name})"
    verdict = other_verdict(review, client)
    beside = f"; the verdict is {verdict}" if verdict else ""
    return f"{client.id}{name}: {client.why}{beside}"


def _reasons(client: Bottom, currency: str) -> Iterator[str]:
    yield from client.facts
    for hold in client.holds:
        yield f"hold {hold.kind}: {hold.why}"
    goes = client.decision == "go"
    lose, free = ("loses", "frees") if goes else ("would lose", "would free")
    told = [*_lost(client.cost, lose, currency), *_freed(client.cost, free)]
    if told:  # the rates at which the hours must sell are for those who part
        rates = _rates(client.cost, currency) if goes else ""
        yield f"letting them go {' and '.join(told)}{f'; {rates}' if rates else ''}"


def _lost(cost: CostOfParting, lose: str, currency: str) -> Iterator[str]:
    lost = cost.revenue_a_year
    share = "" if cost.income_share is None else of_active(cost.income_share)
    if lost is not None and lost <= 0:
        yield f"{lose} no revenue"
    elif lost is not None:
        part = f" ({share})" if share else ""
        yield f"{lose} {written.amount(lost, currency)} a year{net_of(cost.provision)}{part}"
    elif share:
        yield f"{lose} {share}"


def _freed(cost: CostOfParting, free: str) -> Iterator[str]:
    if cost.hours_a_month is not None:
        yield f"{free} {written.quantity(cost.hours_a_month, 'hour')} a month"


def _rates(cost: CostOfParting, currency: str) -> str:
    """At which rates the freed hours must sell."""
    target, told = cost.rate_to_target, []
    if cost.break_even_rate:
        rate = written.amount(cost.break_even_rate, currency)
        told.append(f"sell those at {rate} an hour or more, and you lose nothing")
    if target:
        told.append(
            f"at {written.amount(target, currency)}, your active clients together are on target"
        )
    elif target is not None:
        told.append("even unsold, your active clients together are on target")
    return "; ".join(told)


def beyond(review: Review) -> Section | None:
    """Whom the verdict is to part with, although others are lower; None where there is nobody."""
    if not review.beyond:
        return None
    rows: list[list[Cell | str]] = [
        [
            str(each.rank or "-"),
            id_cell(each.id),
            each.name,
            Cell(with_holds(each.action, each.holds), action_style(each.action)),
            names_with_codes(each.because),
            when_text(each),
        ]
        for each in review.beyond
    ]
    commands = ", ".join(f"clienthealth letgo {each.id}" for each in review.beyond)
    how = Line(f"To plan it: {commands}")
    return Section("Not in the bottom group, but to part with", (grid(BEYOND, rows), how))


def top_group(review: Review) -> Section:
    """To whom the time should go."""
    title = f"The top {_size(review)}"
    if not review.top:
        return Section(title, (NOBODY,))
    return Section(title, (_top(review),))


def _top(review: Review) -> Grid:
    return grid(TOP, [_top_row(review, each) for each in review.top])


def _top_row(review: Review, client: Top) -> list[Cell | str]:
    return [
        str(client.rank),
        id_cell(client.id),
        client.name,
        _health(review, client.id, client.health),
        written.cell(client.effective_rate, review.currency),
        written.cell(client.worth, review.currency),
        share_text(client.hours_share),
        share_text(client.revenue_share),
        _verdict(review, client.id, client.action),
        _months(review, client.id),
    ]


def _health(review: Review, name: str, health: float) -> Cell:
    client = review.assessment.client(name)
    return Cell(number(health), grade_style(client.grade) if client else "")


def _verdict(review: Review, name: str, action: Action | None) -> Cell:
    """A verdict with its holds beside it."""
    client = review.assessment.client(name)
    holds = client.hold_kinds if client else ()
    return Cell(with_holds(action or "-", holds), action_style(action))


def _months(review: Review, name: str) -> str:
    """The health over the last months as a line of bars."""
    return next((sparkline(each.points) for each in review.trend.clients if each.id == name), "")
