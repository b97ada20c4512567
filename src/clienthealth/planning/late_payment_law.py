"""What the law allows on late commercial payments, by country, with sources.

Figures, not advice: each rate has its first day and its source. A half-year outside the table has
no rate, and none is guessed.
"""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Source = Literal["ecb", "bundesbank", "bank-of-england"]
"""The institution that publishes the reference rate."""


class Reference(NamedTuple):
    """A reference rate that applies for half a year at a time."""

    name: str
    source: str
    """The source of the figures, with the date of reading."""
    rates: tuple[tuple[date, Decimal], ...]
    """In percent per year, by the first day of the half-year from which each applies."""
    until: date
    """The last day of the table. Later rates are unknown."""

    @property
    def first(self) -> date:
        """The first day of the table."""
        return self.rates[0][0]

    def on(self, day: date) -> Decimal | None:
        """The rate of the half-year of a day; None where the table does not reach."""
        if not self.first <= day <= self.until:
            return None
        return max(each for each in self.rates if each[0] <= day)[1]


class FixedSum(NamedTuple):
    """The fixed sum you may claim for the cost of collecting, by the size of the debt."""

    currency: str
    steps: tuple[tuple[Decimal, Decimal], ...]
    """The debt from which each sum applies, with the sum; ascending."""

    @property
    def is_one(self) -> bool:
        """Whether it is the same for every debt."""
        return len(self.steps) == 1

    def of(self, debt: Decimal) -> Decimal:
        """The sum for a debt in the same currency."""
        return [amount for least, amount in self.steps if debt >= least][-1]


class Law(NamedTuple):
    """The law of a country on interest and sums for late payment between businesses."""

    name: str
    points: Decimal
    """Percentage points above the reference rate."""
    reference: Reference | None
    """None where the country's central bank is not in the table."""
    fixed_sum: FixedSum
    source: str
    is_pinned: bool = False
    """Whether the rate of the first day applies to the whole time, not one rate per half-year."""
    is_least: bool = False
    """Whether it is the minimum: the country's own law may allow more."""


def _rates(*lines: str) -> tuple[tuple[date, Decimal], ...]:
    parted = (line.split() for line in lines)
    return tuple((date.fromisoformat(day), Decimal(rate)) for day, rate in parted)


REFERENCES: dict[Source, Reference] = {
    "ecb": Reference(
        "European Central Bank, main refinancing operations, on 1 January and 1 July",
        "ecb.europa.eu, Key ECB interest rates, and banque-france.fr/en/policy-rates; for 2026 "
        "the Bundesbank's notice of 22 December 2025 and the Spanish rate of late payment for "
        "the second half-year (10.40 %, less 8 points); read on 2026-11-26",
        _rates(
            *("2016-07-01 0.00", "2023-01-01 2.50", "2023-07-01 4.00", "2024-01-01 4.50"),
            *("2024-07-01 4.25", "2025-01-01 3.15", "2025-07-01 2.15", "2026-01-01 2.15"),
            "2026-07-01 2.40",
        ),
        date(2026, 12, 31),
    ),
    "bundesbank": Reference(
        "Deutsche Bundesbank, Basiszinssatz (§ 247 BGB)",
        "bundesbank.de, Basiszinssatz, and its notices in the Bundesanzeiger; for the second half "
        "of 2026 the rate of default interest (10.52 %, less 9 points); read on 2026-11-26",
        _rates(
            *("2016-07-01 -0.88", "2023-01-01 1.62", "2023-07-01 3.12", "2024-01-01 3.62"),
            *("2024-07-01 3.37", "2025-01-01 2.27", "2025-07-01 1.27", "2026-01-01 1.27"),
            "2026-07-01 1.52",
        ),
        date(2026, 12, 31),
    ),
    "bank-of-england": Reference(
        "Bank of England, Bank Rate, on the 31 December or 30 June before",
        "bankofengland.co.uk, Official Bank Rate history; for the second half of 2026 the "
        "statutory rate (11.75 %, less 8 points); read on 2026-11-26",
        _rates(
            *("2017-01-01 0.25", "2017-07-01 0.25", "2018-01-01 0.50", "2018-07-01 0.50"),
            *("2019-01-01 0.75", "2019-07-01 0.75", "2020-01-01 0.75", "2020-07-01 0.10"),
            *("2021-01-01 0.10", "2021-07-01 0.10", "2022-01-01 0.25", "2022-07-01 1.25"),
            *("2023-01-01 3.50", "2023-07-01 5.00", "2024-01-01 5.25", "2024-07-01 5.25"),
            *("2025-01-01 4.75", "2025-07-01 4.25", "2026-01-01 3.75", "2026-07-01 3.75"),
        ),
        date(2026, 12, 31),
    ),
}
"""The reference rates, each up to the last published half-year."""

