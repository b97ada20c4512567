"""Which file of a ledger gets an entry, and what is refused because more would change."""

import os
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clienthealth.editing.amending import Amendment, CannotAmendError, amendment
from clienthealth.editing.changes import Added, Item, of_client
from clienthealth.ledger.checks import MAX_WAIVER_DAYS
from clienthealth.ledger.models import Ledger
from clienthealth.loading import load_ledger

ITEM: dict[str, str | date] = {
    "rule": "late-payment",
    "reason": "agreed",
    "from": date(2026, 1, 1),
    "until": date(2026, 6, 30),
}
NEW = "{rule: late-payment, reason: agreed, from: 2026-01-01, until: 2026-06-30}"
OLD = "{rule: stalling, reason: x, from: 2025-01-01, until: 2025-02-01}"
HEAD = "version: 1\nbusiness: {name: Me, currency: EUR}\n"

Write = Callable[[dict[str, str]], Path]


def change_of(path: Path, client: str = "b", **other: str | date) -> Amendment:
    return added(load_ledger(path), path, client, "waivers", {**ITEM, **other})


def added(ledger: Ledger, path: Path, client: str, field: str, item: Item) -> Amendment:
    return amendment(ledger, path, [Added(of_client(client), field, (item,))])


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a ledger of one file."""

    def write(clients: str) -> Path:
        path = tmp_path / "ledger.yaml"
        path.write_text(f"{HEAD}clients:\n{clients.replace('OLD', OLD)}", encoding="utf-8")
        return path

    return write


def test_nothing_is_written(ledger: Callable[[str], Path]) -> None:
    path = ledger("- {id: b, name: B}\n")
    before = path.read_bytes()
    change = change_of(path)
    assert (path.read_bytes(), change.rewrites[0].before) == (before, before)
    assert (change.rewrites[0].file, change.places[0].line, change.places[0].file) == (
        path,
        4,
        str(path),
    )
    assert change.ledger.clients[0].waivers[0].reason == "agreed"


FOLDERS = {
    "where the client has waivers already": (
        "2",
        {
            "1": f"{HEAD}clients: [{{id: b, name: B}}]\n",
            "2": "clients: [{id: a, name: A}, {id: b, waivers: [OLD]}]\n",
            "3": "clients: [{id: b, events: []}]\n",
        },
    ),
    "the last of those": (
        "2",
        {
            "1": f"{HEAD}clients: [{{id: b, name: B, waivers: [OLD]}}]\n",
            "2": "clients: [{id: b, waivers: []}]\n",
        },
    ),
    "else where its name is": (
        "2",
        {
            "1": f"{HEAD}clients: [{{id: b, events: []}}]\n",
            "2": "clients: [{id: b, name: B}]\n",
            "3": "clients: [{id: b, country: DE}]\n",
        },
    ),
    "a file that is about another client of a similar id": (
        "2",
        {
            "1": f"{HEAD}clients: [{{id: bb, name: BB, waivers: [OLD]}}]\n",
            "2": "clients: [{id: b, name: B}]\n",
        },
    ),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_in_a_folder_it_goes(case: str, folder_of: Write) -> None:
    wanted, texts = FOLDERS[case]
    folder = folder_of({f"{name}.yaml": t.replace("OLD", OLD) for name, t in texts.items()})
    change = change_of(folder)
    assert change.rewrites[0].file == folder / f"{wanted}.yaml"
    assert change.rewrites[0].before == change.rewrites[0].file.read_bytes()


def test_rows_of_a_csv_file_stay_what_they_are(folder_of: Write) -> None:
    folder = folder_of(
        {
            "l.yaml": f"{HEAD}include: [{{file: e.csv, kind: events, client: b}}]\n"
            "clients:\n- id: b\n  name: B\n  events:\n  - {kind: praise, at: 2026-01-01}\n",
            "e.csv": "kind,at\nstall,2026-01-02\n",
        }
    )
    item: Item = {"kind": "praise", "at": date(2026, 2, 1)}
    change = added(load_ledger(folder), folder, "b", "events", item)
    assert [event.kind for event in change.ledger.clients[0].events] == [
        "praise",
        "praise",
        "stall",
    ]


REFUSED = {
    "a list that another client takes by an alias": (
        "- {id: b, name: B, waivers: &w [OLD]}\n- {id: a, name: A, waivers: *w}\n",
        "more than this entry would change",
    ),
    "a list that another client takes by a merge": (
        "- &b\n  id: b\n  name: B\n  waivers:\n  - OLD\n- <<: *b\n  id: a\n  name: A\n",
        "more than this entry would change",
    ),
    "a client whose new list another one would take by a merge": (
        "- &b {id: b, name: B}\n- {<<: *b, id: a, name: A}\n",
        "more than this entry would change",
    ),
    "a list that comes by a merge, which an own one would hide": (
        "- &a {id: a, name: A, waivers: [OLD]}\n- {<<: *a, id: b, name: B}\n",
        "more than this entry would change",
    ),
    "an alias": (
        "- {id: a, name: A, waivers: &w [OLD]}\n- {id: b, name: B, waivers: *w}\n",
        "`waivers` is the alias *w, which others may use too",
    ),
    "a block of text that would get a line break": (
        "- id: b\n  name: |\n    B",
        "more than this entry would change",
    ),
    "an id by an alias": (
        "- {id: a, name: &n b}\n- {id: *n, name: B}\n",
        "the client is not an entry of its own in `clients`",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_change_more_is_refused_with_the_line_to_add(
    case: str, ledger: Callable[[str], Path]
) -> None:
    clients, why = REFUSED[case]
    path = ledger(clients)
    before = path.read_bytes()
    with pytest.raises(CannotAmendError, match=re.escape(why)) as caught:
        change_of(path)
    assert (caught.value.file, caught.value.by_hand) == (path, f"- {NEW}")
    assert path.read_bytes() == before


def test_in_a_folder_a_client_must_be_written_out_somewhere(folder_of: Write) -> None:
    folder = folder_of(
        {
            "1.yaml": f"{HEAD}clients: []\n",
            "2.yaml": "clients: [{id: a, name: &n b}, {id: *n, name: B}]\n",
        }
    )
    with pytest.raises(CannotAmendError, match="no file has the client"):
        change_of(folder)


def test_an_entry_that_makes_the_ledger_invalid_is_refused(ledger: Callable[[str], Path]) -> None:
    path = ledger("- {id: b, name: B}\n")
    with pytest.raises(CannotAmendError, match=f"invalid .*at most {MAX_WAIVER_DAYS} days"):
        change_of(path, until=date(2028, 1, 1))


def test_a_file_that_has_changed_since_is_refused(ledger: Callable[[str], Path]) -> None:
    path = ledger("- {id: b, name: B}\n")
    loaded = load_ledger(path)
    for text in (b"\xff", b"a: [", path.read_bytes() + b"- {id: c, name: C}\n"):
        path.write_bytes(text)
        with pytest.raises(CannotAmendError):
            added(loaded, path, "b", "waivers", ITEM)
    path.unlink()
    with pytest.raises(CannotAmendError):
        added(loaded, path, "b", "waivers", ITEM)


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n# the end"])
def test_the_diff_can_be_applied(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    clients = "".join(f"  - {{id: c{n}, name: C{n}}}\n" for n in range(9))
    text = f"\ufeff{HEAD}clients:\n{clients}  - id: b\n    name: Größe"
    if ending == "\r\n":
        text = text.replace("\n", ending)
    path.write_bytes(f"{text}{ending}".encode())
    change = change_of(path)
    diff = change.diff()
    assert diff.startswith(f"--- {path}\n+++ {path}\n@@ ")
    (tmp_path / "change.diff").write_bytes(diff.replace(f" {path}", " x/ledger.yaml").encode())
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--verbose", "change.diff"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)},
    )
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == change.rewrites[0].after
