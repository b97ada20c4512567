"""`cached_property` without the lock that Python 3.11 takes each time one is worked out.

Python 3.12 has none. The facts of a client are some thirty small values on each of many dates, and
two threads that work out the same one get the same.
"""

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

if not TYPE_CHECKING and sys.version_info < (3, 12):
    _WithLock = cached_property

    class cached_property(_WithLock):  # noqa: N801  # the name of what it replaces
        """A property that is worked out when it is first asked for, and kept."""

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value


__all__ = ["cached_property"]
