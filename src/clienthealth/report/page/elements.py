"""Elements of a page, built so that whatever a ledger holds comes out as text.

Nothing in a page is put together from strings of markup: every text and every attribute passes
through `element`, which makes hidden characters visible, and the serializer escapes the rest.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from clienthealth.report.text.safety import disarmed, short, visible

Content: TypeAlias = Element | str | int | Iterable["Content"] | None
"""What an element may hold; None is nothing, and nested sequences are taken one by one."""

BLOCKS = frozenset(
    (
        *("article", "body", "dd", "details", "div", "dl", "dt", "figure", "footer", "head"),
        *("header", "h1", "h2", "h3", "h4", "li", "link", "main", "meta", "nav", "ol", "p"),
        *("section", "table", "tbody", "thead", "title", "tr", "ul"),
    )
)
"""Elements after which a line may end without a space showing."""


LONGEST = 2_000
"""In characters: no text of a ledger crowds out the others."""
NO_BREAK = "\u00a0"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_UNIT = re.compile(
    rf"(?<=\d) (?=%|(?:[A-Z]{{3}}|[dh]|(?:hour|day|week|month|year|point)s?|{_MONTH} \d{{4}})\b)"
    rf"|(?<=\d {_MONTH}) (?=\d{{4}}\b)"
)
"""The space between a number and its sign or unit, and those of a day."""
_OWN = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>)", re.DOTALL)


def element(tag: str, *content: Content, **attributes: str | float | None) -> Element:
    """An element with its content.

    An attribute's name is written with underscores in place of hyphens, and with one at its end
    where Python keeps the word to itself (`class_`). An attribute that is None is left out.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), visible(_written(value)))
    append(made, *content)
    if tag in BLOCKS:
        made.tail = "\n"
    return made


def _written(value: str | float) -> str:
    """A number as a coordinate, with at most two decimals."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def append(parent: Element, *content: Content) -> None:
    """Add content at the end of an element."""
    for item in content:
        if isinstance(item, Element):
            parent.append(item)
        elif isinstance(item, str | int):
            text = visible(short(str(item), LONGEST))
            _append_text(parent, text if parent.tag == "code" else _unbroken(text))
        elif item is not None:
            append(parent, *item)


def _unbroken(text: str) -> str:
    """A text in which no line ends between a number and its sign or unit: `45 %`, `5.00 EUR`."""
    return _UNIT.sub(NO_BREAK, text)


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def own_text(tag: str, text: str) -> Element:
    """A `style` or `script` of this program's own, which is written as it is."""
    made = Element(tag)
    made.text = text
    made.tail = "\n"
    return made


def document(root: Element) -> str:
    """A whole page."""
    # Whatever else a line of the file holds can be seen, so the spaces that hold can be too.
    text = tostring(root, encoding="unicode", method="html").replace(NO_BREAK, "&nbsp;")
    # Entities mean the same to a browser, and nothing to a log that the page is printed to. The
    # program's own style and script know no entities.
    parts = _OWN.split(text)
    parts[::2] = (disarmed(part, number="&#35;", colon="&#58;") for part in parts[::2])
    return f"<!DOCTYPE html>\n{''.join(parts)}\n"
