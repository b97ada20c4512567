"""The how-to pages of `clienthealth help`: Markdown files beside this one."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clienthealth.report.help.glossary import glossary

FOLDER = Path(__file__).parent
GLOSSARY = "glossary"
HOW_TOS = ("first-verdict", "feeding", "annual-review", "plans", "policy", "ci", "privacy")
"""In the order in which somebody needs them; each is the file of that name."""

_LINK = re.compile(r"\[([^\]]+)\]\((?!https:)[^)\s]+\)")


class Topic(NamedTuple):
    """A page of help."""

    name: str
    """What is typed for it."""
    title: str


@cache
def help_topics() -> tuple[Topic, ...]:
    """All pages, in order."""
    return tuple(Topic(name, _title(help_page(name))) for name in (*HOW_TOS, GLOSSARY))


def help_page(topic: str) -> str:
    """A page as Markdown, with the names of other pages in place of links to them.

    Args:
        topic: The name of one of `help_topics`.

    Raises:
        LookupError: there is no such page.
    """
    if topic == GLOSSARY:
        return glossary()
    if topic not in HOW_TOS:
        raise LookupError(topic)
    return _LINK.sub(r"\1", (FOLDER / f"{topic}.md").read_text(encoding="utf-8"))


def _title(page: str) -> str:
    return page.partition("\n")[0].removeprefix("# ")
