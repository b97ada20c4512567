"""The rules of this package, found by looking into it, and their options under a policy."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from pydantic import ValidationError

from clienthealth import rules
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.problems import did_you_mean
from clienthealth.policy import Policy
from clienthealth.rules.base import Options, Rule
from clienthealth.rules.position import PositionRule

AnyRule = Rule[Any] | PositionRule[Any]


class Configured(NamedTuple):
    """A rule with the options and the weight that a policy gives it."""

    rule: AnyRule
    options: Any
    weight: float
    enabled: bool


@cache
def all_rules() -> tuple[AnyRule, ...]:
    """Every rule, by code.

    Raises:
        ImportError: two rules share a code or a name.
    """
    found: dict[str, AnyRule] = {}
    for module in _rule_modules():
        rule: AnyRule = import_module(f"{rules.__name__}.{module}").RULE
        for key in (rule.code, rule.name):
            if key in found:
                msg = f"the rules {found[key].code} and {rule.code} share {key!r}"
                raise ImportError(msg)
            found[key] = rule
    return tuple(sorted(set(found.values()), key=lambda rule: rule.code))


def _rule_modules() -> Iterator[str]:
    for module in pkgutil.iter_modules(rules.__path__):
        if module.name[:3].isalpha() and module.name[3:6].isdigit():
            yield module.name


def find_rule(name: str) -> AnyRule | None:
    """The rule of a code or a name, in any case."""
    wanted = name.casefold()
    return next((r for r in all_rules() if wanted in {r.code.casefold(), r.name}), None)


def rule_names() -> tuple[str, ...]:
    """Every code, then every name."""
    return (*(r.code for r in all_rules()), *(r.name for r in all_rules()))


def families() -> tuple[str, ...]:
    """The families that have a rule."""
    return tuple(sorted({rule.family for rule in all_rules()}))


def vocabulary() -> Vocabulary:
    """What a ledger may name of the rules."""
    return Vocabulary(rule_names(), families(), misconfigured)


def configured(policy: Policy) -> tuple[Configured, ...]:
    """The rules under a policy, whose options have been checked."""
    own = {rule.code: values for rule, values in _own_options(policy)}
    return tuple(
        Configured(
            rule,
            rule.options.model_validate({**rule.options.model_dump(), **own[rule.code]})
            if rule.code in own
            else rule.options,
            policy.weights.of(rule.severity),
            rule.code not in policy.disabled and rule.name not in policy.disabled,
        )
        for rule in all_rules()
    )


def _own_options(policy: Policy) -> Iterator[tuple[AnyRule, dict[str, str]]]:
    for name, values in policy.rules.items():
        rule = find_rule(name)
        if rule is not None:
            yield rule, values


def misconfigured(policy: Policy) -> Iterable[str]:
    """What is wrong with a policy's options for single rules."""
    names = rule_names()
    for name in policy.rules:
        if find_rule(name) is None:
            yield f"rules: unknown rule {name!r}; {did_you_mean(name, names)}"
    for rule, values in _own_options(policy):
        yield from _wrong_options(rule.name, rule.options, values)


def _wrong_options(name: str, options: Options, values: dict[str, str]) -> Iterator[str]:
    known = list(type(options).model_fields)
    try:
        type(options).model_validate({**options.model_dump(), **values})
    except ValidationError as error:
        for item in error.errors(include_url=False):
            option = str(item["loc"][0]) if item["loc"] else ""
            if item["type"] == "extra_forbidden":
                yield f"{name}: unknown option {option!r}; {did_you_mean(option, known)}"
            else:
                yield f"{name}: {option}: {item['input']!r}: {item['msg'].lower()}"
