"""Redaction for public logs: pseudonyms for what has a name, nothing in place of the rest.

Everything is judged on the originals first; what is redacted is only what will be shown.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from clienthealth.judging.assessment import (
        Assessment,
        ClientAssessment,
        JudgedVerdict,
        KeyFacts,
    )
    from clienthealth.judging.health import Finding
    from clienthealth.judging.trend import Trend
    from clienthealth.ledger.models import Ledger
    from clienthealth.ledger.problems import Problem
    from clienthealth.rules.base import Measure
    from clienthealth.rules.policy_layers import Layer

KEY_VARIABLE = "CLIENTHEALTH_REDACT_KEY"
"""The environment variable with the key, which the command line reads."""

EXTENSIONS = frozenset({".yaml", ".yml", ".csv", ".json"})
NAME_DIGITS = 8
FINGERPRINT_DIGITS = 16

Kind = Literal["client", "file", "fingerprint"]

WITHHELD = "withheld"
NO_LEDGER = (
    "the ledger cannot be found or read; check its path, or start one with `clienthealth init`"
)
"""What is said of a problem that stands in no file, because it names a path."""
NOTE = "messages are withheld by --redact; run without it where the log is private"
"""Said once where problems or warnings are told without their messages."""

HOLDS = {
    "collect-first": "something is overdue",
    "our-side-first": "our own lapse came first",
    "replace-income": "it brings much of the revenue; find other work first",
    "finish-obligations": "something is still owed to the client",
    "cool-off": "the verdict is new; sleep on it",
    "spare-capacity": "there is nobody to make room for yet",
}
"""What is said of a hold; its own words may be the ledger's."""

_LEADING_WORD = re.compile(r'"?(\w+)"?[: ]')


class Redactor:
    """Pseudonyms by HMAC-SHA256 under a key, or ordinals of this run where there is none.

    A pseudonym is given once and then stays the same. Under one key it is the same in every
    run, so that two logs can be compared; under another key it is another. Without a key it is
    the place in the order of first use. An empty key is none.
    """

    def __init__(self, key: str | None) -> None:
        self._key = _bytes(key) if key else None
        self._given: dict[tuple[Kind, str], str] = {}
        self._taken: dict[Kind, set[str]] = {"client": set(), "file": set(), "fingerprint": set()}

    @property
    def is_stable(self) -> bool:
        """Whether another run under the same key gives the same pseudonyms."""
        return self._key is not None

    def client(self, name: str) -> str:
        """What stands for a client's id: `client-` with 8 hexadecimal digits or an ordinal."""
        return f"client-{self._mark('client', name, NAME_DIGITS)}"

    def file(self, name: str) -> str:
        """What stands for a file's name or path; of it only a usual extension stays."""
        suffix = PurePath(name).suffix.lower()
        mark = self._mark("file", name, NAME_DIGITS)
        return f"file-{mark}{suffix if suffix in EXTENSIONS else ''}"

    def fingerprint(self, text: str) -> str:
        """What stands for a hash: 16 hexadecimal digits, or `fingerprint-` with an ordinal."""
        mark = self._mark("fingerprint", text, FINGERPRINT_DIGITS)
        return mark if self.is_stable else f"fingerprint-{mark}"

    def _mark(self, kind: Kind, name: str, digits: int) -> str:
        given = self._given.get((kind, name))
        if given is None:
            given = self._given[kind, name] = self._new(kind, name, digits)
            self._taken[kind].add(given)
        return given

    def _new(self, kind: Kind, name: str, digits: int) -> str:
        if self._key is None:
            return str(1 + len(self._taken[kind]))
        digest = hmac.new(self._key, _bytes(f"{kind}\0{name}"), hashlib.sha256).hexdigest()
        # Two names that begin alike: the later one is told apart by more of its digits.
        while digest[:digits] in self._taken[kind]:
            digits += 2
        return digest[:digits]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # a path or a variable may be any bytes


def introduce(ledger: "Ledger", redactor: Redactor) -> None:
    """Give the clients and files of a ledger their pseudonyms in the order of the ledger.

    So an ordinal does not depend on what is shown, and in which order.
    """
    for client in ledger.clients:
        redactor.client(client.id)
    for name in ledger.sources.names:
        redactor.file(name)


