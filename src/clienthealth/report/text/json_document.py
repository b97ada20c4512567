"""JSON that says exactly what it holds, and that neither a terminal nor a build log obeys."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from clienthealth.facts.client import Path
from clienthealth.judging.assessment import Assessment, ClientAssessment, path_text
from clienthealth.judging.holds import Hold
from clienthealth.ledger import written
from clienthealth.report.text.safety import disarmed
from clienthealth.reviewing.cost_of_parting import CostOfParting

SHARE = 4
"""The decimals of a share."""
TOKENS_A_PART = 10_000

_EXPONENT = re.compile(r"e[-+]?\d+,?\n")
"""The end of a number that has one; no text ends a line like this."""
_OTHER_NUMBERS = (" 0.0000", " -0.0000", "NaN", "Infinity")
"""What every number begins with that has an exponent for Python alone, or is none."""
_HIDDEN = re.compile(r"[^\n -~]")


def json_document(document: object, *, indent: int | None = 2) -> str:
    """An object as JSON; what could be obeyed is written by its number.

    Every reader of the JSON takes the escapes for the same characters. Lone surrogates, which no
    encoding can write, are written in this way too.
    """
    text = _fast(document, indent) or "".join(_parts(document, indent))
    return disarmed(text, number="\\u0023", colon="\\u003a")


def _fast(document: object, indent: int | None) -> str | None:
    """The same text by pydantic's encoder, which takes a tenth of the time.

    None where its text would differ: lone surrogates it refuses, infinite numbers are null to it,
    and it writes exponents in another way.
    """
    if indent is None:
        return None
    try:
        text = to_json(document, indent=indent, inf_nan_mode="constants").decode()
    except PydanticSerializationError:
        return None
    text += "\n"
    if any(number in text for number in _OTHER_NUMBERS) or _EXPONENT.search(text):
        return None
    if text.isascii() and "\x7f" not in text:  # the others below a blank it has escaped
        return text
    return _HIDDEN.sub(lambda found: _escape(found[0]), text)


def _parts(document: object, indent: int | None) -> Iterator[str]:
    """The text in long parts: the encoder's own are a few characters each.

    Of a large ledger they are more than a million, and took five times the text's memory.
    """
    tokens = json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(document)
    while part := "".join(islice(tokens, TOKENS_A_PART)):
        yield _HIDDEN.sub(lambda found: _escape(found[0]), part)
    yield "\n"


def _escape(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def hold_object(assessment: Assessment, client: ClientAssessment, hold: Hold) -> dict[str, Any]:
    """A reason to delay a verdict on a client."""
    return {
        "kind": hold.kind,
        "amount": money_text(hold.amount),
        "until": hold.until.isoformat() if hold.until else None,
        "why": hold.why,
        "evidence": [evidence_object(assessment, client, path) for path in hold.evidence],
    }


def evidence_object(assessment: Assessment, client: ClientAssessment, path: Path) -> dict[str, Any]:
    """Where an entry of a client is: its path, and its place in a file if it has one."""
    place = assessment.place(client, path)
    return {
        "path": path_text(client.position, path),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def cost_object(
    cost: CostOfParting, money: Callable[[Decimal | None], str | None]
) -> dict[str, Any]:
    """What parting costs and frees; `money` writes an amount, or null where it is withheld."""
    return {
        "revenue_a_year": money(cost.revenue_a_year),
        "revenue_a_month": money(cost.revenue_a_month),
        "hours_a_month": money_text(cost.hours_a_month),
        "income_share": rounded(cost.income_share, SHARE),
        "break_even_rate": money(cost.break_even_rate),
        "rate_to_target": money(cost.rate_to_target),
    }


def money_text(amount: Decimal | None) -> str | None:
    """An amount with two decimals, or null where it is unknown or withheld."""
    return None if amount is None else f"{written.rounded(amount, 2):f}"


def rounded(value: Decimal | float | None, digits: int) -> float | None:
    """A number with this many digits, or null where it is unknown."""
    return None if value is None else round(float(value), digits)