FORTY_EUROS = FixedSum("EUR", ((Decimal(0), Decimal(40)),))
DIRECTIVE = "Directive 2011/7/EU"
_EUR_LEX = "eur-lex.europa.eu, Directive 2011/7/EU, articles 2, 3 and 6"

GERMANY = Law(
    "§ 288 BGB",
    Decimal(9),
    REFERENCES["bundesbank"],
    FORTY_EUROS,
    "gesetze-im-internet.de/bgb/__288.html",
)
FRANCE = Law(
    "Code de commerce, art. L441-10",
    Decimal(10),
    REFERENCES["ecb"],
    FORTY_EUROS,
    "legifrance.gouv.fr, art. L441-10 and D441-5",
)
UNITED_KINGDOM = Law(
    "Late Payment of Commercial Debts (Interest) Act 1998",
    Decimal(8),
    REFERENCES["bank-of-england"],
    FixedSum(
        "GBP",
        ((Decimal(0), Decimal(40)), (Decimal(1000), Decimal(70)), (Decimal(10_000), Decimal(100))),
    ),
    "legislation.gov.uk/ukpga/1998/20 and /uksi/2002/1675; gov.uk/late-commercial-payments-"
    "interest-debt-recovery",
    is_pinned=True,
)
EURO_AREA = Law(DIRECTIVE, Decimal(8), REFERENCES["ecb"], FORTY_EUROS, _EUR_LEX, is_least=True)
OTHER_MEMBER = Law(DIRECTIVE, Decimal(8), None, FORTY_EUROS, _EUR_LEX, is_least=True)

EURO_COUNTRIES: dict[str, date] = {
    **dict.fromkeys(
        [
            "AT",
            "BE",
            "CY",
            "EE",
            "ES",
            "FI",
            "GR",
            "IE",
            "IT",
            "LT",
            "LU",
            "LV",
            "MT",
            "NL",
            "PT",
            "SI",
            "SK",
        ],
        date.min,
    ),
    "HR": date(2023, 1, 1),
    "BG": date(2026, 1, 1),
}
"""The other countries with the euro, and since when."""
OTHER_MEMBERS = frozenset({"BG", "CZ", "DK", "HR", "HU", "PL", "RO", "SE"})
"""The members of the European Union without the euro, now or earlier."""

NEW_YORK = (
    "in New York State, contracts from 800.00 USD without an agreed date are due 30 days after the "
    "work is done (Freelance Isn't Free Act)"
)
"""The note about a client in the United States, where interest follows from the contract."""


def law_of(country: str | None, day: date) -> Law | None:
    """The law on late payment in a client's country.

    Args:
        country: The ISO 3166 code of the client's country.
        day: The first day of the delay.

    Returns:
        The law, or None where no general one is known. The contract decides there.
    """
    own = {"DE": GERMANY, "FR": FRANCE, "GB": UNITED_KINGDOM}
    if country is None:
        return None
    if country in own:
        return own[country]
    if EURO_COUNTRIES.get(country, date.max) <= day:
        return EURO_AREA
    return OTHER_MEMBER if country in OTHER_MEMBERS else None
