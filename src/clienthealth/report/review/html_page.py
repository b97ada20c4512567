"""The annual review as a page: what to do first, then why, then everything it rests on."""

import sys
from collections.abc import Iterator, Sequence

from clienthealth.ledger import written
from clienthealth.planning.after_review import PlannedReview
from clienthealth.planning.model import Plan
from clienthealth.report.page.clients import client_sections, clients_table
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Page, Section, rendered
from clienthealth.report.page.health_map import health_map
from clienthealth.report.page.phrases import (
    Money,
    client_link,
    joined,
    listed,
    months,
    name_of,
    named_rule,
    on,
    plain,
)
from clienthealth.report.page.rules import codes_of, rules_appendix
from clienthealth.report.review import portfolio
from clienthealth.report.review.changes import changes, what_if
from clienthealth.report.review.clients import VERBS, top_group
from clienthealth.report.review.others import left_out
from clienthealth.report.review.page_bottom import bottom_cards
from clienthealth.report.review.page_business import ageing, income
from clienthealth.report.review.page_pareto import pareto
from clienthealth.report.review.page_sections import page_lines, page_section, tiles
from clienthealth.report.review.wording import (
    counted,
    holds_of,
    is_fired,
    other_verdict,
    parting,
    told_text,
)
from clienthealth.report.text.safety import short
from clienthealth.report.text.wording import few, in_brackets, in_words
from clienthealth.report.view import view_of
from clienthealth.reviewing.model import Beyond, Bottom, Review
from clienthealth.version import __version__

ALL = sys.maxsize
"""A page has room for every client."""
ADVISED = 8
"""How many clients of the bottom group the summary names."""
NAMED = 3
"""How many clients of one verdict the headline names."""
LONGEST_NAME = 60
"""The characters of a name in the headline."""


def render(found: Review | PlannedReview) -> str:
    """One self-contained file; with the plans, where there are any."""
    review, plans = found if isinstance(found, PlannedReview) else (found, ())
    money = Money(review.currency, review.withheld)
    name = "" if review.withheld else f" of {review.assessment.ledger.business.name}"
    return rendered(
        Page(
            title=f"Annual review{name}, {written.day(review.last_day)}",
            kicker=[f"Annual review{name}, ", on(review.first_day), " to ", on(review.last_day)],
            headline=headline(review),
            summary=element("ul", [element("li", line) for line in summary(review)]),
            sections=list(_sections(review, money, plans)),
            footer=_footer(review),
        )
    )


def headline(review: Review) -> Content:
    """Whom to part with, by name and with what comes first; or that nobody is to go."""
    parts = [[VERBS[action], " ", *_names(clients)] for action, clients in parting(review)]
    if left_open := [each for each in review.bottom if other_verdict(review, each)]:
        parts.append(["Undecided: ", *_names(left_open, review)])
    if parts:
        return [*joined(parts, ". ")]
    talks = [each for each in review.bottom if each.decision == "talk-first"]
    if talks:
        return ["Nobody to let go. Renegotiate with ", *_names(talks)]
    return "Nobody to let go"


def _names(clients: Sequence[Bottom | Beyond], undecided: Review | None = None) -> list[Content]:
    """The first few by name, and how many more; with the verdict that is left open, if it is."""
    names: list[Content] = [
        [
            name_of(short(each.name, LONGEST_NAME)),
            _verdict(undecided, each, " ({})") or _first(each),
        ]
        for each in clients
    ]
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{more} more"] if more > 1 else names)


def _verdict(review: Review | None, each: Bottom | Beyond, form: str) -> str:
    """The verdict to part that a decision leaves open, in words; empty where there is none."""
    if review is None or isinstance(each, Beyond) or not (found := other_verdict(review, each)):
        return ""
    return form.format(f"verdict {plain(found)}")


def summary(review: Review) -> Iterator[Content]:
    """What comes of the bottom group, what to do about whom, and where the time should go."""
    yield _counts(review)
    yield from _overdue(review)
    shown = few(review.bottom, ADVISED)
    parted = [each for _, clients in parting(review) for each in clients]
    for each in (*parted, *(each for each in shown if each not in parted)):
        if isinstance(each, Beyond):
            yield _beyond(each)
        elif each in shown:
            yield _advice(each, review)
    if more := len(review.bottom) - len(shown):
        yield f"{more} more are below."
    yield from _also(review)
    yield from _room_for(review)


def in_short(review: Review) -> Iterator[Content]:
    """What comes of the bottom group, what is overdue, and where the time should go."""
    yield _counts(review)
    yield from _overdue(review)
    yield from _also(review)
    yield from _room_for(review)


def _also(review: Review) -> Iterator[Content]:
    """Everybody whom the two groups leave out, by what to do about them."""
    for title, clients in left_out(review):
        names: list[Content] = [
            [client_link(each.id, each.name), in_brackets(each.hold_kinds)] for each in clients
        ]
        yield [f"{title}: ", *joined(names, ", ")]


def _room_for(review: Review) -> Iterator[Content]:
    """Whom the time that becomes free should go to: those of the top whom nothing is wrong with."""
    if top := [client_link(each.id, each.name) for each in review.top if each.action == "keep"]:
        yield ["Give the time that becomes free to ", listed(top)]


def _overdue(review: Review) -> Iterator[Content]:
    """What is overdue, and whose is the most of it; nothing where amounts are withheld."""
    owed, money = review.receivables, Money(review.currency, review.withheld)
    if review.withheld or not owed.ageing.overdue:
        return
    late = max(owed.debtors, key=lambda each: each.ageing.overdue or 0)
    whose: list[Content] = [" from ", client_link(late.id, late.name)]
    if late.ageing.overdue != owed.ageing.overdue:
        whose = [f", {money.total(late.ageing.overdue)} of it", *whose]
    yield [f"{money.total(owed.ageing.overdue)} is overdue", *whose]


