"""A plan's test reads as its docstring: the YAML of the client."""

import pytest

from clienthealth import Ledger
from one_client import ledger_with


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """The ledger of the client in the test's docstring."""
    return ledger_with(request.function.__doc__)
