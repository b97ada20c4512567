"""Loading a ledger by path, or wherever it is found, checked against the rules it may name."""

from os import PathLike
from pathlib import Path

from clienthealth.ledger.discovery import DISK, find_ledger
from clienthealth.ledger.files import Files
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import LedgerError, Problem
from clienthealth.ledger.reading import read_ledger, read_policy
from clienthealth.rules.registry import vocabulary


def load_ledger(path: str | PathLike[str] | None = None, files: Files = DISK) -> Ledger:
    """Load and check a ledger.

    Args:
        path: A YAML file, or a folder whose YAML files are merged. Left out: the ledger named by
            `CLIENTHEALTH_LEDGER`, else `clienthealth.yaml` or `clienthealth/` in the working
            folder or the nearest parent.
        files: What reads the disk; a `WatchedFiles` knows afterwards whether the ledger changed.

    Returns:
        The ledger; its `warnings` tell what looks odd but is accepted.

    Raises:
        LedgerError: it cannot be read or is invalid; `problems` lists everything that is wrong.
    """
    if path == "":  # an unset variable of a script, and not the working folder
        text = "the name of the ledger is empty; name a file or a folder"
        raise LedgerError([Problem(None, text)])
    where = Path(path) if path is not None else find_ledger(Path())
    return read_ledger(where, vocabulary(), files)


def load_policy(path: str | PathLike[str], files: Files = DISK) -> Policy:
    """Load and check a policy from a file of its own.

    Args:
        path: A YAML file with what would stand under `policy:` in a ledger.
        files: What reads the disk, as for `load_ledger`.

    Raises:
        LedgerError: it cannot be read or is invalid; `problems` lists everything that is wrong.
    """
    return read_policy(Path(path), vocabulary(), files)
