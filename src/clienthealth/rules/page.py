"""A rule's page: what it looks at, its options and where they come from, its examples."""

import inspect
from collections.abc import Iterator
from textwrap import dedent

from clienthealth.ledger import written
from clienthealth.ledger.policy import Policy
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.base import Rule, cure_of
from clienthealth.rules.examples import EXAMPLE_DATE, Example
from clienthealth.rules.registry import AnyRule


def rule_page(rule: AnyRule) -> str:
    """The page as Markdown, built from the rule's own docstring and options."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: AnyRule) -> Iterator[str]:
    weight = Policy().weights.of(rule.severity)
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield inspect.getdoc(inspect.getmodule(rule.check)) or ""
    yield ""
    yield f"- Severity: {rule.severity} (weight {weight:g})"
    yield f"- Applies to: {', '.join(rule.stages)}"
    yield f"- Settled if {cure_of(rule.cure, rule.options)}."
    if isinstance(rule, Rule) and rule.agreement is not None:
        yield f"- Agree in a talk: {rule.agreement}."
    yield ""
    yield from _options(rule)
    yield from _articles(rule)
    yield "## Flagged"
    yield from _example(rule.flagged)
    yield "## Clean"
    yield from _example(rule.clean)
    if isinstance(rule, Rule):
        yield "## After a boundary talk"
        yield ""
        yield (
            "A `boundary` event names this rule or its family. From 30 days after it, what came "
            "since the talk decides. The finding persists if at least two observations came since "
            "and they are serious by themselves. It is forgiven if at least two of them were good "
            "and what came since is below half of the serious limit; only what came since counts "
            "then. Until one of the two happens, the whole window counts."
        )


def _options(rule: AnyRule) -> Iterator[str]:
    yield "## Options"
    yield ""
    fields = type(rule.options).model_fields
    if not fields:
        yield "None."
    else:
        yield "| option | default | meaning |"
        yield "|---|---|---|"
        for name, field in fields.items():
            value = getattr(rule.options, name)
            shown = f"{value:g}" if isinstance(value, float) else value
            yield f"| `{name}` | {shown} | {field.description} |"
    yield ""
    yield f"Source of the thresholds: {rule.sources}."
    if fields:
        name, value = next((n, getattr(rule.options, n)) for n in fields)
        yield ""
        yield f"To change one in the ledger: `policy: {{rules: {{{rule.name}: {{{name}: {value:g}}}}}}}`"
    yield ""


def _articles(rule: AnyRule) -> Iterator[str]:
    yield "## Articles"
    yield ""
    if not rule.articles:
        yield "None: this is a house rule."
    for name in rule.articles:
        article = ARTICLES[name]
        yield f"- `{article.id}`, *{article.title}*. {article.says}"
    yield ""


def _example(example: Example) -> Iterator[str]:
    yield ""
    if example.business:
        yield f"On {written.day(EXAMPLE_DATE)}, with `{example.business}` under `business`:"
    else:
        yield f"On {written.day(EXAMPLE_DATE)}:"
    yield ""
    yield "```yaml"
    yield dedent(example.client).strip("\n").rstrip()
    yield "```"
    if example.others:
        yield ""
        yield "alongside five ordinary clients."
    yield ""
