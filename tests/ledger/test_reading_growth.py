"""Reading costs as much more as a ledger is longer, whatever is wrong in it: calls are counted."""

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.exports.overlap import Overlap
from clienthealth.ledger.exports.rows import Row
from clienthealth.ledger.fields import MARK
from clienthealth.ledger.merging import Merger
from clienthealth.ledger.models import Invoice, Payment
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger
from counted_calls import calls_of

HEAD = "version: 1\nbusiness: {name: Ada, currency: EUR}\nclients:\n- id: acme\n  name: Acme\n"


def unknown_keys(size: int) -> str:
    return HEAD + "".join(f"  kez{n}: 1\n" for n in range(size))


def pieces_of_a_text(size: int) -> str:
    return HEAD + f"  contacts: [{{name: Jo, {', '.join(f'word{n}' for n in range(size))}}}]\n"


def unknown_projects(size: int) -> str:
    own = "".join(f"  - {{id: p{n}}}\n" for n in range(size))
    time = "".join(f"  - {{date: 2026-01-01, hours: 1, project: x{n}}}\n" for n in range(size))
    return f"{HEAD}  projects:\n{own}  time:\n{time}"


@pytest.mark.parametrize("ledger", [unknown_keys, pieces_of_a_text, unknown_projects])
def test_four_times_the_mistakes_take_four_times_the_work(
    ledger: Callable[[int], str], tmp_path: Any
) -> None:
    """A mapping is read again once and not for each of its keys, and few words are compared."""
    path = tmp_path / "clienthealth.yaml"

    def work(size: int) -> int:
        path.write_text(ledger(size), encoding="utf-8")
        return calls_of(refused)

    def refused() -> None:
        with pytest.raises(LedgerError):
            read_ledger(path, Vocabulary())

    work(1)  # imports, and fills what is kept for good
    assert work(1200) < 5 * work(300)


def test_a_file_more_is_no_pass_over_the_rows_of_all_others() -> None:
    """A thousand files with a row each."""

    def work(files: int) -> int:
        overlap, client = Overlap("time"), {"id": "acme"}
        rows = [Row(client, {"hours": str(n)}, (str(n), "1")) for n in range(files)]
        return calls_of(lambda: [overlap.new_rows([row], "form", ()) for row in rows])

    work(1)
    assert work(1000) < 5 * work(250)


def test_a_file_more_is_no_pass_over_the_clients_of_all_others() -> None:
    """A folder with a file for each client."""

    def work(files: int) -> int:
        documents = [{MARK: n, "clients": [{MARK: n, "id": f"c{n}"}]} for n in range(files)]
        return calls_of(lambda: Merger(lambda *_: None).merged(documents))

    work(1)
    assert work(1000) < 5 * work(250)


def test_an_invoice_with_its_payment_takes_little_more_than_a_kilobyte(tmp_path: Any) -> None:
    """A ledger of 800 invoices: what each adds to the memory, measured without a clock."""
    path = tmp_path / "clienthealth.yaml"

    def kept(size: int) -> int:
        path.write_text(HEAD + "  invoices:\n" + "".join(map(invoice, range(size))))
        tracemalloc.start()
        try:
            ledger = read_ledger(path, Vocabulary())
            assert len(ledger.clients[0].invoices) == size
            gc.collect()  # what the reading has left may or may not have gone by now
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    def invoice(number: int) -> str:
        day, amount = f"2026-01-{number % 28 + 1:02d}", f"{1000 + number}.50"
        paid = f"payments: [{{date: {day}, amount: {amount}}}]"
        return f"  - {{number: {number}, issued: {day}, amount: {amount}, {paid}}}\n"

    kept(1)  # imports, and fills what is kept for good
    assert (kept(1000) - kept(200)) / 800 < 1500


def test_an_entry_that_was_read_is_the_same_as_one_built_in_python(tmp_path: Any) -> None:
    """An invoice and its payment, each with the defaults for all keys left out."""
    path = tmp_path / "clienthealth.yaml"
    paid = "payments: [{date: 2026-02-01, amount: 100}]"
    path.write_text(f"{HEAD}  invoices: [{{number: 1, issued: 2026-01-10, amount: 100, {paid}}}]\n")
    read = read_ledger(path, Vocabulary()).clients[0].invoices[0]
    payment = Payment.model_validate({"date": "2026-02-01", "amount": "100"})
    built = Invoice.model_validate(
        {"number": "1", "issued": "2026-01-10", "amount": "100", "payments": [payment]}
    )

    unplaced = [each.model_copy(update={"mark": 0}) for each in read.payments]
    assert read.model_copy(update={"mark": 0, "payments": tuple(unplaced)}) == built
    changed = read.model_copy(update={"project": "shop"})
    assert changed.project == "shop"
    assert read.project is None
    assert read.model_dump() == built.model_dump()
