"""Rows of many ledgers, their bottom over all and by ledger, and ledgers that are broken."""

import pickle
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.program import ROOT, STUDIO
from clienthealth import (
    BrokenLedger,
    ClientRow,
    FleetRow,
    Policy,
    Redactor,
    assess,
    fleet_bottom,
    fleet_rows,
    load_ledger,
    redact,
)
from clienthealth.judging.ranking import bottom_count

DAY = date(2026, 10, 31)
MINIMAL = ROOT / "examples" / "minimal.yaml"


def client_rows(rows: Sequence[FleetRow]) -> list[ClientRow]:
    return [row for row in rows if isinstance(row, ClientRow)]


def row(ledger: str, client: str, worth: str | None, **changes: Any) -> ClientRow:
    """A client who is ranked by worth, or not at all."""
    made = ClientRow(
        ledger=ledger,
        business="Studio",
        currency="EUR",
        as_of=DAY,
        id=client,
        name=client.title(),
        stage="active",
        health=80.0,
        coverage=1.0,
        trend=None,
        rate=Decimal(worth) if worth else None,
        worth=Decimal(worth) if worth else None,
        no_worth=None if worth else "no hours",
        no_rank=None,
        rank=None,
        bottom=False,
        grinder=False,
        verdict="keep",
        because="",
        holds="",
        open=Decimal("0.00"),
        overdue=Decimal("0.00"),
    )
    return made._replace(**changes)


def test_a_row_says_what_the_assessment_says() -> None:
    """The example studio, with every verdict."""
    assessment = assess(load_ledger(STUDIO), as_of=DAY)
    rows = client_rows(fleet_rows(STUDIO, as_of=DAY))
    assert len(rows) == len(assessment.clients) > 20
    for found, client in zip(rows, assessment.clients, strict=True):
        assert (found.ledger, found.business) == (str(STUDIO), assessment.ledger.business.name)
        assert (found.id, found.name, found.stage) == (client.id, client.name, client.stage)
        assert (found.health, found.trend) == (client.health, client.trend)
        assert (found.worth, found.rate) == (client.worth, client.effective_rate)
        assert (found.rank, found.bottom) == (client.rank, client.bottom)
        assert found.verdict == client.action
        assert found.open == client.facts.open_balance
        assert found.overdue == client.facts.overdue_balance
        judged = client.verdict
        assert found.because.split() == list(judged.because if judged else ())
        assert found.holds.split() == [hold.kind for hold in (judged.holds if judged else ())]


@pytest.mark.parametrize("path", [STUDIO, MINIMAL])
def test_the_bottom_of_one_ledger_is_that_of_its_assessment(path: Path) -> None:
    rows = fleet_rows(path, as_of=DAY)
    portfolio = assess(load_ledger(path), as_of=DAY).portfolio
    found = fleet_bottom(rows)
    assert {r.id for r in found.overall.bottom} == {r.id for r in client_rows(rows) if r.bottom}
    assert found.overall == found.by_ledger[str(path)]
    group = found.overall
    assert (group.by, group.active) == (portfolio.ranked_by, portfolio.active)
    assert (group.ranked, len(group.bottom)) == (portfolio.ranked, portfolio.bottom_count)


def test_rows_come_through_a_pickle_unchanged() -> None:
    rows = (*fleet_rows(MINIMAL, as_of=DAY), *fleet_rows("no such file", as_of=DAY))
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301  # made here


def test_a_text_gives_the_rows_of_its_file() -> None:
    text = MINIMAL.read_text(encoding="utf-8")
    rows = fleet_rows("a name", as_of=DAY, text=text)
    assert rows == tuple(r._replace(ledger="a name") for r in fleet_rows(MINIMAL, as_of=DAY))
    assert rows == fleet_rows("a name", as_of=DAY, text=text.encode())


