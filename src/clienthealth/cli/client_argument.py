"""A client who is named on the command line, or forgotten: then a ledger is in their place."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from clienthealth.cli.running import is_found, path_of, usage_error

NAMED = 10
"""How many clients a message names."""


def client_and_ledger(
    command: str, client: str | None, ledger: Path | None
) -> tuple[str | None, Path | None]:
    """The client and the ledger of a command that takes either or both.

    A single word is the ledger if it is a path that exists, or looks like the name of a ledger.
    """
    if client is None:
        return None, ledger
    if ledger is not None:
        require_client(command, client, ledger)
        return client, ledger
    is_ledger = _is_yaml(client) or Path(client).exists()
    return (None, Path(client)) if is_ledger else (client, None)


def require_client(command: str, client: str, ledger: Path | None, between: str = " ") -> None:
    """End with wrong usage if a ledger was named where the client belongs.

    Args:
        command: The command's name.
        client: What was typed in the place of the client.
        ledger: What was typed in the place of the ledger.
        between: What is typed between the two.
    """
    if _is_yaml(client) and Path(client).exists():
        if ledger is not None:
            typed = f"clienthealth {command} {ledger}{between}{client}"
            _refuse(f"the client comes first; write `{typed}`")
    elif ledger is not None or not Path(client).is_dir() or is_found():
        return
    _refuse(
        f"the client is missing, and {client} is a ledger; "
        f"write `clienthealth {command} CLIENT{between}{client}`",
        clients_of(Path(client)),
    )


def _is_yaml(word: str) -> bool:
    """Whether a word ends like the name of a ledger, as an id may, too."""
    return Path(word).suffix.lower() in {".yaml", ".yml"}


def _refuse(what: str, more: Sequence[str] = ()) -> NoReturn:
    usage_error(". ".join((what, *more)), "the client is missing; the first argument is a ledger")


def clients_of(ledger: Path | None) -> list[str]:
    """A sentence that names the clients of a ledger, where it is found and can be read."""
    from clienthealth import LedgerError, client_names  # noqa: PLC0415  # rarely needed

    try:
        if ledger is None and not is_found():
            return []
        ids = list(client_names(path_of(ledger)))
    except (LedgerError, OSError):
        return []
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return [f"Clients: {', '.join(ids[:NAMED])}{more}"] if ids else []
