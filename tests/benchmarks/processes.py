"""What a whole process costs, and the programs that benchmarks compare with."""

import os
import pty
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

PROGRAM = "import sys; sys.argv[0] = 'clienthealth'; from clienthealth.cli import main; main()"
IMPORTS = "import typer, rich.console"
HELLO = """
import gc, os, sys; gc.disable()
from pathlib import Path
from typing import Optional
import typer, yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
class Item(BaseModel):
    id: str
    name: str
class Ledger(BaseModel):
    items: list[Item]
@app.command()
def score(path: Path, as_of: Optional[str] = None, format: str = "table") -> None:
    rows = "".join(f"- {{id: client-{i:05d}, name: Client {i}}}\\n" for i in range(20))
    ledger = Ledger.model_validate(yaml.load("items:\\n" + rows, Loader=yaml.CSafeLoader))
    table = Table()
    for title in ("id", "name", "health", "grade"):
        table.add_column(title)
    for item in ledger.items:
        table.add_row(item.id, item.name, "90.0", "healthy")
    Console().print(table)
try:
    app(["x"])
except SystemExit:
    sys.stdout.flush(); os._exit(0)
"""
"""A typer command with a path, two models, 20 rows of YAML, and a table by rich."""


class Cost(NamedTuple):
    """What one process took: seconds of the processor and by the clock, megabytes at the most."""

    cpu: float
    wall: float
    memory: float


def environment() -> dict[str, str]:
    """An environment in which byte code is cached, with a terminal of 120 columns."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORCE_COLOR", "NO_COLOR"}
    own = {key: value for key, value in os.environ.items() if key not in skipped}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {**own, **git, "TERM": "xterm-256color", "COLUMNS": "120"}


def cost(
    command: list[str],
    *,
    at_terminal: bool = False,
    folder: Path | None = None,
    codes: tuple[int, ...] = (0,),
) -> Cost:
    """What a whole process takes, in a pipe or at a terminal of its own.

    The system counts the memory of the process that starts another as the other's own, so the one
    that measures has to stay small.
    """
    own, theirs = pty.openpty() if at_terminal else os.pipe()
    reader = threading.Thread(target=read_all, args=(own,))
    reader.start()
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
    )
    os.close(theirs)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    reader.join()
    os.close(own)
    if process.returncode not in codes:
        sys.exit(f"ended with {process.returncode}: {' '.join(command)}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def read_all(descriptor: int) -> None:
    """Read what a process prints, until it has gone."""
    while True:
        try:
            if not os.read(descriptor, 65536):
                return
        except OSError:  # a terminal whose other side is closed
            return
