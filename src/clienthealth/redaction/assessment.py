"""An assessment, a trend, a policy or problems as they may be shown to anybody."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from clienthealth.redaction.redactor import HOLDS, NO_LEDGER, WITHHELD, Redactor

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


_LEADING_WORD = re.compile(r'"?(\w+)"?[: ]')


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
        portfolio=portfolio._replace(
            revenue=None,
            effective_rate=None,
            open_balance=None,
            overdue_balance=None,
            former_open_balance=None,
            former_overdue_balance=None,
            dormant=tuple(map(redactor.client, portfolio.dormant)),
        ),
        odd_entries=redacted_problems(assessment.odd_entries, redactor),
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
        costs=None,
        platform_fees=None,
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
