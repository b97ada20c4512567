r"""Lines and columns as git and editors count them, both from 1.

A line ends with `\n`; a `\r` before it belongs to the end. YAML also takes `\r` alone, U+0085,
U+2028 and U+2029 for ends of lines, which no git, no editor and no CSV file does. An old file in
which `\r` is the only end of a line is counted by it.
"""

import re
from bisect import bisect_right

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

    def text(self, line: int) -> str:
        """A line without its end; nothing where there is no such line."""
        if line > len(self._starts):
            return ""
        end = self._starts[line] - 1 if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : end].removesuffix("\r")

    def yaml_indentation(self, offset: int) -> int:
        """How many characters YAML sees before an offset on its line."""
        start = self._text.rfind("\n", 0, offset) + 1
        for found in _YAML_BREAK.finditer(self._text, start, offset):
            start = found.end()
        return offset - start
