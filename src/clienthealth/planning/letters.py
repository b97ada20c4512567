"""Letters: short and calm, in the client's language, one reason and no grievances.

A letter uses only what the client may know: their name, open invoices, days and amounts. Its values
contain no health, no finding, no event and no other client, so that no template can reveal them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeVar, get_args

from clienthealth.ledger.fields import one_line
from clienthealth.planning.language import Language
from clienthealth.planning.letter_text import (
    LONGEST_VALUE,
    MOST_INVOICES,
    Template,
    filled,
)
from clienthealth.planning.model import Letter

LetterKind = Literal[
    "friendly_reminder",
    "firm_reminder",
    "final_notice",
    "stop_of_work",
    "boundary_talk",
    "rate_rise",
    "letting_go_gracefully",
    "letting_go_firmly",
    "prospect_letter",
]
LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)
TITLES: dict[LetterKind, str] = {
    "friendly_reminder": "friendly reminder",
    "firm_reminder": "firm reminder",
    "final_notice": "final notice",
    "stop_of_work": "stop of work",
    "boundary_talk": "invitation to talk about how you work together",
    "rate_rise": "rate increase",
    "letting_go_gracefully": "end of the work, gracefully",
    "letting_go_firmly": "end of the work, firmly",
    "prospect_letter": "last letter to a prospect",
}

Given = TypeVar("Given")
Templates = Mapping[tuple[Language, LetterKind], Template]
"""The ledger's own templates, which override the program's."""
NO_TEMPLATES: Templates = {}

_GREETINGS: dict[Language, tuple[str, str]] = {
    "en": ("Dear {name},", "Hello,"),
    "de": ("Guten Tag {name},", "Guten Tag,"),
    "fr": ("Bonjour {name},", "Bonjour,"),
    "es": ("Buenos días, {name}:", "Buenos días:"),
    "nl": ("Beste {name},", "Goedendag,"),
}
"""The salutations with a name and without one, in gender-neutral form."""


class InvoiceLine(NamedTuple):
    """An open invoice as a letter lists it, in the client's currency."""

    number: str
    issued: date
    due: date
    open: Decimal
    days: int


class LetterContext(NamedTuple):
    """Everything that a letter may say. It must have the days and amounts that its kind needs."""

    business: str
    client: str
    currency: str
    today: date
    country: str | None = None
    contact: str | None = None
    """The name of the addressee."""
    invoices: tuple[InvoiceLine, ...] = ()
    pay_by: date | None = None
    interest: Decimal | None = None
    """The interest so far. Only the final notice states it."""
    fixed_sum: Decimal | None = None
    fixed_sum_currency: str | None = None
    stop_day: date | None = None
    slot_1: date | None = None
    slot_2: date | None = None
    valid_from: date | None = None
    new_rate: Decimal | None = None
    hourly: bool = True
    answer_by: date | None = None
    last_day: date | None = None
    referral: bool = False
    """Whether to recommend somebody; never to a client who was abusive."""


VALUES = (
    *("greeting", "business", "client", "contact", "today", "invoices", "several", "summed"),
    *(
        "number",
        "days",
        "total",
        "pay_by",
        "interest",
        "fixed_sum",
        "fixed_sum_currency",
        "stop_day",
    ),
    *("slot_1", "slot_2", "valid_from", "new_rate", "hourly", "answer_by", "last_day"),
    "referral",
)
"""The names that templates may use."""


def letter(
    kind: LetterKind,
    language: Language,
    context: LetterContext,
    templates: Templates = NO_TEMPLATES,
) -> Letter:
    """A letter in one of the languages.

    Args:
        kind: The purpose of the letter.
        language: `language_of` finds a client's.
        context: What it may say.
        templates: The ledger's own templates, from `load_templates`.

    Raises:
        LedgerError: one of the ledger's own templates is not valid, or needs a value that this
            letter does not have.
    """
    template = templates.get((language, kind)) or own_template(language, kind)
    subject, body = filled(template, _values(language, context), _filters(language, context))
    return Letter(kind, language, one_line(subject), body)


@cache
def own_template(language: Language, kind: LetterKind) -> Template:
    """The program's own template."""
    name = f"{language}/{kind}.txt"
    home = files("clienthealth.planning").joinpath("letter_templates")
    return Template(home.joinpath(language, f"{kind}.txt").read_text(encoding="utf-8"), name)


def _values(language: Language, context: LetterContext) -> dict[str, object]:
    invoices = [each._replace(number=_plain(each.number)) for each in context.invoices]
    contact = _plain(context.contact) if context.contact else None
    with_name, without = _GREETINGS[language]
    given = context._asdict()
    del given["country"], given["currency"]
    return {
        **given,
        "business": _plain(context.business),
        "client": _plain(context.client),
        "contact": contact,
        "greeting": with_name.format(name=contact) if contact else without,
        "invoices": invoices[:MOST_INVOICES],
        "several": len({each.number for each in invoices}) > 1,
        "summed": len(invoices) > 1,
        "number": invoices[0].number if invoices else None,
        "days": max((each.days for each in invoices), default=0),
        "total": sum((each.open for each in invoices), Decimal(0)),
    }


def _there(value: Given | None) -> Given:
    """A value that this letter has: Babel would take a missing one for today, or for nothing."""
    if value is None:
        msg = "this letter has no such day or amount; test for it first: {% if interest %}"
        raise ValueError(msg)
    return value


def _plain(text: str) -> str:
    """A name or a number from the ledger, on one line and of a readable length."""
    line = one_line(text).strip()
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"


def _filters(language: Language, context: LetterContext) -> dict[str, Callable[..., str]]:
    from clienthealth.planning.localized import Localized  # noqa: PLC0415  # Babel, for letters alone

    local = Localized.of(language, context.country)

    def plural(count: int, one: str, other: str) -> str:
        return f"{count} {local.one_of(count, one, other)}"

    def money(amount: Decimal, currency: str | None = None) -> str:
        return local.money(_there(amount), currency or context.currency)

    def day(value: date) -> str:
        return local.date(_there(value))

    return {"date": day, "money": money, "plural": plural}