def test_a_text_includes_nothing(tmp_path: Path) -> None:
    """Not even a file that is there."""
    (tmp_path / "t.csv").write_text("client,date,hours\na,2026-01-01,1\n", encoding="utf-8")
    text = (
        "version: 1\nbusiness: {name: S, currency: EUR}\ninclude: [{file: t.csv, kind: time}]\n"
        "clients: [{id: a, name: A}]\n"
    )
    (broken,) = fleet_rows(tmp_path / "ledger.yaml", as_of=DAY, text=text)
    assert isinstance(broken, BrokenLedger)
    assert str(broken.problems[0]) == (
        f'{tmp_path / "ledger.yaml"}:3:18: file: "t.csv" cannot be read: this ledger is a text '
        "without a folder; write it to a folder with the files that it includes, and name that"
    )
    assert len(broken.problems) == 1


@pytest.mark.parametrize("text", ["", "version: 1\n", "\ud800", b"\xff\xfe\x00", "a: [", "- 1\n"])
def test_a_broken_ledger_is_one_row_with_all_its_problems(text: str | bytes) -> None:
    (broken,) = fleet_rows("books/x.yaml", as_of=DAY, text=text)
    assert isinstance(broken, BrokenLedger)
    assert (broken.ledger, broken.fault) == ("books/x.yaml", None)
    assert broken.problems
    assert all(str(problem).startswith("books/x.yaml:") for problem in broken.problems)


def test_a_ledger_that_is_not_there_is_a_broken_one(tmp_path: Path) -> None:
    (broken,) = fleet_rows(tmp_path / "none.yaml", as_of=DAY)
    assert isinstance(broken, BrokenLedger)
    assert "none.yaml" in str(broken.problems[0])


def test_an_unset_name_is_never_the_ledger_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clienthealth.yaml").write_text(MINIMAL.read_text(encoding="utf-8"), "utf-8")
    monkeypatch.chdir(tmp_path)
    (broken,) = fleet_rows("", as_of=DAY)
    assert isinstance(broken, BrokenLedger)


def test_a_broken_ledger_keeps_no_other_from_its_rows() -> None:
    good = fleet_rows(MINIMAL, as_of=DAY)
    bad = fleet_rows("bad", as_of=DAY, text="version: 1\n")
    found = fleet_bottom([*bad, *good])
    assert found.broken == bad
    assert (found.overall, found.by_ledger) == fleet_bottom(good)[:2]


def test_a_policy_takes_the_place_of_each_ledgers_own() -> None:
    lowest = Policy(bottom_count=3)
    rows = client_rows(fleet_rows(STUDIO, as_of=DAY, policy=lowest))
    assert sum(found.bottom for found in rows) == 3


def test_clients_of_two_ledgers_are_ranked_as_one_list() -> None:
    """The lowest of ten is in a ledger of two, which by itself has no bottom."""
    rows = [row("large", f"c{n}", f"{60 + n}.00") for n in range(8)]
    rows += [row("small", "c0", "10.00"), row("small", "c1", "90.00")]
    found = fleet_bottom(rows)
    assert [(r.ledger, r.id) for r in found.overall.bottom] == [("small", "c0"), ("large", "c0")]
    assert [r.id for r in found.by_ledger["large"].bottom] == ["c0"]
    assert found.by_ledger["small"].bottom == ()


@given(st.permutations(range(12)), st.integers(0, 100))
def test_the_order_in_which_rows_come_changes_nothing(order: list[int], percent: int) -> None:
    """Twelve clients of three ledgers, four of them tied."""
    rows = [row(f"l{n % 3}", f"c{n}", f"{50 + n // 4}.00") for n in range(12)]
    found = fleet_bottom([rows[n] for n in order], percent=percent)
    assert found == fleet_bottom(rows, percent=percent)
    assert len(found.overall.bottom) == bottom_count(12, Decimal(percent))


def test_where_fewer_than_half_have_a_worth_all_go_by_health() -> None:
    rows = [row("a", f"c{n}", None, health=40.0 + n) for n in range(5)]
    rows += [row("a", f"w{n}", "1.00", health=90.0) for n in range(2)]
    found = fleet_bottom(rows).overall
    assert (found.by, found.active, found.ranked) == ("health", 7, 7)
    assert [r.id for r in found.bottom] == ["c0"]


