"""Every command that writes, killed, raced, on a full and on a read-only disk.

`python tests/attacks/writing.py --times 50` prints the table of docs/security.md. The disks want
root, who may mount one of a few kilobytes; without it they are left out, and the table says so.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROGRAM = (sys.executable, "-m", "clienthealth")
LEDGER = b"""\
version: 1
business: {name: Ada, currency: EUR}
clients:
- id: acme
  name: Acme GmbH
  since: 2025-01-01
  invoices:
  - {number: 2026-1, issued: 2026-01-05, amount: 100}
  events: []
"""
ROWS = b"Invoice,Customer,Date,Amount\n2026-2,Acme GmbH,2026-02-05,200.00\n"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Writer(NamedTuple):
    """A command that writes, and the file that it writes."""

    name: str
    file: str
    words: tuple[str, ...]


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


WRITERS = (
    Writer("init", "new/clienthealth.yaml", ("init", "new", "--name", "Ada", "--currency", "EUR")),
    Writer("log", "l.yaml", ("log", "acme", "message", "--ledger", "l.yaml", "--at", "2026-03-01")),
    Writer(
        "waive",
        "l.yaml",
        _words(
            "waive acme late-payment l.yaml --reason x --from 2026-03-01 --until 2026-04-01",
        ),
    ),
    Writer(
        "import --copy",
        "l.yaml",
        _words(
            "import x.csv --copy --kind invoices --ledger l.yaml --column number=Invoice",
            "--column client=Customer --column issued=Date --column amount=Amount",
        ),
    ),
    Writer("baseline write", "b.json", ("baseline", "write", "l.yaml", "--output", "b.json")),
    Writer("score --output", "o.html", ("score", "l.yaml", "-f", "html", "--output", "o.html")),
)


def lay(folder: Path) -> None:
    """A ledger and an export."""
    (folder / "l.yaml").write_bytes(LEDGER)
    (folder / "x.csv").write_bytes(ROWS)


def begin(words: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    """Start the program in a folder."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen([*PROGRAM, *words], cwd=folder, **quiet)  # type: ignore[call-overload]


def end(words: tuple[str, ...], folder: Path) -> int:
    """Run the program in a folder; its exit code."""
    process = begin(words, folder)
    process.communicate()
    return process.returncode


def held(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    return path.read_bytes() if path.exists() else None


def killed(writer: Writer, home: Path, times: int, draw: random.Random) -> Iterator[str]:
    """Kill a writer at random moments; what was wrong each time, or nothing."""
    model = home / "model"
    model.mkdir()
    lay(model)
    old = held(model / writer.file)
    begun = time.monotonic()
    code = end(writer.words, model)
    took, new = time.monotonic() - begun, held(model / writer.file)
    if code != 0 or new is None:
        yield f"{writer.name} alone ends with {code}"
        return
    for turn in range(times):
        folder = home / str(turn)
        folder.mkdir()
        lay(folder)
        process = begin(writer.words, folder)
        time.sleep(draw.uniform(0.3, 1.05) * took)  # before that it only imports
        sent = draw.choice(SIGNALS)
        process.send_signal(sent)
        process.communicate()
        yield _harm(writer, folder, (old, new), sent)


def _harm(
    writer: Writer, folder: Path, expected: tuple[bytes | None, bytes], sent: signal.Signals
) -> str:
    found = held(folder / writer.file)
    if found not in expected:
        return f"{writer.name}, {sent.name}: {writer.file} is neither old nor new"
    strange = [p.name for p in folder.rglob(".*") if p.is_file()]
    if strange and sent != signal.SIGKILL:
        return f"{writer.name}, {sent.name}: left {strange[0]}"
    if end(("score", "l.yaml"), folder) != 0:
        return f"{writer.name}, {sent.name}: the ledger is invalid"
    again = end(writer.words, folder)
    is_there = writer.name in {"init", "waive"} and found == expected[1]
    if again not in ({0, 2} if is_there else {0}):
        return f"{writer.name}, {sent.name}: the same again ends with {again}"
    return ""


def raced(home: Path, times: int) -> Iterator[str]:
    """Several writers at once; each that said that it wrote has written."""
    for turn in range(times):
        folder = home / f"race{turn}"
        folder.mkdir()
        lay(folder)
        words = [
            ("log", "acme", "message", "--note", f"n{n}", "--ledger", "l.yaml") for n in range(3)
        ]
        racing = [begin(each, folder) for each in words]
        for process in racing:
            process.communicate()
        text = (folder / "l.yaml").read_text()
        lost = [n for n, p in enumerate(racing) if p.returncode == 0 and f"n{n}" not in text]
        codes = {process.returncode for process in racing}
        wrong = lost or not codes <= {0, 5} or end(("score", "l.yaml"), folder) != 0
        yield f"race: codes {codes}, lost {lost}" if wrong else ""


@contextmanager
def _disk(options: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def _on_full(folder: Path) -> None:
    with (folder / "fill").open("wb", buffering=0) as fill:
        try:
            while True:
                fill.write(bytes(512))
        except OSError:
            return


def _on_read_only(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


def on_disk(writer: Writer, prepare: Callable[[Path], None]) -> str:
    """Write on a disk that takes nothing: code 5, and nothing has changed."""
    with _disk("size=24k") as folder:
        lay(folder)
        prepare(folder)
        before = {p: held(p) for p in folder.rglob("*") if p.is_file()}
        code = end(writer.words, folder)
        after = {p: held(p) for p in folder.rglob("*") if p.is_file()}
        if code != 5:
            return f"{writer.name} {prepare.__name__}: ends with {code}"
        return "" if after == before else f"{writer.name} {prepare.__name__}: something changed"


def attempts(times: int, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    """Every attempt: the command, what was done to it, and what was wrong, or nothing."""
    for writer in WRITERS:
        with tempfile.TemporaryDirectory() as home:
            for wrong in killed(writer, Path(home), times, draw):
                yield writer.name, "killed", wrong
        if os.geteuid() == 0:
            yield writer.name, "full disk", on_disk(writer, _on_full)
            yield writer.name, "read-only disk", on_disk(writer, _on_read_only)
    with tempfile.TemporaryDirectory() as home:
        for wrong in raced(Path(home), times):
            yield "log", "three at once", wrong


def main() -> int:
    """Try all and print the table; 1 where something was lost or half written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    tried, harmed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for name, how, wrong in attempts(given.times, random.Random(given.seed)):
        tried[name, how] += 1
        harmed[name, how] += bool(wrong)
        if wrong:
            print(wrong, file=sys.stderr)
    print("| command | attempt | tried | harmed |\n| --- | --- | ---: | ---: |")
    for (name, how), count in tried.items():
        print(f"| `{name}` | {how} | {count} | {harmed[name, how]} |")
    return int(harmed.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
