"""How clients compare with one another: ranks, the bottom group, quarters, trouble, grinders."""

from decimal import Decimal

import pytest

from clienthealth import Assessment, assess
from clienthealth.facts.context import cents
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from clienthealth.judging.ranking import bottom_count, demands_of, half_up
from one_client import CONTRACT, TODAY, facts_of, ledger_with, loaded

BOTTOM = {
    **dict.fromkeys(range(4), 0),
    **dict.fromkeys(range(4, 10), 1),  # 0.60 to 1.35
    **dict.fromkeys(range(10, 17), 2),  # 1.50 to 2.40
    **dict.fromkeys(range(17, 24), 3),  # 2.55 to 3.45
    **dict.fromkeys(range(24, 30), 4),  # 3.60 to 4.35
    **dict.fromkeys(range(30, 37), 5),  # 4.50 to 5.40
    **dict.fromkeys(range(37, 41), 6),  # 5.55 to 6.00
}
"""15 % of so many clients, rounded half up; at least one from four on."""

KEPT = "misconduct, stall, discount_request, payment_excuse, future_work_promise"


STALLS = f"events: [{', '.join(['{kind: stall, at: 2026-03-01}'] * 4)}]"
"""A medium finding at its worst: a health of 80."""


@pytest.mark.parametrize(("ranked", "count"), BOTTOM.items())
def test_the_bottom_fifteen_percent(ranked: int, count: int) -> None:
    assert bottom_count(ranked, Decimal(15)) == count


def test_other_shares_of_the_bottom() -> None:
    assert [bottom_count(20, Decimal(p)) for p in (0, 1, 50, 100)] == [0, 1, 10, 20]
    assert bottom_count(3, Decimal(100)) == 0


@pytest.mark.parametrize(
    ("value", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.49", 2), ("0", 0)]
)
def test_halves_are_rounded_up(value: str, whole: int) -> None:
    assert half_up(Decimal(value)) == whole


def client(
    name: str, rate: int = 100, hours: int = 20, since: str = "2024-01-01", more: str = ""
) -> str:
    """A client of three paid invoices, known in health, at a rate for so many hours."""
    amount = rate * (hours or 20)
    lines = [f"  - id: {name}", f"    name: {name}", f"    since: {since}"]
    lines += [f"    {CONTRACT}", "    invoices:"]
    shares = [amount // 4, amount // 4, amount - 2 * (amount // 4)]
    for number, part in enumerate(shares, 1):
        lines.append(
            f'      - {{number: "{number}", issued: 2026-0{number}-10, amount: {part}, '
            f"payments: [{{date: 2026-0{number}-20, amount: {part}}}]}}"
        )
    halves = f"{{date: 2026-01-02, hours: {hours / 2}}}, {{date: 2026-02-03, hours: {hours / 2}}}"
    lines.append(f"    time: [{halves}]" if hours else "    time: []")
    return "\n".join([*lines, *(f"    {line}" for line in more.splitlines())]) + "\n"


def portfolio(
    *clients: str, keeps: str = "decision", top: str = "", target: int | None = None
) -> Assessment:
    rate = "" if target is None else f"target_rate: {target}, cost_rate: 10, "
    business = f"{{name: A, currency: EUR, {rate}keeps: [{KEPT}, {keeps}]}}"
    text = f"version: 1\n{top}\nbusiness: {business}\nclients:\n{''.join(clients)}"
    return assess(loaded(text), as_of=TODAY)


def ranks(assessment: Assessment) -> dict[str, int | None]:
    return {c.id: c.rank for c in assessment.clients}


# Ranks


def test_clients_are_ranked_by_worth() -> None:
    """Rate times health: 120 an hour at a health of 80 is worth less than 100 at 100."""
    assessment = portfolio(client("a", 100), client("b", 120, more=STALLS), client("c", 97))
    assert ranks(assessment) == {"a": 1, "c": 2, "b": 3}
    assert [c.worth for c in assessment.clients] == [100, 96, 97]
    assert assessment.portfolio.ranked_by == "worth"


def test_a_rate_that_is_not_positive_is_the_worth_itself() -> None:
    refund = (
        '      - {number: "4", issued: 2025-06-01, amount: 3000, '
        "payments: [{date: 2025-06-02, amount: 3000}], "
        "credit_notes: [{date: 2026-06-01, amount: 3000}]}\n"
    )
    text = client("a").replace("    time:", f"{refund}    time:")
    (only,) = portfolio(text).clients
    assert only.effective_rate == Decimal("-50.00")  # 2000 earned, 3000 given back, 20 hours
    assert only.worth == Decimal("-50.00")


def test_ties_go_by_health_then_overdue_balance_then_id() -> None:
    open_ = client("owing").replace(
        "    time:",
        '      - {number: "4", issued: 2026-05-30, due: 2026-06-29, amount: 25}\n    time:',
    )
    open_ = open_.replace("hours: 10.0", "hours: 10.12")  # 24 net of provision: still 100 an hour
    assessment = portfolio(
        client("z"), client("tired", 125, more=STALLS), open_, client("b"), client("a")
    )
    worths = {c.id: c.worth for c in assessment.clients}
    assert set(worths.values()) == {Decimal("100.00")}, worths
    assert ranks(assessment) == {"a": 1, "b": 2, "z": 3, "owing": 4, "tired": 5}


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (client("x", hours=0), "no hours"),
        (client("x", hours=18), "fewer than 20 hours"),
        (client("x", since="2026-04-02"), "a client for less than 90 days"),
        (client("x", more="billing: pro-bono"), "pro bono client"),
        ("  - {id: x, name: X, since: 2024-01-01}\n", "health unknown"),
        ("  - {id: x, name: X, since: 2024-01-01, until: 2026-06-29}\n", "former client"),
        ("  - {id: x, name: X, first_contact: 2024-01-01}\n", "prospect"),
    ],
)
def test_who_is_not_ranked_and_why(one: str, reason: str) -> None:
    assessment = portfolio(client("a"), client("b"), one)
    found = assessment.client("x")
    assert found is not None
    assert (found.rank, found.rank_reason) == (None, reason)
    assert assessment.portfolio.ranked == 2


