"""Dates, amounts and counts in a client's language, by Babel.

Only letters and statements need them, so nothing else imports this module.
"""

import datetime
from decimal import Decimal
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_percent

from clienthealth.ledger import written
from clienthealth.planning.language import Language, locale_of

_PLAIN_SPACES = {0xA0: " ", 0x202F: " "}
"""Spaces that keep figures together would be shown as escapes on a terminal."""


class Localized(NamedTuple):
    """Writes the values of a text in one language."""

    language: Language
    locale: Locale

    @classmethod
    def of(cls, language: Language, country: str | None) -> "Localized":
        """For a language in a country, if the language is spoken there."""
        return cls(language, Locale.parse(locale_of(language, country)))

    def date(self, day: datetime.date) -> str:
        """A date in words: 14 July 2026, 14. Juli 2026, 14 de julio de 2026."""
        return self._ordinal(day, format_date(day, "long", locale=self.locale))

    def short_date(self, day: datetime.date) -> str:
        """A date for a table."""
        return self._ordinal(day, format_date(day, "medium", locale=self.locale))

    def _ordinal(self, day: datetime.date, text: str) -> str:
        # French alone counts the first of a month, and the tables of Unicode do not.
        return f"1er{text[1:]}" if self.language == "fr" and day.day == 1 else text

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with two decimals and its currency: 1.190,00 EUR is 1.190,00 € in German."""
        exact = written.rounded(amount, written.decimals(currency))  # Babel rounds halves to even
        text = format_currency(exact, currency, locale=self.locale)
        return text.translate(_PLAIN_SPACES)

    def percent(self, value: Decimal) -> str:
        """A percentage with up to two decimals."""
        return format_percent(
            value / 100, format=None, locale=self.locale, decimal_quantization=False
        )

    def one_of(self, count: int, one: str, other: str) -> str:
        """The form of a word for a count, by the rule of the language."""
        return one if self.locale.plural_form(count) == "one" else other
