"""Finds the rules of this package and configures them under a policy."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, cast

from pydantic import ValidationError

from clienthealth import rules
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.fields import shown
from clienthealth.ledger.policy import Policy, Severity
from clienthealth.ledger.problems import did_you_mean
from clienthealth.rules.base import Ramp, Rule
from clienthealth.rules.meaning import Mark
from clienthealth.rules.position import PositionRule

AnyRule = Rule[Any] | PositionRule[Any]

SEVERITY = "severity"
SEVERITIES = ("low", "medium", "high", "critical")
_SEVERITIES_LISTED = "low, medium, high or critical"


class Configured(NamedTuple):
    """A rule with its options, severity and weight under a policy."""

    rule: AnyRule
    options: Any
    severity: Severity
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
        for key in (rule.code, rule.name, *rule.former_names):
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
    """The rule with a code or a name, upper or lower case. Former names work too."""
    wanted = name.casefold()
    return next((r for r in all_rules() if wanted == r.code.casefold() or wanted in r.names), None)


@cache
def _by_code() -> dict[str, AnyRule]:
    return {rule.code: rule for rule in all_rules()}


def rule_of(code: str) -> AnyRule:
    """The rule with a code that comes from the program itself."""
    return _by_code()[code]


def names_with_codes(codes: Iterable[str]) -> str:
    """Rules in a sentence: `late-payment (PAY001), low-rate (VAL001)`."""
    return ", ".join(f"{rule_of(code).name} ({code})" for code in codes)


def marked(mark: Mark) -> tuple[AnyRule, ...]:
    """The rules that play a part in the decision tables."""
    return tuple(rule for rule in all_rules() if mark in rule.marks)


@cache
def traits_by_comparison() -> int:
    """How many rules show a trait of a grinder by comparing a client with the others."""
    compared = (rule for rule in all_rules() if isinstance(rule, PositionRule))
    return sum(rule.trait is not None for rule in compared)


def rule_names() -> tuple[str, ...]:
    """Every code, then every name."""
    return (*(r.code for r in all_rules()), *(r.name for r in all_rules()))


def renamed() -> dict[str, str]:
    """The former names of rules, each with the current one."""
    return {former: rule.name for rule in all_rules() for former in rule.former_names}


def families() -> tuple[str, ...]:
    """The families that have at least one rule."""
    return tuple(sorted({rule.family for rule in all_rules()}))


def vocabulary() -> Vocabulary:
    """The names of rules and families that a ledger may use."""
    return Vocabulary(rule_names(), families(), misconfigured, renamed())


def configured(policy: Policy, client: str | None = None) -> tuple[Configured, ...]:
    """The rules under a checked policy; for a client, with the client's own options on top."""
    own = policy.clients.get(client) if client is not None else None
    names = (*policy.disabled, *(own.disabled if own else ()))
    disabled = {rule.code for name in names if (rule := find_rule(name))}
    options = _options_by_code(policy.rules)
    for code, values in _options_by_code(own.rules if own else {}).items():
        options[code] = {**options.get(code, {}), **values}
    return tuple(
        _configured(rule, options.get(rule.code, {}), policy, disabled) for rule in all_rules()
    )


def _configured(
    rule: AnyRule, values: dict[str, str], policy: Policy, disabled: set[str]
) -> Configured:
    severity = cast("Severity", values.get(SEVERITY, rule.severity))
    own = {key: value for key, value in values.items() if key != SEVERITY}
    options = rule.options
    if own:
        options = options.model_validate({**options.model_dump(), **own})
    enabled = rule.code not in disabled
    return Configured(rule, options, severity, policy.weights.of(severity), enabled)


def _options_by_code(table: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {rule.code: values for name, values in table.items() if (rule := find_rule(name))}


def misconfigured(policy: Policy) -> Iterator[tuple[str, str]]:
    """What is wrong with the rules named in a policy: the policy's key and a message."""
    for message in _misnamed("disabled", policy.disabled):
        yield "disabled", message
    for message in _wrong_rules("rules", policy.rules):
        yield "rules", message
    for client, own in policy.clients.items():
        for message in _misnamed(f"clients: {client}: disabled", own.disabled):
            yield "clients", message
        for message in _wrong_rules(f"clients: {client}: rules", own.rules, policy.rules):
            yield "clients", message


def _misnamed(where: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if find_rule(name) is None:
            yield f"{where}: unknown rule {shown(name)}; {did_you_mean(name, rule_names())}"


def _wrong_rules(
    where: str, table: dict[str, dict[str, str]], below: dict[str, dict[str, str]] | None = None
) -> Iterator[str]:
    yield from _misnamed(where, table)
    names: dict[str, str] = {}
    for name, values in table.items():
        rule = find_rule(name)
        if rule is not None:
            first = names.setdefault(rule.code, name)
            if first != name:
                text = f"{shown(first)} and {shown(name)} are the same rule"
                yield f"{where}: {text}; write its options under one of them"
            general = _options_by_code(below or {}).get(rule.code, {})
            for problem in _wrong_options(rule, values, general):
                yield f"{where}: {rule.name}: {problem}"


def _wrong_options(rule: AnyRule, values: dict[str, str], general: dict[str, str]) -> Iterator[str]:
    known = [*type(rule.options).model_fields, SEVERITY]
    severity = values.get(SEVERITY)
    if severity is not None and rule.severity == "position":
        yield "severity: a position rule has no weight to change; leave severity out"
    elif severity is not None and severity not in SEVERITIES:
        yield f"severity: unknown severity {shown(severity)}; write {_SEVERITIES_LISTED}"
    own = {key: value for key, value in values.items() if key != SEVERITY}
    try:
        type(rule.options).model_validate({**rule.options.model_dump(), **own})
    except ValidationError as error:
        for item in error.errors(include_url=False):
            option = str(item["loc"][0]) if item["loc"] else ""
            if item["type"] == "extra_forbidden":
                yield f"unknown option {shown(option)}; {did_you_mean(option, known)}"
            else:
                yield f"{option}: {shown(str(item['input']))}: {item['msg'].lower()}"
        return
    yield from _turned_round(rule, {**general, **values})


def _turned_round(rule: AnyRule, values: dict[str, str]) -> Iterator[str]:
    """A ramp with `fine` beyond `bad` would turn the best value into the worst."""
    own = {key: value for key, value in values.items() if key != SEVERITY}
    try:
        options = type(rule.options).model_validate({**rule.options.model_dump(), **own})
    except ValidationError:
        return  # reported with the options themselves
    if isinstance(options, Ramp):
        falls = rule.options.fine > rule.options.bad
        if options.fine < options.bad if falls else options.fine > options.bad:
            side = "above" if falls else "below"
            text = f"fine {options.fine:g} is beyond bad {options.bad:g}"
            yield f"{text}; write fine {side} bad"
