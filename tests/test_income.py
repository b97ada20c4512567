"""Where the income comes from: concentration, and who takes the time and trouble for it."""

from decimal import Decimal

import pytest
from hypothesis import given

from clienthealth import Ledger, assess
from clienthealth.facts.client import ClientFacts
from clienthealth.reviewing.concentration import concentration_of
from clienthealth.reviewing.pareto import pareto_of
from one_client import TODAY, found, loaded
from strategies import Data, ledgers, load
from test_receivables import known


def active(ledger: Ledger) -> list[ClientFacts]:
    return [facts for facts in known(ledger) if facts.stage == "active"]


def clients(*parts: tuple[int, float, int]) -> Ledger:
    """Clients a, b, c ... with their revenue, hours and troubles."""
    lines = []
    for index, (revenue, hours, troubles) in enumerate(parts):
        name = chr(ord("a") + index)
        stalls = ", ".join(["{kind: stall, at: 2026-03-01}"] * troubles)
        time = f"{{date: 2026-01-05, hours: {hours}}}" if hours else ""
        bill = f"{{date: 2026-01-20, amount: {revenue}}}"
        invoice = (
            f'{{number: "1", issued: 2026-01-10, amount: {revenue}, payments: [{bill}]}}'
            if revenue
            else ""
        )
        lines += [f"{{id: {name}, name: {name.upper()}, since: 2024-01-01, invoices: [{invoice}],"]
        lines += [f"  time: [{time}], events: [{stalls}]}}"]
    listed = "".join(f"  {'- ' if line[0] == '{' else '  '}{line}\n" for line in lines)
    return loaded(f"version: 1\nbusiness: {{name: A, currency: EUR}}\nclients:\n{listed}")


# Concentration


def test_shares_and_index() -> None:
    """50, 30, 15 and 5 %: 2500 + 900 + 225 + 25 = 3650, as concentrated as 2.74 clients alike."""
    spread = concentration_of(active(clients((150, 1, 0), (500, 1, 0), (50, 0, 0), (300, 1, 0))))
    assert [(s.client, s.name, str(s.revenue), s.share) for s in spread.sources] == [
        ("b", "B", "500.00", 0.5),
        ("d", "D", "300.00", 0.3),
        ("a", "A", "150.00", 0.15),
        ("c", "C", "50.00", 0.05),
    ]
    assert spread.largest == 0.5
    assert spread.top_three == pytest.approx(0.95)
    assert spread.herfindahl == 3650
    assert round(spread.effective_clients or 0, 2) == Decimal("2.74")
    assert spread.level == "highly concentrated"


@pytest.mark.parametrize(
    ("revenues", "index", "level"),
    [
        ([100] * 11, 909, "unconcentrated"),
        ([100] * 10, 1000, "moderately concentrated"),
        ([100] * 5 + [50] * 2, 1528, "moderately concentrated"),
        ([370, 270, 130, 300, 270, 220], 1800, "moderately concentrated"),
        ([320, 320, 230, 130, 370, 270], 1801, "highly concentrated"),
        ([300, 300] + [100] * 4, 2200, "highly concentrated"),
        ([100], 10000, "highly concentrated"),
    ],
)
def test_the_published_bands(revenues: list[int], index: int, level: str) -> None:
    spread = concentration_of(active(clients(*((each, 1, 0) for each in revenues))))
    assert spread.herfindahl is not None
    assert (round(spread.herfindahl), spread.level) == (index, level)


