"""The list of rules, for people and as JSON."""

from collections.abc import Sequence

from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import safe_lines
from clienthealth.rules.articles import ARTICLES
from clienthealth.rules.registry import Configured

FORMAT = "clienthealth.rules/1"


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
    """Aligned columns, one line per rule."""
    rows = [("code", "name", "severity", "weight", "enabled", "articles", "the client ...")]
    rows += [
        (
            item.rule.code,
            item.rule.name,
            item.severity,
            f"{item.weight:g}",
            "yes" if item.enabled else "no",
            ",".join(name[:2] for name in item.rule.articles) or "-",
            item.rule.title,
        )
        for item in items
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    key = (f"{name} = {article.id} ({article.title})" for name, article in ARTICLES.items())
    return safe_lines([*lines, "", *key])
