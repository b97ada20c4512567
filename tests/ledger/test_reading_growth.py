"""Reading costs as much more as a ledger is longer, whatever is wrong in it: calls are counted."""

from collections.abc import Callable
from typing import Any

import pytest

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.exports.overlap import Overlap
from clienthealth.ledger.exports.rows import Row
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
