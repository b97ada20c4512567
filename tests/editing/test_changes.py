"""Several changes at once, in any layout: the ledger gains them and keeps every other byte."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import (
    LEDGER,
    Added,
    CannotAmendError,
    KeySet,
    amendment,
    load_ledger,
    of_client,
    of_invoice,
    save_amendment,
)
from clienthealth.editing.amending import home_of
from clienthealth.editing.changes import Change, Item
from clienthealth.editing.undo import last_logged, remember, take_back
from dressed import dressed
from strategies import ledgers, load

HEAD = "version: 1\nbusiness: {name: Me, currency: EUR}\n"
LATE = date(2198, 5, 4)
PAYMENT: Item = {"date": LATE, "amount": Decimal("12.50")}
PRAISE: Item = {"kind": "praise", "at": LATE, "note": "it's: # {fine}"}
BILL: Item = {
    "number": "N-1",
    "issued": LATE,
    "amount": Decimal(100),
    "payments": [{"date": LATE, "amount": Decimal(100)}],
}
NEWCOMER: Item = {"id": "newcomer", "name": "No: one", "invoices": [BILL], "aliases": ["N", "no"]}


def plain(value: Any) -> Any:
    """A value as the strategies have it: texts and numbers."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [*map(plain, value)]
    return str(value)


def may_be_paid(invoice: dict[str, Any]) -> bool:
    """Whether money can come in for it: a credit note takes none, and N-1 is the test's own."""
    return invoice["number"] != "N-1" and not str(invoice["amount"]).startswith("-")


def drawn_changes(
    draw: Callable[[Any], Any], data: dict[str, Any]
) -> tuple[list[Change], dict[str, Any]]:
    """Changes of a ledger, and what it says with them."""
    after = deepcopy(data)
    client = draw(st.sampled_from(after["clients"]))
    where = of_client(client["id"])
    changes: list[Change] = []
    new = {"events": PRAISE, "payments": PAYMENT, "invoices": BILL}
    for field in draw(st.permutations([*new]))[: draw(st.integers(0, 3))]:
        item = new[field]
        items = (item,) if field == "invoices" else (item,) * draw(st.integers(1, 2))
        changes.append(Added(where, field, items))
        client[field] = [*(client.get(field) or []), *map(plain, items)]
    old = [each for each in client.get("invoices") or [] if may_be_paid(each)]
    if old and draw(st.booleans()):
        bill = draw(st.sampled_from(old))
        changes.append(Added(of_invoice(client["id"], str(bill["number"])), "payments", (PAYMENT,)))
        bill["payments"] = [*(bill.get("payments") or []), plain(PAYMENT)]
    if draw(st.booleans()):
        changes.append(KeySet(where, "language", "de"))
        client["language"] = "de"
    if draw(st.booleans()) or not changes:
        changes.append(Added(LEDGER, "clients", (NEWCOMER,)))
        after["clients"].append(plain(NEWCOMER))
    return draw(st.permutations(changes)), after


@given(st.data())
def test_any_ledger_is_itself_and_the_changes_and_undo_gives_the_same_bytes(
    data: st.DataObject,
) -> None:
    before = data.draw(ledgers())
    changes, after = drawn_changes(data.draw, before)
    text = data.draw(dressed(before)).encode()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", folder)
        path = Path(folder) / "ledger.yaml"
        path.write_bytes(text)
        change = amendment(load_ledger(path), path, changes)
        assert path.read_bytes() == text
        save_amendment(change)
        remember(path, change, "it")
        written = path.read_bytes()
        assert said(load_ledger(path)) == said(load(after))
        take_back(path, last_logged(path))
        assert path.read_bytes() == text
    if not any(isinstance(each, KeySet) for each in changes):
        remaining = iter(written)
        assert all(byte in remaining for byte in text)


def said(ledger: Any) -> Any:
    return ledger.model_dump()


def write(folder: Path, text: str) -> Path:
    path = folder / "ledger.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def changed(path: Path, *changes: Change) -> str:
    change = amendment(load_ledger(path), path, changes)
    return change.rewrites[0].after.decode().removeprefix(HEAD)


def test_a_new_client_is_written_as_the_others_are(tmp_path: Path) -> None:
    many = tuple({**BILL, "number": f"N-{n}"} for n in range(2))
    path = write(tmp_path, "clients:\n  - id: b\n    name: B\n# the end\n")
    after = changed(path, Added(LEDGER, "clients", ({"id": "c", "name": "C", "invoices": many},)))
    assert after == (
        "clients:\n  - id: b\n    name: B\n  - id: c\n    name: C\n    invoices:\n"
        "      - {number: N-0, issued: 2198-05-04, amount: 100, "
        "payments: [{date: 2198-05-04, amount: 100}]}\n"
        "      - {number: N-1, issued: 2198-05-04, amount: 100, "
        "payments: [{date: 2198-05-04, amount: 100}]}\n"
        "# the end\n"
    )


