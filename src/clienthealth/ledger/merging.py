"""Several files as one ledger: maps merge, lists follow one another, scalars must agree."""

from collections.abc import Callable
from typing import Any

from clienthealth.ledger.fields import MARK, shown

Conflict = Callable[[int, str, str, int], None]
"""Called with the later mapping's mark, the key, what is wrong, and the earlier mapping's mark."""


class Merger:
    """Merges documents into one; `moved` records which mapping each added key came from."""

    def __init__(self, conflict: Conflict) -> None:
        self._conflict = conflict
        self.moved: dict[tuple[int, str], int] = {}
        self.mixed: list[int] = []
        """The marks of the mappings that have become one client."""

    def merged(self, documents: list[dict[str, Any]]) -> dict[str, Any]:
        """One document out of many; clients of the same id are merged into one."""
        merged: dict[str, Any] = {}
        clients: list[Any] = []
        for document in documents:
            own = document.get("clients")
            if isinstance(own, list) and merged.get("clients", clients) is clients:
                rest = {key: value for key, value in document.items() if key != "clients"}
                if merged and "clients" not in merged:
                    self.moved[merged[MARK], "clients"] = document[MARK]
                _add_clients(clients, own, self._merge_client)
                merged["clients"] = clients
            else:
                rest = document
            self._merge(merged, rest)
        return merged

    def _merge_client(self, known: dict[str, Any], more: dict[str, Any]) -> None:
        self.mixed += (known[MARK], more[MARK])
        self._merge(known, more)

    def _merge(self, into: dict[str, Any], more: dict[str, Any]) -> None:
        mark = into.setdefault(MARK, more[MARK])
        for key, value in more.items():
            if key == MARK:
                continue
            if key not in into:
                into[key] = value
                if mark != more[MARK]:
                    self.moved[mark, key] = more[MARK]
            elif isinstance(value, dict) and isinstance(into[key], dict):
                into[key] = {**into[key]}  # an alias may have put the same one in two places
                self._merge(into[key], value)
            elif isinstance(value, list) and isinstance(into[key], list):
                into[key] = into[key] + value
            elif value != into[key]:
                what = f"{key}: {shown(value)} contradicts {shown(into[key])}"
                self._conflict(more[MARK], key, what, mark)


def _add_clients(
    clients: list[Any], more: list[Any], merge: Callable[[dict[str, Any], dict[str, Any]], None]
) -> None:
    earlier = {c["id"]: c for c in clients if isinstance(c, dict) and isinstance(c.get("id"), str)}
    for client in more:
        name = client.get("id") if isinstance(client, dict) else None
        known = earlier.pop(name, None) if isinstance(name, str) else None
        if known is None:  # also a second one in the same file, which the checks report
            clients.append(client)
        else:
            merge(known, client)
