r"""Text that a build server's log shows and does not obey.

GitHub's runner takes a line for a command if it starts with `::name::`, or if `##[name]` stands
anywhere in it (`TryParseV2` and `TryParse` in actions/runner, src/Runner.Common/ActionCommand.cs);
Azure and TeamCity do the same with `##vso[` and `##teamcity[`. So both are broken up in whatever
may be printed there, which a reader of the log sees as `\u0023#[` and `\u003a:`.
"""

import re

from clienthealth.report.text.wording import safe

# The runner compares in a culture, where characters without a weight are passed over: a joiner
# or a variation selector between the two signs does not part them.
_WEIGHTLESS = "\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_COMMAND = re.compile(
    rf"#(?=[{_WEIGHTLESS}]*#[\w{_WEIGHTLESS}]*\[)"  # ##[name], ##vso[name
    rf"|:(?=[{_WEIGHTLESS}]*:)"  # ::name::
)


def log_line(text: str) -> str:
    """Text on one line of a log, that starts no command and shows what it holds."""
    return disarmed(safe(text), number="\\u0023", colon="\\u003a")


def is_command(text: str) -> bool:
    """Whether a text could start a command somewhere."""
    return _COMMAND.search(text) is not None


def disarmed(text: str, *, number: str, colon: str) -> str:
    """Text without the signs that start a command; `number` stands for `#`, `colon` for `:`."""
    return _COMMAND.sub(lambda found: number if found[0] == "#" else colon, text)
