"""A rule's test reads as its docstring: the YAML of the client that the rule looks at."""

from datetime import date

import pytest

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import NotAssessed, Observation
from one_client import TODAY, Seen, Unseen, facts_of, ledger_with, observed, unjudged


@pytest.fixture
def facts(request: pytest.FixtureRequest) -> ClientFacts:
    """The facts of the client in the test's docstring."""
    return facts_of(ledger_with(request.function.__doc__))


@pytest.fixture
def seen(request: pytest.FixtureRequest, facts: ClientFacts) -> Observation:
    """What the module's RULE sees in the client of the test's docstring."""
    return observed(request.module.RULE, facts)


@pytest.fixture
def not_seen(request: pytest.FixtureRequest, facts: ClientFacts) -> NotAssessed:
    """Why the module's RULE cannot judge the client of the test's docstring."""
    return unjudged(request.module.RULE, facts)


@pytest.fixture
def see(request: pytest.FixtureRequest) -> Seen:
    """What the module's RULE sees in a client given as YAML."""

    def look(
        client: str, business: str = "", as_of: date = TODAY, **options: object
    ) -> Observation:
        return observed(
            request.module.RULE, facts_of(ledger_with(client, business), as_of), **options
        )

    return look


@pytest.fixture
def cannot_see(request: pytest.FixtureRequest) -> Unseen:
    """Why the module's RULE cannot judge a client given as YAML."""

    def look(client: str, business: str = "", as_of: date = TODAY) -> NotAssessed:
        return unjudged(request.module.RULE, facts_of(ledger_with(client, business), as_of))

    return look
