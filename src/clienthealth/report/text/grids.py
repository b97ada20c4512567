"""A table in the width of a terminal or, in a pipe, in columns of their own width.

A terminal gets every row, whatever its width: columns that wrap get narrower, down to their
longest word; where that is not enough, a row is a few lines with a name before each figure. An id
that is longer than its column has a line of its own, and so has a command with one. In a pipe
every row is one line.
"""

from collections.abc import Callable, Iterator, Sequence

from clienthealth.report.text.blocks import Cell, Column, Grid
from clienthealth.report.text.cells import cut, left, longest_word, right, width_of, wrap
from clienthealth.report.text.safety import safe, short
from clienthealth.report.text.screen import Paragraph, Strip, hanging
from clienthealth.report.text.styles import WIDE

GAP = "  "
LONGEST = 500
"""In characters: how much of any cell is shown."""
LONGEST_WORD = 24
"""In cells: how long a word may be and still keep its column from getting narrower."""
AMPLE = 3
"""How many times the room that names need is there, before they get it ahead of sentences."""
MOST_PADDED = 60
"""In cells: what is longer in a pipe pushes its own row aside, and not every other."""
EMPTY = {"", "-"}
INDENT = "    "
OPEN = "..."
"""The end of a title that its cells complete: `the client ...`, `stalls`."""

Rows = Sequence[Sequence[Cell]]


def grid_lines(grid: Grid, width: int | None) -> Iterator[Strip]:
    """A table as lines; without a width, as for a pipe."""
    for lines in grid_rows(grid, width):
        yield from lines


def grid_rows(grid: Grid, width: int | None) -> Iterator[list[Strip]]:
    """The lines of the head, then those of each row; a head may have none."""
    grid = _as_shown(grid)
    shown = _chosen(grid, width)
    columns, rows = _only(shown, grid)
    if width is None:
        yield from _aligned(columns, rows)
        return
    widths = _widths(columns, rows, width)
    if widths is None:
        yield []
        for whole in grid.rows:
            yield list(_stacked(grid.columns, whole, shown, width))
        return
    yield list(_head(columns, widths))
    for row in rows:
        yield list(_row(columns, row, widths, width))


def shows(grid: Grid, title: str, width: int | None) -> bool:
    """Whether a terminal of a width has a column of a table."""
    # A pipe shows every column, whatever is in its cells.
    shown = _chosen(grid if width is None else _as_shown(grid), width)
    return any(grid.columns[place].title == title for place in shown)


def _as_shown(grid: Grid) -> Grid:
    """A table whose cells are safe and no longer than they may be."""
    return grid._replace(rows=tuple(tuple(map(_shown, row, grid.columns)) for row in grid.rows))


def _only(shown: Sequence[int], grid: Grid) -> tuple[list[Column], Rows]:
    """Some columns of a table, and their cells."""
    return [grid.columns[i] for i in shown], [[row[i] for i in shown] for row in grid.rows]


def _chosen(grid: Grid, width: int | None) -> list[int]:
    """The columns that are shown: those of a wide terminal also where they fit beside the others.

    They fit where no cell of any column has to wrap for them; the first has the first claim.
    """
    if width is None or width >= WIDE:
        return [*range(len(grid.columns))]
    shown = _with_room(grid, width)
    spare = width + len(GAP)
    for i in [*shown, *(i for i, c in enumerate(grid.columns) if c.wide_only)]:
        spare -= _whole(grid, i) + len(GAP)
        if spare < 0:
            break  # a long sentence: the other columns need not be measured
        if i not in shown:
            shown.append(i)
    return sorted(shown)


def _with_room(grid: Grid, width: int) -> list[int]:
    """The columns of a width, but none that comes with it and takes the room of a sentence.

    The first of those goes first, such as a name beside its id.
    """
    shown = [i for i, c in enumerate(grid.columns) if not c.wide_only and width >= c.from_width]
    sentences = [i for i in shown if grid.columns[i].room]
    extra = [i for i in shown if grid.columns[i].from_width and i not in sentences]
    while sentences and extra:
        found = _widths(*_only(shown, grid), width) or [0] * len(shown)
        widths = dict(zip(shown, found, strict=True))
        if all(widths[i] >= min(grid.columns[i].room, _whole(grid, i)) for i in sentences):
            break
        shown.remove(extra.pop(0))
    return shown


def _whole(grid: Grid, place: int) -> int:
    """How wide a column is whose cells and title do not wrap."""
    texts = (row[place].text for row in grid.rows)
    return max([*map(width_of, texts), width_of(grid.columns[place].title)])


def _shown(cell: Cell, column: Column) -> Cell:
    text = safe(short(cell.text, LONGEST))
    if column.most is not None:
        text = cut(text, column.most)
    return cell if text == cell.text else cell._replace(text=text)


def _aligned(columns: Sequence[Column], rows: Rows) -> Iterator[list[Strip]]:
    """Every row on a line."""
    titles = [column.title for column in columns]
    texts = [titles, *([cell.text for cell in row] for row in rows)]
    widths = [min(max(map(width_of, column)), MOST_PADDED) for column in zip(*texts, strict=True)]
    for number, row in enumerate(texts):
        cells = (
            right(text, width) if column.right else left(text, width)
            for text, column, width in zip(row, columns, widths, strict=True)
        )
        has_titles = number > 0 or any(titles)
        yield [(Cell(GAP.join(cells).rstrip()),)] if has_titles else []


# In a width


