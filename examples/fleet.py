"""Many ledgers on the workers of Dask: the lowest clients over all of them, and what is broken.

python examples/fleet.py FOLDER DATE      needs `pip install "clienthealth[fleet]"`

Each ledger of the folder (a YAML file or a folder of them) is one task. Here two processes of this
machine do the work; with `Client("tcp://scheduler:8786")` the machines of a cluster do.
With CLIENTHEALTH_REDACT_KEY set, no name leaves a worker: pseudonyms do, and of the amounts only
the two that clients are ranked by.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from clienthealth import (
    KEY_VARIABLE,
    ClientRow,
    FleetRow,
    Redactor,
    fleet_bottom,
    fleet_rows,
    redact,
)

Rows = tuple[FleetRow, ...]
BATCH = 1000


def work(ledger: str, as_of: date, secret: str | None) -> Rows:
    """What one task does: the rows of one ledger, under pseudonyms where there is a secret key."""
    rows = fleet_rows(ledger, as_of=as_of)
    if not secret:
        return rows
    redactor = Redactor(secret)
    return tuple(under_pseudonym(row, redactor) for row in rows)


def under_pseudonym(row: FleetRow, redactor: Redactor) -> FleetRow:
    """A row without names that can still be ranked: the amounts that decide stay in it."""
    redacted = redact(row, redactor)
    if isinstance(row, ClientRow) and isinstance(redacted, ClientRow):
        return redacted._replace(worth=row.worth, overdue=row.overdue)
    return redacted


def in_a_loop(ledgers: Sequence[str], as_of: date, secret: str | None = None) -> Iterator[Rows]:
    """The same without an engine."""
    return (work(ledger, as_of, secret) for ledger in ledgers)


@contextmanager
def dask_workers(count: int = 2) -> Iterator[Callable[..., Iterator[Rows]]]:
    """Workers that take over from the loop, and give the rows as they come."""
    from distributed import Client, LocalCluster, as_completed  # noqa: PLC0415  # the extra

    def on_workers(
        ledgers: Sequence[str], as_of: date, secret: str | None = None
    ) -> Iterator[Rows]:
        # Beyond a batch the scheduler would hold a task for every ledger that there is.
        for first in range(0, len(ledgers), BATCH):
            batch = ledgers[first : first + BATCH]
            tasks = client.map(work, batch, as_of=as_of, secret=secret, pure=False)
            yield from (rows for _, rows in as_completed(tasks, with_results=True))

    with (
        LocalCluster(
            n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        yield on_workers


def ledgers_in(folder: Path) -> list[str]:
    """The ledgers of a folder: its YAML files, and its folders, each of which is one ledger."""
    kinds = {".yaml", ".yml"}
    found = sorted(p for p in folder.iterdir() if p.is_dir() or p.suffix in kinds)
    return [str(p) for p in found if not p.name.startswith(".")]


def main(folder: str, day: str) -> int:
    """Print the lowest clients; 3 where a ledger is broken, which keeps no other from its rows."""
    secret = os.environ.get(KEY_VARIABLE) or None
    with dask_workers() as on_workers:
        each = on_workers(ledgers_in(Path(folder)), date.fromisoformat(day), secret)
        found = fleet_bottom(row for rows in each for row in rows)
    print(f"the lowest {len(found.overall.bottom)} of {found.overall.ranked} ranked clients:")
    for row in found.overall.bottom:
        print(f"{row.ledger}: {row.id}, {row.verdict}")
    for broken in found.broken:
        why = broken.fault or "\n  ".join(map(str, broken.problems))
        print(f"{broken.ledger} is broken:\n  {why}", file=sys.stderr)
    return 3 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 3 else __doc__)
