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
        self._clients: dict[str, dict[str, Any]] = {}
        """The clients of the files so far, by id."""
        self._made: dict[int, list[Any]] = {}
        """The lists that are made here, so that nothing else has them, by their identity."""

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
                self._add_clients(clients, own)
                merged["clients"] = clients
            else:
                rest = document
            self._merge(merged, rest)
        return merged

    def _add_clients(self, clients: list[Any], more: list[Any]) -> None:
        """Add the clients of one file to those of the files before."""
        added: dict[str, dict[str, Any]] = {}
        met: set[str] = set()
        for client in more:
            name = client.get("id") if isinstance(client, dict) else None
            if isinstance(name, str) and name in self._clients and name not in met:
                met.add(name)
                self._merge_client(self._clients[name], client)
                continue
            clients.append(client)  # also a second one in the same file, which the checks report
            if isinstance(name, str):
                added[name] = client
        self._clients |= added

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
                if id(into[key]) not in self._made:  # an alias may have put it elsewhere too
                    into[key] = [*into[key]]
                    self._made[id(into[key])] = into[key]
                into[key] += value
            elif value != into[key]:
                what = f"{key}: {shown(value)} contradicts {shown(into[key])}"
                self._conflict(more[MARK], key, what, mark)