def test_former_clients_and_currencies(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    exchange_rates: {USD: 0.8}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-05-31, amount: 714, tax: 114,
             payments: [{date: 2026-06-20, amount: 800}]}
      - id: bolt
        name: Bolt
        currency: USD
        invoices:
          - {number: "1", issued: 2026-05-31, amount: 600,
             credit_notes: [{date: 2026-06-01, amount: 100}],
             payments: [{date: 2026-06-20, amount: 500}]}
      - id: coin
        name: Coin
        invoices:
          - {number: "1", issued: 2025-05-31, amount: 300,
             credit_notes: [{date: 2026-06-01, amount: 300}]}
      - id: gone
        name: Gone
        since: 2024-01-01
        until: 2026-05-31
        invoices: [{number: "1", issued: 2026-05-31, amount: 9000}]
    """
    spread = concentration_of(active(doc_ledger))
    assert [(s.client, str(s.revenue), s.share) for s in spread.sources] == [
        ("acme", "600.00", 0.6),
        ("bolt", "400.00", 0.4),
        ("coin", "-300.00", 0.0),
    ]
    assert (spread.herfindahl, spread.top_three) == (5200, 1.0)


def test_no_revenue_is_not_concentrated() -> None:
    for spread in (concentration_of([]), concentration_of(active(clients((0, 5, 1))))):
        assert (spread.herfindahl, spread.largest, spread.top_three) == (None, None, None)
        assert (spread.effective_clients, spread.level) == (None, None)


# Who takes the time


def test_the_curve_and_the_drain() -> None:
    """Hours 40, 30, 20, 10, 0 % and trouble 0, 50, 25, 25, 0 %: taken 20, 40, 22.5, 17.5, 0.

    By revenue that is 0.5, 2, 1.125, 1.75 times; a fifth of the four with hours is one.
    """
    ledger = clients((400, 8, 0), (200, 6, 6), (200, 4, 3), (100, 2, 3), (100, 0, 0))
    pareto = pareto_of(active(ledger))
    assert [taker.client for taker in pareto.takers] == ["b", "c", "a", "d", "e"]
    assert [taker.taken for taker in pareto.takers] == pytest.approx([0.4, 0.225, 0.2, 0.175, 0])
    assert [t.clients_so_far for t in pareto.takers] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert [t.taken_so_far for t in pareto.takers] == pytest.approx([0.4, 0.625, 0.825, 1, 1])
    assert [t.revenue_so_far for t in pareto.takers] == pytest.approx([0.2, 0.4, 0.8, 0.9, 1])
    assert [t.is_drain for t in pareto.takers] == [True, False, False, False, False]
    first = pareto.takers[0]
    assert (first.name, first.hours_share, first.trouble_share) == ("B", 0.3, 0.5)
    assert first.revenue_share == 0.2
    assert pareto.drain.clients == ("b",)
    assert (pareto.drain.taken, pareto.drain.revenue) == (0.4, 0.2)


def test_halves_of_a_fifth_are_rounded_up_and_the_greatest_drain_comes_first() -> None:
    """A fifth of eight is 1.6: two. The last brings nothing at all."""
    ledger = clients(*[(100, 2, 0)] * 6, (100, 4, 0), (0, 2, 0))
    pareto = pareto_of(active(ledger))
    assert pareto.drain.clients == ("h", "g")
    assert pareto.drain.taken == pytest.approx(6 / 18)
    assert pareto.drain.revenue == pytest.approx(1 / 7)
    assert pareto.takers[0].client == "g"


def test_without_trouble_the_hours_count_alone_and_the_other_way_round() -> None:
    calm = pareto_of(active(clients((100, 3, 0), (100, 1, 0))))
    assert [(t.client, t.taken, t.trouble_share) for t in calm.takers] == [
        ("a", 0.75, None),
        ("b", 0.25, None),
    ]
    idle = pareto_of(active(clients((0, 0, 3), (0, 0, 9))))
    assert [(t.client, t.taken, t.hours_share) for t in idle.takers] == [
        ("b", 0.75, None),
        ("a", 0.25, None),
    ]
    assert idle.takers[0].revenue_share is None
    assert idle.takers[-1].revenue_so_far == 0
    assert idle.drain == ((), 0.0, 0.0)


def test_fewer_than_ten_troubles_are_too_few_to_compare() -> None:
    few = pareto_of(active(clients((100, 3, 0), (100, 1, 9))))
    assert [(t.client, t.taken, t.trouble_share) for t in few.takers] == [
        ("a", 0.75, None),
        ("b", 0.25, None),
    ]


def test_nothing_known() -> None:
    assert pareto_of([]) == ((), ((), 0.0, 0.0))
    assert pareto_of(active(clients((100, 0, 0)))) == ((), ((), 0.0, 0.0))


@given(ledgers(most=3, among=5))
def test_shares_of_any_ledger(data: Data) -> None:
    ledger = load(data)
    spread, pareto = concentration_of(active(ledger)), pareto_of(active(ledger))
    assert sum(each.share for each in spread.sources) == pytest.approx(1)
    assert 1 <= (spread.effective_clients or 0) <= len(spread.sources) + 1e-9
    assert 0 < (spread.largest or 0) <= (spread.top_three or 0) <= 1 + 1e-9
    last = pareto.takers[-1]
    assert last.clients_so_far == 1
    assert (last.taken_so_far, last.revenue_so_far) == (pytest.approx(1), pytest.approx(1))
    taken = [taker.taken for taker in pareto.takers]
    assert taken == sorted(taken, reverse=True)
    drains = {c.id for c in assess(ledger, as_of=TODAY).clients if found(c, "VAL004")}
    assert drains <= {*pareto.drain.clients}  # the rule has a threshold besides


def test_a_client_without_hours_is_neither_a_drain_nor_counted_for_the_fifth() -> None:
    """A fifth of seven is 1.4: one. A fifth of eight were two."""
    ledger = clients(*[(100, 2, 0)] * 7, (100, 0, 0))
    pareto = pareto_of(active(ledger))
    assert pareto.drain.clients == ("a",)
    assert [t.is_drain for t in pareto.takers if t.client == "h"] == [False]


@pytest.mark.parametrize("number", [1, 4, 10])
def test_equal_clients_are_as_concentrated_as_they_are_many(number: int) -> None:
    spread = concentration_of(active(clients(*[(100, 1, 0)] * number)))
    assert spread.effective_clients == number
    assert spread.largest == pytest.approx(1 / number)
    assert spread.top_three == pytest.approx(min(3, number) / number)


def test_ten_troubles_are_enough_to_compare() -> None:
    enough = pareto_of(active(clients((100, 3, 2), (100, 1, 8))))
    assert [(t.client, t.trouble_share) for t in enough.takers] == [("b", 0.8), ("a", 0.2)]
