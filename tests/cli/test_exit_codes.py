"""Exit codes and errors: what is wrong, where, what to do, and nothing on stdout."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clienthealth.cli.output import emit

from .program import PROGRAM, STUDIO, STUDIO_DAY, environment, run, start

BROKEN = """\
version: 1
business: {name: Me, currency: eur}
clients:
  - id: acme
    name: Acme
    cuntry: DE
    invoices:
      - {number: "1", issued: 2024-02-30, amount: 100}
      - {number: "2", issued: 2024-02-10, due: 2024-02-01, amount: 1}
    events:
      - {kind: feedbak, at: 2024-02-10}
"""


def test_an_invalid_ledger_is_3_with_all_problems_in_order_and_nothing_on_stdout(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(BROKEN)
    done = run("score", path)
    assert (done.code, done.out) == (3, "")
    *problems, count = done.err.splitlines()
    places = [line.removeprefix(f"{path}:").split(": ")[0] for line in problems]
    assert places == ["2:32", "6:5", "8:31", "9:48", "11:16"]
    assert count == "5 problems; nothing was done"


def test_a_ledger_that_was_found_is_shown_relative_to_the_working_folder(tmp_path: Path) -> None:
    named = tmp_path / "clienthealth.yaml"
    named.write_text(BROKEN)
    (tmp_path / "deep").mkdir()
    for cwd, shown in (
        (tmp_path, "clienthealth.yaml"),
        (tmp_path / "deep", "../clienthealth.yaml"),
    ):
        assert run("score", cwd=cwd).err.startswith(f"{shown}:2:32: ")
        assert run("score", cwd=cwd, CLIENTHEALTH_LEDGER=str(named)).err.startswith(
            f"{named}:2:32: "
        )
        assert run("score", named, cwd=cwd).err.startswith(f"{named}:2:32: ")


def test_problems_are_json_on_stderr_where_json_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(BROKEN)
    done = run("score", path, "--format", "json")
    assert (done.code, done.out) == (3, "")
    document = json.loads(done.err)
    assert document["format"] == "clienthealth.problems/1"
    assert [p["line"] for p in document["problems"]] == [2, 6, 8, 9, 11]
    assert all(p["message"] and p["file"] == str(path) for p in document["problems"])


@pytest.mark.parametrize("command", [["score"], ["explain", "acme"], ["rules"]])
def test_every_command_that_reads_a_ledger_refuses_a_broken_one(
    tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(BROKEN)
    done = run(*command, path)
    assert (done.code, done.out) == (3, "")


def test_a_missing_ledger_is_3_and_says_how_to_start(tmp_path: Path) -> None:
    done = run("score", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert "clienthealth init" in done.err
    assert run("score", "nowhere.yaml", cwd=tmp_path).code == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["score", STUDIO, "--as-of", "2026-02-30"], "is not a date"),
        (["score", STUDIO, "--as-of", "20260228"], "is not a date"),
        (["score", STUDIO, "--client", "knalpreis"], 'did you mean "knallpreis"?'),
        (["explain", "knalpreis", STUDIO], 'did you mean "knallpreis"?'),
        (["explain", "late-paymnt", STUDIO], 'did you mean "late-payment"?'),
        (["score", STUDIO, "--format", "xml"], "xml"),
        (["score", STUDIO, "--window", "3"], "3"),
        (["scroe"], "scroe"),
    ],
)
def test_wrong_usage_is_2(arguments: list[str | Path], says: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_an_output_that_cannot_be_written_is_5(tmp_path: Path) -> None:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "-o", tmp_path / "missing" / "x")
    assert (done.code, done.out) == (5, "")
    assert "cannot write" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_5() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "score", STUDIO, "--as-of", STUDIO_DAY],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 5


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_141_without_a_word(tmp_path: Path, unbuffered: str) -> None:
    path = tmp_path / "ledger.yaml"
    clients = "".join(f"  - {{id: client-{n}, name: Client {n}}}\n" for n in range(3000))
    path.write_text(f"version: 1\nbusiness: {{name: Me, currency: EUR}}\nclients:\n{clients}")
    process = subprocess.Popen(
        [*PROGRAM, "score", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED=unbuffered),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait() == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_an_interrupt_is_130_without_a_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "ledger.yaml"
    folder = tmp_path / "tree"
    folder.mkdir()
    body = "".join(
        f"      - {{number: n{n}, issued: 2026-01-01, amount: 1}}\n" for n in range(60_000)
    )
    fifo.write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\nclients:\n"
        f"  - id: a\n    name: A\n    invoices:\n{body}"
    )
    process = subprocess.Popen(
        [*PROGRAM, "score", fifo],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    maps = Path(f"/proc/{process.pid}/maps")
    while maps.exists() and "yaml" not in maps.read_text():
        time.sleep(0.02)  # it has not begun to read
    time.sleep(0.3 if maps.exists() else 1.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX knows them")
@pytest.mark.parametrize("arguments", [["score"], ["score", "--redact"], ["--debug", "score"]])
def test_an_interrupt_that_a_library_makes_another_error_of_is_130(arguments: list[str]) -> None:
    """As pydantic does with one that comes while it calls a function."""
    code = """if True:
        import os, signal, clienthealth.cli, clienthealth.cli.app as module
        def run(_):
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                raise RuntimeError("KeyboardInterrupt:") from None
        module.run = run
        clienthealth.cli.main()
        """
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stderr) == (130, b"")


def test_an_interrupt_leaves_nothing_beside_an_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    output = tmp_path / "report.json"
    output.write_text("old")
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        emit("new", output)
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert output.read_text() == "old"


def test_a_fault_of_the_program_is_4_in_one_line(tmp_path: Path) -> None:
    """A module that breaks the program stands in its way; --debug shows the traceback."""
    (tmp_path / "yaml.py").write_text("raise RuntimeError('broken on purpose')\n")
    done = start("score", STUDIO, "--as-of", STUDIO_DAY, PYTHONPATH=str(tmp_path))
    assert (done.code, done.out) == (4, "")
    assert "Traceback" not in done.err
    assert "please report it" in done.err
    debug = start("--debug", "score", STUDIO, "--as-of", STUDIO_DAY, PYTHONPATH=str(tmp_path))
    assert debug.code == 4
    assert "broken on purpose" in debug.err
    assert "Traceback" in debug.err


def test_warnings_go_to_stderr(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    payment = "{date: 2026-02-02, amount: 120}"
    ledger.write_text(
        "version: 1\nbusiness: {name: Ada, currency: EUR}\nclients:\n  - id: acme\n    name: Acme\n"
        f"    invoices: [{{number: '1', issued: 2026-01-05, amount: 100, payments: [{payment}]}}]\n"
    )
    done = run("score", ledger, "--as-of", STUDIO_DAY)
    assert done.err.startswith(f"warning: {ledger}:")
    assert "warning" not in done.out
