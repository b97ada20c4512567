"""The decision table: every row, serious findings, talks, what persists and what would change."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import ClientAssessment, Policy, assess
from clienthealth.judging.actions import is_graver
from clienthealth.judging.health import Finding, Weighable, weigh
from clienthealth.judging.ranking import Shown
from clienthealth.judging.verdict import (
    CLIENTS,
    MOST_CHANGES,
    PROSPECTS,
    Case,
    Row,
    row_for,
    smallest_change,
    verdict_of,
    without,
)
from clienthealth.report.score.explanation import Explanation, explained
from clienthealth.rules.registry import all_rules
from findings import finding
from one_client import TODAY, bills, found, happenings, judged, ledger_under_contract, ledger_with

KEEPS = "keeps: [misconduct, stall, discount_request, payment_excuse, agreement_dispute, decision]"


def case(*findings: Finding, health: float | None = 90.0, **more: Any) -> Case:
    known: dict[str, Any] = {"trend": None, "abuse": False, "grinder": False}
    return Case(findings=findings, health=health, policy=Policy(), **{**known, **more})


def weighed(*findings: Finding, **more: Any) -> Case:
    """A case whose health is that of its findings."""
    with_points, health = weigh(each.observed for each in findings)
    return case(*with_points, health=health, **more)


# The table, row by row

SERIOUS = finding("PAY001", "high", 0.40)
SLIGHT = finding("PAY001", "high", 0.39)


@pytest.mark.parametrize(
    ("known", "action"),
    [
        (case(abuse=True, grinder=True, health=None), "fire"),
        (case(SERIOUS._replace(since=0.40)), "let-go"),
        (case(SLIGHT._replace(since=0.39)), "watch"),
        (case(SLIGHT._replace(since=0.39), health=49.9), "let-go"),
        (case(SLIGHT._replace(since=0.39), health=50.0), "watch"),
        (case(SLIGHT._replace(since=0.25, intensity=0.25), health=49.9), "let-go"),
        (case(SLIGHT._replace(since=0.24, intensity=0.24), health=49.9), "renegotiate"),
        (case(finding("CON001", "low", 1.0, persists=True), health=49.9), "let-go"),
        (case(finding("CON001", "low", 1.0, persists=True), health=50.0), "watch"),
        (case(grinder=True), "let-go"),
        (case(grinder=True, health=None), "let-go"),
        (case(SERIOUS), "renegotiate"),
        (case(SERIOUS, health=None), "renegotiate"),
        (case(SLIGHT, health=49.9), "renegotiate"),
        (case(health=None), "unknown"),
        (case(SLIGHT, health=None), "unknown"),
        (case(SLIGHT, health=74.9), "watch"),
        (case(SLIGHT, health=75.0), "watch"),
        (case(finding("PAY001", "high", 0.20), health=90.0), "watch"),
        (case(finding("PAY001", "high", 0.19), health=90.0), "keep"),
        (case(finding("CON001", "low", 1.0), health=90.0), "keep"),
        (case(abused=True), "watch"),
        (case(trend=-10.0), "watch"),
        (case(trend=-9.9), "keep"),
        (case(health=100.0, trend=30.0), "keep"),
    ],
)
def test_the_first_row_that_matches(known: Case, action: str) -> None:
    assert row_for(known).action == action


def test_every_row_matches_something_before_which_none_does() -> None:
    cases = [
        case(abuse=True),
        case(SERIOUS._replace(since=0.40)),
        case(grinder=True),
        case(SERIOUS),
        case(health=10.0),
        case(health=None),
        case(health=60.0),
        case(),
    ]
    assert [row_for(each) for each in cases] == list(CLIENTS)


def test_every_row_for_prospects_matches_something_before_which_none_does() -> None:
    hardball, stall = finding("PRO001", "high", 0.4), finding("DEC002", "medium", 0.75)
    other = finding("PRO004", "high", 0.4)
    cases = [
        (case(hardball, stall, abuse=True, refused=True), "drop"),
        (case(hardball, stall, refused=True), "drop"),
        (case(finding("PRO004", "high", 1.0), stall, hardball), "drop"),
        (case(other, stall, hardball), "drop"),
        (case(other, stall), "three-calls-and-letter"),
        (case(other, finding("DEC002", "medium", 0.74)), "ask-for-commitment"),
        (case(blank=True), "unknown"),
        (case(finding("PRO001", "high", 0.39), health=10.0, trend=-50.0), "pursue"),
    ]
    rows = [row_for(known, PROSPECTS) for known, _ in cases]
    assert rows == list(PROSPECTS)
    assert [row.action for row in rows] == [action for _, action in cases]


@pytest.mark.parametrize("code", ["DEC002", "PRO005", "PRO007", "ENG001"])
def test_a_prospect_that_evades_gets_three_calls_and_a_letter(code: str) -> None:
    known = case(finding(code, "high", 1.0), finding("PRO002", "high", 1.0))
    row = row_for(known, PROSPECTS)
    assert row.action == "three-calls-and-letter"
    assert [f.code for f in row.because(known)] == [code]


@pytest.mark.parametrize(
    ("client", "action"),
    [
        ("events: []", "unknown"),
        ("fit: 5", "pursue"),
        ("fit: 3", "ask-for-commitment"),
        ("events: [{kind: misconduct, at: 2026-03-01, level: abusive, note: words}]", "drop"),
        ("events: [{kind: outreach, at: 2026-03-01, step: call, outcome: declined}]", "drop"),
        ("fit: 2", "drop"),
        (happenings("hardball", "2026-03-01", "2026-03-02", "2026-03-03"), "drop"),
        (happenings("stall", "2026-03-01"), "three-calls-and-letter"),
    ],
)
def test_verdicts_on_prospects(client: str, action: str) -> None:
    judgement = judged(ledger_with(f"first_contact: 2026-01-01\n{client}"))
    assert judgement.verdict is not None
    assert (judgement.verdict.action, judgement.verdict.holds) == (action, ())


def test_the_policy_s_grades_and_trend_move_the_rows() -> None:
    policy = Policy.model_validate(
        {"grades": {"healthy": 95, "watch": 91, "at_risk": 20}, "falling_trend": -3}
    )
    assert row_for(case()._replace(policy=policy)).action == "renegotiate"
    assert row_for(case(health=94.0)._replace(policy=policy)).action == "watch"
    assert row_for(case(health=99.0, trend=-3.0)._replace(policy=policy)).action == "watch"


def test_because_names_the_findings_it_rests_on() -> None:
    slow = finding("PAY003", "medium", 0.3)
    assert verdict_of(weighed(SERIOUS, slow)).because == ("PAY001",)
    talked = weighed(SERIOUS, finding("SCO002", "high", 0.9, persists=True))
    assert verdict_of(talked).because == ("SCO002",)
    assert verdict_of(weighed()).because == ()
    for each in (weighed(), weighed(SERIOUS)):
        assert verdict_of(each).next_step


# What would change it


def test_one_finding_less_gives_a_better_verdict() -> None:
    known = weighed(SERIOUS, finding("DEC001", "medium", 0.3))
    verdict = verdict_of(known)
    assert verdict.action == "renegotiate"
    assert verdict.would_change == ("if PAY001 ends (pay001)", "then the verdict is keep")


def test_the_smallest_set_is_sought() -> None:
    known = weighed(SERIOUS, finding("SCO002", "high", 1.0), finding("DEC001", "medium", 0.3))
    change = smallest_change(known, row_for(known))
    assert change is not None
    gone, better = change
    assert {f.code for f in gone} == {"PAY001", "SCO002"}
    assert better == "keep"


def test_a_step_up_the_table_is_a_change() -> None:
    """Without the talk-worthy one the other serious finding still stands: renegotiate."""
    known = weighed(finding("SCO002", "high", 1.0, persists=True), SERIOUS)
    change = smallest_change(known, row_for(known))
    assert change is not None
    assert ([f.code for f in change[0]], change[1]) == (["SCO002"], "renegotiate")


def test_an_end_of_abuse_would_change_it_and_nothing_is_better_than_keep() -> None:
    known = weighed(finding("BND005", "critical", 1.0), abuse=True)
    change = smallest_change(known, row_for(known))
    assert change is not None
    assert ([f.code for f in change[0]], change[1]) == (["BND005"], "keep")
    assert smallest_change(case(), row_for(case())) is None


def test_the_trend_recovers_by_what_an_ended_finding_had_cost() -> None:
    """Falling alone makes it `watch`; a bit of one late payer's cost cannot stop a long fall."""
    falling = weighed(SLIGHT, trend=-12.0)
    assert (falling.health, row_for(falling).action) == (86.4, "watch")
    assert verdict_of(falling).would_change == (
        "if PAY001 ends (pay001)",
        "then the verdict is keep",
    )
    least, too_far = falling._replace(trend=-23.4), falling._replace(trend=-23.6)
    assert smallest_change(least, row_for(least)) is not None
    assert verdict_of(too_far).would_change == ()


