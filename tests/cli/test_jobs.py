"""`--jobs`: whatever the number of processes, the same bytes, the same errors, and none left."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clienthealth.cli.jobs import LARGE_BYTES, processes_for
from depth import FULL, thorough

from .program import PROGRAM, ROOT, STUDIO, STUDIO_DAY, environment, run
from .terminal import Terminal

HEAD = "version: 1\nbusiness: {name: Me, currency: EUR}\nclients:\n"


def client(number: int, *lines: str, invoices: int = 1) -> str:
    """A client with invoices, and with these lines besides."""
    bills = (
        f"      - {{number: '{number}-{n}', issued: 2026-01-01, amount: {n + 1}}}\n"
        for n in range(invoices)
    )
    more = "".join(f"    {line}\n" for line in lines)
    return f"  - id: c{number}\n    name: Client {number}\n{more}    invoices:\n{''.join(bills)}"


@pytest.mark.parametrize("name", ["studio.yaml", "minimal.yaml"])
@pytest.mark.parametrize("format", ["table", "json", "csv", "markdown", "html"])
def test_the_examples_come_out_the_same(name: str, format: str) -> None:
    command = ("score", f"examples/{name}", "--as-of", STUDIO_DAY, "--format", format)
    alone = run(*command, "--jobs", "1")
    assert alone.code == 0
    for jobs in ("2", "3") if FULL else ("3",):
        assert run(*command, "--jobs", jobs) == alone


def test_at_a_terminal_what_is_due_next_comes_out_the_same() -> None:
    command = ("score", STUDIO, "--as-of", STUDIO_DAY, "--jobs")
    screens = []
    for jobs in ("1", "3"):
        with Terminal(*command, jobs, cwd=ROOT) as terminal:
            screens.append(terminal.end())
    assert "due" in screens[0][1]
    assert screens[0] == screens[1]


@pytest.mark.parametrize(
    "options",
    [
        ("--client", "nordlicht-apps"),
        ("--client", "nobody"),
        ("--client", "nobody", "--format", "json"),
        ("--stage", "prospect", "--sort", "name"),
        ("--as-of", "2024-06-30", "--window", "90"),
        ("--redact", "--format", "html"),
        ("--redact", "--format", "json"),
    ],
)
def test_options_come_out_the_same(options: tuple[str, ...]) -> None:
    command = ("score", str(STUDIO), "--as-of", STUDIO_DAY, *options)
    alone = run(*command, "--jobs", "1", CLIENTHEALTH_REDACT_KEY="key")
    assert run(*command, "--jobs", "3", CLIENTHEALTH_REDACT_KEY="key") == alone


@pytest.mark.parametrize(
    "wrong",
    [
        client(1),
        client(9, "currency: USD"),
        client(9, "sinse: 2026-01-01"),
        client(9, "since: 2026-02-30", "events: [{kind: stal, at: 2026-01-01}]"),
        client(9, 'country: "D'),
        client(9, "aliases: [*nobody]"),
        "  - {id: c9}\n",
        "policy: {clients: {nobody: {disabled: [late-payment]}}}\n",
        "clients: []\n",
    ],
)
@pytest.mark.parametrize("format", ["table", "json"])
def test_problems_come_out_the_same(tmp_path: Path, wrong: str, format: str) -> None:
    """Wherever they are, and whatever else is wrong in other parts."""
    path = tmp_path / "ledger.yaml"
    odd = client(7, "until: 2025-01-01", "first_contact: 2027-01-01")
    path.write_text(f"{HEAD}{''.join(map(client, range(5)))}{odd}{client(8, 'x: 1')}{wrong}")
    alone = run("score", path, "--format", format, "--jobs", "1")
    assert alone.code == 3
    for jobs in ("2", "5") if FULL else ("5",):
        assert run("score", path, "--format", format, "--jobs", jobs) == alone


def test_warnings_come_out_the_same(tmp_path: Path) -> None:
    """Warnings about a client may depend on the first day written of another."""
    path = tmp_path / "ledger.yaml"
    payment = "payments: [{date: 2016-01-01, amount: 5}]"
    later = client(1, "since: 2026-02-01", "waivers: []") + client(2, payment)
    path.write_text(f"{HEAD}{client(0, 'since: 2021-01-01')}{later}{client(3)}")
    alone = run("score", path, "--as-of", "2026-06-30", "--jobs", "1")
    assert alone.err.count("warning: ") > 1
    for jobs in ("2", "4"):
        assert run("score", path, "--as-of", "2026-06-30", "--jobs", jobs) == alone


def test_a_folder_and_a_ledger_that_includes_files_come_out_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}{client(1)}")
    (tmp_path / "b.yaml").write_text(f"clients:\n{client(1, invoices=0)}      []\n{client(2)}")
    alone = run("score", tmp_path, "--jobs", "1")
    assert run("score", tmp_path, "--jobs", "2") == alone


@pytest.fixture
def sliced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small ledgers are large: their parts are worked on in slices of a few clients."""
    monkeypatch.setattr("clienthealth.cli.jobs.LARGE_BYTES", 0)
    monkeypatch.setattr("clienthealth.judging.processes.SLICED_FROM", 0)
    monkeypatch.setattr("clienthealth.judging.processes.SLICE_BYTES", 20_000)


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "json"),
        ("--format", "html", "--redact"),
        ("--client", "nobody", "--format", "csv"),
        pytest.param(("--format", "csv", "--window", "90"), marks=thorough),
        pytest.param(("--client", "nordlicht-apps"), marks=thorough),
        pytest.param(("--policy", "examples/none.yaml"), marks=thorough),
        pytest.param(("--as-of", "2024-06-30"), marks=thorough),
    ],
)
def test_one_process_and_several_give_the_same_slice_by_slice(
    options: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    day = () if "--as-of" in options else ("--as-of", STUDIO_DAY)
    command = ("score", STUDIO, *day, *options, "--jobs")
    whole = run(*command, "1")
    request.getfixturevalue("sliced")
    assert run(*command, "1") == whole
    assert run(*command, "2") == whole


@pytest.mark.usefixtures("sliced")
def test_problems_in_a_slice_come_out_the_same(tmp_path: Path) -> None:
    path, whole = tmp_path / "ledger.yaml", tmp_path / "whole"
    whole.mkdir()
    clients = "".join(client(n, "since: 2026-02-01", invoices=400) for n in range(3))
    text = f"{HEAD}{clients}{client(8, 'x: 1', 'until: 2025-01-01')}{client(1)}"
    for name in (path, whole / "ledger.yaml"):  # a folder is never divided
        name.write_text(text)
    alone = run("score", whole, "--jobs", "1")
    assert alone.code == 3
    for jobs in ("1", "2"):
        ended = run("score", path, "--jobs", jobs)
        assert (ended.code, ended.out) == (3, alone.out)
        assert ended.err == alone.err.replace("whole/", "")


@pytest.mark.parametrize("number", ["0", "-1", "65", "two", "1.5", ""])
def test_a_wrong_number_is_wrong_usage(number: str) -> None:
    ended = run("score", STUDIO, "--jobs", number)
    assert ended.code == 2
    assert f"{number!r} does not fit; write a whole number from 1 to 64" in ended.err


def test_a_small_ledger_is_read_by_one_process_and_a_large_one_by_several(tmp_path: Path) -> None:
    small, large = tmp_path / "small.yaml", tmp_path / "large.yaml"
    small.write_bytes(b"#" * (LARGE_BYTES - 1))
    large.write_bytes(b"#" * LARGE_BYTES)
    assert processes_for(small, None) == 1
    assert processes_for(large, None) == min(len(os.sched_getaffinity(0)), 4)
    assert processes_for(small, 3) == 3
    assert processes_for(large, 1) == 1
    assert processes_for(tmp_path / "none.yaml", None) == 1


# Processes that end


@contextmanager
def scoring(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`score --jobs 2` on a ledger that takes some seconds, once both processes work."""
    path = folder / "ledger.yaml"
    path.write_text(HEAD + "".join(client(n, invoices=20_000) for n in range(2)))
    process = subprocess.Popen(
        [*PROGRAM, "score", path, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
    )
    with process:
        try:
            until(lambda: len(children(process.pid)) == 2)
            time.sleep(0.2)
            yield process
        finally:
            process.kill()


def children(process: int) -> list[int]:
    """The processes that a process started and that have not ended."""
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in path.read_text().split()] if path.exists() else []


def is_running(process: int) -> bool:
    """Whether a process works; one that has ended may wait for somebody to ask how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(true: object) -> None:
    """Wait for something that comes soon."""
    assert callable(true)
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it did not come")


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")


@linux
def test_an_interrupt_ends_all_processes_with_130(tmp_path: Path) -> None:
    with scoring(tmp_path) as process:
        started = children(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")
    until(lambda: not any(map(is_running, started)))


@linux
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_first(tmp_path: Path, ending: signal.Signals) -> None:
    with scoring(tmp_path) as process:
        started = children(process.pid)
        process.send_signal(ending)
        process.wait()
        until(lambda: not any(map(is_running, started)))


@linux
def test_a_process_that_is_killed_is_told_and_ends_the_others(tmp_path: Path) -> None:
    """As Linux kills one where memory runs out."""
    with scoring(tmp_path) as process:
        started = children(process.pid)
        os.kill(started[-1], signal.SIGKILL)
        out, err = process.communicate()
    assert (process.returncode, out) == (4, b"")
    assert err.decode() == (
        "clienthealth: a process that worked on a part of the ledger was ended (signal 9); "
        "if memory ran out, use --jobs 1, or free some\n"
    )
    until(lambda: not any(map(is_running, started)))


@linux
def test_processes_started_anew_give_the_same(tmp_path: Path) -> None:
    """As on systems where a process cannot be copied, or with threads in the first."""
    path = tmp_path / "ledger.yaml"
    path.write_text(HEAD + "".join(map(client, range(4))))
    code = (
        "import sys, threading, time; from clienthealth.cli import main\n"
        "if __name__ == '__main__':\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    main()\n"
    )
    script = tmp_path / "started.py"
    script.write_text(code)
    command = ("score", str(path), "--as-of", "2026-06-30", "--format", "json", "--jobs")
    done = subprocess.run(
        [PROGRAM[0], str(script), *command, "2"],
        capture_output=True,
        check=False,
        env=environment(),
        cwd=ROOT,
        encoding="utf-8",
    )
    alone = run(*command, "1")
    assert (done.returncode, done.stdout, done.stderr) == (0, alone.out, alone.err)
