"""What a letter template may contain, and its text: a small, listed part of Jinja.

A template may come from anybody, like a ledger. It is first checked against what letters need:
values, `if`, one loop over the invoices, three filters. Then it runs in Jinja's sandbox. So a
letter is never longer than its template times the invoices, and needs no time limit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.ledger.problems import LedgerError, Problem, did_you_mean
from clienthealth.ledger.sources import Place

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_CHARACTERS = 20_000
"""Of a template."""
MOST_INVOICES = 100
"""Of a letter; the others are in the statement of account."""
LONGEST_VALUE = 200
"""The limit for a name or a number in a letter, in characters."""
SUBJECT = "Subject: "
FILTERS = ("date", "money", "plural")
OF_INVOICE = ("number", "issued", "due", "open", "days")
OF_LOOP = ("first", "last", "index")
_ONLY_A_TAG = re.compile(r"\s*\{%[^%]*%\}")


class Template(NamedTuple):
    """The text of a letter with its placeholders, and its file."""

    text: str
    file: str
    """The name for messages."""


def problems_of(template: Template, names: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with a template.

    Args:
        template: The template.
        names: The names of all values that its kind of letter has.
    """
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415  # only where there are letters

    if len(template.text) > MOST_CHARACTERS:
        what = f"the template is longer than {MOST_CHARACTERS} characters; shorten it"
        yield Problem(Place(template.file, 1, 1), what)
        return
    if not template.text.startswith(SUBJECT) or "\n\n" not in template.text:
        what = f"a letter starts with a line `{SUBJECT}...` and an empty line; add them"
        yield Problem(Place(template.file, 1, 1), what)
    try:
        tree = environment().parse(_kept_ends(template.text))
    except TemplateSyntaxError as error:
        yield Problem(
            Place(template.file, error.lineno, 1), f"not a valid template: {error.message}"
        )
        return
    except RecursionError:
        yield Problem(Place(template.file, 1, 1), "the template is nested too deeply; simplify it")
        return
    for node in _all(tree):
        objection = _objection(node, names)
        if objection is not None:
            yield Problem(Place(template.file, node.lineno, 1), objection)


def _all(tree: "nodes.Node") -> Iterator["nodes.Node"]:
    """Every node of a template, without a stack that a deep one could exhaust."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed([*node.iter_child_nodes()])


def _objection(node: "nodes.Node", names: tuple[str, ...]) -> str | None:
    """Why a part of a template is not allowed; None where it is."""
    kind = type(node).__name__
    check = _CHECKS.get(kind)
    if check is None:
        return f"`{kind.lower()}` is not allowed in a letter; use only values, `if` and the loop"
    return check(node, names)


def _fine(_: "nodes.Node", __: tuple[str, ...]) -> str | None:
    return None


def _name(node: "nodes.Node", names: tuple[str, ...]) -> str | None:
    name = str(getattr(node, "name", ""))
    known = (*names, "invoice", "loop", "true", "false", "none")
    return (
        None
        if name in known
        else f'"{name}" is no value of this letter; {did_you_mean(name, known)}'
    )


def _attribute(node: "nodes.Node", _: tuple[str, ...]) -> str | None:
    owner, name = getattr(getattr(node, "node", None), "name", ""), str(getattr(node, "attr", ""))
    known = {"invoice": OF_INVOICE, "loop": OF_LOOP}.get(owner, ())
    if name in known:
        return None
    return f'unknown value "{owner}.{name}"; {did_you_mean(name, OF_INVOICE)}'


def _filter(node: "nodes.Node", _: tuple[str, ...]) -> str | None:
    name = str(getattr(node, "name", ""))
    return None if name in FILTERS else f'no filter "{name}"; {did_you_mean(name, FILTERS)}'


def _loop(node: "nodes.Node", _: tuple[str, ...]) -> str | None:
    from jinja2 import nodes  # noqa: PLC0415  # only where there are letters

    over, target = getattr(node, "iter", None), getattr(node, "target", None)
    is_ours = getattr(over, "name", "") == "invoices" and getattr(target, "name", "") == "invoice"
    if not is_ours or getattr(node, "recursive", False):
        return "a letter can only loop over its invoices; write `for invoice in invoices`"
    if any(isinstance(each, nodes.For) for each in _all(node) if each is not node):
        return "a loop inside a loop; write one after the other"
    return None


_Check = Callable[["nodes.Node", tuple[str, ...]], str | None]
_CHECKS: Mapping[str, _Check] = {
    **dict.fromkeys(
        ("Template", "Output", "TemplateData", "Const", "If", "And", "Or", "Not", "Compare"), _fine
    ),
    "Operand": _fine,
    "CondExpr": _fine,
    "Name": _name,
    "Getattr": _attribute,
    "Filter": _filter,
    "For": _loop,
}
"""The parts of Jinja that letters need. Everything that could grow or run for long is left out."""


@cache
def environment() -> "ImmutableSandboxedEnvironment":
    """Jinja's sandbox without a loader. A missing value is an error."""
    from jinja2 import StrictUndefined  # noqa: PLC0415  # only where there are letters
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  # the same

    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_readable,
    )
    made.globals.clear()
    made.filters.clear()
    # Names that the check of a filter needs; a letter brings its own.
    made.filters.update(dict.fromkeys(FILTERS, lambda value, *_: value))
    return made


def _readable(value: object) -> object:
    """A value as written in a letter. No client ever reads `None` or a Python list."""
    from jinja2 import Undefined  # noqa: PLC0415  # only where there are letters

    if isinstance(value, str | Undefined) or (
        isinstance(value, int) and not isinstance(value, bool)
    ):
        return value
    wanted = "this value is not text; test for it with `if`, or write its parts in the loop"
    if value is None:
        wanted = "this letter has no such value; test for it first: {% if contact %}"
    elif isinstance(value, date):
        wanted = "a day needs its filter; write {{ today|date }}"
    elif isinstance(value, Decimal):
        wanted = "an amount needs its filter; write {{ total|money }}"
    raise ValueError(wanted)


def filled(
    template: Template,
    values: Mapping[str, object],
    filters: Mapping[str, Callable[..., str]],
) -> tuple[str, str]:
    """The subject and the body of a letter.

    Raises:
        LedgerError: the template is not valid, or needs a missing value.
    """
    from jinja2 import TemplateError  # noqa: PLC0415  # only where there are letters

    problems = [*problems_of(template, tuple(values))]
    if problems:
        raise LedgerError(problems)
    overlay = environment().overlay()
    overlay.filters = {**environment().filters, **filters}
    try:
        text = overlay.from_string(_kept_ends(template.text)).render(values)
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        place = Place(template.file, _line_of(error), 1)
        raise LedgerError([Problem(place, f"cannot be filled in: {error}")]) from None
    first, _, body = text.partition("\n")
    return first.removeprefix(SUBJECT).strip(), _tidied(body)


def _line_of(error: BaseException) -> int:
    """The line of the template with the error."""
    from traceback import walk_tb  # noqa: PLC0415  # only where there is an error

    lines = [
        line
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename == "<template>"
    ]
    return lines[-1] if lines else 1


def _kept_ends(text: str) -> str:
    """A template in which every line with more than a tag keeps its line end.

    A line with only a tag (`{% endfor %}`) disappears. Every other line ends where its author ended
    it.
    """
    lines = text.split("\n")
    return "\n".join(
        f"{line[:-2]}+%}}" if line.endswith("%}") and not _ONLY_A_TAG.fullmatch(line) else line
        for line in lines
    )


def _tidied(body: str) -> str:
    """The body without empty lines around it, and never with two in a row."""
    lines: list[str] = []
    for line in body.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
