"""All clients in a table, and a section for each."""

import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from clienthealth.facts.words_of_payment import PAID_IN, PAID_TOOK, on_average
from clienthealth.facts.words_of_revenue import net_of
from clienthealth.judging.actions import urgency
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.trend import ClientTrend
from clienthealth.ledger import written
from clienthealth.report.page.charts import meter
from clienthealth.report.page.elements import Content, append, element
from clienthealth.report.page.phrases import (
    DASH,
    Money,
    badge,
    capital,
    change,
    client_anchor,
    client_link,
    figure,
    held_badge,
    listed,
    marked,
    name_of,
    named_rule,
    on,
    plain,
    share,
)
from clienthealth.report.page.points import points
from clienthealth.report.page.tables import Cell, Column, facts, table
from clienthealth.report.page.trend_line import trend_line, trend_table
from clienthealth.report.text.wording import in_words, what_would_change
from clienthealth.rules.registry import names_with_codes


def clients_table(
    name: str, caption: str, clients: Sequence[ClientAssessment], money: Money
) -> Element:
    """Clients with their figures, to be sorted by each; amounts only where they may be shown.

    What a narrow screen shows without scrolling comes first: the verdict, and what is overdue.
    """
    urgent = [urgency(client.action) for client in clients]
    columns = [
        Column("client", heads=True),
        Column("verdict", sorted="ascending" if _is_sorted(urgent) else None),
        *([] if money.withheld else [Column("overdue", "number")]),
        Column("health", "number"),
        Column("trend", "number"),
        *([] if money.withheld else [Column("rate", "number"), Column("worth", "number")]),
        Column(PAID_IN, "number"),
        Column("rank", "number", sorted="ascending" if _is_sorted(map(_place, clients)) else None),
    ]
    rows = [_row(client, money) for client in clients]
    return table(name, caption, columns, rows, sortable=True)


def _is_sorted(keys: Iterable[int]) -> bool:
    return all(one <= other for one, other in pairwise(keys))


def _place(client: ClientAssessment) -> int:
    return client.rank or sys.maxsize


def _row(client: ClientAssessment, money: Money) -> list[Cell | Content]:
    days, overdue = client.facts.days_to_pay, client.facts.overdue_balance
    amounts = [
        Cell(money.exact(value), money.key(value))
        for value in (client.effective_rate, client.worth)
    ]
    health: Content = [
        figure(client.health),
        meter(None if client.health is None else client.health / 100),
    ]
    return [
        client_link(client.id, client.name),
        Cell(verdict_cell(client), str(urgency(client.action))),
        *([] if money.withheld else [Cell(money.exact(overdue or None), money.key(overdue))]),
        Cell(health, _key(client.health)),
        Cell(change(client.trend), _key(client.trend)),
        *([] if money.withheld else amounts),
        Cell(f"{days:.0f} d" if days is not None else DASH, None if days is None else str(days)),
        Cell(client.rank or DASH, str(client.rank) if client.rank else None),
    ]


def verdict_cell(client: ClientAssessment) -> Content:
    """The verdict, never without what has to come before it."""
    if client.verdict is None:
        return plain(client.stage)
    return held_badge(client.verdict.action, client.hold_kinds)


def _key(value: float | None) -> str | None:
    return None if value is None else str(value)


def client_sections(
    assessment: Assessment,
    clients: Iterable[ClientAssessment],
    money: Money,
    trends: Mapping[str, ClientTrend],
    unfolded: Container[str],
) -> list[Element]:
    """A part of the page for each client.

    Args:
        assessment: The assessment, which knows the place of each piece of evidence.
        clients: The clients, in the order of the page.
        money: How amounts are shown.
        trends: Their health over time, by id, where it is known.
        unfolded: The ids of those whose findings lie open.
    """
    found = []
    for client in clients:
        made = _section(client, money, trends.get(client.id))
        folded = _folded(assessment, client, trends.get(client.id))
        if client.id in unfolded:
            folded.set("open", "")
        append(made, folded)
        found.append(made)
    return found


def _section(client: ClientAssessment, money: Money, trend: ClientTrend | None) -> Element:
    anchor = client_anchor(client.id)
    title = f"{anchor}-title"
    figures = [_figures(client, money), trend_line(trend) if trend else None]
    standing = element(
        "div",
        element("h3", name_of(client.name), id=title),
        _at_a_glance(client),
        _verdict(client),
        element("div", figures, class_="beside"),
        class_="standing",
    )
    return element("article", standing, id=anchor, class_="client", aria_labelledby=title)


def _at_a_glance(client: ClientAssessment) -> Element:
    health = "Health unknown" if client.health is None else f"Health {client.health:.1f}"
    verdict: Content = plain(client.stage)
    if client.verdict is not None:
        holds = in_words(client.hold_kinds)
        verdict = [badge(client.verdict.action), f" {holds}" if holds else None]
    rank: Content = [" · ", f"rank {client.rank}"] if client.rank else None
    return element(
        "p",
        verdict,
        " · ",
        health,
        meter(None if client.health is None else client.health / 100),
        rank,
        class_="at-a-glance",
    )