def test_a_first_client_and_a_list_of_the_ledger(tmp_path: Path) -> None:
    path = write(tmp_path, "clients: []   # nobody yet\n")
    rate = KeySet(LEDGER, "exchange_rates", {"USD": Decimal("0.92")})
    after = changed(path, Added(LEDGER, "clients", ({"id": "c", "name": "C"},)), rate)
    assert after == ("clients: [{id: c, name: C}]   # nobody yet\nexchange_rates: {USD: 0.92}\n")


def test_an_include_is_added_although_its_rows_are_new_in_the_ledger(tmp_path: Path) -> None:
    path = write(tmp_path, "clients:\n- {id: b, name: B}\n")
    (tmp_path / "hours.csv").write_text("date,hours\n2026-01-05,2\n", encoding="utf-8")
    item: Item = {"file": "hours.csv", "kind": "time", "client": "b"}
    change = amendment(load_ledger(path), path, [Added(LEDGER, "include", (item,))])
    assert (
        change.rewrites[0]
        .after.decode()
        .endswith("include:\n- {file: hours.csv, kind: time, client: b}\n")
    )
    assert len(change.ledger.clients[0].time) == 1
    assert change.places[0].line == 6


def test_an_open_invoice_gets_a_payment_and_a_key_gets_another_value(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "clients:\n- id: b\n  name: B\n  invoices:\n"
        "  - {number: 1, issued: 2026-01-05, amount: 100, disputed: false} # a\n"
        "  - number: 2\n    issued: 2026-01-05\n    amount: 100  # b\n",
    )
    paid: Item = {"date": date(2026, 2, 1), "amount": Decimal(100)}
    after = changed(
        path,
        Added(of_invoice("b", "1"), "payments", (paid,)),
        KeySet(of_invoice("b", "1"), "disputed", date(2026, 1, 9)),
        Added(of_invoice("b", "2"), "payments", (paid,)),
        Added(of_client("b"), "invoices", ({**BILL, "payments": []},)),
    )
    assert after == (
        "clients:\n- id: b\n  name: B\n  invoices:\n"
        "  - {number: 1, issued: 2026-01-05, amount: 100, disputed: 2026-01-09, "
        "payments: [{date: 2026-02-01, amount: 100}]} # a\n"
        "  - number: 2\n    issued: 2026-01-05\n    amount: 100  # b\n"
        "    payments:\n    - {date: 2026-02-01, amount: 100}\n"
        "  - number: N-1\n    issued: 2198-05-04\n    amount: 100\n    payments: []\n"
    )


REFUSED = {
    "a value over several lines": ("clients:\n- id: b\n  name: |\n    B\n", "name"),
    "a list in a block": ("clients:\n- id: b\n  name: B\n  aliases:\n  - C\n", "aliases"),
    "an alias": ("clients:\n- {id: &n b, name: *n}\n", "name"),
    "an anchor": ("clients:\n- {id: b, name: &n B}\n", "name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_key_that_cannot_be_replaced_in_its_place_is_refused(case: str, tmp_path: Path) -> None:
    text, key = REFUSED[case]
    path = write(tmp_path, text)
    with pytest.raises(CannotAmendError) as caught:
        changed(path, KeySet(of_client("b"), key, "C"))
    assert caught.value.by_hand == f"{key}: C"


def test_what_two_files_hold_is_written_in_both_or_in_none(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    one, other = folder / "1.yaml", folder / "2.yaml"
    one.write_text(f"{HEAD}clients:\n- {{id: a, name: A}}\n", encoding="utf-8")
    other.write_text("clients:\n- {id: b, name: B}\n", encoding="utf-8")
    both = [Added(of_client(client), "events", (PRAISE,)) for client in ("a", "b")]
    change = amendment(load_ledger(folder), folder, both)
    assert [rewrite.file for rewrite in change.rewrites] == [one, other]
    before = one.read_bytes()
    other.write_text("clients:\n- {id: b, name: Bee}\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed in the meantime"):
        save_amendment(change)
    assert one.read_bytes() == before
    save_amendment(amendment(load_ledger(folder), folder, both))
    assert [len(client.events) for client in load_ledger(folder).clients] == [1, 1]


def test_in_a_folder_a_list_of_the_ledger_goes_where_it_is_or_where_the_business_is(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "1.yaml", tmp_path / "2.yaml"
    one.write_text("clients:\n- {id: a, name: A}\n", encoding="utf-8")
    other.write_text(f"{HEAD}clients:\n- {{id: b, name: B}}\n", encoding="utf-8")
    newcomer = Added(LEDGER, "clients", ({"id": "c", "name": "C"},))
    rate = KeySet(LEDGER, "exchange_rates", {"USD": Decimal("0.92")})
    assert (home_of(tmp_path, newcomer), home_of(tmp_path, rate)) == (other, other)
    other.write_text(f"{HEAD}exchange_rates: {{GBP: 1.1}}\n", encoding="utf-8")
    assert home_of(tmp_path, newcomer) == one
    paid = Added(of_invoice("a", "1"), "payments", (PAYMENT,))
    with pytest.raises(CannotAmendError, match="no file has the invoice"):
        home_of(tmp_path, paid)
