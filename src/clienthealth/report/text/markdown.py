"""Text of others in GitHub's Markdown: it comes out as text, whatever it holds.

Entities keep Markdown and HTML from reading a sign, but not the steps that GitHub takes after
that: it looks for mentions, references, addresses and emoji in what was rendered, where an
entity is its sign again (github/cmark-gfm, issues 181 and 389). There a space without width
after the sign helps, as Dependabot writes it. It is needed in code as well, which is code no
longer where somebody replies by mail (dependabot/dependabot-core, pull request 3157).
"""

import re

from clienthealth.report.text.safety import disarmed, is_command, short, visible

VALUE_LENGTH = 500
"""In characters; one value does not crowd out the others."""

_ZERO_WIDTH = "&#8203;"
_FORMULA = "<span>$</span>"
"""How GitHub's documentation writes a dollar that begins no formula."""

_SIGN = re.compile(
    r"(?P<linked>"
    r"@|#(?=\w)|(?<=\bGH)-(?=\d)"  # mentions, addresses, issues
    r"|:(?=[\w+\-/:])|(?<=\bwww)\."  # schemes, emoji, addresses
    r")|(?P<started>^[-+=]|^\d+[.)](?=\s|$))"  # lists, and the line below a heading
    r"|(?P<marked>[\\`*_\[\]|~<>&#])"
    r"|(?P<formula>\$)",
    re.IGNORECASE,
)
_OWN_CODE = re.compile(rf"(?P<code>(?<!`)`[a-z][\w -]*:?`(?!`))|{_SIGN.pattern}", re.IGNORECASE)
"""The same, and words as code that the program writes; no sign within them means anything."""
_NO_CODE = re.compile(r"[`|@]")


def text(value: str) -> str:
    """A value as text on one line, in a paragraph, a list, a table or HTML."""
    return _disarmed(_SIGN.sub(_written, _line(value)))


def own(value: str) -> str:
    """A sentence of the program itself: as `text`, but its plain words in backticks are code."""
    return _disarmed(_OWN_CODE.sub(lambda found: found["code"] or _written(found), _line(value)))


def code(value: str) -> str:
    """A value as code, so that it can be copied; as text where code could not hold it."""
    line = _line(value)
    if not line or _NO_CODE.search(line) or is_command(line):
        return text(value)
    return f"`{line}`"


def _disarmed(written: str) -> str:
    return disarmed(written, number=_entity("#"), colon=f":{_ZERO_WIDTH}")


def _line(value: str) -> str:
    return short(visible(value).strip(), VALUE_LENGTH)


def _written(found: re.Match[str]) -> str:
    sign = found[0]
    if found["formula"]:
        return _FORMULA
    if found["linked"]:
        return (_entity(sign) if sign == "#" else sign) + _ZERO_WIDTH
    return sign[:-1] + _entity(sign[-1])


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