def _verdict(client: ClientAssessment) -> list[Content]:
    verdict = client.verdict
    if verdict is None:
        dormant = client.dormant
        return [element("p", marked(f"{capital(dormant.next_step)}."))] if dormant else []
    because: Content = None
    if verdict.because:
        because = [" Because of ", listed([named_rule(code) for code in verdict.because]), "."]
    return [
        element("p", marked(f"{capital(verdict.next_step)}."), because),
        element("ul", [element("li", f"{capital(plain(h.kind))}: {h.why}") for h in verdict.holds])
        if verdict.holds
        else None,
    ]


def _figures(client: ClientAssessment, money: Money) -> Element:
    known = client.facts
    trend = client.trend
    net = net_of(known.provision)
    told = "collect-first" in client.hold_kinds  # which says both amounts
    return facts(
        ("Client since", on(client.since)) if client.since else None,
        ("Client until", on(client.until)) if client.until else None,
        ("Dormant since", on(client.dormant.since)) if client.dormant else None,
        money.fact(f"Hourly rate{net}", money.total(client.effective_rate)),
        money.fact("Worth an hour", money.total(client.worth)),
        money.fact(f"Revenue{net}", money.total(known.revenue or None)),
        money.fact("Own costs", money.total(known.costs or None)),
        money.fact("Platform fees", money.total(known.platform_fees or None)),
        ("Hours", f"{known.hours:,.2f}") if known.hours else None,
        ("Overhead", share(known.overhead_share)) if known.overhead_share is not None else None,
        _payment(client),
        _lateness(client),
        _risk(client),
        None if told else money.fact("Open", money.total(known.open_balance or None)),
        None if told else money.fact("Overdue", money.total(known.overdue_balance or None)),
        money.fact("Unused credit", money.total(known.credit_balance or None)),
        ("Health trend", f"{change(trend)} in a quarter") if trend is not None else None,
        ("Coverage", share(client.coverage)),
        _reason("Not ranked", client.rank_reason if client.stage == "active" else None),
        _reason("Unknown", client.unknown_because),
    )


def _payment(client: ClientAssessment) -> tuple[Content, Content] | None:
    days = client.facts.days_to_pay
    return None if days is None else (capital(PAID_TOOK), on_average(days))


def _lateness(client: ClientAssessment) -> tuple[Content, Content] | None:
    known = client.facts
    if known.late_share is None:
        return None
    invoices = written.count(known.invoices_due, "invoice")
    return "Late or overdue", f"{share(known.late_share)} of {invoices}"


def _risk(client: ClientAssessment) -> tuple[Content, Content] | None:
    risk = client.facts.late_risk
    return None if risk is None else ("Next invoice late", f"{share(risk)} likely")


def _reason(name: str, why: str | None) -> tuple[Content, Content] | None:
    return (name, why) if why else None


def _folded(assessment: Assessment, client: ClientAssessment, trend: ClientTrend | None) -> Element:
    """What is there to be looked up."""
    count = sum(f.points > 0 for f in client.findings)
    waived = f"{written.count(len(client.waived), 'waived finding')}, and the evidence"
    summary = (
        f"{written.count(count, 'finding')} with points, and the evidence"
        if count
        else waived
        if client.waived
        else "Details"
    )
    return element(
        "details",
        element("summary", summary),
        points(assessment, client),
        _would_change(client),
        _lines("Strengths", [s.message for s in client.strengths]),
        _coded("Assessed and fine", client.fine),
        _missing(client),
        trend_table(trend) if trend else None,
    )


def _would_change(client: ClientAssessment) -> list[Content]:
    told = what_would_change(client)
    if told is None:
        return []
    change, conditions = told
    text = capital(change) if conditions else f"{capital(change)}."
    return [
        element("h4", "What would change the verdict"),
        element("p", marked(text)),
        element("ul", [element("li", marked(each)) for each in conditions]) if conditions else None,
    ]


def _lines(title: str, lines: Sequence[str]) -> list[Content]:
    if not lines:
        return []
    return [element("h4", title), element("ul", [element("li", capital(line)) for line in lines])]


def _coded(title: str, codes: Sequence[str]) -> list[Content]:
    if not codes:
        return []
    return [element("h4", title), element("p", names_with_codes(codes))]


def _missing(client: ClientAssessment) -> list[Content]:
    if not client.not_assessed:
        return []
    entries = [
        element("li", each.code, f" {each.name}: ", marked(f"{each.why}; {each.remedy}"))
        for each in client.not_assessed
    ]
    return [element("h4", "Not assessed"), element("ul", entries)]
