"""What `log` asks at a terminal: the client, what happened, when, and the details."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clienthealth.cli.asking import ask, no_yes_or_no
from clienthealth.cli.output import say
from clienthealth.cli.running import now

if TYPE_CHECKING:
    from clienthealth import Client, Ledger, LogField, LogKind

_MOST = 12


def asked_client(ledger: "Ledger", word: str | None) -> "Client":
    """The client that was named, or is named now."""
    from clienthealth import LogError, find_client  # noqa: PLC0415  # only at a terminal

    def wrong(text: str) -> str | None:
        try:
            find_client(ledger, text)
        except LogError as error:
            return str(error)
        return None

    told = wrong(word) if word is not None else None
    if told:
        say(told)
    if word is None or told:
        ids = [client.id for client in ledger.clients]
        more = ", ..." if len(ids) > _MOST else ""
        word = ask(f"Client ({', '.join(ids[:_MOST])}{more})", wrong)
    return find_client(ledger, word)


def asked_kind() -> "LogKind":
    """What happened."""
    from clienthealth import UnknownKindError, find_kind, log_kinds, safe_lines  # noqa: PLC0415  # only at a terminal

    def wrong(text: str) -> str | None:
        if text == "?":
            kinds = log_kinds().values()
            return safe_lines([f"{kind.name}: {kind.summary}" for kind in kinds]).rstrip()
        try:
            find_kind(text)
        except UnknownKindError as error:
            return str(error)
        return None

    usual = "message, meeting, paid, invoice, hours, stall, boundary"
    return find_kind(ask(f"What happened ({usual}; ? lists all)", wrong))


def asked_words(
    ledger: "Ledger", client: "Client", kind: "LogKind", at: str | None
) -> tuple[str | None, list[str]]:
    """When it was and the details, as words of the command line."""
    if at is None and kind.has_default_day:
        at = ask("When", lambda text: _no_moment(ledger, text), "today")
    words: list[str] = []
    for key in dict.fromkeys((*_required(kind), *kind.words)):
        words += _asked_field(client, kind, key)
    if kind.holder == "project" and len(client.projects) > 1:
        ids = ", ".join(project.id for project in client.projects)
        words.append(
            f"--project={ask(f'Project ({ids})', lambda text: None if text else 'name one')}"
        )
    rest = [name for name in _options(kind) if name.split("/")[0] not in words]
    if rest:
        more = ask(f"More options ({' '.join(rest)}; Enter: none)", _no_words)
        words += shlex.split(more)
    return at, words


def _required(kind: "LogKind") -> Iterator[str]:
    yield from (
        field.name for field in kind.fields if field.is_required and field.name != kind.placed_by
    )


def _asked_field(client: "Client", kind: "LogKind", key: str) -> list[str]:
    field = kind.field(key)
    option = f"--{key.replace('_', '-')}"
    if field is None:  # the invoice that it is added to
        numbers = ", ".join(each.number for each in client.invoices[-5:])
        answer = ask(f"Number of the invoice ({numbers or 'none yet'})", lambda _: None)
        return [option, answer] if answer else []
    question = _question(field)
    if field.shape == "flag":
        answer = ask(f"{question} (y/n)", no_yes_or_no)
        return [option if answer.casefold().startswith("y") else f"--no-{option[2:]}"]
    needed = "say something" if field.is_required else None
    hint = "" if field.is_required else " (Enter: none)"
    answer = ask(f"{question}{hint}", lambda text: None if text else needed)
    return [f"{option}={answer}"] if answer else []


def _question(field: "LogField") -> str:
    text = field.help.split(". ")[0].split(":")[0].rstrip(".") or field.name
    if field.choices:
        return f"{field.name} ({', '.join(field.choices)})"
    return f"{field.name}: {text}" if field.shape == "flag" else text


def _options(kind: "LogKind") -> Iterator[str]:
    asked = {*_required(kind), *kind.words, kind.placed_by}
    for field in kind.fields:
        if field.name not in asked:
            name = field.name.replace("_", "-")
            yield f"--{name}" if field.shape == "flag" else f"--{name} …"


def _no_moment(ledger: "Ledger", text: str) -> str | None:
    from clienthealth import MomentError, moment_in_words  # noqa: PLC0415  # only at a terminal

    try:
        moment_in_words(text, now(ledger))
    except MomentError as error:
        return str(error)
    return None


def _no_words(text: str) -> str | None:
    try:
        words = shlex.split(text)
    except ValueError:
        return "a quotation mark is missing; add it"
    if words and not words[0].startswith("--"):
        return "write options, such as --note 'on the phone'"
    return None
