"""The first day of each kind of entry, as far as the text shows it before it is read.

It is a guess: an entry may be written otherwise, or be a comment. Whoever uses it checks it later.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from clienthealth.ledger.events import EVENT_MODELS

_EVENT = re.compile(rb"kind: ?([a-z_]+)[^{}\[\]-]{1,160}?\bat: ?(\d{4}-\d\d-\d\d)")
"""A kind and a day, with no bracket or dash between them, which would begin another entry."""


def likely_first_days(texts: Iterable[bytes]) -> Mapping[str, date]:
    """The first day of each kind of event in the texts, where the day follows the kind."""
    first: dict[bytes, bytes] = {}
    for kind, day in (found for text in texts for found in _EVENT.findall(text)):
        if kind not in first or day < first[kind]:
            first[kind] = day
    days: dict[str, date] = {}
    for name, day in ((kind.decode(), day.decode()) for kind, day in first.items()):
        with suppress(ValueError):  # no day of the calendar
            if name in EVENT_MODELS:
                days[name] = date.fromisoformat(day)
    return days
