"""Health over time: the dates, the points, what came and went, and who was not there yet."""

import csv
import io
import json
from datetime import date

import pytest

from cli.program import STUDIO
from clienthealth import Ledger, Policy, assess, load_ledger, render
from clienthealth.judging.trend import ClientTrend, Point, Trend, trend
from clienthealth.report.page.trend_line import trend_table
from clienthealth.report.text.wording import sparkline
from one_client import CONTRACT, TODAY, bills, happenings, judged, ledger_with
from strategies import around, load, ordinary

KEEPS = "keeps: [misconduct, stall, decision, payment_excuse, discount_request]"
MONTHS = (*(f"2025-{month:02}" for month in range(1, 13)), *(f"2026-0{n}" for n in range(1, 6)))
PAID = bills(*((f"2025-{month:02}-15", 0) for month in (7, 8, 9, 10, 11, 12)))


def client_of(found: Trend) -> ClientTrend:
    return found.clients[0]


def points_of(ledger: Ledger, months: int = 12) -> tuple[Point, ...]:
    return client_of(trend(ledger, as_of=TODAY, months=months)).points


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2026, 6, 30), [date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]),
        (date(2026, 7, 1), [date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 1)]),
        (date(2024, 3, 15), [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]),
        (date(2026, 1, 31), [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)]),
    ],
)
def test_month_ends_and_the_date_itself(as_of: date, days: list[date]) -> None:
    found = trend(ledger_with("aliases: [x]"), as_of=as_of, months=2)
    assert [*found.days] == days
    assert [point.day for point in client_of(found).points] == days
    assert (found.as_of, found.window_days) == (as_of, 365)


def test_each_point_is_what_would_have_been_said_then() -> None:
    stalls = happenings("stall", *(f"2026-0{month}-10" for month in (2, 3, 4, 5)))
    ledger = ledger_with(f"{PAID}\n{stalls}\n{CONTRACT}", KEEPS)
    for point in points_of(ledger):
        then = assess(ledger, as_of=point.day).clients[0]
        assert (point.health, point.grade) == (then.health, then.grade)
        assert point.flags == tuple(sorted(f.code for f in then.findings if f.points))


def test_what_came_and_what_went() -> None:
    """Two stalls in a year are a finding: so from December on, and till December after."""
    stalls = happenings("stall", "2025-05-01", "2025-12-01", "2026-04-10")
    ledger = ledger_with(f"{PAID}\n{stalls}\n{CONTRACT}", KEEPS)
    said = [(p.day.month, p.came, p.went) for p in points_of(ledger, months=8)]
    assert said == [
        (10, (), ()),
        (11, (), ()),
        (12, ("DEC002",), ()),
        (1, (), ()),
        (2, (), ()),
        (3, (), ()),
        (4, (), ()),
        (5, (), ()),
        (6, (), ()),
    ]
    gone = [(p.day.month, p.came, p.went) for p in points_of_day(ledger, date(2027, 1, 10))]
    assert gone == [(11, ("DEC002",), ()), (12, (), ("DEC002",)), (1, (), ())]


def points_of_day(ledger: Ledger, as_of: date) -> tuple[Point, ...]:
    return client_of(trend(ledger, as_of=as_of, months=2)).points


def test_the_first_point_brings_all_that_is_there() -> None:
    first, *rest = points_of(ledger_with("aliases: [x]", "keeps: [contract]"), months=3)
    assert first.flags == first.came == ("CON001",)
    assert all(point.came == point.went == () for point in rest)


def test_a_waived_finding_counts_for_nothing() -> None:
    waiver = "waivers: [{rule: CON001, reason: agreed, from: 2026-05-15, until: 2026-06-15}]"
    points = points_of(ledger_with(waiver, "keeps: [contract]"), months=2)
    assert [(p.flags, p.came, p.went) for p in points] == [
        (("CON001",), ("CON001",), ()),
        ((), (), ("CON001",)),
        (("CON001",), ("CON001",), ()),
    ]


@pytest.mark.parametrize(
    "waived", ["from: 2026-06-01, until: 2026-12-31", "from: 2026-01-01, until: 2026-06-01"]
)
def test_a_waiver_that_begins_or_ends_is_no_change_of_the_client(waived: str) -> None:
    """The trend holds both days under the waivers of today."""
    late = bills(*((f"{month}-10", 12) for month in MONTHS))
    waiver = f"waivers: [{{rule: late-payment, reason: new ERP, {waived}}}]"
    assert judged(ledger_with(f"{late}\n{waiver}", KEEPS)).trend == 0


def test_before_the_first_contact_there_is_nothing_to_say() -> None:
    points = points_of(ledger_with("first_contact: 2026-05-15"), months=2)
    assert points[0] == Point(date(2026, 4, 30), None, None, None, (), (), ())
    assert [point.action for point in points] == [None, "unknown", "unknown"]


def test_a_prospect_becomes_a_client_and_leaves() -> None:
    text = "first_contact: 2026-01-01\nsince: 2026-03-15\nuntil: 2026-05-15"
    found = trend(ledger_with(text), as_of=TODAY, months=4)
    assert client_of(found).stage == "former"
    assert [point.action for point in client_of(found).points] == [
        *("unknown", "unknown", "unknown", None, None)
    ]


def test_a_client_of_tomorrow_is_not_listed() -> None:
    assert trend(ledger_with("first_contact: 2026-07-01"), as_of=TODAY).clients == ()


