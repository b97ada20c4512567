"""Redaction for public logs: pseudonyms for what has a name, nothing in place of the rest.

Everything is judged on the originals first; what is redacted is only what will be shown.
"""

import hashlib
import hmac
from pathlib import PurePath
from typing import Literal

KEY_VARIABLE = "CLIENTHEALTH_REDACT_KEY"
"""The environment variable with the key, which the command line reads."""

EXTENSIONS = frozenset({".yaml", ".yml", ".csv", ".json"})
NAME_DIGITS = 8
FINGERPRINT_DIGITS = 16

Kind = Literal["client", "file", "fingerprint"]

WITHHELD = "withheld"
NO_LEDGER = (
    "the ledger cannot be found or read; check its path, or start one with `clienthealth init`"
)
"""What is said of a problem that stands in no file, because it names a path."""
NOTE = "messages are withheld by --redact; run without it where the log is private"
"""Said once where problems or warnings are told without their messages."""


class Redactor:
    """Pseudonyms by HMAC-SHA256 under a key, or ordinals of this run where there is none.

    A pseudonym is given once and then stays the same. Under one key it is the same in every
    run, so that two logs can be compared; under another key it is another. Without a key it is
    the place in the order of first use. An empty key is none.
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
        """What stands for a client's id: `client-` with 8 hexadecimal digits or an ordinal."""
        return f"client-{self._mark('client', name, NAME_DIGITS)}"

    def file(self, name: str) -> str:
        """What stands for a file's name or path; of it only a usual extension stays."""
        suffix = PurePath(name).suffix.lower()
        mark = self._mark("file", name, NAME_DIGITS)
        return f"file-{mark}{suffix if suffix in EXTENSIONS else ''}"

    def fingerprint(self, text: str) -> str:
        """What stands for a hash: 16 hexadecimal digits, or `fingerprint-` with an ordinal."""
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
        # Two names that begin alike: the later one is told apart by more of its digits.
        while digest[:digits] in self._taken[kind]:
            digits += 2
        return digest[:digits]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # a path or a variable may be any bytes
