"""The plans that a review leads into, and where its formats show them."""

from datetime import date
from functools import cache
from pathlib import Path

from cli.program import run
from clienthealth import (
    Ledger,
    Policy,
    Redactor,
    boundaries,
    letgo,
    load_ledger,
    redact,
    render,
    review,
    with_plans,
)
from clienthealth.planning.after_review import PlannedReview
from clienthealth.planning.letting_go import letgo_of
from clienthealth.planning.on_a_client import OnClient
from clienthealth.reviewing.period import ReviewedPeriod
from one_client import loaded

STUDIO = Path(__file__).parents[2] / "examples" / "studio.yaml"
DAY = date(2026, 10, 31)


@cache
def studio() -> PlannedReview:
    return with_plans(review(load_ledger(STUDIO), last_day=DAY, draws=50))


def test_each_decision_leads_into_the_plan_of_its_command() -> None:
    ledger = load_ledger(STUDIO)
    assert [(plan.client.id, plan.kind) for plan in studio().plans] == [
        ("knallpreis", "letgo"),
        ("ellerfeld", "boundaries"),
        ("kleinod", "boundaries"),
    ]
    for plan in studio().plans:
        command = {"letgo": letgo, "boundaries": boundaries}[plan.kind]
        alone = command(ledger, plan.client.id, as_of=DAY)
        assert (plan.steps, plan.ways) == (alone.steps, alone.ways)


def test_the_page_has_each_plan_folded_and_the_text_its_command() -> None:
    page, text = render(studio(), "html"), render(studio(), "markdown")
    assert page.count('<details class="plan">') == 3
    for plan in studio().plans:
        command = f"clienthealth {plan.kind} {plan.client.id}"
        assert command in page
        assert command in text
        for step in plan.steps:
            assert step.title in page


def test_a_page_recommends_nobody_where_its_plan_does_not() -> None:
    """knallpreis was disrespectful, so nobody is recommended to them."""
    page = render(studio(), "html")
    assert "Recommend to them: nobody." in page
    assert "hand-over, a referral" not in page


def test_a_redacted_page_has_no_plan() -> None:
    shown = redact(studio().review, Redactor(None))
    assert with_plans(shown).plans == ()
    done = run("review", str(STUDIO), "--as-of", DAY.isoformat(), "--format", "html", "--redact")
    assert '<details class="plan">' not in done.out
    assert "knallpreis" not in done.out.lower()
    assert "Step by step: <code>clienthealth letgo client-" in done.out


def test_a_plan_for_what_was_decided_does_not_speak_against_it() -> None:
    """skarvfjord is to be kept, so the plan for parting with them warns; not after a decision."""
    period = ReviewedPeriod.of(load_ledger(STUDIO), Policy(), DAY)
    client = period.assessment.client("skarvfjord")
    assert client is not None
    about = OnClient(period, client)
    warned, decided = letgo_of(about), letgo_of(about, ("go", "you have told them"))
    assert warned.instead is not None
    assert warned.warnings[0].startswith("the verdict is keep")
    assert (decided.instead, decided.warnings) == (None, warned.warnings[1:])
    assert (decided.steps, decided.ways) == (warned.steps, warned.ways)


def ranked(low_rate: int, events: str, capacity: int = 40) -> Ledger:
    """Four clients at 90 an hour, and `low` at another rate; all pay in time."""
    clients = []
    for name, rate in [*((f"good{n}", 90 + n) for n in range(4)), ("low", low_rate)]:
        rows = [
            f"{{number: {name}{m}, issued: 2025-{m:02d}-01, due: 2025-{m:02d}-15, "
            f"amount: {6 * rate}, paid: 2025-{m:02d}-15}}"
            for m in range(1, 13)
        ]
        hours = [f"{{date: 2025-{m:02d}-01, hours: 6}}" for m in range(1, 13)]
        happened = events if name == "low" else ""
        clients.append(
            f"  - {{id: {name}, name: {name}, since: 2024-01-02, invoices: [{', '.join(rows)}], "
            f"time: [{', '.join(hours)}], events: [{happened}]}}"
        )
    business = (
        "business: {name: Studio, currency: EUR, target_rate: 80, "
        f"capacity_hours: {capacity}, keeps: [misconduct, message, meeting, boundary]}}"
    )
    return loaded("\n".join(("version: 1", business, "clients:", *clients)))


YEAR_END = date(2025, 12, 31)
TALKED = "{kind: boundary, at: 2025-03-03, about: [VAL001], note: the rate}"


def test_letgo_agrees_with_a_review_that_lets_go_by_the_rank_alone() -> None:
    ledger = ranked(75, TALKED)
    [lowest] = review(ledger, last_day=YEAR_END).bottom
    assert (lowest.decision, lowest.action) == ("go", "keep")
    plan = letgo(ledger, "low", as_of=YEAR_END)
    assert plan.instead is None
    assert plan.reasons[:2] == (
        "the verdict is keep",
        f"the annual review lets them go: {lowest.why}",
    )
    assert lowest.why.endswith("they are still in the bottom group")
    assert not any("boundaries" in line or "raise" in line for line in plan.warnings)
    assert [way.talk for way in plan.ways if way.advised] == [lowest.when.act_on]


def test_letgo_repeats_that_the_review_is_in_no_hurry() -> None:
    ledger = ranked(75, TALKED, capacity=400)
    [lowest] = review(ledger, last_day=YEAR_END).bottom
    [spare] = [hold for hold in lowest.holds if hold.kind == "spare-capacity"]
    assert spare.why in letgo(ledger, "low", as_of=YEAR_END).warnings


def test_letgo_says_that_the_review_talks_first() -> None:
    ledger = ranked(75, "")
    [lowest] = review(ledger, last_day=YEAR_END).bottom
    assert lowest.decision == "talk-first"
    plan = letgo(ledger, "low", as_of=YEAR_END)
    assert plan.instead is not None
    assert plan.instead.line == "clienthealth boundaries low"
    assert (
        "the annual review talks to them first: you have not raised anything with them yet"
    ) in plan.warnings