def test_clients_come_in_the_order_of_the_ledger() -> None:
    others = "".join(f"- {{id: {name}, name: N, since: 2024-01-01}}\n" for name in ("z", "a"))
    found = trend(ledger_with("aliases: [x]", others=others), as_of=TODAY, months=1)
    assert [client.id for client in found.clients] == ["example", "z", "a"]


def test_today_s_policy_holds_for_the_past_too() -> None:
    policy = Policy.model_validate({"disabled": ["no-contract"], "window_days": 90})
    found = trend(ledger_with("aliases: [x]"), as_of=TODAY, policy=policy, months=3)
    assert found.window_days == 90
    assert all(point.flags == () for point in client_of(found).points)


def test_nothing_later_changes_an_earlier_point() -> None:
    stalls = happenings("stall", *(f"2026-06-{day:02}" for day in range(1, 9)))
    then, now = (
        points_of(ledger_with(PAID, KEEPS)),
        points_of(ledger_with(f"{PAID}\n{stalls}", KEEPS)),
    )
    assert now[:-1] == then[:-1]
    assert now[-1].came == ("DEC002",)


def test_the_calendar_s_beginning_ends_the_months() -> None:
    found = trend(ledger_with("aliases: [x]"), as_of=date(1, 3, 5), months=12)
    assert [*found.days] == [date(1, 1, 31), date(1, 2, 28), date(1, 3, 5)]


@pytest.mark.parametrize(
    ("healths", "line"),
    [
        ([0.0, 12.4, 12.5, 50.0, 99.9, 100.0], "▁▁▂▅██"),
        ([None, 80.0, None], "·▇·"),
        ([], ""),
    ],
)
def test_the_sparkline(healths: list[float | None], line: str) -> None:
    points = [Point(TODAY, health, None, None, (), (), ()) for health in healths]
    assert sparkline(tuple(points)) == line


def test_a_waived_finding_decides_no_verdict_of_the_past() -> None:
    abuse = "events: [{kind: misconduct, at: 2026-05-20, level: abusive, note: shouted}]"
    waiver = "waivers: [{rule: BND005, reason: settled, from: 2026-01-01, until: 2026-12-31}]"
    ledger = ledger_with(f"{PAID}\n{abuse}\n{waiver}\n{CONTRACT}", KEEPS)
    for point in points_of(ledger, months=2):
        assert point.action == assess(ledger, as_of=point.day).clients[0].action != "fire"


def test_the_verdicts_of_earlier_dates_are_left_out_where_nobody_asks_for_them() -> None:
    """As in the table, which shows the last one; all the rest stays as it is."""
    ledger = load(around(ordinary(1), ordinary(2)))
    whole = trend(ledger, as_of=TODAY)
    lean = trend(ledger, as_of=TODAY, verdicts=False)
    for client, alike in zip(whole.clients, lean.clients, strict=True):
        assert alike.points[-1] == client.points[-1]
        known = [point for point in client.points[:-1] if point.action is not None]
        assert known
        earlier = tuple(point._replace(action=None, holds=()) for point in client.points[:-1])
        assert alike.points[:-1] == earlier


def test_the_last_verdict_is_that_of_score_with_its_holds() -> None:
    day = date(2026, 10, 31)
    ledger = load_ledger(STUDIO)
    scored = {client.id: client.verdict for client in assess(ledger, as_of=day).clients}
    for client in trend(ledger, as_of=day, months=1).clients:
        verdict = scored[client.id]
        assert client.points[-1].action == (verdict.action if verdict else None)
        assert list(client.holds) == ([hold.kind for hold in verdict.holds] if verdict else [])


def test_every_verdict_of_the_past_has_the_holds_of_score_on_that_day() -> None:
    """Nobody reads `let-go` without what comes first, not even of a month ago."""
    ledger = load_ledger(STUDIO)
    found = trend(ledger, as_of=date(2026, 10, 31), months=3)
    held = 0
    for place, day in enumerate(found.days):
        scored = {client.id: client.verdict for client in assess(ledger, as_of=day).clients}
        for client in found.clients:
            point, verdict = client.points[place], scored.get(client.id)
            kinds = [hold.kind for hold in verdict.holds] if verdict else []
            if verdict and point.action in {verdict.action, "keep", "watch"}:  # no trend then
                assert [*point.holds] == kinds, (client.id, day)
            held += bool(point.holds)
    assert held > len(found.days)


def test_every_format_has_the_holds_beside_an_earlier_verdict() -> None:
    found = trend(load_ledger(STUDIO), as_of=date(2026, 10, 31), months=3, only=["bursztyn"])
    (client,) = found.clients
    earlier = client.points[1]
    assert (earlier.day, earlier.action) == (date(2026, 8, 31), "let-go")
    assert earlier.holds == ("collect-first", "finish-obligations")
    (line,) = (row for row in render(found, "chart").splitlines() if "31 Aug 2026" in row)
    assert "let-go, collect-first, finish-obligations" in line
    page = "".join(trend_table(client).itertext())
    assert page.count("collect first") == sum("collect-first" in p.holds for p in client.points)
    points = json.loads(render(found, "json"))["clients"][0]["points"]
    assert points[1]["holds"] == ["collect-first", "finish-obligations"]
    rows = [*csv.DictReader(io.StringIO(render(found, "csv")))]
    assert rows[1]["holds"] == "collect-first finish-obligations"