def test_four_findings_may_have_to_end_and_of_five_nothing_is_said() -> None:
    """So much at once is no advice."""
    grave = [
        finding(code, "high", 1.0) for code in ("PAY001", "SCO002", "DEC002", "VAL001", "ENG001")
    ]
    known = weighed(*grave[:4])
    *ends, last = verdict_of(known).would_change
    assert sorted(ends) == [
        f"if {code} ends ({code.lower()})" for code in ("DEC002", "PAY001", "SCO002", "VAL001")
    ]
    assert last == "then the verdict is keep"
    assert verdict_of(weighed(*grave)).would_change == ()


def test_to_become_unknown_is_no_improvement() -> None:
    known = case(SERIOUS, health=None)
    assert smallest_change(known, row_for(known)) is None


def test_a_grinder_would_have_to_lose_a_trait() -> None:
    known = weighed(
        *(finding("VAL002", "medium", 0.6), finding("DEC001", "medium", 0.6)),
        grinder=True,
        traits=(Shown("discounts", ("VAL002",)), Shown("no-referral", ())),
        traits_needed=2,
    )
    change = smallest_change(known, row_for(known))
    assert change is not None
    assert [f.code for f in change[0]] == ["VAL002"]


@given(
    st.lists(
        st.builds(
            finding,
            st.sampled_from([rule.code for rule in all_rules() if rule.severity != "position"]),
            st.sampled_from(["low", "medium", "high", "critical"]),
            st.floats(0.01, 1.0),
            persists=st.booleans(),
        ),
        max_size=7,
        unique_by=lambda each: each.code,
    ),
    st.builds(
        dict,
        trend=st.none() | st.floats(-60, 0),
        abuse=st.booleans(),
        grinder=st.booleans(),
        traits=st.just((Shown("discounts", ("VAL002",)), Shown("bait", ("PRO003",)))),
        traits_needed=st.integers(0, 2),
        refused=st.booleans(),
        blank=st.booleans(),
    ),
    st.sampled_from([CLIENTS, PROSPECTS]),
    st.booleans(),
)
def test_the_smallest_set_is_that_of_trying_every_set(
    findings: list[Finding], more: dict[str, Any], table: tuple[Row, ...], is_known: bool
) -> None:
    known = weighed(*findings, **more)
    known = known if is_known else known._replace(health=None)
    row = row_for(known, table)
    assert smallest_change(known, row, table) == _first_of_all_sets(known, row, table)


