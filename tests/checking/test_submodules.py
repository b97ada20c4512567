"""A ledger that becomes a submodule does not bring its own past with it."""

from pathlib import Path

import pytest

from cli.program import Ran, run
from guarded import ABUSE, CALM, DAY, Repository, client, isolate, ledger, needs_git
from guarded import repository as new_repository

pytestmark = needs_git
LAX = ledger(client("acme"), client("brutus", ABUSE), head="policy: {disabled: [disrespect]}")


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository of somebody else's, whose `main` has a ledger without what went wrong."""
    isolate(monkeypatch)
    made = new_repository(tmp_path / "stranger")
    made.commit(LAX)
    return made


FILES = ("-c", "protocol.file.allow=always")


def with_submodule(holder: Repository, name: str, stranger: Repository) -> None:
    """A branch on which a stranger's repository is a submodule."""
    holder.switch("branch")
    holder.git(*FILES, "submodule", "add", "--quiet", stranger.root, name)
    holder.commit()


@pytest.fixture
def holder(tmp_path: Path, stranger: Repository) -> Repository:
    """A repository that holds the stranger's as a submodule, on a branch."""
    made = new_repository(tmp_path / "holder")
    made.commit(CALM)
    with_submodule(made, "clienthealth", stranger)
    return made


def check(cwd: Path, revision: str = "main") -> Ran:
    return run("check", "--as-of", DAY, "--new-since", revision, cwd=cwd)


def test_a_submodule_in_the_place_of_a_ledger_is_refused(
    tmp_path: Path, stranger: Repository
) -> None:
    """The folder `clienthealth` had a ledger on `main`; now it is a stranger's repository."""
    victim = new_repository(tmp_path / "victim")
    (victim.root / "clienthealth").mkdir()
    (victim.root / "clienthealth" / "ledger.yaml").write_text(CALM)
    victim.commit()
    victim.switch("branch")
    victim.git("rm", "-r", "--quiet", "clienthealth")
    with_submodule(victim, "clienthealth", stranger)
    done = check(victim.root)
    assert done.code == 2
    assert "clienthealth was no submodule at main, and has a history of its own now" in done.err


def test_so_is_one_inside_another(tmp_path: Path, stranger: Repository) -> None:
    inner = new_repository(tmp_path / "inner")
    inner.commit(CALM)
    with_submodule(inner, "clienthealth", stranger)
    victim = new_repository(tmp_path / "victim")
    victim.commit(CALM)
    with_submodule(victim, "books", inner)
    victim.git(*FILES, "submodule", "update", "--init", "--recursive", "--quiet")
    done = check(victim.root / "books" / "clienthealth")
    assert done.code == 2
    assert "books was no submodule at main" in done.err


def test_one_that_was_there_is_compared_with_its_own_past(holder: Repository) -> None:
    """Both repositories have a `branch`; on the holder's the submodule is there."""
    Repository(holder.root / "clienthealth").git("branch", "branch")
    done = check(holder.root / "clienthealth", "branch")
    assert (done.code, done.err) == (0, "")


def test_a_revision_that_only_the_submodule_knows_is_its_own(
    holder: Repository, stranger: Repository
) -> None:
    stranger_head = stranger.git("rev-parse", "main")
    assert check(holder.root / "clienthealth", stranger_head).code == 0


def test_a_linked_work_tree_is_no_submodule(tmp_path: Path, stranger: Repository) -> None:
    """A work tree of a branch, kept in a folder of the repository."""
    stranger.git("worktree", "add", "--quiet", "-b", "other", "trees/other")
    assert check(stranger.root / "trees" / "other").code == 0