@pytest.mark.parametrize("edge", [client("x", hours=20), client("x", since="2026-04-01")])
def test_who_is_just_ranked(edge: str) -> None:
    assert portfolio(client("a"), edge).portfolio.ranked == 2


def test_where_fewer_than_half_can_be_ranked_all_are_by_health() -> None:
    half = portfolio(client("a"), client("b", hours=0, more=STALLS))
    assert half.portfolio.ranked_by == "worth"
    assert ranks(half) == {"a": 1, "b": None}
    fewer = portfolio(client("a"), client("b", hours=0, more=STALLS), client("c", hours=0))
    assert fewer.portfolio.ranked_by == "health"
    assert ranks(fewer) == {"a": 1, "c": 2, "b": 3}


def test_the_bottom_are_the_last_of_those_ranked() -> None:
    many = [client(f"c{n:02}", 100 + n) for n in range(10)]
    assessment = portfolio(*many, client("young", 10, since="2026-06-01"))
    assert {c.id for c in assessment.clients if c.bottom} == {"c00", "c01"}
    assert assessment.portfolio.bottom_count == 2
    wider = portfolio(*many, top="policy: {bottom_percent: 30}")
    assert {c.id for c in wider.clients if c.bottom} == {"c00", "c01", "c02"}


def test_nothing_is_ranked_in_an_empty_portfolio() -> None:
    assessment = portfolio("  - {id: x, name: X, first_contact: 2024-01-01}\n")
    assert assessment.portfolio[:4] == ("worth", 0, 0, 0)


def test_former_clients_and_prospects_are_not_of_the_portfolio() -> None:
    gone = client("gone", 500).replace("    time", "    until: 2026-06-01\n    time")
    both = portfolio(client("a"), gone)
    assert (both.portfolio.active, both.portfolio.revenue) == (1, Decimal(2000))
    assert both.portfolio.dbt_days == 0