def _first_of_all_sets(
    known: Case, row: Row, table: tuple[Row, ...]
) -> tuple[tuple[Finding, ...], str] | None:
    sets = (
        gone for size in range(1, MOST_CHANGES + 1) for gone in combinations(known.findings, size)
    )
    for gone in sets:
        weighable = Weighable(f for f in known.findings if f.severity != "position")
        better = row_for(without(known, gone, weighable), table).action
        if better != "unknown" and is_graver(better, row.action):
            return gone, better
    return None


def test_what_would_change_the_gravest_client_is_found_without_trying_every_set() -> None:
    """Of 20 findings 6,195 sets of up to four could be tried."""
    grave = [
        finding(rule.code, "high", 1.0) for rule in all_rules() if rule.severity != "position"
    ][:20]
    looked: list[Case] = []

    def is_abusive(known: Case) -> bool:
        looked.append(known)
        return known.abuse

    table = (CLIENTS[0]._replace(matches=is_abusive), *CLIENTS[1:])
    known = weighed(*grave)
    smallest_change(known, row_for(known), table)
    assert len(looked) <= 20


# Serious findings of real ledgers


@pytest.mark.parametrize(
    ("days", "action"), [(15, "renegotiate"), (14, "watch"), (10, "watch"), (9, "keep")]
)
def test_ten_days_of_the_ramp_make_late_payment_serious(days: int, action: str) -> None:
    """An intensity of 0.40 is 15 days beyond terms."""
    late = bills(*((f"2026-{month:02}-20", days) for month in (1, 2, 3, 4)))
    client = judged(ledger_under_contract(late, KEEPS))
    assert client.verdict is not None
    assert client.verdict.action == action


