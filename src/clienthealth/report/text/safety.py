r"""Text of others that a terminal and a build server's log show and do not obey.

What a ledger holds may come from anybody. No line break, terminal escape or change of writing
direction leaves a renderer as such, and nothing that a build server takes for a command.

GitHub's runner takes a line for a command if it starts with `::name::`, or if `##[name]` stands
anywhere in it (`TryParseV2` and `TryParse` in actions/runner, src/Runner.Common/ActionCommand.cs);
Azure and TeamCity do the same with `##vso[` and `##teamcity[`. So both are broken up in whatever
may be printed there. A reader of a log sees them as `\u0023#[` and `\u003a:`. JSON and XML have
escapes of their own, which mean the same signs to whoever reads them. CSV has none, and what
reads it is a spreadsheet: there a space comes between the two signs.
"""

import re
from collections.abc import Iterable
from functools import cache

LONGEST_NAME = 160
"""In characters: how much of a name is shown where it is one of many words."""
KEPT = 100
"""In characters: how much is kept of either end of a path that is cut in the middle."""
LONGEST_LINE = 1_000
"""In characters: no reason or message crowds out the other lines."""

# The runner compares in a culture, where characters without a weight are passed over: a joiner
# or a variation selector between the two signs does not part them.
_WEIGHTLESS = "\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINER = "\u200d"
_PICTURE = "[\u2194\u2195\u2600-\u27bf\u27a1\u2b1b\u2b1c\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
_ENDLESS = re.compile(rf"\S{{{2 * KEPT + 2},}}")
_FORMULA = ("=", "+", "-", "@")


@cache  # here and below: takes longer to compile than a table to be written, and is rarely needed
def _command() -> re.Pattern[str]:
    return re.compile(
        rf"#(?=[{_WEIGHTLESS}]*#[\w{_WEIGHTLESS}]*\[)"  # ##[name], ##vso[name
        rf"|:(?=[{_WEIGHTLESS}]*:)"  # ::name::
    )


@cache
def _joined() -> re.Pattern[str]:
    """Pictures that a joiner makes one of: a woman, a joiner and a laptop are a programmer."""
    picture = rf"{_PICTURE}[\U0001f3fb-\U0001f3ff]?\ufe0f?"
    return re.compile(rf"{picture}(?:{_JOINER}{picture})+")


def _may_command(text: str) -> bool:
    """Whether a text has two of the signs that a command starts with; beside each other in ASCII.

    Every character without a weight is beyond ASCII.
    """
    if text.isascii():
        return "::" in text or "##" in text
    return text.count(":") > 1 or text.count("#") > 1


def safe(text: str) -> str:
    """Text on one line of a terminal or a log, that starts no command and shows what it holds."""
    return disarmed(visible(text), number="\\u0023", colon="\\u003a")


def safe_lines(lines: Iterable[str]) -> str:
    """A text of these lines, each of them safe and of a readable length."""
    return "".join(f"{safe_line(line)}\n" for line in lines)


def safe_line(line: str) -> str:
    """A whole line of a text: safe, and of a readable length."""
    return safe(short(line, LONGEST_LINE))


def csv_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula and no log for a command."""
    text = disarmed(visible(text), number="# ", colon=": ")
    return f"'{text}" if text.startswith(_FORMULA) else text


def visible(text: str) -> str:
    """Text on one line, with every control and invisible character made visible.

    A joiner within an emoji hides nothing, so it stays. For formats that keep commands out in a
    way of their own; anything else wants `safe`.
    """
    if text.isprintable():
        return text
    if _JOINER not in text:
        return _escaped(text)
    parts, end = [], 0
    for emoji in _joined().finditer(text):
        parts += [_escaped(text[end : emoji.start()]), emoji[0]]
        end = emoji.end()
    return "".join((*parts, _escaped(text[end:])))


def _escaped(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def short(text: str, most: int = LONGEST_NAME) -> str:
    """A text cut to a length, with `…` as its last character where something was cut off."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip(_JOINER)}…"


def short_words(text: str) -> str:
    """A message whose paths and other words without a blank are cut in the middle where endless."""
    return _ENDLESS.sub(lambda found: f"{found[0][:KEPT]}…{found[0][-KEPT:]}", text)


def is_command(text: str) -> bool:
    """Whether a text could start a command somewhere."""
    return _may_command(text) and _command().search(text) is not None


def disarmed(text: str, *, number: str, colon: str) -> str:
    """Text without the signs that start a command; `number` stands for `#`, `colon` for `:`."""
    if not _may_command(text):
        return text
    return _command().sub(lambda found: number if found[0] == "#" else colon, text)
