"""Every format that the program prints, with its renderer; only the one asked for is imported."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from clienthealth.checking.model import Report
    from clienthealth.judging.assessment import Assessment
    from clienthealth.reviewing.model import Review

Renderer = Callable[[Any], str]

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
    "check": {
        "text": "check.text:render",
        "json": "check.json_v1:render",
        "github": "check.github:render",
        "sarif": "check.sarif:render",
        "junit": "check.junit:render",
        "markdown": "check.markdown_page:render",
    },
}
"""By command and format: the module of this package and the function that renders it."""


def renderer(command: str, format: str) -> Renderer:  # noqa: A002  # the usual word
    """What renders a format of a command.

    Raises:
        KeyError: there is no such format.
    """
    module, _, function = FORMATS[command][format].partition(":")
    return cast("Renderer", getattr(import_module(f"{__package__}.{module}"), function))


def render(found: "Assessment | Review | Report", format: str) -> str:  # noqa: A002  # the usual word
    """What was found, as text.

    Args:
        found: What `assess`, `review` or `check` gave.
        format: A format of the command of that name, such as `html`.

    Raises:
        ValueError: there is no such format of that.
    """
    from clienthealth.checking.model import Report  # noqa: PLC0415  # `score` alone needs none
    from clienthealth.judging.assessment import Assessment  # noqa: PLC0415  # the same
    from clienthealth.report.score.view import view_of  # noqa: PLC0415  # the same

    command = "score" if isinstance(found, Assessment) else "review"
    command = "check" if isinstance(found, Report) else command
    if format not in FORMATS[command]:
        known = ", ".join(FORMATS[command])
        msg = f"no format {format!r} of {type(found).__name__}; known: {known}"
        raise ValueError(msg)
    shown = view_of(found) if isinstance(found, Assessment) else found
    return renderer(command, format)(shown)