def test_one_abusive_act_fires_and_a_waived_one_does_not() -> None:
    act = "events: [{kind: misconduct, at: 2026-03-01, level: abusive, note: words}]"
    fired = judged(ledger_under_contract(act)).verdict
    assert fired is not None
    assert (fired.action, fired.because) == ("fire", ("BND005",))
    waiver = "waivers: [{rule: disrespect, reason: r, from: 2026-06-01, until: 2026-07-01}]"
    waived = judged(ledger_under_contract(f"{act}\n{waiver}")).verdict
    assert waived is not None
    assert waived.action != "fire"
    insults = happenings("misconduct", *["2026-03-01"] * 3, more="level: disrespectful, note: w")
    insulted = judged(ledger_under_contract(insults)).verdict
    assert insulted is not None
    assert insulted.action == "renegotiate"  # as bad as it gets, but no act of abuse


def test_former_clients_have_no_verdict_and_prospects_one_of_their_own() -> None:
    act = "events: [{kind: misconduct, at: 2026-03-01, level: abusive, note: words}]"
    prospect = judged(ledger_with("first_contact: 2026-01-01"))
    assert prospect.verdict is not None
    assert (prospect.stage, prospect.verdict.action) == ("prospect", "unknown")
    former = judged(ledger_under_contract(f"{act}\nuntil: 2026-06-29"))
    assert (former.stage, former.verdict) == ("former", None)


# Talks

EVERY_MONTH = [str(date(2025, 9, 20) + timedelta(days=30 * n)) for n in range(9)]
"""Due dates from 2025-09-20 to 2026-05-18."""


def talk(day: str, *about: str) -> str:
    return f"{{kind: boundary, at: {day}, about: [{', '.join(about) or 'PAY001'}]}}"


def payer(late: Sequence[int | None], *talks: str) -> str:
    """A client that pays its invoices, one due each month, so late."""
    dues = EVERY_MONTH[: len(late)]
    events = f"events: [{', '.join(talks)}]" if talks else "events: []"
    return f"{bills(*zip(dues, late, strict=True))}\n{events}"


def action_of(client: str, as_of: date = TODAY) -> str:
    verdict = judged(ledger_under_contract(client, KEEPS), as_of).verdict
    assert verdict is not None
    return verdict.action


LATE = [21] * 9


def test_late_and_never_told_is_to_be_renegotiated() -> None:
    assert action_of(payer(LATE)) == "renegotiate"


@pytest.mark.parametrize("about", ["PAY001", "late-payment", "PAY"])
def test_late_after_a_talk_is_let_go(about: str) -> None:
    """The talk of 2026-03-20; due since then 2026-04-18 and 2026-05-18."""
    client = judged(ledger_under_contract(payer(LATE, talk("2026-03-20", about)), KEEPS))
    late = found(client, "PAY001")
    assert late is not None
    assert late.persists
    assert late.talk is not None
    assert late.talk.day == date(2026, 3, 20)
    assert client.verdict is not None
    assert client.verdict.action == "let-go"
    assert "PAY001" in client.verdict.because


@pytest.mark.parametrize("about", ["SCO", "PAY002", "overdue-balance", "DEC"])
def test_a_talk_about_something_else_is_no_talk_about_it(about: str) -> None:
    assert action_of(payer(LATE, talk("2026-03-20", about))) == "renegotiate"


def test_a_talk_takes_effect_after_thirty_days() -> None:
    """The talk of 2026-04-01: two invoices of the month after it are paid late again."""
    client = bills(
        *(("2025-12-01", 21), ("2026-01-01", 21), ("2026-02-01", 21)),
        *(("2026-04-02", 21), ("2026-04-03", 21)),
    )
    client += f"\nevents: [{talk('2026-04-01')}]"
    assert action_of(client, date(2026, 4, 30)) == "renegotiate"
    assert action_of(client, date(2026, 5, 1)) == "let-go"


def test_it_takes_two_observations() -> None:
    """Of the talk of 2026-04-18: one invoice is due after it; of that of 2026-04-17, two."""
    assert EVERY_MONTH[-2:] == ["2026-04-18", "2026-05-18"]
    assert action_of(payer(LATE, talk("2026-04-18"))) == "renegotiate"
    assert action_of(payer(LATE, talk("2026-04-17"))) == "let-go"


