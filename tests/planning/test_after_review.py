"""The plans that a review leads into, and where its formats show them."""

from datetime import date
from functools import cache
from pathlib import Path

from cli.program import run
from clienthealth import (
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
    warned, decided = (letgo_of(OnClient(period, client), decided=d) for d in (False, True))
    assert warned.instead is not None
    assert warned.warnings[0].startswith("the verdict is keep")
    assert (decided.instead, decided.warnings) == (None, warned.warnings[1:])
    assert (decided.steps, decided.ways) == (warned.steps, warned.ways)
