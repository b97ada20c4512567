"""Two states of a ledger under the same waivers, and the differences between them."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from clienthealth.facts.client import Path
from clienthealth.ledger.fields import Entry, unplaced
from clienthealth.ledger.includes import Include
from clienthealth.ledger.models import Client, Ledger, Waiver

Content = dict[str, object] | None


E = TypeVar("E", bound=Entry)


class Differing(NamedTuple, Generic[E]):
    """Entries on one side only. A changed entry is in both."""

    added: tuple[E, ...]
    removed: tuple[E, ...]


def content(entry: Entry | None) -> Content:
    """The content of an entry, without its place."""
    return None if entry is None else unplaced(entry)


def under_waivers(ledger: Ledger, base: Ledger | None) -> Ledger:
    """A ledger with the waivers of another ledger; without waivers if there is no other."""
    own = {client.id: client.waivers for client in base.clients} if base else {}
    clients = tuple(_with(client, own.get(client.id, ())) for client in ledger.clients)
    return ledger.model_copy(update={"clients": clients})


def _with(client: Client, waivers: tuple[Waiver, ...]) -> Client:
    if client.waivers is waivers or not (client.waivers or waivers):
        return client
    same = [*map(content, client.waivers)] == [*map(content, waivers)]
    return client if same else client.model_copy(update={"waivers": waivers})


def differing(before: Sequence[E], now: Sequence[E]) -> Differing[E]:
    """What was added and what was removed."""
    earlier, later = [*map(hashable, before)], [*map(hashable, now)]
    was, is_now = set(earlier), set(later)
    return Differing(
        tuple(e for e, said in zip(now, later, strict=True) if said not in was),
        tuple(e for e, said in zip(before, earlier, strict=True) if said not in is_now),
    )


def hashable(value: object) -> Hashable:
    """An entry, or a value of one, without its place, to be looked up among thousands."""
    return _frozen(unplaced(value))


def _frozen(value: object) -> Hashable:
    if isinstance(value, dict):
        return frozenset((key, _frozen(each)) for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(_frozen, value))
    return value


def changed_waivers(base: Ledger, head: Ledger) -> Iterator[tuple[Client, Differing[Waiver]]]:
    """The clients with different waivers, without removed clients."""
    before = {client.id: client.waivers for client in base.clients}
    for client in head.clients:
        earlier = before.get(client.id, ())
        if earlier is client.waivers:
            continue
        found = differing(earlier, client.waivers)
        if found.added or found.removed:
            yield client, found


def changed_includes(base: Ledger, head: Ledger) -> Differing[Include]:
    """The different includes."""
    return differing(base.include, head.include)


def newest_first(evidence: Sequence[Path], now: Client, before: Client | None) -> list[Path]:
    """Evidence of something worse, with new or changed entries first.

    If none of the evidence is new, the first new entry of the client comes before it: more hours
    can lower the rate of an old invoice.
    """
    if before is None:
        return list(evidence)
    there = _There(now, before)
    ordered = sorted(evidence, key=there.was)
    if ordered and not there.was(ordered[0]):
        return ordered
    fields = [name for name in type(now).model_fields if name != "waivers"]
    lists = ((name, getattr(now, name)) for name in fields)
    paths = ((name, i) for name, held in lists if isinstance(held, tuple) for i in range(len(held)))
    new = next((path for path in paths if not there.was(path)), None)
    return [*([new] if new else []), *ordered]


class _There:
    """The entries of a client that were there before, at any place."""

    def __init__(self, now: Client, before: Client) -> None:
        self._now, self._before = now, before
        self._known: dict[tuple[str, ...], list[Content]] = {}

    def was(self, path: Path) -> bool:
        """Whether an entry, or an entry around it, was there before.

        Everything within a new invoice is new. Entries within a changed invoice may be old.
        """
        ends = [
            end for end, part in enumerate(path, 1) if isinstance(part, int) or end == len(path)
        ]
        return not path or any(self._holds(path[:end]) for end in ends)

    def _holds(self, path: Path) -> bool:
        fields = tuple(part for part in path if isinstance(part, str))
        if fields not in self._known:
            self._known[fields] = [content(entry) for entry in _entries(self._before, fields)]
        return content(_entry(self._now, path)) in self._known[fields]


def _entry(client: Client, path: Path) -> Entry | None:
    found: object = client
    for part in path:
        found = found[part] if isinstance(part, int) else getattr(found, part)  # type: ignore[index]  # a path leads through tuples
    return found if isinstance(found, Entry) else None


def _entries(client: Client, fields: Sequence[str]) -> Iterator[Entry]:
    """All entries of a client in these lists, each list nested in the one before."""
    found: list[object] = [client]
    for field in fields:
        held = [getattr(entry, field, None) for entry in found]
        found = [part for each in held for part in (each if isinstance(each, tuple) else (each,))]
    return (entry for entry in found if isinstance(entry, Entry))
