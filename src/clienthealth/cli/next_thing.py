"""How `score` and `check` end at a terminal: with the first thing that is due."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clienthealth.cli.output import say
from clienthealth.cli.running import load
from clienthealth.cli.withholding import presentable

if TYPE_CHECKING:
    from clienthealth import Agenda, Assessment, LedgerInParts


def is_read_by_somebody(output: Path | None) -> bool:
    """Whether the output goes to a terminal: scripts and logs only want the report."""
    return output is None and sys.stdout.isatty()


def due_next(
    assessment: "Assessment", parts: "LedgerInParts | None" = None, path: Path | None = None
) -> "Agenda":
    """What is due; of a ledger in parts as long as its parts can be asked.

    Args:
        assessment: The judged ledger, without entries where it is in parts.
        parts: Its parts, where it has any.
        path: The ledger, to be read as a whole where a part cannot answer.
    """
    from clienthealth import glance  # noqa: PLC0415  # at a terminal alone

    if parts is None:
        return glance(assessment)
    from clienthealth import WholeNeededError, assess, dues_of  # noqa: PLC0415  # of many clients

    try:
        return glance(assessment, dues=parts.of_each(dues_of, assessment))
    except WholeNeededError:  # its warnings have been told
        whole = load(path, warn=False, account=False)
        return glance(assess(whole, as_of=assessment.as_of, policy=assessment.policy))


def tell_next(agenda: "Agenda") -> None:
    """Say what is due first, with the command for it."""
    from clienthealth import first_line  # noqa: PLC0415  # at a terminal alone

    line = first_line(presentable(agenda))
    if line is not None:
        say(line, err=False)
