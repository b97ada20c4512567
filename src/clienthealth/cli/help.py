"""`clienthealth help`: the how-to pages and the glossary, without a network."""

from collections.abc import Iterable
from typing import Annotated

import typer

from clienthealth.cli.options import Output
from clienthealth.cli.output import emit, show_page
from clienthealth.cli.running import usage_error

EXAMPLES = (
    "clienthealth help",
    "clienthealth help first-verdict",
)


def _complete_topic(incomplete: str) -> Iterable[tuple[str, str]]:
    from clienthealth import help_topics  # noqa: PLC0415  # only while completing

    return [(t.name, t.title) for t in help_topics() if t.name.startswith(incomplete)]


def help(  # noqa: A001  # the command's name
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC",
            help="A topic, a command, or a word of the glossary. Left out: the list of topics.",
            autocompletion=_complete_topic,
            show_default=False,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Read a how-to page; without a topic, list them."""
    from clienthealth import find_term, help_page, help_topics, term_page  # noqa: PLC0415  # not for --help
    from clienthealth.cli.app import COMMANDS, NAME, program  # noqa: PLC0415  # loads this module

    topics = [each.name for each in help_topics()]
    if topic is None:
        emit(_list(), output)
    elif topic.casefold() in topics:
        show_page(help_page(topic.casefold()), output)
    elif topic in COMMANDS:
        program((topic,))([topic, "--help"], prog_name=NAME, standalone_mode=False)
    elif (term := find_term(topic)) is not None:
        show_page(term_page(term), output)
    else:
        _unknown(topic, topics)


def _list() -> str:
    from clienthealth import help_topics  # noqa: PLC0415  # not for --help

    topics = help_topics()
    wide = max(len(each.name) for each in topics)
    lines = [f"  {each.name:{wide}}  {each.title}" for each in topics]
    return "\n".join(
        (
            "Topics, for `clienthealth help TOPIC`:",
            *lines,
            "",
            "`clienthealth help COMMAND` has the options of a command, `clienthealth explain WORD`",
            "the meaning of a word, and `clienthealth explain RULE` the page of a rule.",
            "",
        )
    )


def _unknown(topic: str, topics: list[str]) -> None:
    from clienthealth import did_you_mean, term_names  # noqa: PLC0415  # rarely needed
    from clienthealth.cli.app import COMMANDS  # noqa: PLC0415  # loads this module

    near = did_you_mean(topic, [*topics, *COMMANDS, *term_names()])
    near = f"{near} " if near.startswith("did you mean") else ""
    usage_error(f"no help on {topic!r}; {near}topics: {', '.join(topics)}", "no such topic")
