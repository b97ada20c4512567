"""`init`: a ledger to start from, in a folder that it creates, and its questions at a terminal."""

import json
from pathlib import Path

import pytest

from clienthealth import load_ledger

from .program import run
from .terminal import Terminal


def test_init_writes_a_ledger_that_validates_and_scores(tmp_path: Path) -> None:
    done = run("init", cwd=tmp_path)
    assert done.code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "clienthealth.schema.json",
        "clienthealth.yaml",
    ]
    text = (tmp_path / "clienthealth.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=./clienthealth.schema.json\n")
    scored = run("score", "--format", "json", cwd=tmp_path)
    assert (scored.code, scored.err) == (0, "")
    verdicts = {c["id"]: c["verdict"]["action"] for c in json.loads(scored.out)["clients"]}
    assert verdicts == {"good-example": "keep", "late-example": "renegotiate"}


@pytest.mark.parametrize("name", ["clienthealth.yaml", "clienthealth.schema.json"])
def test_init_overwrites_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    done = run("init", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_init_makes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "books" / "mine"
    assert run("init", folder).code == 0
    assert len(load_ledger(folder / "clienthealth.yaml").clients) == 2


def test_init_asks_nothing_in_a_pipe_or_with_yes(tmp_path: Path) -> None:
    piped, told = (
        run("init", folder, *more) for folder, more in [(tmp_path, []), (tmp_path / "b", ["--yes"])]
    )
    assert (piped.code, told.code) == (0, 0)
    assert "now run `clienthealth score" in piped.out
    one, other = ((f / "clienthealth.yaml").read_text() for f in (tmp_path, tmp_path / "b"))
    assert one == other


def test_init_needs_a_folder_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = run("init", tmp_path / "file")
    assert (done.code, "is not a folder; name another one" in done.err) == (2, True)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = run("init", tmp_path / "file" / "books")
    assert done.code == 5
    assert [*tmp_path.iterdir()] == [tmp_path / "file"]


def test_at_a_terminal_it_asks_until_each_answer_can_be_used(tmp_path: Path) -> None:
    with Terminal("init", "books", cwd=tmp_path) as terminal:
        terminal.answers("Name of your business", "Studio: Größe")
        terminal.answers("[EUR]", "euro")
        terminal.answers("write EUR", "SEK")
        terminal.answers("What should an hour bring", "95,50")
        terminal.answers("write 95.50", "950.50")
        terminal.answers("[30]", "")
        terminal.answers("Path of an export", "nowhere.csv")
        terminal.answers("is not a file", "")
        code, said = terminal.end()
    assert code == 0
    assert "good-example" in said
    assert "log CLIENT hours 2.5" in said
    business = load_ledger(tmp_path / "books" / "clienthealth.yaml").business
    assert (business.name, business.currency) == ("Studio: Größe", "SEK")
    assert [float(each.value) for each in business.target_rate] == [950.5]
    assert [each.days for each in business.terms_days] == [30]
    assert not business.cost_rate


def test_an_interrupted_init_leaves_nothing(tmp_path: Path) -> None:
    with Terminal("init", "books", cwd=tmp_path) as terminal:
        terminal.answers("Name of your business", "Studio")
        terminal.interrupts("[EUR]")
        code, said = terminal.end()
    assert code == 130
    assert "nothing was written" in said
    assert [*tmp_path.iterdir()] == []


def test_an_export_from_elsewhere_is_copied_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "toggl.csv").write_text("a,b\n", encoding="utf-8")
    with Terminal("init", "books", cwd=tmp_path) as terminal:
        for question in ("Name of your business", "[EUR]", "an hour bring", "[30]"):
            terminal.answers(question, "Studio" if question.startswith("Name") else "")
        terminal.answers("Path of an export", "toggl.csv")
        terminal.answers("Copy the export to books/exports/toggl.csv", "y")
        code, _ = terminal.end()
    assert code == 0
    assert (tmp_path / "books" / "exports" / "toggl.csv").read_text(encoding="utf-8") == "a,b\n"
    load_ledger(tmp_path / "books" / "clienthealth.yaml")
