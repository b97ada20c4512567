r"""Lines and columns as git and editors count them, both from 1.

A line ends with `\n`, or `\r\n`. YAML also ends lines at a lone `\r`, U+0085, U+2028 and U+2029;
git, editors and CSV files do not. In an old file without `\n`, a lone `\r` ends a line.
"""

import re
from bisect import bisect_right

LONGEST_EXCERPT = 160
"""In characters: a line may be as long as a file."""
_SHORT = 1_000  # a line that may well be short enough without its indentation

_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def line_end(text: str) -> str:
    r"""What ends a line of this text: `\n`, or `\r` where there is no `\n`."""
    return "\n" if "\n" in text or "\r" not in text else "\r"


def yaml_counts_more(text: str) -> bool:
    """Whether a YAML parser sees more lines than are counted here."""
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        return True
    return "\r" in text and line_end(text) == "\n" and text.count("\r") != text.count("\r\n")


class Lines:
    """The lines of a text: from offsets to places and back."""

    def __init__(self, text: str) -> None:
        end = line_end(text)
        self._text = text
        self._starts = [0]
        while start := text.find(end, self._starts[-1]) + 1:
            self._starts.append(start)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a place; None where the text has no such line."""
        return self._starts[line - 1] + column - 1 if line <= len(self._starts) else None

    def excerpt(self, line: int, column: int) -> str:
        """A line without its indentation; of a long one, the piece that begins at a column.

        An entry in braces ends with its brace, so that its neighbours on the line are left out. At
        most `LONGEST_EXCERPT` characters, with `…` where something was cut; nothing where there is
        no such line.
        """
        if line > len(self._starts):
            return ""
        start, end = self._starts[line - 1], self._end_of(line)
        if end - start <= _SHORT and len(whole := self._text[start:end].strip()) <= LONGEST_EXCERPT:
            return whole
        at = min(start + column - 1, end)
        before = self._text[max(start, at - LONGEST_EXCERPT) : at]
        if not before.strip(" \t-"):  # the entry begins the line
            at -= len(before.lstrip())
            before = ""
        piece = self._text[at : min(end, at + LONGEST_EXCERPT)]
        at, piece = at + len(piece) - len(piece.lstrip()), piece.lstrip()
        own = piece[: _own_length(piece)]
        left, right = "…" if before else "", "…" if at + len(own) < end else ""
        return left + own[: LONGEST_EXCERPT - len(left) - len(right)].rstrip() + right

    def _end_of(self, line: int) -> int:
        """Where the last character of a line ends that is not blank."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return end

    def yaml_indentation(self, offset: int) -> int:
        """How many characters YAML sees before an offset on its line."""
        start = self._text.rfind("\n", 0, offset) + 1
        for found in _YAML_BREAK.finditer(self._text, start, offset):
            start = found.end()
        return offset - start


def _own_length(piece: str) -> int:
    """How much of a piece belongs to the bracket it begins with; all of it without one."""
    depth, quote, escaped = 0, "", False
    for index, char in enumerate(piece):
        if quote:
            quote = "" if char == quote and not escaped else quote
            escaped = char == "\\" and not escaped and quote == '"'
        elif char in "\"'" and piece[index - 1] in " ,:[{":
            quote, escaped = char, False
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if depth == 0:
                return index + 1
        if depth == 0 and not quote and char not in "- ":
            return len(piece)
    return len(piece)