# Trouble and demands


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        ("kind: stall, at: 2026-03-01", True),
        ("kind: message, at: 2026-03-01, urgent: true", True),
        ("kind: message, at: 2026-03-01, urgent: true, direction: out", False),
        ("kind: message, at: 2026-03-01", False),
        ("kind: meeting, at: 2026-03-01, outcome: moved", True),
        ("kind: meeting, at: 2026-03-01, outcome: moved, by: us", False),
        ("kind: meeting, at: 2026-03-01", False),
        ("kind: feedback, at: 2026-03-01, clear: false", True),
        ("kind: feedback, at: 2026-03-01, clear: true", False),
        ("kind: complaint, at: 2026-03-01, justified: false", True),
        ("kind: complaint, at: 2026-03-01, justified: true", False),
        ("kind: decision, at: 2026-03-01, reversed: true", True),
        ("kind: decision, at: 2026-03-01", False),
        ("kind: input_due, due: 2026-03-01, received: 2026-03-02", True),
        ("kind: input_due, due: 2026-03-01, received: 2026-03-01", False),
        ("kind: input_due, due: 2026-06-29", True),
        ("kind: input_due, due: 2026-06-30", False),
        ("kind: input_due, due: 2026-06-30, received: 2026-07-05", False),  # not known yet
        ("kind: praise, at: 2026-03-01", False),
        ("kind: lapse, at: 2026-03-01, what: broken-promise", False),
        ("kind: stall, at: 2025-06-30", False),
    ],
)
def test_what_is_trouble(event: str, counts: bool) -> None:
    facts = facts_of(ledger_with(f"events: [{{{event}}}]"))
    assert [seen.position for seen in facts.trouble] == ([0] if counts else [])


def test_what_is_a_demand() -> None:
    facts = facts_of(
        ledger_with(
            """
            events:
              - {kind: message, at: 2026-03-02T12:00}
              - {kind: message, at: 2026-03-02T12:00, urgent: true}
              - {kind: message, at: 2026-03-02T22:00}
              - {kind: message, at: 2026-03-02T22:00, urgent: true}
              - {kind: message, at: 2026-03-02T22:00, direction: out}
              - {kind: meeting, at: 2026-03-02}
              - {kind: stall, at: 2026-03-02}
            """,
            'working_hours: {start: "09:00", end: "18:00"}',
        )
    )
    assert demands_of(facts) == 4


# Grinders

TRAITS = """
events:
  - {kind: discount_request, at: 2026-03-01}
  - {kind: discount_request, at: 2026-03-02}
  - {kind: discount_request, at: 2026-03-03}
  - {kind: future_work_promise, at: 2026-01-01}
  - {kind: future_work_promise, at: 2026-01-02}
  - {kind: payment_excuse, at: 2026-03-01}
  - {kind: payment_excuse, at: 2026-03-02}
""".strip()
THIRD = "\n  - {kind: payment_excuse, at: 2026-03-03}"


def among_others(last: str, target: int = 61, **more: str) -> Assessment:
    return portfolio(*(client(f"c{n}", 100 + n) for n in range(5)), last, target=target, **more)


def test_the_bottom_below_target_with_three_traits_is_a_grinder() -> None:
    two = among_others(client("x", 60, more=TRAITS)).client("x")
    three = among_others(client("x", 60, more=TRAITS + THIRD)).client("x")
    assert two is not None
    assert three is not None
    assert (two.bottom, two.traits, two.grinder) == (True, ("VAL002", "VAL003"), False)
    assert (three.bottom, three.traits, three.grinder) == (
        True,
        ("VAL002", "VAL003", "PAY004"),
        True,
    )
    assert three.verdict is not None
    assert three.verdict.action == "let-go"
    assert three.verdict.because == ("VAL008",)


def test_the_bottom_at_target_is_no_grinder() -> None:
    found = among_others(client("x", 60, more=TRAITS + THIRD), target=60).client("x")
    assert found is not None
    assert (found.bottom, len(found.traits), found.grinder) == (True, 3, False)
    assert found.verdict is not None
    assert found.verdict.action != "let-go"


