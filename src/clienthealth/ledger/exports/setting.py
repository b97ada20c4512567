"""What a format needs to know about the ledger: clients by name, and the business's time."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.opened import Say

Report = Say
"""Called for problems of entries."""


class Setting(NamedTuple):
    """The ledger around an included file."""

    names: Names
    zone: ZoneInfo | None
    """The business's time zone; None where the ledger names none."""


def local(moment: datetime, zone: ZoneInfo | None) -> datetime:
    """A moment by the business's clock; a moment without a zone already is."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(zone or UTC).replace(tzinfo=None)


def elapsed(start: datetime, end: datetime, zone: ZoneInfo | None) -> int:
    """The seconds between two times on the business's clock, also when the clocks change."""
    if zone is None:
        return round((end - start).total_seconds())
    first, last = (time.replace(tzinfo=zone).astimezone(UTC) for time in (start, end))
    if last < first:  # the hour that comes twice
        last = end.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return round((last - first).total_seconds())


def clock(seconds: int) -> str:
    """Seconds as a clock shows them: 1:30:00."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


TIME_HEADERS = ["client", "project", "date", "hours", "note", "state", "clock"]
"""What a timer knows; `clock` distinguishes its stretches of a day."""
RUNNING = "still running"
"""The state of a timer that is still running, which has no hours."""


def work(client: str, parts: list[str], setting: Setting) -> tuple[str, str]:
    """The client's project among a timer's words, and the other words."""
    found, _ = setting.names.find(client)
    project = next((p for p in parts if found and setting.names.project(found, p)), "")
    return project, ", ".join(part for part in parts if part and part != project)
