"""Many ledgers, one after the other or on many machines: rows of figures, and their bottom.

A bookkeeper or a platform hands `fleet_rows` to an engine, a call for each ledger, and gives
`fleet_bottom` the rows that come back. A row is small, flat and picklable, and holds no entry of
the ledger. `redact` redacts rows as it does every result.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike, fspath
from pathlib import PurePath
from typing import NamedTuple

from clienthealth.facts.client import Stage
from clienthealth.facts.context import cents
from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import ClientAssessment, assessment_at
from clienthealth.judging.on_a_day import History, RuleBook
from clienthealth.judging.ranking import RankedBy, bottom_count, figures_of, ranked_best_first
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    Fingerprint,
    Money,
    OwnWords,
    ProgramWords,
)
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.one_text import OneText
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import LedgerError, Problem, gathered
from clienthealth.ledger.reading import read_ledger
from clienthealth.loading import load_ledger
from clienthealth.rules.registry import vocabulary


class ClientRow(NamedTuple):
    """The figures of one client of one ledger; money is in the business's currency."""

    ledger: Fingerprint
    """The path or the name of the ledger; where redacted, digits enough for millions of them."""
    business: OwnWords
    currency: ProgramWords
    as_of: date
    id: ClientId
    name: ClientName
    stage: Stage
    health: float | None
    """0 to 100 with one decimal; None where too little is known."""
    coverage: float
    trend: float | None
    """The change of the health in a quarter of a year."""
    rate: Money
    """The effective hourly rate."""
    worth: Money
    """Effective hourly rate times health: what an hour with this client really brings."""
    no_worth: ProgramWords | None
    """Why the client is not ranked by worth; None where it is."""
    no_rank: ProgramWords | None
    """Why the client is ranked neither by worth nor by health; None where it is."""
    rank: int | None
    """Among the clients of this ledger, under its own policy; 1 is the best."""
    bottom: bool
    """Whether the client is in the bottom of this ledger, under its own policy."""
    grinder: bool
    verdict: Action | None
    """None for former and for dormant clients."""
    because: ProgramWords
    """The codes that the verdict rests on, with spaces between them."""
    holds: ProgramWords
    """The kinds of hold, with spaces between them."""
    open: Money
    overdue: Money


class BrokenLedger(NamedTuple):
    """A ledger without figures: it cannot be read or is invalid, or the program failed on it."""

    ledger: Fingerprint
    problems: tuple[Problem, ...]
    """All problems in the program's words; a repeated problem appears once, with a count."""
    fault: ProgramWords | None = None
    """The kind of exception where the fault is the program's; then there are no problems."""


FleetRow = ClientRow | BrokenLedger


class FleetGroup(NamedTuple):
    """A ranking of clients, and its bottom."""

    by: RankedBy
    active: int
    ranked: int
    bottom: tuple[ClientRow, ...]
    """The lowest first."""


class FleetBottom(NamedTuple):
    """The bottom over all ledgers, and that of each."""

    overall: FleetGroup
    by_ledger: Mapping[Fingerprint, FleetGroup]
    broken: tuple[BrokenLedger, ...]


def fleet_rows(
    ledger: str | PathLike[str],
    *,
    as_of: date,
    text: str | bytes | None = None,
    policy: Policy | None = None,
) -> tuple[FleetRow, ...]:
    """The rows of one ledger: one for each client, or one that says what is wrong with it.

    A function of its arguments and of the files alone, so that an engine can run it anywhere,
    and again.

    Args:
        ledger: The path of a file or a folder; with `text`, the name that the ledger goes by.
        as_of: The date of assessment.
        text: What the ledger holds, where it is not on this machine's disk. Such a ledger
            includes no other files.
        policy: One policy for all ledgers, in place of each ledger's own.

    Returns:
        Rows in the order of the ledger. Nothing that is wrong with a ledger is raised.
    """
    name = fspath(ledger)
    try:
        return tuple(_rows(name, _loaded(name, text), as_of, policy))
    except LedgerError as error:
        return (BrokenLedger(name, gathered(error.problems)),)
    except Exception as error:  # noqa: BLE001  # one ledger of a million ends the work of no other
        return (BrokenLedger(name, (), type(error).__name__),)


def _loaded(name: str, text: str | bytes | None) -> Ledger:
    if text is None:
        return load_ledger(name)
    return read_ledger(PurePath(name or "ledger"), vocabulary(), OneText(text))


def _rows(name: str, ledger: Ledger, as_of: date, policy: Policy | None) -> Iterable[ClientRow]:
    past = History(ledger, RuleBook(policy or ledger.policy))
    now = past.on(as_of)
    for client in assessment_at(past, as_of).clients:
        reasons = (client.rank_reason, client.rank_reason)
        if client.stage == "active":
            figures = figures_of(now.member(client.position))
            reasons = figures.no_worth, figures.no_rank
        yield _row(name, ledger, as_of, client, reasons)


