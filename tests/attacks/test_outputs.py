"""No word of a ledger is obeyed by what reads an output: each format by each attack."""

import json
from itertools import chain
from pathlib import Path

import pytest

from clienthealth.report.formats import FORMATS
from hostile import ASKED, FILE, ROWS, Asked, ledger

from .payloads import JUDGES, TEXTS, terminal

ALL = [*chain.from_iterable(TEXTS.values())]


def test_every_format_has_somebody_who_reads_it() -> None:
    assert {name for formats in FORMATS.values() for name in formats} <= JUDGES.keys()


@pytest.fixture(scope="module", params=range(2))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with every text somewhere; in the second the same texts are in other places."""
    place = tmp_path_factory.mktemp("ledger")
    turned = ALL[request.param * 7 :] + ALL[: request.param * 7]
    (place / FILE).write_text(ledger(*turned), encoding="utf-8", newline="")
    notes = "".join(
        f'acme,2026-09-01,1,"{text.replace(chr(34), chr(34) * 2)}"\n'
        for text in turned
        if "\0" not in text and "\r" not in text
    )
    (place / ROWS).write_text(f"client,date,hours,note\n{notes}", encoding="utf-8", newline="")
    return place


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_nothing_in_a_ledger_is_obeyed(folder: Path, asked: Asked) -> None:
    done = asked.of(folder)
    assert done.code in {0, 1, 2}, done.err
    assert JUDGES[asked.format](done.out) == [] if done.out else done.err
    assert terminal(done.err) == []


def test_what_is_written_into_a_ledger_is_read_back_as_it_was(folder: Path) -> None:
    """YAML knows many ways to mean something else by a text."""
    from cli.program import run  # noqa: PLC0415  # beside its use

    for text in (
        "=1",
        "- a",
        "a: b",
        "#x",
        "*a",
        "!x",
        "'",
        '"',
        "{{x}}",
        "|",
        "yes",
        "2026-01-01",
    ):
        done = run("log", "acme", "message", "--note", text, "--ledger", FILE, cwd=folder)
        assert done.code == 0, done.err
        shown = run("log", "acme", "message", "--ledger", FILE, "--dry-run", cwd=folder)
        assert shown.code == 0, shown.err
    from clienthealth import load_ledger  # noqa: PLC0415  # the same

    events = load_ledger(folder / FILE).clients[0].events
    assert [event.note for event in events[-12:]] == [
        *("=1", "- a", "a: b", "#x", "*a", "!x", "'", '"', "{{x}}", "|", "yes", "2026-01-01")
    ]
    assert json.dumps([event.kind for event in events[-12:]]) == json.dumps(["message"] * 12)
