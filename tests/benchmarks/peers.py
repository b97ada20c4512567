"""The budgets of time and memory, against a hello world and against programs of the same kind.

    .venv/bin/python tests/benchmarks/peers.py [--only start,large] [--runs 25] [--invoices 100000]
        [--into docs/benchmarks.md]

Whole processes, run in turn, so that all see the same moments of a machine. For each comparison
the medians of both sides, and the median of the ratios, round by round: of the processor's time,
by the clock, and of memory. One of these is held against the budget. The groups:

    start    a small ledger in a pipe and at a terminal, the studio, --help, --version
    again    review, trend and check of 200 clients against score of the same
    check    check against yamllint and check-jsonschema on the same file
    large    100,000 invoices, without and with time and events, against accounting programs
    growth   how the cost of score grows with the ledger
    million  a million invoices (ten times --invoices): memory

A comparison with a program that is not installed is left out, and said so: `apt-get install
hledger ledger`; `pip install beancount beanquery yamllint check-jsonschema`. With `--into` the
result takes the place of what an earlier run has left in a page.
"""

import argparse
import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple

from processes import HELLO, IMPORTS, PROGRAM, Cost, cost, environment

HERE = Path(__file__).parent
STUDIO = HERE.parents[1] / "examples" / "studio.yaml"
DAY = ("--as-of", "2026-10-31")
AFTER = "2026-11-01"
"""The day after, up to which the accounting programs look."""
CLIENT_SIZE = 100
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
LIBRARIES = ("pydantic", "PyYAML", "typer", "rich")
PEERS = ("beancount", "beanquery", "yamllint", "check-jsonschema")

Figure = Literal["cpu", "wall", "memory"]


class Run(NamedTuple):
    """What is measured: one or more processes after each other."""

    commands: tuple[list[str], ...]
    at_terminal: bool = False
    folder: Path | None = None
    codes: tuple[int, ...] = (0,)
    """The exit codes with which a process has done its work."""

    def cost(self) -> Cost:
        """What they take together; the memory is that of the largest."""
        each = [
            cost(command, at_terminal=self.at_terminal, folder=self.folder, codes=self.codes)
            for command in self.commands
        ]
        cpu, wall, memory = zip(*each, strict=True)
        return Cost(sum(cpu), sum(wall), max(memory))


class Compared(NamedTuple):
    """Two runs, and the most that the ratio of one of their figures may be."""

    ours: str
    theirs: str
    budget: float | None = None
    of: Figure = "cpu"
    memory: float | None = None
    """The most that the ratio of their memory may be."""


class Row(NamedTuple):
    """A row of the table."""

    what: str
    ours: str
    theirs: str
    ratios: str
    budget: str
    kept: str


def clienthealth(*arguments: str) -> list[str]:
    """A process of the program, as its entry point starts it."""
    return [sys.executable, "-c", PROGRAM, *arguments]


def tool(name: str) -> str | None:
    """The path of a peer: beside this Python, or on the way of commands."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def makes(file: Path, **sizes: int) -> Path:
    """Write a ledger in a process of its own, so that this one stays small."""
    told = ", ".join(f"{name}={size}" for name, size in sizes.items())
    made = f"ledgers.ledger({told})"
    code = f"import ledgers, pathlib, sys; pathlib.Path(sys.argv[1]).write_text({made})"
    subprocess.run([sys.executable, "-c", code, str(file)], cwd=HERE, check=True)
    return file


# Measuring


def measured(runs: Mapping[str, Run], rounds: int) -> dict[str, list[Cost]]:
    """The costs of each run, after a first round that fills the caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            found = run.cost()
            if number:
                costs[name].append(found)
    return costs


def side(costs: list[Cost]) -> str:
    """The medians of one side."""
    cpu, wall, memory = (statistics.median(figures) for figures in zip(*costs, strict=True))
    return f"{seconds(cpu)}, {seconds(wall)}, {memory:,.0f} MB"


