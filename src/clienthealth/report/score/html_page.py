"""`score --format html`: every client on one page, to be read, sorted and printed."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from clienthealth.facts.words_of_revenue import net_of
from clienthealth.judging.actions import CLIENT_ACTIONS, is_graver
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.report.page.clients import client_sections, clients_table, verdict_cell
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Page, Section, rendered
from clienthealth.report.page.health_map import health_map
from clienthealth.report.page.phrases import (
    DASH,
    Money,
    capital,
    client_link,
    figure,
    listed,
    marked,
    on,
    plain,
    rule_link,
)
from clienthealth.report.page.rules import codes_of, rules_appendix
from clienthealth.report.page.tables import Cell, Column, table
from clienthealth.report.score.headline import headlines
from clienthealth.report.text.wording import in_brackets, remedies, top_flags, waived_flags
from clienthealth.report.view import View
from clienthealth.version import __version__

REMEDIES = 5
"""How many of the things to log are named."""

URGENT = [action for action in reversed(CLIENT_ACTIONS) if is_graver("watch", action)]
"""The verdicts upon which there is something to do, the most urgent first."""


def render(view: View) -> str:
    """One self-contained file."""
    assessment = view.assessment
    withheld = assessment.pseudonym_of_policy is not None
    money = Money(assessment.currency, withheld)
    name = "" if withheld else f" of {assessment.ledger.business.name}"
    return rendered(
        Page(
            title=f"Client health{name}, {written.day(assessment.as_of)}",
            kicker=[f"Client health{name} as of ", on(assessment.as_of)],
            headline=_headline(view),
            summary=element("ul", [element("li", line) for line in _summary(view, money)]),
            sections=list(_sections(view, money)),
            footer=_footer(view, withheld=withheld),
        )
    )


def _of_stage(view: View, stage: str) -> list[ClientAssessment]:
    return [client for client in view.clients if client.stage == stage]


def _headline(view: View) -> str:
    """The active clients by verdict; of other clients alone, how many there are."""
    return headlines(view, dated=False)[0]


def _summary(view: View, money: Money) -> Iterator[Content]:
    yield from _to_do(_of_stage(view, "active"))
    bottom = sorted((c for c in view.clients if c.bottom), key=lambda c: -(c.rank or 0))
    portfolio = view.assessment.portfolio
    if bottom:
        percent = f"{view.assessment.policy.bottom_percent:g} %"
        names = [client_link(client.id, client.name) for client in bottom]
        yield [
            f"The bottom {percent} of {portfolio.ranked} ranked by {portfolio.ranked_by}: ",
            listed(names),
        ]
    if not money.withheld:
        whose = "All active clients" if view.is_part else "Active clients"
        whole, late = money.total(portfolio.open_balance), money.total(portfolio.overdue_balance)
        yield (
            f"{whose} brought in {money.total(portfolio.revenue)} in {portfolio.hours:,.2f} hours"
            f"{net_of(portfolio.provision)}; "
            f"{whole} is open, {written.of_it(late, whole)} overdue."
        )
        if portfolio.former_open_balance:
            whole = money.total(portfolio.former_open_balance)
            late = written.of_it(money.total(portfolio.former_overdue_balance), whole)
            yield f"Former clients still owe {whole}, {late} overdue."


def _to_do(active: Sequence[ClientAssessment]) -> Iterator[Content]:
    for action in URGENT:
        clients = [c for c in active if c.verdict is not None and c.verdict.action == action]
        if clients:
            names = [_held(client) for client in clients]
            yield [f"{capital(plain(action))} ", listed(names)]


def _held(client: ClientAssessment) -> list[Content]:
    """A client to do something about, with what comes first."""
    link = element("b", client_link(client.id, client.name))
    return [link, in_brackets(client.hold_kinds)]


def _sections(view: View, money: Money) -> Iterator[Section]:
    active = _of_stage(view, "active")
    if active:
        made = clients_table("active", _caption(money), active, money)
        yield Section("all", "Active clients", [made, *_what_to_log(view)])
        yield Section("map", "Health and hourly rate", _map(view, active, money))
    if prospects := _of_stage(view, "prospect"):
        yield Section("prospects", "Prospects", _others("prospect", prospects))
    if dormant := _of_stage(view, "dormant"):
        yield Section("dormant", "Dormant clients", _others("dormant", dormant))
    if former := _of_stage(view, "former"):
        yield Section("former", "Former clients", _others("former", former))
    if view.clients:
        unfolded = [c.id for c in view.clients if view.in_detail or c.bottom]
        parts = client_sections(view.assessment, view.clients, money, {}, unfolded)
        yield Section("clients", "Client by client", parts)
        yield rules_appendix(view.assessment.policy, codes_of(view.clients))


def _map(view: View, active: Sequence[ClientAssessment], money: Money) -> list[Content]:
    shown = {client.id for client in active}
    found = view.assessment.health_map
    spots = tuple(spot for spot in found.spots if spot.id in shown)
    if money.withheld:
        return [element("p", "Amounts are withheld, so the map is left out.")]
    return health_map(found._replace(spots=spots), [c.id for c in active if c.bottom], money)


def _caption(money: Money) -> str:
    if money.withheld:
        return "Active clients; amounts are withheld"
    return f"Rate and worth in {money.currency} an hour, overdue in {money.currency}"


def _others(stage: str, clients: Sequence[ClientAssessment]) -> Element:
    """Prospects with their next step, former clients for the record."""
    columns = (
        Column("client", heads=True),
        Column("verdict"),
        Column("health", "number"),
        Column("flags", wide=True),
    )
    rows = [
        (
            client_link(client.id, client.name),
            verdict_cell(client) if client.verdict else DASH,
            Cell(figure(client.health), None if client.health is None else str(client.health)),
            _flags(client),
        )
        for client in clients
    ]
    caption = f"{capital(stage)} clients with their flags"
    return table(f"{stage}-table", caption, columns, rows, sortable=True, hidden_caption=True)


def _flags(client: ClientAssessment) -> Content:
    """The heaviest findings that count, then those that are waived."""
    flags: list[Content] = [[rule_link(f.code), f" {f.name}"] for f in top_flags(client)]
    flags += [[rule_link(f.code), f" {f.name} (waived)"] for f in waived_flags(client)]
    return listed(flags) or DASH


def _what_to_log(view: View) -> Iterator[Content]:
    best = remedies([c for c in view.clients if c.stage not in {"dormant", "former"}])[:REMEDIES]
    if best:
        yield element("h3", "To know more")
        entries = [
            element(
                "li",
                marked(capital(remedy)),
                f" ({written.count(count, 'client')}; {', '.join(rules)})",
            )
            for remedy, count, rules in best
        ]
        yield element("ul", entries)


def _footer(view: View, *, withheld: bool) -> list[Content]:
    assessment = view.assessment
    return [
        element(
            "p",
            f"Assessed on {written.day(assessment.as_of)} over {assessment.policy.window_days} "
            f"days. Policy {assessment.policy_hash}. clienthealth {__version__}.",
        ),
        element("p", "Names, amounts and the ledger's own words are withheld.")
        if withheld
        else None,
    ]
