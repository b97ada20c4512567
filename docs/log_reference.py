"""What `log` can write, as a Markdown table: made from the models of the entries."""

from collections.abc import Iterator

from clienthealth import LogKind, log_kinds
from tables import table


def log_reference() -> str:
    """Every kind with its words, its options and what it is evidence of."""
    rows = (
        (f"`{_line(kind)}`", _options(kind), f"{kind.summary}.", kind.evidence)
        for kind in log_kinds().values()
    )
    return table(("kind and its words", "options", "what it is", "evidence"), rows)


def _line(kind: LogKind) -> str:
    return " ".join([kind.name, *map(str.upper, kind.words)])


def _options(kind: LogKind) -> str:
    return ", ".join(f"`{each}`" for each in _names(kind))


def _names(kind: LogKind) -> Iterator[str]:
    if kind.holder == "project":
        yield "--project"
    for field in kind.fields:
        is_word = field.name in kind.words
        if not is_word and (field.name != kind.placed_by or field.name == "month"):
            name = field.name.replace("_", "-")
            yield f"--{name}, --no-{name}" if field.shape == "flag" else f"--{name}"
