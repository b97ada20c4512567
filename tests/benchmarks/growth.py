"""How the cost of each command grows with each list of a ledger.

    python tests/benchmarks/growth.py [--commands score,check] [--lists invoices,...] [--to 16000]
        [--runs 2]

One list at a time is grown by four, from 250 entries on; each command runs as a whole process.
Printed are its seconds of the processor, and the exponent between the last two sizes: 1.0 is a
cost that grows as the list does, 2.0 one that grows with its square. The cost of an empty ledger
is taken off before.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 11, 1)
SMALLEST = 250
HEAD = "version: 1\nbusiness: {name: Growth, currency: EUR, target_rate: 95, cost_rate: 48}\n"
CLIENT = "clients:\n  - id: acme\n    name: Acme\n    since: 2024-01-01\n"
COMMANDS = {
    "score": ["score", "--format", "json"],
    "explain": ["explain", "acme"],
    "trend": ["trend", "--format", "json"],
    "review": ["review", "--format", "json"],
    "check": ["check", "--format", "json", "--fail-on", "none"],
}


def day(n: int, days: int = 700) -> date:
    """The n-th day of a list that is spread over the time before the date of assessment."""
    return AS_OF - timedelta(days=1 + n % days)


def client(key: str, entry: Callable[[int], str], size: int) -> str:
    """A ledger of one client with one long list."""
    entries = "".join(f"      - {{{entry(n)}}}\n" for n in range(size))
    return f"{HEAD}{CLIENT}    {key}:\n{entries}"


def late_invoice(n: int) -> str:
    """An invoice that is paid late."""
    issued = day(n) - timedelta(days=90)
    paid = issued + timedelta(days=60)
    return (
        f"number: A{n}, issued: {issued}, amount: {100 + n}, "
        f"payments: [{{date: {paid}, amount: {100 + n}}}]"
    )


def payments_of_one(size: int) -> str:
    """One invoice, paid in many parts."""
    parts = ", ".join(f"{{date: {day(n)}, amount: 1.00}}" for n in range(size))
    return (
        f"{HEAD}{CLIENT}    invoices:\n"
        f"      - {{number: A1, issued: 2024-01-01, amount: {size + 5}.00, payments: [{parts}]}}\n"
    )


def instalments(size: int) -> str:
    """One invoice, due in many parts."""
    parts = ", ".join(f"{{date: {day(n)}, amount: 1.00}}" for n in range(size))
    return (
        f"{HEAD}{CLIENT}    invoices:\n"
        f"      - {{number: A1, issued: 2024-01-01, amount: {size}.00, due: [{parts}]}}\n"
    )


def clients(size: int) -> str:
    """Many clients with an invoice each."""
    entries = "".join(
        f"  - {{id: c{n}, name: Client {n}, since: 2024-01-01, invoices: "
        f"[{{number: {n}, issued: {day(n, 300)}, amount: {500 + n}}}], "
        f"time: [{{date: {day(n, 300)}, hours: 24}}]}}\n"
        for n in range(size)
    )
    return f"{HEAD}clients:\n{entries}"


def policies(size: int) -> str:
    """A policy of its own for each of many clients."""
    own = "".join(f"    c{n}: {{disable: [late-payment]}}\n" for n in range(size))
    people = "".join(
        f"  - {{id: c{n}, name: Client {n}, since: 2024-01-01}}\n" for n in range(size)
    )
    return f"{HEAD}policy:\n  clients:\n{own}clients:\n{people}"


def talks(size: int) -> str:
    """Many boundary talks beside late invoices."""
    bills = "".join(f"      - {{{late_invoice(n)}}}\n" for n in range(size))
    said = "".join(
        f"      - {{kind: boundary, at: {day(n)}, about: [late-payment]}}\n" for n in range(size)
    )
    return f"{HEAD}{CLIENT}    invoices:\n{bills}    events:\n{said}"


def projects(size: int) -> str:
    """Many projects with an entry of time each."""
    own = "".join(
        f"      - {{id: p{n}, fee: 1000, estimated_hours: 10, started: {day(n)}}}\n"
        for n in range(size)
    )
    time = "".join(f"      - {{date: {day(n)}, hours: 2, project: p{n}}}\n" for n in range(size))
    return f"{HEAD}{CLIENT}    projects:\n{own}    time:\n{time}"


LISTS: dict[str, Callable[[int], str]] = {
    "invoices": lambda n: client("invoices", late_invoice, n),
    "open invoices": lambda n: client(
        "invoices", lambda i: f"number: A{i}, issued: {day(i)}, amount: {100 + i}", n
    ),
    "alike invoices": lambda n: client(
        "invoices", lambda i: f"number: A{i}, issued: {day(i, 50)}, amount: 100", n
    ),
    "payments of one": payments_of_one,
    "instalments": instalments,
    "client payments": lambda n: client(
        "payments", lambda i: f"date: {day(i)}, amount: {1 + i}", n
    ),
    "time": lambda n: client("time", lambda i: f"date: {day(i)}, hours: 1.5", n),
    "messages": lambda n: client(
        "events", lambda i: f"kind: message, at: {day(i)}T22:{i % 60:02}", n
    ),
    "stalls": lambda n: client("events", lambda i: f"kind: stall, at: {day(i)}", n),
    "talks": talks,
    "waivers": lambda n: client(
        "waivers",
        lambda i: f"rule: late-payment, reason: r, from: {day(i)}, until: {day(i)}",
        n,
    ),
    "contacts": lambda n: client("contacts", lambda i: f"name: Person {i}", n),
    "aliases": lambda n: (
        f"{HEAD}{CLIENT}    aliases: [{', '.join(f'name {i}' for i in range(n))}]\n"
    ),
    "projects": projects,
    "clients": clients,
    "policies": policies,
    "unknown clients": lambda n: (
        f"{HEAD}policy:\n  clients:\n"
        + "".join(f"    x{i}: {{disable: [late-payment]}}\n" for i in range(n))
        + f"{CLIENT}"
    ),
    "unknown keys": lambda n: f"{HEAD}{CLIENT}" + "".join(f"    kez{i}: 1\n" for i in range(n)),
    "pieces of a text": lambda n: (
        f"{HEAD}{CLIENT}    contacts: [{{name: Jo, {', '.join(f'word{i}' for i in range(n))}}}]\n"
    ),
    "wrong dates": lambda n: client("time", lambda i: f"date: 2026-02-{31 + i}, hours: 1", n),
    "unknown projects": lambda n: client(
        "time", lambda i: f"date: {day(i)}, hours: 1, project: x{i}", n
    ),
}


def cpu_seconds(arguments: list[str], runs: int) -> float:
    """The processor's seconds for a process; the best of some runs."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    environment = {k: v for k, v in os.environ.items() if k not in skipped}
    seconds = []
    for _ in range(runs):
        process = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in {0, 3}:
            sys.exit(f"{' '.join(arguments)} failed")
        seconds.append(usage.ru_utime + usage.ru_stime)
    return min(seconds)


