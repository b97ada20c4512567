"""The frame of a page: the head with its policy for content, landmarks, style and script."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.report.page.elements import Content, document, element, own_text
from clienthealth.version import __version__


class Section(NamedTuple):
    """A section of a page, with its entry in the contents."""

    name: str
    """Its id."""
    title: str
    content: Content


class Page(NamedTuple):
    """What a page holds."""

    title: str
    """Of the window; the heading may say more."""
    kicker: Content
    """What this is a page of, above the heading."""
    headline: Content
    summary: Content
    sections: Sequence[Section]
    footer: Content
    is_brief: bool = False
    """Whether it is set small, for one or two sheets of paper, and needs no contents."""


def rendered(page: Page, language: str = "en") -> str:
    """The page as a file that needs nothing beside it and fetches nothing."""
    root = element("html", _head(page), _body(page), lang=language)
    _disconnect(root)
    return document(root)


def _disconnect(root: Element) -> None:
    """Make text of links to what is not on the page, as where some clients only are shown."""
    targets = {f"#{name}" for each in root.iter() if (name := each.get("id")) is not None}
    for link in root.iter("a"):
        if link.get("href") not in targets:
            link.tag = "span"
            del link.attrib["href"]


def _head(page: Page) -> Element:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=content_policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"clienthealth {__version__}"),
        element("title", page.title),
        own_text("style", _file("frame.css")),
    )


def _body(page: Page) -> Element:
    return element(
        "body",
        element("a", "Skip to the content", href="#content", class_="skip"),
        element("header", element("p", page.kicker), class_="masthead"),
        _contents(page.sections) if len(page.sections) > 1 and not page.is_brief else None,
        element("main", _main(page), id="content", tabindex="-1"),
        element("footer", page.footer, class_="colophon"),
        element("p", role="status", class_="visually-hidden", id="status"),
        own_text("script", _file("frame.js")),
        class_="brief" if page.is_brief else None,
    )


def _contents(sections: Sequence[Section]) -> Element:
    entries = [element("li", element("a", s.title, href=f"#{s.name}")) for s in sections]
    return element("nav", element("ol", entries), aria_label="Contents", class_="contents")


def _main(page: Page) -> Iterator[Content]:
    yield element("h1", page.headline)
    yield element("div", page.summary, class_="summary")
    for section in page.sections:
        heading = f"{section.name}-title"
        yield element(
            "section",
            element("h2", section.title, id=heading),
            section.content,
            id=section.name,
            aria_labelledby=heading,
        )


def content_policy(*, live: bool = False) -> str:
    """Nothing may be fetched, sent or framed, and only the page's own style and script count.

    A `live` page has a second script of its own, and may ask the server that it came from.
    """
    style, script = _digest(_file("frame.css")), f"'{_digest(_file('frame.js'))}'"
    asking = ""
    if live:
        script += f" '{_digest(live_script())}'"
        asking = "connect-src 'self'; "
    return (
        f"default-src 'none'; style-src '{style}'; script-src {script}; {asking}base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def live_script() -> str:
    """The second script of a live page."""
    return _file("live.js")


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_bytes().decode()
