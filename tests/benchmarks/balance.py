"""How often each of the twelve clients keeps their verdict when the figures move.

    .venv/bin/python tests/benchmarks/balance.py [--draws 1000] [--seed 1]

Runs the tests of tests/balance/test_twelve_clients.py again and again, in two ways:

- weights: the weight of every rule is multiplied by a factor of its own from 0.7 to 1.4;
- thresholds: every number among the options of every rule, the limits from which a finding is
  serious, persists or is a grinder's trait, the grades, the figures of the holds, and those of
  the policy for coverage, trend, bottom and hours are multiplied by a factor of their own from
  0.85 to 1.15. A whole number stays whole, and what must lie within bounds is kept within them.

A verdict is kept where the action and the kinds of hold are the same as without any move. The
second figure is stricter: the share of the draws in which the client's whole test passes, with
the reasons, the rank and the grade that it asks for.

Each draw has its own seed, so the figures do not depend on the number of processors.
"""

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from decimal import Decimal
from functools import cache, partial
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

from pydantic import BaseModel

from clienthealth import ClientAssessment, Ledger, Policy
from clienthealth.judging import health as scoring
from clienthealth.judging import ranking as portfolio
from clienthealth.judging import verdict
from clienthealth.judging.assessment import assessed
from clienthealth.judging.on_a_day import History, RuleBook
from clienthealth.rules.registry import Configured, configured

TESTS = Path(__file__).resolve().parent.parent
WEIGHT_FACTORS = (0.7, 1.4)
THRESHOLD_FACTORS = (0.85, 1.15)
LARGEST_WEIGHT = 0.99
FIGURES = ("kept", "passed")
POLICY_FIGURES = ("falling_trend", "minimum_coverage", "bottom_percent", "minimum_hours")

Test = Callable[[ClientAssessment], None]
M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", int, float, Decimal)


@cache
def clients() -> tuple[tuple[str, Test, Ledger], ...]:
    """Each test of the twelve clients with its name and its ledger."""
    sys.path[:0] = [str(TESTS), str(TESTS / "balance")]
    surrounded = import_module("surroundings").surrounded
    tests = vars(import_module("test_twelve_clients")).items()
    return tuple(
        (name.removeprefix("test_").replace("_", " "), test, surrounded(cleandoc(test.__doc__)))
        for name, test in tests
        if name.startswith("test_")
    )


def with_other_weights(book: RuleBook, chance: random.Random) -> RuleBook:
    """The rules, each with a weight of its own."""
    rules = (
        each._replace(weight=min(LARGEST_WEIGHT, each.weight * chance.uniform(*WEIGHT_FACTORS)))
        for each in configured(book.policy)
    )
    return RuleBook(book.policy, tuple(rules))


def with_other_thresholds(book: RuleBook, chance: random.Random) -> RuleBook:
    """The rules with other options, under a policy with other figures."""
    policy = book.policy
    own = {name: moved(getattr(policy, name), chance) for name in POLICY_FIGURES}
    other = policy.model_copy(
        update={
            **own,
            "grades": numbers_moved(policy.grades, chance),
            "holds": numbers_moved(policy.holds, chance),
        }
    )
    rules: Iterator[Configured] = (
        each._replace(options=numbers_moved(each.options, chance)) for each in configured(policy)
    )
    return RuleBook(other, tuple(rules))


def numbers_moved(model: M, chance: random.Random) -> M:
    """A model with each of its numbers moved, within the bounds of its field."""
    values = {
        name: bounded(moved(value, chance), type(model).model_fields[name].metadata)
        for name, value in model
        if type(value) in {int, float, Decimal} and name != "mark"
    }
    return type(model).model_validate({**model.model_dump(), **values})


def moved(number: N, chance: random.Random) -> N:
    """A number times a factor; a whole number stays whole."""
    factor = chance.uniform(*THRESHOLD_FACTORS)
    if isinstance(number, int):
        return round(number * factor)
    return number * type(number)(factor)


def bounded(number: Any, limits: list[Any]) -> Any:
    """A number within the limits of a field, which pydantic keeps among its metadata."""
    for limit in limits:
        number = max(number, getattr(limit, "ge", number))
        number = min(number, getattr(limit, "le", number))
    return number


