"""Several files as one ledger: maps merge, lists follow one another, scalars must agree."""

from collections.abc import Callable
from typing import Any

from clienthealth.ledger.fields import MARK, shown

Conflict = Callable[[int, str, str, int], None]
"""Called with the later mapping's mark, the key, what is wrong, and the earlier mapping's mark."""


def merge_documents(documents: list[dict[str, Any]], conflict: Conflict) -> dict[str, Any]:
    """One document out of many; clients of the same id are merged into one."""
    merged: dict[str, Any] = {}
    clients: list[Any] = []
    for document in documents:
        own = document.get("clients")
        if isinstance(own, list):
            rest = {key: value for key, value in document.items() if key != "clients"}
            _merge_clients(clients, own, conflict)
            merged.setdefault("clients", clients)
        else:
            rest = document
        _merge(merged, rest, conflict)
    return merged


def _merge_clients(clients: list[Any], more: list[Any], conflict: Conflict) -> None:
    earlier = {c["id"]: c for c in clients if isinstance(c, dict) and isinstance(c.get("id"), str)}
    for client in more:
        known = earlier.pop(client.get("id"), None) if isinstance(client, dict) else None
        if known is None:  # also a second one in the same file: a mistake the checks report
            clients.append(client)
        else:
            _merge(known, client, conflict)


def _merge(into: dict[str, Any], more: dict[str, Any], conflict: Conflict) -> None:
    for key, value in more.items():
        if key not in into:
            into[key] = value
        elif key == MARK:
            continue
        elif isinstance(value, dict) and isinstance(into[key], dict):
            _merge(into[key], value, conflict)
        elif isinstance(value, list) and isinstance(into[key], list):
            into[key] = into[key] + value
        elif value != into[key]:
            what = f"{key}: {_short(value)} contradicts {_short(into[key])}"
            conflict(more.get(MARK, 0), key, what, into.get(MARK, 0))


def _short(value: object) -> str:
    if isinstance(value, str):
        return shown(value)
    return "a list" if isinstance(value, list) else "a mapping"
