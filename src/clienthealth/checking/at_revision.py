"""What a check compares with: ledger, policy and baseline at a git revision."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TypeVar

from clienthealth.checking.baseline import Baseline, placeless, read_baseline
from clienthealth.checking.compared import Base, Inputs
from clienthealth.checking.differences import content
from clienthealth.ledger.discovery import DISK, search_start
from clienthealth.ledger.earlier import Earlier, earlier_ledger
from clienthealth.ledger.files import Files
from clienthealth.ledger.git_objects import GitObjects, RevisionError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.reading import read_policy
from clienthealth.ledger.revision import (
    read_as_written,
    read_at,
    repository_root,
)
from clienthealth.rules.policy_layers import combined, layers
from clienthealth.rules.registry import vocabulary

_Made = TypeVar("_Made")


def base_at(
    revision: str, inputs: Inputs, baseline: Baseline | None, now: Ledger | None = None
) -> tuple[Base, Baseline | None]:
    """What to compare with, and the baseline of the revision.

    If there was no ledger at the revision, nothing is accepted, not even the policy of today's
    ledger.

    Args:
        revision: The git revision.
        inputs: The ledger, the policy file, the baseline and the wanted window. A policy or a
            baseline outside the repository has no revision and is read as it is.
        baseline: Today's baseline.
        now: Today's ledger. What it has in the same lines is neither read nor judged again.

    Raises:
        RevisionError: git, the repository or the revision is missing, or git refuses.
        LedgerError: the files of the revision are invalid. `problems` lists everything.
    """
    found, commit = _earlier(inputs, revision, now)
    earlier = found.ledger
    policy = _policy(commit, inputs, earlier.policy if earlier else Policy())
    accepted = baseline
    if inputs.baseline is not None:
        accepted = _as_it_was(
            inputs.baseline, inputs.ledger, commit, read_baseline, lambda: baseline
        )
    changed = content(accepted) != content(baseline)
    place = baseline.place(baseline.mark) if baseline else None
    base = Base(revision, earlier, policy, changed, place, found.place, found.others)
    if not changed:
        return base, baseline
    return base, placeless(accepted) if accepted else None


def _earlier(inputs: Inputs, revision: str, now: Ledger | None) -> tuple[Earlier, str | None]:
    """The ledger at the revision, and the revision; None before the first commit."""
    start = search_start() if inputs.found else None
    try:
        return earlier_ledger(inputs.ledger, revision, vocabulary(), start, now), revision
    except RevisionError:
        if not _is_unborn(inputs.ledger, revision):
            raise
        return Earlier(None), None


def _is_unborn(ledger: Path, revision: str) -> bool:
    """Whether `HEAD` is wanted before the first commit, for example by a hook."""
    root = repository_root(ledger)
    if revision != "HEAD" or root is None:
        return False
    return GitObjects(root).found(revision) is None


def _policy(revision: str | None, inputs: Inputs, own: Policy) -> Policy:
    """The policy in force at the revision, under the same options."""
    window = {} if inputs.window_days is None else {"window_days": inputs.window_days}
    file: Policy | None = None
    if (path := inputs.policy) is not None:
        file = _as_it_was(path, inputs.ledger, revision, _read_policy, lambda: _read_policy(path))
    return combined(layers(own, file, window))


def _read_policy(path: PurePath, kept: Files = DISK) -> Policy:
    return read_policy(path, vocabulary(), kept)


def _as_it_was(
    file: Path,
    ledger: Path,
    revision: str | None,
    read: Callable[[PurePath, Files], _Made],
    now: Callable[[], _Made | None],
) -> _Made | None:
    """A file at the revision, or as it is now if it is not in this repository.

    If the revision has the file, that version counts, whatever is in its place now. Otherwise a
    link that leads out of the repository would let through what a changed file does not.
    """
    root = repository_root(ledger)
    found = read_as_written(root, file, revision, read) if root and revision else None
    if found is not None:
        return found
    if root is None or repository_root(file) != root:
        return now()
    return read_at(file, revision, read) if revision else None