def test_the_same_client_above_the_bottom_is_none() -> None:
    found = among_others(client("x", 900, more=TRAITS + THIRD)).client("x")
    assert found is not None
    assert (found.bottom, len(found.traits), found.grinder) == (False, 3, False)


def test_a_waived_trait_is_none() -> None:
    waiver = "\nwaivers: [{rule: VAL002, reason: agreed, from: 2026-01-01, until: 2026-12-31}]"
    found = among_others(client("x", 60, more=TRAITS + THIRD + waiver)).client("x")
    assert found is not None
    assert found.traits == ("VAL003", "PAY004")
    assert not found.grinder


def test_constant_changes_and_endless_revisions_are_one_trait() -> None:
    days = [f"{{date: 2026-06-{day:02}}}" for day in range(16, 26)]
    project = (
        "projects:\n  - {id: p, started: 2026-06-15, included_revisions: 0, "
        f"change_requests: [{', '.join(days)}],\n    revisions: [{', '.join(days)}]}}"
    )
    found = portfolio(client("x", more=project), keeps="change_request, revision").client("x")
    assert found is not None
    assert {"SCO003", "SCO004"} <= {f.code for f in found.findings}
    assert found.traits == ("SCO003",)


@pytest.mark.parametrize(
    ("since", "events", "lacks"),
    [
        ("2024-06-30", "[]", True),  # 730 days
        ("2024-07-01", "[]", False),
        ("2024-01-01", "[{kind: referral, at: 2024-07-01}]", False),
        ("2024-01-01", "[{kind: referral, at: 2024-06-30}]", True),
        ("2024-01-01", "[{kind: referral, at: 2026-07-01}]", True),
    ],
)
def test_no_referral_in_two_years_where_referrals_are_kept(
    since: str, events: str, lacks: bool
) -> None:
    text = f"since: {since}\nevents: {events}"
    assert facts_of(ledger_with(text, "keeps: [referral]")).lacks_referral is lacks
    assert not facts_of(ledger_with(text, "keeps: [praise]")).lacks_referral


# Hours that do not cover what was billed


def months_of(name: str, billed: int, worked: int) -> str:
    """A client with a bill of 1500 in each of so many months, and 15 hours in some of them."""
    lines = [f"  - id: {name}", f"    name: {name}", "    since: 2024-01-01", "    invoices:"]
    for month in range(1, billed + 1):
        day = f"2026-0{month}-0{month}"
        lines.append(
            f'      - {{number: "{month}", issued: {day}, amount: 1500, '
            f"payments: [{{date: {day}, amount: 1500}}]}}"
        )
    entries = ", ".join(f"{{date: 2026-0{n}-01, hours: 15}}" for n in range(1, worked + 1))
    return "\n".join([*lines, f"    time: [{entries}]"]) + "\n"


def test_hours_of_few_of_the_billed_months_make_no_rate_to_rank_by() -> None:
    """Two of five months have hours: 250 an hour, which nobody should believe."""
    assessment = portfolio(months_of("few", 5, 2), client("a"), client("b"))
    few = assessment.clients[0]
    assert (few.rank, few.bottom) == (None, False)
    assert few.rank_reason == (
        "hours in only 2 of 5 billed months; log the hours of Mar 2026, Apr 2026, May 2026"
    )
    assert ranks(portfolio(months_of("half", 6, 3), client("a"), client("b")))["half"] == 1


def test_the_hours_to_log_are_those_that_were_counted_as_missing() -> None:
    """January and April have hours before their bills; March has hours after its own."""
    months = months_of("few", 5, 0).replace(
        "time: []", "time: [{month: 2025-12, hours: 15}, {month: 2026-03, hours: 15}]"
    )
    few = portfolio(months, client("a"), client("b")).clients[0]
    assert few.rank_reason == (
        "hours in only 2 of 5 billed months; "
        "log the hours before the invoices of 2 Feb 2026, 3 Mar 2026, 5 May 2026"
    )


def test_they_are_not_ranked_by_health_either() -> None:
    assessment = portfolio(months_of("few", 5, 2), client("none", hours=0))
    assert assessment.portfolio.ranked_by == "health"
    assert ranks(assessment) == {"few": None, "none": 1}


