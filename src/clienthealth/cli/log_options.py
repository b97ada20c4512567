"""The words and options of `log` after the kind, made from the kind's model."""

import inspect
import keyword
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.models import ArgumentInfo, OptionInfo

from clienthealth.cli.command_help import Command
from clienthealth.cli.log_examples import EXAMPLES
from clienthealth.cli.running import usage_error

if TYPE_CHECKING:
    from clienthealth import LogField, LogKind


Said = str | bool | tuple[str, ...]


class Line(NamedTuple):
    """The given values of an entry, before its days are worked out."""

    kind: "LogKind"
    said: dict[str, Said]

    def given(self, now: datetime) -> dict[str, str | bool | date | Sequence[str]]:
        """The given values, with days and moments from the calendar.

        Raises:
            MomentError: a day is not one.
        """
        return {key: self._dated(key, value, now) for key, value in self.said.items()}

    def _dated(self, key: str, value: "Said", now: datetime) -> "Said | date":
        from clienthealth import MomentError, moment_in_words  # noqa: PLC0415  # not for --help

        field = self.kind.field(key)
        if field is None or not isinstance(value, str) or field.shape not in {"day", "moment"}:
            return value
        if key != self.kind.placed_by and value in {"true", "false", "unknown"}:
            return value
        if self.kind.name == "month":
            return value
        when = moment_in_words(value, now)
        if field.shape == "day" and isinstance(when, datetime):
            msg = f'"{value}" has a time, but `{self.kind.name}` takes a day; leave the time out'
            raise MomentError(msg)
        return when


def read_line(kind: "LogKind", words: list[str], at: str | None) -> Line:
    """The words and options after a kind; wrong ones are wrong usage."""
    taken: list[dict[str, Any]] = []
    # Errors are reported here: the inner program would end without a word.
    _program(kind, lambda **given: taken.append(given))(
        [*words], prog_name=_called(kind), standalone_mode=False
    )
    given = taken[0]
    alone = given.pop("words") or []
    said: dict[str, Said] = {
        _key(kind, n): value for n, value in given.items() if value is not None
    }
    said.update(_by_words(kind, alone, frozenset(said)))
    if at is not None:
        said[kind.placed_by] = at
    return Line(kind, said)


def show_kind(kind: "LogKind") -> None:
    """Print the help of a kind."""
    _program(kind, lambda **_: None)(["--help"], prog_name=_called(kind), standalone_mode=False)


def _called(kind: "LogKind") -> str:
    return f"clienthealth log CLIENT {kind.name}"


def _by_words(
    kind: "LogKind", words: list[str], known: frozenset[str]
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Words without options, each for the next key that has no option."""
    keys = [key for key in kind.words if key not in known]
    for number, key in enumerate(keys):
        rest = words[number:]
        shape = field.shape if (field := kind.field(key)) else "text"
        if not rest:
            return
        if shape == "texts":
            yield key, tuple(rest)
            return
        if number == len(keys) - 1 and field is not None and kind.is_free_text(field):
            yield key, " ".join(rest)
            return
        yield key, rest[0]
    if words[len(keys) :]:
        from clienthealth import one_line  # noqa: PLC0415  # only where there is an error

        usage_error(
            f"unexpected word {one_line(words[len(keys)])!r}; {_called(kind)} takes "
            f"{', '.join(map(str.upper, kind.words))} and options; put --note before a text",
            "one word too many",
        )


def _key(kind: "LogKind", name: str) -> str:
    """The key of an option's parameter, whose name is one of Python."""
    return name.removesuffix("_") if kind.field(name) is None else name


def _program(kind: "LogKind", take: Callable[..., None]) -> typer.Typer:
    """A program of one command, whose options are the fields of the kind."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    parameters = [_words(kind), *_holder_options(kind), *map(_option, _sayable(kind))]

    def command(**given: Any) -> None:
        take(**given)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    command.__doc__ = f"{kind.summary}.\n\nEvidence: {kind.evidence}."
    examples = EXAMPLES[kind.name]
    epilog = "\n".join(f"clienthealth log acme {kind.name} {each}".rstrip() for each in examples)
    app.command(
        cls=Command, epilog=epilog, context_settings={"help_option_names": ["-h", "--help"]}
    )(command)
    return app


def _sayable(kind: "LogKind") -> "list[LogField]":
    """The fields with their own option; the day is --at."""
    return [field for field in kind.fields if field.name != kind.placed_by or field.name == "month"]


def _words(kind: "LogKind") -> inspect.Parameter:
    names = [key.upper() for key in kind.words]
    metavar = " ".join([names[0], *(f"[{name}]" for name in names[1:])]) if names else "WORDS"
    told = "In this order, or by their options."
    return _parameter("words", list[str] | None, typer.Argument(metavar=metavar, help=told))


def _holder_options(kind: "LogKind") -> Iterator[inspect.Parameter]:
    if kind.holder != "client" and kind.field(kind.holder) is None:
        told = f"The {'number' if kind.holder == 'invoice' else 'id'} of the {kind.holder}."
        option = typer.Option(f"--{kind.holder}", metavar=kind.holder.upper(), help=told)
        yield _parameter(kind.holder, str | None, option)


def _option(field: "LogField") -> inspect.Parameter:
    name = field.name.replace("_", "-")
    python = f"{field.name}_" if keyword.iskeyword(field.name) else field.name
    if field.shape == "flag":
        option = typer.Option(f"--{name}/--no-{name}", help=field.help)
        return _parameter(python, bool | None, option)
    taken = "|".join(field.choices) or {"day": "DAY", "moment": "WHEN"}.get(
        field.shape, field.name.upper()
    )
    return _parameter(python, str | None, typer.Option(f"--{name}", metavar=taken, help=field.help))


def _parameter(name: str, kind: Any, info: ArgumentInfo | OptionInfo) -> inspect.Parameter:
    info.show_default = False
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, info]
    )


# Completion


def complete_kind(incomplete: str) -> Iterable[tuple[str, str]]:
    """The kinds that can be logged."""
    from clienthealth import log_kinds  # noqa: PLC0415  # only while completing

    return [(k.name, k.summary) for k in log_kinds().values() if k.name.startswith(incomplete)]
