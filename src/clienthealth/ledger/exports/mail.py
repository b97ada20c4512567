"""Mail: the messages between the business and its clients, and which of them were answered.

Who wrote when is all that is taken from a mailbox.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import chain, groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.account import NO_CLIENT
from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.mail_headers import AUTOMATIC, CIRCULAR, LISTED, Mail, mail_of
from clienthealth.ledger.exports.mbox import Head
from clienthealth.ledger.exports.table import Table, TableRow

MAIL_HEADERS = ["client", "kind", "at", "direction", "channel", "urgent", "answered_at", "state"]

DUPLICATE = "counted once"
SEVERAL = "of several clients"
CLOSING = "replies of yours"
ONLY_SENT = "sent, without an inbox"
"""Without included incoming mail, nobody knows what was answered."""
MOST_CLIENTS = 3
"""A message of ours to more clients is a circular."""
SOON = timedelta(days=7)
"""A reply of ours needs an answer only if one came this soon. Most replies end a talk."""

_OTHER = {"in": "out", "out": "in"}


class _Turn(NamedTuple):
    """One message as one client's."""

    mail: Mail
    client: str
    direction: str

    @property
    def other(self) -> tuple[str, str]:
        """Who would answer."""
        return self.client, _OTHER[self.direction]


class Correspondence:
    """The mail of all mailboxes of a ledger; a message and its answer may be in two."""

    def __init__(self, addresses: Addresses, zone: ZoneInfo | None) -> None:
        self._addresses = addresses
        self._zone = zone
        self._left_out: dict[str, list[tuple[int, str]]] = {}
        self._copies: dict[str, tuple[str, Mail]] = {}
        """The copy of each message that counts, and its file."""
        self._of_others: dict[str, datetime] = {}
        """When somebody who is not a client answered a message, perhaps a colleague of theirs."""
        self._has_inbox = False
        self._rows: dict[str, list[TableRow]] | None = None

    def add(self, file: str, heads: Iterable[Head]) -> None:
        """Take in the messages of one file, given by a name of its own.

        Raises:
            TableError: the file has no mail in it.
        """
        left_out = self._left_out.setdefault(file, [])
        for head in heads:
            mail = mail_of(head)
            if isinstance(mail, str):
                self._has_inbox |= mail in {AUTOMATIC, LISTED}
                left_out.append((head.line, mail))
                continue
            comes = bool(mail.sender) and not self._addresses.is_ours(mail.sender)
            self._has_inbox |= comes
            if not self._turns(mail):
                left_out.append((head.line, self._why_of_nobody(mail)))
                if comes and mail.references:
                    name, at = mail.references[-1], self._moment(mail)
                    self._of_others[name] = min(self._of_others.get(name, at), at)
            else:
                self._take(file, mail)

    def table(self, file: str) -> Table:
        """A row for each message of a file and each client that sent or got it."""
        if self._rows is None:
            self._rows = self._answered_rows()
        others = (_left_out(line, why) for line, why in self._left_out.get(file, ()))
        return Table(MAIL_HEADERS, chain(others, self._rows.get(file, ())))

    def _take(self, file: str, mail: Mail) -> None:
        known = self._copies.get(mail.key)
        if known is None:
            self._copies[mail.key] = (file, mail)
            return
        # The copy that counts does not depend on the order of files and messages.
        better, worse = sorted([known, (file, mail)], key=lambda copy: _order(copy[1]))
        self._copies[mail.key] = better
        self._left_out[worse[0]].append((worse[1].line, DUPLICATE))

    def _turns(self, mail: Mail) -> list[_Turn]:
        day = mail.at.date() if isinstance(mail.at, datetime) else mail.at
        ours = self._addresses.is_ours(mail.sender)
        others = mail.recipients if ours else (mail.sender,)
        clients: set[str] = set()
        for address in others:
            found = self._addresses.clients(address, day)
            if len(found) == 1 and not self._addresses.is_ours(address):
                clients |= found
        if len(clients) > MOST_CLIENTS:
            return []
        return [_Turn(mail, client, "out" if ours else "in") for client in sorted(clients)]

    def _why_of_nobody(self, mail: Mail) -> str:
        day = mail.at.date() if isinstance(mail.at, datetime) else mail.at
        ours = self._addresses.is_ours(mail.sender)
        others = mail.recipients if ours else (mail.sender,)
        found = [self._addresses.clients(each, day) for each in others]
        if sum(len(each) == 1 for each in found) > MOST_CLIENTS:
            return CIRCULAR
        return SEVERAL if any(len(each) > 1 for each in found) else NO_CLIENT

    def _answered_rows(self) -> dict[str, list[TableRow]]:
        files = {mail.key: file for file, mail in self._copies.values()}
        turns = [turn for _, mail in self._copies.values() for turn in self._turns(mail)]
        by_id = _by_id(turns)
        answers = _answers(turns, by_id, self._moment)
        self._add_answers_of_others(turns, answers)
        rows: dict[str, list[TableRow]] = {}
        for turn in turns:
            answer = answers.get((turn.mail.key, turn.client))
            state = CLOSING if self._is_closing(turn, answer, by_id) else ""
            if turn.direction == "out" and not self._has_inbox:
                state = ONLY_SENT
            row = self._row(turn, answer, state)
            rows.setdefault(files[turn.mail.key], []).append(row)
        return rows

    def _add_answers_of_others(
        self, turns: Iterable[_Turn], answers: dict[tuple[str, str], datetime]
    ) -> None:
        for turn in turns:
            if turn.direction == "out" and (at := self._of_others.get(turn.mail.id)) is not None:
                key, at = (turn.mail.key, turn.client), max(at, self._moment(turn.mail))
                answers[key] = min(answers.get(key, at), at)

    def _row(self, turn: _Turn, answer: datetime | None, state: str) -> TableRow:
        mail = turn.mail
        urgent = "true" if mail.urgent else "false"
        # By the sender's own clock, as in the message; an answer by the business's clock.
        answered = "" if answer is None else self._written(answer)
        cells = [
            turn.client,
            "message",
            mail.at.isoformat(),
            turn.direction,
            "email",
            urgent,
            answered,
            state,
        ]
        return TableRow(mail.line, cells)

    def _is_closing(
        self, turn: _Turn, answer: datetime | None, by_id: dict[tuple[str, str], list[_Turn]]
    ) -> bool:
        """Whether a message of ours answers one of theirs, and got no answer soon."""
        mail = turn.mail
        if turn.direction == "in" or not mail.references:
            return False
        if answer is not None and answer - self._moment(mail) <= SOON:
            return False
        before = by_id.get((mail.references[-1], turn.client), [])
        return not any(each.direction == "out" for each in before)

    def _moment(self, mail: Mail) -> datetime:
        if isinstance(mail.at, datetime):
            return mail.at.astimezone(UTC)
        return datetime.combine(mail.at, time.min, self._zone or UTC).astimezone(UTC)

    def _written(self, moment: datetime) -> str:
        return moment.astimezone(self._zone or UTC).isoformat()


