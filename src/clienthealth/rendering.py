"""Anything that the program finds, as text in one of its formats."""

from importlib import import_module

from clienthealth.checking.model import Report
from clienthealth.judging.assessment import Assessment
from clienthealth.report.check_formats import FORMATS as CHECK_FORMATS
from clienthealth.report.view import view_of
from clienthealth.reviewing.model import Review

_RENDERERS = {
    Assessment: {
        "table": ("table_score", "plain"),
        "json": ("json_score", "render"),
        "csv": ("csv_score", "render"),
        "markdown": ("markdown_score", "render"),
        "html": ("html_score", "render"),
    },
    Review: {
        "table": ("table_review", "plain"),
        "json": ("json_review", "render"),
        "markdown": ("markdown_review", "render"),
        "html": ("html_review", "render"),
    },
    Report: {name: (module, "render") for name, module in CHECK_FORMATS.items()},
}


def render(found: Assessment | Review | Report, format: str) -> str:  # noqa: A002  # the usual word
    """What was found, as text.

    Args:
        found: What `assess`, `review` or `check` gave.
        format: A format of the command of that name, such as `html`.

    Raises:
        ValueError: there is no such format of that.
    """
    formats = _RENDERERS[type(found)]
    if format not in formats:
        msg = f"no format {format!r} of {type(found).__name__}; known: {', '.join(formats)}"
        raise ValueError(msg)
    module, function = formats[format]
    # Only the renderer that is asked for is loaded.
    renderer = getattr(import_module(f"clienthealth.report.{module}"), function)
    shown = view_of(found) if isinstance(found, Assessment) else found
    return str(renderer(shown))
