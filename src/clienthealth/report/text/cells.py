"""How wide a text is in the cells of a terminal, and how it is wrapped and cut to fit there."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import category, east_asian_width

ELLIPSIS = "…"
INDENT = "    "
JOINER = "\u200d"
"""Makes one emoji of two. A terminal shows one or both, so the room of both is kept."""
_SKIN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_EMOJI = "\ufe0f"
"""Asks for the coloured form of the sign before it, which takes two cells."""
# These became wide in versions of Unicode that not every Python knows.
_WIDE_SINCE = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
_JOINTS = "-/_.,;:=&?"
"""After which signs a word that fits no line is broken, rather than anywhere."""


def width_of(text: str) -> int:
    """How many cells a printable text takes; where terminals differ, the most."""
    if text.isascii():
        return len(text)
    total = before = 0
    for sign in text:
        cells = (1 if before == 1 else 0) if sign == _EMOJI else _cells(sign)
        total += cells
        before = cells or before
    return total


@lru_cache(maxsize=4096)
def _cells(sign: str) -> int:
    if sign == JOINER or category(sign) in {"Mn", "Me"}:
        return 0
    number = ord(sign)
    if any(first <= number <= last for first, last in _WIDE_SINCE):
        return 2
    return 2 if east_asian_width(sign) in {"W", "F"} else 1


def left(text: str, width: int) -> str:
    """A text with blanks after it up to a width."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """A text with blanks before it up to a width."""
    return " " * (width - width_of(text)) + text


def cut(text: str, width: int) -> str:
    """A text that takes no more than a width, with `…` at its end where something was cut off."""
    if width_of(text[: width + 1]) <= width and len(text) <= width:
        return text
    whole = text[: 4 * width]  # nobody measures a megabyte for forty cells
    if len(whole) == len(text) and width_of(text) <= width:
        return text
    return whole[: _fitting(whole, width - 1)].rstrip(JOINER) + ELLIPSIS


def wrap(text: str, width: int, later: int = 0) -> list[str]:
    """A text in lines of a width, broken between words; a word only where it fits no line.

    Args:
        text: What is wrapped.
        width: How many cells there are.
        later: How many of them the lines after the first leave free.
    """
    if width_of(text) <= width:
        return [text]
    lines: list[str] = []
    line, used, room = "", 0, width
    for word, cells in _words(text, max(width - later, 1)):
        if line and used + 1 + cells <= room:
            line, used = f"{line} {word}", used + 1 + cells
            continue
        if line:
            lines.append(line)
            room = width - later
        line, used = word, cells
    return [*lines, line] if line or not lines else lines


def indented(text: str, width: int) -> list[str]:
    """A line of a width, and what goes on below it further in."""
    first, *rest = wrap(text, width, len(INDENT))
    return [first, *(INDENT + line for line in rest)]


def longest_word(text: str) -> int:
    """How wide the longest word is."""
    return max((width_of(word) for word in text.split()), default=0)


@cache  # a pipe wraps nothing
def _word() -> re.Pattern[str]:
    """A word; some are kept whole where they fit, with the blanks in them.

    These are a percentage, an amount, a day, a count with its noun or verb (`6 to renegotiate`),
    and what is typed, between backticks.
    """
    return re.compile(
        r"`[^`]*`\S*|\S*\d (?:%|[A-Z]{3}\b)\S*"
        r"|\S*\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\S*"
        r"|\S*\d (?:to )?[a-z]\S*|\S+"
    )


def _words(text: str, width: int) -> Iterator[tuple[str, int]]:
    for found in _word().finditer(text):
        for word in [found[0]] if width_of(found[0]) <= width else found[0].split():
            for piece in _pieces(word, width):
                yield piece, width_of(piece)


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in parts that fit a line."""
    while width_of(word) > width:
        at = _fitting(word, width)
        joint = max((word.rfind(sign, 0, at) for sign in _JOINTS), default=-1) + 1
        at = joint if joint > at // 2 else at
        yield word[:at].rstrip(JOINER)  # of an emoji that is wider than the line, each half
        word = word[at:].lstrip(JOINER)
    if word:
        yield word


def _fitting(text: str, width: int) -> int:
    """How many characters fit a width, marks with the sign they belong to; at least one."""
    used = before = 0
    for place, sign in enumerate(text):
        cells = (1 if before == 1 else 0) if sign == _EMOJI else _cells(sign)
        used += cells
        before = cells or before
        if used > width:
            return _whole(text, place - (sign == _EMOJI))
    return len(text)


def _whole(text: str, place: int) -> int:
    """A place to break at that parts no emoji, if there is one after the first character."""
    found = place
    while found > 0 and _is_within_emoji(text, found):
        found -= 1
    return max(found or place, 1)


def _is_within_emoji(text: str, place: int) -> bool:
    """Whether an emoji of several characters goes on at a place."""
    return text[place - 1] == JOINER or text[place] == JOINER or text[place] in _SKIN
