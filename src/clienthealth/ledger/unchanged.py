r"""The clients that another state of a ledger has in the same lines: they are not read again.

In the text of one state each client that the other has too is replaced by a stand-in, with as many
lines, and the rest is read as ever. That a client's lines mean the same in both texts is certain
where these hold, and otherwise the whole text is read:

- Each client begins a line with its dash, and its lines end where the next client begins, or where
  nothing follows that is indented as little.
- In both texts the lines are followed by another client, or by the end of the list.
- The stand-in was found in the list of clients: it was not inside of a text or a bracket.
- Nothing in either text refers to another place (`&name`, `*name`), keeps the blank lines after it
  (`|+`), or came together from several places.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, NoReturn

from clienthealth.ledger.fields import MARK
from clienthealth.ledger.lines import yaml_counts_more
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.sources import column_number, file_number, line_number

SAME = "\0same"
"""The key of a stand-in, with the client that it stands for; a file with a NUL is read whole."""
_WRITTEN = '"\\0same"'
_REFERRING = {
    "&": re.compile(r"&(?<![^\s\[{,:?-]&)\S"),
    "*": re.compile(r"\*(?<![^\s\[{,:?-]\*)\S"),
    "+": re.compile(r"\+(?:(?<=[|>]\+)|(?<=[|>]\d\+))"),
    "\\": re.compile(r"\\(?:0|x00|u0000|U0{8})"),
}
"""What refers to another place, keeps blank lines or writes a NUL, by a character that it has.

Most texts have none of the four characters, which is known in a hundredth of the time that an
expression takes."""
_DASH = re.compile(r" *- +")


class ReadWholeError(Exception):
    """What was left out has to be read after all."""


class _Block(NamedTuple):
    """A client, and the lines that it is written in."""

    lines: list[str]
    client: Client


class Unchanged:
    """The clients of a ledger by the lines that they are written in.

    Args:
        ledger: The ledger, as it was read.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.sources = ledger.sources
        self._blocks: dict[str, list[_Block]] = {}
        if not ledger.include:  # of which a client may have entries that are not in its lines
            for block in _blocks(ledger):
                self._blocks.setdefault(block.lines[0], []).append(block)

    def left_out(self, text: str) -> "LeftOut":
        """A text without the clients that are the same in it.

        Raises:
            ReadWholeError: one of them is there twice.
        """
        if not self._blocks or not _is_plain(text):
            return LeftOut(text, ())
        lines = text.split("\n")
        clients: list[Client] = []
        taken: set[int] = set()
        place = 0
        while place < len(lines):
            block = self._block_at(lines, place)
            if block is None:
                place += 1
                continue
            if id(block.client) in taken:  # twice, which is to be told
                raise ReadWholeError
            end = place + len(block.lines)
            dash = _DASH.match(block.lines[0])
            assert dash is not None  # noqa: S101  # each block begins with one
            lines[place] = f"{dash[0]}{{{_WRITTEN}: {len(clients)}}}"
            lines[place + 1 : end] = [""] * (end - place - 1)
            clients.append(block.client)
            taken.add(id(block.client))
            place = end
        return LeftOut("\n".join(lines) if clients else text, tuple(clients))

    def client(self, raw: dict[str, Any]) -> Client | None:
        """The client that a mapping stands for, if it does.

        Raises:
            ReadWholeError: the mapping has come together with another one.
        """
        client = raw.get(SAME)
        if not isinstance(client, Client):  # a key of the file's own is told like any other
            return None
        if raw.keys() != {MARK, SAME, "id"}:
            raise ReadWholeError
        return client

    def give_up(self) -> NoReturn:
        """Say that clients have entries from elsewhere, so that their lines are not all there is.

        Raises:
            ReadWholeError: always.
        """
        raise ReadWholeError

    def _block_at(self, lines: Sequence[str], place: int) -> _Block | None:
        """The client whose lines begin at a place, and end where a list goes on or ends."""
        for block in self._blocks.get(lines[place], ()):
            end = place + len(block.lines)
            if lines[place:end] == block.lines and _ends(lines, end, block.lines[0]):
                return block
        return None


class LeftOut(NamedTuple):
    """A text with stand-ins, and the clients that these stand for."""

    text: str
    clients: tuple[Client, ...]

    def put_back(self, document: object) -> None:
        """Put the clients in the places of their stand-ins.

        Raises:
            ReadWholeError: one of them is not in the list of clients.
        """
        listed = document.get("clients") if isinstance(document, dict) else None
        found = 0
        for raw in listed if isinstance(listed, list) else ():
            if self.clients and isinstance(raw, dict) and SAME in raw:
                raw[SAME] = self.clients[int(raw[SAME])]
                raw["id"] = raw[SAME].id
                found += 1
        if found < len(self.clients):
            raise ReadWholeError


def _blocks(ledger: Ledger) -> Iterator[_Block]:
    """The lines of each client that is written in lines of its own."""
    of_file: dict[int, list[Client]] = {}
    for client in sorted(ledger.clients, key=lambda each: each.mark):
        of_file.setdefault(file_number(client.mark), []).append(client)
    for file, clients in of_file.items():
        text = ledger.sources.text_as_read(file)
        if text is not None and _is_plain(text):
            yield from _blocks_of(text.split("\n"), clients)


def _is_plain(text: str) -> bool:
    if yaml_counts_more(text):
        return False
    return not any(sign in text and each.search(text) for sign, each in _REFERRING.items())


def _blocks_of(lines: list[str], clients: Sequence[Client]) -> Iterator[_Block]:
    starts = [line_number(client.mark) - 1 for client in clients]
    for client, start, end in zip(clients, starts, [*starts[1:], len(lines)], strict=True):
        own = lines[start:end]
        while own and not own[-1].strip():
            own.pop()
        dash = _DASH.match(own[0]) if own else None
        if dash is None or dash.end() + 1 != column_number(client.mark):
            continue
        # Of the last one only its indentation says where it ends.
        is_whole = end < len(lines) or all(map(_deeper_than(dash), own[1:]))
        if is_whole and _ends(lines, end, own[0]):
            yield _Block(own, client)


def _deeper_than(dash: re.Match[str]) -> Callable[[str], bool]:
    """Whether a line that is not blank is indented further than a dash."""
    indent = dash[0].index("-")
    return lambda line: not line.strip() or not line[: indent + 1].strip(" ")


def _ends(lines: Sequence[str], place: int, first: str) -> bool:
    """Whether before a line a client ends that began with the line `first`."""
    while place < len(lines) and not lines[place].strip():
        place += 1
    if place == len(lines):
        return True
    indent = first[: first.index("-")]
    line = lines[place]
    if line.startswith(f"{indent}- "):
        return True
    return len(line) - len(line.lstrip(" ")) < len(indent) and not line.lstrip().startswith("#")
