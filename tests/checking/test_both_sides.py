"""A client who is the same on both sides of a check is read and judged once."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clienthealth import Base, Ledger, LedgerError, Report, check
from clienthealth.ledger.reading import read_ledger
from clienthealth.rules.registry import vocabulary
from counted_calls import calls_of
from dressed import plainly
from strategies import TODAY, Data, around, changed, ledgers, ordinary


def written(path: Path, text: str, other: Ledger | None = None) -> Ledger:
    path.write_text(text, encoding="utf-8")
    return read_ledger(path, vocabulary(), other=other)


def compared(now: Ledger, before: Ledger) -> Report:
    return check(now, as_of=TODAY, base=Base("HEAD", before, before.policy))


@st.composite
def two_states(draw: st.DrawFn) -> tuple[Data, Data]:
    """A ledger, and what it was before: other clients, a waiver less, other figures."""
    now = draw(ledgers(among=draw(st.sampled_from([0, 4]))))
    before = changed(now)
    before["clients"] = draw(st.permutations(before["clients"]))
    for client in draw(st.sets(st.sampled_from(range(len(before["clients"]))), max_size=2)):
        own = before["clients"][client]
        part = draw(st.sampled_from(["events", "invoices", "time", "waivers", "since"]))
        if part == "since":
            own["since"] = "2025-01-02"
        elif part == "waivers":
            reason = {"from": "2026-01-05", "until": "2026-12-30", "reason": "agreed"}
            own["waivers"] = [{"rule": "late-payment", **reason}]
        elif own.get(part) and part != "invoices":  # something may be about an invoice
            own[part].pop()
    before["clients"] = before["clients"][: draw(st.integers(1, 8))]
    before["business"] |= draw(
        st.sampled_from([{}, {}, {"target_rate": "90"}, {"keeps": ["stall"]}])
    )
    return now, before


@given(st.data())
def test_what_is_shared_gives_the_results_of_two_ledgers_read_alone(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("sides")
    now, before = data.draw(two_states())
    text = plainly(before)
    head = written(folder / "now.yaml", plainly(now))
    try:
        written(folder / "beside.yaml", text)
    except LedgerError:
        assume(False)  # what was taken away is named elsewhere
    beside = written(folder / "beside.yaml", text, head)
    alone = written(folder / "beside.yaml", text)
    assert compared(head, beside) == compared(head, alone)


def test_a_client_without_a_change_is_judged_once(tmp_path: Path) -> None:
    """Twenty clients, one of whom has been given an hour more."""
    members = [ordinary(n) for n in range(20)]
    before = around(*changed({"clients": members})["clients"])
    members[7]["time"].append({"date": "2026-06-01", "hours": "1"})
    text = plainly(before)
    head = written(tmp_path / "now.yaml", plainly(around(*members)))
    alone = calls_of(lambda: check(head, as_of=TODAY))
    beside = written(tmp_path / "before.yaml", text, head)
    assert sum(c is d for c, d in zip(head.clients, beside.clients, strict=True)) == 19
    assert calls_of(lambda: compared(head, beside)) < 1.5 * alone
    assert calls_of(lambda: compared(head, written(tmp_path / "b.yaml", text))) > 1.7 * alone
