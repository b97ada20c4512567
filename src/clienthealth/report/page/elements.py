"""Elements of a page, built so that whatever a ledger holds comes out as text.

Nothing in a page is put together from strings of markup: every text and every attribute passes
through `element`, which makes hidden characters visible, and the serializer escapes the rest.
"""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from clienthealth.report.text.wording import safe

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


def element(tag: str, *content: Content, **attributes: str | float | None) -> Element:
    """An element with its content.

    An attribute's name is written with underscores in place of hyphens, and with one at its end
    where Python keeps the word to itself (`class_`). An attribute that is None is left out.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), safe(_written(value)))
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
            _append_text(parent, safe(str(item)))
        elif item is not None:
            append(parent, *item)


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
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
