"""Whose an e-mail address is: ours, or a client's."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from clienthealth.ledger.fields import parse_date, shown

PUBLIC_PROVIDERS = frozenset(
    [
        "126.com",
        "163.com",
        "aol.com",
        "att.net",
        "bluewin.ch",
        "btinternet.com",
        "comcast.net",
        "fastmail.com",
        "free.fr",
        "gmail.com",
        "gmx.at",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "libero.it",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "mailbox.org",
        "me.com",
        "msn.com",
        "naver.com",
        "orange.fr",
        "outlook.com",
        "outlook.de",
        "posteo.de",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "t-online.de",
        "verizon.net",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.de",
        "yahoo.fr",
        "yandex.ru",
        "zoho.com",
    ]
)
"""Where anybody may have an address, so that the domain does not say whose it is."""

_LONGEST_DOMAIN = 253
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]*[a-z0-9])+")


def domain_problem(text: str) -> str | None:
    """What is wrong with a domain of a client, such as acme.com; None where it is fine."""
    domain = punycode(text)
    if len(domain) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(domain):
        return f"{shown(text)} is not a domain; write one like acme.com"
    if domain in PUBLIC_PROVIDERS:
        remedy = "write the addresses as `email` of `contacts`"
        return f"anybody can have an address at {shown(text)}; {remedy}"
    return None


def folded_address(text: str) -> str:
    """An address for comparison: in lower case, its domain in ASCII."""
    name, at, domain = text.strip().casefold().rpartition("@")
    return f"{name}{at}{punycode(domain)}"


def punycode(domain: str) -> str:
    """A domain in lower-case ASCII, or unchanged where that is impossible."""
    lower = domain.strip().casefold().removeprefix("@").rstrip(".")
    if lower.isascii():
        return lower
    try:
        return lower.encode("idna").decode("ascii")
    except UnicodeError:
        return lower


class _Person(NamedTuple):
    client: str
    first: date
    last: date


class Addresses:
    """Our own addresses, and those of the clients by contact and by domain."""

    def __init__(self, clients: Iterable[dict[str, Any]], own: Iterable[str]) -> None:
        listed = [folded_address(text) for text in own]
        self._own = {text for text in listed if not text.startswith("@")}
        self._own_domains = {text[1:] for text in listed if text.startswith("@")}
        self._people: dict[str, list[_Person]] = {}
        self._domains: dict[str, set[str]] = {}
        for client in clients:
            if not isinstance(client.get("id"), str):
                continue
            for address, person in _people(client):
                self._people.setdefault(address, []).append(person)
            for domain in texts(client.get("domains")):
                self._domains.setdefault(punycode(domain), set()).add(client["id"])

    @property
    def knows_ours(self) -> bool:
        """Whether any address of ours is known."""
        return bool(self._own or self._own_domains)

    def is_ours(self, address: str) -> bool:
        """Whether an address, folded, is ours."""
        return address in self._own or address.rpartition("@")[2] in self._own_domains

    def clients(self, address: str, day: date) -> frozenset[str]:
        """The ids of the clients that a folded address belongs to on a day: usually one or none.

        Contacts go before domains, contacts of that day before those of other times, and longer
        domains before shorter ones.
        """
        people = self._people.get(address)
        if people:
            there = {each.client for each in people if each.first <= day <= each.last}
            return frozenset(there or {each.client for each in people})
        domain = address.rpartition("@")[2]
        while "." in domain:
            if domain in self._domains:
                return frozenset(self._domains[domain])
            domain = domain.partition(".")[2]
        return frozenset()


def texts(value: object) -> list[str]:
    """The texts of a raw entry that is one text or a list of texts."""
    listed = value if isinstance(value, list) else [value]
    return [text for text in listed if isinstance(text, str)]


def _people(client: dict[str, Any]) -> Iterator[tuple[str, _Person]]:
    contacts = client.get("contacts")
    for contact in contacts if isinstance(contacts, list) else []:
        if isinstance(contact, dict) and isinstance(contact.get("email"), str):
            first, last = _day(contact.get("from"), date.min), _day(contact.get("until"), date.max)
            yield folded_address(contact["email"]), _Person(client["id"], first, last)


def _day(value: object, otherwise: date) -> date:
    try:
        return parse_date(value)
    except ValueError:
        return otherwise