def test_an_older_invoice_that_is_still_unpaid_is_an_observation() -> None:
    """Due before the talk and open for 60 days since; with the one due after it there are two."""
    late: list[int | None] = [21] * 7
    client = payer([*late, None, 21], talk("2026-04-25"))
    seen = found(judged(ledger_under_contract(client, KEEPS)), "PAY001")
    assert seen is not None
    assert seen.persists
    assert seen.measure.value == pytest.approx((66 + 21) / 2)


def test_what_is_mended_is_forgiven_at_once() -> None:
    mended = judged(ledger_under_contract(payer([21] * 7 + [0, 0], talk("2026-04-10")), KEEPS))
    assert found(mended, "PAY001") is None
    assert "PAY001" in mended.fine
    assert mended.health == 100.0
    assert mended.verdict is not None
    assert mended.verdict.action == "keep"


def test_before_two_observations_it_is_measured_as_before() -> None:
    client = judged(ledger_under_contract(payer([21] * 8 + [0], talk("2026-04-18")), KEEPS))
    late = found(client, "PAY001")
    assert late is not None
    assert late.measure.value == pytest.approx(8 * 21 / 9)
    assert not late.persists
    assert late.talk is not None


def test_a_later_talk_begins_anew() -> None:
    """Late after the first talk; the second, of 2026-06-10, has not taken effect yet."""
    client = payer(LATE, talk("2026-03-20"), talk("2026-06-10"))
    late = found(judged(ledger_under_contract(client, KEEPS)), "PAY001")
    assert late is not None
    assert not late.persists
    assert late.measure.value == pytest.approx(21)  # it mended nothing: all of it counts
    assert action_of(client) == "renegotiate"
    assert action_of(client, date(2026, 6, 9)) == "let-go"


def test_what_was_past_due_at_the_talk_counts_from_it() -> None:
    """The invoice due the day before the talk was paid twenty days after it."""
    client = judged(ledger_under_contract(payer([21] * 7 + [0, 0], talk("2026-03-20")), KEEPS))
    late = found(client, "PAY001")
    assert late is not None
    assert late.measure.value == pytest.approx((20 + 0 + 0) / 3)


def test_the_latest_talk_that_took_effect_measures() -> None:
    """On time after the second talk: forgiven, whatever was between the two."""
    client = payer([21] * 7 + [0, 0], talk("2025-11-01"), talk("2026-04-10"))
    assert found(judged(ledger_under_contract(client, KEEPS)), "PAY001") is None


def test_a_talk_older_than_the_window_still_makes_it_persist() -> None:
    """The talk of more than a year ago; the whole window came after it."""
    client = payer(LATE, talk("2025-06-01"))
    late = found(judged(ledger_under_contract(client, KEEPS)), "PAY001")
    assert late is not None
    assert late.persists
    assert action_of(client) == "let-go"


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        (79, "better since then, and only that counts"),
        (80, "not settled yet"),  # 10 days on average: halfway to serious
        (119, "not settled yet"),
        (120, "persists since then"),  # 15 days on average: serious
    ],
)
def test_a_talk_before_the_window_is_judged_by_the_whole_window(days: int, outcome: str) -> None:
    """Of eight invoices since the talk one was paid so late, and the others on their day."""
    client = payer([days, *[0] * 7], talk("2025-06-01"))
    late = found(judged(ledger_under_contract(client, KEEPS)), "PAY001")
    assert late is not None
    assert late.measure.value == days / 8
    assert late.since_the_talk == outcome


def test_of_several_talks_that_helped_the_one_with_the_best_time_since_counts() -> None:
    """The talk of June is too fresh; since that of March they were 6.7 days late on average, and
    since that of December 3.3 days, which is nothing.
    """
    late = [60, 0, 0, 0, 0, 0, 0, 0, 20]
    told = [talk("2025-12-01"), talk("2026-03-01"), talk("2026-06-10")]

    def days(*talks: str) -> float | None:
        seen = found(judged(ledger_under_contract(payer(late, *talks), KEEPS)), "PAY001")
        return None if seen is None else seen.measure.value

    assert days() == pytest.approx(80 / 9)
    assert days(*told[1:]) == pytest.approx(20 / 3)
    assert days(*told) is None


@pytest.mark.parametrize(("days", "persists"), [(14, False), (15, True)])
def test_what_is_serious_since_the_talk_counts_however_good_it_was_before(
    days: int, persists: bool
) -> None:
    """Paid on the day six times, then a talk, and three times late since: 15 days are serious."""
    client = payer([*[0] * 6, *[days] * 3], talk("2026-02-20"))
    late = found(judged(ledger_under_contract(client, KEEPS)), "PAY001")
    assert (late is not None and late.persists) == persists
    assert late is None or late.measure.value == 15


