"""How much work something is, without a clock: the calls of functions that it takes."""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any


def calls_of(what: Callable[[], object], only: CodeType | None = None) -> int:
    """How many functions are called to do something: all, those of C included, or one of ours."""
    count = 0

    def told(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        if only is None:
            count += event in {"call", "c_call"}
        else:
            count += event == "call" and frame.f_code is only

    sys.setprofile(told)
    try:
        what()
    finally:
        sys.setprofile(None)
    return count
