"""`check --format text`: a line for each result, as compilers and linters write them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clienthealth.checking.model import Report
from clienthealth.report.check.folded import folded
from clienthealth.report.check.wording import line_of, summary
from clienthealth.report.text.blocks import Cell
from clienthealth.report.text.cells import indented
from clienthealth.report.text.safety import safe_line, safe_lines
from clienthealth.report.text.screen import Strip, print_strips

if TYPE_CHECKING:
    from rich.console import Console


def render(report: Report) -> str:
    """What fails, then what wants a look, then one line that sums up."""
    # The lines are made safe whole: a name of a file begins one of them.
    return safe_lines(_lines(report))


def print_to(console: "Console", report: Report) -> None:
    """Print the same in the width of the terminal, what goes on in a second line indented."""
    print_strips(console, _wrapped(_lines(report), console.width))


def _lines(report: Report) -> list[str]:
    lines = [line_of(result) for result in folded(report.failing)]
    lines += [f"{result.level}: {line_of(result)}" for result in folded(report.notable)]
    return [*lines, summary(report)]


def _wrapped(lines: list[str], width: int) -> Iterator[Strip]:
    # The first line begins with a place, which is to be copied or clicked.
    for line in lines:
        yield from ((Cell(each),) for each in indented(safe_line(line), width))