def limits_moved(chance: random.Random) -> ExitStack:
    """From which intensity a finding is serious, persists, or is a trait: moved for a while."""
    stack = ExitStack()
    serious = {name: moved(limit, chance) for name, limit in scoring.SERIOUS.items()}
    stack.enter_context(patch.dict(scoring.SERIOUS, serious))
    persistent = moved(scoring.PERSISTENT, chance)
    for module in (scoring, verdict):
        stack.enter_context(patch.object(module, "PERSISTENT", persistent))
    trait = moved(portfolio.TRAIT_INTENSITY, chance)
    stack.enter_context(patch.object(portfolio, "TRAIT_INTENSITY", trait))
    return stack


class Outcome(NamedTuple):
    """What became of one client under one draw."""

    name: str
    kept: bool
    """Whether action and holds are the same."""
    passed: bool
    """Whether its test passes."""
    verdict: str


def outcomes(kind: str, seed: int, draw: int) -> list[Outcome]:
    """What becomes of each client under one draw."""
    chance = random.Random(f"{kind} {seed} {draw}")
    before = unmoved()
    with ExitStack() as stack:
        # what would change a verdict is none of the tests' business, and slow
        stack.enter_context(patch.object(verdict, "MOST_CHANGES", 0))
        if kind == "thresholds":
            stack.enter_context(limits_moved(chance))
        other = with_other_weights if kind == "weights" else with_other_thresholds
        book = other(RuleBook(Policy()), chance)
        return [
            outcome(name, test, judged(ledger, book), then)
            for (name, test, ledger), then in zip(clients(), before, strict=True)
        ]


def outcome(name: str, test: Test, client: ClientAssessment, before: ClientAssessment) -> Outcome:
    """A client compared with itself before the figures were moved, and held against its test."""
    try:
        test(client)
    except AssertionError:
        passed = False
    else:
        passed = True
    return Outcome(name, essence(client) == essence(before), passed, summary(client))


def essence(client: ClientAssessment) -> tuple[str, frozenset[str]] | None:
    """The action and the kinds of hold."""
    found = client.verdict
    return (found.action, frozenset(hold.kind for hold in found.holds)) if found else None


@cache
def unmoved() -> tuple[ClientAssessment, ...]:
    """The clients under the figures as they are."""
    return tuple(judged(ledger, RuleBook(Policy())) for _, _, ledger in clients())


def judged(ledger: Ledger, book: RuleBook) -> ClientAssessment:
    """The first client of a ledger under the given rules."""
    past = History(ledger, book)
    day = import_module("surroundings").DAY
    return assessed(past.on(day), past, 0)


def summary(client: ClientAssessment) -> str:
    """A verdict with what it rests on and its holds, in a line."""
    if client.verdict is None:
        return "no verdict"
    because = ", ".join(client.verdict.because) or "nothing"
    holds = ", ".join(hold.kind for hold in client.verdict.holds)
    return f"{client.verdict.action} because of {because}" + (f"; {holds}" if holds else "")


def main() -> None:
    """Print, for each client, the share of the draws in which its test passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: dict[str, list[Outcome]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for kind in ("weights", "thresholds"):
            draws = pool.map(
                partial(outcomes, kind, options.seed), range(options.draws), chunksize=10
            )
            found[kind] = [each for draw in draws for each in draw]
    print(f"Python {sys.version.split()[0]}, {options.draws} draws each, seed {options.seed}\n")
    print("| client | weights | its test | thresholds | its test |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, _, _ in clients():
        own = [[each for each in outcomes if each.name == name] for outcomes in found.values()]
        shares = [share(getattr(e, what) for e in each) for each in own for what in FIGURES]
        print(f"| {name} | {' | '.join(shares)} |")
    for kind, each in found.items():
        lost = Counter((e.name, e.verdict) for e in each if not (e.kept and e.passed))
        for (name, instead), count in lost.most_common():
            print(f"\n{kind}: {name}: {count} times {instead}", end="")
    print()


def share(flags: Iterable[bool]) -> str:
    """How many of some are true, in percent."""
    every = list(flags)
    return f"{sum(every) / len(every):.1%}"


if __name__ == "__main__":
    main()