def redacted(assessment: "Assessment", redactor: Redactor) -> "Assessment":
    """An assessment as it may be shown to anybody.

    Clients and files go by pseudonyms; money, the ledger's words and its lines are gone. Counts,
    days, hours, shares, dates, ranks, health and verdicts are those of the original, whose
    clients and order it keeps. Of the ledger in it only the places are meant to be used.
    """
    introduce(assessment.ledger, redactor)
    portfolio = assessment.portfolio
    return assessment._replace(
        ledger=_placed(assessment.ledger, redactor),
        clients=tuple(_client(client, redactor) for client in assessment.clients),
        portfolio=portfolio._replace(revenue=None, open_balance=None, overdue_balance=None),
        pseudonym_of_policy=redactor.fingerprint(assessment.policy_hash),
    )


def redacted_trend(trend: "Trend", redactor: Redactor) -> "Trend":
    """A trend with pseudonyms for the clients."""
    clients = tuple(
        client._replace(id=(name := redactor.client(client.id)), name=name)
        for client in trend.clients
    )
    return trend._replace(clients=clients)


def redacted_layers(found: "Sequence[Layer]", redactor: Redactor) -> "list[Layer]":
    """The layers of a policy with pseudonyms for the clients that it names."""
    return [
        layer._replace(
            values={
                **layer.values,
                "clients": {
                    redactor.client(name): own
                    for name, own in layer.values.get("clients", {}).items()
                },
            }
        )
        for layer in found
    ]


def redacted_problems(problems: "Sequence[Problem]", redactor: Redactor) -> "tuple[Problem, ...]":
    """Problems with pseudonyms for their files, and of their messages the field alone."""
    return tuple(_problem(problem, redactor) for problem in problems)


def _placed(ledger: "Ledger", redactor: Redactor) -> "Ledger":
    copy = ledger.model_copy()
    copy._sources = ledger.sources.renamed(redactor.file)
    copy._warnings = redacted_problems(ledger.warnings, redactor)
    return copy


def _client(client: "ClientAssessment", redactor: Redactor) -> "ClientAssessment":
    name = redactor.client(client.id)
    return client._replace(
        id=name,
        name=name,
        effective_rate=None,
        worth=None,
        verdict=client.verdict and _verdict(client.verdict),
        findings=tuple(map(_finding, client.findings)),
        strengths=tuple(strength._replace(message=WITHHELD) for strength in client.strengths),
        facts=_facts(client.facts),
    )


def _verdict(verdict: "JudgedVerdict") -> "JudgedVerdict":
    holds = (h._replace(why=HOLDS.get(h.kind, WITHHELD), amount=None) for h in verdict.holds)
    return verdict._replace(holds=tuple(holds))


def _finding(finding: "Finding") -> "Finding":
    waiver = finding.waiver and finding.waiver.model_copy(update={"reason": WITHHELD})
    measure = finding.measure
    if measure.is_money:
        measure = measure._replace(value=None, fine=None, bad=None)
    return finding._replace(
        message=_message(finding.title, measure), measure=measure, waiver=waiver
    )


def _message(title: str, measure: "Measure") -> str:
    return title if measure.value is None else f"{title}: {measure.value:.4g} {measure.unit}"


def _facts(facts: "KeyFacts") -> "KeyFacts":
    return facts._replace(
        revenue=None,
        open_balance=None,
        overdue_balance=None,
        credit_balance=None,
        ageing=dict.fromkeys(facts.ageing),
    )


def _problem(problem: "Problem", redactor: Redactor) -> "Problem":
    place = problem.place and problem.place._replace(file=redactor.file(problem.place.file))
    word = _LEADING_WORD.match(problem.message)
    if word and word[1] in _fields():
        message = f"{word[1]}: {WITHHELD}"
    else:
        message = WITHHELD if place else NO_LEDGER
    return problem._replace(place=place, message=message, path="")


@cache
def _fields() -> frozenset[str]:
    """The keys that any entry of a ledger may have; words of the program, not of the ledger."""
    import clienthealth.ledger.models  # noqa: F401, PLC0415  # defines the entries
    from clienthealth.ledger.fields import Entry  # noqa: PLC0415  # only where there are problems
    from clienthealth.ledger.validation import known_keys  # noqa: PLC0415  # the same

    names: set[str] = set()
    kinds: list[type[Entry]] = [Entry]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        names.update(known_keys(kind))
    return frozenset(names)
