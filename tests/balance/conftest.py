"""The docstring of a test is the YAML of the client under test."""

import pytest

from balance.surroundings import judged
from clienthealth import ClientAssessment


@pytest.fixture
def client(request: pytest.FixtureRequest) -> ClientAssessment:
    """The client in the test's docstring, judged among eleven ordinary ones."""
    return judged(request.function.__doc__)
