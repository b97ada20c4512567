"""A fact's test reads as its docstring: the YAML of the client."""

import pytest

from clienthealth.facts.client import ClientFacts
from one_client import facts_of, ledger_with


@pytest.fixture
def facts(request: pytest.FixtureRequest) -> ClientFacts:
    """The facts, on 2026-06-30, of the client in the test's docstring."""
    return facts_of(ledger_with(request.function.__doc__))
