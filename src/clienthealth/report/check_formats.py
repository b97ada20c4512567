"""The formats of `check`; only the renderer that is asked for is imported."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from clienthealth.checking.model import Report

Renderer = Callable[[Report], str]

FORMATS = {
    "text": "check_text",
    "json": "check_json",
    "github": "check_github",
    "sarif": "check_sarif",
    "junit": "check_junit",
    "markdown": "check_markdown",
}
"""The name of a format, and the module of this package that renders it."""


def renderer(name: str) -> Renderer:
    """What renders a format.

    Raises:
        KeyError: there is no such format.
    """
    module = import_module(f"{__package__}.{FORMATS[name]}")
    return cast("Renderer", module.render)
