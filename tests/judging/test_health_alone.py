"""A day of which only the health is shown: the same health, with fewer rules asked."""

from collections.abc import Container
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from clienthealth import Ledger
from clienthealth.judging.health import HealthAlone, health_of
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from clienthealth.ledger.models import RECORDED_KINDS, Client
from clienthealth.rules.base import NotAssessed, Ramp
from clienthealth.rules.examples import example_ledger
from clienthealth.rules.registry import all_rules
from one_client import TODAY, judged, ledger_with, loaded
from strategies import Data, ledgers, load

OF_EVENTS: list[Any] = [rule for rule in all_rules() if getattr(rule, "kinds", ())]
"""The rules that find nothing without an event of some kinds."""
OF_PARTS: list[Any] = [rule for rule in all_rules() if getattr(rule, "parts", ())]
"""The rules that find nothing without some part of the ledger."""
IN_SHORT: list[Any] = [rule for rule in all_rules() if getattr(rule, "intensity", None)]
"""The rules that work out their intensity without words."""


def in_passing(now: LedgerOnDate, position: int) -> HealthAlone:
    seen = now.passing(position)
    assert seen is not None
    return seen.health._replace(signs=tuple(sorted(seen.health.signs)))


def in_full(now: LedgerOnDate, position: int) -> HealthAlone:
    facts = now.facts(position)
    alone = health_of(facts, now.book.rules(facts.client.id)).alone
    return alone._replace(signs=tuple(sorted(alone.signs)))


def differing(ledger: Ledger, days_ago: int = 0) -> list[tuple[HealthAlone, HealthAlone]]:
    """The clients whose health in passing is not the one of a report."""
    now = LedgerOnDate(ledger, TODAY - timedelta(days=days_ago), RuleBook(ledger.policy))
    pairs = [(in_passing(now, position), in_full(now, position)) for position in now.positions]
    return [(passing, full) for passing, full in pairs if passing != full]


def without_events(client: Client, kinds: Container[str]) -> Client:
    left = [event for event in client.events if event.kind not in kinds]
    return client.model_copy(update={"events": left})


@given(ledgers())
def test_the_health_in_passing_is_that_of_a_report(data: Data) -> None:
    ledger = load(data)
    assert not differing(ledger)
    assert not differing(ledger, days_ago=100)


@pytest.mark.parametrize("rule", OF_EVENTS, ids=lambda rule: rule.code)
def test_a_rule_about_events_finds_nothing_where_there_are_none(rule: Any) -> None:
    """Its flagged example, and the same where these events are kept and there are none."""
    assert set(rule.kinds) <= {*RECORDED_KINDS}
    ledger = loaded(example_ledger(rule.flagged))
    assert not differing(ledger)
    clients = [without_events(client, rule.kinds) for client in ledger.clients]
    business = ledger.business.model_copy(update={"keeps": [*rule.kinds]})
    without = ledger.model_copy(update={"clients": clients, "business": business})
    assert rule.code in {f.code for f in judged(ledger).findings}
    assert rule.code not in {f.code for f in judged(without).findings}


@given(ledgers())
def test_an_intensity_without_words_is_that_of_the_finding(data: Data) -> None:
    """Under the rule's own options, and under some by which nothing at all is too much."""
    ledger = load(data)
    for days_ago in (0, 100):
        now = LedgerOnDate(ledger, TODAY - timedelta(days=days_ago), RuleBook(ledger.policy))
        for facts, rule in product(map(now.facts, now.positions), IN_SHORT):
            for options in (rule.options, stricter(rule.options)):
                seen = rule.check(facts, options)
                intensity = 0.0 if isinstance(seen, NotAssessed) else seen.intensity
                assert rule.intensity(facts, options) == intensity, rule.code


def stricter(options: Any) -> Any:
    """The ramp begins below nothing; without one, a rate counts from the first hour."""
    strict = {"fine": -3.0} if isinstance(options, Ramp) else {"minimum_hours": 0.0}
    return options.model_copy(update=strict)


@pytest.mark.parametrize("rule", OF_PARTS, ids=lambda rule: rule.code)
def test_a_rule_about_a_part_of_the_ledger_finds_nothing_without_it(rule: Any) -> None:
    """Its flagged example, and the same client without the part."""
    ledger = loaded(example_ledger(rule.flagged))
    assert not differing(ledger)
    clients = [without_parts(client) for client in ledger.clients]
    without = ledger.model_copy(update={"clients": clients})
    assert rule.code in {f.code for f in judged(ledger).findings}
    assert rule.code not in {f.code for f in judged(without).findings}


def without_parts(client: Client) -> Client:
    bills = [bill.model_copy(update={"disputed": False}) for bill in client.invoices]
    none: dict[str, Any] = {"projects": [], "contacts": [], "team_buy_in": (), "contract": None}
    return client.model_copy(update={**none, "invoices": bills})


def test_where_none_is_too_many_the_rule_is_asked_nonetheless() -> None:
    """No stall at all, and a policy under which two a year would be fine."""
    since = 'since: 2024-01-01\ninvoices: [{number: "1", issued: 2026-01-10, amount: 100}]'
    odd = ledger_with(
        since, "keeps: [stall]", top="policy: {rules: {stalling: {fine: -2, bad: 2}}}"
    )
    assert "DEC002" in {f.code for f in judged(odd).findings}
    assert not differing(odd)


def test_a_client_of_whom_too_little_is_known_has_no_health_in_passing_either() -> None:
    """Twelve times praise say something, but fewer rules can judge than the policy wants."""
    praise = ", ".join(f"{{kind: praise, at: 2026-05-{n}}}" for n in range(10, 22))
    client = f"since: 2024-01-01\nevents: [{praise}]"
    ledger = ledger_with(client, top="policy: {minimum_coverage: 0.9}")
    assert "coverage" in (judged(ledger).unknown_because or "")
    assert not differing(ledger)
