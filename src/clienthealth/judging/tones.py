"""How good a verdict, a grade or a decision is, and that no table of them has a gap."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

Tone = Literal["worst", "bad", "poor", "fair", "good", "neutral"]
"""What a reader is to make of it; renderers have a colour for each."""


def complete(table: Mapping[Any, object], names: Any) -> None:
    """Check that a table has an entry for every name of a `Literal`, and none besides.

    Raises:
        ImportError: an entry is missing or one too many; the message names it.
    """
    known = get_args(names)
    odd = [*(name for name in known if name not in table), *(k for k in table if k not in known)]
    if odd:
        msg = f"a table and the names it is for differ in {', '.join(map(str, odd))}"
        raise ImportError(msg)
