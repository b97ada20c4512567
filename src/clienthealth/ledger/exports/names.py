"""Clients and projects by all the names that an export may use."""

import re
import unicodedata
from typing import Any

from clienthealth.ledger.fields import shown
from clienthealth.ledger.problems import did_you_mean

RawClient = dict[str, Any]

_PLAIN = re.compile(r"[a-z0-9_./#&,()-]+(?: [a-z0-9_./#&,()-]+)*", re.ASCII)

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
"""Invisible characters: soft hyphens, zero-width spaces, direction marks."""


def folded(text: str) -> str:
    """A name for comparison: composed, without case and kinds of space."""
    if _PLAIN.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFC", text.translate(_UNSEEN)).casefold()
    return " ".join(unicodedata.normalize("NFC", composed).split())


class Names:
    """The clients of a ledger by id, name, alias and the addresses of their contacts."""

    def __init__(self, clients: list[Any], currency: str) -> None:
        self.clients: list[RawClient] = [c for c in clients if isinstance(c, dict)]
        self._currency = currency
        self._by_id = {c["id"]: c for c in self.clients if isinstance(c.get("id"), str)}
        self._by_name: dict[str, list[RawClient]] = {}
        self._projects: dict[int, dict[str, str]] = {}
        for client in self.clients:
            for name in {folded(name) for name in _names(client)}:
                self._by_name.setdefault(name, []).append(client)

    def currency_of(self, client: RawClient) -> str:
        """The currency code of a client's amounts."""
        own = client.get("currency")
        return own if isinstance(own, str) else self._currency

    def find(self, name: str, currency: str | None = None) -> tuple[RawClient | None, str]:
        """The client of that id, name, alias or address; or, without exactly one, what is wrong.

        Of several clients with one name, it is the one with the row's currency.
        """
        if name in self._by_id:
            return self._by_id[name], ""
        found = self._by_name.get(folded(name), [])
        if len(found) > 1 and currency is not None:
            found = [c for c in found if self.currency_of(c) == currency] or found
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"client: several clients are named {shown(name)}; write the id"
        return None, f"client: no client is named {shown(name)}; {self.near(name)}"

    def near(self, name: str) -> str:
        """The end of a message on an unknown client: the closest name."""
        ids = [*self._by_id]
        said = did_you_mean(name, ids)
        if said.startswith("did you mean"):
            return said
        names = [str(c["name"]) for c in self.clients if isinstance(c.get("name"), str)]
        by_name = did_you_mean(name, names)
        return by_name if by_name.startswith("did you mean") else said

    def project(self, client: RawClient, name: str) -> str | None:
        """The id of a client's project by its id or name; None without exactly one."""
        known = self._projects.get(id(client))
        if known is None:
            known = self._projects[id(client)] = _projects(client)
        return name if name in known.values() else known.get(folded(name))


def _names(client: RawClient) -> list[str]:
    aliases, contacts = client.get("aliases", []), client.get("contacts", [])
    listed = aliases if isinstance(aliases, list) else [aliases]
    people = contacts if isinstance(contacts, list) else []
    mails = [person.get("email") for person in people if isinstance(person, dict)]
    names = (client.get("id"), client.get("name"), *listed, *mails)
    return [name for name in names if isinstance(name, str)]


def _projects(client: RawClient) -> dict[str, str]:
    listed = client.get("projects", [])
    found: dict[str, str] = {}
    doubtful = set()
    for project in listed if isinstance(listed, list) else []:
        key = project.get("id") if isinstance(project, dict) else None
        if not isinstance(key, str):
            continue
        for name in {folded(key), folded(str(project.get("name") or key))}:
            if found.setdefault(name, key) != key:
                doubtful.add(name)
    return {name: key for name, key in found.items() if name not in doubtful}
