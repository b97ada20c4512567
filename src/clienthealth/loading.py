"""Loading a ledger by path, or from where it is found, and checking the rules it names."""

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
        path: A YAML file, or a folder whose YAML files are merged. Default: the ledger that
            `CLIENTHEALTH_LEDGER` names, or `clienthealth.yaml` or `clienthealth/` in the current
            folder or the nearest parent folder.
        files: What reads the disk; a `WatchedFiles` knows afterwards whether the ledger changed.

    Returns:
        The ledger; its `warnings` list what looks odd but is accepted.

    Raises:
        LedgerError: it cannot be read or is invalid; `problems` lists everything that is wrong.
    """
    if path == "":  # an unset variable in a script, not the current folder
        text = "the name of the ledger is empty; name a file or a folder"
        raise LedgerError([Problem(None, text)])
    where = Path(path) if path is not None else find_ledger(Path())
    return read_ledger(where, vocabulary(), files)


def load_policy(path: str | PathLike[str], files: Files = DISK) -> Policy:
    """Load and check a policy from its own file.

    Args:
        path: A YAML file with what a ledger has under `policy:`.
        files: What reads the disk, as for `load_ledger`.

    Raises:
        LedgerError: it cannot be read or is invalid; `problems` lists everything that is wrong.
    """
    return read_policy(Path(path), vocabulary(), files)
