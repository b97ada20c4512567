"""How single values are written on a page: money, shares, days, and the words of the decisions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.tones import Tone, complete
from clienthealth.ledger import written
from clienthealth.report.page.elements import Content, element
from clienthealth.rules.registry import rule_of

DASH = "-"
WITHHELD = "withheld"

COLOURS: dict[Tone, str] = {
    "worst": "worst",
    "bad": "bad",
    "poor": "poor",
    "fair": "fair",
    "good": "good",
    "neutral": "plain",
}
"""The class of a verdict; its word is always beside its colour."""

complete(COLOURS, Tone)

TONES: dict[str, Tone] = {action: each.tone for action, each in ACTIONS.items()}


class Money(NamedTuple):
    """How amounts are shown, if they may be."""

    currency: str
    withheld: bool = False

    def total(self, value: Decimal | None) -> str:
        """A sum in a sentence."""
        if self.withheld or value is None:
            return self._missing
        return written.amount(value, self.currency)

    def exact(self, value: Decimal | None) -> str:
        """An amount in a column that names the currency."""
        return self._missing if self.withheld else written.cell(value, self.currency)

    def rate(self, value: Decimal | None) -> str:
        """What an hour brings."""
        if self.withheld or value is None:
            return self._missing
        return f"{written.amount(value, self.currency)} an hour"

    def fact(self, name: str, text: str) -> tuple[Content, Content] | None:
        """A line of facts about an amount; None where it would have nothing to say."""
        return None if text in {WITHHELD, DASH} else (name, text)

    def key(self, value: Decimal | None) -> str | None:
        """What a column of amounts is sorted by."""
        return None if self.withheld or value is None else str(value)

    @property
    def _missing(self) -> str:
        return WITHHELD if self.withheld else DASH


def share(value: float | Decimal | None) -> str:
    """A share from 0 to 1 in percent."""
    return DASH if value is None else written.percent(value)


def figure(value: float | Decimal | None, digits: int = 1) -> str:
    """A figure with this many decimals."""
    return DASH if value is None else f"{value:,.{digits}f}"


def change(value: float | None) -> str:
    """A change with its sign."""
    return DASH if value is None else f"{value:+.1f}"


def months(value: Decimal) -> str:
    """Months with a decimal only where there is one."""
    text = f"{value:.1f}".removesuffix(".0")
    return f"{text} {'month' if text == '1' else 'months'}"


def on(day: date | None) -> Content:
    """A day, for people and for machines."""
    if day is None:
        return DASH
    return element("time", written.day(day), datetime=day.isoformat())


def plain(word: str) -> str:
    """A name of the program as words: `let-go` is let go."""
    return word.replace("-", " ").replace("_", " ")


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def badge(word: str | None) -> Element:
    """A verdict."""
    text = "no verdict" if word is None else plain(word)
    return element("span", text, class_=f"badge {COLOURS[TONES.get(word or '', 'neutral')]}")


def held_badge(word: str | None, holds: Iterable[str]) -> Content:
    """A verdict, never without what has to come before it."""
    return [badge(word), *(element("div", plain(hold), class_="hold") for hold in holds)]


_CODE = re.compile(r"`([^`]+)`")


def marked(text: str) -> Iterator[Content]:
    """A text of the program, with the parts between backticks as code."""
    at = 0
    for found in _CODE.finditer(text):
        yield text[at : found.start()]
        yield element("code", found[1])
        at = found.end()
    yield text[at:]


def name_of(name: str) -> Element:
    """A client's name, kept apart from the writing direction around it."""
    return element("bdi", name)


def unseen_name(name: str) -> Element:
    """A client's name for screen readers, where people who see the page know it from its place."""
    return element("span", ", ", name_of(name), class_="visually-hidden")


def client_link(client: str, name: str) -> Element:
    """A client's name that leads to its section."""
    return element("a", name_of(name), href=f"#{client_anchor(client)}")


def client_anchor(client: str) -> str:
    """The id of a client's section."""
    return f"client-{client}"


def rule_link(code: str) -> Element:
    """A rule's code that leads to its text."""
    return element("a", code, href=f"#{rule_anchor(code)}", class_="code")


def named_rule(code: str) -> list[Content]:
    """A rule in a sentence: its name, and its code that leads to its text."""
    return [f"{rule_of(code).name} (", rule_link(code), ")"]


def rule_anchor(code: str) -> str:
    """The id of a rule's text."""
    return f"rule-{code}"


def joined(items: Iterable[Content], between: str) -> Iterator[Content]:
    """Several things with a sign between them."""
    for index, item in enumerate(items):
        if index:
            yield between
        yield item


NAMED = 12
"""So many things are named in a sentence."""


def listed(items: Sequence[Content]) -> list[Content]:
    """Several things in a sentence: a, b and c; of very many the first, and how many more."""
    if len(items) > NAMED + 1:
        items = [*items[:NAMED], f"{len(items) - NAMED} more"]
    found: list[Content] = []
    for index, item in enumerate(items):
        if index:
            found.append(" and " if index == len(items) - 1 else ", ")
        found.append(item)
    return found
