"""Two states of a ledger: under the same policy and waivers, and what differs between them."""

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from clienthealth.facts.client import Path
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client, Include, Ledger, Waiver

_PLACES = {"mark", "empty"}
Content = object
"""What an entry says, wherever it stands."""


E = TypeVar("E", bound=Entry)


class Differing(NamedTuple, Generic[E]):
    """Entries that stand on one side only; a changed one is both."""

    added: tuple[E, ...]
    removed: tuple[E, ...]


def content(value: object) -> Content:
    """What an entry says, without where it stands."""
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return (type(value), *(content(getattr(value, n)) for n in names if n not in _PLACES))
    if isinstance(value, (tuple, list)):
        return tuple(content(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((key, repr(content(item))) for key, item in value.items()))
    return value


def under_waivers(ledger: Ledger, base: Ledger | None) -> Ledger:
    """A ledger with the waivers of another; none where there is no other."""
    own = {client.id: client.waivers for client in base.clients} if base else {}
    clients = tuple(_with(client, own.get(client.id, ())) for client in ledger.clients)
    return ledger.model_copy(update={"clients": clients})


def _with(client: Client, waivers: tuple[Waiver, ...]) -> Client:
    same = content(client.waivers) == content(waivers)
    return client if same else client.model_copy(update={"waivers": waivers})


def differing(before: Sequence[E], now: Sequence[E]) -> Differing[E]:
    """What was added and what was taken out."""
    earlier, later = [content(e) for e in before], [content(e) for e in now]
    return Differing(
        tuple(e for e, said in zip(now, later, strict=True) if said not in earlier),
        tuple(e for e, said in zip(before, earlier, strict=True) if said not in later),
    )


def changed_waivers(base: Ledger, head: Ledger) -> Iterator[tuple[Client, Differing[Waiver]]]:
    """The clients whose waivers differ; a client that has gone is passed over."""
    before = {client.id: client.waivers for client in base.clients}
    for client in head.clients:
        found = differing(before.get(client.id, ()), client.waivers)
        if found.added or found.removed:
            yield client, found


def changed_includes(base: Ledger, head: Ledger) -> Differing[Include]:
    """The includes that differ."""
    return differing(base.include, head.include)


def newest_first(evidence: Sequence[Path], now: Client, before: Client | None) -> list[Path]:
    """Evidence with what is new or changed since an earlier state first."""
    if before is None:
        return list(evidence)
    known: dict[str, list[Content]] = {}

    def is_known(path: Path) -> bool:
        if len(path) < 2 or not isinstance(path[1], int):  # a list and an index
            return True
        field = str(path[0])
        if field not in known:
            known[field] = [content(entry) for entry in getattr(before, field)]
        return content(getattr(now, field)[path[1]]) in known[field]

    return sorted(evidence, key=is_known)