def test_prospects_and_former_clients_are_not_ranked() -> None:
    rows = [row("a", f"c{n}", "50.00") for n in range(4)]
    others = [
        row("a", "p", None, stage="prospect", no_rank="a prospect"),
        row("a", "f", "1.00", stage="former"),
    ]
    found = fleet_bottom([*rows, *others]).overall
    assert (found.active, found.ranked) == (4, 4)
    assert [r.id for r in found.bottom] == ["c3"]


def test_amounts_in_several_currencies_want_rates() -> None:
    """40 pounds an hour are more than 45 euros; the row keeps its pounds."""
    rows = [row("a", f"c{n}", "60.00") for n in range(4)]
    rows += [row("a", "euros", "45.00"), row("b", "pounds", "40.00", currency="GBP")]
    with pytest.raises(ValueError, match=r"several currencies; .* 1 unit of EUR, GBP is worth"):
        fleet_bottom(rows)
    rates = {"EUR": Decimal(1), "GBP": Decimal("1.17")}
    found = fleet_bottom(rows, exchange_rates=rates, percent=30).overall
    assert [(r.id, r.worth) for r in found.bottom] == [
        ("euros", Decimal("45.00")),
        ("pounds", Decimal("40.00")),
    ]


def test_a_ledger_that_is_given_twice_is_an_error() -> None:
    rows = fleet_rows(MINIMAL, as_of=DAY)
    with pytest.raises(ValueError, match=r"two rows of client .*; give each ledger once"):
        fleet_bottom([*rows, *rows])


def test_a_redacted_row_has_no_name_and_no_amount() -> None:
    redactor = Redactor("a key")
    rows = client_rows(fleet_rows(STUDIO, as_of=DAY))
    for before in rows:
        after = redact(before, redactor)
        assert after.id == redactor.client(before.id)
        assert (after.name, after.business) == (after.id, "withheld")
        assert after.ledger == redactor.fingerprint(before.ledger)
        assert (after.worth, after.rate, after.open, after.overdue) == (None,) * 4
        assert (after.health, after.rank, after.verdict) == (
            before.health,
            before.rank,
            before.verdict,
        )


def test_rows_without_their_amounts_are_not_ranked_by_something_else() -> None:
    redactor = Redactor("a key")
    rows = [redact(each, redactor) for each in fleet_rows(STUDIO, as_of=DAY)]
    with pytest.raises(ValueError, match=r"withheld, .* find the bottom first and redact"):
        fleet_bottom(rows)


def test_what_was_found_can_be_redacted_as_a_whole() -> None:
    redactor = Redactor("a key")
    broken = fleet_rows("secret name", as_of=DAY, text="clients: [{id: secret, nane: secret}]\n")
    found = fleet_bottom([*fleet_rows(STUDIO, as_of=DAY), *broken])
    after = redact(found, redactor)
    assert "secret" not in repr(after)
    assert [r.rank for r in after.overall.bottom] == [r.rank for r in found.overall.bottom]
    assert all(r.name not in repr(after) for r in found.overall.bottom)


def test_only_active_clients_need_a_rate() -> None:
    """What a former client paid in another currency is compared with nothing."""
    rows = [row("a", f"c{n}", "50.00") for n in range(4)]
    gone = row("a", "gone", "1.00", stage="former", currency="USD")
    assert [r.id for r in fleet_bottom([*rows, gone]).overall.bottom] == ["c3"]


def test_a_tie_goes_by_what_is_overdue_in_the_common_currency() -> None:
    """100 pounds are more than 110 euros."""
    rows = [row("a", f"c{n}", "60.00") for n in range(4)]
    rows.append(row("a", "euros", "46.80", overdue=Decimal("110.00")))
    rows.append(row("b", "pounds", "40.00", overdue=Decimal("100.00"), currency="GBP"))
    rates = {"EUR": Decimal(1), "GBP": Decimal("1.17")}
    found = fleet_bottom(rows, exchange_rates=rates, percent=15).overall
    assert [r.id for r in found.bottom] == ["pounds"]


def test_amounts_that_are_withheld_are_no_worth_and_no_debt() -> None:
    """Ranked by health, they need none."""
    rows = [row("a", f"c{n}", None, health=60.0 + n, overdue=None, open=None) for n in range(4)]
    assert [r.id for r in fleet_bottom(rows).overall.bottom] == ["c0"]