def test_a_talk_of_tomorrow_is_not_seen() -> None:
    late = found(judged(ledger_under_contract(payer(LATE, talk("2026-07-01")), KEEPS)), "PAY001")
    assert late is not None
    assert late.talk is None


def test_a_talk_about_stalling_counts_what_came_after() -> None:
    before = [f"{{kind: stall, at: 2026-01-{day:02}}}" for day in range(1, 6)]
    after = [f"{{kind: stall, at: 2026-04-{day:02}}}" for day in range(1, 5)]
    praise = ["{kind: praise, at: 2026-04-10}", "{kind: praise, at: 2026-04-11}"]
    told = talk("2026-03-01", "stalling")

    def stalls(*events: str) -> Finding | None:
        return found(
            judged(ledger_under_contract(f"events: [{', '.join(events)}]", KEEPS)), "DEC002"
        )

    untold = stalls(*before)
    assert untold is not None
    assert not untold.persists
    again = stalls(*before, told, *after, *praise)
    assert again is not None
    assert (again.measure.value, again.persists) == (9, True)
    assert stalls(*before, told, *praise) is None
    silent = stalls(*before, told)
    assert silent is not None
    assert (silent.measure.value, silent.persists) == (5, False)


def test_more_of_the_same_never_shows_that_a_talk_had_its_effect() -> None:
    """One quiet entry since the talk is too few; no number of stalls makes up for the second."""
    before = [f"{{kind: stall, at: 2026-01-{day:02}}}" for day in range(1, 6)]
    told, praise = talk("2026-03-01", "stalling"), "{kind: praise, at: 2026-04-10}"

    def stalled(*events: str) -> tuple[float, Finding | None]:
        text = f"events: [{', '.join([*before, told, *events])}]"
        client = judged(ledger_under_contract(text, KEEPS))
        return client.computed_health, found(client, "DEC002")

    unknown, _ = stalled(praise)
    assert unknown == 80.0
    for more in range(1, 5):
        health, late = stalled(praise, *[f"{{kind: stall, at: 2026-05-{more:02}}}"] * more)
        assert late is not None
        assert (health, late.measure.value, late.persists) == (80.0, 5 + more, more == 4)
    assert stalled(praise, praise) == (100.0, None)
    assert stalled(praise, praise, "{kind: stall, at: 2026-05-01}") == (100.0, None)


@pytest.mark.parametrize(
    "entry",
    [
        "{kind: stall, at: 2026-04-02}",
        "{kind: misconduct, at: 2026-04-02, level: annoying, note: words}",
        "{kind: message, at: 2026-04-02, urgent: true}",
        "{kind: meeting, at: 2026-04-02, outcome: no-show}",
        "{kind: meeting, at: 2026-04-02, ad_hoc: true}",
        "{kind: distress_signal, at: 2026-04-02, what: layoffs}",
        "{kind: proposal_request, at: 2026-04-02}",
        "{kind: future_work_promise, at: 2026-04-02, kept: true}",
        "{kind: outreach, at: 2026-04-02, step: call}",
        "{kind: input_due, due: 2026-04-02, received: 2026-04-03}",
    ],
)
def test_what_is_no_quiet_entry(entry: str) -> None:
    """Nothing that any rule counts shows that a talk had its effect."""
    before = ["{kind: discount_request, at: 2026-01-10}"] * 4
    events = [*before, talk("2026-03-01", "VAL002"), "{kind: praise, at: 2026-04-10}"]
    finding = found(
        judged(ledger_under_contract(f"events: [{', '.join([*events, entry])}]", KEEPS)), "VAL002"
    )
    assert finding is not None
    assert (finding.measure.value, finding.persists) == (4, False)
    quiet = [*events, "{kind: message, at: 2026-04-02}"]
    ledger = ledger_under_contract(f"events: [{', '.join(quiet)}]", KEEPS)
    assert found(judged(ledger), "VAL002") is None


def test_a_kind_that_is_not_kept_is_measured_since_a_talk_all_the_same() -> None:
    """None since then is taken for none; else one more stall would raise the health."""
    before = [f"{{kind: stall, at: 2026-01-{day:02}}}" for day in range(1, 6)]
    praise = ["{kind: praise, at: 2026-04-10}", "{kind: praise, at: 2026-04-11}"]
    events = [*before, talk("2026-03-01", "stalling"), *praise]

    def health(*more: str) -> float:
        text = f"events: [{', '.join([*events, *more])}]"
        return judged(ledger_under_contract(text, "keeps: [praise]")).computed_health

    stall = "{kind: stall, at: 2026-05-01}"
    assert [health(*[stall] * n) for n in range(3)] == [100.0, 100.0, 93.3]


