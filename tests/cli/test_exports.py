"""What the commands say about included files in which not every row counts."""

from pathlib import Path

import pytest

from .program import run

BOOKS = """\
version: 1
business: {name: Ada, currency: EUR}
include: [{file: secret.csv, kind: time, no_client: ignore, skip: {Task: Hush}}]
clients: [{id: acme, name: Acme GmbH}]
"""
ROWS = "client,date,hours,Task\nacme,2026-01-05,1,\n,2026-01-05,1,\nacme,2026-01-06,1,hush\n"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    (tmp_path / "clienthealth.yaml").write_text(BOOKS)
    (tmp_path / "secret.csv").write_text(ROWS)
    return tmp_path


@pytest.mark.parametrize("command", ["score", "review", "check", "trend"])
def test_one_line_a_file_says_what_does_not_count(books: Path, command: str) -> None:
    done = run(command, "--as-of", "2026-06-30", cwd=books)
    assert "secret.csv: 3 rows: 1 taken, 1 without a client, 1 hush\n" in done.err


def test_a_public_log_has_the_counts_and_no_words_of_the_file(books: Path) -> None:
    done = run("score", "--as-of", "2026-06-30", "--redact", cwd=books)
    assert "3 rows: 1 taken, 1 without a client, 1 left out\n" in done.err
    assert "secret" not in done.err
    assert "hush" not in done.err


def test_nothing_is_said_where_every_row_counts(books: Path) -> None:
    (books / "secret.csv").write_text("client,date,hours,Task\nacme,2026-01-05,1,\n")
    assert "secret" not in run("score", "--as-of", "2026-06-30", cwd=books).err
