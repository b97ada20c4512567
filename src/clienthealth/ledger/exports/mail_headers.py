"""The headers of a message: who wrote to whom and when, and whether a person wrote it at all.

Subjects, and the names beside addresses, are not read.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_tz
from typing import NamedTuple

from clienthealth.ledger.exports.addresses import folded_address
from clienthealth.ledger.exports.mbox import Head
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR

MOST_RECIPIENTS = 50
"""A message to more is a circular."""
MOST_REFERENCES = 100
"""Of a long thread, only the latest messages are read."""

AUTOMATIC, LISTED, DRAFT = "automatic", "of mailing lists", "drafts"
NO_DATE, CIRCULAR = "without a date", "circulars"

_PARSER = BytesHeaderParser(policy=policy.compat32)
_QUOTED = re.compile(r'"(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z)', re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)")
_ANGLE = re.compile(r"<([^<>\s]{1,320})>")
_ID = re.compile(r"<([^<>\s]{1,998})>")
_OFFSET = re.compile(r"(?:^|\s)[+-](?P<hours>\d\d)(?P<minutes>[0-5]\d)\s*(?:\(|$)", re.ASCII)
_YEAR_ZERO = re.compile(r"(?<![+\d-])0\d{3}\b", re.ASCII)
_ZONE = re.compile(r"\s(UTC?|GMT|Z|[ECMP][SD]T)\s*(?:\(|$)", re.ASCII)
_ROBOT = re.compile(
    r"(?:no|do-?not|dont)[-_.]?reply|.*[-_.+]no-?reply|mailer-daemon|postmaster|bounces?([-+=_.].*)?"
    r"|notifications?|calendar-notification|auto-?(?:reply|responder)",
)
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")
_ROBOTS = ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "X-Loop")
_DRAFTS = re.compile(r"\b(?:drafts?|entw\w*rfe|brouillons?|borradore?s?|bozze)\b", re.IGNORECASE)


class Mail(NamedTuple):
    """One message: no subject, no text, no name."""

    line: int
    key: str
    """The same for each copy of the message."""
    id: str
    """Its Message-ID; empty where it has none."""
    sender: str
    recipients: tuple[str, ...]
    at: date | datetime
    """When it was written; the day alone where its offset from UTC is not known."""
    references: tuple[str, ...]
    """The messages before it in its thread; it answers the last one."""
    urgent: bool


def mail_of(head: Head) -> Mail | str:
    """The message of these headers, or why it does not count."""
    message = _PARSER.parsebytes(head.headers)
    if _is_draft(message):
        return DRAFT
    senders = _addresses(message, ("From", "Sender"))
    sender = senders[0] if senders else ""
    if head.by_calendar or _is_automatic(message, sender):
        return AUTOMATIC
    if any(name in message for name in _LISTS) or _says(message, "Precedence", "list"):
        return LISTED
    recipients = _addresses(message, ("To", "Cc", "Bcc"))
    if len(recipients) > MOST_RECIPIENTS:
        return CIRCULAR
    at = _moment(message)
    if at is None:
        return NO_DATE
    name = _ids(message, "Message-ID")[:1]
    key = name[0] if name else _fingerprint(at, recipients)
    return Mail(
        head.line,
        f"{key} {sender}",
        name[0] if name else "",
        sender,
        tuple(recipients),
        at,
        _references(message),
        _is_urgent(message),
    )


def _text(message: Message, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _says(message: Message, name: str, *words: str) -> bool:
    return _text(message, name).partition(";")[0].strip().casefold() in words


def _is_draft(message: Message) -> bool:
    labels = _text(message, "X-Gmail-Labels")[:2000]
    return "X-Mozilla-Draft-Info" in message or _DRAFTS.search(labels) is not None


def _is_automatic(message: Message, sender: str) -> bool:
    kind = _text(message, "Content-Type").partition(";")[0].strip().casefold()
    return (
        not _says(message, "Auto-Submitted", "", "no")
        or _says(message, "Precedence", "bulk", "junk", "auto_reply")
        or any(name in message for name in _ROBOTS)
        or _text(message, "Return-Path") == "<>"
        or kind in {"multipart/report", "text/calendar"}
        or _ROBOT.fullmatch(sender.rpartition("@")[0][:64]) is not None
    )


def _is_urgent(message: Message) -> bool:
    return (
        _says(message, "Importance", "high")
        or _says(message, "Priority", "urgent")
        or _says(message, "X-MSMail-Priority", "high")
        or _text(message, "X-Priority")[:1] in {"1", "2"}
    )


def _addresses(message: Message, names: Iterable[str]) -> list[str]:
    """The addresses of some headers, folded, each once."""
    found: dict[str, None] = {}
    for name in names:
        for value in message.get_all(name, []):
            text = _COMMENT.sub(" ", _QUOTED.sub(" ", str(value)))
            for piece in re.split("[,;]", text):
                address = _address(piece)
                if address:
                    found[folded_address(address)] = None
    return [*found]


def _address(piece: str) -> str:
    inside = _ANGLE.search(piece)
    words = [inside[1]] if inside else piece.split()[-1:]
    return next((word for word in words if "@" in word and len(word) <= 320), "")


def _ids(message: Message, name: str) -> list[str]:
    return [text for value in message.get_all(name, []) for text in _ID.findall(str(value))]


def _references(message: Message) -> tuple[str, ...]:
    answered = _ids(message, "In-Reply-To")[:1]
    earlier = _ids(message, "References")[-MOST_REFERENCES:]
    return (*(text for text in earlier if text not in answered), *answered)


def _fingerprint(at: date | datetime, recipients: list[str]) -> str:
    text = f"{at.isoformat()} {' '.join(sorted(recipients))}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(message: Message) -> date | datetime | None:
    """When it was written, or when it arrived, or its day."""
    written = _text(message, "Date")[:200]
    arrived = [str(value).rpartition(";")[2] for value in message.get_all("Received", [])[:1]]
    moments = (_with_offset(" ".join(text[:200].split())) for text in (written, *arrived))
    return next((moment for moment in moments if moment is not None), None) or _day(written)


def _with_offset(text: str) -> datetime | None:
    offset = _OFFSET.search(text)
    parts = _parts(text)
    if parts is None or (offset is None and _ZONE.search(text) is None):
        return None
    if offset and int(offset["hours"]) > 14:
        return None
    try:
        year, month, day, hour, minute, second = parts[:6]
        zone = timezone(timedelta(seconds=parts[9])) if parts[9] else UTC
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> date | None:
    parts = _parts(text)
    try:
        return date(*parts[:3]) if parts else None
    except (ValueError, OverflowError):
        return None


def _parts(text: str) -> tuple[int, int, int, int, int, int, int, int, int, int | None] | None:
    if _YEAR_ZERO.search(text):  # the standard library reads it as a year of two digits
        return None
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return parts if parts and FIRST_YEAR <= parts[0] <= LAST_YEAR else None
