"""Redaction for public logs: pseudonyms for names, and nothing for the rest.

Everything is judged on the originals first. Only the output is redacted.
"""

import hashlib
import hmac
from pathlib import PurePath
from typing import Literal

KEY_VARIABLE = "CLIENTHEALTH_REDACT_KEY"
"""The environment variable with the key, read by the command line."""

EXTENSIONS = frozenset({".yaml", ".yml", ".csv", ".json"})
NAME_DIGITS = 8
FINGERPRINT_DIGITS = 16

Kind = Literal["client", "file", "fingerprint"]

WITHHELD = "withheld"
NO_LEDGER = (
    "the ledger cannot be found or read; check its path, or start one with `clienthealth init`"
)
"""The message for a problem without a file, which would name a path."""
NOTE = "--redact hides the messages; run without it if the log is private"
"""Printed once where problems or warnings have no messages."""


class Redactor:
    """Pseudonyms by HMAC-SHA256 under a key, or ordinals of this run without a key.

    A pseudonym is given once and then stays the same. With the same key it is the same in every
    run, so that two logs can be compared. With another key it is different. Without a key, it is
    the place in the order of first use. An empty key counts as no key.
    """

    def __init__(self, key: str | None) -> None:
        self._key = _bytes(key) if key else None
        self._given: dict[tuple[Kind, str], str] = {}
        self._taken: dict[Kind, set[str]] = {"client": set(), "file": set(), "fingerprint": set()}

    @property
    def is_stable(self) -> bool:
        """Whether another run under the same key gives the same pseudonyms."""
        return self._key is not None

    def client(self, name: str) -> str:
        """The pseudonym of a client's id: `client-` with 8 hexadecimal digits or an ordinal."""
        return f"client-{self._mark('client', name, NAME_DIGITS)}"

    def file(self, name: str) -> str:
        """The pseudonym of a file's name or path. It keeps only a usual extension."""
        suffix = PurePath(name).suffix.lower()
        mark = self._mark("file", name, NAME_DIGITS)
        return f"file-{mark}{suffix if suffix in EXTENSIONS else ''}"

    def fingerprint(self, text: str) -> str:
        """The pseudonym of a hash: 16 hexadecimal digits, or `fingerprint-` with an ordinal."""
        mark = self._mark("fingerprint", text, FINGERPRINT_DIGITS)
        return mark if self.is_stable else f"fingerprint-{mark}"

    def _mark(self, kind: Kind, name: str, digits: int) -> str:
        given = self._given.get((kind, name))
        if given is None:
            given = self._given[kind, name] = self._new(kind, name, digits)
            self._taken[kind].add(given)
        return given

    def _new(self, kind: Kind, name: str, digits: int) -> str:
        if self._key is None:
            return str(1 + len(self._taken[kind]))
        digest = hmac.new(self._key, _bytes(f"{kind}\0{name}"), hashlib.sha256).hexdigest()
        # Two hashes with the same start: the later one gets more digits.
        while digest[:digits] in self._taken[kind]:
            digits += 2
        return digest[:digits]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # a path or a variable may be any bytes
