"""Every format that the program prints, with its renderer; only the one asked for is imported."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from rich.console import Console

    from clienthealth.checking.model import Report
    from clienthealth.judging.assessment import Assessment
    from clienthealth.judging.trend import Trend
    from clienthealth.planning.after_review import PlannedReview
    from clienthealth.planning.collecting import Collection
    from clienthealth.planning.due import Agenda
    from clienthealth.planning.model import Plan
    from clienthealth.planning.statement import Statement
    from clienthealth.reviewing.model import Review

Renderer = Callable[[Any], str]

PLAN = {
    "table": "plan.table:plain",
    "json": "plan.json_v1:render",
    "markdown": "plan.markdown_page:render",
    "html": "plan.html_page:render",
    "ics": "plan.ics:render",
    "eml": "plan.eml:render",
}
"""The formats of every plan about one client."""
EXTRAS = {"ics": ("icalendar", "calendar"), "serve": ("werkzeug", "serve")}
"""By format, or command: the library that it needs beside a plain install, and its extra."""

FORMATS: dict[str, dict[str, str]] = {
    "score": {
        "table": "score.table:plain",
        "json": "score.json_v1:render",
        "csv": "score.csv_table:render",
        "markdown": "score.markdown_page:render",
        "html": "score.html_page:render",
    },
    "review": {
        "table": "review.table:plain",
        "json": "review.json_v1:render",
        "markdown": "review.markdown_page:render",
        "html": "review.html_page:render",
    },
    "brief": {
        "markdown": "review.brief:render_markdown",
        "html": "review.brief:render_html",
    },
    "check": {
        "text": "check.text:render",
        "json": "check.json_v1:render",
        "github": "check.github:render",
        "sarif": "check.sarif:render",
        "junit": "check.junit:render",
        "markdown": "check.markdown_page:render",
        "gitlab": "check.gitlab:render",
        "html": "check.html_page:render",
    },
    "collect": {
        "table": "collect.table:plain",
        "json": "collect.json_v1:render",
        "markdown": "collect.markdown_page:render",
        "html": "collect.html_page:render",
        "ics": "collect.ics:render",
        "eml": "collect.eml:render",
    },
    "statement": {
        "table": "collect.statement:plain",
        "json": "collect.statement_json:render",
        "markdown": "collect.statement:render_markdown",
        "html": "collect.statement:render_html",
    },
    "trend": {
        "table": "lists.trend:render_table",
        "chart": "lists.trend:render_chart",
        "json": "lists.trend:render_json",
        "csv": "lists.trend:render_csv",
    },
    "letgo": PLAN,
    "boundaries": PLAN,
    "followup": PLAN,
    "today": {
        "table": "today.table:plain",
        "json": "today.json_v1:render",
        "markdown": "today.markdown_page:render",
        "html": "today.html_page:render",
        "ics": "today.ics:render",
    },
    "rules": {"table": "lists.rules:render_table", "json": "lists.rules:render_json"},
    "policy": {"table": "lists.policy:render_table", "json": "lists.policy:render_json"},
}
"""By command and format: the module of this package and the function that renders it."""

_COMMANDS = {
    "Assessment": "score",
    "Review": "review",
    "PlannedReview": "review",
    "Report": "check",
    "Trend": "trend",
    "Collection": "collect",
    "Statement": "statement",
    "Agenda": "today",
    "Plan": "letgo",
}
"""By the kind of what was found: the command that prints it."""
_ON_A_TERMINAL = {
    "score": "score.table:print_to",
    "explain": "score.explanation:print_to",
    "review": "review.table:print_to",
    "collect": "collect.table:print_to",
    "letgo": "plan.table:print_to",
    "boundaries": "plan.table:print_to",
    "followup": "plan.table:print_to",
    "today": "today.table:print_to",
    "check": "check.text:print_to",
    "trend": "lists.trend:print_table",
    "chart": "lists.trend:print_chart",
    "statement": "collect.statement:print_to",
    "rules": "lists.rules:print_to",
    "policy": "lists.policy:print_to",
    "page": "help.screen:print_to",
}
"""By command, or by what it prints: what prints it on a console."""


_TERMINAL_BY_NAME = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""What in the environment makes rich take a pipe for a terminal."""


def renderer(command: str, format: str) -> Renderer:  # the usual word
    """What renders a format of a command.

    Raises:
        KeyError: there is no such format.
    """
    return cast("Renderer", _loaded(FORMATS[command][format]))


def missing_extra(format: str) -> str | None:  # the usual word
    """How to get what a format, or `serve`, needs and is not installed; None for nothing."""
    library, extra = EXTRAS.get(format, ("", ""))
    if not library or find_spec(library) is not None:
        return None
    return f"{format} needs {library}; get it with `pip install 'clienthealth[{extra}]'`"


def terminal_table(command: str, found: object) -> bool:
    """Print a table with colours in the width of the terminal.

    Returns:
        Whether it was printed: not where stdout is no terminal, or the command has one table for
        all.
    """
    if command not in _ON_A_TERMINAL or not _may_be_terminal():
        return False
    from rich.console import Console  # noqa: PLC0415  # only where there is such a table

    console = Console(soft_wrap=False, markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        print_table(console, command, found)
    return console.is_terminal


def print_table(console: "Console", command: str, found: object) -> None:
    """Print the table of a command in the width and the colours of a console.

    Raises:
        KeyError: the command has none.
    """
    _loaded(_ON_A_TERMINAL[command])(console, found)


def _may_be_terminal() -> bool:
    """Whether it is worth asking rich, which takes a fifth of the start of a pipe."""
    return sys.stdout.isatty() or any(name in os.environ for name in _TERMINAL_BY_NAME)


def _loaded(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    made: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return made


def render(
    found: "Agenda | Assessment | Collection | Plan | PlannedReview | Review | Report | Statement "
    "| Trend",
    format: str,  # the usual word
) -> str:
    """What was found, as text.

    Args:
        found: What `assess`, `review`, `with_plans`, `check`, `trend`, `letgo`, `boundaries`,
            `collect` or `statement` gave. The plans of a review are on its page alone.
        format: A format of the command of that name, such as `html`.

    Raises:
        ValueError: there is no such format of that.
    """
    command = _COMMANDS[type(found).__name__]
    if format not in FORMATS[command]:
        known = ", ".join(FORMATS[command])
        msg = f"no format {format!r} of {type(found).__name__}; known: {known}"
        raise ValueError(msg)
    if command == "review" and format != "html":
        found = getattr(found, "review", found)
    if command != "score":
        return renderer(command, format)(found)
    from clienthealth.report.view import view_of  # noqa: PLC0415  # no other shows a part

    return renderer(command, format)(view_of(cast("Assessment", found)))