def _counts(review: Review) -> str:
    """How many are ranked, and what comes of the bottom group."""
    ranked = review.assessment.portfolio.ranked
    if not review.bottom:
        return f"{written.count(ranked, 'client')} ranked: too few for a bottom group"
    group = f"{len(review.bottom)} of {ranked} ranked clients in the bottom group"
    return f"{group}: {', '.join(counted(review.bottom))}"


def _advice(each: Bottom, review: Review) -> Content:
    """What to do about a client of the bottom group; the figures are on its card."""
    link = element("b", client_link(each.id, each.name))
    if each.decision == "go":
        how = "gracefully" if each.method == "graceful" else "firmly"
        if is_fired(each):
            return ["Fire ", link, f", {how}{_first(each)}: {each.why}"]
        return ["Let ", link, f" go, {how}{_first(each)}: {each.why}"]
    if each.decision == "talk-first":
        return ["Renegotiate with ", link, f"{_first(each)}: {each.why}"]
    if each.decision == "undecided":
        verdict = _verdict(review, each, "; the {}")
        return ["No decision on ", link, f": whether they are in the group is a coin toss{verdict}"]
    return ["Keep ", link, f" as they are: {each.why}"]


def _beyond(each: Beyond) -> Content:
    """A verdict to part that does not wait for the bottom group."""
    because = listed([named_rule(code) for code in each.because])
    link = element("b", client_link(each.id, each.name))
    rank = f"rank {each.rank}, but " if each.rank else ""
    verb = VERBS[each.action]
    return [verb, " ", link, f"{_first(each)}: {rank}the verdict rests on ", because]


def _first(each: Bottom | Beyond) -> str:
    """What comes before the decision: ` (collect first)`; and whether they know of it."""
    first = ", ".join(filter(None, (told_text(each), in_words(holds_of(each)))))
    return f" ({first})" if first else ""


def _sections(review: Review, money: Money, plans: Sequence[Plan]) -> Iterator[Section]:
    clients = view_of(review.assessment, sort="gravest").clients
    group = [each.id for each in review.bottom]
    names = {client.id: client.name for client in review.assessment.clients}
    yield Section("bottom", "The bottom group", bottom_cards(review, money, plans))
    if review.what_if is not None:
        changed = what_if(review.what_if, review.currency, ALL)
        yield page_section("what-if", changed, names, _unit(money))
    yield page_section("top", top_group(review), names, _unit(money))
    lines = page_lines(portfolio.health_map(review), names)
    drawn = health_map(review.health_map, group, money)
    yield Section("map", "Health and hourly rate", [*lines, *drawn])
    yield page_section("pareto", portfolio.drain(review, ALL), names, pareto(review.pareto))
    brought = income(review.concentration, money)
    yield page_section("income", portfolio.concentration(review), names, brought)
    owed = [ageing(review.receivables.ageing), _unit(money)]
    yield page_section("owed", portfolio.ageing(review, ALL), names, owed)
    figures = tiles(portfolio.business(review))
    yield Section("figures", "The business in figures", [_unit(money), figures])
    yield page_section("changes", changes(review, ALL), names)
    made = clients_table("all-clients", _caption(money), clients, money)
    yield Section("all", "All clients", [made, *_unranked(review)])
    trends = {each.id: each for each in review.trend.clients}
    parts = client_sections(review.assessment, clients, money, trends, group)
    yield Section("clients", "Client by client", parts)
    yield rules_appendix(review.assessment.policy, codes_of(clients) | _codes_over_time(review))


def _unit(money: Money) -> Content:
    text = "Amounts are withheld." if money.withheld else f"Amounts are in {money.currency}."
    return element("p", text, class_="quiet")


def _caption(money: Money) -> str:
    if money.withheld:
        return "Every client; amounts are withheld"
    return f"Every client; rate and worth in {money.currency} an hour, overdue in {money.currency}"


def _codes_over_time(review: Review) -> set[str]:
    points = (point for client in review.trend.clients for point in client.points)
    return {code for point in points for code in (*point.came, *point.went)}


def _unranked(review: Review) -> Iterator[Content]:
    """Who was not ranked and why, and who was there for a part of the period only."""
    if review.unranked:
        entries = [
            element("li", client_link(each.id, each.name), f": {each.why}")
            for each in review.unranked
        ]
        yield element("h3", "Not ranked")
        yield element("ul", entries)
    if review.short:
        names = {client.id: client.name for client in review.assessment.clients}
        entries = [
            element("li", client_link(each, names.get(each, each)), f": {months(count)}")
            for each, count in review.short
        ]
        yield element("h3", "Ranked on less than the whole period")
        yield element("ul", entries)


def _footer(review: Review) -> list[Content]:
    rates = (
        []
        if review.withheld
        else [
            f"1 {c.currency} = {c.rate:f} {review.currency}"
            + (f" since {written.day(c.from_)}" if c.from_ else "")
            for c in review.conversions
        ]
    )
    days = review.assessment.policy.window_days
    return [
        element(
            "p",
            f"Assessed on {written.day(review.last_day)} over {days} days; "
            f"ranked by {review.ranked_by}; "
            f"sureness from {review.draws:,} draws. Policy {review.assessment.policy_hash}. "
            f"clienthealth {__version__}.",
        ),
        element("p", f"Converted at {', '.join(rates)}.") if rates else None,
        element("p", "Names, amounts and the ledger's own words are withheld.")
        if review.withheld
        else None,
    ]