def _row(
    name: str,
    ledger: Ledger,
    as_of: date,
    client: ClientAssessment,
    reasons: tuple[str | None, str | None],
) -> ClientRow:
    verdict = client.verdict
    no_worth, no_rank = reasons
    return ClientRow(
        ledger=name,
        business=ledger.business.name,
        currency=ledger.business.currency,
        as_of=as_of,
        id=client.id,
        name=client.name,
        stage=client.stage,
        health=client.health,
        coverage=client.coverage,
        trend=client.trend,
        rate=client.effective_rate,
        worth=client.worth,
        no_worth=no_worth,
        no_rank=no_rank,
        rank=client.rank,
        bottom=client.bottom,
        grinder=client.grinder,
        verdict=client.action,
        because=" ".join(verdict.because) if verdict else "",
        holds=" ".join(client.hold_kinds),
        open=client.facts.open_balance,
        overdue=client.facts.overdue_balance,
    )


def fleet_bottom(
    rows: Iterable[FleetRow],
    *,
    percent: Decimal | int = 15,
    exchange_rates: Mapping[str, Decimal] | None = None,
) -> FleetBottom:
    """The lowest clients over all ledgers, and of each ledger.

    Ranked as in a single ledger: the active clients by worth, or by health where fewer than half
    can be ranked by worth; ties by health, then by what is overdue, then by id and ledger.

    Args:
        rows: What `fleet_rows` gave for every ledger, in any order.
        percent: The share of the ranked clients that is the bottom. The policies of the ledgers
            do not count here; they are in each row's own `rank` and `bottom`.
        exchange_rates: What 1 unit of each currency is worth in a common one. Needed where the
            ledgers have several currencies; the amounts in the rows stay as they are.

    Raises:
        ValueError: two rows are of the same client of the same ledger, a rate is missing, or the
            amounts of a row are withheld.
    """
    every = list(rows)
    broken = sorted({r for r in every if isinstance(r, BrokenLedger)}, key=lambda r: r.ledger)
    clients = sorted((r for r in every if isinstance(r, ClientRow)), key=lambda r: (r.id, r.ledger))
    _check(clients)
    share = Decimal(percent)
    by_ledger: dict[str, list[ClientRow]] = {}
    for row in clients:
        by_ledger.setdefault(row.ledger, []).append(row)
    return FleetBottom(
        overall=_group(clients, share, _rates(clients, exchange_rates or {})),
        by_ledger={name: _group(own, share, {}) for name, own in sorted(by_ledger.items())},
        broken=tuple(broken),
    )


def _check(clients: Sequence[ClientRow]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in clients:
        if (row.ledger, row.id) in seen:
            raise ValueError(f"{row.ledger}: two rows of client {row.id}; give each ledger once")
        seen.add((row.ledger, row.id))
        if row.stage == "active" and row.no_worth is None and row.worth is None:
            raise ValueError(
                f"{row.ledger}: the amounts of client {row.id} are withheld, and they are ranked "
                "by them; find the bottom first and redact what it gives"
            )


def _rates(
    clients: Sequence[ClientRow], exchange_rates: Mapping[str, Decimal]
) -> Mapping[str, Decimal]:
    """The rates to a common currency; none where all have the same one."""
    found = {row.currency for row in clients if row.stage == "active"}
    if len(found) <= 1:
        return {}
    if missing := sorted(found - exchange_rates.keys()):
        raise ValueError(
            "the ledgers have several currencies; add to `exchange_rates` what 1 unit of "
            f"{', '.join(missing)} is worth in a common currency"
        )
    return exchange_rates


class _Compared(NamedTuple):
    """A row with its amounts in the common currency."""

    row: ClientRow
    id: str
    worth: Decimal | None
    health: float | None
    overdue: Decimal | None
    no_worth: str | None
    no_rank: str | None


def _group(
    clients: Sequence[ClientRow], percent: Decimal, rates: Mapping[str, Decimal]
) -> FleetGroup:
    active = [_compared(row, rates) for row in clients if row.stage == "active"]
    by, ranked = ranked_best_first(active)
    count = bottom_count(len(ranked), percent)
    lowest = tuple(each.row for each in reversed(ranked[len(ranked) - count :]))
    return FleetGroup(by, len(active), len(ranked), lowest)


def _compared(row: ClientRow, rates: Mapping[str, Decimal]) -> _Compared:
    rate = rates.get(row.currency, Decimal(1))
    worth = cents(row.worth * rate) if row.worth is not None else None
    overdue = cents(row.overdue * rate) if row.overdue is not None else None
    return _Compared(row, row.id, worth, row.health, overdue, row.no_worth, row.no_rank)