def seconds(value: float) -> str:
    """Milliseconds below a second."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def ratio(ours: list[Cost], theirs: list[Cost], of: Figure) -> float:
    """The median of the ratios, round by round."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(getattr(a, of) / getattr(b, of) for a, b in pairs)


def told(limit: float | None, of: str) -> str:
    """A budget in words."""
    return f"{limit:g} {of}" if limit is not None else ""


def rows(
    runs: Mapping[str, Run], comparisons: list[Compared], rounds: int, where: str = ""
) -> Iterator[Row]:
    """Measure all runs in turn, and compare those that are there."""
    costs = measured(runs, rounds)
    for each in comparisons:
        what = f"{each.ours} / {each.theirs}{where}"
        if missing := [name for name in (each.ours, each.theirs) if name not in costs]:
            yield Row(what, "", "", "", told(each.budget, each.of), f"no {' and '.join(missing)}")
            continue
        ours, theirs = costs[each.ours], costs[each.theirs]
        found: dict[Figure, float] = {
            "cpu": ratio(ours, theirs, "cpu"),
            "wall": ratio(ours, theirs, "wall"),
            "memory": ratio(ours, theirs, "memory"),
        }
        limits: dict[Figure, float | None] = {each.of: each.budget}
        if each.memory is not None:
            limits["memory"] = each.memory
        held = [found[of] <= limit for of, limit in limits.items() if limit is not None]
        yield Row(
            what,
            side(ours),
            side(theirs),
            ", ".join(f"{figure:.2f}" for figure in found.values()),
            ", ".join(filter(None, (told(limit, of) for of, limit in limits.items()))),
            ("yes" if all(held) else "**no**") if held else "",
        )


# The groups


def start(folder: Path, rounds: int, _: int) -> Iterator[Row]:
    """What a start costs."""
    path = makes(folder / "start.yaml", clients=20, invoices=500, entries=500, events=200)
    score = clienthealth("score", str(path), *DAY)
    hello, imports = [sys.executable, "-c", HELLO], [sys.executable, "-c", IMPORTS]
    runs = {
        "score": Run((score,)),
        "score at a terminal": Run((score,), at_terminal=True),
        "score studio.yaml": Run((clienthealth("score", str(STUDIO), *DAY),)),
        "hello world": Run((hello,)),
        "hello world at a terminal": Run((hello,), at_terminal=True),
        "--help": Run((clienthealth("--help"),)),
        "--version": Run((clienthealth("--version"),)),
        "import typer, rich.console": Run((imports,)),
    }
    comparisons = [
        Compared("score", "hello world", 1.45),
        Compared("score at a terminal", "hello world at a terminal", 1.6),
        Compared("score studio.yaml", "hello world", 2.0),
        Compared("--help", "import typer, rich.console", 0.8),
        Compared("--version", "import typer, rich.console", 0.8),
    ]
    yield from rows(runs, comparisons, rounds)


def again(folder: Path, rounds: int, _: int) -> Iterator[Row]:
    """What is judged more than once: 200 clients in a repository, with some entries of today."""
    path = folder / "clienthealth.yaml"
    makes(path, clients=200, invoices=5000, entries=5000, events=2000)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True, env=environment())
    makes(path, clients=200, invoices=5010, entries=5010, events=2010)
    lenient = ("check", *DAY, "--fail-on", "none")
    commands = {
        "score": ("score", *DAY),
        "review": ("review", *DAY),
        "trend": ("trend", *DAY),
        "check": lenient,
        "check --new-since": (*lenient, "--new-since", "HEAD"),
    }
    runs = {name: Run((clienthealth(*line),), folder=folder) for name, line in commands.items()}
    limits = {"review": 2.2, "trend": 1.8, "check": 1.0, "check --new-since": 1.4}
    comparisons = [Compared(name, "score", limit) for name, limit in limits.items()]
    yield from rows(runs, comparisons, rounds, ", 200 clients")


