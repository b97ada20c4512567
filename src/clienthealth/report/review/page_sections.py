"""Sections of the review on the page, with the words and figures of terminal and wiki."""

import re
from collections.abc import Iterator, Mapping

from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Section
from clienthealth.report.page.phrases import TONES, capital, client_link, held_badge
from clienthealth.report.page.sections import page_list
from clienthealth.report.page.tables import RUNNING_TEXT, Cell, Column, table
from clienthealth.report.text import blocks

HEADS = {"client", "figure"}
"""Columns whose cells head their rows."""
_FIGURE = re.compile(r"(?<![\w-])\d{4,}(?=\.\d\d\b)")

Names = Mapping[str, str]
"""The names of the clients by their ids."""


def page_section(
    name: str,
    found: blocks.Section,
    names: Names,
    picture: Content = None,
    *,
    stacks: bool = False,
) -> Section:
    """A section with its lines, what is drawn of it, and its tables.

    Its tables stack on a narrow screen if `stacks`, and scroll there otherwise.
    """
    parts = [
        _part(f"{name}-table-{n}", each, found, names, stacks=stacks)
        for n, each in enumerate(found.parts)
    ]
    lines = (isinstance(each, blocks.Line) for each in found.parts)
    at = next((n for n, is_line in enumerate(lines) if not is_line), len(parts))
    about = element("p", _sentence(found.about, names), ".") if found.about else None
    return Section(name, found.title, [about, *parts[:at], picture, *parts[at:]])


def page_lines(found: blocks.Section, names: Names) -> list[Content]:
    """The sentences of a section alone, where its table has a layout of its own."""
    return [_part("", each, found, names) for each in found.parts if isinstance(each, blocks.Line)]


def tiles(found: blocks.Section) -> Content:
    """Single figures, each with its name and what to hold beside it."""
    rows = [row for part in found.parts if isinstance(part, blocks.Grid) for row in part.rows]
    shown = ([_figure(cell.text) for cell in row] for row in rows)
    return element("dl", [_tile(*each) for each in shown], class_="figures")


def _tile(name: str, value: str, beside: str) -> Content:
    return element(
        "div",
        element("dt", capital(name)),
        element("dd", value, class_="value"),
        element("dd", beside, class_="quiet"),
    )


def _part(
    name: str, part: blocks.Part, found: blocks.Section, names: Names, *, stacks: bool = False
) -> Content:
    if isinstance(part, blocks.Line):
        return element("p", _sentence(part.text, names), class_="quiet" if part.style else None)
    if isinstance(part, blocks.Points | blocks.Tasks):
        return page_list(part)
    shown = [n for n, column in enumerate(part.columns) if column.on_page]
    columns = [_column(part.columns[n]) for n in shown]
    rows = [[_cell(row[n], part.columns[n], names) for n in shown] for row in part.rows]
    caption = f"{found.title}: {', '.join(part.columns[n].title for n in shown)}"  # no other's
    return table(name, caption, columns, rows, hidden_caption=True, stacks=stacks)


def _sentence(text: blocks.Text, names: Names) -> list[Content]:
    pieces = (text,) if isinstance(text, str) else text
    return [piece if isinstance(piece, str) else _link(piece.id, names) for piece in pieces]


def _link(client: str, names: Names) -> Content:
    return client_link(client, names.get(client, client))


def _column(column: blocks.Column) -> Column:
    title = "rank" if column.title == "#" else column.title
    wide = (column.least or 0) >= RUNNING_TEXT
    return Column(title, "number" if column.right else "text", heads=title in HEADS, wide=wide)


def _cell(cell: blocks.Cell, column: blocks.Column, names: Names) -> Cell | Content:
    if cell.is_id:
        return _link(cell.text, names)
    if column.right:
        return _figure(cell.text)
    return [*_badges(cell.text)]


def _badges(text: str) -> Iterator[Content]:
    """Verdicts and grades with their colours; any other text as it is."""
    for number, part in enumerate(text.split(" → ")):
        word, comma, holds = part.partition(", ")  # a verdict may be followed by its holds
        there = holds.split(", ") if comma else ()
        shown: list[Content] = [held_badge(word, there)] if word in TONES else [part]
        yield from (" → ", *shown) if number else shown


def _figure(text: str) -> str:
    """A text with the thousands of its amounts apart, as everywhere on the page."""
    return _FIGURE.sub(lambda found: f"{int(found[0]):,}", text)
