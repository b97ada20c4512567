"""Pydantic without plugins: stands in for its loader of them, on the command line alone.

The loader reads the metadata of every installed package, and to do so imports half of Python's
library for mail. No plugin should see a client's ledger, so there is nothing to look for.
"""

import os
import sys
from importlib import import_module

_LOADER = "pydantic.plugin._loader"


def use() -> None:
    """Stand in for the loader in this process, unless it has been loaded."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # should pydantic ask another way
    sys.modules.setdefault(_LOADER, sys.modules[__name__])


def get_plugins() -> tuple[()]:
    """What pydantic asks its loader."""
    return ()


def __getattr__(name: str) -> object:
    # Another release of pydantic may ask more: it gets its own loader.
    if name.startswith("__") or sys.modules.get(_LOADER) is not sys.modules[__name__]:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    del sys.modules[_LOADER]
    return getattr(import_module(_LOADER), name)
