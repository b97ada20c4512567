"""Closed and full streams, and folders without rights: the right exit code and no traceback."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .program import PROGRAM, ROOT, Ran, environment, run

GOOD = ROOT / "examples" / "minimal.yaml"
NOBODY = 65534

posix = pytest.mark.skipif(os.name != "posix", reason="streams as a shell of POSIX closes them")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def shell(redirections: str, *arguments: str | Path, cwd: Path = ROOT) -> tuple[int, str, str]:
    """Run the program with redirections as a shell writes them."""
    words = 'exec "$0" "$@" ' + redirections
    done = subprocess.run(
        ["sh", "-c", words, *PROGRAM, *map(str, arguments)],
        capture_output=True,
        env=environment(),
        cwd=cwd,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout, done.stderr


@full
@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["score", "--help"], ["rules"], ["score", GOOD]]
)
def test_a_full_disk_is_5_whatever_is_printed(arguments: list[str | Path], tmp_path: Path) -> None:
    """In a folder without a ledger: a clone named `clienthealth` would be taken for one."""
    told = "clienthealth: cannot write stdout: No space left on device\n"
    assert shell(">/dev/full", *arguments, cwd=tmp_path) == (5, "", told)


@posix
@pytest.mark.parametrize("arguments", [["--version"], ["score", GOOD]])
def test_a_closed_output_is_5(arguments: list[str | Path]) -> None:
    told = "clienthealth: cannot write stdout: it is closed\n"
    assert shell(">&-", *arguments) == (5, "", told)


@posix
@pytest.mark.parametrize(
    ("redirections", "arguments", "code"),
    [
        ("2>&-", ["score", "nothere.yaml"], 3),
        ("2>&- >/dev/null", ["score", GOOD], 0),
        ("2>&-", ["nosuch"], 2),
        (">&- 2>&-", ["score", GOOD], 5),
        ("<&- >/dev/null", ["score", GOOD], 0),
    ],
)
def test_a_stream_that_is_not_needed_may_be_closed(
    redirections: str, arguments: list[str | Path], code: int
) -> None:
    assert shell(redirections, *arguments) == (code, "", "")


@full
@pytest.mark.parametrize(("ledger", "code"), [("nothere.yaml", 3), (GOOD, 0)])
def test_a_message_that_cannot_be_written_leaves_the_exit_code(
    ledger: str | Path, code: int
) -> None:
    assert shell("2>/dev/full >/dev/null", "score", ledger) == (code, "", "")


@posix
def test_a_file_is_written_though_all_streams_are_closed(tmp_path: Path) -> None:
    out = tmp_path / "report.txt"
    assert shell("<&- >&- 2>&-", "score", GOOD, "--output", out) == (0, "", "")
    assert "wagtail" in out.read_text()


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder into which only its owner may look, with a ledger and an export."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can run a program as somebody else")
    with TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = Path(home) / "closed"
        folder.mkdir()
        (folder / "clienthealth.yaml").write_bytes(GOOD.read_bytes())
        (folder / "invoices.csv").write_text("a,b\n")
        folder.chmod(0o700)
        yield folder


def as_nobody(*arguments: str, cwd: Path = ROOT) -> Ran:
    """Run the program with the rights of somebody who owns nothing.

    What it imports for an error may lie where only root may look, so it has had one before.
    """
    run(*(each.replace("/closed", "/nowhere/missing") for each in arguments))
    os.seteuid(NOBODY)
    try:
        return run(*arguments, cwd=cwd)
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "{}"], 3),
        (["score", "{}/clienthealth.yaml"], 3),
        (["score", str(GOOD), "--policy", "{}/policy.yaml"], 3),
        (["check", str(GOOD), "--baseline", "{}/baseline.json"], 3),
        (["import", "{}/invoices.csv", "--ledger", str(GOOD)], 3),
        (["init", "{}/new", "--name", "Ada", "--currency", "EUR"], 5),
        (["score", str(GOOD), "--output", "{}/report.txt"], 5),
        (["baseline", "write", str(GOOD), "--output", "{}/baseline.json"], 5),
    ],
)
def test_a_folder_without_rights_is_told_and_is_no_bug(
    closed: Path, arguments: list[str], code: int
) -> None:
    done = as_nobody(*(each.format(closed) for each in arguments))
    assert (done.code, done.out) == (code, "")
    assert "Permission denied" in done.err
    assert "--debug" not in done.err


def test_a_ledger_nearby_that_cannot_be_read_is_not_passed_over(closed: Path) -> None:
    """The one in a folder above would be another business's."""
    (closed.parent / "clienthealth.yaml").write_bytes(GOOD.read_bytes())
    ledger = closed / "clienthealth.yaml"
    ledger.chmod(0o600)
    closed.chmod(0o755)
    done = as_nobody("score", cwd=closed)
    assert (done.code, done.out) == (3, "")
    assert "Permission denied" in done.err


@pytest.mark.parametrize(
    "command",
    [
        "score",
        "explain acme",
        "trend",
        "trend acme",
        "review",
        "check",
        "policy",
        "today",
        "collect acme",
        "followup acme",
        "letgo acme",
        "boundaries acme",
        "waive acme late-payment --reason x --until 2026-12-31",
        "baseline write",
        "import a.csv --ledger",
        "import",
        "log acme message --ledger",
        "init",
    ],
)
def test_an_empty_name_is_wrong_usage_and_not_the_working_folder(command: str) -> None:
    """A variable that is not set must not become the folder that happens to be there."""
    done = run(*command.split(), "")
    assert (done.code, done.out) == (2, "")
    assert "the name is empty" in done.err
