"""What a browser sees in a page, as Python's own parser reads it."""

from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Seen(NamedTuple):
    """An element as it was read, with the text in it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Seen", ...]
    texts: list[str]
    children: list["Seen"]

    def __repr__(self) -> str:
        """Short: elements know their parents and children, so the whole has no end."""
        return f"<{self.tag}>"

    @property
    def text(self) -> str:
        """All text within, as it stands."""
        return "".join(self.texts)

    @property
    def words(self) -> str:
        """The same with single spaces."""
        return " ".join(self.text.split())

    def within(self, *tags: str) -> list["Seen"]:
        """The elements of some kinds anywhere below, in the order of the page."""
        found = []
        for child in self.children:
            found += [child] if child.tag in tags else []
            found += child.within(*tags)
        return found

    def marked(self, name: str) -> list["Seen"]:
        """The elements of a class anywhere below."""
        return [e for e in self.everything() if name in e.attributes.get("class", "").split()]

    def everything(self) -> list["Seen"]:
        """All elements below."""
        return [e for child in self.children for e in (child, *child.everything())]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Seen("", {}, (), [], [])
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        values = {name: value or "" for name, value in attrs}
        made = Seen(tag, values, tuple(self.open[1:]), [], [])
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.texts.append(data)


def seen(page: str) -> Seen:
    """The page, every element of which must be closed where it should be."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1, "something is left open"
    (html,) = reader.root.children
    return html
