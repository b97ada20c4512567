"""Tables: a caption, headers that say what they head, and a region of their own to scroll in."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.report.page.elements import Content, element

Kind = Literal["text", "number"]

SHORT = 8
"""A table with at most this many rows is kept on one page."""


class Column(NamedTuple):
    """A column of a table."""

    title: Content
    kind: Kind = "text"
    heads: bool = False
    """Whether its cells are the headers of their rows."""
    sorted: Literal["ascending", "descending"] | None = None
    """How the rows are sorted by it to begin with."""
    wide: bool = False
    """Whether its cells hold running text."""


RUNNING_TEXT = 20
"""A column that a terminal gives this least width holds running text."""


class Cell(NamedTuple):
    """A cell that is sorted by another value than the one it shows."""

    content: Content
    key: str | None
    """A number or a text; None comes last in either direction."""


Row = Sequence["Cell | Content"]


def table(
    name: str,
    caption: Content,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    sortable: bool = False,
    hidden_caption: bool = False,
    stacks: bool = False,
) -> Element:
    """A table in a region that can be scrolled by keyboard.

    Args:
        name: The id of the table on the page.
        caption: What the table shows.
        columns: The columns.
        rows: The cells of each row.
        sortable: Whether the script of the page makes buttons of the headers.
        hidden_caption: Whether the caption is for screen readers alone, as a heading says it.
        stacks: Whether a narrow screen shows a row as lines, each with the title of its column,
            rather than scroll.
    """
    listed = [_row(columns, row, titled=stacks) for row in rows]
    caption_class = "visually-hidden" if hidden_caption else None
    made = element(
        "table",
        element("caption", caption, id=f"{name}-caption", class_=caption_class),
        element("thead", element("tr", [_header(c, sortable=sortable) for c in columns])),
        element("tbody", listed),
        id=name,
        data_sortable="" if sortable else None,
        class_="stacks" if stacks else None,
    )
    is_short = len(listed) <= SHORT and not any(column.wide for column in columns)
    return element(
        "div",
        made,
        class_="scroll short" if is_short else "scroll",
        role="region",
        aria_labelledby=f"{name}-caption",
        tabindex="0",
    )


def _header(column: Column, *, sortable: bool) -> Element:
    return element(
        "th",
        column.title,
        scope="col",
        class_=_class(column),
        data_sort=column.kind if sortable else None,
        aria_sort=column.sorted if sortable else None,
    )


def _row(columns: Sequence[Column], row: Row, *, titled: bool) -> Element:
    cells = zip(columns, row, strict=True)
    return element("tr", [_cell(c, cell, titled=titled) for c, cell in cells])


def _cell(column: Column, cell: Cell | Content, *, titled: bool) -> Element:
    content, key = (cell.content, cell.key or "") if isinstance(cell, Cell) else (cell, None)
    tag, scope = ("th", "row") if column.heads else ("td", None)
    title = column.title if titled and isinstance(column.title, str) else None
    return element(tag, content, scope=scope, class_=_class(column), data_key=key, data_title=title)


def _class(column: Column) -> str | None:
    return "number" if column.kind == "number" else "wide" if column.wide else None


def facts(*pairs: tuple[Content, Content] | None) -> Element:
    """Names and what they are, beside one another; None is left out."""
    return element(
        "dl",
        [element("div", element("dt", p[0]), element("dd", p[1])) for p in pairs if p is not None],
        class_="facts",
    )
