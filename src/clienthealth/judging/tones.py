"""How good a verdict, a grade or a decision is; and a check that no table of them has a gap."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

Tone = Literal["worst", "bad", "poor", "fair", "good", "neutral"]
"""How a reader should take it. Renderers have a colour for each tone."""


def complete(table: Mapping[Any, object], names: Any) -> None:
    """Check that a table has exactly one entry for every name of a `Literal`.

    Raises:
        ImportError: an entry is missing or unknown. The message names it.
    """
    known = get_args(names)
    odd = [*(name for name in known if name not in table), *(k for k in table if k not in known)]
    if odd:
        msg = f"a table and the names it is for differ in {', '.join(map(str, odd))}"
        raise ImportError(msg)
