"""What a report is made of before it is text for a terminal, a pipe or a wiki.

Its texts may be anybody's: each renderer makes them safe in its own way.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Client(NamedTuple):
    """A client in a sentence: an id on a terminal, on a page a link to them with their name."""

    id: str


Text = str | tuple[str | Client, ...]
"""A sentence, in pieces where it names clients."""


def written(text: Text) -> str:
    """A sentence with its clients by their ids."""
    return text if isinstance(text, str) else "".join(map(_written, text))


def _written(piece: str | Client) -> str:
    return piece if isinstance(piece, str) else piece.id


class Cell(NamedTuple):
    """A text with the style that a terminal gives it; the text says all by itself."""

    text: str
    style: str = ""
    is_id: bool = False
    """Whether it is a client's id, to be copied."""


class Column(NamedTuple):
    """A column of a grid."""

    title: str
    right: bool = False
    wide_only: bool = False
    """Whether a narrow terminal leaves it out."""
    least: int | None = None
    """The least width of a column that wraps; the others never do."""
    from_width: int = 0
    """The width of a terminal from which on it is shown."""
    room: int = 0
    """How many cells of its text are kept before columns that come with a width are left out."""
    most: int | None = None
    """The most cells of a name that are shown; where it is cut, it ends in `…`."""
    speaks: bool = False
    """Whether its cells say what they are without their title."""
    on_page: bool = True
    """Whether a page shows it, which has names and curves of its own."""


class Grid(NamedTuple):
    """A table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Line(NamedTuple):
    """A paragraph on a line of its own."""

    text: Text
    style: str = ""
    explains: str = ""
    """The column of the table above that it explains; it is left out where that column is."""


class Points(NamedTuple):
    """A list, with a line above it or without."""

    points: tuple[str, ...]
    title: str = ""


class Task(NamedTuple):
    """One thing to do."""

    title: str
    day: str = ""
    """By when, or on which day it was done."""
    done: bool = False
    lines: tuple[str, ...] = ()
    """Why, and what it is about."""
    points: tuple[str, ...] = ()
    """How to do it, point by point."""
    command: str = ""
    """What is typed when it is done, or to go on from it."""


class Tasks(NamedTuple):
    """A list to be worked off and ticked."""

    tasks: tuple[Task, ...]


Part = Grid | Line | Points | Tasks


class Section(NamedTuple):
    """A part of a report with a title of its own."""

    title: str
    parts: tuple[Part, ...]
    about: Text = ""
    """What it is about, which goes with the title."""

    @property
    def heading(self) -> str:
        """The title with what the section is about."""
        return f"{self.title}: {written(self.about)}" if self.about else self.title


def id_cell(name: str, style: str = "") -> Cell:
    """A client's id in a table."""
    return Cell(name, style, is_id=True)


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]]) -> Grid:
    """A grid in which a cell without a style may be a text alone."""
    cells = (tuple(c if isinstance(c, Cell) else Cell(c) for c in row) for row in rows)
    return Grid(tuple(columns), tuple(cells))
