"""Sections as parts of a page: tables, paragraphs and lists."""

from collections.abc import Iterable, Iterator

from clienthealth.report.page import tables
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Page, Section, rendered
from clienthealth.report.page.phrases import marked
from clienthealth.report.text import blocks
from clienthealth.version import __version__

HEADS = ("name", "client")
"""The columns that head their rows, the first that is there; without one the first column does."""


def page_sections(sections: Iterable[blocks.Section]) -> Iterator[Section]:
    """Each section with a name of its own on the page."""
    for number, section in enumerate(sections, start=1):
        name = f"part-{number}"
        parts = enumerate(section.parts, start=1)
        content = [_part(f"{name}-{place}", section.title, part) for place, part in parts]
        yield Section(name, section.heading, content)


def page_of(
    sections: Iterable[blocks.Section], *, kicker: str, opening: str, footer: str = ""
) -> str:
    """A self-contained page of sections, whose headline is the title of the first.

    Args:
        sections: What it shows.
        kicker: The line above the headline.
        opening: The title that the first section bears below it.
        footer: What follows the program's version at the end.
    """
    first, *more = page_sections(sections)
    words = f"clienthealth {__version__}. {footer}" if footer else f"clienthealth {__version__}"
    return rendered(
        Page(
            title=first.title,
            kicker=kicker,
            headline=first.title,
            summary="",
            sections=[first._replace(title=opening), *more],
            footer=element("p", words),
        )
    )


def page_list(part: blocks.Points | blocks.Tasks) -> Content:
    """A list of points with the line above it, or of things to do."""
    if isinstance(part, blocks.Tasks):
        return element("ul", [element("li", _task(task)) for task in part.tasks], class_="tasks")
    heading = element("p", element("b", part.title)) if part.title else None
    return [heading, element("ul", [element("li", point) for point in part.points])]


def _task(task: blocks.Task) -> Iterator[Content]:
    yield element("b", " ".join(filter(None, ("✓" if task.done else "", task.day, task.title))))
    yield from (element("p", line) for line in task.lines)
    if task.command:
        yield element("p", element("code", task.command))


def _part(name: str, title: str, part: blocks.Part) -> Content:
    if isinstance(part, blocks.Line):
        return element("p", marked(blocks.written(part.text)))
    if isinstance(part, blocks.Points | blocks.Tasks):
        return page_list(part)
    shown = [place for place, column in enumerate(part.columns) if column.on_page]
    titles = [part.columns[place].title for place in shown]
    head = next((title for title in HEADS if title in titles), titles[0])
    columns = [_column(part.columns[place], head) for place in shown]
    rows = [[row[place].text for place in shown] for row in part.rows]
    caption = f"{title}: {', '.join(column.title for column in part.columns)}"  # no other's
    return tables.table(name, caption, columns, rows, hidden_caption=True)


def _column(column: blocks.Column, head: str) -> tables.Column:
    return tables.Column(
        column.title,
        "number" if column.right else "text",
        heads=column.title == head,
        wide=(column.least or 0) >= tables.RUNNING_TEXT,
    )
