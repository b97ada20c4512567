"""A statement of account in the client's language: as plain text, in Markdown, as a page."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from clienthealth.planning.language import language_of
from clienthealth.planning.localized import Localized
from clienthealth.planning.statement import Statement
from clienthealth.report.collect.statement_words import WORDS, Words
from clienthealth.report.page.elements import element
from clienthealth.report.page.frame import Page, rendered
from clienthealth.report.page.sections import page_sections
from clienthealth.report.text import markdown_sections
from clienthealth.report.text import sections as text
from clienthealth.report.text.blocks import Column, Line, Section, grid

if TYPE_CHECKING:
    from rich.console import Console

AGES = ("1-30", "31-60", "61-90")


class _Writer:
    """Writes a statement in the client's language."""

    def __init__(self, found: Statement) -> None:
        self.found = found
        language = language_of(found.language, found.country)
        self.words: Words = WORDS[language]
        self.local = Localized.of(language, found.country)

    def sections(self) -> Iterator[Section]:
        """The balance first, then its parts."""
        found, words = self.found, self.words
        names = {"client": found.client, "business": found.business}
        lines = [Line(words.account_of.format(**names)), Line(self.balance())]
        if found.credit > 0:
            lines.append(Line(words.credit.format(amount=self.money(found.credit))))
        yield Section(words.title, tuple(lines))
        if found.open_invoices:
            yield self._open()
            yield self._ages()
        if found.entries or found.opening:
            yield self._movements()

    def money(self, amount: Decimal) -> str:
        """An amount in the client's currency."""
        return self.local.money(amount, self.found.currency)

    def balance(self) -> str:
        """The balance in a sentence."""
        found, words = self.found, self.words
        day = self.local.date(found.as_of)
        if found.balance == 0:
            return words.nothing.format(day=day)
        pattern = words.balance if found.balance > 0 else words.in_credit
        return pattern.format(day=day, amount=self.money(abs(found.balance)))

    def _open(self) -> Section:
        words, local = self.words, self.local
        columns = (
            Column(words.invoice),
            Column(words.issued),
            Column(words.due),
            Column(words.days, right=True),
            Column(words.open, right=True),
        )
        rows = [
            (
                each.number,
                local.short_date(each.issued),
                local.short_date(each.due),
                str(each.days) if each.days else "-",
                self.money(each.open),
            )
            for each in self.found.open_invoices
        ]
        return Section(words.open_invoices, (grid(columns, rows),))

    def _ages(self) -> Section:
        words = self.words
        columns = (Column(words.days), Column(words.open, right=True))
        rows = [(self._age(name), self.money(amount)) for name, amount in self.found.ages if amount]
        return Section(words.by_age, (grid(columns, rows),))

    def _age(self, name: str) -> str:
        if name == "not_due":
            return self.words.not_due
        if name in AGES:
            return self.words.up_to.format(days=name)
        return self.words.over.format(days=90)

    def _movements(self) -> Section:
        found, words, local = self.found, self.words, self.local
        columns = (
            Column(words.day),
            Column(words.entry),
            Column(words.reference),
            Column(words.amount, right=True),
            Column(words.running, right=True),
        )
        first = local.short_date(found.first_day)
        rows = [(first, words.opening, "", "", self.money(found.opening))] if found.opening else []
        rows += [
            (
                local.short_date(entry.day) if entry.day is not None else "",
                words.kinds[entry.kind],
                entry.reference,
                self.money(entry.amount),
                self.money(entry.balance),
            )
            for entry in found.entries
        ]
        days = {"first": local.date(found.first_day), "day": local.date(found.as_of)}
        return Section(words.movements.format(**days), (grid(columns, rows),))


def print_to(console: "Console", found: Statement) -> None:
    """Print it in the width of the terminal."""
    text.print_sections(console, _Writer(found).sections())


def plain(found: Statement) -> str:
    """As aligned columns."""
    return text.plain(_Writer(found).sections())


def render_markdown(found: Statement) -> str:
    """Under headings, in GitHub's Markdown."""
    return markdown_sections.page(_Writer(found).sections())


def render_html(found: Statement) -> str:
    """As one self-contained file, to print or to attach."""
    writer = _Writer(found)
    title, *more = page_sections(writer.sections())
    names = {"client": found.client, "business": found.business}
    credit = writer.words.credit.format(amount=writer.money(found.credit))
    return rendered(
        Page(
            title=f"{title.title}: {found.client}",
            kicker=title.title,
            headline=writer.balance(),
            summary=[
                element("p", writer.words.account_of.format(**names)),
                element("p", credit) if found.credit > 0 else None,
            ],
            sections=more,
            footer=found.business,
        ),
        language=writer.local.language,
    )
