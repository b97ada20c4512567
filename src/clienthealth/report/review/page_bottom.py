"""The bottom group as cards."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from clienthealth.facts.words_of_revenue import net_of, of_active
from clienthealth.judging.actions import Action
from clienthealth.judging.holds import Hold, HoldKind
from clienthealth.judging.tones import complete
from clienthealth.planning.command import Command
from clienthealth.planning.model import Plan
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import (
    WITHHELD,
    Money,
    capital,
    client_link,
    figure,
    held_badge,
    months,
    on,
    plain,
    share,
)
from clienthealth.report.page.tables import facts
from clienthealth.report.plan.html_page import folded
from clienthealth.report.review.wording import holds_of, is_fired, other_verdict
from clienthealth.report.text.wording import in_brackets
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.decisions import DECISIONS, DRIVERS, Decision
from clienthealth.reviewing.model import Bottom, Method, Review
from clienthealth.reviewing.rank_stability import Sureness

METHODS: dict[Method, str] = {
    "graceful": "gracefully: with thanks and a good hand-over",
    "firm": "firmly: one short talk, confirmed in writing, and no recommendation",
}


SAYS: dict[Decision, Action | None] = {
    "go": "let-go",
    "talk-first": "renegotiate",
    "lowest-of-a-good-lot": None,
    "undecided": None,
}
"""The verdict that a decision says already."""

complete(SAYS, Decision)


def bottom_cards(review: Review, money: Money, plans: Sequence[Plan] = ()) -> list[Content]:
    """A card for each client of the bottom group, the lowest first, with its plan folded."""
    if not review.bottom:
        return [element("p", "Too few clients are ranked for a bottom group.")]
    planned = {plan.client.id: plan for plan in plans}
    return [_card(each, review, money, planned.get(each.id)) for each in review.bottom]


def _card(each: Bottom, review: Review, money: Money, plan: Plan | None) -> Element:
    return element(
        "article",
        element("h3", client_link(each.id, each.name)),
        element("p", _decision(each, review), class_="decision"),
        element("p", f"{capital(each.why)}."),
        element(
            "div",
            [element("div", block) for block in _blocks(each, review, money)],
            class_="blocks",
        ),
        folded(plan, money, f"ways-{each.rank}") if plan else _command(each, review),
        class_=f"card {'fired' if is_fired(each) else each.decision}",
    )


def _decision(each: Bottom, review: Review) -> str:
    """What to do about the client, never without what comes first."""
    if verdict := other_verdict(review, each):
        return f"Undecided: the verdict is {plain(verdict)}, their place a coin toss"
    what = "Fire" if is_fired(each) else DECISIONS[each.decision].heading
    return f"{what}{in_brackets(holds_of(each))}"


def _command(each: Bottom, review: Review) -> Content:
    """The command that plans it, where the page holds no plan."""
    plan, title = DECISIONS[each.decision].plan, "Step by step: "
    if other_verdict(review, each):
        plan, title = "letgo", "Step by step, if you decide to part: "
    return element("p", title, element("code", Command(plan, each.id).line)) if plan else None


def _blocks(each: Bottom, review: Review, money: Money) -> Iterator[list[Content]]:
    """The parts side by side where there is room: the client, what weighs, and when."""
    part = "How" if each.decision == "go" else "If you part"
    cost = "What it costs" if each.decision == "go" else "What parting would cost"
    acts = DECISIONS[each.decision].acts
    is_driven = acts or bool(other_verdict(review, each))
    ranked, short = review.assessment.portfolio.ranked, dict(review.short)
    yield [
        facts(
            ("How sure", sure(each.sureness, review)),
            ("Driven by", DRIVERS[each.driven_by]) if is_driven else None,
            (part, METHODS[each.method]) if acts else None,
            ("Rank", f"{each.rank} of {ranked}"),
            ("A client for", months(short[each.id])) if each.id in short else None,
            ("Health", figure(each.health)),
            None
            if SAYS[each.decision] == each.action or is_fired(each)
            else ("Verdict", held_badge(each.action, _verdict_holds(each, review))),
        )
    ]
    yield [*_facts(each.facts), _holds(each.holds)]
    yield [_when(each), element("h4", cost), _cost(each, money)]


def _verdict_holds(each: Bottom, review: Review) -> tuple[HoldKind, ...]:
    """The holds of the verdict; the decision of the review may have others."""
    client = review.assessment.client(each.id)
    return client.hold_kinds if client else ()


def sure(found: Sureness, review: Review) -> str:
    """How sure a place in the bottom group is, in words and figures.

    A year that begins within a month touches thirteen of them, so it is said of how many.
    """
    word = f"{found.word}: " if found.word else ""
    active = f"active in {found.active_months} of {review.calendar_months} calendar months"
    if found.is_tied:
        return f"{word}tied with another client, {active}"
    return f"{word}in the group in {share(found.share)} of {review.draws:,} draws, {active}"


def _facts(lines: Sequence[str]) -> list[Content]:
    if not lines:
        return []
    entries = [element("li", line) for line in lines]
    return [element("h4", "What weighs most"), element("ul", entries)]


def _holds(holds: Sequence[Hold]) -> list[Content]:
    if not holds:
        return []
    return [element("h4", "Before that"), element("ul", [_hold(hold) for hold in holds])]


def _hold(hold: Hold) -> Element:
    until: Content = [" (until ", on(hold.until), ")"] if hold.until else None
    return element("li", element("b", capital(plain(hold.kind))), f": {hold.why}", until)


def _when(each: Bottom) -> list[Content]:
    if not DECISIONS[each.decision].acts:
        return []
    when = each.when
    made = facts(
        ("Speak on", "told already" if when.timed == "told" else on(when.act_on)),
        ("Last day", on(when.last_day)) if when.last_day else None,
        ("Look again", on(when.look_again)) if when.look_again else None,
    )
    return [element("h4", "When"), made]


def _cost(each: Bottom, money: Money) -> Element:
    cost = each.cost
    hours = "not known, because none are logged"
    if cost.hours_a_month is not None:
        hours = f"{cost.hours_a_month:,.1f} a month"
    return facts(
        ("Revenue lost", lost(cost, money)),
        ("Hours freed", hours),
        money.fact("To lose nothing, sell them at", money.rate(cost.break_even_rate)),
        money.fact("To reach the target, at", money.rate(cost.rate_to_target or None)),
    )


def lost(cost: CostOfParting, money: Money) -> str:
    """The revenue that goes, as an amount and as a share; what may be said of it."""
    year = f"{money.total(cost.revenue_a_year)} a year{net_of(cost.provision)}"
    amount = None if money.withheld else year
    part = None if cost.income_share is None else f"they brought in {of_active(cost.income_share)}"
    return "; ".join(each for each in (amount, part) if each) or WITHHELD
