"""The annual review: who is in the bottom group, what to do, and a past that never changes.

Each client here works six hours a month and is paid in time; its rate is what it is told to be.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from inspect import cleandoc
from pathlib import Path
from textwrap import indent

import pytest

from clienthealth import Ledger, Review, load_ledger, render, review
from clienthealth.judging.ranking import bottom_count
from clienthealth.report.review.brief import render_html, render_markdown
from clienthealth.reviewing.model import Bottom, State
from clienthealth.reviewing.since_last import _direction
from clienthealth.reviewing.what_if import Change, WhatIfError
from one_client import judged, ledger_with

LAST = date(2025, 12, 31)
FIRST = date(2025, 1, 1)
HEAD = """\
version: 1
business: {name: Studio, currency: EUR, target_rate: 80, cost_rate: 40, capacity_hours: 40,
  keeps: [misconduct, message, meeting, boundary]}
exchange_rates: {USD: 0.5}
"""


def client(
    name: str,
    rate: int,
    *events: str,
    months: Sequence[int] = range(1, 13),
    year: int = 2025,
    more: str = "",
) -> str:
    """A client that pays 6 hours a month at a rate, each invoice on the day it is due."""
    invoices = "\n".join(
        f"  - {{number: '{name}-{year}-{m}', issued: {year}-{m:02d}-01, due: {year}-{m:02d}-15, "
        f"amount: {6 * rate}, payments: [{{date: {year}-{m:02d}-15, amount: {6 * rate}}}]}}"
        for m in months
    )
    hours = "\n".join(f"  - {{date: {year}-{m:02d}-01, hours: 6}}" for m in months)
    parts = [f"id: {name}", f"name: {name.title()}", "since: 2024-01-02"]
    parts += [cleandoc(more)] if more else []
    parts += ["invoices:", invoices, "time:", hours]
    if events:
        parts += ["events:", *(f"  - {event}" for event in events)]
    text = indent("\n".join(parts), "    ")
    return f"  - {text[4:]}"


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Ledger]:
    """Loads a ledger of some clients."""

    def load(*clients: str, head: str = HEAD) -> Ledger:
        path = tmp_path / "ledger.yaml"
        listed = "\n".join(clients) if clients else "  []"
        path.write_text(f"{head}clients:\n{listed}\n", encoding="utf-8")
        return load_ledger(path)

    return load


def reviewed(ledger: Ledger, **options: object) -> Review:
    # Nobody's health is followed over the months: nothing here is about that, and it costs most.
    return review(ledger, first_day=FIRST, last_day=LAST, draws=50, trends="none", **options)  # type: ignore[arg-type]  # named by each test


def only(found: Review) -> Bottom:
    (single,) = found.bottom
    return single


GOOD = [client(f"good{i}", 90 + i) for i in range(4)]
TALK = "{kind: boundary, at: 2025-03-03, about: [VAL001], note: the rate}"
LATE_TALK = "{kind: boundary, at: 2025-12-15, about: [VAL001], note: the rate}"
ABUSE = "{kind: misconduct, at: 2025-05-05, level: abusive, note: words}"


@pytest.mark.parametrize("number", range(1, 41))
def test_the_bottom_group_is_15_percent_halves_up_and_one_from_four_on(
    ledger: Callable[..., Ledger], number: int
) -> None:
    found = reviewed(ledger(*(client(f"c{i:02d}", 50 + i) for i in range(number))))
    expected = bottom_count(number, Decimal(15))
    exact = Decimal(15) * number / 100
    assert expected == (0 if number < 4 else max(1, int(exact + Decimal("0.5"))))
    lowest = [f"c{i:02d}" for i in range(expected)]
    assert [each.id for each in found.bottom] == lowest
    assert [each.rank for each in found.bottom] == list(range(number, number - expected, -1))
    assert [each.id for each in found.top] == [f"c{number - 1 - i:02d}" for i in range(expected)]


@pytest.mark.parametrize("number", [4, 7, 20])
def test_ties_go_by_id_where_all_else_is_alike(ledger: Callable[..., Ledger], number: int) -> None:
    names = [f"c{i:02d}" for i in range(number)]
    found = reviewed(ledger(*(client(name, 70) for name in reversed(names))))
    assert [each.id for each in found.bottom] == names[::-1][: len(found.bottom)]


def test_percent_and_count_set_the_size(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(*(client(f"c{i}", 50 + i) for i in range(8)))
    assert len(reviewed(loaded, percent=Decimal(50)).bottom) == 4
    assert len(reviewed(loaded, count=3).bottom) == 3
    assert len(reviewed(loaded, count=99).bottom) == 8
    nobody = reviewed(loaded, count=0)
    assert (nobody.bottom, nobody.top) == ((), ())


def test_nobody_goes_before_something_was_raised(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60))))
    assert (lowest.decision, lowest.kind, lowest.method) == (
        "talk-first",
        "budget-but-decent",
        "graceful",
    )
    assert lowest.when.look_again is not None
    assert lowest.when.last_day is None


def test_who_was_talked_to_and_is_still_lowest_goes(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, TALK))))
    assert lowest.decision == "go"
    assert lowest.sureness.word == "certain"
    assert lowest.when.last_day is not None
    assert (lowest.when.last_day - lowest.when.act_on).days == 30


def test_a_talk_of_the_last_days_is_given_its_time(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, LATE_TALK))))
    assert lowest.decision == "talk-first"
    assert "too early" in lowest.why


@pytest.mark.parametrize(
    "talk",
    [
        TALK.replace("VAL001", "BND"),
        TALK.replace("VAL001", "late-payment"),
        TALK.replace("2025-03-03", "2023-12-31"),
        TALK.replace("2025-03-03", "2019-03-03"),
    ],
    ids=["other family", "other rule", "period before last", "years ago"],
)
def test_a_talk_about_something_else_or_of_long_ago_warned_nobody(
    ledger: Callable[..., Ledger], talk: str
) -> None:
    low = client("low", 75, talk).replace("since: 2024-01-02", "since: 2018-01-02")
    lowest = only(reviewed(ledger(*GOOD, low)))
    assert lowest.decision == "talk-first"
    assert lowest.why == "you have not raised what keeps them low, or not lately"


@pytest.mark.parametrize("about", ["VAL", "below-cost-rate"])
def test_a_talk_about_the_rate_of_the_period_before_is_a_warning(
    ledger: Callable[..., Ledger], about: str
) -> None:
    talk = TALK.replace("VAL001", about).replace("2025-03-03", "2024-01-03")
    assert only(reviewed(ledger(*GOOD, client("low", 75, talk)))).decision == "go"


def test_who_pays_the_target_is_not_let_go_for_a_talk_about_the_rate(
    ledger: Callable[..., Ledger],
) -> None:
    rude = "{kind: misconduct, at: 2025-05-05, level: disrespectful, note: words}"
    odd = "{kind: misconduct, at: 2025-05-06, level: unprofessional, note: words}"
    lowest = only(reviewed(ledger(*GOOD, client("low", 80, TALK, rude, odd))))
    assert lowest.decision == "talk-first"


def test_the_page_says_why_somebody_is_to_go(ledger: Callable[..., Ledger]) -> None:
    page = render(reviewed(ledger(*(client(name, 60, TALK) for name in "abcd"))), "html")
    summary = re.sub(r"<[^>]+>", "", page.partition("</ul>")[0])
    assert "a coin toss" in page  # on the card
    assert re.search(
        r"go, gracefully \([a-z, -]+\): you talked about it, and low-rate \(VAL001\) persists",
        summary,
    )


def test_a_tie_is_told_as_one(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*(client(name, 75, TALK) for name in "abcd"))))
    assert (lowest.decision, lowest.sureness.word) == ("undecided", "a coin toss")
    assert lowest.why == "they tie with another client, and only the id puts them below"


def test_the_notice_period_is_that_of_the_contract(ledger: Callable[..., Ledger]) -> None:
    contract = "contract: {signed: 2024-01-02, notice_days: 90}"
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, TALK, more=contract))))
    assert lowest.when.last_day is not None
    assert (lowest.when.last_day - lowest.when.act_on).days == 90


def test_the_lowest_of_a_good_lot_stays(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 80, TALK))))
    assert lowest.decision == "lowest-of-a-good-lot"
    assert lowest.holds == ()


def test_an_abuser_goes_in_the_firm_way(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger(*GOOD, client("rude", 60, ABUSE)))
    lowest = only(found)
    assert (lowest.decision, lowest.kind, lowest.method) == ("go", "abusive", "firm")
    assert found.to_go == (lowest,)
    assert "spare-capacity" not in {hold.kind for hold in lowest.holds}


def test_an_abuser_outside_of_the_bottom_group_is_not_forgotten(
    ledger: Callable[..., Ledger],
) -> None:
    found = reviewed(ledger(*GOOD, client("rich", 400, ABUSE), client("low", 60)))
    assert [each.id for each in found.bottom] == ["low"]
    assert [(each.id, each.action) for each in found.beyond] == [("rich", "fire")]


def test_a_coin_toss_is_no_verdict(ledger: Callable[..., Ledger]) -> None:
    """The months of both swing so much that either may be the lower one."""
    swing = {m: 30 if m % 2 else 110 for m in range(1, 13)}

    def wild(name: str, add: int) -> str:
        text = client(name, 70, TALK)
        for m, rate in swing.items():
            was, now = f"{name}-2025-{m}'", 6 * (rate + add)
            lines = text.splitlines()
            text = "\n".join(
                line.replace("420", str(now)) if was in line else line for line in lines
            )
        return text

    found = reviewed(ledger(*GOOD, wild("one", 0), wild("two", 1)))
    assert {each.id for each in found.bottom} <= {"one", "two"}
    assert [each.decision for each in found.bottom] == ["undecided"]
    assert found.to_go == ()
    assert found.bottom[0].sureness.word == "a coin toss"


def test_nobody_is_to_make_room_for_where_hours_are_to_spare(
    ledger: Callable[..., Ledger],
) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, TALK))))  # 30 of 40 hours
    assert "spare-capacity" not in {hold.kind for hold in lowest.holds}
    idle = HEAD.replace("capacity_hours: 40", "capacity_hours: 60")
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, TALK), head=idle)))
    assert "spare-capacity" in {hold.kind for hold in lowest.holds}


def test_three_facts_weigh_most(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger(*GOOD, client("low", 39, TALK)))
    facts = only(found).facts
    assert len(facts) == 3
    assert "39" in facts[0]


def test_a_client_of_two_months_is_told_to_be_one(ledger: Callable[..., Ledger]) -> None:
    november = client("new", 60, months=[9, 10, 11, 12]).replace("2024-01-02", "2025-09-20")
    found = reviewed(ledger(*GOOD, november))
    ((name, months),) = found.short
    assert name == "new"
    assert 3 < months < 4
    assert only(found).sureness.word != "certain"


def test_prospects_former_and_pro_bono_clients_are_not_ranked(
    ledger: Callable[..., Ledger],
) -> None:
    others = [
        "  - {id: maybe, name: Maybe, first_contact: 2025-02-03}",
        client("gone", 10, more="until: 2025-06-30", months=range(1, 7)),
        client("kind", 1, more="billing: pro-bono"),
    ]
    found = reviewed(ledger(*GOOD, *others, client("low", 60)))
    assert [each.id for each in found.bottom] == ["low"]
    assert [(each.id, each.why) for each in found.unranked] == [("kind", "pro bono client")]


def test_several_currencies_are_converted_and_said_so(ledger: Callable[..., Ledger]) -> None:
    dollars = client("usa", 150, more="currency: USD")  # 75 EUR an hour
    found = reviewed(ledger(*GOOD, dollars))
    assert [(each.currency, each.rate) for each in found.conversions] == [("USD", Decimal("0.5"))]
    assert only(found).effective_rate == Decimal("75.00")
    assert only(found).cost.revenue_a_year == Decimal("5400.00")


def test_the_review_of_a_past_year_does_not_change(ledger: Callable[..., Ledger]) -> None:
    clients = [*GOOD, client("low", 60, TALK)]
    before = reviewed(ledger(*clients))
    later = [
        text.replace("events:", "events:\n      - {kind: praise, at: 2026-03-01}")
        for text in clients
    ]
    later[0] = later[0].replace("amount: 540}]", "amount: 540}]")
    newer = client("later", 500, year=2026).replace("2024-01-02", "2026-01-02")
    after = reviewed(ledger(*later, newer))
    same = ("bottom", "top", "short", "unranked", "health_map", "pareto", "concentration")
    for name in same:
        assert getattr(before, name) == getattr(after, name), name
    assert before.changes == after.changes


def test_what_came_of_last_years_list(ledger: Callable[..., Ledger]) -> None:
    found = review(
        ledger(
            *(two_years(f"good{i}", 90 + i) for i in range(4)),
            two_years("low", 60, "{kind: boundary, at: 2025-02-03, about: [VAL001], note: rate}"),
        ),
        first_day=FIRST,
        last_day=LAST,
        draws=50,
    )
    assert found.changes is not None
    ((earlier),) = found.changes.bottom_then
    assert (earlier.id, earlier.decision, earlier.outcome) == ("low", "talk-first", "talked")
    assert earlier.when == date(2025, 2, 3)
    assert earlier.rank_now == 5


def two_years(name: str, rate: int, *events: str) -> str:
    """The same client in 2024 and 2025."""
    now, then = client(name, rate, *events), client(name, rate, year=2024)
    lines = then.splitlines()
    bills = [line for line in lines if "number:" in line]
    hours = [line for line in lines if "hours:" in line]
    text = now.replace("    invoices:\n", "    invoices:\n" + "\n".join(bills) + "\n")
    return text.replace("    time:\n", "    time:\n" + "\n".join(hours) + "\n")


def test_who_joined_left_rose_and_fell(ledger: Callable[..., Ledger]) -> None:
    gone = two_years("gone", 95).replace(
        "since: 2024-01-02", "since: 2024-01-02\n    until: 2025-08-31"
    )
    rude = two_years(
        "rude", 95, "{kind: misconduct, at: 2025-06-01, level: disrespectful, note: w}"
    )
    new = client("new", 99, months=range(6, 13)).replace("2024-01-02", "2025-06-01")
    found = reviewed(ledger(gone, rude, new, *(two_years(f"good{i}", 90) for i in range(3))))
    changes = found.changes
    assert changes is not None
    assert [each.id for each in changes.joined] == ["new"]
    assert [each.id for each in changes.left] == ["gone"]
    assert [each.id for each in changes.fell] == ["rude"]
    assert changes.rose == ()
    assert changes.known_or_not == ()  # whoever fell is told once


def test_a_verdict_that_came_or_went_is_a_change(ledger: Callable[..., Ledger]) -> None:
    """No invoice was due a year ago: nobody was known but `quiet`, of whom nothing came since."""
    tame, rude = client("tame", 90), client("rude", 90, ABUSE)
    quiet = client("quiet", 90, year=2024)
    found = reviewed(ledger(tame, rude, quiet))
    assert found.changes is not None
    moves = [(each.id, each.action_before, each.action) for each in found.changes.known_or_not]
    assert moves == [
        ("rude", "unknown", "fire"),
        ("tame", "unknown", "keep"),
        ("quiet", "keep", None),
    ]
    told = render(found, "table").split("What changed")[1]
    assert "Nobody came" not in told
    rows = [re.split(r"\s{2,}", line) for line in told.splitlines()]
    assert [(row[0], row[1], row[-1].split(",")[0]) for row in rows if "→" in row[-1]] == [
        ("now known", "rude", "unknown → fire"),
        ("now known", "tame", "unknown → keep"),
        ("dormant", "quiet", "keep → -"),
    ]


def test_who_is_as_they_were_is_no_change(ledger: Callable[..., Ledger]) -> None:
    """Two years alike: no verdict came or went, and nobody rose, fell, came or left."""
    found = reviewed(ledger(*(two_years(f"good{i}", 90 + i) for i in range(3))))
    changes = found.changes
    assert changes is not None
    assert (changes.joined, changes.left, changes.rose, changes.fell) == ((), (), (), ())
    assert changes.known_or_not == ()
    assert "Nobody came, left, rose or fell, and no verdict changed." in render(found, "table")


def test_who_was_gone_before_does_not_leave_again(ledger: Callable[..., Ledger]) -> None:
    """The review of 2025 compares with the end of 2024: `old` was gone by then."""

    def until(name: str, day: str) -> str:
        return client(name, 90, year=2024, more=f"until: {day}")

    old, gone = until("old", "2024-12-30"), until("gone", "2025-01-30")
    changes = reviewed(ledger(old, gone, two_years("good", 90))).changes
    assert changes is not None
    assert [each.id for each in changes.left] == ["gone"]


def test_the_gravest_fall_comes_first(ledger: Callable[..., Ledger]) -> None:
    """A table of eight rows leaves out the mildest, never the gravest."""
    rude = "{kind: misconduct, at: 2025-06-01, level: disrespectful, note: w}"
    found = reviewed(ledger(two_years("mild", 90, rude), two_years("worst", 90, ABUSE)))
    assert found.changes is not None
    assert [each.action for each in found.changes.fell] == ["fire", "renegotiate"]


def test_without_a_year_before_there_are_no_changes(ledger: Callable[..., Ledger]) -> None:
    fresh = client("new", 90).replace("2024-01-02", "2025-01-02")
    assert reviewed(ledger(fresh)).changes is None


# What if


def lost(before: State, after: State) -> Decimal:
    """The revenue that is lost from one state to another."""
    return (before.revenue or Decimal(0)) - (after.revenue or Decimal(0))


def test_a_fired_client_is_gone_from_the_portfolio(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger(*GOOD, client("low", 60)), changes=[Change("fired", "low")])
    assert found.what_if is not None
    before, after = found.what_if.before, found.what_if.after
    assert (before.active, after.active) == (5, 4)
    assert lost(before, after) == Decimal("4320.00")
    assert before.hours - after.hours == 72
    assert (before.bottom, after.bottom) == (("low",), ("good0",))
    assert "low" not in {shift.id for shift in found.what_if.shifts}


def test_another_rate_is_worked_through(ledger: Callable[..., Ledger]) -> None:
    change = Change("rate", "low", Decimal(120))
    found = reviewed(ledger(*GOOD, client("low", 60)), changes=[change])
    assert found.what_if is not None
    (shift, *_) = (each for each in found.what_if.shifts if each.id == "low")
    assert (shift.rank_before, shift.rank) == (5, 1)
    assert lost(found.what_if.after, found.what_if.before) == Decimal("4320.00")


def test_a_change_that_cannot_be_made_is_refused(ledger: Callable[..., Ledger]) -> None:
    loaded = ledger(*GOOD)
    with pytest.raises(LookupError):
        reviewed(loaded, changes=[Change("fired", "nobody")])
    with pytest.raises(WhatIfError):
        reviewed(loaded, changes=[Change("fired", "good0"), Change("terms", "good0", 14)])


# Odd ledgers


def test_an_empty_ledger_has_a_review(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger())
    assert (found.bottom, found.top, found.changes) == ((), (), None)


@pytest.mark.parametrize("days", [1, 29, 4000])
def test_a_period_out_of_range_is_refused(ledger: Callable[..., Ledger], days: int) -> None:
    first = date.fromordinal(LAST.toordinal() - days + 1)
    with pytest.raises(ValueError, match="30 to 3,660 days"):
        review(ledger(*GOOD), first_day=first, last_day=LAST)


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_period_outside_of_a_ledgers_years_is_refused(
    ledger: Callable[..., Ledger], year: int
) -> None:
    with pytest.raises(ValueError, match="between 1900 and 2199"):
        review(ledger(*GOOD), last_day=date(year, 12, 31))


def test_where_few_have_hours_all_are_ranked_by_health(ledger: Callable[..., Ledger]) -> None:
    idle = [
        text.split("    time:")[0].rstrip() for text in (client(f"idle{i}", 50) for i in range(5))
    ]
    found = reviewed(ledger(*idle, client("busy", 90)))
    assert found.ranked_by == "health"
    assert only(found).effective_rate is None
    assert only(found).cost.break_even_rate is None


def test_progress_counts_the_draws_and_reaches_the_end_where_the_earlier_period_needs_none(
    ledger: Callable[..., Ledger],
) -> None:
    seen: list[tuple[int, int]] = []
    review(
        ledger(*(two_years(f"good{i}", 90 + i) for i in range(4)), two_years("low", 60)),
        first_day=FIRST,
        last_day=LAST,
        draws=3,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen == [(1, 6), (2, 6), (3, 6), (6, 6)]


def test_a_talk_about_what_is_waived_is_no_warning(ledger: Callable[..., Ledger]) -> None:
    """Their low rate was never raised, and what the talk was about costs them nothing now."""
    rude = "{kind: misconduct, at: 2025-05-05, level: disrespectful, note: words}"
    talk = "{kind: boundary, at: 2025-03-03, about: [BND005], note: words}"
    waiver = "waivers: [{rule: BND005, reason: x, from: 2025-06-01, until: 2026-01-31}]"
    others = [client(f"good{i}", 100) for i in range(6)]

    def low(more: str) -> Bottom:
        return only(reviewed(ledger(*others, client("low", 75, rude, talk, more=more))))

    assert (low("").decision, low(waiver).decision) == ("go", "talk-first")


@pytest.mark.parametrize(
    ("health", "direction"),
    [(60.0, 1), (59.9, 0), (50.0, 0), (40.1, 0), (40.0, -1)],
)
def test_ten_points_of_health_are_a_rise_or_a_fall(health: float, direction: int) -> None:
    found = judged(ledger_with("since: 2024-01-01"))
    assert _direction(found._replace(health=50.0), found._replace(health=health)) == direction


def test_no_time_should_go_to_a_client_to_part_with(ledger: Callable[..., Ledger]) -> None:
    """A high rate puts an abuser at the top, and the verdict is to fire them."""
    found = reviewed(ledger(*GOOD, client("rich", 900, ABUSE)))
    assert [each.id for each in found.beyond] == ["rich"]
    assert "rich" not in [each.id for each in found.top]


def test_somebody_who_was_told_goes_whatever_the_verdict(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, more="until: 2026-01-20"))))
    assert lowest.decision == "go"
    assert lowest.why == "you have told them; the notice ends on 20 Jan 2026"
    assert lowest.when.timed == "told"
    assert lowest.when.last_day == date(2026, 1, 20)


def test_everybody_who_was_told_is_listed_and_gets_no_time(ledger: Callable[..., Ledger]) -> None:
    """`low` is at the bottom, `rich` pays best and has the verdict keep; both know already."""
    low = client("low", 60, more="until: 2026-01-20")
    found = reviewed(ledger(*GOOD, low, client("rich", 900, more="until: 2026-01-15")))
    assert [each.id for each in found.top] == ["good3"]
    for format_name in ("table", "markdown"):
        told = render(found, format_name)
        assert "Told already that you part: low, rich." in told
        assert "Let go low (told, last day 20 Jan 2026)." in told
    for page in (render(found, "html"), render_html(found)):
        told = re.sub(r"<[^>]+>", "", page).replace("\u00a0", " ").replace("&nbsp;", " ")
        assert "Told already that you part: Low, Rich" in told
        assert "Let go Low (told, last day 20 Jan 2026)" in told
        assert "Give the time that becomes free to Good3" in told
    short = render_markdown(found)
    assert "`rich` | keep | you have told them; the notice ends on 15 Jan 2026" in short


def test_what_comes_first_is_beside_who_knows(ledger: Callable[..., Ledger]) -> None:
    """They were told, and owe for November."""
    owed = ", payments: [{date: 2025-11-15, amount: 360}]"
    low = client("low", 60, more="until: 2026-01-20").replace(owed, "")
    found = reviewed(ledger(*GOOD, low))
    first = "told, last day 20 Jan 2026"
    assert f"Let go low ({first}, collect-first)." in render(found, "table")
    page = re.sub(r"<[^>]+>", "", render(found, "html")).replace("&nbsp;", " ")
    assert f"({first}, collect first)" in page


def test_no_room_is_waited_for_that_they_know_of_already(ledger: Callable[..., Ledger]) -> None:
    """A business with hours to spare."""
    head = HEAD.replace("capacity_hours: 40", "capacity_hours: 400")
    told = only(reviewed(ledger(*GOOD, client("low", 60, more="until: 2026-01-20"), head=head)))
    assert (told.decision, told.holds) == ("go", ())
    new = only(reviewed(ledger(*GOOD, client("low", 60, TALK), head=head)))
    assert [hold.kind for hold in new.holds] == ["spare-capacity"]


def test_nobody_rises_whose_health_fell(ledger: Callable[..., Ledger]) -> None:
    before = judged(ledger(client("a", 90)), as_of=LAST)._replace(health=60.0)
    assert before.verdict is not None
    fired = before._replace(verdict=before.verdict._replace(action="fire"))
    now = before._replace(verdict=before.verdict._replace(action="let-go"))
    assert _direction(fired, now) == 1
    assert _direction(fired, now._replace(health=40.0)) == -1


@pytest.mark.parametrize(("day", "decision"), [("12-01", "go"), ("12-02", "talk-first")])
def test_a_talk_takes_effect_after_thirty_days(
    ledger: Callable[..., Ledger], day: str, decision: str
) -> None:
    talk = TALK.replace("2025-03-03", f"2025-{day}")
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, talk))))
    assert lowest.decision == decision
    assert lowest.when.look_again == (None if decision == "go" else date(2026, 1, 1))


def test_a_talk_about_anything_that_lowers_them_is_a_warning(
    ledger: Callable[..., Ledger],
) -> None:
    """Their conduct was raised, nothing has happened since, and their rate was never raised."""
    rude = "{kind: misconduct, at: 2025-11-10, level: disrespectful, note: words}"
    talk = "{kind: boundary, at: 2025-11-20, about: [BND005], note: words}"
    lowest = only(reviewed(ledger(*GOOD, client("low", 75, rude, talk, months=range(1, 12)))))
    assert lowest.decision == "go"
    assert lowest.why == "you talked to them on 20 Nov 2025, and they are still in the bottom group"


@pytest.mark.parametrize(("rate", "decision"), [(79, "go"), (80, "talk-first")])
def test_who_pays_the_target_rate_was_not_warned_by_a_talk_about_it(
    ledger: Callable[..., Ledger], rate: int, decision: str
) -> None:
    rude = "{kind: misconduct, at: 2025-05-05, level: disrespectful, note: words}"
    odd = "{kind: misconduct, at: 2025-05-06, level: unprofessional, note: words}"
    lowest = only(reviewed(ledger(*GOOD, client("low", rate, TALK, rude, odd))))
    assert lowest.decision == decision


def test_the_facts_of_a_client_are_what_weighs_most_in_their_worth_and_then_their_place(
    ledger: Callable[..., Ledger],
) -> None:
    """An hour of 60 weighs ln(80 / 60); nothing that costs no health is one of the facts."""
    facts = only(reviewed(ledger(*GOOD, client("low", 60)))).facts
    rate = "an hour brings in 60.00 EUR (4,320.00 for 72 hours), target 80.00 (VAL001)"
    assert facts == (
        rate,
        "rank 5 of 5",
        "20 % of the hours and 14 % of the revenue of your active clients",
    )
    waiver = "waivers: [{rule: VAL001, reason: x, from: 2025-06-01, until: 2026-01-31}]"
    facts = only(reviewed(ledger(*GOOD, client("low", 60, more=waiver)))).facts
    assert facts[:2] == (
        f"waived until 31 Jan 2026: {rate}",
        "rank 5 of 5",
    )


def test_who_pays_the_target_has_no_fact_about_their_rate(ledger: Callable[..., Ledger]) -> None:
    assert only(reviewed(ledger(*GOOD, client("low", 80)))).facts == (
        "rank 5 of 5",
        "20 % of the hours and 18 % of the revenue of your active clients",
        "health 100.0 of 100",
    )


def test_who_brings_in_nothing_has_that_as_the_heaviest_fact(
    ledger: Callable[..., Ledger],
) -> None:
    """Whatever they did: an hour that brings nothing is worth nothing.

    The others bring 26,352 for 288 hours; of the 72 hours, the 6 of December may yet be billed.
    """
    head = HEAD.replace(" target_rate: 80, cost_rate: 40,", "")
    billed = client("low", 60, ABUSE).splitlines()
    free = "\n".join(line for line in billed if "number:" not in line and "invoices:" not in line)
    assert only(reviewed(ledger(*GOOD, free, head=head))).facts[0] == (
        "an hour brings in 0.00 EUR and should bring in 74.44"
    )


def test_without_a_target_the_lowest_is_measured_by_what_all_hours_bring(
    ledger: Callable[..., Ledger],
) -> None:
    """Five clients at 90 to 93 and 70, six hours a month each: 87.20 an hour."""
    head = HEAD.replace(" target_rate: 80,", "")
    low = client("low", 70, TALK)
    lowest = only(reviewed(ledger(*GOOD, low, head=head)))
    assert lowest.facts[0] == "an hour brings in 70.00 EUR and should bring in 87.20"
    assert lowest.decision == "lowest-of-a-good-lot"
    assert lowest.why == "they behave well; somebody has to be last"
    paid = only(reviewed(ledger(*GOOD, client("low", 80))))
    assert paid.why == "they behave well and pay the target rate; somebody has to be last"


def test_nobody_who_misbehaves_is_the_lowest_of_a_good_lot(
    ledger: Callable[..., Ledger],
) -> None:
    """Healthy is 75 and above."""
    rude = "{kind: misconduct, at: 2025-05-05, level: disrespectful, note: words}"
    again = rude.replace("05-05", "05-06")
    lowest = only(reviewed(ledger(*GOOD, client("low", 80, rude, again))))
    assert lowest.health < 75
    assert lowest.decision == "talk-first"


def test_a_change_of_the_portfolio_is_shown_before_and_after(
    ledger: Callable[..., Ledger],
) -> None:
    """Four at 90 to 93 and one at 60, six hours a month each: 85.20 an hour, then 91.50."""
    found = reviewed(ledger(*GOOD, client("low", 60)), changes=[Change("fired", "low")]).what_if
    assert found is not None
    assert (found.before.effective_rate, found.after.effective_rate) == (
        Decimal("85.20"),
        Decimal("91.50"),
    )
    assert found.before.utilisation == Decimal("0.75")
    assert found.after.utilisation == Decimal("0.6")
    gone = reviewed(ledger(client("low", 60)), changes=[Change("fired", "low")]).what_if
    assert gone is not None
    assert (gone.before.effective_rate, gone.after.effective_rate) == (Decimal(60), None)


@pytest.mark.parametrize(("days", "fits"), [(29, False), (30, True), (3660, True), (3661, False)])
def test_a_period_has_thirty_days_to_ten_years(
    ledger: Callable[..., Ledger], days: int, fits: bool
) -> None:
    first = date.fromordinal(LAST.toordinal() - days + 1)
    loaded = ledger()
    if fits:
        found = review(loaded, first_day=first, last_day=LAST, draws=1, trends="none")
        assert (found.first_day, found.last_day) == (first, LAST)
    else:
        with pytest.raises(ValueError, match=f"the period has {days:,} days"):
            review(loaded, first_day=first, last_day=LAST)


@pytest.mark.parametrize("year", [1900, 2199])
def test_the_first_and_the_last_year_of_a_ledger_have_a_review(
    ledger: Callable[..., Ledger], year: int
) -> None:
    last = date(year, 12, 31)
    assert review(ledger(), last_day=last, draws=1, trends="none").last_day == last


def test_a_client_of_the_whole_period_is_not_told_to_be_short(
    ledger: Callable[..., Ledger],
) -> None:
    whole = client("whole", 90).replace("since: 2024-01-02", "since: 2025-01-01")
    day = client("day", 91).replace("since: 2024-01-02", "since: 2025-01-02")
    ((name, months),) = reviewed(ledger(*GOOD, whole, day)).short
    assert (name, round(months, 2)) == ("day", Decimal("11.97"))


def test_a_dormant_client_has_no_rank_and_says_why(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger(*GOOD, client("asleep", 90, months=[1, 2])))
    assert [each.id for each in found.unranked] == ["asleep"]
    assert found.unranked[0].why


def test_as_many_at_the_top_as_at_the_bottom_with_what_they_take_and_bring(
    ledger: Callable[..., Ledger],
) -> None:
    [best] = reviewed(ledger(*GOOD, client("low", 60))).top
    assert (best.id, best.rank, best.health, best.effective_rate) == ("good3", 1, 100.0, 93)
    assert best.hours_share == 0.2
    assert best.revenue_share == pytest.approx(93 / 426)
    assert (best.worth, best.months) == (93, 12)


@pytest.mark.parametrize(
    ("capacity", "percent", "why"),
    [
        (60, 70, "you work 30.0 of 60 hours a month, less than 70 %; "),
        (40, 75, None),  # exactly
        (40, 76, "you work 30.0 of 40 hours a month, less than 76 %; "),
    ],
)
def test_spare_hours_are_those_below_the_policys_share_of_the_capacity(
    ledger: Callable[..., Ledger], capacity: int, percent: int, why: str | None
) -> None:
    head = HEAD.replace("capacity_hours: 40", f"capacity_hours: {capacity}")
    head += f"policy: {{holds: {{capacity_percent: {percent}}}}}\n"
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, TALK), head=head)))
    found = [hold.why for hold in lowest.holds if hold.kind == "spare-capacity"]
    assert found == ([f"{why}there is nobody to make room for yet"] if why else [])


def test_a_prospect_who_became_a_client_joined(ledger: Callable[..., Ledger]) -> None:
    new = client("new", 95, months=range(6, 13)).replace(
        "since: 2024-01-02", "first_contact: 2024-11-01\n    since: 2025-06-01"
    )
    changes = reviewed(ledger(new, *(two_years(f"good{i}", 90) for i in range(4)))).changes
    assert changes is not None
    [joined] = changes.joined
    assert (joined.id, joined.rank_before, joined.health_before) == ("new", None, None)
    assert (changes.before, changes.ranked_before) == (date(2024, 12, 31), 4)


def below_then(
    ledger: Callable[..., Ledger], now: int, *events: str, more: str = ""
) -> tuple[str, str | None]:
    """What came of the lowest client of the year before, who paid 60, and when."""
    low = two_years("low", now, *events)
    then = client("low", 60, year=2024)
    for line, other in zip(
        [x for x in low.splitlines() if "low-2024" in x],
        [x for x in then.splitlines() if "low-2024" in x],
        strict=True,
    ):
        low = low.replace(line, other)
    low = low.replace(
        "since: 2024-01-02", f"since: 2024-01-02\n    {more}" if more else "since: 2024-01-02"
    )
    changes = reviewed(ledger(*(two_years(f"good{i}", 90 + i) for i in range(4)), low)).changes
    assert changes is not None
    [earlier] = changes.bottom_then
    assert earlier.id == "low"
    return earlier.outcome, str(earlier.when) if earlier.when else None


@pytest.mark.parametrize(
    ("rate", "events", "more", "came"),
    [
        (60, [], "", ("nothing-happened", None)),
        (60, [TALK], "", ("talked", "2025-03-03")),
        (60, [TALK.replace("2025-03-03", "2025-01-01")], "", ("talked", "2025-01-01")),
        (60, [TALK.replace("2025-03-03", "2024-12-31")], "", ("nothing-happened", None)),
        (60, [LATE_TALK, TALK], "", ("talked", "2025-03-03")),  # the first
        (200, [], "", ("out-of-the-bottom", None)),
        (200, [TALK], "", ("out-of-the-bottom", "2025-03-03")),
        (60, [], "until: 2025-12-30", ("left", "2025-12-30")),
    ],
)
def test_what_came_of_the_lowest_of_the_year_before(
    ledger: Callable[..., Ledger],
    rate: int,
    events: list[str],
    more: str,
    came: tuple[str, str | None],
) -> None:
    assert below_then(ledger, rate, *events, more=more) == came


@pytest.mark.parametrize(
    ("talk", "day"),
    [(LATE_TALK, date(2026, 1, 14)), (TALK.replace("03-03", "12-30"), date(2026, 1, 29))],
)
def test_a_talk_that_was_held_is_looked_at_again_after_its_thirty_days(
    ledger: Callable[..., Ledger], talk: str, day: date
) -> None:
    contract = (
        "contract: {signed: 2024-01-02, walked_through: true, terms_days: 30, notice_days: 30, "
        "included_revisions: 2, statement_of_work: x}"
    )
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, talk, more=contract))))
    assert lowest.when.look_again == day


def test_what_former_clients_brought_is_told_beside_the_active_ones(
    ledger: Callable[..., Ledger],
) -> None:
    """Six months of six hours at 10."""
    gone = client("gone", 10, more="until: 2025-06-30", months=range(1, 7))
    found = reviewed(ledger(*GOOD, gone))
    assert found.other_revenue == 360
    assert found.assessment.portfolio.revenue == 6 * 12 * (90 + 91 + 92 + 93)
    assert found.working_time.revenue == 26352 + 360


def test_who_stays_is_shown_where_a_change_moves_them_with_their_holds(
    ledger: Callable[..., Ledger],
) -> None:
    """Without the largest client, the next brings more than a quarter."""
    rich = client("rich", 900)
    rude = client("rude", 120, ABUSE)
    found = reviewed(ledger(*GOOD, rich, rude), changes=[Change("fired", "rich")]).what_if
    assert found is not None
    shifts = {each.id: each for each in found.shifts}
    assert "rich" not in shifts
    assert (shifts["rude"].action_before, shifts["rude"].action) == ("fire", "fire")
    assert (shifts["good3"].rank_before, shifts["good3"].rank) == (2, 1)
    assert shifts["good3"].holds == ()
    assert found.after.largest_share == pytest.approx(120 / (120 + 366))
    assert found.before.largest_share == pytest.approx(900 / (900 + 120 + 366))


def test_a_change_of_terms_shows_what_is_overdue_before_and_after(
    ledger: Callable[..., Ledger],
) -> None:
    late = client("late", 60, more="contract: {terms_days: 14}").replace(
        "amount: 360, payments: [{date: 2025-12-15, amount: 360}]", "amount: 360"
    )
    found = reviewed(ledger(*GOOD, late), changes=[Change("terms", "late", 60)]).what_if
    assert found is not None
    assert (found.before.open_balance, found.before.overdue_balance) == (360, 360)
    assert (found.before.expected_loss, found.after.expected_loss) == (
        Decimal("14.40"),  # 16 days past due: 4 %
        Decimal("7.20"),
    )
    assert found.after.overdue_balance == 0
    assert found.after.bottom == ("late",)


GRINDING = (
    *(f"{{kind: discount_request, at: 2025-09-0{day}}}" for day in (1, 2, 3)),
    *(f"{{kind: future_work_promise, at: 2025-07-0{day}}}" for day in (1, 2)),
    *(f"{{kind: payment_excuse, at: 2025-09-0{day}}}" for day in (1, 2, 3)),
)


def test_a_grinder_goes_for_what_they_are_and_for_no_talk(ledger: Callable[..., Ledger]) -> None:
    """A low rate, discounts, promises of later work and excuses; nobody has talked to them."""
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, *GRINDING))))
    assert (lowest.action, lowest.kind, lowest.decision) == ("let-go", "grinder", "go")
    assert lowest.why == "they show 4 grinder traits"


def test_a_grinder_whose_place_is_a_toss_stays(ledger: Callable[..., Ledger]) -> None:
    grinders = [client(name, 60, *GRINDING) for name in "abcde"]
    lowest = only(reviewed(ledger(*grinders)))
    assert (lowest.kind, lowest.decision) == ("grinder", "undecided")
    assert lowest.why == "they tie with another client, and only the id puts them below"


def test_a_last_day_beyond_the_notice_tells_nobody_yet(ledger: Callable[..., Ledger]) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 60, more="until: 2026-03-31"))))
    assert lowest.decision == "talk-first"


# Nobody with something to do is missing


def headline(found: Review) -> str:
    return render(found, "table").partition("\n\n")[0]


RUDE = (
    "{kind: misconduct, at: 2025-05-05, level: disrespectful, note: words}",
    "{kind: misconduct, at: 2025-06-05, level: disrespectful, note: words}",
)


def test_whom_else_to_renegotiate_with_is_named_with_the_reason(
    ledger: Callable[..., Ledger],
) -> None:
    """A pro bono client has no rank, `high` is in the upper half: neither is in the group."""
    kind = client("kind", 1, *RUDE, more="billing: pro-bono")
    found = reviewed(ledger(*GOOD, client("low", 60), client("high", 120, *RUDE), kind))
    assert "Renegotiate with low." in headline(found)
    also = headline(found).partition("Also to renegotiate:\n")[2].splitlines()
    assert [line.partition(":")[0] for line in also] == ["  - high", "  - kind"]
    assert all("disrespectful on 5 May 2025" in line for line in also)
    for page in (render(found, "html"), render_html(found)):
        summary = re.sub(r"<[^>]+>", "", page.partition("</ul>")[0])
        assert "Also to renegotiate: High, Kind" in summary


def test_of_many_to_renegotiate_with_every_one_is_named(ledger: Callable[..., Ledger]) -> None:
    names = [f"rude{i:02d}" for i in range(5)]
    found = reviewed(ledger(*(client(name, 120, *RUDE) for name in names), *GOOD), count=0)
    told = headline(found).partition("To renegotiate: ")[2]
    assert re.findall(r"(rude\d\d) for disrespect", told) == names


ROUGH = "{kind: misconduct, at: 2025-05-06, level: unprofessional, note: words}"


def test_who_is_watched_or_not_known_yet_is_named(ledger: Callable[..., Ledger]) -> None:
    rough, fresh = (
        client("rough", 120, ROUGH),
        client("new", 90, months=[12]),
    )
    told = headline(reviewed(ledger(*GOOD, rough, fresh)))
    assert told.endswith("To watch: rough. To log more about: new.")


def test_a_coin_toss_is_named(ledger: Callable[..., Ledger]) -> None:
    found = reviewed(ledger(*(client(name, 75, TALK) for name in "abcd")))
    assert f"Undecided: {only(found).id}." in headline(found)


@pytest.mark.parametrize(
    ("low", "driven_by"),
    [
        (client("low", 75), "low-rate"),
        (client("low", 75, *RUDE), "behaviour"),
        (client("low", 60, TALK), "persists-after-talk"),
        (client("low", 75, TALK), "still-last-after-talk"),
        (client("low", 60, ABUSE), "abuse"),
        (client("low", 80), "good-lot"),
    ],
)
def test_what_drives_a_decision_is_told_and_not_a_kind_that_does_not(
    ledger: Callable[..., Ledger], low: str, driven_by: str
) -> None:
    found = reviewed(ledger(*GOOD, low))
    assert only(found).driven_by == driven_by
    for format_name in ("table", "markdown", "html"):
        assert "budget-but-decent" not in render(found, format_name).lower().replace(" ", "-")


def test_shares_and_targets_are_those_of_the_active_clients(
    ledger: Callable[..., Ledger],
) -> None:
    """`gone` earned half of the revenue of the year; the shares leave them out and say so."""
    gone = client("gone", 400, more="until: 2025-12-01")
    text = render(reviewed(ledger(*GOOD, client("low", 60, TALK), gone)), "table")
    assert "(14 % of your active clients' revenue)" in text
    assert "good3 brings in 22 % of your active clients' revenue" in text
    assert "whole business" not in text
    assert "the three largest clients 65 %" in text


def test_of_three_clients_the_three_largest_say_nothing(ledger: Callable[..., Ledger]) -> None:
    text = render(reviewed(ledger(*GOOD[:3])), "table")
    assert "of your active clients' revenue: as spread out as" in text


# No verdict to part is hidden, and no waived trouble is a reason


def test_an_undecided_grinder_keeps_their_verdict_wherever_they_are_named(
    ledger: Callable[..., Ledger],
) -> None:
    """Five grinders alike: which of them is last is a toss, what their verdict is is not."""
    found = reviewed(ledger(*(client(name, 60, *GRINDING) for name in "abcde")))
    name = only(found).id
    assert (only(found).action, only(found).decision) == ("let-go", "undecided")
    for format_name in ("table", "markdown"):
        told = render(found, format_name).replace("`", "").replace("\\", "")
        assert "Nobody to let go for certain." in told
        assert f"Undecided: {name} (verdict let-go" in told
        assert "undecided; verdict let-go" in told
        assert "To plan parting, if you decide to: clienthealth letgo" in told
        assert re.search(r"puts them below; the verdict is let-go", told)
        assert re.search(r"undecided; verdict let-go\S* *\|? *grinder", told)
    for page in (render(found, "html"), render_html(found)):
        told = re.sub(r"<[^>]+>", "", page)
        assert f"Undecided: {name.title()} (verdict let go" in told
    assert "Driven by" in render(found, "html")
    assert "Undecided: the verdict is let go" in re.sub(r"<[^>]+>", "", render(found, "html"))
    assert "coin toss; the verdict let go" in re.sub(r"<[^>]+>", "", render(found, "html"))
    assert "undecided; verdict let-go" in render_html(found)


def waiver(rule: str) -> str:
    return f"waivers: [{{rule: {rule}, reason: half price, from: 2025-01-01, until: 2025-12-31}}]"


def test_a_waived_low_rate_is_no_reason_for_a_talk_or_for_parting(
    ledger: Callable[..., Ledger],
) -> None:
    """A bakery at half price for a year, which is agreed: with a talk about it and without."""
    for events in ((), (TALK,)):
        low = client("low", 40, *events, more=waiver("low-rate"))
        lowest = only(reviewed(ledger(*GOOD, low)))
        assert (lowest.action, lowest.decision) == ("keep", "lowest-of-a-good-lot")
        assert lowest.why == (
            "they behave well, and low-rate is waived until 31 Dec 2025; somebody has to be last"
        )
        assert not any("should bring in" in fact for fact in lowest.facts)
        assert any("waived until 31 Dec 2025: an hour brings in 40.00" in f for f in lowest.facts)


def test_waived_conduct_is_told_beside_a_good_decision(ledger: Callable[..., Ledger]) -> None:
    low = client("low", 80, *RUDE, more=waiver("disrespect"))
    lowest = only(reviewed(ledger(*GOOD, low)))
    assert lowest.decision == "lowest-of-a-good-lot"
    assert "pay the target rate, and disrespect is waived until 31 Dec 2025" in lowest.why
    assert "behave well" not in lowest.why


def test_a_good_lot_with_a_flag_is_healthy_and_does_not_behave_well(
    ledger: Callable[..., Ledger],
) -> None:
    lowest = only(reviewed(ledger(*GOOD, client("low", 80, ROUGH))))
    assert (lowest.decision, lowest.action) == ("lowest-of-a-good-lot", "watch")
    assert lowest.why == (
        f"they are healthy ({lowest.health:.1f} of 100) and pay the target rate; "
        "somebody has to be last"
    )


def test_a_grinder_is_no_good_lot_because_their_rate_is_waived(
    ledger: Callable[..., Ledger],
) -> None:
    low = client("low", 60, *GRINDING, more=waiver("low-rate"))
    lowest = only(reviewed(ledger(*GOOD, low)))
    assert (lowest.action, lowest.decision) == ("let-go", "go")


def test_a_talk_about_conduct_is_not_driven_by_a_rate_that_is_waived(
    ledger: Callable[..., Ledger],
) -> None:
    low = client("low", 60, *RUDE, more=waiver("low-rate"))
    lowest = only(reviewed(ledger(*GOOD, low)))
    assert (lowest.decision, lowest.driven_by) == ("talk-first", "behaviour")


def test_time_is_given_to_nobody_whose_verdict_is_not_keep(ledger: Callable[..., Ledger]) -> None:
    """`rich` ranks first and is to be renegotiated with; `rough` is second and watched."""
    loaded = ledger(*GOOD, client("rich", 900, *RUDE), client("rough", 300, ROUGH))
    found = reviewed(loaded, count=3)
    assert [each.id for each in found.top] == ["rich", "rough", "good3"]
    for page in (render(found, "html"), render_html(found)):
        told = re.sub(r"<[^>]+>", "", page)
        assert re.findall(r"Give the time that becomes free to ([\w, ]+)", told) == ["Good3"]


def test_a_talk_is_asked_for_only_where_its_plan_has_something_to_raise(
    ledger: Callable[..., Ledger],
) -> None:
    """A policy without low-rate minds no rate; the plan for a talk would be empty."""
    calm = HEAD + "policy: {disabled: [low-rate]}\n"
    lowest = only(reviewed(ledger(*GOOD, client("low", 60), head=calm)))
    assert (lowest.decision, lowest.why) == (
        "lowest-of-a-good-lot",
        "they behave well; somebody has to be last",
    )


# Figures of one thing agree wherever they are


def test_what_is_overdue_in_the_rows_of_the_brief_adds_up_to_its_headline(
    ledger: Callable[..., Ledger],
) -> None:
    """A former client owes, one to keep, and the lowest, who has a row of each kind."""
    owing = [
        client(name, rate, *events, more=more).replace(
            f", payments: [{{date: 2025-11-15, amount: {6 * rate}}}]", ""
        )
        for name, rate, events, more in [
            ("gone", 50, (), "until: 2025-12-20"),
            ("high", 120, (), ""),
            ("low", 80, RUDE, ""),
        ]
    ]
    found = reviewed(ledger(*GOOD, *owing))
    assert found.receivables.ageing.overdue == 6 * (50 + 120 + 80)
    rows = [
        line.strip("| ").split(" | ")
        for line in render_markdown(found).partition("### The business")[0].splitlines()
        if line.startswith("| `")
    ]
    told = [row[-1].replace("&#46;", ".") for row in rows]
    amounts = [Decimal(text.replace(",", "")) for text in told if re.fullmatch(r"[\d,.]+", text)]
    assert sum(amounts) == found.receivables.ageing.overdue
    assert [row[1:] for row in rows if row[0] == "`gone`"] == [
        ["(former)", "overdue: send a reminder", "300.00"]
    ]
    first, *others = [row for row in rows if row[0] == "`low`"]
    assert first[-1] == "480.00"
    assert all("480.00" not in row for row in others)


def test_the_figures_of_a_what_if_and_of_the_business_say_whose_they_are(
    ledger: Callable[..., Ledger],
) -> None:
    """`gone` brought more an hour than the active clients, so the two rates differ."""
    gone = client("gone", 400, more="until: 2025-12-01")
    change = Change("rate", "low", Decimal(70))
    text = render(reviewed(ledger(*GOOD, client("low", 60), gone), changes=[change]), "table")
    assert re.search(r"an hour for active clients brings in +85\.20 +87\.20", text)
    assert re.search(r"an hour brought in +137\.67 +with all clients, also former ones; the", text)


def test_months_are_counted_out_of_those_that_the_period_touches(
    ledger: Callable[..., Ledger],
) -> None:
    """A year that begins in the middle of November touches thirteen months."""
    low = client("low", 60, months=range(2, 11))
    found = review(ledger(*GOOD, low), last_day=date(2025, 11, 14), draws=50, trends="none")
    page = re.sub(r"<[^>]+>", "", render(found, "html"))
    assert "draws, active in 9 of 13 calendar months" in page