def test_what_a_contract_signed_later_owes_holds_nothing() -> None:
    act = "events: [{kind: misconduct, at: 2026-03-01, level: abusive, note: words}]"
    owed = "obligations: [{what: the logo}]"

    def held(signed: str) -> set[str]:
        verdict = judged(ledger_with(f"{act}\ncontract: {{signed: {signed}, {owed}}}")).verdict
        assert verdict is not None
        return {hold.kind for hold in verdict.holds}

    assert held("2026-07-01") == set()
    assert held("2026-06-30") == {"finish-obligations"}


def test_in_poor_health_a_quarter_that_persists_is_enough() -> None:
    """Late by 12 days after the talk (0.28): not serious, but the health is below 50."""
    stalls = [f"{{kind: stall, at: 2026-04-{day:02}}}" for day in range(1, 5)]
    cheap = [f"{{kind: discount_request, at: 2026-04-{day:02}}}" for day in range(1, 5)]
    rude = ["{kind: misconduct, at: 2026-04-01, level: unprofessional, note: words}"]
    fights = [f"{{kind: agreement_dispute, at: 2026-04-{day:02}}}" for day in range(1, 4)]
    trouble = [*stalls, *cheap, *rude, *fights]
    poor = payer([21] * 7 + [12, 12], talk("2026-03-20"), *trouble)
    client = judged(ledger_under_contract(poor, KEEPS))
    assert client.health is not None
    assert client.health < 50
    assert client.verdict is not None
    assert (client.verdict.action, client.verdict.because) == ("let-go", ("PAY001",))
    well = payer([21] * 7 + [12, 12], talk("2026-03-20"))
    assert action_of(well) == "renegotiate"


# Talks: persists, forgiven, not yet


VAGUE, CLEAR = "{kind: feedback, at: %s, clear: false}", "{kind: feedback, at: %s, clear: true}"
EIGHT_VAGUE = [VAGUE % f"2026-0{month}-0{day}" for month in range(1, 5) for day in (2, 9)]


def vaguely(*since: str) -> ClientAssessment:
    """Eight vague answers, a talk about it on 2026-04-20, and what came since."""
    told = talk("2026-04-20", "vague-feedback")
    events = [*EIGHT_VAGUE, told, *since]
    client = f"{bills(*((day, 0) for day in EVERY_MONTH))}\nevents: [{', '.join(events)}]"
    return judged(ledger_under_contract(client, KEEPS))


def test_what_fails_after_a_talk_never_shows_that_it_had_its_effect() -> None:
    before = vaguely()
    assert before.verdict is not None
    assert before.verdict.action == "renegotiate"
    health = before.health
    for count in range(1, 8):
        now = vaguely(*[VAGUE % f"2026-05-{day:02}" for day in range(1, count + 1)])
        assert now.verdict is not None
        assert now.verdict.action in {"renegotiate", "let-go"}
        assert now.health is not None
        assert health is not None
        assert now.health <= health
        health = now.health


def test_two_clear_answers_after_a_talk_forgive_the_vague_ones_before() -> None:
    one = found(vaguely(CLEAR % "2026-05-01"), "DEC001")
    assert one is not None
    assert (one.forgiven, one.persists) == (False, False)
    assert found(vaguely(CLEAR % "2026-05-01", CLEAR % "2026-05-08"), "DEC001") is None


def test_as_many_vague_as_clear_ones_forgive_nothing_yet() -> None:
    since = (
        CLEAR % "2026-05-01",
        CLEAR % "2026-05-08",
        *(VAGUE % f"2026-05-1{n}" for n in range(5)),
    )
    mixed = found(vaguely(*since), "DEC001")
    assert mixed is not None
    assert (mixed.forgiven, mixed.persists, mixed.is_serious) == (False, False, True)
    assert "not settled yet" in mixed.since_the_talk


# What is said of the good