def check(folder: Path, rounds: int, _: int) -> Iterator[Row]:
    """The guard of a repository against the tools that look at any YAML."""
    schema = folder / "clienthealth.schema.json"
    with schema.open("w", encoding="utf-8") as file:
        subprocess.run(clienthealth("schema"), stdout=file, check=True, env=environment())
    lint, validate = tool("yamllint"), tool("check-jsonschema")
    for clients in (20, 200):
        sizes = {"invoices": 25 * clients, "entries": 25 * clients, "events": 10 * clients}
        path = str(makes(folder / "check.yaml", clients=clients, **sizes))
        runs = {"check": Run((clienthealth("check", path, *DAY, "--fail-on", "none"),))}
        if lint and validate:
            both = ([lint, "-d", "relaxed", path], [validate, "--schemafile", str(schema), path])
            runs["yamllint and check-jsonschema"] = Run(
                both, codes=(0, 1)
            )  # what they find is no matter
        comparison = Compared("check", "yamllint and check-jsonschema")
        yield from rows(runs, [comparison], rounds, f", {clients} clients")


def large(folder: Path, rounds: int, invoices: int) -> Iterator[Row]:
    """Many invoices against the balances of the same ones."""
    clients = max(1, invoices // CLIENT_SIZE)
    bare = makes(folder / "bare.yaml", clients=clients, invoices=invoices)
    full = makes(
        folder / "full.yaml",
        clients=clients,
        invoices=invoices,
        entries=invoices,
        events=invoices * 2 // 5,
    )
    write_journals(bare, folder / "book.journal", folder / "book.beancount")
    runs = {
        "score": Run((scoring(bare, 1),)),
        "score with time and events": Run((scoring(full, 1),)),
        **peers(folder / "book.journal", folder / "book.beancount"),
    }
    if has_jobs():
        runs["score --jobs 2"] = Run((scoring(bare, 2),))
        runs["score --jobs 2 with time and events"] = Run((scoring(full, 2),))
    comparisons = [
        Compared("score", "hledger", 0.36, "wall", memory=0.25),
        Compared("score", "ledger", 3.1, "wall"),
        Compared("score", "bean-query"),
        Compared("score --jobs 2", "hledger", 0.22, "wall"),
        Compared("score --jobs 2", "ledger", 1.9, "wall"),
        Compared("score with time and events", "hledger", 0.7, "wall"),
        Compared("score --jobs 2 with time and events", "hledger", 0.45, "wall"),
    ]
    yield from rows(runs, comparisons, rounds, f", {invoices:,} invoices")
    if "hledger" in runs:
        yield agreement(bare, folder / "book.journal")


def scoring(path: Path, jobs: int) -> list[str]:
    """`score` as CSV, in so many processes where the program can choose."""
    chosen = ("--jobs", str(jobs)) if has_jobs() else ()
    return clienthealth("score", str(path), *DAY, "--format", "csv", *chosen)


def has_jobs() -> bool:
    """Whether `score` can be told how many processes to use."""
    shown = subprocess.run(
        clienthealth("score", "--help"), capture_output=True, check=True, env=environment()
    )
    return b"--jobs" in shown.stdout


def peers(journal: Path, book: Path) -> dict[str, Run]:
    """The accounting programs that are installed, each on the same invoices and payments."""
    query = "SELECT account, sum(position) GROUP BY account"
    commands = {
        "hledger": ["-f", str(journal), "balance", "-e", AFTER],
        "ledger": ["-f", str(journal), "balance", "-e", AFTER],
        "bean-query": [
            "-q",
            str(book),
            f"{query.replace(' GROUP', f' WHERE date < {AFTER} GROUP')}",
        ],
    }
    found = ((name, tool(name), line) for name, line in commands.items())
    return {name: Run(([path, *line],)) for name, path, line in found if path is not None}


ENTRY = re.compile(
    r"number: (\S+), issued: (\S+), amount: (\S+), payments: \[\{date: (\S+), amount: ([\d.]+)"
)


def write_journals(path: Path, journal: Path, book: Path) -> None:
    """The invoices and payments of a ledger as a journal, and as a book of beancount."""
    with path.open() as lines, journal.open("w") as plain, book.open("w") as beans:
        beans.write("2000-01-01 open Income:Sales\n2000-01-01 open Assets:Bank\n")
        opened = set()
        for line in lines:
            if (entry := ENTRY.search(line)) is None:
                continue
            number, issued, amount, paid, received = entry.groups()
            client = number.split("-")[0]
            if client not in opened:
                opened.add(client)
                beans.write(f"2000-01-01 open Assets:Receivable:C{client}\n")
            plain.write(
                f"{issued} invoice {number}\n    Assets:Receivable:C{client}  {amount} EUR\n"
                f"    Income:Sales\n\n{paid} payment {number}\n    Assets:Bank  {received} EUR\n"
                f"    Assets:Receivable:C{client}\n\n"
            )
            beans.write(
                f'{issued} * "invoice {number}"\n  Assets:Receivable:C{client}  {amount} EUR\n'
                f'  Income:Sales\n\n{paid} * "payment {number}"\n  Assets:Bank  {received} EUR\n'
                f"  Assets:Receivable:C{client}\n\n"
            )


AGREE = """
import csv, json, subprocess, sys
from decimal import Decimal
from pathlib import Path
ours, theirs = (subprocess.run(json.loads(line), capture_output=True, text=True, check=True).stdout
                for line in sys.argv[1:])
scored = {c["id"].removeprefix("client-"): Decimal(c["facts"]["open_balance"])
          for c in json.loads(ours)["clients"]}
booked = dict.fromkeys(scored, Decimal(0))
for account, balance in list(csv.reader(theirs.splitlines()))[1:]:
    if account.startswith("Assets:Receivable:C"):
        amount = balance.removesuffix(" EUR").replace(",", "")
        booked[account.removeprefix("Assets:Receivable:C")] = Decimal(amount)
same = sum(scored[c] == booked.get(c) for c in scored)
print(json.dumps([same, len(scored.keys() | booked.keys()), str(sum(scored.values()))]))
"""
"""Compares the open balances to the cent; a process of its own, as this one has to stay small."""


def agreement(path: Path, journal: Path) -> Row:
    """Whether each client's open balance is hledger's balance of their receivables."""
    ours = clienthealth("score", str(path), *DAY, "--format", "json")
    only = ["Assets:Receivable", "-e", AFTER, "-O", "csv"]
    theirs = [str(tool("hledger")), "-f", str(journal), "balance", *only]
    lines = [json.dumps(line) for line in (ours, theirs)]
    done = subprocess.run(
        [sys.executable, "-c", AGREE, *lines],
        capture_output=True,
        check=True,
        env=environment(),
    )
    same, clients, total = json.loads(done.stdout)
    what = f"open balances to the cent, {Decimal(total):,} EUR in all / hledger"
    kept = "yes" if same == clients else "**no**"
    return Row(what, "", "", f"{same:,} of {clients:,} clients agree", "all", kept)


def growth(folder: Path, rounds: int, invoices: int) -> Iterator[Row]:
    """How the processor's time grows with the ledger, without that of an empty one."""
    sizes = (invoices // 100, invoices // 10, invoices)
    several: list[Callable[[], Path]] = [
        lambda: makes(folder / "empty.yaml", clients=1, invoices=0),
        *(
            lambda size=size: makes(  # type: ignore[misc]  # the size of this turn
                folder / f"{size}.yaml", clients=max(1, size // CLIENT_SIZE), invoices=size
            )
            for size in sizes
        ),
    ]
    yield grown("invoices of many clients", [make() for make in several], sizes, rounds)
    late = (invoices // 20, invoices // 5)
    files = [late_client(folder / f"late-{size}.yaml", size) for size in (1, *late)]
    yield grown("late invoices of one client", files, late, rounds)


def late_client(file: Path, size: int) -> Path:
    """A ledger of one client who pays each invoice late."""
    made = "growth.LISTS['invoices'](int(sys.argv[2]))"
    code = f"import growth, pathlib, sys; pathlib.Path(sys.argv[1]).write_text({made})"
    subprocess.run([sys.executable, "-c", code, str(file), str(size)], cwd=HERE, check=True)
    return file


def grown(name: str, files: list[Path], sizes: tuple[int, ...], rounds: int) -> Row:
    """The exponent between the last two sizes; the first file is the empty ledger."""
    runs = {str(file): Run((scoring(file, 1),)) for file in files}
    costs = measured(runs, rounds)
    base, *each = (statistics.median(c.cpu for c in found) for found in costs.values())
    exponent = math.log((each[-1] - base) / (each[-2] - base), sizes[-1] / sizes[-2])
    times = ", ".join(f"{size:,}: {seconds(t)}" for size, t in zip(sizes, each, strict=True))
    kept = "yes" if exponent <= 1.05 else "**no**"
    return Row(name, times, "", f"exponent {exponent:.2f}", "1.05", kept)


def million(folder: Path, _: int, invoices: int) -> Iterator[Row]:
    """The memory of a very large ledger, slice by slice in one process; run once."""
    size = 10 * invoices
    path = makes(folder / "million.yaml", clients=size // CLIENT_SIZE, invoices=size)
    found = cost(scoring(path, 1))
    kept = "yes" if found.memory <= 1000 else "**no**"
    yield Row(f"score, {size:,} invoices", side([found]), "", "", "1,000 MB", kept)


GROUPS = {
    "start": start,
    "again": again,
    "check": check,
    "large": large,
    "growth": growth,
    "million": million,
}
MOST_ROUNDS = {"again": 9, "check": 9, "large": 5, "growth": 3}
"""What takes long is run less often."""


# Saying it


def machine() -> str:
    """The processor, its cores, the memory, and what else went on."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else []
    name = names[0] if names else platform.processor() or platform.machine()
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    load = os.getloadavg()[0]
    return f"{name}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB, load {load:.1f} at the start"


def versions() -> str:
    """Of Python, the libraries and the peers."""
    found = [f"clienthealth {version('clienthealth')}", f"Python {platform.python_version()}"]
    for name in (*LIBRARIES, *PEERS):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    for name in ("hledger", "ledger"):
        path = tool(name)
        shown = subprocess.check_output([path, "--version"], text=True) if path else ""
        number = re.search(r"\d+(?:\.\d+)+", shown)
        found.append(f"{name} {number[0]}" if number else f"no {name}")
    return ", ".join(found)


def page(groups: list[str], rounds: int, invoices: int) -> Iterator[str]:
    """The result as Markdown."""
    yield f"Machine: {machine()}. Date: {datetime.now(UTC).date()}. {versions()}."
    yield ""
    yield (
        "Each side: the medians of CPU time, wall-clock time and peak memory. The ratios are the "
        "medians of the same three, round by round."
    )
    for name in groups:
        count = min(rounds, MOST_ROUNDS.get(name, rounds))
        yield ""
        yield f"**{name}**, {'one run' if name == 'million' else f'{count} rounds'}:"
        yield ""
        yield "| what | clienthealth | the other | CPU, wall, memory | budget | kept |"
        yield "| --- | --- | --- | --- | --- | --- |"
        with tempfile.TemporaryDirectory() as folder:
            for each in GROUPS[name](Path(folder), count, invoices):
                yield f"| {' | '.join(each)} |"


def put(file: Path, text: str) -> None:
    """Replace what an earlier run has left between the marks of a page."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{file} has no {BEGIN} and {END}")
    file.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Print the table, and put it into a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default=",".join(GROUPS))
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--into", type=Path)
    chosen = parser.parse_args()
    groups = chosen.only.split(",")
    if unknown := set(groups) - GROUPS.keys():
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    lines = []
    for line in page(groups, chosen.runs, chosen.invoices):
        print(line, flush=True)
        lines.append(line)
    if chosen.into:
        put(chosen.into, "\n".join(lines))


if __name__ == "__main__":
    main()
