"""An assessment, a trend, a policy or problems as they may be shown to anybody."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from clienthealth.redaction.redactor import NO_LEDGER, WITHHELD, Redactor

if TYPE_CHECKING:
    from clienthealth.judging.assessment import (
        Assessment,
        ClientAssessment,
        JudgedVerdict,
        KeyFacts,
    )
    from clienthealth.judging.health import Finding
    from clienthealth.judging.holds import Hold
    from clienthealth.judging.trend import Trend
    from clienthealth.ledger.models import Ledger
    from clienthealth.ledger.problems import Problem
    from clienthealth.rules.base import Measure
    from clienthealth.rules.policy_layers import Layer, PolicyInForce


_LEADING_WORD = re.compile(r'"?(\w+)"?[: ]')


def introduce(ledger: "Ledger", redactor: Redactor) -> None:
    """Give the clients and files of a ledger their pseudonyms in the order of the ledger.

    So an ordinal does not depend on what is shown, and in which order.
    """
    for client in ledger.clients:
        redactor.client(client.id)
    for name in ledger.sources.names:
        redactor.file(name)


def redact_assessment(assessment: "Assessment", redactor: Redactor) -> "Assessment":
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
        odd_entries=redact_problems(assessment.odd_entries, redactor),
        pseudonym_of_policy=redactor.fingerprint(assessment.policy_hash),
    )


def redact_trend(trend: "Trend", redactor: Redactor) -> "Trend":
    """A trend with pseudonyms for the clients."""
    clients = tuple(
        client._replace(id=(name := redactor.client(client.id)), name=name)
        for client in trend.clients
    )
    return trend._replace(clients=clients)


def redact_policy(found: "PolicyInForce", redactor: Redactor) -> "PolicyInForce":
    """A policy in force with pseudonyms for its hash and for the clients that it names."""
    return found._replace(
        policy_hash=redactor.fingerprint(found.policy_hash),
        layers=tuple(_layer(layer, redactor) for layer in found.layers),
    )


def _layer(layer: "Layer", redactor: Redactor) -> "Layer":
    own = layer.values.get("clients", {})
    named = {redactor.client(name): values for name, values in own.items()}
    return layer._replace(values={**layer.values, "clients": named})


def redact_problems(problems: "Sequence[Problem]", redactor: Redactor) -> "tuple[Problem, ...]":
    """Problems with pseudonyms for their files, and of their messages the field alone."""
    return tuple(_problem(problem, redactor) for problem in problems)


def _placed(ledger: "Ledger", redactor: Redactor) -> "Ledger":
    copy = ledger.model_copy()
    copy._sources = ledger.sources.renamed(redactor.file)
    copy._warnings = redact_problems(ledger.warnings, redactor)
    copy._accounts = tuple(each.renamed(redactor.file(each.file)) for each in ledger.accounts)
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
        payments=client.payments._replace(overdue=None),
    )


def _verdict(verdict: "JudgedVerdict") -> "JudgedVerdict":
    return verdict._replace(holds=redact_holds(verdict.holds))


def redact_holds(holds: "Sequence[Hold]") -> "tuple[Hold, ...]":
    """Holds without their amounts, and in the program's own words."""
    from clienthealth.judging.holds import HOLDS  # noqa: PLC0415  # not for problems alone

    return tuple(h._replace(why=HOLDS[h.kind].withheld, amount=None) for h in holds)


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
