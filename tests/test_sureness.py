"""How sure the bottom group is: drawn again many times, with other weights and other months."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from clienthealth import Ledger
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.months import monthly
from clienthealth.judging.health import weigh
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from clienthealth.judging.ranking import Member, figures_of, rank
from clienthealth.reviewing.rank_stability import SEED, Sureness, Word, sureness_of
from clienthealth.rules.registry import all_rules
from strategies import TODAY, Data, around, changed, day, ledgers, load

MONTHS = [date(2025 + (n > 5), (n + 6) % 12 + 1, 10) for n in range(12)]
"""A day of each month of the window, the first of which is July 2025."""
STALLS = [{"kind": "stall", "at": day(-20 * n - 5)} for n in range(1, 5)]


def client(
    name: str, *rates: int | Decimal, hours: int = 10, events: list[Data] | None = None
) -> Data:
    """A client that was billed every month by the hour and paid at once; one rate holds for all."""
    year = rates * 12 if len(rates) == 1 else rates
    worked = list(zip(MONTHS[-len(year) :], year, strict=True))
    return {
        "id": name,
        "name": name,
        "since": day(-900),
        "contract": {
            "signed": day(-910),
            "walked_through": True,
            "terms_days": 30,
            "notice_days": 30,
            "included_revisions": 2,
            "statement_of_work": "the offer",
        },
        "invoices": [
            {
                "number": str(number),
                "issued": str(issued),
                "amount": str(rate * hours),
                "payments": [
                    {"date": str(issued + timedelta(days=9)), "amount": str(rate * hours)}
                ],
            }
            for number, (issued, rate) in enumerate(worked)
            if rate
        ],
        "time": [
            {"date": str(issued - timedelta(days=n)), "hours": str(hours / 2)}
            for issued, _ in worked
            for n in (1, 2)
        ],
        "events": [{"kind": "praise", "at": day(-30)}, *(events or [])],
    }


def fair(count: int) -> list[Data]:
    """Clients at 100 an hour and somewhat more, with good months and bad."""
    return [client(f"fair-{n:02}", *([90 + n, 110 + n] * 6)) for n in range(count)]


def waiver(rule: str) -> Data:
    return {"rule": rule, "reason": "agreed", "from": day(-30), "until": day(60)}


def judged(data: Data, as_of: date = TODAY) -> LedgerOnDate:
    ledger: Ledger = load(data)
    return LedgerOnDate(ledger, as_of, RuleBook(ledger.policy))


def sureness(*clients: Data, draws: int = 200, bottom: int | None = None) -> dict[str, Sureness]:
    return sureness_of(judged(around(*clients)), draws=draws, bottom=bottom)


# What is promised


def test_a_client_far_below_all_others_is_certain() -> None:
    shares = sureness(client("low", *[18, 22] * 6), *fair(5), draws=1000)
    assert shares["low"] == Sureness(1.0, 12, "certain")
    assert {shares[each["id"]] for each in fair(5)} == {Sureness(0.0, 12, None)}


def test_two_clients_alike_are_a_coin_toss() -> None:
    alike = [client(name, *[40, 60] * 6) for name in ("a", "b")]
    shares = sureness(*alike, *fair(4), draws=1000)
    assert shares["b"].word == "a coin toss"  # the last of a tie
    assert shares["a"].word is None
    assert 0.4 < shares["b"].share < 0.6
    assert shares["a"].share + shares["b"].share == pytest.approx(1)


@pytest.mark.parametrize(("months", "word"), [(3, "likely"), (9, "likely"), (10, "certain")])
def test_fewer_than_ten_active_months_are_never_certain(months: int, word: Word) -> None:
    shares = sureness(client("low", *[18, 22, 20, 19, 21] * 2, hours=20), *fair(5))
    assert shares["low"].word == "certain"
    few = [20] * months
    shares = sureness(client("low", *few, hours=20), *fair(5))
    assert shares["low"] == Sureness(1.0, months, word)


def test_a_place_that_a_good_month_decides_is_likely() -> None:
    shares = sureness(client("low", *[50, 130] * 6), *fair(5), draws=1000)
    assert shares["low"].word == "likely"
    assert 0.75 <= shares["low"].share < 0.95


def test_without_findings_and_with_months_alike_nothing_is_left_to_chance() -> None:
    steady = [client(f"c{n}", 80 + n) for n in range(14)]
    shares = sureness(*steady, draws=50)
    assert {name: each.share for name, each in shares.items()} == {
        f"c{n}": float(n < 2) for n in range(14)
    }


def test_the_weights_alone_can_make_it_a_coin_toss() -> None:
    """At 150 an hour and a health of 80, worth 120: now more than one at 120, now less."""
    steady = [client("stalls", 150, events=STALLS), client("cheap", 120)]
    shares = sureness(*steady, *(client(f"c{n}", 200 + n) for n in range(4)), draws=1000)
    assert 0.4 < shares["stalls"].share < 0.6
    assert shares["cheap"].share + shares["stalls"].share == pytest.approx(1)


def test_a_weight_stays_below_one() -> None:
    """At 10000 an hour and at least 1 of 100 in health it is worth 100 or more, not nothing."""
    steady = [client("stalls", 10_000, events=STALLS), client("cheap", 120)]
    data = around(*steady, *(client(f"c{n}", 200 + n) for n in range(4)))
    shares = sureness_of(judged(data | {"policy": {"weights": {"medium": "0.98"}}}), bottom=1)
    assert 0.4 < shares["stalls"].share < 0.6
    assert shares["cheap"].share + shares["stalls"].share == pytest.approx(1)


def test_a_tie_to_the_cent_goes_by_id() -> None:
    tied = [client("a", Decimal("99.995")), client("z", Decimal("100.004"))]
    shares = sureness(*tied, *(client(f"c{n}", 200 + n) for n in range(4)), draws=20)
    assert (shares["a"].share, shares["z"].share) == (0, 1)
    assert shares["z"].word == "a coin toss"


def test_a_tie_goes_by_what_is_overdue_before_it_goes_by_id() -> None:
    tied = [client("a", 100), client("z", 100)]
    tied[0]["invoices"].append({"number": "old", "issued": day(-500), "amount": "50"})
    tied[0]["waivers"] = [waiver("late-payment"), waiver("overdue-balance")]
    shares = sureness(*tied, *(client(f"c{n}", 200 + n) for n in range(4)), draws=20)
    assert (shares["a"].share, shares["z"].share) == (1, 0)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9, 10, 40])
def test_as_many_are_in_the_bottom_as_the_ranking_has_there(count: int) -> None:
    now = judged(around(*fair(count)))
    shares = sureness_of(now, draws=10)
    assert shares.keys() == now.ranking.ranks.keys()
    assert sum(each.share for each in shares.values()) == pytest.approx(now.ranking.bottom_count)
    assert {i for i, each in shares.items() if each.word} == {
        i for i in shares if now.ranking.is_bottom(i)
    }


def test_the_bottom_may_be_larger_or_smaller_than_the_ranking_has_it() -> None:
    clients = fair(6)
    for bottom in (0, 1, 3, 6, 9):
        shares = sureness(*clients, draws=20, bottom=bottom).values()
        assert sum(each.share for each in shares) == pytest.approx(min(bottom, 6))
        assert sum(each.word is not None for each in shares) == min(bottom, 6)


def test_the_cut_is_certain_where_everybody_is_below_it() -> None:
    assert {each.word for each in sureness(*fair(4), bottom=4).values()} == {"certain"}


def test_an_empty_ledger_has_nobody_to_be_sure_of() -> None:
    prospect = {"id": "p", "name": "P", "first_contact": day(-20)}
    assert sureness(prospect) == {}


# What changes nothing


def test_the_same_seed_gives_the_same_shares() -> None:
    now = judged(around(*fair(6)))
    assert sureness_of(now, draws=100) == sureness_of(now, draws=100, seed=SEED)
    assert sureness_of(now, draws=100) != sureness_of(now, draws=100, seed=SEED + 1)


def test_these_figures_stay_what_they_are() -> None:
    """On every machine, and with every version of Python: written down once."""
    shares = sureness(*fair(6))
    written = [0.425, 0.25, 0.165, 0.095, 0.04, 0.025]
    assert [shares[f"fair-0{n}"].share for n in range(6)] == written


def test_the_order_of_the_ledger_changes_nothing() -> None:
    assert sureness(*fair(8)) == sureness(*fair(8)[::-1])


def test_a_client_more_that_is_not_ranked_changes_nothing() -> None:
    few_hours = client("new", 10, hours=1)
    assert sureness(*fair(8)) == sureness(few_hours, *fair(8))


def test_what_is_dated_later_changes_nothing() -> None:
    as_of = date(2026, 3, 31)
    data = around(*fair(6), client("low", *[18, 22] * 6))
    before = changed(data)
    for each in before["clients"]:
        each["invoices"] = [i for i in each["invoices"] if i["issued"] <= str(as_of)]
        each["time"] = [t for t in each["time"] if t["date"] <= str(as_of)]
        each["events"] = []
    for each in data["clients"]:
        each["events"] = [e for e in each["events"] if e["at"] > str(as_of)]
    shares = sureness_of(judged(data, as_of), draws=50)
    assert shares == sureness_of(judged(before, as_of), draws=50)
    assert shares["low"].active_months == 9


def test_a_waived_finding_does_not_count() -> None:
    """At 130 an hour it stays above 120, where a health of 80 would not."""
    waived = client("waived", 130, events=STALLS)
    waived["waivers"] = [waiver("stalling")]
    others = [client("cheap", 120), *(client(f"c{n}", 200 + n) for n in range(4))]
    assert sureness(waived, *others)["cheap"].share == 1
    assert sureness({**waived, "waivers": []}, *others)["cheap"].share < 1


# How it is told


def test_progress_is_told_after_each_draw() -> None:
    told: list[tuple[int, int]] = []
    sureness_of(judged(around(*fair(4))), draws=3, progress=lambda *step: told.append(step))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(("draws", "bottom"), [(0, None), (-1, 1), (10, -1)])
def test_a_wrong_number_is_refused(draws: int, bottom: int | None) -> None:
    with pytest.raises(ValueError, match="write at least"):
        sureness_of(judged(around(*fair(4))), draws=draws, bottom=bottom)


# Months


def test_months_without_hours_leave_the_rate_as_it_is() -> None:
    """Half of the months have hours; where none is drawn, the rate is that of the window."""
    paid_later = client("later", *[100] * 5, hours=20)
    paid_later["time"] = paid_later["time"][-6:]
    shares = sureness(paid_later, *fair(3))
    assert shares["later"].active_months == 5
    assert 0 < shares["later"].share < 1


def test_hours_however_few_are_still_hours() -> None:
    """A ledger built from the models may hold fewer than a file can; the rate is beyond all."""
    tiny = client("tiny", *[100] * 5)
    ledger = load(around(tiny, *fair(4)) | {"policy": {"minimum_hours": "0"}})
    first, *others = ledger.clients
    time = tuple(e.model_copy(update={"hours": Decimal("0.0001")}) for e in first.time)
    clients = (first.model_copy(update={"time": time}), *others)
    fewer = ledger.model_copy(update={"clients": clients})
    now = LedgerOnDate(fewer, TODAY, RuleBook(fewer.policy))
    assert sureness_of(now, draws=20)["tiny"].share == 0


# The ranking itself, drawn slowly


Chance = Callable[[], float]


def chance(name: str) -> Chance:
    return random.Random(f"{SEED} {name}").random  # noqa: S311  # nothing is to be kept secret


def reference(now: LedgerOnDate, draws: int, count: int) -> dict[str, float]:
    """The shares by the scoring and the ranking as they are."""
    active = [m for p in now.positions if (m := now.member(p)).facts.stage == "active"]
    rules = {rule.code: chance(f"rule {rule.code}") for rule in all_rules()}
    months = {m.id: chance(f"client {m.id}") for m in active}
    falls: Counter[str] = Counter()
    for _ in range(draws):
        factors = {code: 0.5 + draw() for code, draw in rules.items()}
        drawn = [
            redrawn(m, factors, months[m.id], now.ranking.by) if m.id in now.ranking.ranks else m
            for m in active
        ]
        ranks = rank([*map(figures_of, drawn)], now.book.policy).ranks
        falls.update(name for name, place in ranks.items() if place > len(ranks) - count)
    return {name: falls[name] / draws for name in now.ranking.ranks}


def redrawn(member: Member, factors: Mapping[str, float], draw: Chance, by: str) -> Member:
    """A member with other weights and, where it is ranked by worth, other months."""
    scaled = [
        f.observed._replace(own_weight=min(0.99, f.own_weight * factors[f.code]))
        for f in member.health.findings
    ]
    health = member.health._replace(value=weigh(scaled)[1])
    facts = ClientFacts(member.facts.client, member.facts.context)
    if by == "worth":
        own = [m for m in monthly(facts) if m.revenue or m.hours]
        drawn = [own[int(draw() * len(own))] for _ in own]
        hours = sum((m.hours for m in drawn), Decimal(0))
        if hours:
            revenue = sum((m.revenue for m in drawn), Decimal(0))
            facts.__dict__["effective_rate"] = revenue / hours
    return Member(facts, health)


@given(ledgers(most=3, among=4))
def test_draws_rank_as_the_ranking_does(data: Data) -> None:
    now = judged(data)
    for count in {now.ranking.bottom_count, 2}:
        shares = sureness_of(now, draws=15, bottom=count)
        assert {i: each.share for i, each in shares.items()} == reference(now, 15, count)


TROUBLED: list[Data] = [
    *STALLS,
    *({"kind": "discount_request", "at": day(-30 * n)} for n in range(1, 4)),
    *({"kind": "future_work_promise", "at": day(-30 * n - 90)} for n in range(1, 4)),
    *({"kind": "payment_excuse", "at": day(-30 * n)} for n in range(1, 3)),
    *({"kind": "agreement_dispute", "at": day(-30 * n)} for n in range(1, 3)),
    *({"kind": "decision", "at": day(-30 * n), "reversed": True} for n in range(1, 6)),
    *({"kind": "feedback", "at": day(-30 * n), "clear": False} for n in range(1, 6)),
]


@pytest.mark.parametrize("policy", [{}, {"weights": {"high": "0.9", "critical": "0.98"}}])
@pytest.mark.parametrize("by", ["worth", "health"])
def test_many_findings_of_a_family_are_damped_as_the_health_has_it(policy: Data, by: str) -> None:
    troubled = [
        client(f"t{n}", *[180 - n, 240 + n] * 6, events=TROUBLED[n % 4 :]) for n in range(6)
    ]
    data = around(*troubled, *fair(2)) | {"policy": policy}
    if by == "health":
        for each in data["clients"]:
            each["time"] = []
    now = judged(data)
    assert now.ranking.by == by
    assert len(now.member(0).health.findings) > 6
    for count in (1, 3):
        shares = sureness_of(now, draws=60, bottom=count)
        assert {i: each.share for i, each in shares.items()} == reference(now, 60, count)
