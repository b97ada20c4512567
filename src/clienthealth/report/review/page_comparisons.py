"""Before and after: what changed since the year before, and what would be if."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from clienthealth.facts.written_dates import long_date
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import (
    DASH,
    Money,
    badge,
    capital,
    client_link,
    figure,
    listed,
    on,
    share,
)
from clienthealth.report.page.tables import Column, table
from clienthealth.report.review.wording import OUTCOMES
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import Changes, Earlier, Move, Review, Shift, State
from clienthealth.reviewing.what_if import Change


def changes(found: Changes | None) -> list[Content]:
    """Who joined, left, rose and fell, and what came of the list of the year before."""
    if found is None:
        return [element("p", "Nothing is known from before this period.")]
    return [
        element("p", "Since ", on(found.before), "."),
        _names("Joined", found.joined),
        _names("Left", found.left),
        _moves("rose", "Rose", found.rose),
        _moves("fell", "Fell", found.fell),
        _earlier(found),
    ]


def _names(title: str, moves: Sequence[Move]) -> Element | None:
    if not moves:
        return None
    clients = listed([client_link(move.id, move.name) for move in moves])
    return element("p", element("b", f"{title}: "), clients)


def _moves(name: str, title: str, moves: Sequence[Move]) -> list[Content]:
    if not moves:
        return [element("p", f"Nobody {name}.")]
    columns = (
        Column("client", heads=True),
        Column("health before", "number"),
        Column("now", "number"),
        Column("rank before", "number"),
        Column("now", "number"),
        Column("verdict before"),
        Column("now"),
    )
    rows = [
        (
            client_link(move.id, move.name),
            figure(move.health_before),
            figure(move.health),
            move.rank_before or DASH,
            move.rank or DASH,
            badge(move.action_before),
            badge(move.action),
        )
        for move in moves
    ]
    return [
        element("h3", title),
        table(f"{name}-table", f"Clients that {name}", columns, rows, hidden_caption=True),
    ]


def _earlier(found: Changes) -> list[Content]:
    if not found.bottom_then:
        return []
    columns = (
        Column("client", heads=True),
        Column("rank then", "number"),
        Column("what the review would have said"),
        Column("what came of it"),
        Column("rank now", "number"),
    )
    rows = [_earlier_row(each, found.ranked_before) for each in found.bottom_then]
    caption = "What came of the bottom group of the period before"
    return [
        element("h3", "Last year's list"),
        table("earlier-table", caption, columns, rows, hidden_caption=True),
    ]


def _earlier_row(each: Earlier, ranked: int) -> Sequence[Content]:
    outcome = OUTCOMES[each.outcome].format(on=f" on {long_date(each.when)}" if each.when else "")
    return (
        client_link(each.id, each.name),
        f"{each.rank} of {ranked}",
        DECISIONS[each.decision].label,
        outcome,
        each.rank_now or DASH,
    )


def what_if(review: Review, money: Money) -> list[Content]:
    """The portfolio as it is beside the portfolio as it would be."""
    found = review.what_if
    if found is None:
        return []
    names = {client.id: client.name for client in review.assessment.clients}
    lines = [_change(change, names, money) for change in found.changes]
    return [
        element("ul", [element("li", line) for line in lines]),
        element("p", " ".join(found.assumptions), class_="quiet"),
        _states(found.before, found.after, names, money),
        _shifts(found.shifts, money),
    ]


def _change(change: Change, names: dict[str, str], money: Money) -> Content:
    link = client_link(change.client, names.get(change.client, change.client))
    if change.kind == "fired":
        return ["without ", link]
    if change.kind == "rate":
        rate = "another rate" if money.withheld else f"{change.value} {money.currency} an hour"
        return [link, f" at {rate}"]
    terms = "other terms" if money.withheld else f"terms of {change.value} days"
    return [link, f" on {terms}"]


def _states(before: State, after: State, names: dict[str, str], money: Money) -> Element:
    def told(state: State) -> list[tuple[str, Content]]:
        amounts = [
            ("revenue", money.total(state.revenue)),
            ("an hour brings", money.rate(state.effective_rate)),
            ("open", money.total(state.open_balance)),
            ("overdue", money.total(state.overdue_balance)),
            ("expected loss", money.total(state.expected_loss)),
        ]
        group = [client_link(each, names.get(each, each)) for each in state.bottom]
        return [
            ("active clients", str(state.active)),
            ("hours", f"{state.hours:,.2f}"),
            *([] if money.withheld else amounts),
            ("days sales outstanding", figure(state.days_sales_outstanding, 0)),
            ("days to pay", figure(state.days_to_pay, 0)),
            ("largest client", share(state.largest_share)),
            ("utilisation", share(state.utilisation)),
            ("bottom group", listed(group) or DASH),
        ]

    columns = (Column("figure", heads=True), Column("as it is"), Column("as it would be"))
    pairs = zip(told(before), told(after), strict=True)
    rows = [(capital(name), now, then) for (name, now), (_, then) in pairs]
    return table("what-if-table", "The portfolio before and after", columns, rows)


def _shifts(shifts: Sequence[Shift], money: Money) -> Element | None:
    if not shifts:
        return None
    columns = [
        Column("client", heads=True),
        Column("rank", "number"),
        Column("health", "number"),
        *([] if money.withheld else [Column("worth", "number")]),
        Column("verdict"),
    ]
    rows = [
        [
            client_link(each.id, each.name),
            _arrow(each.rank_before or DASH, each.rank or DASH),
            _arrow(figure(each.health_before), figure(each.health)),
            *([] if money.withheld else [_worth(each, money)]),
            _verdicts(each),
        ]
        for each in shifts
    ]
    return table("shifts-table", "Clients whose standing would be another", columns, rows)


def _arrow(before: object, after: object) -> str:
    return str(after) if before == after else f"{before} → {after}"


def _worth(each: Shift, money: Money) -> str:
    return _arrow(money.exact(each.worth_before), money.exact(each.worth))


def _verdicts(each: Shift) -> Content:
    if each.action_before == each.action:
        return badge(each.action)
    return [badge(each.action_before), " → ", badge(each.action)]
