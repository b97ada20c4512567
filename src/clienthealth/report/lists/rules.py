"""The list of rules, for people and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clienthealth.report.text.blocks import Column, Line, Part, grid
from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.screen import print_strips, text_of
from clienthealth.report.text.sections import parts_lines
from clienthealth.report.text.styles import NAMED
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.registry import Configured

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = "clienthealth.rules/1"
COLUMNS = (
    Column("code"),
    Column("name"),
    Column("severity"),
    Column("weight", right=True),
    Column("enabled"),
    Column("articles", from_width=NAMED),
    Column("the client ...", least=18),
)


def render_json(items: Sequence[Configured]) -> str:
    """One JSON object with every rule."""
    rules = [
        {
            "code": item.rule.code,
            "name": item.rule.name,
            "family": item.rule.family,
            "severity": item.severity,
            "weight": item.weight,
            "enabled": item.enabled,
            "article": ARTICLES[item.rule.articles[0]].id if item.rule.articles else None,
            "articles": [ARTICLES[name].id for name in item.rule.articles],
            "title": item.rule.title,
            "stages": list(item.rule.stages),
            "options": item.options.model_dump(),
            "sources": item.rule.sources,
        }
        for item in items
    ]
    return json_document({"format": FORMAT, "rules": rules})


def render_table(items: Sequence[Configured]) -> str:
    """Aligned columns, a line a rule."""
    return text_of(parts_lines(_parts(items), None))


def print_to(console: "Console", items: Sequence[Configured]) -> None:
    """Print the same in the width of the terminal."""
    print_strips(console, parts_lines(_parts(items), console.width))


def _parts(items: Sequence[Configured]) -> list[Part]:
    key = (Line(f"{name}: {article.title} ({article.id})") for name, article in ARTICLES.items())
    return [grid(COLUMNS, [*map(_row, items)]), Line(""), *key]


def _row(item: Configured) -> Sequence[str]:
    return (
        item.rule.code,
        item.rule.name,
        item.severity,
        f"{item.weight:g}",
        "yes" if item.enabled else "no",
        ",".join(name[:2] for name in item.rule.articles) or "-",
        item.rule.title,
    )