def test_who_works_pro_bono_is_not_ranked_by_health_either() -> None:
    assessment = portfolio(
        client("charity", hours=0, more=f"billing: pro-bono\n{STALLS}"),
        *(client(name, hours=0) for name in "abc"),
    )
    charity = assessment.clients[0]
    assert assessment.portfolio.ranked_by == "health"
    assert (charity.rank, charity.bottom, charity.rank_reason) == (None, False, "pro bono client")


def test_a_good_rate_of_few_hours_is_not_said_to_be_fine() -> None:
    few = portfolio(months_of("few", 5, 2), top="").clients[0]
    assert "VAL001" not in few.fine


def test_without_clients_nobody_is_in_the_bottom_group() -> None:
    empty = loaded("version: 1\nbusiness: {name: Ada, currency: EUR}\nclients:\n")
    assert LedgerOnDate(empty, TODAY, RuleBook(empty.policy)).ranking.bottom_count == 0


def demanding(name: str, rate: int, meetings: int) -> str:
    days = ", ".join(f"{{kind: meeting, at: 2026-03-{day:02}}}" for day in range(1, meetings + 1))
    return client(name, rate, more=f"events: [{days}]")


@pytest.mark.parametrize(
    ("clients", "top"),
    [
        ([(100, 1), (90, 2), (80, 3)], []),  # too few to compare
        ([(100, 1), (90, 2), (80, 3), (70, 4)], ["d"]),
        ([(100, 1), (90, 4), (80, 3), (70, 2)], []),  # the lowest rate does not ask the most
        ([(100 - n, n + 1) for n in range(7)], ["g"]),
        ([(100 - n, n + 1) for n in range(8)], ["g", "h"]),
        ([(100 - n, 4) for n in range(8)], []),  # all ask alike
        ([(100, n + 1) for n in range(8)], []),  # all pay alike
        ([(100, 1), (90, 1), (80, 3), (70, 3)], ["d"]),
    ],
)
def test_the_quarter_that_asks_the_most_among_the_quarter_that_pays_the_least(
    clients: list[tuple[int, int]], top: list[str]
) -> None:
    assessment = portfolio(
        *(demanding(chr(97 + n), *each) for n, each in enumerate(clients)), keeps="meeting"
    )
    seen = [c.id for c in assessment.clients if any(f.code == "VAL006" for f in c.findings)]
    assert seen == top


def test_the_portfolio_is_of_active_clients_and_its_rate_of_all() -> None:
    """Open and overdue by 20 days: 100 of the active one, 60 of who left, not due 30 of each."""
    due = (
        '      - {number: "8", issued: 2026-05-11, due: 2026-06-10, amount: OVERDUE}\n'
        '      - {number: "9", issued: 2026-06-20, due: 2026-07-20, amount: 30}\n    time:'
    )
    active = client("a", 100, 20).replace("    time:", due.replace("OVERDUE", "100"))
    gone = client("gone", 100, 20).replace("    time:", due.replace("OVERDUE", "60"))
    gone = gone.replace("    since: 2024-01-01", "    since: 2024-01-01\n    until: 2026-06-25")
    found = portfolio(active, gone).portfolio
    assert (found.active, found.former) == (1, 1)
    assert (found.open_balance, found.overdue_balance) == (130, 100)
    assert (found.former_open_balance, found.former_overdue_balance) == (90, 60)
    # 2,130 and 2,090 less 4 % of what is overdue and 2 % of nothing, for 40 hours
    assert (found.revenue, found.hours) == (2126, 20)
    assert found.effective_rate == cents(Decimal(2126 + 2090) / 40 - Decimal("2.40") / 40)
    # paid in time, weighted by amount: 20 days for 100 of 2,100, for 160 of 4,160 in all
    assert found.active_dbt_days == Decimal(2000) / 2100
    assert found.dbt_days == Decimal(3200) / 4160


def test_without_any_hours_the_portfolio_has_no_rate() -> None:
    found = portfolio(client("a", hours=0)).portfolio
    assert (found.effective_rate, found.hours, found.dbt_days) == (None, 0, 0)
