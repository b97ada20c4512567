"""Questions at a terminal, asked again until there is a usable answer."""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from clienthealth.cli.exit_codes import EXIT_INTERRUPTED
from clienthealth.cli.output import say


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, check: Callable[[str], str | None], default: str = "") -> str:
    """A usable answer.

    Args:
        question: The question.
        check: What is wrong with an answer, or None.
        default: The answer of Enter alone.
    """
    while True:
        answer = _answer(question, default)
        wrong = check(answer)
        if wrong is None:
            return answer
        say(wrong)


def agreed(question: str) -> bool:
    """A yes or no; Enter means yes."""
    return ask(f"{question} (y/n)", no_yes_or_no, "y").casefold().startswith("y")


def no_yes_or_no(answer: str) -> str | None:
    """What is wrong with an answer that should be yes or no."""
    return None if answer.casefold() in {"y", "yes", "n", "no"} else "answer y or n"


def _answer(question: str, default: str) -> str:
    try:
        return str(typer.prompt(question, default, show_default=bool(default))).strip()
    except (typer.Abort, KeyboardInterrupt):
        _leave()


def _leave() -> NoReturn:
    """End as interrupted; nothing has been written yet."""
    typer.echo(err=True)
    say("nothing was written")
    raise typer.Exit(EXIT_INTERRUPTED)
