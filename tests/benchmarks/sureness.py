"""Time to work out how sure the bottom group is, on a ledger of many ranked clients.

    python tests/benchmarks/sureness.py [--clients 200] [--draws 1000] [--runs 5]

The ledger is made up: each client is billed once a month, works with us twelve months a year and
shows about ten findings. It is loaded and judged first; only the draws are timed, in one process
and one thread, by the wall clock and by the time of the processor. The best of the runs is
printed, as other work on the machine only ever adds.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from clienthealth import load_ledger
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from clienthealth.reviewing.rank_stability import Sureness, sureness_of

AS_OF = date(2026, 10, 31)
MONTHS = [date(2025 + (n > 1), (n + 10) % 12 + 1, 20) for n in range(12)]
TROUBLE: tuple[dict[str, object], ...] = (
    {"kind": "stall"},
    {"kind": "discount_request"},
    {"kind": "payment_excuse"},
    {"kind": "agreement_dispute"},
    {"kind": "future_work_promise"},
    {"kind": "decision", "reversed": True},
    {"kind": "feedback", "clear": False},
    {"kind": "meeting", "outcome": "moved"},
    {"kind": "message", "direction": "out"},
    {"kind": "complaint", "justified": False},
    {"kind": "misconduct", "level": "unprofessional", "note": "words"},
)


def ledger(clients: int) -> str:
    """A ledger of so many clients, as text."""
    business = {"name": "Benchmark", "currency": "EUR", "target_rate": "95", "cost_rate": "48"}
    members = [
        {
            "id": f"client-{number}",
            "name": f"Client {number}",
            "since": "2024-01-01",
            "invoices": [*_invoices(number)],
            "time": [{"date": str(day - timedelta(days=9)), "hours": "7.5"} for day in MONTHS],
            "events": [*_events(number)],
        }
        for number in range(clients)
    ]
    return json.dumps({"version": 1, "business": business, "clients": members})


def _invoices(client: int) -> Iterator[dict[str, object]]:
    for n, issued in enumerate(MONTHS):
        amount = f"{500 + (client * 37 + n * 211) % 400}.50"
        paid = {"date": str(issued + timedelta(days=36 + (client * 7 + n) % 30)), "amount": amount}
        yield {
            "number": f"{client}-{n}",
            "issued": str(issued),
            "amount": amount,
            "payments": [paid],
        }


def _events(client: int) -> Iterator[dict[str, object]]:
    for place, event in enumerate(TROUBLE):
        if (client + place) % 5:
            for n in range(2 + (client + place) % 4):
                yield {**event, "at": str(AS_OF - timedelta(days=100 + 30 * n + place))}


def judged(clients: int) -> LedgerOnDate:
    """The ledger, loaded and ranked."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.yaml"
        path.write_text(ledger(clients), encoding="utf-8")
        loaded = load_ledger(path)
    now = LedgerOnDate(loaded, AS_OF, RuleBook(loaded.policy))
    if now.ranking.ranked < clients:
        sys.exit(f"only {now.ranking.ranked} of {clients} clients are ranked")
    return now


class Cost(NamedTuple):
    """Seconds that something took."""

    wall: float
    processor: float


def cost(what: Callable[[], object]) -> Cost:
    """What something costs, by both clocks."""
    begin = Cost(time.perf_counter(), time.process_time())
    what()
    return Cost(time.perf_counter() - begin.wall, time.process_time() - begin.processor)


def described(now: LedgerOnDate, shares: dict[str, Sureness]) -> str:
    """What was measured, in a line."""
    findings = statistics.mean(len(now.member(p).health.findings) for p in now.positions)
    months = statistics.mean(each.active_months for each in shares.values())
    words = Counter(each.word for each in shares.values() if each.word is not None)
    told = ", ".join(f"{count} {word}" for word, count in sorted(words.items()))
    return (
        f"{now.ranking.ranked} ranked clients with {findings:.1f} findings and {months:.1f} active "
        f"months each; of the last {now.ranking.bottom_count}: {told}"
    )


def main() -> None:
    """Print the time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    now = judged(options.clients)
    print(described(now, sureness_of(now, draws=options.draws)))
    runs = [cost(lambda: sureness_of(now, draws=options.draws)) for _ in range(options.runs)]
    wall, processor = (sorted(clock) for clock in zip(*runs, strict=True))
    each = processor[0] / options.draws / options.clients * 1e6
    print(
        f"{options.draws} draws: {wall[0]:.2f} s at best of {options.runs} runs (to "
        f"{wall[-1]:.2f} s), {processor[0]:.2f} s of the processor; {each:.1f} us a client and draw"
    )


if __name__ == "__main__":
    main()
