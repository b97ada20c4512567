"""A plan's test reads as its docstring: the YAML of the client, on 2026-06-30, a Tuesday."""

from datetime import date
from typing import Any, Protocol

import pytest

from clienthealth import Ledger, Plan
from clienthealth import boundaries as plan_boundaries
from clienthealth import letgo as plan_letgo
from clienthealth.planning.model import Step
from clienthealth.rules.examples import OTHERS
from one_client import TODAY, ledger_with


class Planned(Protocol):
    """Plans for the client in the test's docstring."""

    def __call__(self, *, as_of: date = TODAY, business: str = "", **more: Any) -> Plan: ...


@pytest.fixture
def letgo(request: pytest.FixtureRequest) -> Planned:
    """The plan for letting go of the client in the test's docstring, among five ordinary ones."""

    def plan(*, as_of: date = TODAY, business: str = "", **more: Any) -> Plan:
        ledger = ledger_with(request.function.__doc__, business, OTHERS)
        return plan_letgo(ledger, "example", as_of=as_of, **more)

    return plan


@pytest.fixture
def boundaries(request: pytest.FixtureRequest) -> Planned:
    """The plan for a boundary talk with the client in the test's docstring."""

    def plan(*, as_of: date = TODAY, business: str = "", **more: Any) -> Plan:
        ledger = ledger_with(request.function.__doc__, business, OTHERS)
        return plan_boundaries(ledger, "example", as_of=as_of, **more)

    return plan


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """The ledger of the client in the test's docstring."""
    return ledger_with(request.function.__doc__)


def step(plan: Plan, key: str) -> Step:
    """The step of a key; it must be there."""
    return next(each for each in plan.steps if each.key == key)


def keys(plan: Plan) -> list[str]:
    """The keys of the steps, in order."""
    return [each.key for each in plan.steps]
