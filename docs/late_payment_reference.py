"""The law on late payment and its reference rates, as Markdown, made of the program's table."""

from datetime import date, timedelta

from clienthealth.planning.late_payment_law import (
    EURO_AREA,
    EURO_COUNTRIES,
    FRANCE,
    GERMANY,
    OTHER_MEMBER,
    OTHER_MEMBERS,
    REFERENCES,
    UNITED_KINGDOM,
    FixedSum,
    Law,
    Reference,
)
from tables import table


def laws() -> str:
    """What each country grants."""
    euro = ", ".join(
        code if since == date.min else f"{code} (from {since})"
        for code, since in sorted(EURO_COUNTRIES.items())
    )
    others = ", ".join(
        code if code not in EURO_COUNTRIES else f"{code} (before)" for code in sorted(OTHER_MEMBERS)
    )
    named = (("DE", GERMANY), ("FR", FRANCE), ("GB", UNITED_KINGDOM), (euro, EURO_AREA))
    rows = [law_row(countries, law) for countries, law in (*named, (others, OTHER_MEMBER))]
    rows.append(("all others, including US", "the contract", "the contract's, or none", "none", ""))
    return table(("country", "law", "interest a year", "fixed sum", "source"), rows)


def law_row(countries: str, law: Law) -> tuple[str, ...]:
    """A law in a row of a table."""
    points = f"reference rate + {law.points} points"
    if law.is_pinned:
        points += ", that of the first day for the whole debt"
    if law.reference is None:
        points += "; the rate is not in the table, so no interest is given"
    name = f"{law.name}, at least" if law.is_least else law.name
    return countries, name, points, sums(law.fixed_sum), law.source


def sums(fixed: FixedSum) -> str:
    """The fixed sums by the size of the debt."""
    return ", ".join(
        f"{amount} {fixed.currency}" + (f" from {least:,}" if least else "")
        for least, amount in fixed.steps
    )


def rates() -> str:
    """The reference rates, one table each."""
    return "\n\n".join(map(rate_table, REFERENCES.values()))


def rate_table(reference: Reference) -> str:
    """One reference rate by half-year."""
    ends = [day - timedelta(days=1) for day, _ in reference.rates[1:]] + [reference.until]
    rows = (
        (str(day), str(end), f"{rate} %")
        for (day, rate), end in zip(reference.rates, ends, strict=True)
    )
    return (
        f"**{reference.name}.** Source: {reference.source}.\n\n"
        f"{table(('from', 'to', 'rate'), rows)}"
    )
