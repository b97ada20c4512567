"""What `check --new-since` compares with after a ledger was moved, renamed or copied."""

from pathlib import Path

import pytest

from cli.program import Ran, run
from guarded import ABUSE, CALM, DAY, WORSE, Repository, client, isolate, ledger, needs_git
from guarded import repository as new_repository

pytestmark = needs_git
LAX = "policy: {disabled: [disrespect]}"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a ledger at its top, in which nobody is to part with."""
    isolate(monkeypatch)
    made = new_repository(tmp_path / "repo")
    made.commit(CALM)
    return made


def check(repo: Repository, *arguments: str, cwd: Path | None = None) -> Ran:
    asked = ("check", *arguments, "--as-of", DAY, "--new-since", "main")
    return run(*asked, cwd=cwd or repo.root)


def moved(repo: Repository, name: str, text: str) -> Path:
    """Take the ledger away and write one of this text there."""
    repo.ledger.unlink()
    return written(repo, name, text)


def written(repo: Repository, name: str, text: str) -> Path:
    path = repo.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_ledger_that_was_moved_is_compared_with_what_it_was(repo: Repository) -> None:
    moved(repo, "clienthealth/ledger.yaml", CALM)
    done = check(repo)
    assert (done.code, done.err) == (0, "")
    assert 'CHK016 moved-ledger: the ledger was moved from "clienthealth.yaml"' in done.out


def test_a_policy_that_comes_with_the_move_is_told_and_not_used(repo: Repository) -> None:
    text = ledger(client("acme"), client("brutus", ABUSE), head=LAX)
    moved(repo, "clienthealth/ledger.yaml", text)
    done = check(repo)
    assert done.code == 1
    assert "CHK005 changed-policy: the policy was changed" in done.out
    assert "BND005 disrespect: brutus" in done.out


def test_a_ledger_of_any_name_is_found(repo: Repository) -> None:
    """`books.yaml` was named on the command line, and is called `clients.yaml` now."""
    moved(repo, "books.yaml", CALM)
    repo.commit()
    repo.git("mv", "books.yaml", "clients.yaml")
    assert check(repo, "clients.yaml").code == 0
    (repo.root / "clients.yaml").write_text(WORSE)
    done = check(repo, "clients.yaml")
    assert (done.code, "BND005 disrespect: brutus" in done.out) == (1, True)


def test_a_folder_with_its_clients_in_files_of_their_own_is_found(repo: Repository) -> None:
    head, clients = CALM.split("clients:\n")
    moved(repo, "books/business.yaml", head)
    written(repo, "books/people/all.yml", f"clients:\n{clients}")
    repo.commit()
    repo.git("mv", "books", "archive")
    assert check(repo, "archive").code == 0
    (repo.root / "archive" / "business.yaml").write_text(f"{head}{LAX}\n")
    assert "CHK005" in check(repo, "archive").out


def test_a_ledger_as_json_is_found(repo: Repository) -> None:
    text = '{"version": 1, "business": {"name": "A", "currency": "EUR"},\n "clients": []}\n'
    moved(repo, "books.yaml", text)
    repo.commit()
    repo.git("mv", "books.yaml", "other.yaml")
    assert 'was moved from "books.yaml"' in check(repo, "other.yaml").out


def test_the_nearest_ledger_of_the_base_counts(repo: Repository) -> None:
    """The job runs in `sub/`. Its ledger is taken away, so that the calm one above is found."""
    written(repo, "sub/clienthealth.yaml", ledger(client("brutus", ABUSE)))
    repo.commit()
    (repo.root / "sub" / "clienthealth.yaml").unlink()
    done = check(repo, cwd=repo.root / "sub")
    assert 'was moved from "sub/clienthealth.yaml"' in done.out


def test_a_ledger_put_nearer_is_compared_with_the_one_above(repo: Repository) -> None:
    """The job runs in `sub/`, and finds an empty ledger there instead of the one above."""
    written(repo, "sub/clienthealth.yaml", ledger(client("nobody")))
    done = check(repo, cwd=repo.root / "sub")
    assert (done.code, done.out.count("CHK012 removed-client")) == (1, 2)


def test_of_several_that_have_gone_nobody_can_say_which_it_was(repo: Repository) -> None:
    written(repo, "old/books.yaml", CALM)
    repo.commit()
    (repo.root / "old" / "books.yaml").unlink()
    repo.ledger.unlink()
    written(repo, "new.yaml", CALM)
    done = check(repo, "new.yaml")
    assert (done.code, done.err) == (1, "")
    told = 'nothing is compared: main has no ledger here, but at "clienthealth.yaml", "old/books'
    assert f"CHK016 moved-ledger: {told}" in done.out
    looked_at = check(repo, "new.yaml", "--accept-changes")
    assert "warning: new.yaml:2:11: CHK016" in looked_at.out


def test_a_ledger_may_have_had_a_name_that_is_too_long_for_this_disk(repo: Repository) -> None:
    blob = repo.git("hash-object", "-w", "clienthealth.yaml")
    long = f"{'x' * 300}.yaml"
    repo.git("rm", "--quiet", "--cached", "clienthealth.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{long}")
    repo.git("commit", "--quiet", "--message", "x")
    done = check(repo)
    assert (done.code, done.err) == (0, "")
    assert 'CHK016 moved-ledger: the ledger was moved from "xxx' in done.out


def test_a_ledger_beside_one_that_is_still_there_wants_a_look(repo: Repository) -> None:
    written(repo, "second.yaml", CALM)
    done = check(repo, "second.yaml")
    assert (done.code, "CHK016 moved-ledger: nothing is compared" in done.out) == (1, True)
    assert check(repo, "second.yaml", "--fail-on", "none").code == 0


def test_yaml_that_is_no_ledger_is_no_candidate(repo: Repository) -> None:
    """A preset, a workflow, and a package that is called as the folder of a ledger is."""
    repo.ledger.unlink()
    written(repo, "src/clienthealth/preset.yaml", "tool: x\nreads: csv\n")
    written(repo, "deploy.yaml", "services:\n  business: {clients: 3}\n")
    repo.commit()
    written(repo, "clienthealth.yaml", CALM)
    done = check(repo)
    assert done.err == "warning: that revision has no ledger, so everything is new\n"
    assert "CHK016" not in done.out