def _left_out(line: int, why: str) -> TableRow:
    return TableRow(line, ["", "message", "", "", "", "", "", why])


def _order(mail: Mail) -> tuple[object, ...]:
    return (mail.at.isoformat(), *mail[3:5], *mail[6:])


def _by_id(turns: Iterable[_Turn]) -> dict[tuple[str, str], list[_Turn]]:
    """The messages by their Message-ID and client."""
    found: dict[tuple[str, str], list[_Turn]] = {}
    for turn in turns:
        if turn.mail.id:
            found.setdefault((turn.mail.id, turn.client), []).append(turn)
    return found


def _answers(
    turns: Sequence[_Turn],
    by_id: dict[tuple[str, str], list[_Turn]],
    moment: Callable[[Mail], datetime],
) -> dict[tuple[str, str], datetime]:
    """When the other side answered, by message and client.

    An answer refers to the message, or comes after it in the same thread.
    """
    found = _later_in_thread(turns, moment)
    for turn in turns:
        for name in turn.mail.references:
            for asked in by_id.get((name, turn.client), ()):
                if asked.direction != turn.direction:
                    # A clock may be wrong; no answer comes before what it answers.
                    at = max(moment(turn.mail), moment(asked.mail))
                    key = asked.mail.key, asked.client
                    found[key] = min(found.get(key, at), at)
    return found


def _later_in_thread(
    turns: Sequence[_Turn], moment: Callable[[Mail], datetime]
) -> dict[tuple[str, str], datetime]:
    threads = _threads(turns)
    found: dict[tuple[str, str], datetime] = {}
    following: dict[tuple[str, str, str], datetime] = {}
    latest_first = sorted(turns, key=lambda turn: moment(turn.mail), reverse=True)
    for _, at_once in groupby(latest_first, key=lambda turn: moment(turn.mail)):
        group = [(turn, threads[turn.mail.key]) for turn in at_once]
        for turn, thread in group:
            if (at := following.get((thread, *turn.other))) is not None:
                found[turn.mail.key, turn.client] = at
        for turn, thread in group:
            following[thread, turn.client, turn.direction] = moment(turn.mail)
    return found


def _threads(turns: Iterable[_Turn]) -> dict[str, str]:
    """The thread of each message: messages that refer to one another, or to a third."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parents.setdefault(name, name)) != name:
            parents[name] = parents[above]
            name = above
        return name

    names = {turn.mail.key: turn.mail.id or turn.mail.key for turn in turns}
    for turn in turns:
        for name in turn.mail.references:
            parents[root(name)] = root(names[turn.mail.key])
    return {key: root(name) for key, name in names.items()}
