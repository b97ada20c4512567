"""How `score` and `check` end at a terminal: with the first thing that is due."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clienthealth.cli.output import say
from clienthealth.cli.withholding import presentable

if TYPE_CHECKING:
    from clienthealth import Assessment


def is_read_by_somebody(output: Path | None) -> bool:
    """Whether the output goes to a terminal: scripts and logs only want the report."""
    return output is None and sys.stdout.isatty()


def tell_next(assessment: "Assessment") -> None:
    """Say what is due first, with the command for it."""
    from clienthealth import first_line, glance  # noqa: PLC0415  # at a terminal alone

    line = first_line(presentable(glance(assessment)))
    if line is not None:
        say(line, err=False)