def test_nothing_to_fix_is_said_only_of_a_client_without_a_finding() -> None:
    spotless = judged(ledger_under_contract(payer([0] * 9), KEEPS)).verdict
    assert spotless is not None
    assert spotless.next_step.startswith("nothing to fix")
    slight = judged(ledger_under_contract(payer([7] * 9), KEEPS)).verdict
    assert slight is not None
    assert slight.action == "keep"
    assert slight.next_step == "keep going, and mention late-payment at a good moment"


def test_an_abusive_act_of_two_years_ago_is_watched() -> None:
    act = "{kind: misconduct, at: 2024-07-10, level: abusive, note: words}"
    client = judged(ledger_under_contract(payer([0] * 9, act), KEEPS)).verdict
    assert client is not None
    assert client.action in {"watch", "renegotiate"}


# What is not known


def test_two_invoices_and_nothing_else_are_unknown_with_what_to_log() -> None:
    client = judged(ledger_under_contract(bills(("2026-04-01", 0), ("2026-05-01", 0))))
    assert client.verdict is not None
    assert client.verdict.action == "unknown"
    assert client.verdict.because == ()
    assert "log" in client.verdict.next_step
    assert all(m.remedy for m in client.not_assessed)


@pytest.mark.parametrize(
    ("day", "top", "action"),
    [
        ("2023-07-02", "", "watch"),  # three years are 1,095 days
        ("2023-07-01", "", "keep"),
        ("2024-07-10", "policy: {disabled: [BND005]}", "keep"),
        ("2026-05-10", "policy: {disabled: [BND005]}", "keep"),
        ("2024-07-10", "policy: {rules: {BND005: {memory_days: 100}}}", "keep"),
    ],
)
def test_an_abusive_act_is_remembered_for_three_years_where_its_rule_is_on(
    day: str, top: str, action: str
) -> None:
    act = f"{{kind: misconduct, at: {day}, level: abusive, note: words}}"
    client = f"since: 2020-01-01\nevents: [{act}]\n{PAID_IN_TIME}"
    found = judged(ledger_under_contract(client, KEEPS, top=top))
    assert (found.action, found.verdict and found.verdict.action) == (action, action)


PAID_IN_TIME = bills(*((f"2026-0{month}-10", 0) for month in range(1, 7)))


def test_the_waiver_of_another_rule_forgets_no_abuse() -> None:
    """An act of nearly three years ago, and today's stalling, which is waived."""
    act = "{kind: misconduct, at: 2023-07-10, level: abusive, note: words}"
    stalls = ", ".join(f"{{kind: stall, at: 2026-03-{day:02}}}" for day in range(1, 5))
    waiver = "waivers: [{rule: DEC002, reason: x, from: 2026-01-01, until: 2026-12-31}]"
    calm = f"since: 2020-01-01\nevents: [{stalls}]\n{PAID_IN_TIME}\n{waiver}"
    watched = calm.replace("events: [", f"events: [{act}, ")
    assert judged(ledger_under_contract(calm, KEEPS)).action == "keep"
    assert judged(ledger_under_contract(watched, KEEPS)).action == "watch"


TOLD = """
since: 2024-01-01
until: 2026-07-20
contract: {signed: 2024-01-01, notice_days: 30}
invoices:
  - {number: "1", issued: 2026-01-01, amount: 1000, paid: 2026-03-05}
  - {number: "2", issued: 2026-02-01, amount: 1000, paid: 2026-04-05}
  - {number: "3", issued: 2026-03-01, amount: 1000, paid: 2026-05-05}
time: [{date: 2026-04-20, hours: 10}]
"""


def test_who_was_told_is_not_to_be_talked_to_first() -> None:
    """They know since 20 June, so the verdict's own next step, a talk, comes too late."""
    ledger = ledger_with(TOLD)
    told = judged(ledger)
    assert told.verdict is not None
    assert told.verdict.action == "renegotiate"
    assert told.verdict.next_step == "you have told them; the notice ends on 20 Jul 2026"
    assert told.until == date(2026, 7, 20)
    before = judged(ledger, date(2026, 6, 1))  # nobody can have been told so early
    assert before.verdict is not None
    assert "talk to them" in before.verdict.next_step
    assert before.until is None


def test_explain_has_the_end_of_the_notice() -> None:
    assessment = assess(ledger_with(TOLD), as_of=date(2026, 6, 30))
    first, *more = explained(Explanation(assessment, assessment.clients[0])).splitlines()
    assert first.endswith("active since 1 Jan 2024, until 20 Jul 2026")
    assert "  next step: you have told them; the notice ends on 20 Jul 2026" in more
