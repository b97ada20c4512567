"""The ids and names of a ledger's clients, for completion in a shell."""

from pathlib import Path

from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.yaml_events import Shape, Unreadable, YamlReader


def client_names(path: Path) -> dict[str, str]:
    """The name of each client by id. What cannot be read is passed over.

    Args:
        path: A YAML file, or a folder whose YAML files are merged.
    """
    found: dict[str, str] = {}
    try:
        files = DISK.of_ledger(path)
    except LedgerError:
        return found
    for file in files:
        for client in _clients(file):
            identity, name = client.get("id"), client.get("name")
            if isinstance(identity, str) and identity not in found:
                found[identity] = name if isinstance(name, str) else ""
    return found


def _clients(file: Path) -> list[dict[str, object]]:
    try:
        text = DISK.data(file).decode("utf-8-sig")
        document = YamlReader(text, 1, lambda *_: None).read(Shape())
    except (UnusableError, UnicodeDecodeError, Unreadable):
        return []
    clients = document.get("clients") if isinstance(document, dict) else None
    return [c for c in clients if isinstance(c, dict)] if isinstance(clients, list) else []
