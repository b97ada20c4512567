"""Which repository holds another one as a submodule."""

from pathlib import Path


def holder_of(root: Path) -> Path | None:
    """The top of the repository in which the one at `root` is a submodule; None if it is none.

    A submodule has a file `.git` that leads to a folder `modules` of its holder's own `.git`.
    That of a linked work tree leads to `worktrees`.
    """
    kept = _kept_at(root)
    if kept is None or ".git" not in kept.parts:
        return None
    if "modules" not in kept.parts[kept.parts.index(".git") :]:
        return None
    return next((p for p in root.parents if (p / ".git").exists()), None)


def _kept_at(root: Path) -> Path | None:
    """Where a repository is kept whose `.git` is a file."""
    try:
        text = (root / ".git").read_text(encoding="utf-8", errors="surrogateescape")
        key, _, where = text.partition(": ")
        return (root / where.strip()).resolve() if key == "gitdir" else None
    except (OSError, RuntimeError, ValueError):  # a folder, no permission, a circle of links
        return None