def _widths(columns: Sequence[Column], rows: Rows, width: int) -> list[int] | None:
    """How wide each column is; None where they do not fit side by side."""
    return next(
        filter(None, (_tried(columns, rows, width, titles) for titles in (width_of, longest_word))),
        None,
    )


def _tried(
    columns: Sequence[Column], rows: Rows, width: int, titles: Callable[[str], int]
) -> list[int] | None:
    """The same with titles that are on one line, or wrapped."""
    wanted, least = [], []
    for i, column in enumerate(columns):
        cells = [row[i] for row in rows]
        texts = [cell.text for cell in cells]
        widest = max(map(width_of, texts), default=0)
        wanted.append(max(widest, width_of(column.title)))
        if column.least is None:
            least.append(max(widest, titles(column.title)))
        else:
            words = max(map(longest_word, texts), default=0)
            most = column.least if any(c.is_id for c in cells) else LONGEST_WORD
            narrow = max(column.least, min(words, most), titles(column.title))
            least.append(min(wanted[-1], narrow))
    spare = width - len(GAP) * (len(columns) - 1) - sum(least)
    if spare < 0:
        return None
    for i in range(len(columns)):  # a whole id before fewer lines of text
        if any(row[i].is_id for row in rows):
            more = min(spare, max(0, min(wanted[i], LONGEST_WORD) - least[i]))
            least[i], spare = least[i] + more, spare - more
    for i, column in enumerate(columns):  # and a whole name, where there is room for all
        more = max(0, wanted[i] - least[i]) if column.most is not None else 0
        if AMPLE * more <= spare:
            least[i], spare = least[i] + more, spare - more
    return _grown(least, wanted, spare)


def _grown(widths: list[int], wanted: list[int], spare: int) -> list[int]:
    """What is left over goes to those that need most lines."""
    for _ in range(spare):
        needy = max(range(len(widths)), key=lambda i: wanted[i] / widths[i] if widths[i] else 1)
        if wanted[needy] <= widths[needy]:
            break
        widths[needy] += 1
    return widths


def _head(columns: Sequence[Column], widths: Sequence[int]) -> Iterator[Strip]:
    titles = [Cell(column.title, "bold") for column in columns]
    if any(column.title for column in columns):
        yield from _lines(columns, titles, widths)
        yield (Cell("─" * (sum(widths) + len(GAP) * (len(widths) - 1)), "dim"),)


def _row(
    columns: Sequence[Column], row: Sequence[Cell], widths: Sequence[int], width: int
) -> Iterator[Strip]:
    """A row; an id that is longer than its column goes above the rest of it.

    A command with such an id goes below the rest, where it can be copied whole.
    """
    last = row[-1]
    word = longest_word(last.text)
    if not last.is_id and widths[-1] < word <= width - len(INDENT):
        row = [*row[:-1], Cell("")]
    long = [i for i, c in enumerate(row) if c.is_id and width_of(c.text) > widths[i]]
    if long:
        until = long[0]
        [before] = _lines(columns[:until], row[:until], widths[:until]) if until else [()]
        at = sum(widths[:until]) + len(GAP) * until
        lead = Cell(left("".join(c.text for c in before), at))
        for number, line in enumerate(wrap(row[until].text, width - at)):
            yield (lead if not number else Cell(" " * at), Cell(line, row[until].style))
        row = [Cell("") if i <= until else cell for i, cell in enumerate(row)]
    yield from _lines(columns, row, widths)
    if row[-1] is not last:
        told = Paragraph(_named(columns[-1], last.text), INDENT, last.style)
        yield from hanging(told, width)


def _lines(
    columns: Sequence[Column], row: Sequence[Cell], widths: Sequence[int]
) -> Iterator[Strip]:
    wrapped = [wrap(cell.text, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        strip: list[Cell] = []
        blank = ""
        for column, cell, lines, width in zip(columns, row, wrapped, widths, strict=True):
            text = lines[number] if number < len(lines) else ""
            room = " " * (width - width_of(text))
            before, after = (room, "") if column.right else ("", room)
            if text:
                strip += [Cell(blank + before), Cell(text, cell.style)]
                blank = after + GAP
            else:
                blank += room + GAP
        yield tuple(strip)


def _stacked(
    columns: Sequence[Column], row: Sequence[Cell], shown: Sequence[int], width: int
) -> Iterator[Strip]:
    """A row as its name, and below it what is known of it."""
    last = next((i for i, cell in enumerate(row) if cell.is_id), shown[0])
    names = [row[i].text for i in range(last + 1) if i in shown or row[i].is_id]
    yield from hanging(Paragraph(" ".join(n for n in names if n not in EMPTY), style="bold"), width)
    told = [_named(columns[i], row[i].text) for i in shown if i > last and row[i].text not in EMPTY]
    for line in _filled(told, width - len(INDENT)):
        yield from hanging(Paragraph(line, INDENT), width)


def _named(column: Column, text: str) -> str:
    """A figure with its name: `days: 93`; a title that ends in dots goes on with the text."""
    if column.speaks or not column.title:
        return text
    if column.title.endswith(OPEN):
        return f"{column.title.removesuffix(OPEN)}{text}"
    return f"{column.title}: {text}"


def _filled(told: Sequence[str], width: int) -> Iterator[str]:
    """Figures side by side, as many as a line holds whole."""
    line = ""
    for each in told:
        beside = f"{line}; {each}" if line else each
        if line and width_of(beside) > width:
            yield line
            beside = each
        line = beside
    if line:
        yield line
