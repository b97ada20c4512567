"""The words of a sentence about an entry: what anybody may read, and what is withheld."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.context import Context
from clienthealth.ledger import written

LONGEST = 80
"""The characters of the ledger's own words that a sentence quotes."""


class Words(NamedTuple):
    """How the parts of a sentence are written on a date; those withheld are None."""

    context: Context
    currency: str
    """That of the client's amounts."""
    withheld: bool
    """Whether amounts, names and the ledger's own words are left out."""

    @property
    def as_of(self) -> date:
        """The day on which the entry is seen; nothing later is told."""
        return self.context.as_of

    def name(self, text: str, kind: str, position: int) -> str:
        """What something is called in the ledger; withheld, its kind and place: `invoice-4`."""
        return f"{kind}-{position + 1}" if self.withheld else _short(text)

    def reference(self, text: str | None) -> str | None:
        """The name of something that another entry of the ledger bears."""
        return None if text is None or self.withheld else _short(text)

    def quoted(self, text: str | None) -> str | None:
        """The ledger's own words, shortened."""
        return None if not text or self.withheld else f'"{_short(text)}"'

    def amount(self, value: Decimal, before: str = "", after: str = "") -> str | None:
        """An amount of the client's, with words before and after."""
        if self.withheld:
            return None
        return f"{before}{written.amount(value, self.currency)}{after}"

    def moment(self, when: date | datetime) -> str:
        """A day, with its time in the business's time zone where it has one."""
        if not isinstance(when, datetime):
            return written.day(when)
        if when.tzinfo is not None and self.context.zone is not None:
            when = when.astimezone(self.context.zone)
        return f"{written.day(when.date())} {when:%H:%M}"

    def has_come(self, when: date | datetime | bool | None) -> bool:  # noqa: FBT001  # as the ledger writes it
        """Whether something happened by now: on a day that has come, or `true`."""
        if when is None or isinstance(when, bool):
            return bool(when)
        return self.context.day(when) <= self.as_of

    def done(self, word: str, when: date | datetime | bool | None) -> str:  # noqa: FBT001  # as the ledger writes it
        """Whether something was done by now, and the day: `billed 3 Jun 2026`, `not billed`."""
        if not self.has_come(when):
            return f"not {word}"
        return word if isinstance(when, bool) or when is None else f"{word} {self.moment(when)}"


def joined(parts: Iterable[str | None]) -> str:
    """The parts of a sentence that are there."""
    return ", ".join(part for part in parts if part)


def late(days: int) -> str | None:
    """How late something is; None where it is not."""
    return f"{written.count(days, 'day')} late" if days > 0 else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