def sizes(largest: int) -> Iterator[int]:
    """250, 1,000, 4,000, 16,000, …"""
    size = SMALLEST
    while size <= largest:
        yield size
        size *= 4


def measure(name: str, command: str, folder: Path, largest: int, runs: int) -> str:
    """A row of the table: the seconds for each size, and how they grow."""
    costs = []
    file = folder / "clienthealth.yaml"
    for size in (1, *sizes(largest)):
        file.write_text(LISTS[name](size))
        arguments = [sys.executable, "-m", "clienthealth", *COMMANDS[command], str(file)]
        costs.append(cpu_seconds([*arguments, "--as-of", str(AS_OF)], runs))
    base, *grown = costs
    own = [max(cost - base, 0.001) for cost in grown]
    exponent = math.log(own[-1] / own[-2], 4)
    seconds = " | ".join(f"{cost:.2f}" for cost in grown)
    return f"| {name} | {command} | {seconds} | {exponent:.2f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--lists", default=",".join(LISTS))
    parser.add_argument("--to", type=int, default=16_000)
    parser.add_argument("--runs", type=int, default=2)
    chosen = parser.parse_args()
    heads = " | ".join(f"{size:,}" for size in sizes(chosen.to))
    print(f"| list | command | {heads} | exponent |")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.lists.split(","):
            for command in chosen.commands.split(","):
                print(measure(name, command, Path(folder), chosen.to, chosen.runs), flush=True)


if __name__ == "__main__":
    main()
