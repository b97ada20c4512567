"""JSON that says exactly what it holds, and that neither a terminal nor a build log obeys."""

import json
import re

from clienthealth.report.ci_log import disarmed

_HIDDEN = re.compile(r"[^\n -~]")


def json_document(document: object, *, indent: int | None = 2) -> str:
    """An object as JSON; what could be obeyed is written by its number.

    The escapes mean the same characters to whoever reads the JSON. Lone surrogates, which no
    encoding can write, are written in this way too.
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent) + "\n"
    text = _HIDDEN.sub(lambda found: _escape(found[0]), text)
    return disarmed(text, number="\\u0023", colon="\\u003a")


def _escape(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]
